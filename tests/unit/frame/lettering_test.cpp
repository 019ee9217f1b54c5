#include "frame/lettering.h"
#include "stage.h"

#include <algorithm>
#include <gtest/gtest.h>

namespace myo::frame {
namespace {

constexpr uvec2 legend_px{1280, 720};

bool holds(const Box &box, vec2 p) { return p.x >= box.low.x && p.x <= box.high.x && p.y >= box.low.y && p.y <= box.high.y; }

// The box of the legend alone, with these points of zones to keep clear of.
Box legend_box(const tests::Stage &stage, const std::vector<vec2> &zones) {
  auto typesetter = text::Typesetter::open();
  Canvas canvas(*typesetter);
  const View view = stage.view(legend_px);
  const Theme theme = theme_of(scene::Background::studio_light);
  Wording wording;
  for (int row = 0; row < 5; ++row) wording.rows.push_back({Wording::Row::Sign::swatch, vec3{0.5F}, "felt most often", false, "3"});
  wording.note = "this posture stretches it and provokes it: 1.6 times";
  wording.lengths = Wording::Scale{"20 % shorter", "as at rest", "20 % longer"};
  const auto boxes = letter_words(canvas, *typesetter, view, wording, {zones, {}}, theme, measures_of(legend_px));
  return boxes.empty() ? Box{} : boxes.back();
}

std::vector<vec2> filled(const Box &box, float step) {
  std::vector<vec2> points;
  for (float x = box.low.x; x <= box.high.x; x += step)
    for (float y = box.low.y; y <= box.high.y; y += step) points.emplace_back(x, y);
  return points;
}
std::size_t hidden(const Box &box, const std::vector<vec2> &points) {
  return static_cast<std::size_t>(std::ranges::count_if(points, [&](vec2 p) { return holds(box, p); }));
}

TEST(Legend, StandsAtTheBottomLeftWhereNothingIsInTheWay) {
  const Box box = legend_box(tests::Stage{}, {});
  EXPECT_FALSE(box.empty());
  EXPECT_LT(box.low.x, 60);
  EXPECT_GT(box.high.y, 600);
}

TEST(Legend, TakesAnotherCornerThenAnEdgeBeforeItHidesAZone) {
  const tests::Stage stage;
  const Box first = legend_box(stage, {});
  const auto zones = filled(first, 7);
  const Box second = legend_box(stage, zones);
  EXPECT_EQ(hidden(second, zones), 0U);
  // Zones in all four corners: between them there is room at the edge, where no side letter stands half way up.
  std::vector<vec2> corners;
  for (const vec2 corner : {vec2{0, 0}, vec2{1180, 0}, vec2{0, 620}, vec2{1180, 620}})
    for (const vec2 p : filled({corner, corner + vec2(100)}, 7)) corners.push_back(p);
  tests::Stage unmarked;
  scene::PictureOptions bare = unmarked.scene.document.picture;
  bare.side_marker = false;
  unmarked.obey(scene::SetPicture{bare});
  const Box between = legend_box(unmarked, corners);
  EXPECT_FALSE(between.empty());
  EXPECT_EQ(hidden(between, corners), 0U) << "along the edge";
}

TEST(Legend, IsSetSmallerBeforeItHidesAZone) {
  tests::Stage stage;
  scene::PictureOptions bare = stage.scene.document.picture;
  bare.side_marker = false;
  stage.obey(scene::SetPicture{bare});
  const Box whole = legend_box(stage, {});
  // Free is only a strip at the left, some pixels narrower than the legend as it would like to be.
  const auto zones = filled({vec2{whole.high.x - 30, 0}, vec2(legend_px)}, 7);
  const Box narrow = legend_box(stage, zones);
  EXPECT_LT(narrow.size().x, whole.size().x - 20);
  EXPECT_EQ(hidden(narrow, zones), 0U);
}

} // namespace
} // namespace myo::frame
