// A body as one binary glTF 2.0 file (Khronos glTF 2.0 specification): a node, mesh and primitive a structure, one skin.
#pragma once

#include "base/result.h"
#include "format/body.h"

#include <cstddef>
#include <vector>

namespace myo::format {

// Attributes: POSITION, NORMAL, JOINTS_0 (u8, u16 from 257 joints on), WEIGHTS_0 (float: normalized integers are misread
// by Assimp 5.2), TEXCOORD_0 (uv). No colours: viewers paint them over, or multiply them with, the materials, so that a
// body with its openness as COLOR_0 is grey or dark in them. Node `extras`: id, fma, kind, side.
// Expects a body that check_body accepts, as as_written leaves it.
[[nodiscard]] Result<std::vector<std::byte>> encode_glb(const Body &body);

} // namespace myo::format
