// An OBJ file, and every step of mesh repair on what it holds.
#include "assemble/import/bodyparts3d/obj.h"
#include "../target.h"
#include "assemble/mesh/normals.h"
#include "assemble/mesh/repair.h"
#include "assemble/mesh/simplify.h"
#include "support/synthetic_archive.h"

#include <cmath>

namespace myo::fuzz {

std::vector<Bytes> seeds() {
  return {
      bytes(tests::obj_text(tests::cracked_ellipsoid_mm({0, 0, 0}, {9, 9, 30}, 0.3, 4, 5), "FJ1", "FMA1", "Solid"))};
}
void feed(std::span<const std::byte> input) {
  using namespace assemble;
  auto file = bodyparts3d::parse_obj(text(input), "fuzz.obj");
  expect_one_line(file);
  if (!file) return;
  for (const std::uint32_t i : file->surface.indices)
    if (i >= file->surface.positions.size()) std::abort();
  repair(file->surface);
  for (const vec3 n : smooth_normals(simplify(file->surface, 0.15)))
    if (!std::isfinite(n.x + n.y + n.z)) std::abort();
}

} // namespace myo::fuzz
