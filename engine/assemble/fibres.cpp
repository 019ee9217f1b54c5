#include "assemble/fibres.h"

#include "assemble/mesh/measure.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace myo::assemble {
namespace {

constexpr float origin_share = 0.45F;   // tendon reaches this many belly thicknesses from the origin,
constexpr float insertion_share = 1.3F; // and this many from the insertion,
constexpr float longest_rim = 0.030F;   // but no farther, unless the muscle is as thin as a tendon there
constexpr int bins = 24;

bool any_pinned(std::span<const float> distance) {
  return std::any_of(distance.begin(), distance.end(), [](float d) { return d <= 0; });
}

// Node farthest from those pinned at zero, or from node 0's own far end when nothing is pinned.
std::size_t farthest_from(const std::vector<vec3> &nodes, std::span<const float> distance) {
  std::size_t best = 0;
  for (std::size_t n = 1; n < nodes.size(); ++n)
    if (distance[n] > distance[best]) best = n;
  return best;
}

// Girth of the muscle along u, as the surface of each slice over its length, against the thickest slice: where the ends
// are much slimmer than the belly, they are tendon.
std::vector<float> slimness(const format::Mesh &mesh, std::span<const float> u) {
  std::vector<double> area(bins, 0);
  std::vector<glm::dvec3> centre(bins, glm::dvec3(0));
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t *v = &mesh.indices[t];
    const float mean = (u[v[0]] + u[v[1]] + u[v[2]]) / 3;
    const auto bin = static_cast<std::size_t>(glm::clamp(static_cast<int>(mean * bins), 0, bins - 1));
    const vec3 a = mesh.positions[v[0]];
    const double ar = 0.5 * double(glm::length(glm::cross(mesh.positions[v[1]] - a, mesh.positions[v[2]] - a)));
    area[bin] += ar;
    centre[bin] += ar / 3 * glm::dvec3(a + mesh.positions[v[1]] + mesh.positions[v[2]]);
  }
  std::vector<int> full;
  for (int b = 0; b < bins; ++b)
    if (area[static_cast<std::size_t>(b)] > 0) {
      centre[static_cast<std::size_t>(b)] /= area[static_cast<std::size_t>(b)];
      full.push_back(b);
    }
  std::vector<float> girth(bins, 0);
  for (std::size_t i = 0; i < full.size(); ++i) {
    const auto before = static_cast<std::size_t>(full[i > 0 ? i - 1 : i]);
    const auto after = static_cast<std::size_t>(full[std::min(i + 1, full.size() - 1)]);
    const double steps = double(std::max<std::size_t>(1, after - before));
    const double length = glm::distance(centre[before], centre[after]) / steps;
    girth[static_cast<std::size_t>(full[i])] = static_cast<float>(area[static_cast<std::size_t>(full[i])] / std::max(1e-4, length));
  }
  std::vector<float> sorted;
  // The outermost slices hold the whole of an attachment, whose girth says nothing.
  const auto inner = [](int b) { return b >= 2 && b < bins - 2; };
  for (const int b : full)
    if (inner(b)) sorted.push_back(girth[static_cast<std::size_t>(b)]);
  std::vector<float> slim(bins, 0);
  if (sorted.empty()) return slim;
  std::sort(sorted.begin(), sorted.end());
  const float belly = sorted[static_cast<std::size_t>(0.8F * static_cast<float>(sorted.size() - 1))];
  // From each end inward as far as it stays slim. A fan narrows towards its insertion and is flesh all the way: only
  // what is thin in itself is tendon.
  const auto smoothed = [&](int b) {
    float sum = 0;
    int count = 0;
    for (int k = b - 1; k <= b + 1; ++k)
      if (inner(k) && girth[static_cast<std::size_t>(k)] > 0) sum += girth[static_cast<std::size_t>(k)], ++count;
    return count > 0 ? sum / static_cast<float>(count) : belly;
  };
  for (const int direction : {1, -1}) {
    float left = 1;
    for (int b = direction > 0 ? 2 : bins - 3; inner(b); b += direction) {
      const float g = smoothed(b);
      left = std::min(left, (1 - glm::smoothstep(0.0F, 1.0F, (g / belly - 0.28F) / 0.30F)) * (1 - glm::smoothstep(0.0F, 1.0F, (g - 0.030F) / 0.020F)));
      slim[static_cast<std::size_t>(b)] = std::max(slim[static_cast<std::size_t>(b)], left);
    }
  }
  slim[0] = slim[1] = slim[2];
  slim[bins - 1] = slim[bins - 2] = slim[bins - 3];
  return slim;
}

} // namespace

std::vector<vec2> fibre_coordinates(const format::Mesh &mesh, const TissueGraph &graph, const NodeShares &shares,
                                    std::span<const float> to_origin, std::span<const float> to_insertion) {
  const std::size_t count = graph.nodes.size();
  const float nan = std::numeric_limits<float>::quiet_NaN();
  std::vector<float> pins(count, nan);
  const bool origin = any_pinned(to_origin);
  const bool insertion = any_pinned(to_insertion);
  for (std::size_t n = 0; n < count; ++n) {
    const bool at_o = origin && to_origin[n] <= 0;
    const bool at_i = insertion && to_insertion[n] <= 0;
    if (at_o != at_i) pins[n] = at_o ? 0.0F : 1.0F;
  }
  std::vector<float> from_first(count, 0);
  if (!origin && !insertion) { // the two ends that lie farthest apart
    for (std::size_t n = 0; n < count; ++n) from_first[n] = glm::distance(graph.nodes[n], graph.nodes[0]);
    const std::size_t a = farthest_from(graph.nodes, from_first);
    for (std::size_t n = 0; n < count; ++n) from_first[n] = glm::distance(graph.nodes[n], graph.nodes[a]);
    pins[a] = 0;
    pins[farthest_from(graph.nodes, from_first)] = 1;
  } else if (!origin || !insertion) {
    pins[farthest_from(graph.nodes, origin ? to_origin : to_insertion)] = origin ? 1.0F : 0.0F;
  }
  const std::vector<float> u = harmonic(graph.nodes, graph.edges, pins);

  // Twice volume over surface is the thickness of a slab, half that of a rod: between them lies a belly's.
  const double area = area_m2(mesh);
  const float belly = area > 0 ? static_cast<float>(3.0 * std::abs(volume_m3(mesh)) / area) : 0.005F;
  const float rim_o = std::clamp(origin_share * belly, 0.0015F, longest_rim);
  const float rim_i = std::clamp(insertion_share * belly, 0.0025F, longest_rim);

  std::vector<vec2> out(mesh.positions.size());
  std::vector<float> along(mesh.positions.size());
  std::vector<float> rim(mesh.positions.size());
  for (std::size_t v = 0; v < out.size(); ++v) {
    float at = 0;
    float o = 0;
    float i = 0;
    for (glm::length_t k = 0; k < 4; ++k) {
      const std::uint32_t n = shares.nodes[v][k];
      at += shares.shares[v][k] * u[n];
      o += shares.shares[v][k] * std::min(to_origin[n], 1.0F);
      i += shares.shares[v][k] * std::min(to_insertion[n], 1.0F);
    }
    along[v] = glm::clamp(at, 0.0F, 1.0F);
    rim[v] = std::max(origin ? 1 - glm::smoothstep(0.0F, 1.0F, o / rim_o) : 0.0F, insertion ? 1 - glm::smoothstep(0.0F, 1.0F, i / rim_i) : 0.0F);
  }
  const std::vector<float> slim = slimness(mesh, along);
  for (std::size_t v = 0; v < out.size(); ++v) {
    const float b = along[v] * bins - 0.5F;
    const auto low = static_cast<std::size_t>(glm::clamp(static_cast<int>(std::floor(b)), 0, bins - 1));
    const std::size_t high = std::min<std::size_t>(low + 1, bins - 1);
    const float thin = glm::mix(slim[low], slim[high], glm::clamp(b - std::floor(b), 0.0F, 1.0F));
    out[v] = {along[v], glm::clamp(std::max(rim[v], thin), 0.0F, 1.0F)};
  }
  return out;
}

} // namespace myo::assemble
