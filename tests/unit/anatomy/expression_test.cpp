#include "anatomy/expression.h"

#include <gmock/gmock.h>

using namespace myo::anatomy;
using ::testing::HasSubstr;

namespace {

std::optional<double> names(std::string_view name) {
  if (name == "width") return 30;
  if (name == "tip.s") return -4;
  return std::nullopt;
}
double value(std::string_view text) {
  const auto v = evaluate(text, names);
  EXPECT_TRUE(v) << (v ? "" : v.error());
  return v ? *v : -1e9;
}
std::string fault(std::string_view text) {
  const auto v = evaluate(text, names);
  EXPECT_FALSE(v) << text;
  return v ? "" : v.error();
}

TEST(Expression, FollowsTheRulesOfArithmetic) {
  EXPECT_DOUBLE_EQ(value("2 + 3 * 4"), 14);
  EXPECT_DOUBLE_EQ(value("(2 + 3) * -4"), -20);
  EXPECT_DOUBLE_EQ(value("width / 2 - 1.5"), 13.5);
  EXPECT_DOUBLE_EQ(value("10 - 4 - 3"), 3);
  EXPECT_DOUBLE_EQ(value("tip.s * 2"), -8);
  EXPECT_DOUBLE_EQ(value("min(width, 7) + max(1, sqrt(9))"), 10);
  EXPECT_NEAR(value("sin(30) + cos(60)"), 1, 1e-12);
}

TEST(Expression, SaysWhatIsWrong) {
  EXPECT_THAT(fault("widht"), HasSubstr("no measurement \"widht\""));
  EXPECT_THAT(fault("2 +"), HasSubstr("missing"));
  EXPECT_THAT(fault("(2"), HasSubstr("not closed"));
  EXPECT_THAT(fault("2 2"), HasSubstr("unexpected"));
  EXPECT_THAT(fault("1 / 0"), HasSubstr("not a number"));
  EXPECT_THAT(fault("tan(3)"), HasSubstr("no function"));
  EXPECT_THAT(fault(std::string(5000, '(')), HasSubstr("too many brackets"));
  EXPECT_THAT(fault(std::string(5000, '-')), HasSubstr("too many brackets"));
}

} // namespace
