// One OBJ file: the publisher's comment header and a surface in the file's own millimetres and axes.
#pragma once

#include "assemble/import/bodyparts3d/limits.h"
#include "assemble/mesh/surface.h"
#include "base/result.h"

#include <string>
#include <string_view>

namespace myo::assemble::bodyparts3d {

struct ObjFile {
  std::string concept_id, name; // of the header; empty where there is none
  Surface surface;              // millimetres, x left, y posterior, z up
};

// Triangles, and polygons as fans; positions only, since welded surfaces get normals of their own. Errors are
// "file:line: what": numbers that are no numbers, coordinates beyond `limits`, indices that name no vertex (those
// counted backwards from the end are fine), a file without triangles.
[[nodiscard]] Result<ObjFile> parse_obj(std::string_view text, const std::string &file, const Limits &limits = {});

} // namespace myo::assemble::bodyparts3d
