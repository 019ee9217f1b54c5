#include "../../support/scratch.h"
#include "base/hash.h"
#include "base/job.h"
#include "base/math.h"
#include "base/resources.h"
#include "base/result.h"

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>

namespace myo {
namespace {

Result<int> half(int n) {
  if (n % 2 != 0) return bad_input(fmt::format("{} is odd", n), "here", "choose another");
  return n / 2;
}
Result<int> quarter(int n) {
  const auto h = half(n);
  MYO_TRY(h);
  return half(*h);
}
Status both(int a, int b) {
  MYO_CHECK(half(a).map([](int) {}));
  MYO_CHECK(half(b).map([](int) {}));
  return {};
}

TEST(Result, HandsErrorsUp) {
  EXPECT_EQ(quarter(8).value(), 2);
  ASSERT_FALSE(quarter(6));
  EXPECT_EQ(quarter(6).error().what, "3 is odd");
  EXPECT_TRUE(both(2, 4));
  EXPECT_FALSE(both(2, 3));
}

TEST(Error, LineIsAlwaysASingleLine) {
  const Error error{ErrorKind::input, "bad\nthing", "a\nfile", "do\r\nthis"};
  const std::string line = error.line();
  EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  EXPECT_EQ(line.find('\r'), std::string::npos) << line;
  EXPECT_NE(line.find("bad"), std::string::npos);
  EXPECT_NE(line.find("file"), std::string::npos);
  EXPECT_NE(line.find("this"), std::string::npos);
}

TEST(Hash, DependsOnContentAndSeed) {
  EXPECT_EQ(hash_text("a"), hash_text("a"));
  EXPECT_NE(hash_text("a"), hash_text("b"));
  EXPECT_NE(hash_text("a"), hash_text("a", 1));
  EXPECT_EQ(hash_text(""), 0x2D06800538D394C2ULL) << "XXH3 of nothing: files must be readable elsewhere";
  EXPECT_EQ(hex(0xABCULL), "0000000000000abc");
}

TEST(Bounds, GrowWithPoints) {
  Bounds bounds;
  EXPECT_TRUE(bounds.empty());
  bounds.add(vec3(1, 2, 3));
  bounds.add(vec3(-1, 0, 5));
  EXPECT_FALSE(bounds.empty());
  EXPECT_EQ(bounds.centre(), vec3(0, 1, 4));
  EXPECT_EQ(bounds.size(), vec3(2, 2, 2));
}

TEST(Job, HandsItsResultBackOnce) {
  Job<int> job([](Progress &p) -> Result<int> {
    p.report("counting", 0.5F);
    return 7;
  });
  std::optional<Result<int>> result;
  while (!result) result = job.take();
  EXPECT_EQ(result->value(), 7);
  EXPECT_EQ(job.state().step, "counting");
  EXPECT_FALSE(job.take());
}

TEST(Job, StopsWhenNobodyWantsItAnyMore) {
  std::atomic<bool> stopped{false};
  {
    Job<int> job([&](Progress &p) -> Result<int> {
      while (!p.cancelled()) std::this_thread::yield();
      stopped = true;
      return cancelled();
    });
  }
  EXPECT_TRUE(stopped) << "the destructor cancels and waits";
}

TEST(Progress, TellsItsListener) {
  std::vector<std::string> heard;
  Progress progress([&](const Progress::State &s) { heard.push_back(s.step); });
  progress.report("one", 0);
  progress.report("two", 1);
  EXPECT_EQ(heard, (std::vector<std::string>{"one", "two"}));
}

TEST(Resources, EnvironmentComesFirstAndNothingIsInvented) {
  const tests::Scratch scratch;
  std::ofstream(scratch / "thing.txt") << "x";
  ::setenv("MYOSCOPE_RESOURCES", scratch.path().c_str(), 1);
  EXPECT_EQ(find_resource("thing.txt").value(), scratch / "thing.txt");
  ::unsetenv("MYOSCOPE_RESOURCES");
  const auto missing = find_resource("no/such/thing.txt");
  ASSERT_FALSE(missing);
  EXPECT_NE(missing.error().line().find("no/such/thing.txt"), std::string::npos);
}

TEST(Resources, FoundFromAnyWorkingDirectory) {
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path("/");
  EXPECT_TRUE(find_resource("assets"));
  std::filesystem::current_path(before);
}

} // namespace
} // namespace myo
