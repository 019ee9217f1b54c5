// Where two states of a sheet differ.
#include "assemble/embedded/changed_room.h"

#include "base/files.h"

#include <gtest/gtest.h>

namespace myo::assemble::embedded {
namespace {

class ChangedRoom : public testing::Test {
protected:
  static void SetUpTestSuite() {
    library = std::make_unique<anatomy::Library>(anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy").value());
    skull = read_text(MYO_SOURCE_DIR "/assets/anatomy/bones/skull.toml").value();
  }
  static void TearDownTestSuite() { library.reset(); }
  // The skull's sheet with one line instead of another.
  static anatomy::BoneSheet with(const std::string &from, const std::string &to) {
    std::string text = skull;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    if (at != std::string::npos) text.replace(at, from.size(), to);
    auto sheet = sheet_that_said(text, "bones/skull.toml", *library);
    EXPECT_TRUE(sheet) << to;
    return sheet ? std::move(*sheet) : anatomy::BoneSheet{};
  }
  static inline std::unique_ptr<anatomy::Library> library;
  static inline std::string skull;
};

TEST_F(ChangedRoom, IsWhereThePartsThatDifferLie) {
  const auto before = with("[frame]", "[frame]");
  ASSERT_FALSE(before.pieces.empty());
  EXPECT_TRUE(changed_room(before, before).empty());
  const Bounds mastoid = changed_room(before, with("mastoid_low = [53, 3.5, 1500]", "mastoid_low = [53, 3.5, 1498]"));
  for (const float side : {1.0F, -1.0F}) EXPECT_TRUE(mastoid.holds(vec3(side * 53, 3.5F, 1498))) << "it stands on both sides";
  EXPECT_FALSE(mastoid.holds(vec3(0, -100, 1560))) << "the brow is far away";
  EXPECT_LT(mastoid.size().z, 120);
}

TEST_F(ChangedRoom, IsNowhereForWordsAndEverywhereForTheFrame) {
  const auto before = with("[frame]", "[frame]");
  EXPECT_TRUE(changed_room(before, with("[frame]", "# a line\n# another\n[frame]")).empty());
  const Bounds moved = changed_room(before, with("at_mm = [0, 0, 0]", "at_mm = [0, 1, 0]"));
  EXPECT_TRUE(moved.holds(vec3(0, -100, 1560)));
  EXPECT_TRUE(moved.holds(vec3(0, 100, 1400)));
}

TEST_F(ChangedRoom, APartMoreOrLessIsADifference) {
  auto more = with("[frame]", "[frame]");
  const auto before = with("[frame]", "[frame]");
  anatomy::SheetPart ball;
  ball.name = "ball", ball.form = anatomy::EllipsoidForm{vec3(20, -60, 1500), vec3(5)};
  more.parts.insert(more.parts.begin() + 3, ball);
  for (const Bounds &room : {changed_room(before, more), changed_room(more, before)}) {
    EXPECT_TRUE(room.holds(vec3(20, -60, 1500)));
    EXPECT_LT(room.size().z, 20);
  }
  auto fewer = before;
  fewer.pieces.pop_back();
  EXPECT_TRUE(changed_room(before, fewer).holds(vec3(0, 0, 0)));
}

TEST_F(ChangedRoom, AFaultyTextIsNoSheet) { EXPECT_FALSE(sheet_that_said("bone = ", "bones/skull.toml", *library)); }

} // namespace
} // namespace myo::assemble::embedded
