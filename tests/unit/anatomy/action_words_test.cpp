#include "anatomy/action_words.h"

#include "anatomy/library.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace myo::anatomy {
namespace {

using testing::ElementsAre;

TEST(ActionWords, AreOneLineAJoint) {
  EXPECT_THAT(action_words({"scapulothoracic.elevation", "scapulothoracic.downward_rotation", "cervical.lateral_flexion.ipsi",
                            "cervical.rotation.contra", "cervical.extension"},
                           Library{}),
              ElementsAre("Shoulder blade: elevation, downward rotation",
                          "Neck: lateral flexion to the same side, rotation to the other side, extension"));
}

TEST(ActionWords, TakeTheJointsNameWhereThereIsNoPlainerOne) {
  Library library;
  library.joints.emplace_back();
  library.joints.back().id = "subtalar", library.joints.back().name = "Subtalar joint";
  EXPECT_THAT(action_words({"subtalar.inversion", "tmj.lateral.contra", "wrist.radial_deviation"}, library),
              ElementsAre("Subtalar joint: inversion", "Lower jaw: movement to the other side", "Wrist: radial deviation"));
}

// No muscle's card shows an id.
TEST(ActionWords, OfAllMusclesHaveNoIds) {
  const auto library = read_library(MYO_SOURCE_DIR "/assets/anatomy");
  ASSERT_TRUE(library) << library.error().line();
  for (const Muscle &muscle : library->muscles)
    for (const std::string &line : action_words(muscle.actions, *library)) {
      EXPECT_EQ(line.find('_'), std::string::npos) << muscle.id << ": " << line;
      EXPECT_EQ(line.find('.'), std::string::npos) << muscle.id << ": " << line;
      EXPECT_NE(line.find(": "), std::string::npos) << muscle.id << ": " << line;
    }
}

} // namespace
} // namespace myo::anatomy
