#include "assemble/embedded/skin_follows.h"

#include "assemble/skin.h"
#include "base/parallel.h"
#include "form/remesh.h"
#include "form/triangle_tree.h"

#include <algorithm>

namespace myo::assemble {
namespace {

constexpr float deepest = 20 * millimetre;                                 // below the skin; nothing deeper shows
constexpr float carries = 6 * millimetre, ends = 14 * millimetre;        // depth from which on the skin follows less, and not at all
constexpr float left_over = 1.5F * millimetre;                               // that is left over what lies that near already

struct Under {
  form::TriangleTree before, now;
  Bounds box;
};

Under under_of(const Reshaped &shape) {
  Under out;
  for (const auto &[mesh, tree] : {std::pair(shape.before, &out.before), std::pair(shape.now, &out.now)}) {
    if (mesh == nullptr || mesh->indices.empty()) continue;
    *tree = form::TriangleTree(mesh->positions, mesh->indices, mesh->normals);
    out.box.add(tree->box());
  }
  return out;
}

// How far over the surface a place of the skin lies, `deepest` where it is farther or the surface does not lie under it.
float height_over(const form::TriangleTree &surface, vec3 p, vec3 outward) {
  if (surface.empty()) return deepest;
  const form::TriangleTree::Hit hit = surface.nearest(p, deepest);
  if (!hit.found()) return deepest;
  const bool under = hit.distance < 0 || glm::dot(p - hit.point, outward) > 0;
  return under ? hit.distance : deepest;
}

float lift(const Under &under, vec3 p, vec3 outward) {
  if (!under.box.holds(p, deepest)) return 0;
  const float now = height_over(under.now, p, outward);
  if (now >= deepest) return 0;
  const float before = height_over(under.before, p, outward);
  const float depth = std::max(0.0F, std::min(before, now));
  const float follows = 1 - glm::smoothstep(carries, ends, depth);
  return std::max({0.0F, (before - now) * follows, std::clamp(before, 0.0F, left_over) - now});
}

// Of vertices at one place together: a chart's border has several.
void turn_normals(format::Mesh &skin, const std::vector<float> &lifted) {
  const std::vector<std::uint32_t> first = weld_map(skin.positions);
  std::vector<std::uint32_t> indices = skin.indices;
  std::vector<bool> beside(skin.positions.size());
  for (std::uint32_t &i : indices) i = first[i];
  for (std::size_t t = 0; t < indices.size(); t += 3)
    if (std::any_of(&skin.indices[t], &skin.indices[t] + 3, [&](std::uint32_t v) { return lifted[v] > 0; }))
      for (std::size_t k = 0; k < 3; ++k) beside[indices[t + k]] = true;
  const std::vector<vec3> normals = form::vertex_normals(skin.positions, indices);
  for (std::size_t v = 0; v < skin.normals.size(); ++v)
    if (beside[first[v]]) skin.normals[v] = normals[first[v]];
}

} // namespace

std::size_t let_skin_follow(format::Mesh &skin, std::span<const Reshaped> shapes) {
  std::vector<Under> under(shapes.size());
  parallel_for(std::size_t{0}, shapes.size(), [&](std::size_t i) { under[i] = under_of(shapes[i]); });
  std::vector<float> lifted(skin.positions.size(), 0.0F);
  parallel_for(std::size_t{0}, lifted.size(), [&](std::size_t v) {
    for (const Under &g : under) lifted[v] = std::max(lifted[v], lift(g, skin.positions[v], skin.normals[v]));
  });
  std::size_t moved = 0;
  for (std::size_t v = 0; v < lifted.size(); ++v)
    if (lifted[v] > 0) skin.positions[v] += lifted[v] * skin.normals[v], ++moved;
  if (moved > 0) turn_normals(skin, lifted);
  return moved;
}

} // namespace myo::assemble
