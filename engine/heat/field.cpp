#include "heat/field.h"

#include <algorithm>

namespace myo::heat {

std::vector<float> zone_distances(const format::Body &body, const Zone &zone) {
  const format::RegionField &field = body.regions[zone.field];
  const format::Mesh &carrier = body.structures[field.carrier].mesh;
  std::vector<float> distance(carrier.positions.size(), field.cap_mm);
  for (std::size_t i = 0; i < field.vertices.size(); ++i) distance[field.vertices[i]] = field.distance_mm[i];
  for (std::size_t v = 0; v < distance.size(); ++v) {
    distance[v] -= zone.grow_mm;
    if (zone.side != Side::midline)
      distance[v] = std::max(distance[v], -anatomy::sign(zone.side) * carrier.positions[v].x / millimetre);
  }
  return distance;
}

} // namespace myo::heat
