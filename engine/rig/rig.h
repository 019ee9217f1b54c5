// The moving skeleton: which coordinates this body has, their limits, and the pose that values of them give.
//
// Zero is the rest stance (arms down, palms forward). Senses (Wu et al., ISB recommendations, for the words; axes here
// are the world's): flexion of the spine carries the head forward, lateral_flexion_left towards +X, rotation_left turns
// the nose towards +X; sided joints are mirror images. Values beyond a limit are limited, with a note.
//
// A region (cervical, thoracic, lumbar) spreads over its levels; a level gets the sum of its own coordinate and its
// share of the region's, limited to the level's range. The region's range is the smaller of its own limit and the sum
// of its levels'.
#pragma once

#include "anatomy/library.h"
#include "base/result.h"
#include "format/body.h"
#include "rig/joint_values.h"
#include "rig/pose.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace myo::rig {

// One slider.
struct Coordinate {
  CoordinateId id;
  std::string plus, minus;       // names of both directions
  std::string unit;              // deg | mm, for showing
  double low = 0, high = 0;      // SI, low <= 0 <= high
};

class Strains; // rig/strain.h

class Rig {
public:
  // Copies what it needs; the body and library may be dropped or changed afterwards. A body need not have every joint:
  // coordinates without a frame in this body are left out. No joints at all is fine too (nothing moves).
  [[nodiscard]] static Result<Rig> build(const format::Body &body, const anatomy::Library &library);

  Rig(Rig &&) noexcept;
  Rig &operator=(Rig &&) noexcept;
  ~Rig();

  [[nodiscard]] const std::vector<Coordinate> &coordinates() const;   // in the library's order
  [[nodiscard]] const Coordinate *coordinate(const CoordinateId &id) const; // nullptr when this body lacks it
  [[nodiscard]] std::uint32_t joint(std::string_view id) const;       // index into Body::joints, format::none
  [[nodiscard]] double limit(const CoordinateId &id, double value) const; // nearest allowed; 0 when unknown

  // How long the muscles are.
  [[nodiscard]] const Strains &strains() const;

  struct Model;
  [[nodiscard]] const Model &model() const { return *model_; }

private:
  explicit Rig(std::unique_ptr<Model> model);
  std::unique_ptr<Model> model_;
};

[[nodiscard]] Pose evaluate(const Rig &rig, const JointValues &values);

// The same pose told in regions: every region's coordinate holds its own value and the sum of its levels', and head
// protraction also what lower cervical flexion against upper cervical extension amounts to, however it was asked for.
[[nodiscard]] JointValues effective(const Rig &rig, const JointValues &values);

} // namespace myo::rig
