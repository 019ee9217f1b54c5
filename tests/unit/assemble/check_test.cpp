#include "assemble/check.h"

#include "assemble/attachments.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/weights.h"

#include "shapes.h"

#include <gtest/gtest.h>

#include <algorithm>

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
  strap.body.expected[1].bone = "far";
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
  for (const char *id : {"c1", "c2", "occipital"}) {
    anatomy::Bone b;
    b.id = id, b.kind = "bone", b.frame = "root";
    strap.library.bones.push_back(b);
  }
  const auto put = [&](const char *id, float y) {
    auto s = shapes::bone(id, id, Side::midline, shapes::box({0, y, 0}, {0.01F, y + 0.01F, 0.01F}));
    s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
    s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
    strap.body.structures.push_back(s);
  };
  put("c2", 0.2F), put("c1", 0.22F), put("occipital", 0.24F);
  EXPECT_FALSE(faulty("order"));
  strap.body.structures.back().mesh = shapes::box({0, 0.21F, 0}, {0.01F, 0.212F, 0.01F});
  EXPECT_TRUE(faulty("order"));
}

} // namespace
} // namespace myo::assemble
