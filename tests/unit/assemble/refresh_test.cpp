// Sheets saved while their body is looked at.
#include "assemble/embedded/build_body.h"
#include "assemble/embedded/refresh.h"
#include "base/files.h"
#include "format/check.h"
#include "format/order.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;

vec3 centre(const format::Structure &s) {
  Bounds box;
  for (const vec3 p : s.mesh.positions) box.add(p);
  return box.centre();
}

// Two small bones out of a copy of the sheets, as a window would show them.
class Refresh : public testing::Test {
protected:
  void SetUp() override {
    fs::copy(MYO_SOURCE_DIR "/assets/anatomy", anatomy, fs::copy_options::recursive);
    auto made = build_embedded(anatomy, library(), progress, {scratch / "cache", {"hyoid", "patella"}});
    ASSERT_TRUE(made) << made.error().line();
    shown = std::move(*made);
    for (format::Structure &s : shown.structures) s.mesh.openness.assign(s.mesh.positions.size(), 7);
    format::order_vertices(shown);
  }
  anatomy::Library library() {
    auto read = anatomy::read_library(anatomy);
    EXPECT_TRUE(read) << read.error().line();
    return read ? std::move(*read) : anatomy::Library{};
  }
  void change(const std::string &file, const std::string &from, const std::string &to) {
    std::string text = read_text(anatomy / file).value();
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    ASSERT_TRUE(write_text(anatomy / file, text.replace(at, from.size(), to)));
  }
  Result<Refreshed> refresh(const std::set<std::string> &files) {
    return refresh_embedded(shown, anatomy, library(), files, cache, progress);
  }

  tests::Scratch scratch;
  fs::path anatomy = scratch / "anatomy";
  ResultCache cache{body_cache(scratch / "cache")};
  Progress progress;
  format::Body shown;
};

TEST_F(Refresh, MakesTheSavedBoneAnewAndLeavesTheOthers) {
  change("bones/hyoid.toml", "detail = \"fine\"", "detail = \"fine\"\nat_mm = [0, 0, 10]");
  const auto now = refresh({"bones/hyoid.toml"});
  ASSERT_TRUE(now) << now.error().line();
  ASSERT_EQ(now->body.structures.size(), shown.structures.size());
  EXPECT_EQ(now->changed.size(), 1U);
  int moved = 0;
  for (std::size_t i = 0; i < shown.structures.size(); ++i) {
    const format::Structure &a = shown.structures[i], &b = now->body.structures[i];
    EXPECT_EQ(a.id, b.id);
    if (a.bone == "hyoid") {
      EXPECT_NEAR(centre(b).y - centre(a).y, 0.010F, 1e-4F);
      EXPECT_EQ(b.mesh.openness.size(), b.mesh.positions.size());
      ++moved;
    } else {
      EXPECT_EQ(a.mesh.positions, b.mesh.positions);
      EXPECT_EQ(a.mesh.openness, b.mesh.openness);
    }
  }
  EXPECT_EQ(moved, 1);
  const Status sound = format::check_body(now->body);
  EXPECT_TRUE(sound) << sound.error().line();
}

TEST_F(Refresh, APairedBoneChangesOnBothSides) {
  change("bones/patella.toml", "[frame]", "[frame]\nblend_mm = 2.5");
  const auto now = refresh({"bones/patella.toml"});
  ASSERT_TRUE(now) << now.error().line();
  EXPECT_EQ(now->changed.size(), 2U);
}

TEST_F(Refresh, AFamilyChangesAllOfIt) {
  const auto now = refresh({"bones/families/canine.toml"}); // none of them stands in the body yet
  ASSERT_TRUE(now) << now.error().line();
  EXPECT_EQ(now->changed.size(), now->body.structures.size() - shown.structures.size());
  EXPECT_GE(now->changed.size(), 2U);
  const Status sound = format::check_body(now->body);
  EXPECT_TRUE(sound) << sound.error().line();
}

// Of a skull's pieces only those that the change reaches, where it is known what the sheet said.
TEST_F(Refresh, APieceThatLiesClearStaysAsItIs) {
  auto made = build_embedded(anatomy, library(), progress, {scratch / "cache", {"lacrimal", "zygomatic"}});
  ASSERT_TRUE(made) << made.error().line();
  shown = std::move(*made);
  const std::string file = "bones/skull.toml";
  const SheetTexts said{{file, read_text(anatomy / file).value()}};
  change(file, "mastoid_low = [53, 3.5, 1500]", "mastoid_low = [53, 3.5, 1498]");
  const auto far = refresh_embedded(shown, anatomy, library(), {file}, cache, progress, said);
  ASSERT_TRUE(far) << far.error().line();
  for (const std::string &id : far->changed)
    for (const format::Structure &s : shown.structures) EXPECT_NE(s.id, id) << s.name;
}

TEST_F(Refresh, AFaultSaysFileAndLine) {
  change("bones/hyoid.toml", "bone = \"hyoid\"", "bone = \"hyoid\"\nwidth = 3");
  const auto now = refresh({"bones/hyoid.toml"});
  ASSERT_FALSE(now);
  EXPECT_NE(now.error().line().find("bones/hyoid.toml:3"), std::string::npos) << now.error().line();
}

TEST_F(Refresh, OtherFilesChangeNoShape) {
  const auto now = refresh({"poses.toml"});
  ASSERT_TRUE(now) << now.error().line();
  EXPECT_TRUE(now->changed.empty());
}

// What a step made comes back from the cache byte for byte.
TEST_F(Refresh, FromTheCacheComesTheSameBody) {
  for (const bool cold : {true, false}) {
    BuildReport report;
    const auto again = build_embedded(anatomy, library(), progress, {cold ? fs::path{} : scratch / "cache", {"hyoid", "patella"}}, &report);
    ASSERT_TRUE(again) << again.error().line();
    for (const auto &bone : report.sculpted.bones) EXPECT_EQ(bone.cached, !cold) << bone.bone;
    format::Body ordered = *again;
    format::order_vertices(ordered);
    for (std::size_t i = 0; i < shown.structures.size(); ++i) {
      EXPECT_EQ(ordered.structures[i].mesh.positions, shown.structures[i].mesh.positions);
      EXPECT_EQ(ordered.structures[i].mesh.indices, shown.structures[i].mesh.indices);
    }
  }
}

} // namespace
} // namespace myo::assemble
