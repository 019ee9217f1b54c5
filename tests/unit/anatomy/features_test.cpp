#include "anatomy/features.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

namespace myo::anatomy {
namespace {

TEST(Features, AreFoundByTheirLandmark) {
  BoneSheet blade;
  blade.bone = "scapula";
  blade.features = {{.id = "spine", .name = "Spine of scapula"}, {.id = "angle", .name = "Inferior angle", .landmark = "scap_inferior_angle"}};
  BoneSheet skull; // cut into bones
  skull.pieces.resize(1);
  skull.features = {{.id = "glabella", .name = "Glabella", .bone = "frontal"}};
  const std::vector<BoneSheet> sheets{blade, skull};
  const FeatureNames names = feature_names(sheets);
  ASSERT_EQ(names.size(), 3U);
  EXPECT_EQ(names.at("scapula:spine").name, "Spine of scapula");
  EXPECT_EQ(names.at("scapula:spine").bone, "scapula");
  EXPECT_EQ(names.at("scap_inferior_angle").name, "Inferior angle") << "a landmark of the vocabulary keeps its id";
  EXPECT_EQ(names.at("frontal:glabella").bone, "frontal");
}

// What a label may say of the bones that the program carries.
TEST(Features, OfOurOwnBonesAreManyAndNamed) {
  const auto library = read_library(MYO_SOURCE_DIR "/assets/anatomy");
  ASSERT_TRUE(library) << library.error().line();
  const auto sheets = read_sheets(MYO_SOURCE_DIR "/assets/anatomy", *library);
  ASSERT_TRUE(sheets) << sheets.error().line();
  const FeatureNames names = feature_names(*sheets);
  std::set<std::string> of_scapula;
  for (const auto &[landmark, feature] : names) {
    EXPECT_NE(library->bone(feature.bone), nullptr) << landmark;
    EXPECT_FALSE(feature.name.empty()) << landmark;
    if (feature.bone == "scapula") of_scapula.insert(feature.name);
  }
  for (const char *name : {"Spine of scapula", "Acromion", "Coracoid process", "Superior angle", "Inferior angle", "Glenoid cavity"})
    EXPECT_TRUE(of_scapula.contains(name)) << name;
  EXPECT_GE(names.size(), 1349U) << "a list has become shorter";
}

// Names enough to teach from, and no more than a picture can hold. Anatomy itself names less of the smallest.
TEST(Features, AreEightToFifteenOfEveryBone) {
  const std::map<std::string, std::size_t> fewer{
      {"pisiform", 6}, {"triquetral", 7}, {"trapezoid", 6}, {"intermediate_cuneiform", 6}, {"foot_phalanx_mid_5", 7},
      {"sesamoids_hand", 2}, {"sesamoids_foot", 2}, {"xiphoid", 6}, {"inferior_nasal_concha", 7}, {"vomer", 7}};
  const auto library = read_library(MYO_SOURCE_DIR "/assets/anatomy");
  ASSERT_TRUE(library) << library.error().line();
  const auto sheets = read_sheets(MYO_SOURCE_DIR "/assets/anatomy", *library);
  ASSERT_TRUE(sheets) << sheets.error().line();
  std::map<std::string, std::size_t> features; // by bone; a bone without any counts too
  for (const BoneSheet &sheet : *sheets) {
    if (sheet.pieces.empty()) features[sheet.bone];
    for (const SheetPiece &piece : sheet.pieces) features[piece.bone];
    for (const Feature &feature : sheet.features) ++features[sheet.pieces.empty() ? sheet.bone : feature.bone];
  }
  std::size_t bones = 0;
  for (const auto &[id, count] : features) {
    const Bone *bone = library->bone(id);
    ASSERT_NE(bone, nullptr) << id;
    if (bone->kind == "disc" || bone->kind == "tooth" || id.starts_with("costal_cartilage")) continue; // not bones with a list
    ++bones;
    if (const auto small = fewer.find(id); small != fewer.end()) EXPECT_EQ(count, small->second) << id;
    else EXPECT_GE(count, 8U) << id;
    EXPECT_LE(count, 15U) << id;
  }
  EXPECT_GE(bones, 120U);
}

} // namespace
} // namespace myo::anatomy
