// Fewer triangles where a surface is flat. Keeps a closed manifold closed, manifold and of the same genus.
#pragma once

#include "form/isosurface.h"

#include <span>

namespace myo::form::sculpt {

// `error`: how far the surface may move, in its own unit, as a root mean square over a collapsed neighbourhood. Edges
// collapse by quadric error (Garland and Heckbert 1997) in passes of growing error, each one checked against the link
// condition (Dey et al. 1999), which libraries that are quick enough leave out. Deterministic.
[[nodiscard]] Surface decimate(const Surface &surface, float error);
[[nodiscard]] Surface decimate(const Surface &surface, std::span<const float> errors); // one a vertex

} // namespace myo::form::sculpt
