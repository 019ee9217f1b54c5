#include "heat/field.h"
#include "heat/heat.h"
#include "heat/provocation.h"
#include "support/tiny_body.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace myo::heat {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

struct Lab {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  rig::Rig rig = rig::Rig::build(body, library).value();

  Heat show(std::vector<Active> active, const rig::JointValues &pose = {}) const {
    Settings settings;
    settings.active = std::move(active);
    return evaluate(body, library, rig, settings, pose);
  }
  std::vector<std::string> zones(const Heat &heat) const { // "region side tier"
    std::vector<std::string> list;
    for (const Zone &z : heat.zones)
      list.push_back(fmt::format("{} {} {}", body.regions[z.field].region, anatomy::to_string(z.side), z.tier));
    std::sort(list.begin(), list.end());
    return list;
  }
  rig::JointValues named(const char *pose) const { return rig::pose_values(library, *library.pose(pose)).value(); }
};

const Lab &lab() {
  static const Lab one;
  return one;
}
constexpr const char *seed = "multifidus_cervicis_mid";

TEST(Heat, IpsiIsTheActiveSide) {
  const Heat right = lab().show({{seed, Sides::right, 1}});
  EXPECT_THAT(lab().zones(right), ElementsAre("neck_post_mid right 1", "scap_deep right 1", "scap_medial_upper right 3",
                                              "suboccipital right 3", "suprascapular right 1"));
  const Heat left = lab().show({{seed, Sides::left, 1}});
  for (const Zone &z : left.zones) EXPECT_EQ(z.side, Side::left);
  EXPECT_EQ(lab().show({{seed, Sides::both, 1}}).zones.size(), 10U);
  ASSERT_EQ(right.trigger_points.size(), 1U);
  EXPECT_LT(lab().body.trigger_points[right.trigger_points[0]].point.x, 0);
}

TEST(Heat, ContraBothAndMidlineRules) {
  EXPECT_THAT(lab().zones(lab().show({{"crossing", Sides::right, 1}})),
              ElementsAre("neck_midline midline 1", "scap_medial_upper left 2", "scap_medial_upper right 2", "suprascapular left 3"));
  // Both points name the midline field and both scapulas: each is painted once.
  EXPECT_EQ(lab().show({{"crossing", Sides::both, 1}}).zones.size(), 5U);
}

TEST(Heat, AZoneEndsAtTheMidlineHoweverFarItGrows) {
  const Heat heat = lab().show({{seed, Sides::right, strength_high}});
  int grown = 0, inside = 0;
  for (const Zone &z : heat.zones) {
    Zone plain = z;
    plain.grow_mm = 0;
    const auto distance = zone_distances(lab().body, z), before = zone_distances(lab().body, plain);
    const auto &positions = lab().body.structures[lab().body.regions[z.field].carrier].mesh.positions;
    ASSERT_EQ(distance.size(), positions.size());
    for (std::size_t v = 0; v < distance.size(); ++v) {
      if (distance[v] >= 0) continue;
      EXPECT_LT(positions[v].x, 0);
      inside += 1, grown += before[v] >= 0;
    }
  }
  EXPECT_GT(inside, 100);
  EXPECT_GT(grown, 20) << "the zones did grow";
}

TEST(Heat, OnePatternIsTiersSeveralAreCounted) {
  const Heat one = lab().show({{seed, Sides::right, 1}});
  EXPECT_FALSE(one.count_overlay);
  ASSERT_EQ(one.legend.rows.size(), 2U) << "tier 2 is not present";
  EXPECT_EQ(one.legend.rows[0].words, "felt most often");
  EXPECT_EQ(one.legend.rows[1].words, "sometimes");
  EXPECT_EQ(one.legend.rows[0].srgb, tier_srgb(Ramp::reds, 3));
  ASSERT_EQ(one.levels.size(), 3U);
  EXPECT_EQ(one.levels[2].srgb, one.legend.rows[0].srgb) << "the picture has the legend's colours";
  EXPECT_EQ(one.levels[0].srgb, one.legend.rows[1].srgb);
  EXPECT_GT(one.levels[2].opacity, one.levels[0].opacity) << "a dark colour washes out sooner";
  EXPECT_EQ(one.legend.subtitle, "Cervical multifidus, right side");
  EXPECT_FALSE(one.legend.evidence.empty());
  const Heat two = lab().show({{seed, Sides::right, 1}, {"trapezius_tp1", Sides::right, 1}});
  EXPECT_TRUE(two.count_overlay);
  ASSERT_EQ(two.legend.rows.size(), 2U);
  EXPECT_EQ(two.legend.rows[0].words, "both patterns");
  EXPECT_EQ(two.legend.rows[1].words, "1 of 2 patterns");
  ASSERT_EQ(two.levels.size(), 2U);
  EXPECT_EQ(two.levels[0].srgb, two.legend.rows[1].srgb);
  EXPECT_EQ(two.zones.back().pattern, 1U);
}

TEST(Heat, ForwardHeadProvokesTheSeedAndNeutralDoesNot) {
  const Heat rest = lab().show({{seed, Sides::right, 1}}), forward = lab().show({{seed, Sides::right, 1}}, lab().named("forward_head"));
  EXPECT_EQ(rest.shown[0].factor, 1);
  EXPECT_GT(forward.shown[0].factor, 1.25F);
  EXPECT_GT(forward.zones[0].grow_mm, rest.zones[0].grow_mm + 5);
  EXPECT_GT(forward.levels.front().opacity, rest.levels.front().opacity);
  EXPECT_NE(forward.bake_hash, rest.bake_hash);
  EXPECT_THAT(forward.legend.provocation, HasSubstr("provoked by this pose: 1."));
  EXPECT_EQ(rest.legend.provocation, "");
  const Heat turned = lab().show({{seed, Sides::right, 1}}, lab().named("arms_abducted_90"));
  EXPECT_EQ(turned.bake_hash, rest.bake_hash) << "a pose that provokes nothing bakes nothing";
}

TEST(Heat, SidedProvocationIsOfThePointsOwnSide) {
  const anatomy::Pattern &pattern = *lab().library.pattern("trapezius_tp1");
  rig::JointValues shrug;
  shrug.set({"scapulothoracic", Side::right, "elevation"}, 0.015);
  EXPECT_NEAR(raised(lab().library, pattern, Side::right, posture_of(lab().rig, shrug)).factor, 1.2F, 1e-4);
  EXPECT_EQ(raised(lab().library, pattern, Side::left, posture_of(lab().rig, shrug)).factor, 1);
}

TEST(Heat, RulesRunLinearlyAndTheStrongestWins) {
  anatomy::Pattern pattern;
  pattern.provocation = {{"cervical.flexion", 10, 30, 1.4}, {"cervical.extension", 0, 20, 1.6}, {"cervical.rotation_left", 0, 10, 0.5}};
  const auto factor = [&](const char *motion, double deg) {
    rig::JointValues pose;
    pose.set({"cervical", Side::midline, motion}, glm::radians(deg));
    return raised(lab().library, pattern, Side::right, {nullptr, pose, {}}).factor;
  };
  EXPECT_NEAR(factor("flexion", 5), 1, 1e-5);
  EXPECT_NEAR(factor("flexion", 20), 1.2, 1e-5);
  EXPECT_NEAR(factor("flexion", 60), 1.4, 1e-5);
  EXPECT_NEAR(factor("flexion", -10), 1.3, 1e-5) << "extension is flexion's minus name";
  EXPECT_NEAR(factor("rotation_left", 5), 0.75, 1e-5) << "relief counts where nothing provokes";
}

rig::JointValues bent(double deg, const char *motion = "flexion") {
  rig::JointValues pose;
  pose.set({"cervical", Side::midline, motion}, glm::radians(deg));
  return pose;
}

double strain_of(const char *muscle, Side side, const Posture &posture) {
  return posture.lengths.at(posture.strains->find(muscle, side)).strain();
}

TEST(Heat, RulesByLengthFollowThePatternsOwnMuscles) {
  anatomy::Pattern pattern;
  pattern.muscles = {"multifidus_cervicis"};
  const Posture forward = posture_of(lab().rig, bent(30)), back = posture_of(lab().rig, bent(-30));
  const double longer = strain_of("multifidus_cervicis", Side::right, forward), shorter = -strain_of("multifidus_cervicis", Side::right, back);
  ASSERT_GT(longer, 0.04);
  ASSERT_GT(shorter, 0.02);
  const auto by = [&](const char *length, double to, const Posture &posture) {
    pattern.provocation = {{"", 0, to, 1.5, length, length}};
    return raised(lab().library, pattern, Side::right, posture);
  };
  EXPECT_NEAR(by("stretched", 2 * longer, forward).factor, 1.25, 1e-4) << "half way";
  EXPECT_EQ(by("stretched", 2 * longer, forward).kind, "stretched");
  EXPECT_EQ(by("stretched", 2 * longer, back).factor, 1);
  EXPECT_NEAR(by("shortened", 2 * shorter, back).factor, 1.25, 1e-4);
  EXPECT_EQ(by("shortened", 2 * shorter, forward).factor, 1);
  pattern.muscles = {"no_such_muscle"};
  EXPECT_EQ(by("stretched", longer, forward).factor, 1) << "a body without the muscle tells nothing";
  EXPECT_EQ(raised(lab().library, pattern, Side::right, Posture{}).factor, 1);
}

TEST(Heat, RulesByLengthAreOfThePointsOwnSide) {
  rig::JointValues tilt; // to the left: what lies on the right of the neck is stretched
  tilt.set({"cervical", Side::midline, "lateral_flexion_left"}, glm::radians(30.0));
  const Posture posture = posture_of(lab().rig, tilt);
  ASSERT_GT(strain_of("trapezius_descending", Side::right, posture), 0.02);
  ASSERT_LT(strain_of("trapezius_descending", Side::left, posture), 0);
  anatomy::Pattern pattern;
  pattern.muscles = {"trapezius_descending"};
  pattern.provocation = {{"", 0, 0.02, 1.4, "stretched", "stretched"}};
  EXPECT_NEAR(raised(lab().library, pattern, Side::right, posture).factor, 1.4, 1e-5);
  EXPECT_EQ(raised(lab().library, pattern, Side::left, posture).factor, 1);
}

TEST(Heat, SaysHowAPostureProvokes) {
  anatomy::Library library = lab().library;
  anatomy::Pattern &pattern = *std::find_if(library.patterns.begin(), library.patterns.end(), [](const auto &p) { return p.id == seed; });
  const auto words = [&](const anatomy::Provocation &rule, const rig::JointValues &pose) {
    pattern.provocation = {rule};
    Settings settings;
    settings.active = {{seed, Sides::right, 1}};
    return evaluate(lab().body, library, lab().rig, settings, pose).legend.provocation;
  };
  EXPECT_EQ(words({"", 0, 0.01, 1.4, "stretched", "stretched"}, bent(30)), "this posture stretches it and provokes it: 1.4 times");
  EXPECT_EQ(words({"", 0, 0.01, 1.4, "shortened", "shortened"}, bent(-30)), "this posture shortens it and provokes it: 1.4 times");
  EXPECT_EQ(words({"cervical.flexion", 0, 20, 1.3, "", "loaded"}, bent(30)), "this posture loads it and provokes it: 1.3 times");
  EXPECT_EQ(words({"cervical.flexion", 0, 20, 1.3, "", "sustained"}, bent(30)), "keeping this posture provokes it: 1.3 times");
  EXPECT_EQ(words({"cervical.flexion", 0, 20, 0.7, "", "stretched"}, bent(30)), "eased by this pose: 0.7 times");
  EXPECT_EQ(words({"cervical.flexion", 0, 20, 1.3, "", "loaded"}, {}), "");
}

TEST(Heat, ListsWhatAPostureProvokes) {
  anatomy::Library library = lab().library;
  for (anatomy::Pattern &pattern : library.patterns) pattern.provocation.clear();
  for (anatomy::Pattern &pattern : library.patterns) {
    if (pattern.id == seed) pattern.provocation = {{"", 0, 0.01, 1.5, "stretched", "stretched"}};
    if (pattern.id == "trapezius_tp1") pattern.provocation = {{"cervical.flexion", 0, 20, 1.2}};
    if (pattern.id == "crossing") pattern.provocation = {{"cervical.flexion", 0, 20, 1.05}}; // too little to be told
  }
  const std::vector<Provoked> list = provoked_by(library, lab().rig, bent(30));
  ASSERT_EQ(list.size(), 2U);
  EXPECT_EQ(list[0].pattern->id, seed);
  EXPECT_EQ(list[0].kind, "stretched");
  EXPECT_EQ(list[0].sides, Sides::both);
  EXPECT_EQ(list[1].kind, "");
  EXPECT_TRUE(provoked_by(library, lab().rig, {}).empty());
}

TEST(Heat, StrengthMovesEdgesAndNothingElseOfTheTiers) {
  EXPECT_EQ(grow_mm(1, 3), 0);
  EXPECT_GT(grow_mm(1.6F, 3), 8);
  EXPECT_LT(grow_mm(0.4F, 3), -8);
  EXPECT_GT(opacity(1.6F, vec3(0.5F)), opacity(1, vec3(0.5F)));
  EXPECT_GT(opacity(0, vec3(1)), 0.7F) << "the colours are to be the legend's";
  EXPECT_LE(opacity(1.6F, vec3(0)), 1);
  const Heat weak = lab().show({{seed, Sides::right, 0.5F}}), strong = lab().show({{seed, Sides::right, 1.5F}});
  EXPECT_EQ(weak.legend.rows, strong.legend.rows);
  EXPECT_TRUE(lab().show({{seed, Sides::right, 0}}).zones.empty());
}

TEST(Heat, SaysWhatItCannotShow) {
  format::Body bare = lab().body;
  std::erase_if(bare.regions, [](const auto &r) { return r.region == "scap_deep"; });
  Settings settings;
  settings.active = {{seed, Sides::right, 1}, {"nonsense", Sides::right, 1}};
  const Heat heat = evaluate(bare, lab().library, lab().rig, settings, {});
  EXPECT_THAT(heat.notes, ElementsAre("this body cannot show the region Under the scapula (point on the right)",
                                      "there is no pattern nonsense"));
  EXPECT_FALSE(heat.count_overlay);
  for (format::TriggerPoint &t : bare.trigger_points) t.structure = format::none;
  settings.active = {{seed, Sides::right, 1}};
  EXPECT_THAT(evaluate(bare, lab().library, lab().rig, settings, {}).notes, Contains(HasSubstr("lacks the muscle of \u201cBase of the head")));
  settings.active = {{seed, Sides::right, 1}, {"nonsense", Sides::right, 1}};
  // A pattern that cannot be shown at all is not counted.
  settings.active[1] = {"trapezius_tp1", Sides::right, 0};
  EXPECT_FALSE(evaluate(bare, lab().library, lab().rig, settings, {}).count_overlay);
}

TEST(Heat, ManyPatternsAreCountedUpToFour) {
  anatomy::Library library = lab().library;
  std::vector<Active> active;
  for (int i = 0; i < 6; ++i) {
    anatomy::Pattern copy = *lab().library.pattern(seed);
    copy.id = fmt::format("copy{}", i);
    library.patterns.push_back(copy);
    active.push_back({copy.id, Sides::left, 1});
  }
  Settings settings;
  settings.active = active;
  const Heat heat = evaluate(lab().body, library, lab().rig, settings, {});
  ASSERT_EQ(heat.legend.rows.size(), 4U);
  EXPECT_EQ(heat.legend.rows[0].words, "4 or more of 6 patterns");
  EXPECT_EQ(heat.legend.rows[3].words, "1 of 6 patterns");
  EXPECT_EQ(heat.legend.rows[0].srgb, ramp_srgb(Ramp::reds, 1));
}

TEST(Heat, SameInputSameHashOffIsEmpty) {
  EXPECT_EQ(lab().show({{seed, Sides::right, 1}}).hash, lab().show({{seed, Sides::right, 1}}).hash);
  EXPECT_NE(lab().show({{seed, Sides::right, 1}}).bake_hash, lab().show({{seed, Sides::left, 1}}).bake_hash);
  Settings recoloured;
  recoloured.active = {{seed, Sides::right, 1}};
  recoloured.ramp = Ramp::cividis;
  const Heat cividis = evaluate(lab().body, lab().library, lab().rig, recoloured, {});
  EXPECT_EQ(cividis.bake_hash, lab().show({{seed, Sides::right, 1}}).bake_hash) << "another ramp needs no bake";
  EXPECT_NE(cividis.hash, lab().show({{seed, Sides::right, 1}}).hash);
  Settings off;
  off.on = false, off.active = {{seed, Sides::right, 1}};
  const Heat none = evaluate(lab().body, lab().library, lab().rig, off, {});
  EXPECT_FALSE(none.on);
  EXPECT_TRUE(none.zones.empty() && none.legend.rows.empty());
}

} // namespace
} // namespace myo::heat
