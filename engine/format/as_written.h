// What writing does to a body's meshes, so that a body in memory can be the very one that will be read back.
#pragma once

#include "format/body.h"

namespace myo::format {

// Influences and vertices in their order (order.h), normals of length 1, uv rounded as readers do that turn them over and
// back. Done once: the order of an ordered mesh may come out as another, as good.
void as_written(Body &body);
// All but the order of the vertices.
void as_written(Mesh &mesh);

} // namespace myo::format
