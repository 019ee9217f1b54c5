#include "assemble/import/bodyparts3d/classify.h"

#include <gtest/gtest.h>

namespace myo::assemble::bodyparts3d {
namespace {

using anatomy::Side;
using format::Kind;

anatomy::Library library() {
  anatomy::Library made;
  anatomy::Muscle teres;
  teres.id = "teres_major", teres.name = "Teres major", teres.fma_left = "FMA32552", teres.fma_right = "FMA32551";
  anatomy::Muscle rotators;
  rotators.id = "rotatores", rotators.name = "Rotatores", rotators.fma = "FMA71305";
  rotators.fma_parts = {"FMA23083"}, rotators.fma_parts_left = {"FMA23090"};
  anatomy::Muscle flexor;
  flexor.id = "flexor_hallucis_brevis", flexor.name = "Flexor hallucis brevis", flexor.latin = "Musculus flexor hallucis brevis";
  made.muscles = {teres, rotators, flexor};
  made.bones.push_back({.id = "disc_c2_c3", .name = "Intervertebral disc", .kind = "disc", .fma = "FMA25058"});
  return made;
}

TEST(Classify, ByFmaIdWhateverTheName) {
  const anatomy::Library known = library();
  const Classifier classifier(known);
  const Label left = classifier.label("FMA32552", "strange name");
  EXPECT_TRUE(left.known);
  EXPECT_EQ(left.muscle, "teres_major");
  EXPECT_EQ(left.side, Side::left);
  EXPECT_EQ(left.kind, Kind::muscle);
  EXPECT_EQ(classifier.label("FMA25058", "Intervertebral disk of axis").kind, Kind::disc);
}

TEST(Classify, HeadsAndSetsGoToTheirMuscle) {
  const anatomy::Library known = library();
  const Classifier classifier(known);
  EXPECT_EQ(classifier.label("FMA23083", "Thoracic rotator").muscle, "rotatores");
  EXPECT_EQ(classifier.label("FMA23090", "Left lumbar rotator").side, Side::left);
  const Label head = classifier.label("FMA45974", "Lateral head of left flexor hallucis brevis");
  EXPECT_EQ(head.muscle, "flexor_hallucis_brevis");
  EXPECT_EQ(head.side, Side::left);
  EXPECT_EQ(classifier.label("FMA1", "Nerve to left teres major").muscle, "");
}

TEST(Classify, WhatTheVocabularyLacksGoesByItsWords) {
  const anatomy::Library known = library();
  const Classifier classifier(known);
  const auto kind = [&](const char *name) { return classifier.label("", name).kind; };
  EXPECT_EQ(kind("Left scapula"), Kind::bone);
  EXPECT_EQ(kind("Right levator scapulae"), Kind::muscle);
  EXPECT_EQ(kind("Right fifth costal cartilage"), Kind::cartilage);
  EXPECT_EQ(kind("Right calcaneal tendon"), Kind::tendon);
  EXPECT_EQ(kind("Flexor retinaculum of left wrist"), Kind::ligament);
  EXPECT_EQ(kind("Interosseous membrane of right leg"), Kind::ligament);
  EXPECT_EQ(kind("Upper left first molar tooth"), Kind::tooth);
  const auto system = [&](const char *name) { return classifier.label("", name).system; };
  EXPECT_EQ(system("Right radial artery"), "vascular");
  EXPECT_EQ(system("Trunk of left sciatic nerve"), "nervous");
  EXPECT_EQ(system("Left kidney"), "urinary");
  EXPECT_EQ(system("Something unheard of"), "other");
  EXPECT_EQ(system("Skin"), "source skin");
}

} // namespace
} // namespace myo::assemble::bodyparts3d
