#include "text/utf8.h"

#include <gtest/gtest.h>

namespace myo::text {
namespace {

TEST(Utf8, ReadsEveryLength) {
  const std::string text = "a\u00e9\u20ac\U0001F600";
  std::size_t at = 0;
  for (const char32_t expected : {U'a', U'\u00e9', U'\u20ac', U'\U0001F600'}) EXPECT_EQ(next_letter(text, at), expected);
  EXPECT_EQ(at, text.size());
}

TEST(Utf8, ConsumesOneByteOfABrokenSequence) {
  for (const std::string_view text : {"\x80z", "\xC0\x80", "\xE2\x28", "\xED\xA0\x80", "\xF5\x80\x80\x80", "\xF0\x80\x80\x80"}) {
    std::size_t at = 0;
    EXPECT_EQ(next_letter(text, at), char32_t{0xFFFD});
    EXPECT_EQ(at, 1U);
  }
}

TEST(Utf8, MendsText) { EXPECT_EQ(valid_utf8("a\tb\xFF\n"), "a b\xEF\xBF\xBD\n"); }

} // namespace
} // namespace myo::text
