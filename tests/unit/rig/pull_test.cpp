// Pulling by hand: reaches what can be reached, keeps the limits, and neither jumps nor swings.
#include "rig/pull.h"

#include "rig/moves.h"
#include "support/shipped.h"
#include "support/tiny_body.h"

#include <cmath>
#include <gtest/gtest.h>
#include <random>

namespace myo::rig {
namespace {

struct Puppet {
  format::Body body = tests::tiny_body();
  Rig rig = Rig::build(body, tests::shipped()).value();

  // A place of a limb: so far from a joint, at rest.
  [[nodiscard]] Grip grip(const char *joint, vec3 from_centre) const {
    const std::uint32_t j = rig.joint(joint);
    if (j == format::none) throw std::runtime_error(std::string("no joint ") + joint);
    return {j, body.joints[j].centre + from_centre, {}, {}};
  }
  [[nodiscard]] vec3 at(const JointValues &values, const Grip &grip) const { return move_point(evaluate(rig, values).motions[grip.joint], grip.place); }
  void expect_within(const JointValues &values) const {
    for (const auto &[id, value] : values.all()) {
      const Coordinate *c = rig.coordinate(id);
      ASSERT_NE(c, nullptr) << id.text();
      EXPECT_GE(value, c->low - 1e-12) << id.text();
      EXPECT_LE(value, c->high + 1e-12) << id.text();
    }
  }
};

const Puppet &puppet() {
  static const Puppet one;
  return one;
}

double most_change_deg(const JointValues &a, const JointValues &b) {
  double most = 0;
  for (const JointValues *values : {&a, &b})
    for (const auto &[id, value] : values->all()) most = std::max(most, std::abs(a.get(id) - b.get(id)));
  return glm::degrees(most);
}

CoordinateId of(const char *joint, Side side, const char *motion) { return {joint, side, motion}; }

// A posture somewhere within the limits of what the pull may move.
JointValues somewhere(const Puppet &p, const std::vector<CoordinateId> &ids, std::mt19937 &random, double share) {
  JointValues values;
  for (const CoordinateId &id : ids) {
    const Coordinate *c = p.rig.coordinate(id);
    const double part = static_cast<double>(random() % 1000) / 999.0;
    values.set(id, share * (c->low + part * (c->high - c->low)));
  }
  return values;
}

struct Limb { const char *joint; vec3 from; };
const std::vector<Limb> limbs{{"right.wrist", {0, -0.08F, 0}}, {"left.wrist", {0, -0.08F, 0.01F}}, {"right.radioulnar", {0, -0.2F, 0}}, {"left.midtarsal", {0, -0.02F, 0.05F}},
                              {"right.ankle", {0, -0.05F, 0.1F}}, {"right.knee", {0, -0.3F, 0}}, {"atlanto_occipital", {0, 0.1F, 0.05F}}};

TEST(Pull, ReachesWhatCanBeReachedWithinTheLimits) {
  const Puppet &p = puppet();
  std::mt19937 random(7);
  int asked = 0, reached = 0;
  for (const Limb &limb : limbs) {
    Grip grip = p.grip(limb.joint, limb.from);
    grip.target = p.at({}, grip);
    const std::vector<CoordinateId> ids = pull(p.rig, {}, grip).moved;
    ASSERT_FALSE(ids.empty()) << limb.joint;
    for (int n = 0; n < 14; ++n) {
      grip.target = p.at(somewhere(p, ids, random, 0.7), grip);
      // As a hand does it: from where it is, in sixty small steps, straight.
      const vec3 from = p.at({}, grip);
      JointValues values;
      Pulled pulled;
      for (int step = 1; step <= 60; ++step) {
        Grip here = grip;
        here.target = glm::mix(from, grip.target, static_cast<float>(step) / 60.0F);
        pulled = pull(p.rig, values, here);
        values = pulled.values;
        p.expect_within(values);
      }
      ++asked;
      const double apart = static_cast<double>(glm::distance(p.at(values, grip), grip.target));
      EXPECT_NEAR(apart, pulled.apart_m, 1e-5);
      reached += apart < 0.005;
    }
  }
  EXPECT_EQ(asked, 98);
  EXPECT_GE(reached, 94) << "of " << asked << " places that some posture reaches: the straight way to a few leads through the body";
}

TEST(Pull, ChangesNothingWhereNothingIsAsked) {
  const Puppet &p = puppet();
  for (const Limb &limb : limbs) {
    Grip grip = p.grip(limb.joint, limb.from);
    grip.target = p.at({}, grip);
    const Pulled pulled = pull(p.rig, {}, grip);
    EXPECT_TRUE(pulled.moves);
    EXPECT_EQ(pulled.values, JointValues{}) << limb.joint;
  }
}

TEST(Pull, FollowsSmallStepsWithSmallChanges) {
  const Puppet &p = puppet();
  Grip grip = p.grip("right.wrist", {0, -0.08F, 0});
  JointValues values;
  values.set(of("elbow", Side::right, "flexion"), glm::radians(70.0));
  values.set(of("glenohumeral", Side::right, "flexion"), glm::radians(40.0));
  const vec3 middle = p.at(values, grip);
  double most = 0;
  for (int step = 0; step <= 360; ++step) { // a circle of 8 cm, 1.4 mm a step
    const float a = static_cast<float>(step) * degree;
    grip.target = middle + 0.08F * vec3(std::cos(a) - 1, std::sin(a), 0.5F * std::sin(a));
    const Pulled pulled = pull(p.rig, values, grip);
    EXPECT_LT(pulled.apart_m, 0.001) << step;
    most = std::max(most, most_change_deg(values, pulled.values));
    values = pulled.values;
  }
  EXPECT_LT(most, 2.0) << "degrees for 1.4 mm";
}

TEST(Pull, StandsStillAtTheNearestPostureWhereTheTargetIsOutOfReach) {
  const Puppet &p = puppet();
  for (const Limb &limb : limbs)
    for (const vec3 away : {vec3(3, 1, 1), vec3(-3, 0, 2), vec3(0, 4, 0), vec3(0, 0, -3)}) {
      Grip grip = p.grip(limb.joint, limb.from);
      grip.target = p.body.joints[grip.joint].centre + away;
      JointValues values;
      double before = 1e9;
      for (int n = 0; n < 30; ++n) {
        const Pulled pulled = pull(p.rig, values, grip);
        EXPECT_LE(pulled.apart_m, before + 1e-9) << limb.joint << " never goes away from it";
        before = pulled.apart_m;
        values = pulled.values;
        p.expect_within(values);
      }
      const Pulled again = pull(p.rig, values, grip);
      EXPECT_LT(most_change_deg(values, again.values), 0.1) << limb.joint << " " << away.x << " " << away.y << " " << away.z;
      // No single motion alone brings it nearer.
      for (const CoordinateId &id : again.moved)
        for (const double by : {-0.02, 0.02}) {
          const Coordinate *c = p.rig.coordinate(id);
          JointValues other = again.values;
          other.set(id, p.rig.limit(id, other.get(id) + by * (c->high - c->low)));
          EXPECT_GT(glm::distance(p.at(other, grip), grip.target), again.apart_m - 0.002) << limb.joint << ": " << id.text();
        }
    }
}

TEST(Pull, FoldsAStraightArm) {
  const Puppet &p = puppet();
  Grip grip = p.grip("left.wrist", {0, -0.05F, 0});
  grip.target = p.at({}, grip) + vec3(0, 0.2F, 0);   // straight up, towards the shoulder
  const Pulled pulled = pull(p.rig, {}, grip);
  EXPECT_LT(pulled.apart_m, 0.005);
  EXPECT_GT(glm::degrees(pulled.values.get(of("elbow", Side::left, "flexion"))), 30.0);
}

TEST(Pull, CaresLittleForWhatThePointerDoesNotTell) {
  const Puppet &p = puppet();
  Grip grip = p.grip("left.wrist", {0, -0.05F, 0});
  const vec3 from = p.at({}, grip);
  grip.target = from + vec3(0.05F, 0.25F, 0);
  const Pulled exact = pull(p.rig, {}, grip);
  grip.sight = {0, 0, -1};
  const Pulled seen = pull(p.rig, {}, grip);
  const vec3 off = p.at(seen.values, grip) - grip.target;
  EXPECT_LT(glm::length(vec2(off)), 0.005F) << "in the picture the hand is where the pointer is";
  const auto extension = [](const Pulled &pulled) { return -glm::degrees(pulled.values.get(of("glenohumeral", Side::left, "flexion"))); };
  EXPECT_LE(extension(seen), extension(exact)) << "and may come forward instead of drawing the elbow back";
}

TEST(Pull, TurnsTheNeckBeforeTheBackAndTheBackWhereTheNeckEnds) {
  const Puppet &p = puppet();
  Grip grip = p.grip("atlanto_occipital", {0, 0.1F, 0});
  const auto bent = [&](float forward) {
    grip.target = p.at({}, grip) + vec3(0, -0.2F * forward, forward);
    const Pulled pulled = pull(p.rig, {}, grip);
    const auto of_region = [&](const char *joint) { return glm::degrees(pulled.values.get(of(joint, Side::midline, "flexion"))); };
    return vec3(of_region("cervical"), of_region("thoracic"), of_region("lumbar"));
  };
  const vec3 little = bent(0.06F), much = bent(0.4F);
  EXPECT_GT(little.x, 5);
  EXPECT_LT(std::abs(little.y) + std::abs(little.z), 0.2F * little.x);
  EXPECT_GT(much.y + much.z, 20) << "beyond the neck's reach the trunk goes along";
}

TEST(Pull, MovesEachSideAloneAndNothingThatHoldsTheRoot) {
  const Puppet &p = puppet();
  Grip grip = p.grip("right.wrist", {0, -0.05F, 0});
  grip.target = p.at({}, grip) + vec3(-0.2F, 0.3F, 0.2F);
  const Pulled pulled = pull(p.rig, {}, grip);
  EXPECT_FALSE(pulled.values.empty());
  for (const auto &[id, value] : pulled.values.all()) EXPECT_EQ(id.side, Side::right) << id.text();
  Grip jaw = p.grip("tmj", {0, -0.05F, 0.07F});
  jaw.target = p.at({}, jaw) + vec3(0, -0.02F, 0);
  const Pulled opened = pull(p.rig, {}, jaw);
  EXPECT_GT(opened.values.get(of("tmj", Side::midline, "depression")), 0.005);
  for (const auto &[id, value] : opened.values.all()) EXPECT_EQ(id.joint, "tmj");
  Grip root = p.grip("sacrum", {0, 0, 0});
  root.target = vec3(1, 1, 1);
  const Pulled held = pull(p.rig, {}, root);
  EXPECT_FALSE(held.moves);
  EXPECT_EQ(held.values, JointValues{});
  EXPECT_FALSE(pull(p.rig, {}, {format::none, {}, {}, {}}).moves);
}

TEST(Pull, TakesAPlaceByTheJointThatCarriesMostOfIt) {
  format::Mesh mesh;
  mesh.positions = {{0, 0, 0}, {1, 0, 0}};
  mesh.joints = {{3, 5, 0, 0}, {7, 8, 0, 0}};
  mesh.weights = {{0.4F, 0.6F, 0, 0}, {0.9F, 0.1F, 0, 0}};
  EXPECT_EQ(joint_at(mesh, {0.1F, 0, 0}), 5U);
  EXPECT_EQ(joint_at(mesh, {0.9F, 0, 0}), 7U);
  EXPECT_EQ(joint_at({}, {0, 0, 0}), format::none);
}

} // namespace
} // namespace myo::rig
