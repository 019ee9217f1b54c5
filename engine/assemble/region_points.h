// Points that the vocabulary builds from landmarks, and places on a carrier's surface.
#pragma once

#include "anatomy/library.h"
#include "assemble/body_frame.h"
#include "assemble/geodesic.h"
#include "assemble/mesh/point_tree.h"
#include "format/body.h"

#include <optional>
#include <string>

namespace myo::assemble {

// [lateral, posterior, superior] mm of one side; offsets scaled by `scale`.
class RegionPoints {
public:
  // `mid`: the body's midline_x, which takes a look at every paired bone.
  RegionPoints(const format::Body &body, anatomy::Side side, float scale, float mid);
  // Nothing, with the missing landmark in `why`, when the body lacks one.
  [[nodiscard]] std::optional<vec3> operator()(const anatomy::PointForm &form, std::string &why) const;
  [[nodiscard]] std::optional<vec3> landmark(const std::string &id, std::string &why) const;
  [[nodiscard]] const BodyFrame &frame() const { return frame_; }
  [[nodiscard]] float scale() const { return scale_; }

private:
  const format::Body &body_;
  anatomy::Side side_;
  BodyFrame frame_;
  float scale_;
};

// [l, p, s] of "anterior", "posterior", "superior", "inferior", "lateral", "medial".
[[nodiscard]] std::optional<vec3> view_direction(std::string_view view);

// A carrier that points are placed on. World metres.
class RegionGround {
public:
  explicit RegionGround(const format::Mesh &mesh);
  [[nodiscard]] SurfacePoint nearest(vec3 p) const;
  // The first place going from `p` along `direction` that faces it, within 6 mm sideways; else the nearest.
  [[nodiscard]] SurfacePoint along(vec3 p, vec3 direction) const;
  [[nodiscard]] vec3 at(const SurfacePoint &p) const;
  [[nodiscard]] const format::Mesh &mesh() const { return mesh_; }

private:
  [[nodiscard]] SurfacePoint closest_round(std::uint32_t vertex, vec3 p) const;
  const format::Mesh &mesh_;
  PointTree tree_;
  std::vector<std::uint32_t> first_, ring_; // triangles round each vertex
};

} // namespace myo::assemble
