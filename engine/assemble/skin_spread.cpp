#include "assemble/skin_spread.h"

#include "assemble/landmarks.h"
#include "assemble/mesh/sampler.h"
#include "assemble/skin_parts.h"

#include <algorithm>

namespace myo::assemble {

Spread::Spread(const format::Body &body, const anatomy::Library &library, float arm_degrees, float leg_degrees)
    : mid_(midline_x(body)) {
  using anatomy::Side;
  motion_.fill(mat4(1));
  const struct {
    const char *centre;
    Side side;
    float turn;
  } limbs[4] = {{"gh_centre", Side::left, arm_degrees},
                {"gh_centre", Side::right, -arm_degrees},
                {"hip_centre", Side::left, leg_degrees},
                {"hip_centre", Side::right, -leg_degrees}};
  for (std::size_t k = 0; k < 4; ++k)
    if (const format::Landmark *l = find_landmark(body, limbs[k].centre, limbs[k].side)) {
      centre_[k] = l->point;
      motion_[k] = glm::translate(mat4(1), l->point) * glm::rotate(mat4(1), limbs[k].turn * degree, vec3(0, 0, 1)) *
                   glm::translate(mat4(1), -l->point);
    }
  const SkinParts parts(body, library);
  std::array<std::vector<vec3>, 5> points;
  for (const format::Structure &s : body.structures) {
    if (!is_hard(s)) continue;
    auto &to = points[static_cast<std::size_t>(limb_of(parts.of_bone(s.bone), s.side))];
    const Samples samples = sample_surface(s.mesh, 0.02);
    to.insert(to.end(), samples.points.begin(), samples.points.end());
  }
  for (std::size_t k = 0; k < 5; ++k) bones_[k] = std::make_unique<PointTree>(points[k]);
}

Limb Spread::limb_of(std::string_view part, anatomy::Side side) {
  if (side == anatomy::Side::midline) return Limb::none;
  const bool left = side == anatomy::Side::left;
  if (part == "arm" || part == "forearm" || part == "hand" || part.starts_with("digit"))
    return left ? Limb::left_arm : Limb::right_arm;
  if (part == "thigh" || part == "leg" || part == "foot" || part.starts_with("toe"))
    return left ? Limb::left_leg : Limb::right_leg;
  return Limb::none;
}

LimbWeights Spread::rigid(Limb limb) {
  LimbWeights w(0);
  if (limb != Limb::none) w[static_cast<int>(limb) - 1] = 1;
  return w;
}

mat4 Spread::motion(Limb limb) const {
  return limb == Limb::none ? mat4(1) : motion_[static_cast<std::size_t>(limb) - 1];
}

LimbWeights Spread::weights(vec3 p) const {
  LimbWeights w(0);
  const bool left = p.x > mid_;
  const float rest = bones_[0]->nearest(p).distance;
  for (const int k : {left ? 0 : 1, left ? 2 : 3}) {
    const float own = bones_[static_cast<std::size_t>(k) + 1]->nearest(p).distance;
    const float share = rest / std::max(own + rest, 1e-6F); // 1 on the limb's bones
    const float d = glm::distance(p, centre_[static_cast<std::size_t>(k)]);
    // A wide mix at the joint narrows to a cut farther down. The inner side of the upper arm lies close to the ribs, so
    // it is the arm's from a smaller share on; forearm and hand hang beside soft flank and thigh, whose own bones are
    // far.
    float centre = 0.5F;
    if (k < 2)
      centre = glm::mix(glm::mix(0.5F, 0.38F, glm::smoothstep(0.08F, 0.2F, d)), 0.6F, glm::smoothstep(0.3F, 0.36F, d));
    const float half = glm::mix(0.22F, 0.02F, glm::smoothstep(0.14F, 0.24F, d));
    w[k] = glm::smoothstep(centre - half, centre + half, share);
  }
  // Hand against thigh: the nearer bone owns the tissue.
  const int arm = left ? 0 : 1, leg = left ? 2 : 3;
  if (w[arm] + w[leg] > 1) {
    const float da = bones_[static_cast<std::size_t>(arm) + 1]->nearest(p).distance;
    const float dl = bones_[static_cast<std::size_t>(leg) + 1]->nearest(p).distance;
    w[da < 0.5F * dl ? leg : arm] = 0;
  }
  return w;
}

mat4 Spread::blend(LimbWeights w) const {
  mat4 m = (1 - w.x - w.y - w.z - w.w) * mat4(1);
  for (int k = 0; k < 4; ++k) m += w[k] * motion_[static_cast<std::size_t>(k)];
  return m;
}
vec3 Spread::apart(vec3 p, LimbWeights w) const {
  return vec3(blend(w) * vec4(p, 1));
}
vec3 Spread::together(vec3 p, LimbWeights w) const {
  return vec3(glm::inverse(blend(w)) * vec4(p, 1));
}

} // namespace myo::assemble
