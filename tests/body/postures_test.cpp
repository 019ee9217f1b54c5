// What postures and moves do to our own body: muscles stretch as they should, and patterns are provoked by the right ones.
#include "heat/provocation.h"
#include "rig/moves.h"
#include "rig/strain.h"
#include "whole.h"

#include <algorithm>
#include <map>
#include <set>

namespace myo {
namespace {

const rig::Rig &posed_rig() {
  static const rig::Rig rig = rig::Rig::build(whole().body, whole().library).value();
  return rig;
}

rig::JointValues posture(const char *id) {
  const anatomy::NamedPose *pose = whole().library.pose(id);
  EXPECT_NE(pose, nullptr) << id;
  return pose != nullptr ? rig::pose_values(whole().library, *pose).value() : rig::JointValues{};
}

std::set<std::string> provoked(const char *id) {
  std::set<std::string> ids;
  for (const heat::Provoked &p : heat::provoked_by(whole().library, posed_rig(), posture(id))) ids.insert(p.pattern->id);
  return ids;
}

TEST_F(Body, ForwardHeadProvokesTheSeedAndItsFamilyAndChinTuckNothing) {
  const auto list = heat::provoked_by(whole().library, posed_rig(), posture("forward_head"));
  ASSERT_FALSE(list.empty());
  EXPECT_EQ(list[0].pattern->id, whole().library.seed_pattern);
  EXPECT_GT(list[0].factor, 1.4F);
  const std::set<std::string> ids = provoked("forward_head");
  for (const char *family : {"suboccipitals", "semispinalis_cervicis", "levator_scapulae", "splenius_capitis", "splenius_cervicis_upper", "scm_sternal"})
    EXPECT_TRUE(ids.contains(family)) << family;
  EXPECT_LE(ids.size(), 20U);
  EXPECT_TRUE(provoked("chin_tuck").empty());
}

TEST_F(Body, PosturesOfDailyLifeProvokeSomePatternsAndNotHalfOfThem) {
  for (const char *id : {"forward_head", "slump", "phone_neck", "side_sleeping", "driving", "carrying_bag", "typing_raised_shoulders"}) {
    EXPECT_GE(provoked(id).size(), 5U) << id;
    EXPECT_LE(provoked(id).size(), whole().library.patterns.size() / 4) << id;
  }
}

// The poses of every key of every move, on both sides, and the named ones.
std::vector<rig::JointValues> all_postures() {
  std::vector<rig::JointValues> all;
  for (const anatomy::NamedPose &pose : whole().library.poses) all.push_back(rig::pose_values(whole().library, pose).value());
  for (const anatomy::Move &move : whole().library.moves)
    for (const double time : rig::telling_times(move)) all.push_back(rig::values_at(whole().library, move, Side::right, time).value());
  return all;
}

TEST_F(Body, EveryRuleByLengthIsMetBySomePostureAndNotByMost) {
  std::map<std::string, int> met;
  const std::vector<rig::JointValues> all = all_postures();
  for (const rig::JointValues &values : all) {
    const heat::Posture now = heat::posture_of(posed_rig(), values);
    for (anatomy::Pattern pattern : whole().library.patterns) {
      std::erase_if(pattern.provocation, [](const auto &rule) { return rule.length.empty(); });
      if (pattern.provocation.empty()) continue;
      met[pattern.id] += heat::raised(whole().library, pattern, Side::right, now).factor > 1.1F;
    }
  }
  EXPECT_GE(met.size(), 10U);
  for (const auto &[pattern, count] : met) {
    EXPECT_GT(count, 0) << pattern;
    EXPECT_LT(count, static_cast<int>(all.size()) / 3) << pattern;
  }
}

TEST_F(Body, StretchesLengthenAMuscleThatTheyAreFor) {
  // The rest stance is their end already: elbows straight, palms forward; and eversion moves tibialis posterior along itself.
  const std::set<std::string> cannot{"elbow_straight_stretch", "supination_stretch", "ankle_outward_stretch"};
  const rig::Strains &strains = posed_rig().strains();
  for (const anatomy::Move &move : whole().library.moves) {
    if (move.kind != "stretch" || cannot.contains(move.id)) continue;
    double most = 0;
    for (const double time : rig::telling_times(move)) {
      const auto lengths = strains.at(rig::evaluate(posed_rig(), rig::values_at(whole().library, move, Side::right, time).value()));
      for (const std::string &muscle : move.muscles)
        if (const std::uint32_t m = strains.find(muscle, Side::right); m != format::none) most = std::max(most, lengths[m].strain());
    }
    EXPECT_GT(most, 0.02) << move.id;
  }
}

} // namespace
} // namespace myo
