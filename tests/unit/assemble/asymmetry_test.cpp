// Bones whose right differs from their left, from the sheet to the surface and its landmarks.
#include "assemble/embedded/build_body.h"
#include "base/files.h"
#include "form/isosurface.h"
#include "form/triangle_tree.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;
using anatomy::Side;

class Asymmetry : public testing::Test {
protected:
  void SetUp() override { fs::copy(MYO_SOURCE_DIR "/assets/anatomy", anatomy, fs::copy_options::recursive); }
  // Tables that go between the measurements and the parts or features.
  void insert(const std::string &bone, const std::string &tables) {
    const fs::path file = anatomy / ("bones/" + bone + ".toml");
    std::string text = read_text(file).value();
    const std::size_t at = text.find("[[");
    ASSERT_NE(at, std::string::npos);
    ASSERT_TRUE(write_text(file, text.insert(at, tables + "\n")));
  }
  void write(const std::string &bone, const std::string &sheet) { ASSERT_TRUE(write_text(anatomy / ("bones/" + bone + ".toml"), sheet)); }
  format::Body built(std::vector<std::string> only) {
    const auto library = anatomy::read_library(anatomy);
    EXPECT_TRUE(library) << library.error().line();
    auto made = build_embedded(anatomy, *library, progress, {{}, std::move(only)});
    EXPECT_TRUE(made) << made.error().line();
    if (!made) return {};
    for (const std::string &note : made->notes) ADD_FAILURE() << note;
    return std::move(*made);
  }
  static const format::Structure &one(const format::Body &body, std::string_view bone, Side side) {
    return *std::find_if(body.structures.begin(), body.structures.end(), [&](const auto &s) { return s.bone == bone && s.side == side; });
  }
  static vec3 landmark(const format::Body &body, std::string_view id, Side side) { // mm
    const auto found = std::find_if(body.landmarks.begin(), body.landmarks.end(), [&](const auto &l) { return l.id == id && l.side == side; });
    EXPECT_NE(found, body.landmarks.end()) << id;
    return found == body.landmarks.end() ? vec3(0) : found->point / millimetre;
  }
  static double volume_of(const format::Structure &s) { return form::volume({s.mesh.positions, s.mesh.indices}) * 1e9; }
  static void expect_on(const format::Body &body, const format::Structure &s, std::string_view id) {
    const form::TriangleTree surface(s.mesh.positions, s.mesh.indices);
    int found = 0;
    for (const format::Landmark &l : body.landmarks)
      if (l.id == id && (s.side == Side::midline || l.side == s.side)) {
        EXPECT_LT(glm::distance(surface.nearest(l.point).point, l.point) / millimetre, 0.05F) << id;
        ++found;
      }
    EXPECT_GT(found, 0) << id;
  }

  tests::Scratch scratch;
  fs::path anatomy = scratch / "anatomy";
  Progress progress;
};

TEST_F(Asymmetry, ARightBoneHasItsOwnMeasures) {
  const format::Body before = built({"patella"});
  insert("patella", "[right.judged.mm]\nridge_thick = 12\n[right.judged.point_mm]\nbase = [86, -22, 433]\n");
  const format::Body after = built({"patella"});
  EXPECT_EQ(one(after, "patella", Side::left).mesh.positions, one(before, "patella", Side::left).mesh.positions);
  const format::Structure &left = one(after, "patella", Side::left), &right = one(after, "patella", Side::right);
  EXPECT_LT(volume_of(right), 0.95 * volume_of(left));
  EXPECT_GT(volume_of(right), 0.5 * volume_of(left)); // the right way out
  for (const vec3 p : right.mesh.positions) EXPECT_LT(p.x, 0);
  for (const format::Landmark &l : after.landmarks)
    if (l.id.starts_with("patella")) expect_on(after, one(after, "patella", l.side), l.id);
}

// A plain vertebra of its family, and a ball for a rib that runs into the ends of its transverse processes.
const std::string vertebra = "bone = \"t11\"\nfamily = \"thoracic_vertebra\"\n[frame]\nat_mm = [0, 0, 1100]\n";
const std::string ball = R"(bone = "rib_11"
meets = ["t11"]
[frame]
at_mm = [0, 0, 1100]
[[part]]
name = "ball"
kind = "ellipsoid"
at = [38, 39, 7.5]
radii_mm = 6
)";

// The right half of a vertebra is made of its own measures, its spine leans, and its neighbours find the bone as it is.
TEST_F(Asymmetry, AVertebraHasTwoHalvesAndALeaningSpine) {
  write("t11", vertebra), write("rib_11", ball);
  const format::Body before = built({"t11", "rib_11"});
  write("t11", vertebra + "[right.read.point_mm]\ntransverse_tip = [27, 39, 5]\n[read.deviation_mm]\nspine_low = -2\nspine_tip = -4\n");
  const format::Body after = built({"t11", "rib_11"});
  const format::Structure &bone = one(after, "t11", Side::midline);
  EXPECT_NEAR(glm::distance(landmark(after, "t11:transverse_process", Side::left), landmark(before, "t11:transverse_process", Side::left)), 0, 0.3F);
  EXPECT_NEAR(landmark(after, "t11:transverse_process", Side::right).x, -(27 + 0.7F * 4), 0.8F); // the family's feature, from the new tip
  EXPECT_NEAR(landmark(before, "t11:spinous_process", Side::midline).x, 0, 1e-6F);
  EXPECT_NEAR(landmark(after, "t11:spinous_process", Side::midline).x, -4, 0.5F);
  EXPECT_NEAR(landmark(after, "t11:vertebral_body", Side::midline).x, 0, 0.05F);
  for (const char *id : {"transverse_process", "spinous_process", "lamina", "pedicle", "superior_articular_process"}) expect_on(after, bone, fmt::format("t11:{}", id));
  const form::Topology t = form::topology({bone.mesh.positions, bone.mesh.indices});
  EXPECT_EQ(t.open_edges + t.crowded_edges, 0U);
  EXPECT_EQ(t.genus, 1);
  const auto nearest = [&](const format::Body &body, Side side) { // the ball's edge towards the midline
    float least = 1e3F;
    for (const vec3 p : one(body, "rib_11", side).mesh.positions) least = std::min(least, std::abs(p.x) / millimetre);
    return least;
  };
  for (const format::Body *body : {&before, &after}) EXPECT_GT(nearest(*body, Side::left), 33);
  EXPECT_NEAR(nearest(before, Side::right), nearest(before, Side::left), 1e-4F);
  EXPECT_NEAR(nearest(after, Side::right), 38 - 6, 0.4F); // the shorter process leaves it alone
}

// A right that says the same is the left's mirror image, bit for bit.
TEST_F(Asymmetry, WhatSaysTheSameIsTheSame) {
  write("t11", vertebra), write("rib_11", ball);
  const format::Body before = built({"t11", "rib_11", "patella"});
  write("t11", vertebra + "[right.read.mm]\nfront_depth = 20\n");
  insert("patella", "[right.read.mm]\nrim = 6.5\n");
  const format::Body after = built({"t11", "rib_11", "patella"});
  for (const auto &[bone, side] : {std::pair{"t11", Side::midline}, {"rib_11", Side::left}, {"rib_11", Side::right}, {"patella", Side::left}, {"patella", Side::right}}) {
    EXPECT_EQ(one(after, bone, side).mesh.positions, one(before, bone, side).mesh.positions) << bone;
    EXPECT_EQ(one(after, bone, side).mesh.normals, one(before, bone, side).mesh.normals) << bone;
    EXPECT_EQ(one(after, bone, side).mesh.indices, one(before, bone, side).mesh.indices) << bone;
  }
}

} // namespace
} // namespace myo::assemble
