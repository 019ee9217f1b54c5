// Whether a point can be seen past what is drawn solid. Asked on the CPU, so that a picture needs no frame before it and
// the same view always gives the same answer.
#pragma once

#include "frame/view.h"

#include <optional>
#include <string_view>
#include <vector>

namespace myo::frame {

// Triangles of the coarsest level in small groups with a box each, in rest stance; made when first asked for.
class Blocks {
public:
  explicit Blocks(const atlas::Atlas &atlas) : atlas_(&atlas), known_(atlas.body().structures.size()) {}

  // Whether the segment (rest stance of the structure, metres) meets the structure's surface.
  [[nodiscard]] bool meets(std::uint32_t structure, vec3 from, vec3 to);
  // The joint that carries most of the structure.
  [[nodiscard]] std::uint32_t chief_joint(std::uint32_t structure);

private:
  struct Group { Bounds box; std::uint32_t first, count; }; // of indices
  struct Known { std::vector<Group> groups; std::uint32_t joint = 0; };
  [[nodiscard]] const Known &known(std::uint32_t structure);
  const atlas::Atlas *atlas_;
  std::vector<std::optional<Known>> known_;
};

class Sight {
public:
  // Only what is solid hides. All references outlive the sight.
  Sight(Blocks &blocks, const View &view, const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible);

  // `point` posed, in the world, on the surface of the structure `own`, which hides it only from some distance on; parts
  // of the muscle `through` (anatomy id) hide nothing.
  [[nodiscard]] bool sees(vec3 point, std::uint32_t own, std::string_view through = {}) const;

private:
  struct Wall { std::uint32_t structure; mat4 to_rest; std::string_view muscle; };
  static constexpr float near_m = 0.004F;        // coarse triangles stand this far off the true surface at most
  Blocks *blocks_;
  vec3 eye_;
  std::vector<Wall> walls_;
};

} // namespace myo::frame
