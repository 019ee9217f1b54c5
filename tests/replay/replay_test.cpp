// Input logs -> state hash, on the test body made in code.
#include "base/files.h"
#include "base/hash.h"
#include "scene/command_log.h"
#include "scene/view_record.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

namespace myo::scene {
namespace {

struct Lab {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  rig::Rig rig = rig::Rig::build(body, library).value();
  Context context{&body, &library, &rig};
};
const Lab &lab() {
  static const Lab one;
  return one;
}

constexpr std::string_view mark = "# state ";

// The state a log leads to, and the pose and heat that come of it: what a frame is made of.
std::string outcome(std::string_view log, Scene &scene) {
  scene = opening_scene(lab().context);
  const Status done = replay(scene, log, lab().context);
  EXPECT_TRUE(done) << (done ? "" : done.error().line());
  const auto heat = heat::evaluate(lab().body, lab().library, lab().rig, scene.document.heat, scene.document.pose);
  return hex(state_hash(scene.document)) + " " + hex(heat.hash);
}

class Replay : public testing::TestWithParam<std::string> {};

TEST_P(Replay, LeadsToTheRecordedState) {
  const std::filesystem::path path = std::filesystem::path(MYO_REPLAY_DIR) / (GetParam() + ".jsonl");
  const std::string log = read_text(path).value();
  Scene scene;
  const std::string now = outcome(log, scene);
  const auto at = log.rfind(mark);
  if (std::getenv("MYOSCOPE_RECORD") != nullptr) {
    const std::string text = log.substr(0, std::min(at, log.size())) + std::string(mark) + now + "\n";
    ASSERT_TRUE(write_text(path, text));
    GTEST_SKIP() << "recorded";
  }
  ASSERT_NE(at, std::string::npos) << "the log tells no state";
  const auto end = log.find('\n', at);
  EXPECT_EQ(log.substr(at + mark.size(), end - at - mark.size()), now);
}

TEST_P(Replay, UndoneAndRedoneIsTheSame) {
  const std::string log = read_text(std::filesystem::path(MYO_REPLAY_DIR) / (GetParam() + ".jsonl")).value();
  Scene scene;
  (void)outcome(log, scene);
  const auto end = state_hash(scene.document);
  const std::size_t steps = scene.undo.size();
  ASSERT_GT(steps, 0U);
  for (std::size_t i = 0; i < steps; ++i) ASSERT_TRUE(apply(scene, Undo{}, lab().context));
  EXPECT_EQ(state_hash(scene.document), state_hash(opening_scene(lab().context).document));
  for (std::size_t i = 0; i < steps; ++i) ASSERT_TRUE(apply(scene, Redo{}, lab().context));
  EXPECT_EQ(state_hash(scene.document), end);
}

std::vector<std::string> logs() {
  std::vector<std::string> names;
  for (const auto &entry : std::filesystem::directory_iterator(MYO_REPLAY_DIR))
    if (entry.path().extension() == ".jsonl") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}
INSTANTIATE_TEST_SUITE_P(Logs, Replay, testing::ValuesIn(logs()), [](const auto &p) { return p.param; });

TEST(ReplayLogs, ThereAreSome) { EXPECT_GE(logs().size(), 3U); }

TEST(ReplayLogs, AnotherInputIsAnotherState) {
  Scene a, b;
  EXPECT_NE(outcome("{\"do\":\"orbit\",\"azimuth\":1}", a), outcome("{\"do\":\"orbit\",\"azimuth\":2}", b));
}

} // namespace
} // namespace myo::scene
