#include "heat/field.h"

#include <algorithm>

namespace myo::heat {

std::vector<float> zone_distances(const format::Body &body, std::uint32_t index) {
  const format::RegionField &field = body.regions[index];
  const format::Mesh &carrier = body.structures[field.carrier].mesh;
  std::vector<float> distance(carrier.positions.size(), field.cap_mm);
  for (std::size_t i = 0; i < field.vertices.size(); ++i) distance[field.vertices[i]] = field.distance_mm[i];
  if (field.side != format::Side::midline)
    for (std::size_t v = 0; v < distance.size(); ++v) {
      const float across_mm = -anatomy::sign(field.side) * carrier.positions[v].x / millimetre;
      distance[v] = std::min(field.cap_mm, std::max(distance[v], 100.0F * across_mm));
    }
  return distance;
}

} // namespace myo::heat
