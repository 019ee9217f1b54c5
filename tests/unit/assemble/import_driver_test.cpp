#include "assemble/import_driver.h"

#include "support/scratch.h"
#include "support/synthetic_archive.h"

#include <gtest/gtest.h>
#include <set>

namespace myo::assemble {
namespace {

anatomy::Library vocabulary() {
  auto library = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
  if (!library) throw std::runtime_error(library.error().line());
  return std::move(*library);
}

// An archive that holds next to nothing of a body still goes the whole way, or is refused in one clear line.
TEST(ImportDriver, AFewPartsAreABodyOrAClearRefusal) {
  const tests::Scratch scratch;
  Progress progress;
  ImportReport report;
  const auto body =
      import_bodyparts3d(tests::messy_archive().write(scratch.path(), true), vocabulary(), progress, {}, &report);
  if (!body) {
    EXPECT_EQ(body.error().kind, ErrorKind::input) << body.error().line();
    EXPECT_EQ(body.error().line().find('\n'), std::string::npos);
    EXPECT_GT(body.error().line().size(), 20U);
    return;
  }
  std::set<std::string> ids;
  for (const format::Structure &s : body->structures) {
    EXPECT_TRUE(ids.insert(s.id).second) << s.id;
    EXPECT_EQ(s.mesh.openness.size(), s.mesh.positions.size()) << s.id;
    EXPECT_EQ(s.mesh.weights.size(), s.mesh.positions.size()) << s.id;
  }
  EXPECT_GE(report.steps.size(), 12U);
  for (const ImportReport::Step &step : report.steps) EXPECT_GE(step.seconds, 0);
}

TEST(ImportDriver, StopsBetweenAndInsideSteps) {
  const tests::Scratch scratch;
  const auto archive = tests::messy_archive().write(scratch.path(), true);
  const anatomy::Library library = vocabulary();
  std::set<std::string> seen;
  Progress *running = nullptr;
  Progress progress([&](const Progress::State &state) {
    seen.insert(state.step);
    if (state.fraction > 0.1F) running->cancel(); // as soon as anything after the repair reports
  });
  running = &progress;
  const auto body = import_bodyparts3d(archive, library, progress);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().kind, ErrorKind::cancelled) << body.error().line();
  EXPECT_FALSE(seen.contains("The body is built"));
}

} // namespace
} // namespace myo::assemble
