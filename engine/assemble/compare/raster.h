// A small software rasteriser: meshes in lps millimetres, seen square-on along an axis, in soft studio light.
#pragma once

#include "assemble/compare/subject.h"

#include <array>
#include <string>
#include <vector>

namespace myo::assemble {

enum class View { posterior, anterior, lateral, medial, superior, inferior };
inline constexpr std::array all_views{View::posterior, View::anterior, View::lateral, View::medial, View::superior, View::inferior};
[[nodiscard]] std::string name_of(View view, bool midline); // on midline structures: "from the left", "from the right"

// Which lps axis runs to the right, up and towards the viewer, and with which sign. `mirror`: BodyFrame's; a right
// bone is shown as it is, so lateral then runs the other way.
struct Eye {
  int right = 0, up = 2, toward = 1;
  float right_sign = 1, up_sign = 1, toward_sign = 1;
};
[[nodiscard]] Eye eye_of(View view, float mirror);

struct Layer {
  const LpsMesh *mesh = nullptr;
  vec3 colour{0.86F, 0.80F, 0.70F};            // linear albedo
};

// What is in the picture: the part of the plane with its top left corner at `corner_mm`, growing right and down along
// the eye's signed axes, and what lies inside `box` (lps mm) only; cut surfaces show their darker insides.
struct Frame {
  Eye eye;
  vec2 corner_mm{0};                           // eye coordinates: value * sign
  float px_per_mm = 1;
  int width = 0, height = 0;
  Bounds box;
};

struct Shaded {
  int width = 0, height = 0;
  std::vector<vec4> pixels;                    // sRGB-coded colour 0..1, straight coverage in w
};
[[nodiscard]] Shaded shade(const std::vector<Layer> &layers, const Frame &frame);

// 1 where something is, 0 elsewhere.
[[nodiscard]] std::vector<std::uint8_t> silhouette(const LpsMesh &mesh, const Frame &frame);

} // namespace myo::assemble
