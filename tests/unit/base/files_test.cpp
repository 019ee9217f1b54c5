#include "base/files.h"

#include "../../support/scratch.h"

#include <fstream>
#include <gtest/gtest.h>

namespace myo {
namespace {

namespace fs = std::filesystem;
using tests::Scratch;

std::size_t entries(const fs::path &folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

TEST(WriteFile, ReadsBackAndLeavesNothingElse) {
  const Scratch scratch;
  ASSERT_TRUE(write_text(scratch / "a.txt", "one"));
  ASSERT_TRUE(write_text(scratch / "a.txt", "two"));
  EXPECT_EQ(read_text(scratch / "a.txt").value(), "two");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFile, SaysWhyItCannot) {
  const Scratch scratch;
  const Status status = write_text(scratch / "nowhere" / "a.txt", "x");
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::machine);
  EXPECT_NE(status.error().line().find("nowhere"), std::string::npos);
  fs::create_directory(scratch / "folder");
  EXPECT_FALSE(write_text(scratch / "folder", "x"));
  EXPECT_EQ(entries(scratch.path()), 1U) << "no temporary file may stay behind";
}

TEST(ReadFile, RefusesFoldersMissingAndTooLarge) {
  const Scratch scratch;
  ASSERT_TRUE(write_text(scratch / "a.txt", "12345"));
  EXPECT_TRUE(read_file(scratch / "a.txt", 5));
  EXPECT_FALSE(read_file(scratch / "a.txt", 4));
  EXPECT_FALSE(read_file(scratch / "b.txt"));
  EXPECT_FALSE(read_file(scratch.path()));
}

Status fill_with(const fs::path &folder, std::string_view text) { return write_text(folder / "content", text); }

TEST(WriteFolder, ReplacesTheOldWhole) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  ASSERT_TRUE(write_folder(out, [](const fs::path &f) { return fill_with(f, "one"); }));
  ASSERT_TRUE(write_folder(out / "", [](const fs::path &f) { return fill_with(f, "two"); })) << "a slash at the end changes nothing";
  EXPECT_EQ(read_text(out / "content").value(), "two");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFolder, FailureKeepsTheOld) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  ASSERT_TRUE(write_folder(out, [](const fs::path &f) { return fill_with(f, "one"); }));
  const Status status = write_folder(out, [](const fs::path &f) -> Status {
    MYO_CHECK(fill_with(f, "two"));
    return bad_input("changed my mind");
  });
  EXPECT_FALSE(status);
  EXPECT_EQ(read_text(out / "content").value(), "one");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFolder, MendsWhatAKilledRunLeft) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  // Killed between the two renames: only the old one is there, under its waiting name, beside a finished new one.
  fs::create_directory(scratch / "out.old");
  ASSERT_TRUE(write_text(scratch / "out.old" / "content", "one"));
  fs::create_directory(scratch / "out.part");
  const Status status = write_folder(out, [](const fs::path &) -> Status { return bad_input("fails again"); });
  EXPECT_FALSE(status);
  EXPECT_EQ(read_text(out / "content").value(), "one");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFolder, RefusesAFile) {
  const Scratch scratch;
  ASSERT_TRUE(write_text(scratch / "out", "a file"));
  EXPECT_FALSE(write_folder(scratch / "out", [](const fs::path &f) { return fill_with(f, "x"); }));
  EXPECT_EQ(read_text(scratch / "out").value(), "a file");
}

} // namespace
} // namespace myo
