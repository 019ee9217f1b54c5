// The tissue that a skin is put around, in the spread stance, sorted into the regions that are wrapped each in its own
// way.
#pragma once

#include "anatomy/library.h"
#include "assemble/skin_spread.h"
#include "assemble/soft_parts.h"
#include "form/wrap.h"
#include "format/body.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace myo::assemble {

struct BonePoint {
  vec3 rest, spread;
  std::uint32_t joint = format::none;
};

struct SkinCloud {
  std::vector<form::WrapRegion> regions; // points spread
  std::vector<vec3> spread;              // vertices of all tissue, spread ...
  std::vector<vec3> rest, normals;       // ... and at rest, with outward normals at rest
  std::vector<std::uint32_t> triangles;  // of them
  std::vector<LimbWeights> limbs;        // how each moved
  std::vector<std::uint8_t> skeletal;    // is it of a bone or of what lies between bones?
  std::vector<BonePoint> bones;          // samples of all bones whose joint is known
};

// Points no farther apart than `spacing` all over a triangle.
template <class F> void fill_triangle(vec3 a, vec3 b, vec3 c, float spacing, F &&put) {
  const float longest = std::max({glm::distance(a, b), glm::distance(b, c), glm::distance(c, a)});
  const int n = std::clamp(static_cast<int>(std::ceil(longest / spacing)), 1, 60);
  for (int i = 0; i <= n; ++i)
    for (int j = 0; i + j <= n; ++j) {
      const float u = static_cast<float>(i) / static_cast<float>(n), v = static_cast<float>(j) / static_cast<float>(n);
      put((1 - u - v) * a + u * b + v * c);
    }
}

// The regions are the sheet's covers (surface.toml); without any, one is laid over all.
[[nodiscard]] SkinCloud gather_cloud(const format::Body &body, const anatomy::Library &library, const Spread &spread,
                                     const SoftParts &soft);

} // namespace myo::assemble
