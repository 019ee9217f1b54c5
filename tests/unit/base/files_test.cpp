#include "base/files.h"

#include "../../support/scratch.h"

#include <array>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

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

constexpr std::array<std::string_view, 1> names{"content"};
Status fill_with(const fs::path &folder, std::string_view text) { return write_text(folder / "content", text); }

TEST(WriteFolder, ReplacesTheOldWhole) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  ASSERT_TRUE(write_folder(out, names, [](const fs::path &f) { return fill_with(f, "one"); }));
  ASSERT_TRUE(write_folder(out / "", names, [](const fs::path &f) { return fill_with(f, "two"); })) << "a slash at the end changes nothing";
  EXPECT_EQ(read_text(out / "content").value(), "two");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFolder, FailureKeepsTheOld) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  ASSERT_TRUE(write_folder(out, names, [](const fs::path &f) { return fill_with(f, "one"); }));
  const Status status = write_folder(out, names, [](const fs::path &f) -> Status {
    MYO_CHECK(fill_with(f, "two"));
    return bad_input("changed my mind");
  });
  EXPECT_FALSE(status);
  EXPECT_EQ(read_text(out / "content").value(), "one");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

// The number of a process that has ended.
pid_t gone_process() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

TEST(WriteFolder, MendsWhatAKilledRunLeft) {
  const Scratch scratch;
  const fs::path out = scratch / "out";
  // Killed between the two renames: only the old one is there, under its waiting name, beside a finished new one.
  const std::string nobody = std::to_string(gone_process());
  fs::create_directory(scratch / ("out.old-" + nobody));
  ASSERT_TRUE(write_text(scratch / ("out.old-" + nobody) / "content", "one"));
  fs::create_directory(scratch / ("out.part-" + nobody));
  ASSERT_TRUE(write_text(scratch / ("out.part-" + nobody) / "content.part-7", "tw"));
  const Status status = write_folder(out, names, [](const fs::path &) -> Status { return bad_input("fails again"); });
  EXPECT_FALSE(status);
  EXPECT_EQ(read_text(out / "content").value(), "one");
  EXPECT_EQ(entries(scratch.path()), 1U);
}

TEST(WriteFolder, RefusesAFolderThatHoldsAnythingElseAndTouchesNothing) {
  const Scratch scratch;
  const std::string nobody = std::to_string(gone_process());
  for (const std::string &name : {std::string("out"), "out.part-" + nobody, "out.old-" + nobody}) {
    fs::create_directory(scratch / name);
    ASSERT_TRUE(write_text(scratch / name / "thesis.txt", "years"));
  }
  const Status status = write_folder(scratch / "out", names, [](const fs::path &f) { return fill_with(f, "x"); });
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().line().find("thesis.txt"), std::string::npos) << status.error().line();
  EXPECT_EQ(status.error().kind, ErrorKind::input);
  ASSERT_TRUE(write_folder(scratch / "free", names, [](const fs::path &f) { return fill_with(f, "x"); }));
  fs::remove(scratch / "out" / "thesis.txt");
  ASSERT_TRUE(write_folder(scratch / "out", names, [](const fs::path &f) { return fill_with(f, "x"); })) << "an empty folder will do";
  EXPECT_EQ(read_text(scratch / ("out.part-" + nobody) / "thesis.txt").value(), "years");
  EXPECT_EQ(read_text(scratch / ("out.old-" + nobody) / "thesis.txt").value(), "years");
  EXPECT_FALSE(may_write_folder(scratch.path(), names));
}

TEST(WriteFile, FollowsLinksAndLeavesPipesWhatTheyAre) {
  const Scratch scratch;
  ASSERT_TRUE(write_text(scratch / "real.txt", "one"));
  fs::create_symlink("real.txt", scratch / "link.txt");
  ASSERT_TRUE(write_text(scratch / "link.txt", "two"));
  EXPECT_TRUE(fs::is_symlink(scratch / "link.txt"));
  EXPECT_EQ(read_text(scratch / "real.txt").value(), "two");

  const fs::path pipe = scratch / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  ASSERT_GE(reader, 0);
  ASSERT_TRUE(write_text(pipe, "through"));
  std::array<char, 16> got{};
  EXPECT_EQ(::read(reader, got.data(), got.size()), 7);
  ::close(reader);
  EXPECT_TRUE(fs::is_fifo(pipe));

  const Status full = write_text("/dev/full", "x");
  ASSERT_FALSE(full);
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST(WriteFolder, RefusesAFile) {
  const Scratch scratch;
  ASSERT_TRUE(write_text(scratch / "out", "a file"));
  EXPECT_FALSE(write_folder(scratch / "out", names, [](const fs::path &f) { return fill_with(f, "x"); }));
  EXPECT_EQ(read_text(scratch / "out").value(), "a file");
}

} // namespace
} // namespace myo
