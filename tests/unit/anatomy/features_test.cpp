#include "anatomy/features.h"

#include <gtest/gtest.h>

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
  EXPECT_GT(names.size(), 400U);
}

} // namespace
} // namespace myo::anatomy
