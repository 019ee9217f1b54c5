// A foreign model as a body that the rest of the program can show: one structure a part, all of them on one joint that never
// moves, for its surfaces are posed before they get here.
#pragma once

#include "atlas/atlas.h"
#include "atlas/figure/figure.h"

namespace myo::atlas {

inline constexpr const char *figure_system = "parts"; // the system, and so the layer, of all its structures

// `rest`: its surfaces at rest.
[[nodiscard]] format::Body body_of(const Figure &figure, const FigureShape &rest);

// The same body at another moment: other places and normals, same structures, triangles and levels of detail.
[[nodiscard]] Atlas at_moment(const Atlas &rest, const FigureShape &shape);

} // namespace myo::atlas
