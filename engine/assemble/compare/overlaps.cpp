#include "assemble/compare/overlaps.h"

#include "assemble/compare/surface_tree.h"
#include "base/parallel.h"
#include "form/isosurface.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <tuple>

namespace myo::assemble {
namespace {

struct Solid { std::uint32_t structure; const format::Mesh *mesh; Bounds box; SurfaceTree tree; };

Result<std::vector<Solid>> bones_of(const format::Body &body, const Tracer &tracer) {
  std::vector<Solid> solids;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (s.kind != format::Kind::bone) continue;
    auto tree = SurfaceTree::build(tracer, s.mesh);
    MYO_TRY(tree);
    Bounds box;
    for (const vec3 p : s.mesh.positions) box.add(p);
    solids.push_back({i, &s.mesh, box, std::move(*tree)});
  }
  return solids;
}

Overlap overlap(const Solid &a, const Solid &b, float limit_mm) {
  Overlap found{a.structure, b.structure, 0, 0, vec3(0)};
  for (const vec3 p : a.mesh->positions) {
    if (!b.box.holds(p)) continue;
    const auto hit = b.tree.nearest(p);
    const float depth = hit.distance / millimetre;
    if (glm::dot(p - hit.point, hit.normal) >= 0 || depth <= limit_mm || form::winding(b.mesh->positions, b.mesh->indices, p) < 0.5) continue;
    ++found.vertices;
    if (depth > found.deepest_mm) found.deepest_mm = depth, found.at = p;
  }
  return found;
}

ThinPlace thin_place(const Solid &solid, float limit_mm) {
  constexpr float skip = 0.02F * millimetre, facing_away = -0.7F;
  ThinPlace found{solid.structure, 0, 1e30F, vec3(0)};
  const format::Mesh &mesh = *solid.mesh;
  for (std::size_t i = 0; i < mesh.positions.size(); ++i) {
    const vec3 inward = -mesh.normals[i];
    const auto hit = solid.tree.along(mesh.positions[i] + skip * inward, inward);
    const float thick = (hit.distance + skip) / millimetre;
    if (thick >= limit_mm || glm::dot(hit.normal, mesh.normals[i]) > facing_away) continue;
    ++found.vertices;
    if (thick < found.thinnest_mm) found.thinnest_mm = thick, found.at = mesh.positions[i];
  }
  return found;
}

// What `ask` finds of each bone among all of them; what concerns no vertex is left out.
template <class Place, class Ask> Result<std::vector<Place>> ask_each(const format::Body &body, const Ask &ask) {
  const auto tracer = Tracer::start();
  MYO_TRY(tracer);
  const auto solids = bones_of(body, *tracer);
  MYO_TRY(solids);
  std::vector<std::vector<Place>> of_each(solids->size());
  parallel_for(std::size_t(0), solids->size(), [&](std::size_t i) { ask(*solids, i, of_each[i]); });
  std::vector<Place> all;
  for (const std::vector<Place> &places : of_each)
    std::copy_if(places.begin(), places.end(), std::back_inserter(all), [](const Place &p) { return p.vertices > 0; });
  return all;
}

} // namespace

Result<std::vector<Overlap>> bone_overlaps(const format::Body &body, float limit_mm) {
  auto all = ask_each<Overlap>(body, [&](const std::vector<Solid> &solids, std::size_t a, std::vector<Overlap> &out) {
    for (std::size_t b = 0; b < solids.size(); ++b)
      if (a != b && solids[a].box.touches(solids[b].box)) out.push_back(overlap(solids[a], solids[b], limit_mm));
  });
  MYO_TRY(all);
  std::sort(all->begin(), all->end(), [](const Overlap &a, const Overlap &b) {
    return std::tuple(-a.deepest_mm, a.of, a.in) < std::tuple(-b.deepest_mm, b.of, b.in);
  });
  return all;
}

Result<std::vector<ThinPlace>> thin_places(const format::Body &body, float limit_mm) {
  auto all = ask_each<ThinPlace>(body, [&](const std::vector<Solid> &solids, std::size_t i, std::vector<ThinPlace> &out) {
    out.push_back(thin_place(solids[i], limit_mm));
  });
  MYO_TRY(all);
  std::sort(all->begin(), all->end(), [](const ThinPlace &a, const ThinPlace &b) {
    return std::tuple(a.thinnest_mm, a.structure) < std::tuple(b.thinnest_mm, b.structure);
  });
  return all;
}

} // namespace myo::assemble
