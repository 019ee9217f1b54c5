// Myoscope's own body as the build made it, read once for all tests of a program.
#pragma once

#include "anatomy/library.h"
#include "anatomy/sheet.h"
#include "atlas/load.h"
#include "form/isosurface.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

namespace myo {

using anatomy::Side;
using format::Kind;

struct Whole {
  anatomy::Library library;
  std::vector<anatomy::BoneSheet> sheets;
  format::Body body;
  std::string fault;
};

inline const Whole &whole() {
  static const Whole made = [] {
    Whole w;
    Progress progress;
    auto library = anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy");
    if (!library) return w.fault = library.error().line(), w;
    auto sheets = anatomy::read_sheets(MYO_SOURCE_DIR "/assets/anatomy", *library);
    if (!sheets) return w.fault = sheets.error().line(), w;
    const char *elsewhere = std::getenv("MYOSCOPE_BODY");
    auto body = atlas::read_atlas(elsewhere != nullptr ? elsewhere : MYO_BODY_FOLDER, progress);
    if (!body) return w.fault = body.error().line(), w;
    w.library = std::move(*library), w.sheets = std::move(*sheets), w.body = std::move(*body);
    return w;
  }();
  return made;
}

class Body : public testing::Test {
protected:
  void SetUp() override { ASSERT_TRUE(whole().fault.empty()) << whole().fault; }
  static const format::Body &body() { return whole().body; }
  static form::Topology topology(const format::Structure &s) { return form::topology({s.mesh.positions, s.mesh.indices}); }
  static std::string named(const format::Structure &s) { return fmt::format("{} ({})", s.name, to_string(s.side)); }
};

} // namespace myo
