#include "assemble/check.h"

#include "assemble/attachments.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/weights.h"

#include "shapes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace myo::assemble {
namespace {

using anatomy::Side;

class Check : public testing::Test {
protected:
  void SetUp() override {
    Progress progress;
    ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
    ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
    ASSERT_TRUE(find_attachments(strap.body, strap.library, progress));
    ASSERT_TRUE(weigh(strap.body, strap.library, progress));
  }
  bool faulty(std::string_view what) {
    const CheckReport r = check(strap.body, strap.library);
    return std::any_of(r.rows.begin(), r.rows.end(),
                       [&](const CheckRow &row) { return row.check == what && row.verdict == Verdict::fault; });
  }
  Verdict verdict(std::string_view what, std::string_view subject) {
    const CheckReport r = check(strap.body, strap.library);
    const auto row = std::find_if(r.rows.begin(), r.rows.end(), [&](const CheckRow &c) { return c.check == what && c.subject == subject; });
    if (row == r.rows.end()) throw std::runtime_error("no such row\n" + check_text(r));
    return row->verdict;
  }
  // A skin, a region on it that a pattern of the strap needs, and the pattern's points.
  void draw() {
    auto skin = shapes::bone("skin", "", Side::midline, shapes::box({-0.02F, -0.01F, -0.01F}, {0.02F, 0.13F, 0.03F}));
    skin.kind = format::Kind::skin;
    skin.mesh.joints.assign(skin.mesh.positions.size(), u16vec4(0));
    skin.mesh.weights.assign(skin.mesh.positions.size(), vec4(1, 0, 0, 0));
    strap.body.structures.push_back(skin);
    anatomy::Region spot;
    spot.id = "spot", spot.kind = "disc", spot.at.landmark = "lower_top";
    strap.library.regions.push_back(spot);
    anatomy::Pattern ache;
    ache.id = "ache", ache.muscles = {"strap"}, ache.zones = {{"spot", 3, "ipsi"}};
    strap.library.patterns.push_back(ache);
    for (const Side side : {Side::left, Side::right}) {
      strap.body.regions.push_back({"spot", side, 3, {0, 1}, {-1, 2}, 60, 1});
      strap.body.trigger_points.push_back({"ache", side, vec3(0), 0, 2});
    }
  }
  void add_bone(const char *id, float y) {
    auto s = shapes::bone(id, id, Side::midline, shapes::box({0, y, 0}, {0.01F, y + 0.01F, 0.01F}));
    s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
    s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
    strap.body.structures.push_back(s);
  }
  void know_bones(std::initializer_list<const char *> ids) {
    for (const char *id : ids) {
      anatomy::Bone b;
      b.id = b.name = id, b.kind = "bone", b.frame = "root";
      strap.library.bones.push_back(b);
    }
  }
  shapes::Strap strap;
};

TEST_F(Check, ASoundBodyPasses) {
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_TRUE(r.good()) << check_text(r);
  EXPECT_EQ(r.attachments.expected, 2);
  EXPECT_EQ(r.attachments.contact, 2);
  EXPECT_EQ(r.attachments.muscles, 1);
}

TEST_F(Check, WeightsThatDoNotSumToOneAreAFault) {
  strap.body.structures[2].mesh.weights[5] *= 0.9F;
  EXPECT_TRUE(faulty("weights"));
}

TEST_F(Check, AWeightOnAMissingJointIsAFault) {
  strap.body.structures[2].mesh.joints[5] = u16vec4(99);
  EXPECT_TRUE(faulty("weights"));
}

TEST_F(Check, ALostAttachmentCountsAgainstTheShare) {
  strap.body.patches.pop_back();
  strap.body.expected[1].patch = format::none;
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.contact, 1);
  EXPECT_EQ(r.attachments.missing, 1);
  EXPECT_EQ(r.attachments.unlisted, 1);
  EXPECT_EQ(r.attachments.without_insertion, 1);
  EXPECT_TRUE(faulty("attachments"));
}

TEST_F(Check, GeneratedMusclesAreCountedApart) {
  strap.body.structures[2].generated = true;
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.expected, 0);
  EXPECT_EQ(r.attachments.generated_expected, 2);
}

TEST_F(Check, AllowedRowsStayInTheDenominator) {
  strap.body.expected[1].patch = format::none;
  strap.body.expected[1].reason = "allowed: the mesh ends short";
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.allowed, 1);
  EXPECT_EQ(r.attachments.unlisted, 0);
  EXPECT_EQ(r.attachments.missing, 1);
  EXPECT_EQ(r.attachments.expected, 2);
  EXPECT_NEAR(r.attachments.share(), 0.5, 1e-9);
  EXPECT_TRUE(faulty("attachments")) << "half is less than 95 %, whatever the list says";
}

TEST_F(Check, SharedTendonsAreCountedByName) {
  strap.body.expected[1].reason = std::string(shared_tendon) + "Other head";
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.contact, 2);
  EXPECT_EQ(r.attachments.shared, 1);
}

TEST_F(Check, AListedRowThatIsFoundIsToldSo) {
  strap.body.source = "shapes";
  const format::Expected &e = strap.body.expected[1];
  strap.library.absences.push_back({"shapes", e.muscle, e.role, {e.bone}, "cut short"});
  EXPECT_EQ(check(strap.body, strap.library).attachments.stale, 1);
  strap.library.absences[0].source = "elsewhere";
  EXPECT_EQ(check(strap.body, strap.library).attachments.stale, 0);
}

TEST_F(Check, WhatHangsOnABoneThatTheBodyLacksIsARemark) {
  strap.body.expected[1].patch = format::none;
  strap.body.expected[1].bone = strap.library.muscles[0].attachments[1].bone = "far";
  strap.body.patches.pop_back();
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.boneless, 1);
  EXPECT_EQ(r.attachments.without_insertion, 0);
  EXPECT_EQ(r.attachments.expected, 2); // it stays in the denominator
}

TEST_F(Check, UnknownNamesAreFaults) {
  strap.body.structures[0].bone = "nonsense";
  EXPECT_TRUE(faulty("names"));
}

TEST_F(Check, FeaturesBelongToABoneThatIsKnown) {
  strap.body.landmarks.push_back({"lower:notch", Side::midline, vec3(0), 0});
  EXPECT_FALSE(faulty("names"));
  strap.body.landmarks.push_back({"nonsense:notch", Side::midline, vec3(0), 0});
  EXPECT_TRUE(faulty("names"));
}

TEST_F(Check, CentresThatDoNotMirrorAreAFault) {
  anatomy::JointDefinition d;
  d.id = "ball", d.parent = "root", d.sided = true;
  strap.library.joints.push_back(d);
  format::Joint left{"left.ball", 0, {0.1F, 0, 0}};
  left.how = "sphere";
  format::Joint right{"right.ball", 0, {-0.1F, 0, 0}};
  right.how = "sphere";
  strap.body.joints.insert(strap.body.joints.end(), {left, right});
  EXPECT_FALSE(faulty("mirror"));
  strap.body.joints.back().centre.y = 0.0035F;
  EXPECT_TRUE(faulty("mirror"));
}

TEST_F(Check, TheAtlasMustLieBetweenAxisAndOcciput) {
  know_bones({"c1", "c2", "occipital"});
  add_bone("c2", 0.2F), add_bone("c1", 0.22F), add_bone("occipital", 0.24F);
  EXPECT_FALSE(faulty("order"));
  strap.body.structures.back().mesh = shapes::box({0, 0.21F, 0}, {0.01F, 0.212F, 0.01F});
  EXPECT_TRUE(faulty("order"));
}

TEST_F(Check, ABodyWithoutItsAtlasIsAFaultAndAPartOfABodyIsNot) {
  know_bones({"c1", "c2", "occipital", "femur"});
  strap.library.skin_parts = {{"neck", {"c1", "c2"}}, {"head", {"occipital"}}};
  add_bone("c2", 0.2F), add_bone("occipital", 0.24F);
  EXPECT_EQ(verdict("order", "c1"), Verdict::fault);
  strap.library.skin_parts["leg"] = {"femur"};
  EXPECT_EQ(verdict("order", "c1"), Verdict::remark);
  EXPECT_FALSE(faulty("order"));
}

TEST_F(Check, WhatIsFartherThanTheLimitIsNoContact) {
  strap.body.patches[0].reach_mm = 50;
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.contact, 1);
  EXPECT_EQ(r.attachments.missing, 1);
  EXPECT_EQ(r.attachments.without_origin, 1);
  EXPECT_TRUE(faulty("attachments"));
}

TEST_F(Check, AContactIsMeasuredAndNotBelieved) {
  for (vec3 &p : strap.body.patches[0].positions) p.z += 0.02F;
  strap.body.patches[0].centroid.z += 0.02F;
  EXPECT_LE(strap.body.patches[0].reach_mm, 6);
  EXPECT_EQ(check(strap.body, strap.library).attachments.contact, 1);
  EXPECT_TRUE(faulty("attachments"));
}

TEST_F(Check, TheListOfWhatIsExpectedIsMadeAnew) {
  strap.body.expected.clear();
  const CheckReport r = check(strap.body, strap.library);
  EXPECT_EQ(r.attachments.expected, 2);
  EXPECT_EQ(r.attachments.contact, 0);
  EXPECT_EQ(verdict("attachments", "all"), Verdict::fault);
}

TEST_F(Check, ARowThatNobodyExpectsIsAFault) {
  format::Expected more = strap.body.expected[0];
  more.bone = "far";
  strap.body.expected.push_back(more);
  EXPECT_TRUE(faulty("attachments"));
}

TEST_F(Check, ARowWithThePatchOfAnotherIsAFault) {
  std::swap(strap.body.expected[0].patch, strap.body.expected[1].patch);
  EXPECT_TRUE(faulty("attachments"));
  EXPECT_EQ(check(strap.body, strap.library).attachments.contact, 0);
}

TEST_F(Check, NoMusclesAreNothingToPraise) {
  strap.body.structures.pop_back();
  strap.body.patches.clear(), strap.body.expected.clear();
  EXPECT_EQ(verdict("attachments", "all"), Verdict::remark);
}

TEST_F(Check, APatchOfAnUnknownMuscleIsAFault) {
  strap.body.patches[0].muscle = "nonsense";
  EXPECT_EQ(verdict("names", "nonsense"), Verdict::fault);
}

TEST_F(Check, ARegionThatAPatternNeedsMustBeThere) {
  draw();
  EXPECT_TRUE(check(strap.body, strap.library).good()) << check_text(check(strap.body, strap.library));
  const format::RegionField right = strap.body.regions.back();
  strap.body.regions.pop_back();
  EXPECT_EQ(verdict("names", "spot"), Verdict::fault);
  strap.body.regions.push_back(right);
  strap.body.regions.back().distance_mm = {1, 2};
  EXPECT_EQ(verdict("names", "spot"), Verdict::fault) << "nothing lies inside";
}

TEST_F(Check, ARegionThatTheBodyCannotShowIsARemark) {
  draw();
  strap.body.regions.clear();
  strap.library.regions[0].skin_of = {"leg"};
  strap.library.skin_parts["leg"] = {"far"};
  EXPECT_EQ(verdict("names", "spot"), Verdict::remark);
  EXPECT_FALSE(faulty("names"));
}

TEST_F(Check, ATriggerPointIsWhereItsMuscleIs) {
  draw();
  strap.body.trigger_points.pop_back();
  EXPECT_EQ(verdict("names", "ache"), Verdict::fault);
  strap.body.trigger_points.clear();
  const std::vector<std::string> muscles = std::exchange(strap.library.patterns[0].muscles, {"another"});
  EXPECT_EQ(verdict("names", "ache"), Verdict::remark);
  strap.body.trigger_points.push_back({"ache", Side::left, vec3(0), 0, format::none});
  EXPECT_EQ(verdict("names", "ache"), Verdict::remark) << "the body lacks its muscle: it stands where that would run";
  strap.library.patterns[0].muscles = muscles;
  EXPECT_EQ(verdict("names", "ache"), Verdict::fault) << "the muscle is there, and the point not in it";
  strap.library.patterns[0].muscles = {"another"};
  strap.body.trigger_points.back().structure = 0;
  EXPECT_EQ(verdict("names", "ache"), Verdict::fault) << "it lies in a bone";
}

TEST_F(Check, ALandmarkIsWhereItsBoneIs) {
  strap.body.landmarks.pop_back(); // upper_bottom
  EXPECT_EQ(verdict("names", "upper_bottom"), Verdict::fault);
  strap.library.landmarks[1].bones = {"far"};
  EXPECT_EQ(verdict("names", "upper_bottom"), Verdict::remark);
  EXPECT_FALSE(faulty("names"));
}

TEST_F(Check, ASummaryIsNotGoodBesideFaults) {
  EXPECT_EQ(verdict("names", "all"), Verdict::good);
  EXPECT_EQ(verdict("weights", "all"), Verdict::good);
  strap.body.patches[0].muscle = "nonsense";
  strap.body.structures[2].mesh.weights[5] *= 0.9F;
  EXPECT_EQ(verdict("names", "all"), Verdict::fault);
  EXPECT_EQ(verdict("weights", "all"), Verdict::fault);
}

TEST_F(Check, TheSpinesFitsAreToldWithTheirNumber) {
  strap.body.joints[1].how = "disc", strap.body.joints[1].residual_mm = 2.5F;
  const CheckReport r = check(strap.body, strap.library);
  const auto row = std::find_if(r.rows.begin(), r.rows.end(), [](const CheckRow &c) { return c.check == "fit" && c.subject == "hinge"; });
  ASSERT_NE(row, r.rows.end());
  EXPECT_EQ(row->verdict, Verdict::good);
  EXPECT_NEAR(row->value, 2.5, 1e-6);
  strap.body.joints[1].residual_mm = 9;
  EXPECT_EQ(verdict("fit", "hinge"), Verdict::remark);
}

} // namespace
} // namespace myo::assemble
