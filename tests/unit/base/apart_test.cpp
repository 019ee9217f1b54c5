#include "base/apart.h"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <thread>
#include <unistd.h>

namespace myo {
namespace {

using Bytes = std::vector<std::byte>;

Result<ChildAnswer> run(const ChildWork &work, Progress &progress, const ChildLimits &limits = {}) {
  return run_apart(work, "file", "take another", progress, limits);
}

TEST(Apart, BytesComeBack) {
  Progress progress;
  const Bytes sent(3'000'000, std::byte{7}); // more than a pipe holds
  const auto answer = run([&](Progress &) -> Result<Bytes> { return sent; }, progress);
  ASSERT_TRUE(answer) << answer.error().line();
  ASSERT_EQ(answer->bytes().size(), sent.size());
  EXPECT_EQ(std::memcmp(answer->bytes().data(), sent.data(), sent.size()), 0);
  const auto empty = run([](Progress &) -> Result<Bytes> { return Bytes{}; }, progress);
  ASSERT_TRUE(empty);
  EXPECT_TRUE(empty->bytes().empty());
}

TEST(Apart, ErrorsComeBackWhole) {
  Progress progress;
  const auto answer = run([](Progress &) -> Result<Bytes> { return fail({ErrorKind::machine, "what", "line 7", "do this"}); }, progress);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::machine);
  EXPECT_EQ(answer.error().what, "what");
  EXPECT_EQ(answer.error().where, "line 7");
  EXPECT_EQ(answer.error().remedy, "do this");
}

TEST(Apart, AChildThatBreaksIsBadInput) {
  Progress progress;
  const ChildWork works[] = {
      [](Progress &) -> Result<Bytes> { ::raise(SIGKILL); return Bytes{}; },
      [](Progress &) -> Result<Bytes> { ::_exit(0); }, // no answer, and yet content
      [](Progress &) -> Result<Bytes> { throw std::bad_alloc(); },
  };
  for (std::size_t i : {std::size_t{0}, std::size_t{2}}) {
    const auto answer = run(works[i], progress);
    ASSERT_FALSE(answer) << i;
    EXPECT_EQ(answer.error().kind, ErrorKind::input);
    EXPECT_NE(answer.error().line().find("file: broke its reader"), std::string::npos) << answer.error().line();
    EXPECT_NE(answer.error().line().find("take another"), std::string::npos);
  }
  const auto content = run(works[1], progress);
  EXPECT_TRUE(!content || content->bytes().empty());
}

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST(Apart, MemoryIsLimited) {
  Progress progress;
  const auto greedy = [](Progress &) -> Result<Bytes> {
    Bytes much(600U << 20U, std::byte{1});
    return Bytes(1, much[much.size() / 2]);
  };
  EXPECT_FALSE(run(greedy, progress, {.memory_bytes = 256U << 20U}));
  EXPECT_TRUE(run(greedy, progress, {.memory_bytes = 2048ULL << 20U}));
}
#endif

TEST(Apart, TimeIsLimited) {
  Progress progress;
  const auto began = std::chrono::steady_clock::now();
  const auto answer = run(
      [](Progress &) -> Result<Bytes> {
        std::this_thread::sleep_for(std::chrono::seconds(60));
        return Bytes{};
      },
      progress, {.seconds = 0.3});
  ASSERT_FALSE(answer);
  EXPECT_NE(answer.error().line().find("took longer"), std::string::npos) << answer.error().line();
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(30));
}

TEST(Apart, ProgressArrivesAndCancellingEndsTheChild) {
  Progress *watched = nullptr;
  Progress progress([&](const Progress::State &state) {
    EXPECT_EQ(state.step, "half way");
    EXPECT_EQ(state.fraction, 0.5F);
    watched->cancel();
  });
  watched = &progress;
  const auto answer = run(
      [](Progress &own) -> Result<Bytes> {
        own.report("half way", 0.5F);
        std::this_thread::sleep_for(std::chrono::seconds(60));
        return Bytes{};
      },
      progress);
  ASSERT_FALSE(answer);
  EXPECT_EQ(answer.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(progress.state().step, "half way");
}

TEST(Apart, ThreadsOfTheChildsOwnWork) {
  Progress progress;
  const auto answer = run(
      [](Progress &) -> Result<Bytes> {
        std::atomic<int> sum{0};
        std::vector<std::thread> threads;
        for (unsigned i = 1; i < child_threads(); ++i) threads.emplace_back([&] { ++sum; });
        for (std::thread &t : threads) t.join();
        return Bytes(1, static_cast<std::byte>(sum.load() + 1));
      },
      progress);
  ASSERT_TRUE(answer);
  EXPECT_EQ(static_cast<unsigned>(answer->bytes()[0]), child_threads());
}

TEST(ProgressStretch, ReportsIntoTheWholeAndIsCancelledWithIt) {
  Progress whole;
  Progress part(whole, 0.2F, 0.6F);
  part.report("a step", 0.5F);
  EXPECT_EQ(whole.state().step, "a step");
  EXPECT_FLOAT_EQ(whole.state().fraction, 0.4F);
  part.report("too far", 7);
  EXPECT_FLOAT_EQ(whole.state().fraction, 0.6F);
  EXPECT_FALSE(part.cancelled());
  whole.cancel();
  EXPECT_TRUE(part.cancelled());
}

} // namespace
} // namespace myo
