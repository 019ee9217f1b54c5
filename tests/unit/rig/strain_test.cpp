// Lengths that can be worked out on paper: two bones, one hinge.
#include "rig/strain.h"

#include "rig/moves.h"
#include "rig/muscle_path.h"
#include "rig/rig.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <cmath>

namespace myo::rig {
namespace {

constexpr double quarter = 1.5707963267948966;

// An upper arm (joint 0) with the elbow at the origin, a forearm (joint 1) hanging from it.
struct Hinge {
  format::Body body;

  Hinge() { body.joints.resize(2), body.joints[1].parent = 0; }
  std::uint32_t add(format::Kind kind, std::string muscle, Side side, vec3 origin, vec3 insertion) {
    const auto structure = static_cast<std::uint32_t>(body.structures.size());
    format::Structure &s = body.structures.emplace_back();
    s.id = fmt::format("part{}", structure), s.kind = kind, s.side = side, s.muscle = std::move(muscle);
    for (const bool first : {true, false}) {
      format::Patch &patch = body.patches.emplace_back();
      patch.muscle_structure = structure, patch.role = first ? format::Role::origin : format::Role::insertion;
      patch.centroid = first ? origin : insertion, patch.area_mm2 = 100, patch.joint = first ? 0 : 1;
    }
    return structure;
  }
  // The forearm turned by `angle` about +X, towards the front.
  [[nodiscard]] Pose pose(double angle) const {
    Pose pose;
    const DualQuaternion turn = to_dual(turn_about(dvec3(0), glm::angleAxis(-angle, dvec3(1, 0, 0))));
    pose.motions = {DualQuaternion{}, turn};
    for (const format::Patch &patch : body.patches) pose.patch_centroids.push_back(move_point(pose.motions[patch.joint], patch.centroid));
    return pose;
  }
};

TEST(Strains, OfAHingeIsPythagoras) {
  Hinge hinge;
  hinge.add(format::Kind::muscle, "flexor", Side::right, {0, 0.30F, 0.01F}, {0, -0.04F, 0.01F});
  const Strains strains = Strains::of(hinge.body);
  ASSERT_EQ(strains.muscles().size(), 1U);
  const MuscleLength rest = strains.at(hinge.pose(0))[0], bent = strains.at(hinge.pose(quarter))[0];
  EXPECT_NEAR(rest.rest_m, 0.34, 1e-6);
  EXPECT_NEAR(rest.strain(), 0, 1e-6);
  // At a right angle (0, -0.04, 0.01) has come to (0, 0.01, 0.04).
  const double expected = std::hypot(0.29, 0.03);
  EXPECT_NEAR(bent.length_m, expected, 1e-6);
  EXPECT_NEAR(bent.strain(), expected / 0.34 - 1, 1e-5);
  EXPECT_LT(bent.strain(), -0.1);
}

TEST(Strains, OppositeMusclesHaveOppositeSigns) {
  Hinge hinge;
  hinge.add(format::Kind::muscle, "extensor", Side::right, {0, 0.10F, -0.02F}, {0, -0.10F, -0.02F});
  hinge.add(format::Kind::muscle, "flexor", Side::right, {0, 0.10F, 0.02F}, {0, -0.10F, 0.02F});
  const Strains strains = Strains::of(hinge.body);
  const auto lengths = strains.at(hinge.pose(0.5));
  // Seen from the hinge both ends stand so far apart at rest; a chord is twice its radius times the sine of half of that.
  const double apart = 2 * (quarter - std::atan(0.2));
  const auto strain = [&](double turned) { return std::sin((apart + turned) / 2) / std::sin(apart / 2) - 1; };
  EXPECT_NEAR(lengths[strains.find("extensor", Side::right)].strain(), strain(0.5), 1e-5);
  EXPECT_NEAR(lengths[strains.find("flexor", Side::right)].strain(), strain(-0.5), 1e-5);
  EXPECT_GT(strain(0.5), 0.01);
  EXPECT_LT(strain(-0.5), -0.05);
}

TEST(Strains, AMuscleIsTheMeanOfItsBelliesAndTendonsAreNone) {
  Hinge hinge;
  const auto one = hinge.add(format::Kind::muscle, "flexor", Side::right, {0, 0.30F, 0.01F}, {0, -0.04F, 0.01F});
  const auto two = hinge.add(format::Kind::muscle, "flexor", Side::right, {0, 0.10F, 0.01F}, {0, -0.04F, 0.01F});
  const auto tendon = hinge.add(format::Kind::tendon, "flexor", Side::right, {0, 0.9F, 0}, {0, -0.9F, 0});
  const auto left = hinge.add(format::Kind::muscle, "flexor", Side::left, {0, 0.60F, 0.01F}, {0, -0.04F, 0.01F});
  hinge.body.patches.pop_back(); // the left one ends nowhere: no path
  const Strains strains = Strains::of(hinge.body);
  ASSERT_EQ(strains.muscles().size(), 1U);
  EXPECT_EQ(strains.muscles()[0].bellies, (std::vector<std::uint32_t>{one, two}));
  EXPECT_NEAR(strains.at(hinge.pose(0))[0].rest_m, 0.5 * (0.34 + 0.14), 1e-6);
  const Pose bent = hinge.pose(quarter);
  const MuscleLength whole = strains.at(bent)[0], parts[] = {strains.mean(bent, {one}), strains.mean(bent, {two})};
  EXPECT_NEAR(whole.length_m, 0.5 * (parts[0].length_m + parts[1].length_m), 1e-9);
  EXPECT_NEAR(strains.mean(bent, {one, two, tendon, left, 999}).length_m, whole.length_m, 1e-9);
  EXPECT_EQ(strains.mean(bent, {tendon}).rest_m, 0);
  EXPECT_EQ(strains.mean(bent, {tendon}).strain(), 0);
}

TEST(Strains, AreFoundBySideAndTheMidlineServesBoth) {
  Hinge hinge;
  for (const Side side : {Side::left, Side::right}) hinge.add(format::Kind::muscle, "paired", side, {0, 0.1F, 0}, {0, -0.1F, 0});
  hinge.add(format::Kind::muscle, "single", Side::midline, {0, 0.1F, 0}, {0, -0.1F, 0});
  const Strains strains = Strains::of(hinge.body);
  ASSERT_EQ(strains.muscles().size(), 3U);
  EXPECT_EQ(strains.muscles()[strains.find("paired", Side::left)].side, Side::left);
  EXPECT_EQ(strains.muscles()[strains.find("paired", Side::right)].side, Side::right);
  EXPECT_EQ(strains.muscles()[strains.find("single", Side::right)].id, "single");
  EXPECT_EQ(strains.find("paired", Side::midline), format::none);
  EXPECT_EQ(strains.find("pair", Side::left), format::none);
}

// A flat fan on the hinge: it rises from two places, one in front of the axis and one behind it, and its fibres run straight down.
TEST(Strains, FibresInFrontAndBehindTheAxisActOppositely) {
  Hinge hinge;
  const auto fan = hinge.add(format::Kind::muscle, "fan", Side::left, {0, 0.2F, 0.03F}, {0, -0.1F, 0.03F});
  for (const bool first : {true, false}) {
    format::Patch behind = hinge.body.patches[first ? 0 : 1];
    behind.centroid.z = -0.03F;
    hinge.body.patches.push_back(behind);
  }
  format::Mesh &mesh = hinge.body.structures[fan].mesh;
  for (const float z : {0.03F, -0.03F})
    for (const float along : {0.25F, 0.75F}) {
      mesh.positions.push_back({0, 0.2F - 0.3F * along, z}), mesh.uv.emplace_back(along, 0);
      mesh.joints.emplace_back(along > 0.5F ? 1 : 0, 0, 0, 0), mesh.weights.emplace_back(1, 0, 0, 0);
    }
  anatomy::Library library;
  library.muscles.emplace_back().id = "fan";
  library.muscles[0].parts = {{"front", {0, -1, 0}, 0, 0.5, {}, {}}, {"back", {0, -1, 0}, 0.5, 1, {}, {}}, {"side", {1, 0, 0}, 0, 1, {}, {}}};
  const Strains strains = Strains::of(hinge.body, library);
  ASSERT_EQ(strains.parts().size(), 3U);
  const std::uint32_t muscle = strains.find("fan", Side::left), front = strains.find_part(muscle, "front"), back = strains.find_part(muscle, "back");
  EXPECT_EQ(strains.find_part(muscle, "top"), format::none);
  const Pose rest = hinge.pose(0), bent = hinge.pose(0.3);
  EXPECT_NEAR(strains.part_at(rest, front).length_m, 0.3, 1e-6);
  EXPECT_NEAR(strains.part_at(rest, back).rest_m, 0.3, 1e-6);
  EXPECT_LT(strains.part_at(bent, front).strain(), -0.01);
  EXPECT_GT(strains.part_at(bent, back).strain(), 0.01);
  EXPECT_NEAR(strains.part_at(bent, strains.find_part(muscle, "side")).length_m, strains.at(bent)[muscle].length_m, 1e-6) << "all fibres are the whole";
  EXPECT_TRUE(Strains::of(hinge.body).parts().empty());
  EXPECT_EQ(strains.part_at(bent, 99).rest_m, 0);
}

// A tendon that runs behind the axis and hooks forward to its bone: the straight line to its end passes in front.
TEST(Strains, ATendonKeepsToThePlacesOfItsSheet) {
  Hinge hinge;
  const auto hook = hinge.add(format::Kind::muscle, "hook", Side::right, {0, 0.3F, 0.01F}, {0, -0.06F, 0.02F});
  format::Mesh &mesh = hinge.body.structures[hook].mesh;
  for (const float along : {0.25F, 0.75F})
    mesh.positions.push_back({0, 0.3F - 0.36F * along, 0.01F}), mesh.uv.emplace_back(along, 0), mesh.joints.emplace_back(0, 0, 0, 0), mesh.weights.emplace_back(1, 0, 0, 0);
  format::Structure &bone = hinge.body.structures.emplace_back();
  bone.bone = "tibia", bone.side = Side::right, bone.mesh.joints.emplace_back(1, 0, 0, 0);
  for (const float x : {0.1F, -0.1F}) hinge.body.landmarks.push_back({"condyle", x > 0 ? Side::left : Side::right, {x, 0, 0}, 1});
  anatomy::Library library;
  library.muscles.emplace_back().id = "hook";
  EXPECT_LT(Strains::of(hinge.body, library).at(hinge.pose(0.3))[0].strain(), -0.01) << "in front of the axis";
  anatomy::PathPoint point;
  point.along = 0.9, point.on = "tibia", point.at.landmark = "condyle", point.at.offset_mm = vec3(-100, 30, -20);
  library.muscles[0].path = {point};
  const Strains strains = Strains::of(hinge.body, library);
  // Right: lateral is -X, so 100 mm medial of the landmark is the midline; posterior is -Z.
  const double expected = double(glm::distance(vec3(0, 0.3F, 0.01F), vec3(0, 0.21F, 0.01F))) + double(glm::distance(vec3(0, 0.21F, 0.01F), vec3(0, -0.02F, -0.03F))) +
                          double(glm::distance(vec3(0, -0.02F, -0.03F), vec3(0, -0.06F, 0.02F)));
  EXPECT_NEAR(strains.at(hinge.pose(0))[0].rest_m, expected, 1e-6) << "the slice at 0.75 gives way, the one at 0.25 stays";
  EXPECT_GT(strains.at(hinge.pose(0.3))[0].strain(), 0.01) << "behind it";
  library.muscles[0].path[0].on = "fibula";
  EXPECT_LT(Strains::of(hinge.body, library).at(hinge.pose(0.3))[0].strain(), -0.01) << "a bone that is not there carries nothing";
}

TEST(Strains, RankFromTheMostLengthenedToTheMostShortened) {
  const std::vector<MuscleLength> lengths{{1.01, 1}, {0.8, 1}, {1.3, 1}, {1.004, 1}, {0, 0}, {0.9, 1}};
  EXPECT_EQ(ranked(lengths, 0.005), (std::vector<std::uint32_t>{2, 0, 5, 1}));
  EXPECT_EQ(ranked(lengths, 0.15), (std::vector<std::uint32_t>{2, 1}));
}

TEST(Strains, AreThoseOfTheMusclePath) {
  const format::Body body = tests::tiny_body();
  const auto rig = Rig::build(body, tests::tiny_library()).value();
  JointValues values;
  values.set({"cervical", Side::midline, "flexion"}, 0.6);
  values.set({"scapulothoracic", Side::right, "elevation"}, 0.02);
  const Pose pose = evaluate(rig, values);
  const Strains &strains = rig.strains();
  ASSERT_EQ(strains.muscles().size(), 4U) << "two muscles on both sides";
  const auto lengths = strains.at(pose);
  for (std::size_t m = 0; m < lengths.size(); ++m) {
    const std::uint32_t belly = strains.muscles()[m].bellies.at(0);
    EXPECT_DOUBLE_EQ(lengths[m].length_m, muscle_length_m(body, pose, belly));
    EXPECT_DOUBLE_EQ(lengths[m].rest_m, rest_length_m(body, belly));
  }
  EXPECT_GT(lengths[strains.find("multifidus_cervicis", Side::right)].strain(), 0.05);
}

TEST(Moves, TellWhatTheyDoAtTheirKeysAndOnTheWay) {
  anatomy::Move move;
  move.keys.push_back({2, 10, {}});
  move.keys.push_back({1, 5, {}});
  EXPECT_EQ(telling_times(move), (std::vector<double>{0.5, 1, 1.5, 2, 12.25, 12.5, 12.75, 13}));
}

} // namespace
} // namespace myo::rig
