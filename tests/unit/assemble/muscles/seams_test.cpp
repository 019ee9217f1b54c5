#include "assemble/muscles/seams.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

// A sheet from y = 0 to 100 mm between the fibres at x = `from` and x = `to`.
Piece sheet(float from, float to) {
  Piece piece;
  piece.shape.section = form::Section::sheet;
  const auto line = [&](float y) { return std::vector<vec3>{{from, y, 0}, {to, y, 0}}; };
  piece.shape.origin.line = line(0), piece.shape.via = {line(50 * millimetre)}, piece.shape.insertion.line = line(100 * millimetre);
  return piece;
}

class Seams : public ::testing::Test {
protected:
  Seams() {
    for (std::size_t i = 0; i < 2; ++i) {
      muscles[i].id = i == 0 ? "upper" : "lower";
      plans.emplace_back();
      plans[i].muscle = &muscles[i], plans[i].side = anatomy::Side::left;
    }
    muscles[1].shape.joins = {"upper"};
    plans[0].pieces = {sheet(-40 * millimetre, 0)}, plans[1].pieces = {sheet(1 * millimetre, 40 * millimetre)};
  }
  anatomy::Muscle muscles[2];
  std::vector<MusclePlan> plans;
};

TEST_F(Seams, SheetsThatNameOneFibreAreSewn) {
  const auto borders = shared_borders(plans);
  ASSERT_EQ(borders.size(), 1U);
  EXPECT_EQ(borders[0].a.plan, 0U);
  EXPECT_TRUE(borders[0].a.last);
  EXPECT_EQ(borders[0].b.plan, 1U);
  EXPECT_FALSE(borders[0].b.last);
  open_borders(plans);
  EXPECT_TRUE(plans[0].pieces[0].shape.sewn_last);
  EXPECT_TRUE(plans[1].pieces[0].shape.sewn_first);
  EXPECT_FALSE(plans[0].pieces[0].shape.sewn_first || plans[1].pieces[0].shape.sewn_last);
}

TEST_F(Seams, WhatIsNotSaidToJoinHasARim) {
  muscles[1].shape.joins.clear();
  EXPECT_TRUE(shared_borders(plans).empty());
}

TEST_F(Seams, AFibreThatRunsElsewhereIsNoBorder) {
  plans[1].pieces[0].shape.via[0][0].z = 20 * millimetre;
  EXPECT_TRUE(shared_borders(plans).empty());
}

TEST_F(Seams, EndsMayLieOnTwoBonesSideBySide) {
  plans[1].pieces[0].shape.insertion.line[0].z = 8 * millimetre;
  EXPECT_EQ(shared_borders(plans).size(), 1U);
  plans[1].pieces[0].shape.insertion.line[0].z = 20 * millimetre;
  EXPECT_TRUE(shared_borders(plans).empty());
}

TEST_F(Seams, TheTwoSidesAreNotSewn) {
  plans[1].side = anatomy::Side::right;
  EXPECT_TRUE(shared_borders(plans).empty());
}

TEST_F(Seams, ACourseOfSinglePointsHasNoEdge) {
  for (MusclePlan &p : plans) p.pieces[0].shape.via = {{vec3(0, 50 * millimetre, 0)}};
  EXPECT_TRUE(shared_borders(plans).empty());
}

} // namespace
} // namespace myo::assemble
