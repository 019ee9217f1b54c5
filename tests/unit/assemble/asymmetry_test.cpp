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

// The right half of a vertebra is made of its own measures, its spine leans, and its neighbours find the bone as it is.
TEST_F(Asymmetry, AVertebraHasTwoHalvesAndALeaningSpine) {
  const format::Body before = built({"t10", "rib_10"});
  insert("t10", "[right.read.point_mm]\ntransverse_tip = [27.5, 40, 5]\n[read.deviation_mm]\nspine_low = -2\nspine_tip = -4\n");
  const format::Body after = built({"t10", "rib_10"});
  const format::Structure &bone = one(after, "t10", Side::midline);
  const auto moved = [&](std::string_view id, Side side) { return landmark(after, id, side) - landmark(before, id, side); };
  EXPECT_NEAR(glm::length(moved("t10_transverse", Side::left)), 0, 0.3F);
  EXPECT_NEAR(moved("t10_transverse", Side::right).x, 4, 0.8F); // so much nearer to the midline, and the tip is rounded
  EXPECT_NEAR(landmark(before, "t10_spinous", Side::midline).x, 0, 1e-6F);
  EXPECT_NEAR(landmark(after, "t10_spinous", Side::midline).x, -4, 0.5F);
  EXPECT_NEAR(landmark(after, "t10:vertebral_body", Side::midline).x, 0, 0.05F);
  for (const char *id : {"t10_transverse", "t10_spinous", "t10_lamina", "t10:pedicle", "t10:superior_articular_process"}) expect_on(after, bone, id);
  const form::Topology t = form::topology({bone.mesh.positions, bone.mesh.indices});
  EXPECT_EQ(t.open_edges + t.crowded_edges, 0U);
  EXPECT_EQ(t.genus, 1);
  EXPECT_EQ(one(after, "rib_10", Side::right).mesh.indices.size() % 3, 0U);
  EXPECT_NEAR(volume_of(one(after, "rib_10", Side::right)), volume_of(one(after, "rib_10", Side::left)), 0.05 * volume_of(one(after, "rib_10", Side::left)));
}

// A right that says the same is the left's mirror image, bit for bit.
TEST_F(Asymmetry, WhatSaysTheSameIsTheSame) {
  const format::Body before = built({"t10", "patella"});
  insert("t10", "[right.read.mm]\nfront_depth = 23.5\n");
  insert("patella", "[right.read.mm]\nrim = 6.5\n");
  const format::Body after = built({"t10", "patella"});
  for (const auto &[bone, side] : {std::pair{"t10", Side::midline}, {"patella", Side::left}, {"patella", Side::right}}) {
    EXPECT_EQ(one(after, bone, side).mesh.positions, one(before, bone, side).mesh.positions) << bone;
    EXPECT_EQ(one(after, bone, side).mesh.normals, one(before, bone, side).mesh.normals) << bone;
    EXPECT_EQ(one(after, bone, side).mesh.indices, one(before, bone, side).mesh.indices) << bone;
  }
}

} // namespace
} // namespace myo::assemble
