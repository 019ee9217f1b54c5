#include "assemble/grow_latissimus.h"

#include "assemble/landmarks.h"
#include "assemble/mesh/sampler.h"
#include "assemble/surroundings.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <span>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;

// How far the trunk reaches outward at each angle and height around its axis. A sheet kept outside of it can poke
// through nothing, however the muscles under it overlap; nearest-surface normals cannot promise that.
class TrunkHull {
public:
  TrunkHull(const std::vector<vec3> &points, vec3 axis) : axis_(axis) {
    Bounds box;
    for (const vec3 p : points) box.add(p);
    low_ = box.empty() ? 0 : box.low.y;
    rows_ = box.empty() ? 1 : static_cast<int>((box.high.y - low_) / step) + 1;
    radius_.assign(static_cast<std::size_t>(rows_ * turns), 0.0F);
    for (const vec3 p : points) {
      const int row = static_cast<int>((p.y - low_) / step);
      float &r = radius_[at(row, turn_of(p))];
      r = std::max(r, std::hypot(p.x - axis_.x, p.z - axis_.z));
    }
    // Widest of the neighbourhood, then smooth: ribs and the gaps between them become one wall.
    const std::vector<float> raw = radius_;
    for (int row = 0; row < rows_; ++row)
      for (int t = 0; t < turns; ++t)
        for (int dr = -2; dr <= 2; ++dr)
          for (int dt = -1; dt <= 1; ++dt)
            if (row + dr >= 0 && row + dr < rows_)
              radius_[at(row, t)] = std::max(radius_[at(row, t)], raw[at(row + dr, t + dt)]);
    for (int round = 0; round < 2; ++round) {
      const std::vector<float> before = radius_;
      for (int row = 0; row < rows_; ++row)
        for (int t = 0; t < turns; ++t) {
          const float mean = 0.25F * (before[at(std::max(row - 1, 0), t)] + before[at(std::min(row + 1, rows_ - 1), t)] +
                                      before[at(row, t - 1)] + before[at(row, t + 1)]);
          radius_[at(row, t)] = std::max(raw[at(row, t)], mean);
        }
    }
  }

  [[nodiscard]] form::Clearance operator()(vec3 p) const {
    const vec3 out(p.x - axis_.x, 0, p.z - axis_.z);
    const float r = glm::length(out);
    if (!(r > 1e-4F)) return {};
    const float y = (p.y - low_) / step - 0.5F;
    if (y < -1 || y > static_cast<float>(rows_)) return {};
    const int row = static_cast<int>(std::floor(y));
    const float angle = (std::atan2(p.x - axis_.x, p.z - axis_.z) / (2 * glm::pi<float>()) + 0.5F) * turns - 0.5F;
    const int t = static_cast<int>(std::floor(angle));
    const float fy = y - std::floor(y);
    const float ft = angle - std::floor(angle);
    const auto value = [&](int dr, int dt) { return radius_[at(std::clamp(row + dr, 0, rows_ - 1), t + dt)]; };
    const float wall = glm::mix(glm::mix(value(0, 0), value(0, 1), ft), glm::mix(value(1, 0), value(1, 1), ft), fy);
    return {r - wall, out / r};
  }

private:
  static constexpr int turns = 180;
  static constexpr float step = 4 * millimetre;
  [[nodiscard]] std::size_t at(int row, int turn) const {
    return static_cast<std::size_t>(row * turns + (turn % turns + turns) % turns);
  }
  [[nodiscard]] int turn_of(vec3 p) const {
    return static_cast<int>((std::atan2(p.x - axis_.x, p.z - axis_.z) / (2 * glm::pi<float>()) + 0.5F) * turns) % turns;
  }
  vec3 axis_;
  float low_ = 0;
  int rows_ = 1;
  std::vector<float> radius_;
};

// Everything that lies under the muscle.
std::vector<vec3> under(const Ground &ground, Side side, float scapula_top) {
  constexpr std::string_view muscles[] = {"iliocostalis_lumborum", "iliocostalis_thoracis", "longissimus_thoracis",
                                          "spinalis_thoracis", "semispinalis_thoracis", "serratus_anterior",
                                          "serratus_posterior_inferior", "obliquus_externus_abdominis",
                                          "obliquus_internus_abdominis", "quadratus_lumborum", "rhomboid_major"};
  std::vector<vec3> out;
  for (const format::Structure &s : ground.body().structures) {
    if (s.side != side && s.side != Side::midline) continue;
    const bool wall = s.bone.starts_with("rib_") || s.bone == "hip_bone" || s.bone == "sacrum" ||
                      (s.kind == format::Kind::bone && (s.bone.starts_with("t") || s.bone.starts_with("l")) && s.bone.size() <= 3);
    const bool muscle = std::find(std::begin(muscles), std::end(muscles), s.muscle) != std::end(muscles);
    const bool blade = s.bone == "scapula" || s.muscle == "infraspinatus";
    if (!wall && !muscle && !blade) continue;
    for (const vec3 p : sample_surface(s.mesh, 0.06).points)
      if (!blade || p.y < scapula_top) out.push_back(p);
  }
  return out;
}

constexpr std::string_view arm_muscles[] = {"teres_major", "subscapularis", "coracobrachialis", "triceps_brachii_long",
                                            "biceps_brachii_short", "biceps_brachii_long"};

bool is_one_of(std::string_view id, std::span<const std::string_view> ids) {
  return std::find(ids.begin(), ids.end(), id) != ids.end();
}

// A slip from a rib to the sheet that passes over it: from where the way between them is short and runs through nothing.
void add_slip(const Ground &ground, std::string_view bone, Side side, const form::LoftMesh &sheet, const Surroundings &all,
              Grown &grown) {
  constexpr float longest = 22 * millimetre, behind = 3 * millimetre;
  const PointTree points(sheet.positions);
  float least = 1e30F;
  vec3 from{0}, to{0};
  for (const std::uint32_t s : ground.bones().structures(bone, side)) {
    const Samples &rib = ground.bones().of(s);
    for (std::size_t i = 0; i < rib.points.size(); i += 3) {
      const vec3 p = rib.points[i];
      const PointTree::Hit hit = points.nearest(p);
      if (hit.distance > longest || hit.distance < behind) continue;
      const vec3 q = sheet.positions[hit.index];
      if (glm::dot(q - p, rib.normals[i]) < 0.7F * hit.distance) continue; // the sheet lies over this face
      float buried = 0; // mm of the way inside of something
      for (int k = 1; k <= 4; ++k)
        buried += std::max(0.0F, -all(glm::mix(p, q, 0.2F * static_cast<float>(k))).distance / millimetre);
      if (const float cost = hit.distance / millimetre + 10 * buried; cost < least) least = cost, from = p, to = q;
    }
  }
  if (least > 1e29F) return;
  form::TubeShape shape;
  shape.belly = 2.4F * millimetre, shape.flatness = 0.6F, shape.end = 0.7F, shape.tendon = 0.2F;
  shape.rings = 8, shape.sides = 10, shape.relax = 0;
  const vec3 guide[] = {from, to};
  grown.add(form::loft_tube(guide, shape));
  grown.ends.push_back({std::string(bone), Role::origin, {from}, 4.0F});
}

} // namespace

void grow_latissimus(Ground &ground, const anatomy::Muscle &muscle, Side side) {
  const BodyFrame frame = ground.frame(side);
  const auto landmark = [&](std::string_view id) -> std::optional<vec3> {
    const format::Landmark *l = find_landmark(ground.body(), id, side);
    return l ? std::optional(l->point) : std::nullopt;
  };
  const auto give_up = [&](std::string_view what) {
    ground.note(fmt::format("{} {} could not be grown: landmark {} is missing", anatomy::to_string(side), muscle.name, what));
  };
  for (const std::string_view id : {"scap_inferior_angle", "psis", "iliac_crest_top", "gh_centre", "elbow_centre",
                                    "crest_lesser_tubercle", "t9_spinous", "rib10_angle"})
    if (!landmark(id)) return give_up(id);
  const auto shifted = [&](vec3 p, vec3 mm) { return p + frame.direction_world(mm) * millimetre; };

  // Origin, from T7 down the spine, over the crest of the sacrum to the back third of the iliac crest.
  Grown grown(muscle, side, fmt::format("gen.{}.{}", muscle.id, anatomy::to_string(side)), muscle.name);
  std::vector<vec3> origin;
  const auto hold = [&](const std::string &bone, Role role, const std::vector<vec3> &points, float radius) {
    grown.ends.push_back({bone, role, points, radius});
  };
  for (const std::string_view bone : {"t7", "t8", "t9", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5"}) {
    const auto tip = landmark(fmt::format("{}_spinous", bone));
    if (!tip) continue;
    const auto p = ground.nearest_on(bone, side, shifted(*tip, {2.5F, 1, 0}));
    if (!p) continue;
    origin.push_back(*p);
    hold(std::string(bone), Role::origin, {*p}, 4.0F);
  }
  if (origin.size() < 3) return give_up("t7_spinous");
  if (const auto crest = landmark("s1_crest"))
    if (const auto p = ground.nearest_on("sacrum", side, shifted(*crest, {4, 0, -4}))) {
      origin.push_back(*p);
      hold("sacrum", Role::origin, {*p}, 6.0F);
    }
  std::vector<vec3> crest;
  const vec3 psis = *landmark("psis");
  const vec3 top = *landmark("iliac_crest_top");
  constexpr int crest_steps = 16; // close enough for one patch along the crest
  for (int i = 0; i <= crest_steps; ++i) {
    const float t = static_cast<float>(i) / crest_steps;
    if (const auto p = ground.nearest_on("hip_bone", side, shifted(glm::mix(psis, top, t), {0, 0, 12 * t * (1 - t) * 4})))
      crest.push_back(*p);
  }
  origin.insert(origin.end(), crest.begin(), crest.end());
  hold("hip_bone", Role::origin, crest, 6.0F);

  // Insertion, in front of the humerus, down the floor of its groove.
  const vec3 head = *landmark("gh_centre");
  const vec3 elbow = *landmark("elbow_centre");
  const vec3 down = glm::normalize(elbow - head);
  const vec3 groove = *landmark("crest_lesser_tubercle");
  std::vector<vec3> insertion;
  for (const float mm : {-14.0F, -10.0F, -6.0F, -2.0F, 2.0F, 6.0F, 10.0F, 14.0F, 18.0F, 22.0F})
    if (const auto p = ground.nearest_on("humerus", side, groove + down * (mm * millimetre))) insertion.push_back(*p);
  if (insertion.size() < 2) return give_up("crest_lesser_tubercle");
  hold("humerus", Role::insertion, insertion, 5.0F);

  // Lines the fibres cross on the way: round the chest wall, then under the armpit's back fold.
  const vec3 angle = *landmark("scap_inferior_angle");
  const vec3 rib = *landmark("rib10_angle");
  std::vector<vec3> flank{shifted(angle, {2, 8, 14}), shifted(angle, {10, 6, -28}), shifted(glm::mix(angle, rib, 0.55F), {22, 0, 0}),
                          shifted(rib, {40, -10, 0}), shifted(glm::mix(rib, top, 0.45F), {42, -24, 0})};
  std::vector<vec3> wall{shifted(angle, {34, 0, 26}), shifted(angle, {42, -8, 4}), shifted(angle, {46, -14, -18}),
                         shifted(angle, {50, -22, -40}), shifted(angle, {52, -30, -58})};
  // Under the lower border of the teres major, and up in front of it to the groove.
  const vec3 fold = glm::mix(head, elbow, 0.24F);
  std::vector<vec3> border{shifted(fold, {-36, 33, -38}), shifted(fold, {-32, 30, -44}), shifted(fold, {-28, 27, -50}),
                           shifted(fold, {-25, 24, -56}), shifted(fold, {-22, 21, -62})};
  std::vector<vec3> front{shifted(fold, {-22, -1, 21}), shifted(fold, {-21, -0.5F, 12}), shifted(fold, {-20, 0, 3}),
                          shifted(fold, {-19, 1, -6}), shifted(fold, {-18, 2, -15})};
  const std::vector<std::vector<vec3>> via{flank, wall, border, front};

  const vec3 axis(frame.mid, 0, landmark("t9_spinous")->z + 75 * millimetre);
  const TrunkHull hull(under(ground, side, angle.y + 30 * millimetre), axis);
  form::SheetShape shape;
  shape.across = 64, shape.along = 56;
  shape.thickness = 7 * millimetre, shape.edge = 1.4F * millimetre, shape.clearance = 1.2F * millimetre;
  shape.outward = frame.direction_world({0.5F, 1, 0});
  shape.tendon_from = 0.16F, shape.tendon_to = 0.12F;
  shape.relax = 50;
  Bounds room;
  for (const auto &line : {origin, insertion, flank, wall, border, front})
    for (const vec3 p : line) room.add(p);
  // The arm's muscles stand in the way from the start: once the sheet lies on their wrong side, no lifting helps.
  const Surroundings arm(ground.body(), room, [&](const format::Structure &s) {
    return s.side == side && (s.bone == "humerus" || is_one_of(s.muscle, arm_muscles));
  });
  const form::Obstacle obstacle = [&](vec3 p) {
    const form::Clearance trunk = hull(p), limb = arm(p);
    return limb.distance < trunk.distance ? limb : trunk;
  };
  form::LoftMesh sheet = form::loft_sheet(origin, via, insertion, shape, obstacle);
  const Surroundings all(ground.body(), room, [&](const format::Structure &s) {
    return (s.side == side || s.side == Side::midline) && (is_skeletal(s.kind) || s.kind == format::Kind::muscle);
  });
  clear_sheet(sheet, shape.along, shape.across, all, 0.3F * millimetre, 40);
  grown.add(sheet);
  for (const std::string_view bone : {"rib_09", "rib_10", "rib_11", "rib_12"}) add_slip(ground, bone, side, sheet, all, grown);
  ground.keep(std::move(grown));
}

} // namespace myo::assemble
