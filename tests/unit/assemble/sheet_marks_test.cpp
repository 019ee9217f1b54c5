// Which sheets were saved since an atlas was built.
#include "assemble/embedded/sheet_marks.h"

#include "base/files.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;

class Marks : public testing::Test {
protected:
  void SetUp() override {
    for (const char *file : {"bones/c5.toml", "bones/families/rib.toml", "muscles/scalenus.toml", "notes.txt"}) save(file, file);
  }
  void save(const std::string &file, const std::string &text) {
    fs::create_directories((scratch / file).parent_path());
    ASSERT_TRUE(write_text(scratch / file, text));
  }
  SheetMarks marks() { return marks_of(scratch.path()).value(); }
  tests::Scratch scratch;
};

TEST_F(Marks, KnowWhatHasChangedByContent) {
  const SheetMarks before = marks();
  EXPECT_EQ(before.hashes.size(), 3U) << "sheets alone";
  EXPECT_TRUE(before.hashes.contains("bones/families/rib.toml"));
  EXPECT_EQ(before.bones.at("bones/c5.toml"), "bones/c5.toml");
  EXPECT_FALSE(before.bones.contains("muscles/scalenus.toml"));
  save("bones/c5.toml", "bones/c5.toml"); // saved, but the same
  EXPECT_TRUE(files_that_differ(before, marks()).empty());
  save("bones/c5.toml", "another"), save("muscles/new.toml", "");
  fs::remove(scratch / "bones/families/rib.toml");
  EXPECT_EQ(files_that_differ(before, marks()), (std::set<std::string>{"bones/c5.toml", "bones/families/rib.toml", "muscles/new.toml"}));
}

TEST_F(Marks, AreRememberedForEachAtlas) {
  const tests::Scratch kept;
  const SheetMarks before = marks();
  {
    ResultCache cache(kept.path());
    EXPECT_FALSE(remembered_sheets(cache, 7));
    remember_sheets(cache, 7, before);
  }
  ResultCache cache(kept.path()); // another run
  EXPECT_EQ(remembered_sheets(cache, 7), before);
  EXPECT_FALSE(remembered_sheets(cache, 8));
  save("bones/c5.toml", "another");
  remember_sheets(cache, 7, marks()); // the same atlas from other words: a comment
  EXPECT_EQ(remembered_sheets(cache, 7), marks());
}

TEST_F(Marks, AFolderThatIsNotThereSaysSo) {
  const auto none = marks_of(scratch / "nowhere");
  ASSERT_FALSE(none);
  EXPECT_NE(none.error().line().find("nowhere"), std::string::npos);
}

TEST(TellsAShape, OnlySheetsOfSingleStructures) {
  for (const char *file : {"bones/c5.toml", "bones/families/rib.toml", "muscles/soleus.toml", "fasciae/nuchal.toml"}) EXPECT_TRUE(tells_a_shape(file)) << file;
  for (const char *file : {"bones.toml", "regions.toml", "surface.toml", "patterns/soleus.toml", "joints.toml"}) EXPECT_FALSE(tells_a_shape(file)) << file;
}

} // namespace
} // namespace myo::assemble
