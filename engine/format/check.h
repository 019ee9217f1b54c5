// Whether a body may be believed: every index in range, every number finite, every name unique.
#pragma once

#include "base/result.h"
#include "format/body.h"

namespace myo::format {

// How far from 1 the sum of a vertex's weights may be.
inline constexpr float weight_tolerance = 1e-3F;

// The first fault, with the structure, joint or patch it is in. Called before a body is written and after it is read.
[[nodiscard]] Status check_body(const Body &body);
[[nodiscard]] Status check_mesh(const Structure &structure, std::size_t joint_count);

} // namespace myo::format
