// What muscles grow from: the bones as points and obstacles, and the finished muscles with the ends they hold on by.
#pragma once

#include "assemble/body_frame.h"
#include "assemble/bone_samples.h"
#include "assemble/patch_shape.h"
#include "form/loft.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace myo::assemble {

using Obstruction = form::Obstacle;

struct GrownEnd {
  std::string bone;
  anatomy::Role role = anatomy::Role::origin;
  std::vector<vec3> points; // on the bone
  float radius_mm = 4;      // the patch covers the bone within it
};

struct Grown {
  Grown(const anatomy::Muscle &muscle, anatomy::Side side, std::string id, std::string name);
  void add(const form::LoftMesh &mesh);
  format::Structure structure;
  std::vector<GrownEnd> ends;
};

class Ground {
public:
  Ground(const format::Body &body, const anatomy::Library &library);

  [[nodiscard]] const format::Body &body() const { return body_; }
  [[nodiscard]] const anatomy::Library &library() const { return library_; }
  [[nodiscard]] BodyFrame frame(anatomy::Side side) const { return BodyFrame::of(side, mid_); }
  [[nodiscard]] std::string bone_name(std::string_view id) const;
  // The surface point of a bone nearest to `p`; nothing when the body lacks the bone.
  [[nodiscard]] std::optional<vec3> nearest_on(std::string_view bone, anatomy::Side side, vec3 p) const;
  [[nodiscard]] Obstruction obstacle(const std::vector<std::string> &bones, anatomy::Side side) const;
  [[nodiscard]] const BoneSamples &bones() const { return bones_; }

  void keep(Grown grown);
  void note(std::string text) { notes_.push_back(std::move(text)); }
  // Appends structures, patches and notes to the body that this ground was made of.
  void settle(format::Body &body) const;

private:
  const format::Body &body_;
  const anatomy::Library &library_;
  float mid_ = 0;
  BoneSamples bones_;
  std::vector<Grown> grown_;
  std::vector<std::string> notes_;
};

} // namespace myo::assemble
