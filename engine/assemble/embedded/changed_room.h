// Where two states of a bone sheet differ, so that of a sheet with many pieces only those are carved anew that a change reaches.
#pragma once

#include "anatomy/sheet.h"
#include "base/math.h"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace myo::assemble::embedded {

// Of the sheet's own frame, millimetres; empty when nothing differs. Everywhere (an endless box) where it is not parts alone.
[[nodiscard]] Bounds changed_room(const anatomy::BoneSheet &before, const anatomy::BoneSheet &now);

// A sheet from what its file said at some time; `name` as for read_sheet. It must not lean on a family. Nothing when it had faults.
[[nodiscard]] std::optional<anatomy::BoneSheet> sheet_that_said(std::string_view text, const std::string &name, const anatomy::Library &library);

} // namespace myo::assemble::embedded
