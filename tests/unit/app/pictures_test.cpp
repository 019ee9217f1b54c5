#include "pictures.h"

#include "base/files.h"
#include "settings.h"
#include "support/scratch.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace myo::app {
namespace {
namespace fs = std::filesystem;

// A home and a data folder of their own.
class Pictures : public testing::Test {
protected:
  Pictures() {
    fs::create_directories(home());
    ::setenv("HOME", home().c_str(), 1);
    ::setenv("MYOSCOPE_DATA", (scratch / "data").c_str(), 1);
    ::unsetenv("XDG_CONFIG_HOME");
  }
  [[nodiscard]] fs::path home() const { return scratch / "home"; }
  tests::Scratch scratch;
};

TEST_F(Pictures, GoToTheDesktopsFolderElseHome) {
  EXPECT_EQ(picture_folder(), home());
  fs::create_directories(home() / "Pictures");
  EXPECT_EQ(picture_folder(), home() / "Pictures");
  fs::create_directories(home() / ".config");
  fs::create_directories(home() / "Bilder");
  ASSERT_TRUE(write_text(home() / ".config" / "user-dirs.dirs", "# written by a desktop\nXDG_MUSIC_DIR=\"$HOME/Musik\"\nXDG_PICTURES_DIR=\"$HOME/Bilder\"\n"));
  EXPECT_EQ(picture_folder(), home() / "Bilder");
  ASSERT_TRUE(write_text(home() / ".config" / "user-dirs.dirs", "XDG_PICTURES_DIR=\"$HOME/gone\"\n"));
  EXPECT_EQ(picture_folder(), home() / "Pictures") << "a folder that is not there is no folder";
}

TEST_F(Pictures, GoWhereTheyWentLast) {
  ASSERT_TRUE(remember_atlas(scratch.path()));
  ASSERT_TRUE(remember_picture_folder(scratch / "talks"));
  EXPECT_EQ(picture_folder(), scratch / "talks");
  EXPECT_EQ(last_atlas(), scratch.path()) << "one setting leaves the others";
}

TEST_F(Pictures, FoldersMayBeTyped) {
  EXPECT_EQ(typed_folder("~"), home());
  EXPECT_EQ(typed_folder(" ~/a talk "), home() / "a talk");
  EXPECT_EQ(typed_folder("talks"), home() / "talks");
  EXPECT_EQ(typed_folder("/tmp/x"), "/tmp/x");
}

TEST_F(Pictures, AreCalledAfterWhatTheyShow) {
  EXPECT_EQ(picture_stem("Levator scapulae"), "myoscope-levator-scapulae");
  EXPECT_EQ(picture_stem("Axis (C2) / ../etc"), "myoscope-axis-c2-etc");
  EXPECT_EQ(picture_stem(""), "myoscope");
  EXPECT_LE(picture_stem(std::string(500, 'a')).size(), 80U);
}

TEST_F(Pictures, NeverCoverOneAnother) {
  const fs::path folder = scratch / "new" / "folder";
  for (const char *name : {"myoscope-scapula.png", "myoscope-scapula-2.png", "myoscope-scapula-3.png"}) {
    const auto taken = take_picture_name(folder, "myoscope-scapula");
    ASSERT_TRUE(taken) << taken.error().line();
    EXPECT_EQ(taken->filename(), name);
    EXPECT_TRUE(fs::exists(*taken)) << "taken means that nobody else can have it";
  }
  fs::remove(folder / "myoscope-scapula-2.png");
  EXPECT_EQ(take_picture_name(folder, "myoscope-scapula").value().filename(), "myoscope-scapula-2.png");
}

TEST_F(Pictures, SayWhyAFolderWillNotDo) {
  ASSERT_TRUE(write_text(scratch / "file", "no folder"));
  const auto taken = take_picture_name(scratch / "file" / "below", "x");
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().line().find("choose another folder"), std::string::npos) << taken.error().line();
  EXPECT_EQ(taken.error().line().find('\n'), std::string::npos);
}

} // namespace
} // namespace myo::app
