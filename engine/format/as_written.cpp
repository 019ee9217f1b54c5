#include "format/as_written.h"

#include "base/parallel.h"
#include "format/order.h"

#include <cmath>

namespace myo::format {
namespace {

// What is as good as 1 stays as it is: a second rounding would move the last bit.
vec3 of_length_1(vec3 n) { return std::abs(glm::dot(n, n) - 1.0F) <= 1e-6F ? n : glm::normalize(n); }

} // namespace

void as_written(Mesh &mesh) {
  order_influences(mesh);
  for (vec3 &n : mesh.normals) n = of_length_1(n);
  for (vec2 &uv : mesh.uv) uv.y = 1.0F - (1.0F - uv.y);
}

void as_written(Body &body) {
  parallel_for(std::size_t{0}, body.structures.size(), [&](std::size_t s) { as_written(body.structures[s].mesh); });
  order_vertices(body);
}

} // namespace myo::format
