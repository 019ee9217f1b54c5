// The patterns in assets/anatomy on the test body.
#include "heat/heat.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace myo::heat {
namespace {

TEST(Vocabulary, ForwardHeadRaisesTheSeedPatternAndChinTuckDoesNot) {
  const auto library = anatomy::read_library(std::filesystem::path(MYO_SOURCE_DIR) / "assets/anatomy");
  ASSERT_TRUE(library) << library.error().line();
  const format::Body body = tests::tiny_body();
  const auto rig = rig::Rig::build(body, *library);
  ASSERT_TRUE(rig);
  Settings settings;
  settings.active = {{library->seed_pattern, Sides::right, 1}};
  const auto shown = [&](const char *pose) {
    const auto values = rig::pose_values(*library, *library->pose(pose)).value();
    return evaluate(body, *library, *rig, settings, values);
  };
  EXPECT_EQ(library->seed_pattern, "multifidus_cervicis_mid");
  const Heat rest = shown("neutral"), forward = shown("forward_head");
  ASSERT_FALSE(rest.zones.empty());
  EXPECT_EQ(rest.shown[0].factor, 1);
  EXPECT_GT(forward.shown[0].factor, 1.2F);
  EXPECT_GT(forward.zones[0].grow_mm, rest.zones[0].grow_mm + 3);
  EXPECT_LE(shown("chin_tuck").shown[0].factor, 1);
  ASSERT_EQ(rest.legend.rows.size(), 2U) << "most often and sometimes; no source gives three grades";
}

TEST(Vocabulary, EveryPatternsZonesHaveKnownSides) {
  const auto library = anatomy::read_library(std::filesystem::path(MYO_SOURCE_DIR) / "assets/anatomy");
  ASSERT_TRUE(library);
  for (const anatomy::Pattern &pattern : library->patterns)
    for (const anatomy::Zone &zone : pattern.zones) {
      EXPECT_TRUE(zone.side == "ipsi" || zone.side == "contra" || zone.side == "both" || zone.side == "bilateral" ||
                  zone.side == "midline")
          << pattern.id << ": " << zone.side;
      EXPECT_TRUE(zone.tier >= 1 && zone.tier <= 3) << pattern.id;
    }
}

} // namespace
} // namespace myo::heat
