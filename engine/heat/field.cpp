#include "heat/field.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>

namespace myo::heat {
namespace {

constexpr float widest_mm = 11;                // reach of the softening; a narrow region takes less of it
constexpr float share_of_depth = 0.5F;         // of the way from a region's edge to its middle
constexpr float most_shift_mm = 8;

// The places that hold a distance, as a surface of their own. Vertices that were doubled at a seam of the chart are one
// place again.
class Patchwork {
public:
  Patchwork(const format::Mesh &mesh, const format::RegionField &field) : place_of_(field.vertices.size()) {
    std::vector<std::uint32_t> order(field.vertices.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto position = [&](std::uint32_t i) { return mesh.positions[field.vertices[i]]; };
    std::ranges::sort(order, {}, [&](std::uint32_t i) { const vec3 p = position(i); return std::tuple(p.x, p.y, p.z, i); });
    for (std::size_t n = 0; n < order.size(); ++n) {
      if (n == 0 || position(order[n]) != position(order[n - 1])) points_.push_back(position(order[n])), values_.push_back(field.distance_mm[order[n]]);
      place_of_[order[n]] = static_cast<std::uint32_t>(points_.size() - 1);
    }
    std::vector<std::uint32_t> place(mesh.positions.size(), format::none);
    for (std::size_t i = 0; i < field.vertices.size(); ++i) place[field.vertices[i]] = place_of_[i];
    join(mesh, place);
  }

  [[nodiscard]] const std::vector<vec3> &points() const { return points_; }
  [[nodiscard]] std::vector<float> values() const { return values_; }
  [[nodiscard]] const std::vector<std::array<std::uint32_t, 3>> &triangles() const { return triangles_; }
  [[nodiscard]] float edge_mm() const { return edge_mm_; } // of a triangle, on average
  // A place at the rim of what is known keeps its value.
  [[nodiscard]] bool may_change(std::size_t place) const { return whole_[place]; }
  // In the order of the field's vertices.
  [[nodiscard]] std::vector<float> of_vertices(const std::vector<float> &values) const {
    std::vector<float> out;
    for (const std::uint32_t place : place_of_) out.push_back(values[place]);
    return out;
  }

  [[nodiscard]] double area_below(const std::vector<float> &values, float level) const {
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i)
      sum += static_cast<double>(area_[i]) * static_cast<double>(glm::clamp(0.5F + (level - values[i]) / edge_mm_, 0.0F, 1.0F));
    return sum;
  }

private:
  void join(const format::Mesh &mesh, const std::vector<std::uint32_t> &place) {
    whole_.assign(points_.size(), true);
    area_.assign(points_.size(), 0);
    double edges = 0;
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
      const std::array<std::uint32_t, 3> at{place[mesh.indices[t]], place[mesh.indices[t + 1]], place[mesh.indices[t + 2]]};
      if (std::ranges::count(at, format::none) > 0) {
        for (const std::uint32_t i : at)
          if (i != format::none) whole_[i] = false;
        continue;
      }
      triangles_.push_back(at);
      const vec3 p = points_[at[0]], q = points_[at[1]], r = points_[at[2]];
      for (const std::uint32_t i : at) area_[i] += glm::length(glm::cross(q - p, r - p)) / 6;
      edges += static_cast<double>(glm::distance(p, q) + glm::distance(q, r) + glm::distance(r, p));
    }
    if (edges > 0) edge_mm_ = static_cast<float>(edges / static_cast<double>(3 * triangles_.size())) / millimetre;
  }

  std::vector<std::uint32_t> place_of_;
  std::vector<vec3> points_;
  std::vector<float> values_, area_;
  std::vector<bool> whole_;
  std::vector<std::array<std::uint32_t, 3>> triangles_;
  float edge_mm_ = 1;
};

// Carries the values of one side some rings across the midline, so that it is the zone's cut there that ends it, straight,
// and not the triangles that happen to lie across.
template <class Beyond> void carry_across(const Patchwork &patchwork, const Beyond &beyond, std::vector<float> &values) {
  std::vector<bool> known(values.size());
  for (std::uint32_t i = 0; i < values.size(); ++i) known[i] = !beyond(i);
  for (int ring = 0; ring < 3; ++ring) {
    std::vector<float> sum(values.size());
    std::vector<std::uint16_t> count(values.size());
    for (const auto &corners : patchwork.triangles())
      for (const std::uint32_t a : corners)
        for (const std::uint32_t b : corners)
          if (!known[a] && known[b]) sum[a] += values[b], ++count[a];
    for (std::uint32_t i = 0; i < values.size(); ++i)
      if (count[i] > 0) values[i] = sum[i] / static_cast<float>(count[i]), known[i] = true;
  }
}

// Averaging over neighbours, again and again: corners of the edge are rounded, straight stretches stay where they are.
// A region of one side knows nothing beyond the midline: there its edge goes on as if mirrored.
std::vector<float> softened(const format::Mesh &mesh, const format::RegionField &field) {
  const auto deepest = std::ranges::min_element(field.distance_mm);
  if (deepest == field.distance_mm.end() || !(*deepest < 0)) return field.distance_mm;
  const Patchwork patchwork(mesh, field);
  const std::vector<float> before = patchwork.values();
  std::vector<float> values = before;
  const float reach = std::min(widest_mm, share_of_depth * -*deepest);
  const float side = anatomy::sign(field.side);
  const auto beyond = [&](std::uint32_t i) { return side * patchwork.points()[i].x < 0; };

  // One round moves a value by about half an edge.
  const float rounds = 4 * reach * reach / (patchwork.edge_mm() * patchwork.edge_mm());
  std::vector<float> sum(values.size());
  std::vector<std::uint16_t> count(values.size());
  for (int round = 0; round < static_cast<int>(std::min(rounds, 200.0F)); ++round) {
    std::ranges::fill(sum, 0.0F), std::ranges::fill(count, std::uint16_t{0});
    for (const auto &corners : patchwork.triangles())
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = corners[k], b = corners[(k + 1) % 3];
        if (side != 0 && beyond(a) != beyond(b)) continue;
        sum[a] += values[b], ++count[a];
        sum[b] += values[a], ++count[b];
      }
    for (std::uint32_t i = 0; i < values.size(); ++i)
      if (count[i] > 0 && patchwork.may_change(i)) values[i] = 0.5F * (values[i] + sum[i] / static_cast<float>(count[i]));
  }

  // A round edge lies inside the corners that it leaves out: moved outwards until the area is the same.
  const double wanted = patchwork.area_below(before, 0);
  float low = 0, high = most_shift_mm;
  for (int step = 0; step < 20; ++step) {
    const float middle = 0.5F * (low + high);
    (patchwork.area_below(values, middle) < wanted ? low : high) = middle;
  }
  for (float &v : values) v = std::min(v - low, field.cap_mm);
  if (side != 0) carry_across(patchwork, beyond, values);
  return patchwork.of_vertices(values);
}

} // namespace

namespace {

// Regions flow together over gaps that are narrow beside their own edges' softness.
format::RegionField joined(const format::Body &body, std::span<const std::uint32_t> regions) {
  constexpr float flow_mm = 20;
  format::RegionField out = body.regions[regions.front()];
  std::vector<float> distance(body.structures[out.carrier].mesh.positions.size(), out.cap_mm);
  for (const std::uint32_t region : regions) {
    const format::RegionField &field = body.regions[region];
    for (std::size_t i = 0; i < field.vertices.size(); ++i) {
      float &there = distance[field.vertices[i]];
      const float apart = std::max(flow_mm - std::abs(there - field.distance_mm[i]), 0.0F) / flow_mm;
      there = std::min(there, field.distance_mm[i]) - (there < out.cap_mm ? 0.25F * flow_mm * apart * apart : 0.0F);
    }
  }
  out.vertices.clear(), out.distance_mm.clear();
  for (std::uint32_t v = 0; v < distance.size(); ++v)
    if (distance[v] < out.cap_mm) out.vertices.push_back(v), out.distance_mm.push_back(distance[v]);
  return out;
}

} // namespace

std::vector<float> region_distances(const format::Body &body, std::uint32_t region) {
  return region_distances(body, std::span(&region, 1));
}

std::vector<float> region_distances(const format::Body &body, std::span<const std::uint32_t> regions) {
  const format::RegionField field = regions.size() > 1 ? joined(body, regions) : body.regions[regions.front()];
  const format::Mesh &carrier = body.structures[field.carrier].mesh;
  std::vector<float> distance(carrier.positions.size(), field.cap_mm);
  const std::vector<float> soft = softened(carrier, field);
  for (std::size_t i = 0; i < field.vertices.size(); ++i) distance[field.vertices[i]] = soft[i];
  return distance;
}

std::vector<float> zone_distances(const format::Body &body, const Zone &zone) {
  std::vector<float> distance = region_distances(body, zone.field);
  const format::Mesh &carrier = body.structures[body.regions[zone.field].carrier].mesh;
  for (std::size_t v = 0; v < distance.size(); ++v) {
    distance[v] -= zone.grow_mm;
    if (zone.side != Side::midline)
      distance[v] = std::max(distance[v], -anatomy::sign(zone.side) * carrier.positions[v].x / millimetre);
  }
  return distance;
}

} // namespace myo::heat
