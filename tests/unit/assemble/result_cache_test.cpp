#include "assemble/result_cache.h"
#include "base/files.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

#include <thread>

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;
using tests::Scratch;

struct Thing {
  std::vector<float> numbers;
  std::string name;
};
template <class A> void visit(A &a, Thing &t) { a(t.numbers, t.name); }

std::vector<fs::path> files_in(const fs::path &folder) {
  std::vector<fs::path> out;
  for (const auto &entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) out.push_back(entry.path());
  return out;
}

TEST(ResultCache, GivesBackWhatWasMade) {
  const Scratch scratch;
  int made = 0;
  const auto make = [&] { return ++made, Thing{{1, 2.5F}, "bone"}; };
  ResultCache first(scratch / "cache");
  EXPECT_EQ(first.get<Thing>("form", 7, make).name, "bone");
  ResultCache later(scratch / "cache");
  const Thing again = later.get<Thing>("form", 7, make);
  EXPECT_EQ(again.numbers, (std::vector<float>{1, 2.5F}));
  EXPECT_EQ(made, 1);
  EXPECT_EQ(later.tallies().at("form").found, 1U);
  (void)later.get<Thing>("form", 8, make);
  (void)later.get<Thing>("muscle", 7, make);
  EXPECT_EQ(made, 3) << "another key or kind is another thing";
}

TEST(ResultCache, WithoutAFolderKeepsNothing) {
  int made = 0;
  ResultCache cache;
  for (int n = 0; n < 2; ++n) (void)cache.get<Thing>("form", 7, [&] { return ++made, Thing{}; });
  EXPECT_EQ(made, 2);
}

TEST(ResultCache, TrustsNoDamagedFile) {
  const Scratch scratch;
  ResultCache cache(scratch.path());
  Thing thing{{1, 2, 3}, "bone"};
  cache.keep("form", 7, thing);
  const auto files = files_in(scratch.path());
  ASSERT_EQ(files.size(), 1U);
  const auto whole = read_file(files[0]).value();
  auto bytes = whole;
  bytes.back() ^= std::byte{1};
  ASSERT_TRUE(write_file(files[0], bytes));
  EXPECT_FALSE(cache.find<Thing>("form", 7));
  bytes = whole, bytes.resize(whole.size() / 2);
  ASSERT_TRUE(write_file(files[0], bytes));
  EXPECT_FALSE(cache.find<Thing>("form", 7));
  ASSERT_TRUE(write_file(files[0], whole));
  fs::rename(files[0], files[0].parent_path() / (hex(8) + ".bin"));
  EXPECT_FALSE(cache.find<Thing>("form", 8)) << "another key's file";
}

TEST(ResultCache, ShrinksByWhatWasUsedLongestAgo) {
  const Scratch scratch;
  ResultCache cache(scratch.path());
  Thing big{std::vector<float>(1000), ""};
  for (const std::uint64_t key : {1, 2, 3}) {
    cache.keep("form", key, big);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_TRUE(cache.find<Thing>("form", 1)); // used now
  cache.shrink(9000);
  EXPECT_TRUE(cache.find<Thing>("form", 1));
  EXPECT_FALSE(cache.find<Thing>("form", 2));
  EXPECT_TRUE(cache.find<Thing>("form", 3));
}

TEST(Key, KeepsThingsApart) {
  EXPECT_NE(Key(1).text("ab").text("c").hash(), Key(1).text("a").text("bc").hash());
  EXPECT_NE(Key(1).value(1.0F).hash(), Key(1).value(-1.0F).hash());
  EXPECT_NE(Key(1).list(std::vector<int>{1}).list(std::vector<int>{}).hash(), Key(1).list(std::vector<int>{}).list(std::vector<int>{1}).hash());
  EXPECT_NE(Key(1).hash(), Key(2).hash());
}

} // namespace
} // namespace myo::assemble
