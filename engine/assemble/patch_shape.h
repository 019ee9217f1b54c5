// A set of surface samples made into a patch with a clean edge: fine triangles, signed distance to the edge, outline.
#pragma once

#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/sampler.h"
#include "format/body.h"

#include <span>

namespace myo::assemble {

// A bone as the patches need it, made once.
struct SampledBone {
  const format::Mesh *mesh = nullptr;
  Samples samples;
  PointTree tree; // of samples.points
  Bounds box;
  explicit SampledBone(const format::Mesh &mesh_in, double per_mm2 = 1.0);
};

// `inside` holds indices into bone.samples, ascending. The edge is the level half of the share of inside samples in a
// Gaussian neighbourhood of `smooth_mm`, so single samples neither dent nor fray it; pieces below a tenth of the largest
// are dropped. Fills area, centroid, normal, outline and the triangles of `patch`; false when nothing is left.
bool shape_patch(const SampledBone &bone, std::span<const std::uint32_t> inside, format::Patch &patch,
                 float smooth_mm = 1.6F);

} // namespace myo::assemble
