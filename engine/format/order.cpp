#include "format/order.h"

#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <meshoptimizer.h>
#include <tuple>

namespace myo::format {
namespace {

struct Influence {
  std::uint16_t joint = 0;
  float weight = 0;
};

std::array<Influence, 4> canonical(const u16vec4 &joints, const vec4 &weights) {
  std::array<Influence, 4> out{};
  for (int k = 0; k < 4; ++k) {
    if (weights[k] <= 0.0F) continue;
    for (Influence &slot : out) // a free slot has weight 0
      if (slot.weight <= 0.0F || slot.joint == joints[k]) {
        slot = {joints[k], slot.weight + weights[k]};
        break;
      }
  }
  std::stable_sort(out.begin(), out.end(), [](const Influence &a, const Influence &b) {
    return a.weight != b.weight ? a.weight > b.weight : a.joint < b.joint;
  });
  return out;
}

// The largest weight takes up the rounding, so that the sum is 1 to the last bit or two and doing this twice changes
// nothing.
void normalise(std::array<Influence, 4> &influences) {
  const float sum = influences[0].weight + influences[1].weight + influences[2].weight + influences[3].weight;
  if (std::abs(sum - 1.0F) > 3e-7F)
    for (Influence &i : influences) i.weight /= sum;
  influences[0].weight = 1.0F - (influences[1].weight + influences[2].weight + influences[3].weight);
}

template <class T>
void remap(std::vector<T> &values, const std::vector<unsigned> &to, std::size_t used) {
  if (values.empty()) return;
  std::vector<T> out(used);
  for (std::size_t v = 0; v < to.size(); ++v)
    if (to[v] != ~0U) out[to[v]] = values[v];
  values = std::move(out);
}

void remap(RegionField &field, const std::vector<unsigned> &to) {
  std::vector<std::pair<std::uint32_t, float>> kept;
  kept.reserve(field.vertices.size());
  for (std::size_t i = 0; i < field.vertices.size(); ++i)
    if (to[field.vertices[i]] != ~0U) kept.emplace_back(to[field.vertices[i]], field.distance_mm[i]);
  std::sort(kept.begin(), kept.end());
  field.vertices.resize(kept.size());
  field.distance_mm.resize(kept.size());
  for (std::size_t i = 0; i < kept.size(); ++i) std::tie(field.vertices[i], field.distance_mm[i]) = kept[i];
}

} // namespace

void order_influences(Mesh &mesh) {
  for (std::size_t v = 0; v < mesh.weights.size(); ++v) {
    auto influences = canonical(mesh.joints[v], mesh.weights[v]);
    normalise(influences);
    for (int k = 0; k < 4; ++k) {
      const Influence &i = influences[static_cast<std::size_t>(k)];
      mesh.joints[v][k] = i.weight > 0.0F ? i.joint : std::uint16_t{0};
      mesh.weights[v][k] = i.weight;
    }
  }
}

void order_vertices(Body &body) {
  std::vector<std::vector<unsigned>> moved(body.structures.size());
  parallel_for(std::size_t{0}, body.structures.size(), [&](std::size_t s) {
    Mesh &mesh = body.structures[s].mesh;
    std::vector<unsigned> &to = moved[s];
    to.resize(mesh.positions.size());
    meshopt_optimizeVertexCache(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.size());
    const std::size_t used =
        meshopt_optimizeVertexFetchRemap(to.data(), mesh.indices.data(), mesh.indices.size(), mesh.positions.size());
    meshopt_remapIndexBuffer(mesh.indices.data(), mesh.indices.data(), mesh.indices.size(), to.data());
    remap(mesh.positions, to, used);
    remap(mesh.normals, to, used);
    remap(mesh.joints, to, used);
    remap(mesh.weights, to, used);
    remap(mesh.openness, to, used);
    remap(mesh.uv, to, used);
  });
  for (RegionField &field : body.regions) remap(field, moved[field.carrier]);
}

} // namespace myo::format
