// How far a point is from a surface, and on which side: by the nearest of its samples.
#pragma once

#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/sampler.h"

namespace myo::assemble {

class SurfaceProbe {
public:
  explicit SurfaceProbe(Samples samples);
  struct Answer {
    float distance = 1e30F; // metres, negative inside
    vec3 normal{0, 1, 0};   // outward at the nearest sample
    vec3 point{0};          // the nearest sample
    std::uint32_t index = 0;
  };
  [[nodiscard]] Answer operator()(vec3 p) const;
  [[nodiscard]] bool empty() const { return samples_.points.empty(); }
  [[nodiscard]] const Samples &samples() const { return samples_; }
  [[nodiscard]] const PointTree &tree() const { return tree_; }

private:
  Samples samples_;
  PointTree tree_;
};

} // namespace myo::assemble
