#include "assemble/tissue_graph.h"

#include "assemble/mesh/point_tree.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace myo::assemble {
namespace {

using Cell = std::tuple<int, int, int>;

std::vector<std::uint32_t> cells_of(const format::Mesh &mesh, float cell, std::vector<vec3> &nodes) {
  std::map<Cell, std::uint32_t> index;
  std::vector<std::uint32_t> node_of;
  std::vector<glm::dvec3> sums;
  std::vector<int> counts;
  node_of.reserve(mesh.positions.size());
  for (const vec3 p : mesh.positions) {
    const vec3 g = glm::floor(p / cell);
    const auto [it, fresh] = index.emplace(Cell{static_cast<int>(g.x), static_cast<int>(g.y), static_cast<int>(g.z)},
                                           static_cast<std::uint32_t>(sums.size()));
    if (fresh) sums.emplace_back(0), counts.push_back(0);
    sums[it->second] += glm::dvec3(p);
    ++counts[it->second];
    node_of.push_back(it->second);
  }
  nodes.clear();
  for (std::size_t i = 0; i < sums.size(); ++i) nodes.push_back(vec3(sums[i] / double(counts[i])));
  return node_of;
}

} // namespace

TissueGraph tissue_graph(const format::Mesh &mesh, float cell, int neighbours) {
  TissueGraph graph;
  graph.node_of = cells_of(mesh, cell, graph.nodes);
  for (int i = 0; i < 2 && graph.nodes.size() < 300; ++i) {
    cell *= 0.5F;
    graph.node_of = cells_of(mesh, cell, graph.nodes);
  }
  std::vector<std::uint32_t> triangles;
  triangles.reserve(mesh.indices.size());
  for (const std::uint32_t v : mesh.indices) triangles.push_back(graph.node_of[v]);
  graph.edges = merge_edges(mesh_edges(triangles), near_edges(graph.nodes, neighbours));
  return graph;
}

NodeShares node_shares(const format::Mesh &mesh, const TissueGraph &graph) {
  const PointTree tree(graph.nodes);
  NodeShares out;
  out.nodes.reserve(mesh.positions.size());
  out.shares.reserve(mesh.positions.size());
  for (const vec3 p : mesh.positions) {
    const auto hits = tree.nearest(p, std::size_t{4});
    glm::uvec4 nodes(0);
    vec4 shares(0);
    for (std::size_t k = 0; k < hits.size() && k < 4; ++k) {
      const auto at = static_cast<glm::length_t>(k);
      nodes[at] = hits[k].index;
      shares[at] = 1.0F / (hits[k].distance * hits[k].distance + 1e-7F);
    }
    const float sum = shares.x + shares.y + shares.z + shares.w;
    out.nodes.push_back(nodes);
    out.shares.push_back(sum > 0 ? shares / sum : vec4(1, 0, 0, 0));
  }
  return out;
}

} // namespace myo::assemble
