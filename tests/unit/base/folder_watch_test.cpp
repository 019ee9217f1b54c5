#include "base/folder_watch.h"
#include "base/files.h"

#include "../../support/scratch.h"

#include <atomic>
#include <chrono>
#include <gtest/gtest.h>
#include <thread>

namespace myo {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;
using tests::Scratch;

// Both ways of watching must tell the same.
class Watching : public testing::TestWithParam<FolderWatch::Means> {
protected:
  void SetUp() override {
    fs::create_directories(scratch / "bones/families");
    ASSERT_TRUE(write_text(scratch / "bones/c5.toml", "one"));
    auto made = FolderWatch::open(scratch.path(), ".toml", [this] { ++calls; }, GetParam());
    ASSERT_TRUE(made) << made.error().line();
    watch = std::move(*made);
  }
  bool told(int times) {
    for (int n = 0; n < 100 && calls < times; ++n) std::this_thread::sleep_for(50ms);
    return calls >= times;
  }
  Scratch scratch;
  std::atomic<int> calls{0};
  std::unique_ptr<FolderWatch> watch;
};

TEST_P(Watching, TellsWhatWasSaved) {
  ASSERT_TRUE(write_text(scratch / "bones/c5.toml", "another")); // as an editor that renames
  ASSERT_TRUE(told(1));
  EXPECT_EQ(watch->take(), std::set<std::string>{"bones/c5.toml"});
  EXPECT_TRUE(watch->take().empty());
}

TEST_P(Watching, TellsWhatIsNewAndWhatIsGone) {
  ASSERT_TRUE(write_text(scratch / "bones/families/cervical_vertebra.toml", "new"));
  fs::remove(scratch / "bones/c5.toml");
  ASSERT_TRUE(told(1));
  std::set<std::string> all = watch->take();
  for (int n = 0; n < 40 && all.size() < 2; ++n) {
    std::this_thread::sleep_for(50ms);
    all.merge(watch->take());
  }
  EXPECT_EQ(all, (std::set<std::string>{"bones/c5.toml", "bones/families/cervical_vertebra.toml"}));
}

TEST_P(Watching, LeavesOtherFilesAlone) {
  ASSERT_TRUE(write_text(scratch / "bones/c5.toml~", "a backup"));
  ASSERT_TRUE(write_text(scratch / "notes.txt", "x"));
  std::this_thread::sleep_for(1200ms);
  EXPECT_EQ(calls, 0);
  EXPECT_TRUE(watch->take().empty());
}

INSTANTIATE_TEST_SUITE_P(Both, Watching, testing::Values(FolderWatch::Means::kernel_if_it_can, FolderWatch::Means::looking),
                         [](const auto &means) { return means.param == FolderWatch::Means::looking ? "Looking" : "ByKernel"; });

TEST(FolderWatch, RefusesWhatIsNoFolder) {
  const Scratch scratch;
  EXPECT_FALSE(FolderWatch::open(scratch / "nowhere", ".toml", [] {}));
}

} // namespace
} // namespace myo
