// Writes an atlas folder: body.glb, body.json, fields.bin (docs/atlas-format.md). The same body gives the same bytes.
#pragma once

#include "base/result.h"
#include "format/body.h"
#include "format/manifest.h"

#include <filesystem>

namespace myo::format {

// Whole or not at all: an older atlas at `folder` stays until the new one is complete. Refuses a body that check_body
// refuses. Vertices and triangles are written in a cache-friendly order (see order.h) and influences in a canonical one,
// so a body read back equals the one written up to that order.
[[nodiscard]] Status write_atlas(const Body &body, const std::filesystem::path &folder);

struct Written {
  FileMark glb, fields;
  bool anew = false;                           // false: the folder held the very same atlas and was not touched
};
// The same for a body that as_written (as_written.h) has made ready: it is read back bit for bit. A file of the older atlas
// that would come out the same is taken over, not written again.
[[nodiscard]] Result<Written> write_ready_atlas(const Body &body, const std::filesystem::path &folder);

// A folder that holds anything but an atlas is refused; this says so before long work begins.
[[nodiscard]] Status may_write_atlas(const std::filesystem::path &folder);

} // namespace myo::format
