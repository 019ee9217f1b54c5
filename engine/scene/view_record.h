// A view as one small JSON document, "myoscope view 1": bookmark, lesson step, export recipe, golden test. It names
// structures by FMA or vocabulary id, patterns by id, and places the camera relative to named landmarks in units of
// the trunk's length, so that the same record works on any body.
#pragma once

#include "base/result.h"
#include "scene/scene.h"

#include <string>
#include <string_view>

namespace myo::scene {

[[nodiscard]] std::string write_view(const Document &document, const Context &context);

struct ReadView {
  Document document;
  std::vector<std::string> notes;  // what this body or vocabulary lacks, one line each
};
// Errors name the field and what was expected. Ids that this body lacks are notes, not errors.
[[nodiscard]] Result<ReadView> read_view(std::string_view json, const Context &context, std::string_view where = "view");

} // namespace myo::scene
