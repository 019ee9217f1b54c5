// The order in which vertices, triangles and influences are written.
#pragma once

#include "format/body.h"

namespace myo::format {

// A vertex's influences by falling weight, ties by joint; one joint once; unused slots joint 0 and weight 0; sum 1.
// glTF asks for all but the order, which makes the bytes independent of how the weights were found.
void order_influences(Mesh &mesh);

// Triangles for the GPU's vertex cache, vertices by first use (a quarter fewer CPU-milliseconds a frame in software).
// Region fields and everything else that names a vertex follow. Vertices that no triangle uses are dropped.
void order_vertices(Body &body);

} // namespace myo::format
