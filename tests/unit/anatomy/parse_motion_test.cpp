#include "small_folder.h"

#include <gmock/gmock.h>

using namespace myo;
using namespace myo::anatomy;
using ::testing::HasSubstr;

namespace {

class ParseMotion : public ::testing::Test {
protected:
  Library library = test::small_library();
  std::string fault(std::string_view text) {
    const Result<MotionValue> value = parse_motion(library, text);
    EXPECT_FALSE(value.has_value()) << text;
    if (value) return {};
    EXPECT_EQ(value.error().kind, ErrorKind::arguments);
    return value.error().line();
  }
};

TEST_F(ParseMotion, PlusNameKeepsTheSign) {
  const Result<MotionValue> value = parse_motion(library, "neck.flexion=30");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(value->joint, "neck");
  EXPECT_EQ(value->motion, "flexion");
  EXPECT_EQ(value->side, Side::midline);
  EXPECT_EQ(value->value, 30);
}

TEST_F(ParseMotion, MinusNameNegates) {
  const Result<MotionValue> value = parse_motion(library, "neck.extension=12.5");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(value->motion, "flexion");
  EXPECT_EQ(value->value, -12.5);
  EXPECT_EQ(parse_motion(library, "neck.rotation_right=-5")->value, 5);
}

TEST_F(ParseMotion, SideIsTakenAndNothingIsClamped) {
  const Result<MotionValue> value = parse_motion(library, "right.arm.abduction=+400");
  ASSERT_TRUE(value.has_value());
  EXPECT_EQ(value->side, Side::right);
  EXPECT_EQ(value->value, 400);
}

TEST_F(ParseMotion, AsksForOrRefusesASide) {
  EXPECT_THAT(fault("arm.abduction=10"), HasSubstr("write left.arm.abduction or right.arm.abduction"));
  EXPECT_THAT(fault("left.neck.flexion=10"), HasSubstr("has no side"));
}

TEST_F(ParseMotion, NamesTheNearest) {
  EXPECT_THAT(fault("nek.flexion=10"), HasSubstr("did you mean neck"));
  EXPECT_THAT(fault("neck.flexoin=10"), HasSubstr("did you mean flexion"));
  EXPECT_THAT(fault("neck.zzzzzzzz=10"), HasSubstr("it has flexion, extension"));
}

TEST_F(ParseMotion, RefusesWhatIsNoMotionValue) {
  for (const char *text : {"", "=", "neck", "neck.flexion", "neck.flexion=", "neck.flexion=ten", "neck.flexion=10deg",
                           "neck.flexion=nan", "neck.flexion=inf", "neck=10", ".=1", "left.=1", "neck.flexion=1e999"}) {
    EXPECT_FALSE(fault(text).empty()) << text;
  }
}

} // namespace
