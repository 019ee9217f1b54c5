#include "atlas/atlas.h"

#include "../../support/sample_body.h"
#include "atlas/load.h"

#include <gmock/gmock.h>

namespace myo::atlas {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Atlas sample() {
  Progress progress;
  auto atlas = make_atlas(tests::sample_body(), progress);
  EXPECT_TRUE(atlas);
  return std::move(*atlas);
}

TEST(AtlasLookup, FindsStructures) {
  const Atlas atlas = sample();
  EXPECT_EQ(atlas.structure("FMA3.2"), 3U);
  EXPECT_EQ(atlas.structure("FMA9"), none);
  EXPECT_THAT(atlas.fma("FMA3"), ElementsAre(2, 3)) << "several parts share a concept";
  EXPECT_THAT(atlas.fma(""), IsEmpty());
  EXPECT_THAT(atlas.muscle("mover", Side::right), ElementsAre(2, 3));
  EXPECT_THAT(atlas.muscle("mover", Side::left), IsEmpty());
  EXPECT_THAT(atlas.bone("ball", Side::left), ElementsAre(0)) << "a midline bone answers to every side";
  EXPECT_THAT(atlas.bone("side", Side::midline), IsEmpty());
  EXPECT_THAT(atlas.kind(format::Kind::muscle), ElementsAre(2, 3));
  EXPECT_THAT(atlas.kind(format::Kind::organ), IsEmpty());
}

TEST(AtlasLookup, FindsTheRest) {
  const Atlas atlas = sample();
  EXPECT_EQ(atlas.joint("c7_t1"), 1U);
  EXPECT_EQ(atlas.joint("knee"), none);
  EXPECT_THAT(atlas.children(0), ElementsAre(1));
  EXPECT_THAT(atlas.children(2), IsEmpty());
  EXPECT_EQ(atlas.landmark("inion", Side::right), 0U);
  EXPECT_EQ(atlas.landmark("acromion", Side::left), none);
  EXPECT_THAT(atlas.patches("mover", Side::right), ElementsAre(0, 1));
  EXPECT_THAT(atlas.patches_on(1), ElementsAre(1));
  EXPECT_THAT(atlas.regions("patch_of_skin", Side::right), ElementsAre(0));
  EXPECT_THAT(atlas.regions("patch_of_skin", Side::left), IsEmpty());
  EXPECT_EQ(atlas.trigger_point("pattern_one", Side::right), 0U);
  EXPECT_EQ(atlas.trigger_point("pattern_two", Side::right), none);
  EXPECT_THAT(atlas.attached(2), ElementsAre(0, 1));
  EXPECT_THAT(atlas.attached(0), ElementsAre(2));
  EXPECT_THAT(atlas.attached(4), IsEmpty());
}

TEST(AtlasLookup, BoundsHoldEverything) {
  const Atlas atlas = sample();
  EXPECT_NEAR(atlas.bounds(0).low.y, -0.05F, 1e-6F);
  EXPECT_NEAR(atlas.bounds().low.x, -0.2F, 1e-6F);
  EXPECT_NEAR(atlas.bounds().high.z, 0.1F, 1e-6F);
}

} // namespace
} // namespace myo::atlas
