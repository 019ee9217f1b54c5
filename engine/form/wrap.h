// The surface around a cloud of points: morphological closing by exact distance transforms, region by region, joined
// softly. A large closing radius bridges what is missing in a region (the belly wall), a small one keeps fingers apart.
#pragma once

#include "base/progress.h"
#include "base/result.h"
#include "form/isosurface.h"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace myo::form {

struct WrapRegion {
  std::string name;
  std::vector<vec3> points; // surface samples, metres, spaced at most one step of the lattice
  float step = 0.0025F;     // of its lattice, metres
  float closing = 0.014F;   // gaps narrower than twice this are bridged, metres
  float offset = 0.005F;    // thickness of the cover, metres, below `closing`
  float blend = 0.012F;     // width of the soft union with other regions, metres
  float sigma_steps = 1.1F; // smoothing of this region's own field
};

// Signed-distance-like field of one region on a lattice around it. Beyond the lattice all is outside.
[[nodiscard]] Field closing_field(const WrapRegion &region);

// The union of all regions as a function of place: about the distance to the skin in metres, negative inside. Where two
// regions meet, the thickness of the cover goes over from one to the other, so that no ledge shows.
class Wrapping {
public:
  [[nodiscard]] float operator()(vec3 p) const;
  [[nodiscard]] const Bounds &bounds() const { return bounds_; } // of the skin, with some air
  [[nodiscard]] std::uint64_t hash() const;                      // of the function

private:
  friend Result<Wrapping> wrap(std::span<const WrapRegion> regions, Progress &progress);
  struct Part {
    Field field;
    vec3 low, high; // of its lattice
    float blend, offset;
  };
  std::vector<Part> parts_;
  Bounds bounds_;
};
[[nodiscard]] Result<Wrapping> wrap(std::span<const WrapRegion> regions, Progress &progress);

// Soft minimum (polynomial, width k): never above min(a, b), equal to it where they differ by k or more.
[[nodiscard]] float soft_min(float a, float b, float k);

} // namespace myo::form
