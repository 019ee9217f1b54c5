#include "assemble/import/bodyparts3d/import.h"

#include "assemble/mesh/adjacency.h"
#include "assemble/mesh/measure.h"
#include "../notes.h"
#include "support/scratch.h"
#include "support/synthetic_archive.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;
using format::Kind;
using myo::tests::messy_archive;
using myo::tests::Scratch;
using myo::tests::SyntheticArchive;

anatomy::Library small_library() {
  anatomy::Library library;
  const auto bone = [&](const char *id, const char *name, const char *fma, const char *left = "",
                        const char *right = "") {
    library.bones.push_back({.id = id, .name = name, .kind = "bone", .fma = fma, .fma_left = left, .fma_right = right});
  };
  bone("occipital", "Occipital bone", "FMA52735");
  bone("c1", "Atlas", "FMA12519");
  bone("c2", "Axis", "FMA12520");
  bone("c3", "Third cervical vertebra", "");
  bone("scapula", "Scapula", "FMA13394", "FMA13396", "FMA13395");
  anatomy::Muscle levator;
  levator.id = "levator_scapulae", levator.name = "Levator scapulae", levator.latin = "Musculus levator scapulae";
  levator.fma_left = "FMA32541", levator.fma_right = "FMA32540";
  library.muscles.push_back(levator);
  anatomy::Muscle serratus;
  serratus.id = "serratus_anterior", serratus.name = "Serratus anterior";
  library.muscles.push_back(serratus);
  return library;
}

Result<format::Body> import(const SyntheticArchive &archive, bool as_zip = true, ImportReport *report = nullptr) {
  const Scratch scratch;
  Progress progress;
  return bodyparts3d::import_structures(archive.write(scratch.path(), as_zip), small_library(), progress, {}, report);
}

const format::Structure *find(const format::Body &body, std::string_view id) {
  for (const format::Structure &s : body.structures)
    if (s.id == id) return &s;
  return nullptr;
}

class MessyImport : public testing::Test {
protected:
  static void SetUpTestSuite() {
    auto result = import(messy_archive(), true, &report());
    ASSERT_TRUE(result) << result.error().line();
    body() = std::move(*result);
  }
  static format::Body &body() {
    static format::Body b;
    return b;
  }
  static ImportReport &report() {
    static ImportReport r;
    return r;
  }
  static const format::Structure &at(std::string_view id) {
    const format::Structure *s = find(body(), id);
    if (s == nullptr) throw std::runtime_error("no structure " + std::string(id));
    return *s;
  }
};

TEST_F(MessyImport, WorldIsMetresUpInYAndTheBodysRightAtNegativeX) {
  EXPECT_LT(bounds(at("FMA13395").mesh.positions).high.x, 0);
  EXPECT_EQ(at("FMA13395").side, Side::right);
  EXPECT_GT(bounds(at("FMA13396").mesh.positions).low.x, 0);
  EXPECT_EQ(at("FMA13396").side, Side::left);
  const vec3 occiput = bounds(at("FMA52735").mesh.positions).centre();
  EXPECT_NEAR(occiput.y, 1.53F, 0.002F);
  EXPECT_NEAR(occiput.z, 0.06F, 0.002F); // y posterior in the file, z anterior here
}

TEST_F(MessyImport, PartsInAnotherUnitAreScaledAndOthersAreNot) {
  const float c1 = centroid(at("FMA12519").mesh).y, c2 = centroid(at("FMA12520").mesh).y;
  EXPECT_NEAR(c1, 1.491F, 0.002F);
  EXPECT_NEAR(c2, 1.472F, 0.002F);
  EXPECT_LT(c1, centroid(at("FMA52735").mesh).y);
  EXPECT_TRUE(noted(body(), "Atlas (FMA12519) was in another unit"));
  EXPECT_NEAR(bounds(at("FMA24497").mesh.positions).size().z, 0.07F, 0.002F); // the heel bone is as it was
}

TEST_F(MessyImport, AFileWithoutHeaderIsNamedByTheTables) {
  EXPECT_EQ(at("FMA12521").name, "Third cervical vertebra");
  EXPECT_EQ(at("FMA12521").bone, "c3"); // by name: the small vocabulary has no id for it
}

TEST_F(MessyImport, AFileInNoTableIsNamedByItsHeader) {
  EXPECT_EQ(at("FMA38454").name, "Right pronator quadratus");
  EXPECT_EQ(at("FMA38454").kind, Kind::muscle);
  EXPECT_EQ(at("FMA38454").side, Side::right);
  EXPECT_TRUE(noted(body(), "FJ13.obj is in no table"));
  EXPECT_TRUE(noted(body(), "Right pronator quadratus (FMA38454) is not in the vocabulary"));
}

TEST_F(MessyImport, AFileThatNothingNamesStillComesIn) {
  EXPECT_EQ(at("FJ14").system, "other");
  EXPECT_EQ(at("FJ14").kind, Kind::organ);
  EXPECT_TRUE(noted(body(), "FJ14.obj is named neither"));
}

TEST_F(MessyImport, AnArteryIsALayerOfItsOwn) {
  EXPECT_EQ(at("FMA22732").system, "vascular");
  EXPECT_EQ(at("FMA22732").kind, Kind::organ);
  EXPECT_EQ(at("FMA32540").system, "muscular");
  EXPECT_EQ(at("FMA13395").system, "skeletal");
}

TEST_F(MessyImport, MirroredPartsFaceOutward) {
  EXPECT_GT(volume_m3(at("FMA13396").mesh), 0);
  EXPECT_NEAR(volume_m3(at("FMA13396").mesh), volume_m3(at("FMA13395").mesh), 0.01 * volume_m3(at("FMA13395").mesh));
  EXPECT_GT(report().repair.flipped_triangles, 0U);
}

TEST_F(MessyImport, CracksShardsAndRepeatedTrianglesAreMended) {
  const format::Structure &levator = at("FMA32540");
  EXPECT_EQ(count_edges(levator.mesh).open, 0U);
  EXPECT_EQ(components(levator.mesh).count(), 1U);
  EXPECT_LT(bounds(levator.mesh.positions).high.x, 0); // the shard lay on the left
  EXPECT_EQ(report().repair.shards, 1U);
  EXPECT_EQ(report().repair.duplicate_triangles, 3U);
  EXPECT_EQ(report().repair.open_after, 0U);
  EXPECT_TRUE(noted(body(), "stray shards left out: 1"));
  EXPECT_EQ(levator.muscle, "levator_scapulae");
  EXPECT_EQ(levator.latin, "Musculus levator scapulae");
  EXPECT_EQ(at("FMA32541").side, Side::left);
}

TEST_F(MessyImport, ExactDuplicatesComeInOnce) {
  EXPECT_EQ(components(at("FMA52749").mesh).count(), 1U);
  EXPECT_EQ(at("FMA52749").source, "FJ2772");
  EXPECT_TRUE(noted(body(), "FJ3201 repeats FJ2772"));
}

TEST_F(MessyImport, SeveralElementsMakeOnePartAndBroadConceptsNone) {
  EXPECT_EQ(components(at("FMA13398").mesh).count(), 2U);
  EXPECT_EQ(at("FMA13398").source, "FJ9 FJ10");
  EXPECT_EQ(at("FMA13398").muscle, "serratus_anterior");
  EXPECT_EQ(find(body(), "FMA5022"), nullptr);
}

TEST_F(MessyImport, APartOfBothSidesIsSplit) {
  EXPECT_EQ(find(body(), "FMA23083"), nullptr);
  EXPECT_EQ(at("FMA23083.left").side, Side::left);
  EXPECT_EQ(at("FMA23083.right").fma, "FMA23083");
  EXPECT_GT(bounds(at("FMA23083.left").mesh.positions).low.x, 0);
  EXPECT_EQ(components(at("FMA23083.right").mesh).count(), 2U);
}

TEST_F(MessyImport, WhatIsMissingIsNoted) {
  EXPECT_TRUE(noted(body(), "FMA7163 (Skin) has no file FJ99.obj"));
}

TEST_F(MessyImport, EveryMeshIsWhole) {
  EXPECT_EQ(body().structures.size(), 16U);
  EXPECT_EQ(report().files, 17U);
  EXPECT_EQ(report().elements, 16U);
  for (const format::Structure &s : body().structures) {
    EXPECT_EQ(s.mesh.normals.size(), s.mesh.positions.size()) << s.id;
    EXPECT_EQ(s.mesh.indices.size() % 3, 0U);
    for (const std::uint32_t i : s.mesh.indices) ASSERT_LT(i, s.mesh.positions.size());
  }
}

TEST_F(MessyImport, ZipFolderAndASecondRunGiveTheSameBody) {
  for (const bool as_zip : {true, false}) {
    const auto other = import(messy_archive(), as_zip);
    ASSERT_TRUE(other) << other.error().line();
    ASSERT_EQ(other->structures.size(), body().structures.size());
    EXPECT_EQ(other->notes, body().notes);
    for (std::size_t i = 0; i < body().structures.size(); ++i) {
      EXPECT_EQ(other->structures[i].id, body().structures[i].id);
      EXPECT_EQ(other->structures[i].mesh.positions, body().structures[i].mesh.positions);
      EXPECT_EQ(other->structures[i].mesh.normals, body().structures[i].mesh.normals);
      EXPECT_EQ(other->structures[i].mesh.indices, body().structures[i].mesh.indices);
    }
  }
}

TEST(Import, LeavesOtherSystemsOutWhenAsked) {
  const Scratch scratch;
  Progress progress;
  ImportOptions options;
  options.other_systems = false;
  const auto body =
      bodyparts3d::import_structures(messy_archive().write(scratch.path(), true), small_library(), progress, options);
  ASSERT_TRUE(body);
  EXPECT_EQ(find(*body, "FMA22732"), nullptr);
  EXPECT_NE(find(*body, "FMA32540"), nullptr);
}

TEST(Import, StopsWhenCancelled) {
  const Scratch scratch;
  Progress progress;
  progress.cancel();
  const auto body = bodyparts3d::import_structures(messy_archive().write(scratch.path(), true), {}, progress);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().kind, ErrorKind::cancelled);
}

TEST(Import, RefusesAnAtlasOutOfPlace) {
  SyntheticArchive archive = messy_archive();
  archive.files["FJ2.obj"] =
      obj_text(myo::tests::ellipsoid_mm({0, -60, 1400}, {35, 20, 9}), "FJ2", "FMA12519", "Atlas");
  const auto body = import(archive);
  ASSERT_FALSE(body);
  EXPECT_NE(body.error().what.find("does not lie between axis"), std::string::npos);
}

} // namespace
} // namespace myo::assemble
