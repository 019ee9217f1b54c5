#include "assemble/import_driver.h"

#include "assemble/check.h"
#include "assemble/joints.h"
#include "base/files.h"
#include "format/schema.h"
#include "format/write.h"
#include "notes.h"
#include "support/gltf_validator.h"
#include "support/scratch.h"
#include "support/synthetic_archive.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <set>

namespace myo::assemble {
namespace {

anatomy::Library vocabulary() {
  auto library = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
  if (!library) throw std::runtime_error(library.error().line());
  return std::move(*library);
}

void expect_whole(const format::Body &body, const ImportReport &report) {
  std::set<std::string> ids;
  for (const format::Structure &s : body.structures) {
    EXPECT_TRUE(ids.insert(s.id).second) << s.id;
    EXPECT_EQ(s.mesh.openness.size(), s.mesh.positions.size()) << s.id;
    EXPECT_EQ(s.mesh.weights.size(), s.mesh.positions.size()) << s.id;
  }
  ASSERT_FALSE(body.joints.empty());
  for (std::size_t i = 0; i < body.joints.size(); ++i)
    EXPECT_TRUE(i == 0 ? body.joints[i].parent == format::none : body.joints[i].parent < i) << body.joints[i].id;
  EXPECT_TRUE(std::any_of(body.structures.begin(), body.structures.end(), [](const auto &s) { return s.kind == format::Kind::skin; }));
  EXPECT_GE(report.steps.size(), 12U);
  for (const ImportReport::Step &step : report.steps) EXPECT_GE(step.seconds, 0);
}

// All steps on a machine without the real data set, down to the file that is written.
TEST(CrudeBody, GoesTheWholeWayAndTheSameWayTwice) {
  const tests::Scratch scratch;
  const anatomy::Library library = vocabulary();
  for (const char *name : {"first", "second"}) {
    Progress progress;
    ImportReport report;
    const auto body = import_bodyparts3d(tests::crude_archive().write(scratch / (std::string(name) + "-data"), true), library,
                                         progress, {}, &report);
    ASSERT_TRUE(body) << body.error().line();
    const Status written = format::write_atlas(*body, scratch / name);
    ASSERT_TRUE(written) << written.error().line();
    if (name == std::string_view("second")) break;
    expect_whole(*body, report);
    EXPECT_EQ(body->joints.front().id, "sacrum");
    for (const char *joint : {"l5_s1", "c2_c3", "atlanto_occipital", "hyoid", "left.glenohumeral", "right.hip", "left.knee"})
      EXPECT_NE(find_joint(*body, joint), format::none) << joint;
    const auto contacts = std::count_if(body->patches.begin(), body->patches.end(), [](const auto &p) { return p.how == format::Found::contact; });
    EXPECT_GE(contacts, 10);
    EXPECT_GE(body->regions.size(), 20U);
    EXPECT_FALSE(body->trigger_points.empty());
    const CheckReport checked = check(*body, library);
    for (const CheckRow &r : checked.rows)
      if (r.verdict == Verdict::fault && r.subject != "all") {
        EXPECT_TRUE(r.check == "names" && library.landmark(r.subject)) << r.check << ' ' << r.subject << ": " << r.text;
      }
  }
  for (const std::string_view file : {format::glb_file, format::json_file, format::fields_file}) {
    const auto first = read_file(scratch / "first" / file), second = read_file(scratch / "second" / file);
    ASSERT_TRUE(first && second) << file;
    EXPECT_FALSE(first->empty()) << file;
    EXPECT_TRUE(*first == *second) << file << " differs";
  }
  if (std::getenv("MYOSCOPE_TESTS_STRICT") != nullptr || tests::has_validator()) {
    EXPECT_TRUE(tests::validates(scratch / "first" / format::glb_file));
  }
}

// An archive that holds next to nothing of a body still goes the whole way.
TEST(ImportDriver, AFewPartsAreABody) {
  const tests::Scratch scratch;
  Progress progress;
  ImportReport report;
  const auto body =
      import_bodyparts3d(tests::messy_archive().write(scratch.path(), true), vocabulary(), progress, {}, &report);
  ASSERT_TRUE(body) << body.error().line();
  expect_whole(*body, report);
  EXPECT_TRUE(noted(*body, "no sacrum to stand on"));
  EXPECT_TRUE(noted(*body, "joint hyoid has no parent on this body and hangs on atlantoaxial"));
  const Status written = format::write_atlas(*body, scratch / "atlas");
  EXPECT_TRUE(written) << written.error().line();
}

TEST(ImportDriver, WhatHasNoJointIsRefusedWithAdvice) {
  const tests::Scratch scratch;
  tests::SyntheticArchive archive;
  archive.files["FJ1.obj"] = tests::obj_text(tests::ellipsoid_mm({40, -30, 1420}, {8, 8, 60}), "FJ1", "FMA32541", "Left levator scapulae");
  archive.row("FMA32541", "Left levator scapulae", "FJ1");
  Progress progress;
  const auto body = import_bodyparts3d(archive.write(scratch.path(), true), vocabulary(), progress);
  ASSERT_FALSE(body);
  EXPECT_EQ(body.error().kind, ErrorKind::input);
  EXPECT_EQ(body.error().line().find('\n'), std::string::npos);
  EXPECT_NE(body.error().line().find("give a body with bones that meet"), std::string::npos) << body.error().line();
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
