// A soft part as a coarse graph of nodes: vertices that share a cell of a grid are one node, so that both faces of a thin
// sheet move together and the loose bundles of a muscle hold on to each other.
#pragma once

#include "assemble/bone_heat.h"
#include "format/body.h"

namespace myo::assemble {

struct TissueGraph {
  std::vector<vec3> nodes;
  std::vector<Edge> edges;
  std::vector<std::uint32_t> node_of; // per vertex
};

// `cell` in metres; halved (twice at most) for parts that would have fewer than 300 nodes.
[[nodiscard]] TissueGraph tissue_graph(const format::Mesh &mesh, float cell = 3 * millimetre, int neighbours = 8);

// What the vertices get from the nodes: per vertex the four nearest nodes and their shares (sum 1).
struct NodeShares {
  std::vector<glm::uvec4> nodes;
  std::vector<vec4> shares;
};
[[nodiscard]] NodeShares node_shares(const format::Mesh &mesh, const TissueGraph &graph);

} // namespace myo::assemble
