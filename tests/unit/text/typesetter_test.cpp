#include "text/typesetter.h"

#include <cmath>
#include <gmock/gmock.h>
#include <numeric>

namespace myo::text {
namespace {

Typesetter opened() {
  auto typesetter = Typesetter::open();
  EXPECT_TRUE(typesetter) << (typesetter ? "" : typesetter.error().line());
  return std::move(*typesetter);
}

TEST(Typesetter, NamesThePackageWhenThereIsNoFont) {
  const std::vector<std::filesystem::path> nowhere{"/nowhere/Inter-Regular.otf"};
  const auto typesetter = Typesetter::open(nowhere, nowhere);
  ASSERT_FALSE(typesetter);
  EXPECT_THAT(typesetter.error().line(), testing::HasSubstr("fonts-inter"));
}

TEST(Typesetter, RefusesAFontFileThatIsNone) {
  const std::vector<std::filesystem::path> source{MYO_SOURCE_DIR "/CMakeLists.txt"};
  const auto typesetter = Typesetter::open(source, source);
  ASSERT_FALSE(typesetter);
  EXPECT_THAT(typesetter.error().line(), testing::HasSubstr("not a font"));
}

TEST(Typesetter, KernsAndScalesWithTheSize) {
  Typesetter t = opened();
  const Style at20{Weight::regular, 20}, at40{Weight::regular, 40};
  EXPECT_LT(t.width_px("AV", at40), t.width_px("A", at40) + t.width_px("V", at40));
  EXPECT_NEAR(t.width_px("Referral zone", at40), 2 * t.width_px("Referral zone", at20), 1e-3);
  EXPECT_GT(t.width_px("Origin", {Weight::semibold, 20}), t.width_px("Origin", at20));
}

TEST(Typesetter, WrapsAtSpacesAndKeepsEveryWord) {
  Typesetter t = opened();
  const Style style{Weight::regular, 16};
  const std::string text = "pain at the base of the head and under the shoulder blade";
  const Block one = t.lay_out(text, style);
  EXPECT_EQ(one.lines, 1U);
  const float limit = one.width_px / 3;
  const Block wrapped = t.lay_out(text, style, limit);
  EXPECT_GE(wrapped.lines, 3U);
  EXPECT_LE(wrapped.width_px, limit);
  EXPECT_NEAR(wrapped.height_px, one.height_px * static_cast<float>(wrapped.lines), 1e-3);
  EXPECT_EQ(t.lay_out(text, style, one.width_px).lines, 1U);
  const Block narrow = t.lay_out("unbreakable words", style, 1);
  EXPECT_EQ(narrow.lines, 2U);
  EXPECT_NEAR(narrow.width_px, t.width_px("unbreakable", style), 1e-3);
  EXPECT_EQ(t.lay_out("a\n\nb", style).lines, 3U);
}

// "A · B" may part after the dot, never before it.
TEST(Typesetter, BeginsNoLineWithAMiddleDot) {
  Typesetter t = opened();
  const Style style{Weight::regular, 16};
  const float words = t.width_px("right side", style), dotted = t.width_px("right side \u00B7", style);
  ASSERT_LT(words, dotted);
  const Block block = t.lay_out("right side \u00B7", style, 0.5F * (words + dotted));
  EXPECT_EQ(block.lines, 2U);
  EXPECT_LT(block.width_px, words) << "\"side\" goes down with the dot";
  EXPECT_EQ(t.lay_out("right side \u00B7 squat", style, dotted).lines, 2U) << "after the dot";
}

TEST(Typesetter, AlignsLinesToTheRightAndTheMiddle) {
  Typesetter t = opened();
  const Style style{Weight::regular, 16};
  const Block left = t.lay_out("wide line\nii", style);
  const Block right = t.lay_out("wide line\nii", style, INFINITY, Align::right);
  const Block centre = t.lay_out("wide line\nii", style, INFINITY, Align::centre);
  const float room = left.width_px - t.width_px("ii", style);
  EXPECT_NEAR(right.glyphs.back().origin_px.x - left.glyphs.back().origin_px.x, room, 1e-3);
  EXPECT_NEAR(centre.glyphs.back().origin_px.x - left.glyphs.back().origin_px.x, room / 2, 1e-3);
}

TEST(Typesetter, DrawsInkWhereTheLettersAre) {
  Typesetter t = opened();
  std::vector<Quad> quads;
  t.place(t.lay_out("l", {Weight::regular, 40}), {10.25F, 5}, quads);
  ASSERT_EQ(quads.size(), 1U);
  const vec2 size = quads[0].high_px - quads[0].low_px;
  EXPECT_EQ(size, quads[0].high_texel - quads[0].low_texel);
  EXPECT_GT(size.y, 25);
  const GlyphAtlas &atlas = t.atlas();
  double ink = 0;
  for (auto y = static_cast<unsigned>(quads[0].low_texel.y); y < static_cast<unsigned>(quads[0].high_texel.y); ++y)
    for (auto x = static_cast<unsigned>(quads[0].low_texel.x); x < static_cast<unsigned>(quads[0].high_texel.x); ++x)
      ink += atlas.coverage[std::size_t{y} * atlas.width + x] / 255.0;
  EXPECT_GT(ink, 0.5 * size.y * 2); // a stem at least two pixels wide on average over half its box
  EXPECT_LT(ink, 0.95 * size.x * size.y);
}

TEST(Typesetter, GivesTheSameBytesAgainAndAVersionThatTells) {
  Typesetter a = opened(), b = opened();
  const auto write = [](Typesetter &t, std::vector<Quad> &quads) {
    t.place(t.lay_out("Felt most often", {Weight::semibold, 22}), {3, 4}, quads);
    t.place(t.lay_out("M. multifidus cervicis \u00e4\u4e2d", {Weight::regular, 17}), {3, 40}, quads);
  };
  std::vector<Quad> first, second;
  write(a, first), write(b, second);
  EXPECT_EQ(a.atlas().coverage, b.atlas().coverage);
  ASSERT_EQ(first.size(), second.size());
  for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(first[i].low_px, second[i].low_px);
  const std::uint64_t version = a.atlas().version;
  write(a, first);
  EXPECT_EQ(a.atlas().version, version);
  a.place(a.lay_out("Q", {Weight::regular, 90}), {0, 0}, first);
  EXPECT_NE(a.atlas().version, version);
}

TEST(Typesetter, NeverLetsGlyphsShareTexels) {
  Typesetter t = opened();
  std::vector<Quad> quads;
  for (float size : {11.0F, 16.0F, 27.0F, 48.0F})
    t.place(t.lay_out("The quick brown fox jumps over the lazy dog 0123456789", {Weight::regular, size}), {0, 0}, quads);
  for (std::size_t i = 0; i < quads.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      if (quads[i].low_texel == quads[j].low_texel) continue;
      const bool apart = glm::any(glm::lessThanEqual(quads[i].high_texel, quads[j].low_texel)) ||
                         glm::any(glm::lessThanEqual(quads[j].high_texel, quads[i].low_texel));
      ASSERT_TRUE(apart) << i << ' ' << j;
    }
}

TEST(Typesetter, SurvivesBrokenText) {
  Typesetter t = opened();
  const Style style{Weight::regular, 16};
  EXPECT_EQ(t.lay_out("", style).lines, 1U);
  for (const char *text : {"\xFF\xC3", "\xE2\x82", "\xF0\x9F\x92\xA9\xF0\x9F", "a\tb\x01", "\xED\xA0\x80", "   ", " \n "})
    EXPECT_GE(t.lay_out(text, style, 10).lines, 1U) << text;
}

TEST(Typesetter, ShortensWithAnEllipsis) {
  Typesetter t = opened();
  const Style style{Weight::regular, 16};
  const std::string text = "Semispinalis cervicis";
  EXPECT_EQ(t.shorten(text, style, 1000), text);
  const std::string less = t.shorten(text, style, 80);
  EXPECT_LE(t.width_px(less, style), 80);
  EXPECT_THAT(less, testing::EndsWith("\u2026"));
  EXPECT_EQ(t.shorten(text, style, 1), "");
}

TEST(Typesetter, ForgetsOnlyWhenTold) {
  Typesetter t = opened();
  std::vector<Quad> quads;
  t.place(t.lay_out("Atlas", {Weight::regular, 30}), {0, 0}, quads);
  t.trim();
  EXPECT_GT(t.atlas().height, 0U);
  t.trim(16);
  EXPECT_EQ(t.atlas().height, 0U);
  t.place(t.lay_out("Atlas", {Weight::regular, 30}), {0, 0}, quads);
  EXPECT_GT(t.atlas().height, 0U);
}

} // namespace
} // namespace myo::text
