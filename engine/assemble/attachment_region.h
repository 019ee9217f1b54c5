// Where on a bone an attachment may lie, ready to be asked point by point.
#pragma once

#include "assemble/body_frame.h"

#include <vector>

namespace myo::assemble {

class RegionTest {
public:
  // `side` picks the landmarks and mirrors directions: the bone's own side, or the muscle's on a midline bone. Landmarks
  // that the body lacks are left out; if all of a list are missing, `why` says so and that list does not restrict.
  RegionTest(const anatomy::AttachmentRegion &region, const format::Body &body, const anatomy::Library &library,
             anatomy::Side side, float mid, const Bounds &bone_box, std::string &why);

  [[nodiscard]] bool operator()(vec3 point, vec3 normal) const;
  // The middle of what it names, if it names landmarks: where a tendon would go.
  [[nodiscard]] const std::vector<vec3> &landmarks() const { return named_; }

private:
  BodyFrame frame_;
  std::vector<vec3> near_;
  std::vector<vec3> strip_;
  std::vector<vec3> named_;
  float radius_ = 0; // metres
  std::optional<vec3> facing_;
  std::vector<Slab> slabs_;
};

} // namespace myo::assemble
