// A body as one binary glTF 2.0 file (Khronos glTF 2.0 specification): a node, mesh and primitive a structure, one skin.
#pragma once

#include "base/result.h"
#include "format/body.h"

#include <cstddef>
#include <vector>

namespace myo::format {

// Attributes: POSITION, NORMAL, JOINTS_0 (u8, u16 from 257 joints on), WEIGHTS_0 (float: normalized integers are misread
// by Assimp 5.2), COLOR_0 (openness as grey, unorm8), TEXCOORD_0 (uv). Node `extras`: id, fma, kind, side.
// Expects a body that check_body accepts, with canonical influences.
[[nodiscard]] Result<std::vector<std::byte>> encode_glb(const Body &body);

} // namespace myo::format
