#include "assemble/joints.h"

#include "assemble/bone_samples.h"
#include "assemble/contact.h"
#include "assemble/joint_axes.h"
#include "assemble/landmarks.h"
#include "assemble/sphere_fit.h"

#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

TEST(SphereFit, FindsABallAmongClutter) {
  Samples s = sample_surface(shapes::sphere({0.1F, 0.2F, 0.3F}, 0.022F));
  const Samples shaft = sample_surface(shapes::box({0.09F, 0.0F, 0.29F}, {0.11F, 0.19F, 0.31F}));
  s.points.insert(s.points.end(), shaft.points.begin(), shaft.points.end());
  s.normals.insert(s.normals.end(), shaft.normals.begin(), shaft.normals.end());
  const auto fit = fit_sphere(s, 0.015F, 0.032F);
  ASSERT_TRUE(fit);
  EXPECT_LT(glm::distance(fit->centre, vec3(0.1F, 0.2F, 0.3F)), 2e-4F);
  EXPECT_NEAR(fit->radius, 0.022F, 2e-4F);
  EXPECT_LT(fit->residual_mm, 0.2F);
  EXPECT_FALSE(fit_sphere(s, 0.05F, 0.06F));
}

// Two balls in one bone fit its rule equally well; the mirrored bone has its triangles turned, so that chance alone
// would choose one of them on one side and the other on the other.
TEST(SphereFit, IsTheSameOnBothSidesOfAMirroredBody) {
  anatomy::Library library;
  anatomy::Landmark centre;
  centre.id = "centre", centre.bones = {"knob"}, centre.rule.op = "sphere", centre.rule.low_mm = 10, centre.rule.high_mm = 30;
  library.landmarks = {centre};
  for (int size = 18; size <= 25; ++size) {
    const float radius = static_cast<float>(size) * millimetre;
    format::Mesh left = shapes::sphere({0.06F, 0, 0}, radius);
    const format::Mesh outer = shapes::sphere({0.12F, 0, 0}, radius);
    const auto first = static_cast<std::uint32_t>(left.positions.size());
    left.positions.insert(left.positions.end(), outer.positions.begin(), outer.positions.end());
    left.normals.insert(left.normals.end(), outer.normals.begin(), outer.normals.end());
    for (const std::uint32_t i : outer.indices) left.indices.push_back(first + i);
    format::Mesh right = left;
    for (vec3 &p : right.positions) p.x = -p.x;
    for (vec3 &n : right.normals) n.x = -n.x;
    for (std::size_t i = 0; i + 2 < right.indices.size(); i += 3) std::swap(right.indices[i + 1], right.indices[i + 2]);
    format::Body body;
    body.structures = {shapes::bone("l", "knob", Side::left, left), shapes::bone("r", "knob", Side::right, right)};
    const BoneSamples bones(body);
    const auto a = landmark_sphere(body, library, bones, centre, Side::left);
    const auto b = landmark_sphere(body, library, bones, centre, Side::right);
    ASSERT_TRUE(a && b);
    EXPECT_LT(glm::distance(a->centre, b->centre * vec3(-1, 1, 1)), 2e-4F) << size;
  }
}

// Sides that are shaped differently are each fitted to their own bone.
TEST(SphereFit, LeavesASideToItsOwnShape) {
  anatomy::Library library;
  anatomy::Landmark centre;
  centre.id = "centre", centre.bones = {"knob"}, centre.rule.op = "sphere", centre.rule.low_mm = 10, centre.rule.high_mm = 30;
  library.landmarks = {centre};
  format::Body body;
  body.structures = {shapes::bone("l", "knob", Side::left, shapes::sphere({0.08F, 0, 0}, 0.02F)),
                     shapes::bone("r", "knob", Side::right, shapes::sphere({-0.08F, 0.01F, 0}, 0.024F))};
  const BoneSamples bones(body);
  const auto a = landmark_sphere(body, library, bones, centre, Side::left);
  const auto b = landmark_sphere(body, library, bones, centre, Side::right);
  ASSERT_TRUE(a && b);
  EXPECT_LT(glm::distance(a->centre, vec3(0.08F, 0, 0)), 3e-4F);
  EXPECT_LT(glm::distance(b->centre, vec3(-0.08F, 0.01F, 0)), 3e-4F);
}

TEST(Contact, LiesBetweenTheNearFaces) {
  const Samples a = sample_surface(shapes::box({0, 0, 0}, {0.02F, 0.02F, 0.02F}));
  const Samples b = sample_surface(shapes::box({0, 0.021F, 0}, {0.02F, 0.04F, 0.02F}));
  const auto fit = fit_contact(a, b);
  ASSERT_TRUE(fit);
  EXPECT_LT(glm::distance(fit->centre, vec3(0.01F, 0.0205F, 0.01F)), 5e-4F);
  EXPECT_NEAR(fit->gap_mm, 1.0F, 0.3F);
  EXPECT_GT(fit->normal.y, 0.9F);
  EXPECT_FALSE(fit_contact(a, sample_surface(shapes::box({0, 0.2F, 0}, {0.02F, 0.3F, 0.02F}))));
}

TEST(Plane, NormalIsTheThinAxis) {
  const Samples disc = sample_surface(shapes::box({-0.02F, 0, -0.015F}, {0.02F, 0.005F, 0.015F}));
  const Plane plane = fit_plane(disc.points);
  EXPECT_GT(plane.normal.y, 0.999F);
  EXPECT_LT(glm::distance(plane.centre, vec3(0, 0.0025F, 0)), 3e-4F);
}

TEST(Joints, MakeATreeWithLandmarksTiedToIt) {
  shapes::Strap strap;
  Progress progress;
  ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
  ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
  ASSERT_EQ(strap.body.joints.size(), 2U);
  EXPECT_EQ(strap.body.joints[0].id, "root");
  EXPECT_EQ(strap.body.joints[0].parent, format::none);
  EXPECT_EQ(strap.body.joints[1].parent, 0U);
  EXPECT_NEAR(strap.body.joints[1].centre.y, 0.07F, 1e-3F);
  EXPECT_EQ(joint_of_bone(strap.body, strap.library, "upper", Side::midline), 1U);
  EXPECT_EQ(joint_of_bone(strap.body, strap.library, "nothing", Side::midline), format::none);
  EXPECT_EQ(find_landmark(strap.body, "upper_bottom")->joint, 1U);
}

TEST(Joints, WhatCannotBePlacedHandsItsBonesToTheParent) {
  shapes::Strap strap;
  strap.library.joints[1].centre = "contact:upper|far";
  Progress progress;
  ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
  ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
  ASSERT_EQ(strap.body.joints.size(), 1U);
  EXPECT_EQ(joint_of_bone(strap.body, strap.library, "upper", Side::midline), 0U);
  EXPECT_EQ(strap.body.notes.size(), 1U);
}

TEST(Joints, WithoutASacrumTheFirstOfThemIsTheRoot) {
  shapes::Strap strap;
  strap.library.joints[0].centre = "nothing";
  anatomy::JointDefinition carried = strap.library.joints[1];
  carried.id = "carried", carried.centre = "lower_top", carried.carried_by = {{"hinge", 1}};
  strap.library.joints.insert(strap.library.joints.begin() + 1, carried);
  Progress progress;
  ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
  ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
  ASSERT_EQ(strap.body.joints.size(), 2U);
  EXPECT_EQ(strap.body.joints[0].id, "hinge") << "what others carry is no root";
  EXPECT_EQ(strap.body.joints[0].parent, format::none);
  EXPECT_EQ(strap.body.joints[1].parent, 0U);
  EXPECT_EQ(strap.body.notes.size(), 3U); // root not placed; the new root; what hangs on it
}

TEST(Joints, RefuseABodyWithoutAny) {
  format::Body empty;
  anatomy::Library library;
  Progress progress;
  EXPECT_FALSE(build_joints(empty, library, progress));
}

TEST(Joints, AxesAreRightHandedAndLimbsPointOutward) {
  format::Body body;
  body.joints = {{"root", format::none, {0, 1, 0}}, {"left.hip", 0, {0.1F, 0.9F, 0}}, {"left.knee", 1, {0.1F, 0.5F, 0.02F}}};
  std::map<std::string, JointPlace, std::less<>> places;
  places["left.knee"].across = {1, 0.1F, 0};
  orient_joints(body, places);
  for (const format::Joint &j : body.joints) {
    EXPECT_NEAR(glm::determinant(j.axes), 1.0F, 1e-4F) << j.id;
    EXPECT_GT(j.axes[0].x, 0.9F);
    EXPECT_GT(j.axes[2].z, 0.9F);
  }
  EXPECT_GT(glm::dot(body.joints[1].axes[1], glm::normalize(vec3(0, 0.4F, -0.02F))), 0.999F);
  EXPECT_GT(glm::dot(body.joints[2].axes[0], glm::normalize(vec3(1, 0.1F, 0))), 0.999F);
}

} // namespace
} // namespace myo::assemble
