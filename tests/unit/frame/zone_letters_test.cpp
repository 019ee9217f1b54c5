#include "frame/zone_letters.h"
#include "frame/lettering.h"
#include "stage.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace myo::frame {
namespace {

constexpr uvec2 letters_px{900, 700};

std::vector<ZoneLetter> letters_of(const tests::Stage &stage, std::span<const Badge> badges = {}, std::span<const Box> taken = {}) {
  FeltZones zones;
  const auto visible = scene::visibility(stage.scene.document, stage.context);
  return zone_letters(stage.view(letters_px), stage.context, visible, badges, taken, measures_of(letters_px), zones);
}
// On the skin of the back.
vec2 pixel_of(const tests::Stage &stage, vec2 place) {
  return *scene::project(stage.scene.document.camera, stage.on_skin(place.x, place.y), vec2(letters_px));
}
const ZoneLetter *nearest(const std::vector<ZoneLetter> &letters, vec2 px) {
  const auto found = std::ranges::min_element(letters, {}, [&](const ZoneLetter &l) { return glm::distance(l.at_px, px); });
  return found == letters.end() ? nullptr : &*found;
}

TEST(ZoneLetters, NumberTheTierInTheMiddleOfItsZone) {
  tests::Stage stage;
  stage.obey(scene::MarkRegion{"suboccipital", heat::Sides::right, 3, 0});
  stage.obey(scene::MarkRegion{"suprascapular", heat::Sides::right, 1, 0});
  ASSERT_TRUE(stage.heat.marks);
  const auto letters = letters_of(stage);
  ASSERT_EQ(letters.size(), 2U);
  const ZoneLetter *head = nearest(letters, pixel_of(stage, {-0.03F, 1.575F})), *shoulder = nearest(letters, pixel_of(stage, {-0.10F, 1.42F}));
  EXPECT_EQ(head->letters, "3");
  EXPECT_EQ(shoulder->letters, "1");
  EXPECT_EQ(head->zone_srgb, heat::tier_srgb(heat::Ramp::reds, 3));
  EXPECT_EQ(shoulder->zone_srgb, heat::tier_srgb(heat::Ramp::reds, 1));
  EXPECT_LT(glm::distance(shoulder->at_px, pixel_of(stage, {-0.10F, 1.42F})), 12) << "a round zone: its middle";
  for (const ZoneLetter &l : letters)
    EXPECT_TRUE(std::ranges::any_of(stage.heat.legend.rows, [&](const heat::LegendRow &row) { return row.letter == l.letters && row.srgb == l.zone_srgb; }))
        << "the legend explains it";
}

TEST(ZoneLetters, NamePatternsWhereSeveralReach) {
  tests::Stage stage;
  stage.obey(scene::SetPattern{{"multifidus_cervicis_mid", "trapezius_tp1"}});
  ASSERT_TRUE(stage.heat.count_overlay);
  EXPECT_EQ(stage.heat.shown[0].letter, "A");
  EXPECT_EQ(stage.heat.shown[1].letter, "B");
  EXPECT_NE(stage.heat.legend.subtitle.find("A: "), std::string::npos);
  EXPECT_NE(stage.heat.legend.subtitle.find("\nB: "), std::string::npos);
  const auto letters = letters_of(stage);
  ASSERT_FALSE(letters.empty());
  // Each says who reaches there: the regions that both name are the only ones with both letters.
  const auto both = std::ranges::count(letters, std::string("AB"), &ZoneLetter::letters);
  EXPECT_GE(both, 1);
  for (const ZoneLetter &l : letters) {
    EXPECT_TRUE(l.letters == "A" || l.letters == "B" || l.letters == "AB") << l.letters;
    EXPECT_EQ(l.zone_srgb, stage.heat.levels[l.letters.size() - 1].srgb) << l.letters;
  }
  stage.obey(scene::SetPattern{{"multifidus_cervicis_mid"}});
  EXPECT_EQ(stage.heat.shown[0].letter, "") << "one alone has tiers, not a letter";
}

TEST(ZoneLetters, KeepClearOfBadgesWordsAndEachOther) {
  tests::Stage stage;
  stage.obey(scene::MarkRegion{"scap_medial_upper", heat::Sides::right, 3, 0});
  const Measures measures = measures_of(letters_px);
  const auto alone = letters_of(stage);
  ASSERT_EQ(alone.size(), 1U);
  const vec2 at = alone[0].at_px;
  const std::vector<Badge> badges{{at, at, true, false}};
  const auto beside = letters_of(stage, badges);
  ASSERT_EQ(beside.size(), 1U) << "a zone this wide has room for both";
  EXPECT_GT(glm::distance(beside[0].at_px, at), badge_radius(measures) + 0.4F * beside[0].size_px);
  const std::vector<Box> words{{at - vec2(200), at + vec2(200)}};
  EXPECT_TRUE(letters_of(stage, {}, words).empty()) << "none under words";
}

TEST(ZoneLetters, AreNotWrittenOnWhatIsNotSeen) {
  tests::Stage stage;
  stage.obey(scene::MarkRegion{"suboccipital", heat::Sides::right, 3, 0});
  EXPECT_FALSE(letters_of(stage).empty());
  scene::Camera front = stage.scene.document.camera;
  front.azimuth_deg += 180;
  stage.obey(scene::SetCamera{front});
  EXPECT_TRUE(letters_of(stage).empty()) << "the back of the head, from the front";
  stage.obey(scene::SetCamera{scene::orbit(front, 180, 0)});
  EXPECT_FALSE(letters_of(stage).empty());
  stage.obey(scene::SetLayer{"skin", scene::LayerState::hidden});
  EXPECT_TRUE(letters_of(stage).empty()) << "skin that is hidden carries nothing";
  stage.obey(scene::SetLayer{"skin", scene::LayerState::ghost});
  EXPECT_FALSE(letters_of(stage).empty());
  stage.obey(scene::ShowHeat{scene::Set::off});
  EXPECT_TRUE(letters_of(stage).empty());
}

// What is kept of the zones is never that of others: every state of one view is lettered as if nothing had been kept.
TEST(ZoneLetters, AreThoseOfWhatIsFeltNow) {
  tests::Stage stage;
  FeltZones kept;
  std::set<std::string> seen;
  const std::vector<scene::Command> changes{scene::MarkRegion{"suboccipital", heat::Sides::right, 3, 0}, scene::MarkRegion{"suprascapular", heat::Sides::right, 1, 0},
                                            scene::MarkRegion{"suprascapular", heat::Sides::right, 2, 0}, scene::SetView{"200,10"},
                                            scene::SetPattern{{"multifidus_cervicis_mid", "trapezius_tp1"}}, scene::SetPattern{{"trapezius_tp1"}}};
  for (const scene::Command &change : changes) {
    stage.obey(change);
    const auto visible = scene::visibility(stage.scene.document, stage.context);
    const auto now = zone_letters(stage.view(letters_px), stage.context, visible, {}, {}, measures_of(letters_px), kept);
    EXPECT_EQ(now, letters_of(stage));
    std::string all;
    for (const ZoneLetter &l : now) all += l.letters + " ";
    seen.insert(all);
  }
  EXPECT_GE(seen.size(), 4U) << "the changes change nothing: the test shows nothing";
}

TEST(ZoneLetters, GoWithTheLegend) {
  tests::Stage stage;
  stage.obey(scene::SetPattern{{"multifidus_cervicis_mid"}});
  scene::PictureOptions bare = stage.scene.document.picture;
  FrameBuilder builder = stage.builder();
  const std::size_t with = builder.build(stage.view(letters_px)).overlay.size();
  bare.legend = false;
  stage.obey(scene::SetPicture{bare});
  EXPECT_LT(builder.build(stage.view(letters_px)).overlay.size(), with);
}

// WCAG: large text wants a contrast of 3, small text of 4.5.
TEST(ZoneLetters, StandOutFromEveryColourOfEveryRamp) {
  const auto luminance = [](vec3 srgb) {
    const vec3 linear = heat::to_linear(srgb);
    return 0.2126F * linear.r + 0.7152F * linear.g + 0.0722F * linear.b;
  };
  const auto contrast = [&](vec3 a, vec3 b) {
    const float x = luminance(a), y = luminance(b);
    return (std::max(x, y) + 0.05F) / (std::min(x, y) + 0.05F);
  };
  for (const heat::Ramp ramp : {heat::Ramp::reds, heat::Ramp::cividis, heat::Ramp::inferno}) {
    for (int tier = 1; tier <= 3; ++tier)
      EXPECT_GE(contrast(heat::tier_srgb(ramp, tier), letter_ink(heat::tier_srgb(ramp, tier))), 4.4F) << to_string(ramp) << " tier " << tier;
    for (int n = 2; n <= heat::count_levels; ++n)
      for (int k = 1; k <= n; ++k)
        EXPECT_GE(contrast(heat::count_srgb(ramp, k, n), letter_ink(heat::count_srgb(ramp, k, n))), 4.4F) << to_string(ramp) << ' ' << k << " of " << n;
  }
}

} // namespace
} // namespace myo::frame
