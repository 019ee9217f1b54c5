// Moves: where they are when, and that the shipped ones are what their words say.
#include "rig/moves.h"

#include "rig/rig.h"
#include "support/shipped.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <cmath>

namespace myo::rig {
namespace {

using tests::shipped;

anatomy::Move turn() {
  anatomy::Move move;
  move.id = "turn", move.kind = "stretch", move.sided = true, move.repeats = 2;
  move.keys.push_back({2, 10, {{"cervical", Side::midline, "rotation_left", -40}, {"glenohumeral", Side::left, "abduction", 30}}});
  move.keys.push_back({1, 0, {{"cervical", Side::midline, "rotation_left", -60}}});
  return move;
}

const CoordinateId head{"cervical", Side::midline, "rotation_left"}, arm{"glenohumeral", Side::left, "abduction"},
    other_arm{"glenohumeral", Side::right, "abduction"};

double at(double time_s, Side side, const CoordinateId &id) {
  const auto values = values_at(shipped(), turn(), side, time_s);
  EXPECT_TRUE(values) << values.error().line();
  return values ? glm::degrees(values->get(id)) : NAN;
}

TEST(Moves, GoToTheirKeysStayAndComeBack) {
  EXPECT_DOUBLE_EQ(round_s(turn()), 15); // 2 + 10 + 1, and 2 back
  EXPECT_DOUBLE_EQ(duration_s(turn()), 30);
  EXPECT_NEAR(at(1, Side::left, head), -20, 1e-9); // half way
  EXPECT_NEAR(at(2, Side::left, head), -40, 1e-9);
  EXPECT_NEAR(at(11.9, Side::left, arm), 30, 1e-9);
  EXPECT_NEAR(at(12.5, Side::left, head), -50, 1e-9);
  EXPECT_NEAR(at(12.5, Side::left, arm), 15, 1e-9) << "a key is a whole pose: what it does not name goes back";
  EXPECT_NEAR(at(14, Side::left, head), -30, 1e-9);
  EXPECT_NEAR(at(17, Side::left, head), -40, 1e-9) << "the second round";
  EXPECT_EQ(at(0, Side::left, head), 0);
  EXPECT_EQ(at(30, Side::left, head), 0);
  EXPECT_EQ(at(-3, Side::left, head), 0);
  EXPECT_LT(std::abs(at(0.01, Side::left, head)), 0.02) << "it starts gently";
}

TEST(Moves, AreMirroredForTheOtherSide) {
  EXPECT_NEAR(at(5, Side::right, head), 40, 1e-9);
  EXPECT_NEAR(at(5, Side::right, other_arm), 30, 1e-9);
  EXPECT_EQ(at(5, Side::right, arm), 0);
}

TEST(Moves, ShippedOnesEndWhereTheyStart) {
  ASSERT_GE(shipped().moves.size(), 40U);
  for (const anatomy::Move &move : shipped().moves)
    for (const Side side : {Side::left, Side::right}) {
      const double whole = duration_s(move);
      const auto begin = values_at(shipped(), move, side, 0), end = values_at(shipped(), move, side, whole),
                 almost = values_at(shipped(), move, side, whole * (1 - 1e-9)), held = values_at(shipped(), move, side, move.keys[0].take_s);
      ASSERT_TRUE(begin && end && almost && held) << move.id;
      EXPECT_TRUE(begin->empty() && end->empty()) << move.id;
      for (const auto &[id, value] : almost->all()) EXPECT_NEAR(value, 0, 1e-6) << move.id;
      EXPECT_FALSE(held->empty()) << move.id << " goes nowhere";
    }
}

TEST(Moves, ShippedOnesStayWithinTheBodysRange) {
  const auto rig = Rig::build(tests::tiny_body(), shipped());
  ASSERT_TRUE(rig) << rig.error().line();
  for (const anatomy::Move &move : shipped().moves)
    for (const anatomy::MoveKey &key : move.keys)
      for (const anatomy::MotionValue &value : key.values) {
        const auto c = to_coordinate(shipped(), value);
        ASSERT_TRUE(c) << move.id;
        EXPECT_NEAR(rig->limit(c->id, c->value), c->value, 1e-6) << move.id << ": " << c->id.text();
      }
}

} // namespace
} // namespace myo::rig
