#include "assemble/compare/shape.h"

#include "base/parallel.h"

namespace myo::assemble {
namespace {

// Through the foramen magnum the inside of the vault sees less than this share of the sky; a socket's floor sees more.
constexpr float least_sky = 0.06F;

} // namespace

Result<Shape> Shape::of(const Tracer &tracer, const format::Body &body, const std::vector<std::uint32_t> &structures, std::size_t count) {
  Surface surface;
  for (const std::uint32_t s : structures) {
    const format::Mesh &mesh = body.structures[s].mesh;
    const auto first = static_cast<std::uint32_t>(surface.positions.size());
    surface.positions.insert(surface.positions.end(), mesh.positions.begin(), mesh.positions.end());
    for (const std::uint32_t i : mesh.indices) surface.indices.push_back(first + i);
  }
  auto tree = SurfaceTree::build(tracer, surface);
  MYO_TRY(tree);
  Samples samples = samples_of(surface, count);
  return Shape{std::move(surface), std::move(*tree), std::move(samples)};
}

LpsMesh moved_mesh(const Surface &surface, const Rigid &motion) {
  LpsMesh out;
  for (const vec3 p : surface.positions) out.positions.push_back(motion(p) / millimetre);
  out.indices = surface.indices;
  for (const std::uint32_t i : out.indices) out.box.add(out.positions[i]);
  return out;
}

void keep_outside(Samples &samples, const SurfaceTree &around) {
  std::vector<std::uint8_t> outside(samples.points.size(), 0);
  parallel_for(std::size_t{0}, outside.size(), [&](std::size_t i) {
    outside[i] = around.open_sky(samples.points[i], samples.normals[i]) >= least_sky ? 1 : 0;
  });
  std::size_t kept = 0;
  for (const std::uint8_t o : outside) kept += o;
  if (kept < 200) return;
  Samples out;
  out.area_mm2 = samples.area_mm2;
  for (std::size_t i = 0; i < outside.size(); ++i)
    if (outside[i] != 0) {
      out.points.push_back(samples.points[i]);
      out.normals.push_back(samples.normals[i]);
      out.triangles.push_back(samples.triangles[i]);
      out.barycentric.push_back(samples.barycentric[i]);
    }
  samples = std::move(out);
}

} // namespace myo::assemble
