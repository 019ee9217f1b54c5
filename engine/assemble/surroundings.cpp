#include "assemble/surroundings.h"

#include "assemble/mesh/normals.h"
#include "base/parallel.h"

#include <algorithm>

namespace myo::assemble {
namespace {

constexpr float look_reach = 15 * millimetre;  // farther away nothing is looked for
constexpr float stride = 2 * millimetre;  // the most that a vertex moves in a round
constexpr double density = 0.7;           // samples a mm2

// A single nearest sample misjudges the side at sharp rims and in sets of small muscles: most of the nearest ones must agree.
bool inside(const SurfaceProbe &probe, vec3 p) {
  constexpr std::size_t asked = 9;
  std::size_t agree = 0;
  for (const PointTree::Hit &hit : probe.tree().nearest(p, asked)) {
    if (hit.distance > look_reach) break;
    agree += glm::dot(p - probe.samples().points[hit.index], probe.samples().normals[hit.index]) < 0;
  }
  return agree > 2 * asked / 3;
}

} // namespace

Surroundings::Surroundings(const format::Body &body, const Bounds &room, const Wanted &wanted) {
  for (const format::Structure &s : body.structures) {
    if (s.mesh.indices.empty() || !wanted(s)) continue;
    Bounds box;
    for (const vec3 p : s.mesh.positions) box.add(p);
    if (!box.touches(room, look_reach)) continue;
    solids_.push_back({box, SurfaceProbe(sample_surface(s.mesh, density))});
  }
}

form::Clearance Surroundings::operator()(vec3 p) const {
  form::Clearance nearest;
  for (const Solid &solid : solids_) {
    if (!solid.box.holds(p, look_reach)) continue;
    const SurfaceProbe::Answer a = solid.probe(p);
    if (a.distance >= nearest.distance || (a.distance < 0 && !inside(solid.probe, p))) continue;
    nearest = {a.distance, a.normal};
  }
  return nearest;
}

void clear_sheet(form::LoftMesh &sheet, int along, int across, const Surroundings &surroundings, float clearance, int rounds) {
  const auto columns = static_cast<std::size_t>(across + 1);
  const std::size_t face = static_cast<std::size_t>(along + 1) * columns;
  if (sheet.positions.size() < 2 * face) return;
  std::vector<vec3> lift(2 * face);
  for (int round = 0; round < rounds; ++round) {
    parallel_for(std::size_t{0}, 2 * face, [&](std::size_t i) {
      lift[i] = vec3(0);
      const std::size_t row = i % face / columns;
      if (row == 0 || row == static_cast<std::size_t>(along)) return;
      const form::Clearance k = surroundings(sheet.positions[i]);
      if (k.distance < clearance) lift[i] = std::min(clearance - k.distance, stride) * k.away;
    });
    // A face follows its neighbours and the other face a little, but what must move moves all the way.
    std::vector<vec3> spread(lift.size());
    for (std::size_t i = 0; i < lift.size(); ++i) {
      const std::size_t at = i % face, row = at / columns, column = at % columns;
      if (row == 0 || row == static_cast<std::size_t>(along)) continue;
      vec3 sum = lift[i < face ? i + face : i - face];
      float count = 1;
      const auto add = [&](std::size_t j) { sum += lift[j], count += 1; };
      if (column > 0) add(i - 1);
      if (column + 1 < columns) add(i + 1);
      add(i - columns), add(i + columns);
      spread[i] = glm::length(lift[i]) > 0 ? lift[i] : 0.5F * sum / count;
    }
    for (std::size_t i = 0; i < spread.size(); ++i) sheet.positions[i] += spread[i];
  }
  Surface whole{sheet.positions, sheet.indices};
  sheet.normals = smooth_normals(whole);
}

} // namespace myo::assemble
