// The tissue that a skin is put around, in the spread stance, sorted into the regions that are wrapped each in its own
// way.
#pragma once

#include "anatomy/library.h"
#include "assemble/skin_spread.h"
#include "assemble/soft_parts.h"
#include "form/wrap.h"
#include "format/body.h"

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
  std::vector<LimbWeights> limbs;        // how each moved
  std::vector<std::uint8_t> skeletal;    // is it of a bone or of what lies between bones?
  std::vector<BonePoint> bones;          // samples of all bones whose joint is known
};

// The regions are the sheet's covers (surface.toml); without any, one is laid over all.
[[nodiscard]] SkinCloud gather_cloud(const format::Body &body, const anatomy::Library &library, const Spread &spread,
                                     const SoftParts &soft);

} // namespace myo::assemble
