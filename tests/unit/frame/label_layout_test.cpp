#include "frame/label_layout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace myo::frame {
namespace {

constexpr Box area{{0, 0}, {800, 600}};
const LabelSpace between_words{{{300, 100}, {500, 500}}, area, {}, 4, 20};

float turn(vec2 a, vec2 b, vec2 c) { return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x); }
bool cross(vec2 a, vec2 b, vec2 c, vec2 d) { return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0; }

void expect_tidy(const std::vector<LabelPlace> &places, const std::vector<LabelWish> &wishes, const LabelSpace &space) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    const Box &box = places[i].box;
    EXPECT_GE(box.low.x, space.area.low.x - 0.01F);
    EXPECT_LE(box.high.x, space.area.high.x + 0.01F);
    EXPECT_GE(box.low.y, space.area.low.y - 0.01F);
    EXPECT_LE(box.high.y, space.area.high.y + 0.01F);
    EXPECT_TRUE(places[i].line_px.x == box.low.x || places[i].line_px.x == box.high.x) << "the line leaves a side of the box";
    for (const Box &taken : space.taken) EXPECT_TRUE(overlap(taken, box).empty()) << i;
    for (std::size_t j = i + 1; j < places.size(); ++j) {
      EXPECT_TRUE(overlap(box, places[j].box).empty()) << i << " lies over " << j;
      EXPECT_FALSE(cross(places[i].line_px, wishes[places[i].wish].anchor_px, places[j].line_px, wishes[places[j].wish].anchor_px)) << i << " crosses " << j;
    }
  }
}

std::vector<LabelWish> scattered(unsigned seed, std::size_t count) {
  std::minstd_rand random(seed);
  std::uniform_real_distribution<float> x(310, 490), y(110, 490), width(40, 150);
  std::vector<LabelWish> wishes;
  for (std::size_t i = 0; i < count; ++i) wishes.push_back({{x(random), y(random)}, {width(random), 20}, 1});
  return wishes;
}

TEST(LabelLayout, StandsBesideItsPointAtItsHeightWhereThereIsRoom) {
  const std::vector<LabelWish> wishes{{{320, 200}, {80, 20}}, {{480, 300}, {90, 20}}};
  const auto places = place_labels(wishes, between_words);
  ASSERT_EQ(places.size(), 2U);
  EXPECT_EQ(places[0].box.high.x, 280) << "a reach to the left of the subject";
  EXPECT_EQ(places[1].box.low.x, 520);
  EXPECT_FLOAT_EQ(places[0].box.centre().y, 200);
  EXPECT_FLOAT_EQ(places[1].box.centre().y, 300);
}

TEST(LabelLayout, NeverOverlapsNorCrosses) {
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const auto wishes = scattered(seed, 24);
    const auto places = place_labels(wishes, between_words);
    EXPECT_EQ(places.size(), 24U) << "there is room for all";
    expect_tidy(places, wishes, between_words);
  }
}

TEST(LabelLayout, SpreadsNamesOfPointsThatLieTogether) {
  std::vector<LabelWish> wishes;
  for (int i = 0; i < 6; ++i) wishes.push_back({{330.0F + 2.0F * static_cast<float>(i), 300}, {60, 20}});
  const auto places = place_labels(wishes, between_words);
  ASSERT_EQ(places.size(), 6U);
  expect_tidy(places, wishes, between_words);
  EXPECT_TRUE(std::ranges::any_of(places, [](const LabelPlace &p) { return p.box.low.x > 500; })) << "both columns are used";
}

TEST(LabelLayout, KeepsClearOfOtherWords) {
  LabelSpace space = between_words;
  space.taken = {{{20, 0}, {330, 120}}, {{0, 540}, {800, 600}}};
  const auto wishes = scattered(7, 20);
  const auto places = place_labels(wishes, space);
  EXPECT_EQ(places.size(), 20U);
  expect_tidy(places, wishes, space);
}

TEST(LabelLayout, WhereThereIsNoRoomForAllTheLeastGoes) {
  LabelSpace space = between_words;
  space.area = {{0, 250}, {800, 350}}; // four names a column
  space.subject = {{300, 250}, {500, 350}};
  std::vector<LabelWish> wishes;
  for (int i = 0; i < 12; ++i) wishes.push_back({{310.0F + 15.0F * static_cast<float>(i), 300}, {60, 20}, static_cast<float>(i + 1)});
  const auto places = place_labels(wishes, space);
  ASSERT_EQ(places.size(), 8U);
  expect_tidy(places, wishes, space);
  for (const LabelPlace &place : places) EXPECT_GE(place.wish, 4U) << "the light ones went";
}

TEST(LabelLayout, OfAPointOutsideThereIsNoName) {
  const std::vector<LabelWish> wishes{{{-5, 300}, {60, 20}}, {{400, 700}, {60, 20}}};
  EXPECT_TRUE(place_labels(wishes, between_words).empty());
  EXPECT_TRUE(place_labels({}, between_words).empty());
}

TEST(LabelLayout, OfASubjectThatFillsThePictureStandsInside) {
  LabelSpace space = between_words;
  space.subject = {{-200, -200}, {1000, 800}};
  const auto wishes = scattered(3, 16);
  const auto places = place_labels(wishes, space);
  EXPECT_EQ(places.size(), 16U);
  expect_tidy(places, wishes, space);
}

} // namespace
} // namespace myo::frame
