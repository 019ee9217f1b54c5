#include "assemble/skin_ease.h"

#include "assemble/bone_heat.h"
#include "assemble/joints.h"
#include "assemble/mesh/point_tree.h"
#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float shoulder_m = 0.06F, back_m = 0.12F; // from the arm's joint: with the blade all the way; by half
constexpr float blade_share = 0.5F;
constexpr float knee_full = 0.5F;                    // of the leg's share, where skin is all the leg's
constexpr float turn_from = 0.1F, turn_to = 0.9F;    // of the way from elbow to wrist

using Row = std::vector<std::pair<std::uint32_t, float>>;

float share_of(const Row &row, std::uint32_t joint) {
  for (const auto &[j, w] : row)
    if (j == joint) return w;
  return 0;
}
void put(Row &row, std::uint32_t joint, float weight) {
  for (auto &[j, w] : row)
    if (j == joint) {
      w = weight;
      return;
    }
  row.emplace_back(joint, weight);
}

// One side of the body.
struct Limbs {
  std::uint32_t scapula, shoulder, elbow, forearm, wrist, hip, knee;
  explicit Limbs(const format::Body &body, Side side)
      : scapula(find_joint(body, rig_id("acromioclavicular", side))), shoulder(find_joint(body, rig_id("glenohumeral", side))),
        elbow(find_joint(body, rig_id("elbow", side))), forearm(find_joint(body, rig_id("radioulnar", side))),
        wrist(find_joint(body, rig_id("wrist", side))), hip(find_joint(body, rig_id("hip", side))), knee(find_joint(body, rig_id("knee", side))) {}
};

bool of_thorax(std::string_view joint) {
  if (const std::size_t dot = joint.find('.'); dot != std::string_view::npos) joint.remove_prefix(dot + 1);
  return joint.starts_with("costovertebral") || joint == "sternum" || (joint.size() > 1 && joint[0] == 't' && joint[1] >= '0' && joint[1] <= '9');
}

struct Ease {
  const format::Body &body;
  std::array<Limbs, 2> limbs;
  PointTree thorax;
  std::vector<std::uint32_t> thorax_joints;

  [[nodiscard]] vec3 centre(std::uint32_t joint) const { return body.joints[joint].centre; }

  void glide_over_blade(const Limbs &l, vec3 p, Row &row) const {
    const float blade = l.scapula == format::none || l.shoulder == format::none ? 0 : share_of(row, l.scapula);
    if (blade == 0 || thorax_joints.empty()) return;
    const float given = blade * (1 - blade_share) * glm::smoothstep(shoulder_m, back_m, glm::distance(p, centre(l.shoulder)));
    const auto nearest = thorax.nearest(p);
    if (given == 0 || nearest.index >= thorax_joints.size()) return;
    const std::uint32_t under = thorax_joints[nearest.index];
    put(row, l.scapula, blade - given);
    put(row, under, share_of(row, under) + given);
  }
  static void fold_at_knee(const Limbs &l, Row &row) {
    if (l.knee == format::none || l.hip == format::none) return;
    const float leg = share_of(row, l.knee), both = leg + share_of(row, l.hip);
    if (!(leg > 0) || leg == both) return;
    const float eased = both * glm::smoothstep(0.0F, knee_full, leg / both);
    put(row, l.knee, eased), put(row, l.hip, both - eased);
  }
  void turn_with_wrist(const Limbs &l, vec3 p, Row &row) const {
    if (l.elbow == format::none || l.forearm == format::none || l.wrist == format::none) return;
    const float radius = share_of(row, l.forearm), both = radius + share_of(row, l.elbow);
    if (!(both > 0)) return;
    const vec3 way = centre(l.wrist) - centre(l.elbow);
    const float along = glm::dot(p - centre(l.elbow), way) / std::max(1e-9F, glm::dot(way, way));
    const float turned = 0.5F * radius + 0.5F * both * glm::smoothstep(turn_from, turn_to, along);
    put(row, l.forearm, turned), put(row, l.elbow, both - turned);
  }
};

} // namespace

void ease_skin(const format::Body &body, std::span<const vec3> positions, const SkinCloud &cloud, std::vector<u16vec4> &joints,
               std::vector<vec4> &weights) {
  std::vector<vec3> points;
  std::vector<std::uint32_t> of;
  for (const BonePoint &bone : cloud.bones)
    if (bone.joint < body.joints.size() && of_thorax(body.joints[bone.joint].id)) points.push_back(bone.rest), of.push_back(bone.joint);
  const Ease ease{body, {Limbs(body, Side::left), Limbs(body, Side::right)}, PointTree(points), std::move(of)};
  parallel_for(std::size_t{0}, positions.size(), [&](std::size_t v) {
    Row row;
    for (int k = 0; k < 4; ++k)
      if (weights[v][k] > 0) put(row, joints[v][k], share_of(row, joints[v][k]) + weights[v][k]);
    for (const Limbs &l : ease.limbs) {
      ease.glide_over_blade(l, positions[v], row);
      Ease::fold_at_knee(l, row);
      ease.turn_with_wrist(l, positions[v], row);
    }
    for (auto &[joint, w] : row) w = glm::smoothstep(0.0F, 1.0F, w);
    keep_four(row, joints[v], weights[v]);
  });
}

} // namespace myo::assemble
