#include "assemble/attachments.h"

#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/patch_shape.h"
#include "assemble/patch_surface.h"

#include "../../support/scratch.h"
#include "shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;

class Attachments : public testing::Test {
protected:
  void find() {
    Progress progress;
    ASSERT_TRUE(place_landmarks(strap.body, strap.library, progress));
    ASSERT_TRUE(build_joints(strap.body, strap.library, progress));
    const Status s = find_attachments(strap.body, strap.library, progress);
    ASSERT_TRUE(s) << s.error().line();
  }
  const format::Patch *patch(Role role) {
    for (const auto &p : strap.body.patches)
      if (p.role == role) return &p;
    return nullptr;
  }
  shapes::Strap strap;
};

TEST_F(Attachments, FindTheOverlapOnTheFacingSideOnly) {
  find();
  ASSERT_EQ(strap.body.expected.size(), 2U);
  for (const Role role : {Role::origin, Role::insertion}) {
    const format::Patch *p = patch(role);
    ASSERT_NE(p, nullptr);
    EXPECT_EQ(p->how, format::Found::contact);
    EXPECT_NEAR(p->reach_mm, 2, 0);
    // The muscle covers 10 mm x 20 mm; a reach of 2 mm adds up to 2 mm on three sides.
    EXPECT_GT(p->area_mm2, 190);
    EXPECT_LT(p->area_mm2, 310);
    EXPECT_LT(p->normal.z, -0.95F);
    ASSERT_EQ(p->outline.size(), 1U);
    EXPECT_EQ(p->joint, role == Role::origin ? 0U : 1U);
    EXPECT_NEAR(p->centroid.y, role == Role::origin ? 0.0395F : 0.0805F, 2e-3F);
    for (std::size_t i = 0; i < p->positions.size(); ++i)
      if (p->edge_mm[i] < 0) { EXPECT_NEAR(p->positions[i].z, 0, 1e-3F); }
  }
}

TEST_F(Attachments, EdgeIsTheSignedDistanceToTheOutline) {
  find();
  const format::Patch *p = patch(Role::origin);
  ASSERT_NE(p, nullptr);
  float deepest = 0;
  for (std::size_t t = 0; t < p->indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = p->indices[t + k];
      const std::uint32_t b = p->indices[t + (k + 1) % 3];
      if (std::max(p->edge_mm[a], p->edge_mm[b]) > -2) { // fine enough to be cut cleanly
        EXPECT_LE(glm::distance(p->positions[a], p->positions[b]), 1.7e-3F);
      }
      EXPECT_LE(p->edge_mm[a], 0.51F) << "only a rim is kept outside";
      // A distance grows no faster than one walks (plus what the outline's sampling adds).
      EXPECT_LE(std::abs(p->edge_mm[a] - p->edge_mm[b]), 1e3F * glm::distance(p->positions[a], p->positions[b]) + 0.4F);
      deepest = std::min(deepest, p->edge_mm[a]);
    }
  EXPECT_LT(deepest, -4); // 10 mm wide or a little more
  EXPECT_GT(deepest, -8);
}

TEST_F(Attachments, ARegionBoundsThePatch) {
  anatomy::Attachment &origin = strap.library.muscles[0].attachments[0];
  origin.region.near = {"lower_top"};
  origin.region.radius_mm = 14;
  find();
  const format::Patch *p = patch(Role::origin);
  ASSERT_NE(p, nullptr);
  const vec3 top = find_landmark(strap.body, "lower_top")->point;
  for (std::size_t i = 0; i < p->positions.size(); ++i)
    if (p->edge_mm[i] < -1) { EXPECT_LT(glm::distance(p->positions[i], top), 15.5e-3F); }
  EXPECT_LT(p->area_mm2, 200);
}

TEST_F(Attachments, FacingTheWrongWayFindsNothing) {
  strap.library.muscles[0].attachments[0].region.facing = vec3(0, -1, 0); // the front, and the muscle lies behind
  find();
  const format::Patch *p = patch(Role::origin);
  EXPECT_TRUE(p == nullptr || p->how != format::Found::contact);
  ASSERT_EQ(strap.body.expected.size(), 2U);
  EXPECT_FALSE(strap.body.expected[0].reason.empty());
}

TEST_F(Attachments, AShortMuscleGetsATendonAndIsCountedApart) {
  strap.body.structures[2].mesh = shapes::box(vec3(-5, 30, -6) * millimetre, vec3(5, 60, -0.5F) * millimetre, 24);
  find();
  const format::Patch *p = patch(Role::insertion);
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->how, format::Found::tendon);
  EXPECT_NEAR(p->reach_mm, 10, 1.5F);
  EXPECT_EQ(strap.body.structures.back().kind, format::Kind::tendon);
  EXPECT_TRUE(strap.body.structures.back().generated);
  const std::size_t structures = strap.body.structures.size();
  find(); // again: no second tendon
  EXPECT_EQ(strap.body.structures.size(), structures);
}

TEST_F(Attachments, TooFarIsNotFoundAndSaysHowFar) {
  anatomy::Attachment second; // beside an insertion that holds; 30 mm is no gap in a fascia
  second.bone = "far", second.role = Role::insertion;
  strap.library.muscles[0].attachments.push_back(second);
  strap.body.structures.push_back(shapes::bone("b3", "far", Side::midline,
                                               shapes::box(vec3(-10, 50, -60) * millimetre, vec3(10, 80, -36) * millimetre, 3)));
  find();
  ASSERT_EQ(strap.body.expected.size(), 3U);
  EXPECT_NE(strap.body.expected[1].patch, format::none);
  EXPECT_EQ(strap.body.expected[2].patch, format::none);
  EXPECT_NE(strap.body.expected[2].reason.find("30."), std::string::npos) << strap.body.expected[2].reason;
}

TEST_F(Attachments, AShortGapBesideAnEndThatHoldsIsBridged) {
  anatomy::Attachment second;
  second.bone = "far", second.role = Role::insertion;
  strap.library.muscles[0].attachments.push_back(second);
  strap.body.structures.push_back(shapes::bone("b3", "far", Side::midline,
                                               shapes::box(vec3(-10, 50, -60) * millimetre, vec3(10, 80, -16) * millimetre, 3)));
  find();
  ASSERT_NE(strap.body.expected[2].patch, format::none);
  EXPECT_EQ(strap.body.patches[strap.body.expected[2].patch].how, format::Found::tendon);
}

TEST_F(Attachments, OptionalRowsAreShownButNotExpected) {
  anatomy::Attachment extra;
  extra.bone = "far", extra.optional = true;
  strap.library.muscles[0].attachments.push_back(extra);
  strap.library.muscles[0].attachments[1].optional = true;
  find();
  EXPECT_EQ(strap.body.expected.size(), 1U);
  EXPECT_NE(patch(Role::insertion), nullptr);
}

TEST_F(Attachments, ASharedTendonInAnotherMusclesMeshIsFollowed) {
  // The strap ends short; a second muscle, which it runs into, goes on to the upper bone.
  const format::Mesh whole = strap.body.structures[2].mesh;
  strap.body.structures[2].mesh = shapes::box(vec3(-5, 30, -6) * millimetre, vec3(5, 60, -0.5F) * millimetre, 24);
  anatomy::Muscle other = strap.library.muscles[0];
  other.id = "other", other.name = "Other head";
  other.attachments.clear();
  strap.library.muscles.push_back(other);
  strap.body.structures.push_back(shapes::muscle("m2", "other", strap.body.structures[2].side, whole));
  find();
  const std::size_t direct = strap.body.expected.size();
  ASSERT_EQ(direct, 2U);
  const format::Patch *p = patch(Role::insertion);
  ASSERT_TRUE(p == nullptr || p->how != format::Found::contact) << "not asked for, not done";

  strap.library.muscles[0].attachments[1].through = "other";
  find();
  p = patch(Role::insertion);
  ASSERT_NE(p, nullptr);
  EXPECT_EQ(p->how, format::Found::contact);
  EXPECT_EQ(p->muscle_structure, 2U) << "it stays the strap's own attachment";
  EXPECT_TRUE(strap.body.expected[1].reason.starts_with(shared_tendon)) << strap.body.expected[1].reason;

  strap.body.structures[3].mesh = shapes::box(vec3(20, 30, -6) * millimetre, vec3(30, 90, -0.5F) * millimetre, 24);
  find(); // the two do not meet: no common tendon
  EXPECT_FALSE(strap.body.expected[1].reason.starts_with(shared_tendon));
}

TEST_F(Attachments, TheSourcesListSaysWhyARowIsAbsent) {
  strap.body.source = "shapes";
  strap.body.structures[2].mesh = shapes::box(vec3(-5, 30, -6) * millimetre, vec3(5, 60, -0.5F) * millimetre, 24);
  const std::string bone = strap.library.muscles[0].attachments[1].bone;
  strap.library.absences.push_back({"elsewhere", strap.library.muscles[0].id, Role::insertion, {bone}, "another source"});
  find();
  EXPECT_FALSE(strap.body.expected[1].reason.starts_with(allowed_row));
  strap.library.absences.push_back({"shapes", strap.library.muscles[0].id, Role::insertion, {bone}, "cut short"});
  find();
  EXPECT_TRUE(strap.body.expected[1].reason.starts_with("allowed: cut short (")) << strap.body.expected[1].reason;
  EXPECT_FALSE(strap.body.expected[0].reason.starts_with(allowed_row));
}

TEST_F(Attachments, AreTheSameEveryTime) {
  find();
  const auto first = strap.body.patches;
  shapes::Strap again;
  std::swap(strap, again);
  find();
  ASSERT_EQ(first.size(), strap.body.patches.size());
  for (std::size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].positions, strap.body.patches[i].positions);
    EXPECT_EQ(first[i].edge_mm, strap.body.patches[i].edge_mm);
  }
}

TEST(PatchSurface, TrimmingKeepsTheEdgeAndTheArea) {
  // A flat disc of 8 mm radius, finely cut, in a plate of 40 mm.
  format::Patch fine;
  const format::Mesh plate = shapes::box({-0.02F, -0.02F, 0}, {0.02F, 0.02F, 0.004F}, 40);
  fine.positions = plate.positions, fine.normals = plate.normals, fine.indices = plate.indices;
  for (const vec3 p : fine.positions) fine.edge_mm.push_back(p.z > 0.002F ? 1000 * glm::length(vec2(p)) - 8 : 30.0F);
  format::Patch trimmed = fine;
  trim_patch(trimmed);
  EXPECT_LT(trimmed.indices.size(), fine.indices.size() / 20);
  const auto inside = [](const format::Patch &patch) { // area with edge_mm < 0, in mm2
    double area = 0;
    for (std::size_t t = 0; t < patch.indices.size(); t += 3) {
      std::vector<vec3> polygon;
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = patch.indices[t + k], b = patch.indices[t + (k + 1) % 3];
        const float ea = patch.edge_mm[a], eb = patch.edge_mm[b];
        if (ea < 0) polygon.push_back(patch.positions[a]);
        if ((ea < 0) != (eb < 0)) polygon.push_back(glm::mix(patch.positions[a], patch.positions[b], ea / (ea - eb)));
      }
      for (std::size_t i = 2; i < polygon.size(); ++i)
        area += 0.5e6 * static_cast<double>(glm::length(glm::cross(polygon[i - 1] - polygon[0], polygon[i] - polygon[0])));
    }
    return area;
  };
  EXPECT_NEAR(inside(trimmed), inside(fine), 1e-3 * inside(fine));
  float outermost = -30;
  for (std::size_t v = 0; v < trimmed.positions.size(); ++v) {
    outermost = std::max(outermost, trimmed.edge_mm[v]);
    EXPECT_NEAR(trimmed.positions[v].z, 0.004F, 1e-6F);
  }
  EXPECT_NEAR(outermost, patch_rim_mm, 1e-4F);
  for (const std::uint32_t i : trimmed.indices) ASSERT_LT(i, trimmed.positions.size());
}

TEST(PatchShape, DropsIslandsAndRefusesNothing) {
  const format::Mesh plate = shapes::box({0, 0, 0}, {0.06F, 0.06F, 0.004F}, 2);
  const SampledBone bone(plate);
  std::vector<std::uint32_t> inside;
  for (std::uint32_t i = 0; i < bone.samples.points.size(); ++i) {
    const vec3 p = bone.samples.points[i];
    if (bone.samples.normals[i].z < 0.9F) continue;
    if (glm::distance(p, vec3(0.02F, 0.02F, 0.004F)) < 0.012F || glm::distance(p, vec3(0.05F, 0.05F, 0.004F)) < 0.0025F)
      inside.push_back(i);
  }
  format::Patch patch;
  ASSERT_TRUE(shape_patch(bone, inside, patch));
  EXPECT_EQ(patch.outline.size(), 1U);
  EXPECT_NEAR(patch.area_mm2, 452, 45); // a disc of radius 12 mm
  EXPECT_LT(glm::distance(patch.centroid, vec3(0.02F, 0.02F, 0.004F)), 1.5e-3F);
  EXPECT_GT(patch.normal.z, 0.99F);
  EXPECT_FALSE(shape_patch(bone, {}, patch));
}

// A muscle that has moved since: its patches go along, one that comes off stays, one that now holds is new.
TEST_F(Attachments, AreFoundAgainForOneMuscle) {
  find();
  const std::string id = strap.body.patches[0].muscle;
  const auto before = strap.body.patches;
  find_attachments_again(strap.body, strap.library, {"another"});
  EXPECT_EQ(strap.body.patches[0].positions, before[0].positions);
  find_attachments_again(strap.body, strap.library, {id});
  ASSERT_EQ(strap.body.patches.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(strap.body.patches[i].positions, before[i].positions) << "nothing had changed";
  const auto move = [&](vec3 by) {
    for (format::Structure &s : strap.body.structures)
      if (s.muscle == id)
        for (vec3 &p : s.mesh.positions) p += by;
  };
  move(vec3(0.003F, 0, 0));
  find_attachments_again(strap.body, strap.library, {id});
  ASSERT_EQ(strap.body.patches.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_NEAR(strap.body.patches[i].centroid.x - before[i].centroid.x, 0.003F, 1e-3F);
    EXPECT_EQ(strap.body.patches[i].bone_structure, before[i].bone_structure);
    EXPECT_EQ(strap.body.expected[i].patch, i);
  }
  const auto moved = strap.body.patches;
  move(vec3(0, 0, 0.5F));
  find_attachments_again(strap.body, strap.library, {id});
  ASSERT_EQ(strap.body.patches.size(), moved.size());
  EXPECT_EQ(strap.body.patches[0].positions, moved[0].positions);
  move(vec3(0, 0, -0.5F));
  strap.body.patches.pop_back(), strap.body.expected.back().patch = format::none;
  find_attachments_again(strap.body, strap.library, {id});
  ASSERT_EQ(strap.body.patches.size(), moved.size());
  EXPECT_EQ(strap.body.expected.back().patch, moved.size() - 1);
}

TEST_F(Attachments, AWarmStartIsAColdOne) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  const auto found = [](shapes::Strap one, ResultCache *kept) {
    Progress progress;
    EXPECT_TRUE(place_landmarks(one.body, one.library, progress));
    EXPECT_TRUE(build_joints(one.body, one.library, progress));
    EXPECT_TRUE(find_attachments(one.body, one.library, progress, kept));
    return one.body;
  };
  const auto same = [](const format::Body &a, const format::Body &b) {
    bool ok = a.patches.size() == b.patches.size() && a.expected.size() == b.expected.size();
    for (std::size_t i = 0; ok && i < a.patches.size(); ++i)
      ok = a.patches[i].positions == b.patches[i].positions && a.patches[i].edge_mm == b.patches[i].edge_mm &&
           a.patches[i].indices == b.patches[i].indices && a.patches[i].joint == b.patches[i].joint &&
           a.patches[i].muscle_structure == b.patches[i].muscle_structure && a.patches[i].how == b.patches[i].how;
    for (std::size_t i = 0; ok && i < a.expected.size(); ++i)
      ok = a.expected[i].patch == b.expected[i].patch && a.expected[i].reason == b.expected[i].reason;
    return ok;
  };
  const shapes::Strap before;
  shapes::Strap after = before;
  for (vec3 &p : after.body.structures[0].mesh.positions) p.x += 0.002F; // the lower bone
  const format::Body first = found(before, &cache);
  EXPECT_FALSE(first.patches.empty());
  EXPECT_TRUE(same(found(before, &cache), first));
  EXPECT_EQ(cache.tallies().at("attachments").found, 1U);
  const format::Body warm = found(after, &cache), cold = found(after, nullptr);
  EXPECT_TRUE(same(warm, cold));
  EXPECT_FALSE(same(warm, first));
}

} // namespace
} // namespace myo::assemble
