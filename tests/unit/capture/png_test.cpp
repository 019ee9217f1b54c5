#include "capture/png.h"

#include "base/files.h"

#include <cstdlib>
#include <filesystem>
#include <gmock/gmock.h>
#include <unistd.h>

namespace myo::capture {
namespace {
namespace fs = std::filesystem;

class PngTest : public testing::Test {
protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "myoscope-png-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
  }
  void TearDown() override { fs::remove_all(folder); }
  fs::path folder;
};

Picture gradient(std::uint32_t width, std::uint32_t height) {
  Picture picture{width, height, {}};
  for (std::uint32_t y = 0; y < height; ++y)
    for (std::uint32_t x = 0; x < width; ++x)
      for (const std::uint32_t value : {x * 7, y * 11, x * y, 255 - x})
        picture.rgba.push_back(static_cast<std::uint8_t>(value));
  return picture;
}

TEST_F(PngTest, ComesBackWithAlphaAndText) {
  const Picture picture = gradient(37, 23);
  const std::vector<PngText> text{{"Title", "Mid-cervical multifidus \u00e4"}, {"View", "{\"camera\":1}"}};
  ASSERT_TRUE(write_png(folder / "a.png", picture, {.transparent = true, .text = text}));
  const auto file = read_png(folder / "a.png");
  ASSERT_TRUE(file) << file.error().line();
  EXPECT_EQ(file->picture.rgba, picture.rgba);
  EXPECT_TRUE(file->transparent);
  ASSERT_EQ(file->text.size(), 2U);
  EXPECT_EQ(file->text[0].value, text[0].value);
  EXPECT_EQ(file->text[1].key, "View");
}

TEST_F(PngTest, IsOpaqueUnlessAsked) {
  const Picture picture = gradient(8, 4);
  ASSERT_TRUE(write_png(folder / "a.png", picture, {}));
  const auto file = read_png(folder / "a.png");
  ASSERT_TRUE(file);
  EXPECT_FALSE(file->transparent);
  for (std::size_t i = 0; i < picture.rgba.size(); ++i)
    EXPECT_EQ(file->picture.rgba[i], i % 4 == 3 ? 255 : picture.rgba[i]);
}

TEST_F(PngTest, SameBytesEveryTime) {
  const auto a = encode_png(gradient(64, 64), {.text = {{"Credit", "x"}}});
  const auto b = encode_png(gradient(64, 64), {.text = {{"Credit", "x"}}});
  ASSERT_TRUE(a && b);
  EXPECT_EQ(*a, *b);
}

TEST_F(PngTest, RefusesWhatCannotBeAPicture) {
  EXPECT_FALSE(encode_png({0, 4, {}}, {}));
  EXPECT_FALSE(encode_png({4, 4, std::vector<std::uint8_t>(3)}, {}));
  EXPECT_FALSE(encode_png({20000, 1, std::vector<std::uint8_t>(80000)}, {}));
}

TEST_F(PngTest, SaysWhatIsWrongWithABrokenFile) {
  const auto bytes = encode_png(gradient(50, 50), {});
  ASSERT_TRUE(bytes);
  for (const std::size_t length : {std::size_t{0}, std::size_t{7}, std::size_t{20}, bytes->size() / 2, bytes->size() - 6}) {
    const auto file = decode_png(std::span(*bytes).first(length), "cut.png");
    ASSERT_FALSE(file) << length;
    EXPECT_THAT(file.error().line(), testing::StartsWith("cut.png: "));
  }
  auto flipped = *bytes;
  flipped[bytes->size() / 2] ^= std::byte{0xFF};
  EXPECT_FALSE(decode_png(flipped, "flipped.png"));
}

TEST_F(PngTest, IdsComeBackExactly) {
  const IdPicture ids{3, 2, {0, 1, 255, 256, 70000, (1U << 24U) - 1}};
  ASSERT_TRUE(write_ids(folder / "ids.png", ids));
  const auto back = read_ids(folder / "ids.png");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->ids, ids.ids);
  EXPECT_FALSE(write_ids(folder / "ids.png", {1, 1, {1U << 24U}}));
}

} // namespace
} // namespace myo::capture
