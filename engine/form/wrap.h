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
  std::vector<vec3> points; // surface samples, metres, spaced at most one lattice step
  float closing = 0.014F;   // gaps narrower than twice this are bridged, metres
  float offset = 0.005F;    // thickness of the cover, metres, below `closing`
  float blend = 0.012F;     // width of the soft union with other regions, metres
  float sigma_steps = 1.1F; // smoothing of this region's own field
};

// Signed-distance-like field of one region on the points of `lattice` around it; nodes farther than its own lattice are
// taken as outside by the caller.
[[nodiscard]] Field closing_field(const WrapRegion &region, float step);

// The union of all regions on one lattice.
[[nodiscard]] Result<Field> wrap(std::span<const WrapRegion> regions, float step, Progress &progress);

// Soft minimum (polynomial, width k): never above min(a, b), equal to it where they differ by k or more.
[[nodiscard]] float soft_min(float a, float b, float k);

} // namespace myo::form
