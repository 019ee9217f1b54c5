#include "fetch/download.h"

#include "base/files.h"
#include "server.h"
#include "support/scratch.h"

#include <gmock/gmock.h>

#include <csignal>
#include <sys/mount.h>
#include <thread>

namespace myo::app::fetch {
namespace {
namespace fs = std::filesystem;
using testing::HasSubstr;

class DownloadTest : public testing::Test {
protected:
  void SetUp() override {
    std::string text;
    for (int i = 0; text.size() < 300000; ++i) text += fmt::format("line {} of the archive\n", i);
    fs::create_directories(folder_ / "served");
    ASSERT_TRUE(write_text(folder_ / "served/a.zip", text));
    size_ = text.size();
    sum_ = sha256_of(folder_ / "served/a.zip").value();
    server_ = std::make_unique<tests::Server>(folder_ / "served");
    ASSERT_NE(server_->port(), 0) << "node is needed for the test server";
  }
  [[nodiscard]] Download wanted(const std::string &manner) const { return {server_->url(manner + "/a.zip"), folder_ / "got/a.zip", size_, sum_, "it"}; }
  [[nodiscard]] Status get(const Download &download) {
    Progress progress;
    return fetch_file(download, progress, 0, 1);
  }
  void expect_got() {
    const auto sum = sha256_of(folder_ / "got/a.zip");
    ASSERT_TRUE(sum);
    EXPECT_EQ(*sum, sum_);
    EXPECT_FALSE(fs::exists(folder_ / "got/a.zip.part"));
  }
  tests::Scratch folder_;
  std::uint64_t size_ = 0;
  std::string sum_;
  std::unique_ptr<tests::Server> server_;
};

TEST_F(DownloadTest, KnowsASum) {
  ASSERT_TRUE(write_text(folder_ / "abc", "abc"));
  EXPECT_EQ(sha256_of(folder_ / "abc").value(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"); // FIPS 180-2, B.1
}

TEST_F(DownloadTest, FetchesAFileAndTellsHowFar) {
  float last = 0;
  Progress progress([&](const Progress::State &state) {
    EXPECT_GE(state.fraction, last - 1e-6F);
    last = state.fraction;
    EXPECT_THAT(state.step, testing::AnyOf(HasSubstr("Downloading it"), HasSubstr("Checking it")));
  });
  ASSERT_TRUE(fetch_file(wanted("good"), progress, 0.1F, 0.9F));
  EXPECT_NEAR(last, 0.9F, 1e-3F);
  expect_got();
}

TEST_F(DownloadTest, GoesOnWhereAConnectionWasCut) {
  ASSERT_TRUE(get(wanted("cut"))); // eight connections
  expect_got();
}

TEST_F(DownloadTest, GoesOnWhereAnEarlierStartEnded) {
  fs::create_directories(folder_ / "got");
  ASSERT_TRUE(write_text(folder_ / "got/a.zip.part", read_text(folder_ / "served/a.zip")->substr(0, 1000)));
  ASSERT_TRUE(get(wanted("good")));
  expect_got();
}

TEST_F(DownloadTest, BeginsAgainWhereTheServerCannotGoOn) {
  ASSERT_TRUE(get(wanted("no-range")));
  expect_got();
}

TEST_F(DownloadTest, RefusesAWrongSumAndKeepsNothing) {
  Download d = wanted("good");
  d.sha256 = std::string(64, '0');
  const Status status = get(d);
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().line(), HasSubstr("instead of 0000"));
  EXPECT_TRUE(fs::is_empty(folder_ / "got"));
}

TEST_F(DownloadTest, LeavesAGoodFileAlone) {
  ASSERT_TRUE(get(wanted("good")));
  const auto before = fs::last_write_time(folder_ / "got/a.zip");
  ASSERT_TRUE(get(wanted("missing"))); // never asked
  EXPECT_EQ(fs::last_write_time(folder_ / "got/a.zip"), before);
}

TEST_F(DownloadTest, SaysWhatTheServerSaid) {
  const Status status = get(wanted("missing"));
  ASSERT_FALSE(status);
  EXPECT_THAT(status.error().line(), HasSubstr("answers 404"));
  Download d = wanted("good");
  d.url = "http://127.0.0.1:1/a.zip";
  EXPECT_THAT(get(d).error().line(), HasSubstr("cannot be fetched"));
  d.url = "file://" + (folder_ / "served/a.zip").string();
  EXPECT_FALSE(get(d));
}

TEST_F(DownloadTest, RefusesMoreThanWasAnnounced) {
  Download d = wanted("good");
  d.size = 1000;
  EXPECT_FALSE(get(d));
  EXPECT_FALSE(fs::exists(folder_ / "got/a.zip"));
}

TEST_F(DownloadTest, StopsWhenCancelledAndKeepsWhatCame) {
  Progress progress;
  std::jthread later([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(500));
    progress.cancel();
  });
  const Status status = fetch_file(wanted("stall"), progress, 0, 1);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::cancelled);
  EXPECT_TRUE(fs::exists(folder_ / "got/a.zip.part"));
}

TEST_F(DownloadTest, AFullDiskIsSaid) {
  fs::create_directories(folder_ / "got");
  if (::mount("tmpfs", (folder_ / "got").c_str(), "tmpfs", 0, "size=128k") != 0) GTEST_SKIP() << "this machine lets nobody mount a disk";
  const Status told = get(wanted("good")); // by the announced size
  Download d = wanted("good");
  d.size.reset();
  const Status met = get(d); // by running into it
  ::umount2((folder_ / "got").c_str(), MNT_DETACH);
  ASSERT_FALSE(told);
  EXPECT_THAT(told.error().line(), HasSubstr("are free"));
  ASSERT_FALSE(met);
  EXPECT_THAT(met.error().line(), testing::AllOf(HasSubstr("cannot be written"), HasSubstr("make room")));
}

} // namespace
} // namespace myo::app::fetch
