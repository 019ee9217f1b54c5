#include "assemble/bone_heat.h"

#include "assemble/mesh/point_tree.h"
#include "base/parallel.h"

#include <Eigen/Sparse>
#include <Eigen/SparseCholesky>
#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <map>
#include <numeric>

namespace myo::assemble {
namespace {

using Matrix = Eigen::SparseMatrix<double, Eigen::ColMajor, int>;
using Solver = Eigen::SimplicialLDLT<Matrix, Eigen::Lower, Eigen::AMDOrdering<int>>;

// Conductances that make the graph's Laplacian speak 1/m^2, so that it can be weighed against c / d^2. Very short edges
// are taken as half the median, lest a few slivers rule the equation.
std::vector<double> conductances(std::span<const vec3> positions, std::span<const Edge> edges) {
  std::vector<float> lengths;
  lengths.reserve(edges.size());
  for (const auto &[a, b] : edges) lengths.push_back(glm::distance(positions[a], positions[b]));
  if (lengths.empty()) return {};
  std::vector<float> sorted = lengths;
  const auto half = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), half, sorted.end());
  const double shortest = std::max(1e-6, 0.5 * static_cast<double>(*half));
  const double degree = 2.0 * static_cast<double>(edges.size()) / static_cast<double>(std::max<std::size_t>(1, positions.size()));
  std::vector<double> out;
  out.reserve(edges.size());
  for (const float l : lengths) {
    const double used = std::max(shortest, static_cast<double>(l));
    out.push_back(4.0 / degree / (used * used)); // 4 = 2 x dimension of a surface
  }
  return out;
}

// Which connected part each vertex belongs to, parts numbered by their first vertex.
std::vector<std::uint32_t> parts_of(std::size_t count, std::span<const Edge> edges, std::uint32_t &parts) {
  std::vector<std::uint32_t> root(count);
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t v) {
    while (root[v] != v) v = root[v] = root[root[v]];
    return v;
  };
  for (const auto &[a, b] : edges) {
    const std::uint32_t ra = find(a);
    const std::uint32_t rb = find(b);
    if (ra != rb) root[std::max(ra, rb)] = std::min(ra, rb);
  }
  std::vector<std::uint32_t> part(count);
  parts = 0;
  for (std::uint32_t v = 0; v < count; ++v) {
    const std::uint32_t r = find(v);
    part[v] = r == v ? parts++ : part[r];
  }
  return part;
}

} // namespace

std::vector<Edge> mesh_edges(std::span<const std::uint32_t> indices) {
  std::vector<Edge> edges;
  edges.reserve(indices.size());
  for (std::size_t t = 0; t + 2 < indices.size(); t += 3)
    for (int k = 0; k < 3; ++k) {
      const std::uint32_t a = indices[t + static_cast<std::size_t>(k)];
      const std::uint32_t b = indices[t + static_cast<std::size_t>((k + 1) % 3)];
      if (a != b) edges.emplace_back(std::min(a, b), std::max(a, b));
    }
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<Edge> near_edges(std::span<const vec3> points, int k) {
  const PointTree tree(points);
  std::vector<Edge> edges;
  edges.reserve(points.size() * static_cast<std::size_t>(std::max(0, k)));
  for (std::uint32_t v = 0; v < points.size(); ++v)
    for (const auto &hit : tree.nearest(points[v], static_cast<std::size_t>(std::max(0, k)) + 1))
      if (hit.index != v) edges.emplace_back(std::min(v, hit.index), std::max(v, hit.index));
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
  return edges;
}

std::vector<Edge> merge_edges(std::vector<Edge> a, const std::vector<Edge> &b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  a.erase(std::unique(a.begin(), a.end()), a.end());
  return a;
}

void keep_four(std::span<const std::pair<std::uint32_t, float>> row, u16vec4 &joints, vec4 &weights) {
  std::vector<std::pair<std::uint32_t, float>> sorted(row.begin(), row.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto &a, const auto &b) { return a.second > b.second; });
  joints = u16vec4(0);
  weights = vec4(0);
  float sum = 0;
  for (glm::length_t i = 0; i < 4 && static_cast<std::size_t>(i) < sorted.size(); ++i) {
    const auto &[joint, weight] = sorted[static_cast<std::size_t>(i)];
    if (!(weight > 1e-4F)) break;
    joints[i] = static_cast<std::uint16_t>(joint);
    weights[i] = weight;
    sum += weight;
  }
  if (sum > 0) weights /= sum;
  else if (!sorted.empty()) joints[0] = static_cast<std::uint16_t>(sorted[0].first), weights[0] = 1;
}

Result<SkinWeights> bone_heat(const HeatProblem &problem, std::uint32_t fallback) {
  const std::size_t count = problem.positions.size();
  if (problem.target.size() != count || problem.strength.size() != count ||
      (!problem.pinned.empty() && problem.pinned.size() != count))
    return bad_input(fmt::format("bone heat got {} positions, {} targets, {} strengths and {} pins", count,
                                 problem.target.size(), problem.strength.size(), problem.pinned.size()));
  for (const auto &[a, b] : problem.edges)
    if (a >= count || b >= count) return bad_input("bone heat got an edge to a vertex that is not there");
  const auto pin = [&](std::size_t v) { return problem.pinned.empty() ? no_joint : problem.pinned[v]; };
  const auto warmth = [&](std::size_t v) {
    return problem.target[v] == no_joint ? 0.0 : std::max(0.0, static_cast<double>(problem.strength[v]));
  };

  // A part that nothing warms has no equation of its own: it goes wholly to the fallback.
  std::uint32_t parts = 0;
  const auto part = parts_of(count, problem.edges, parts);
  std::vector<char> alive(parts, 0);
  for (std::size_t v = 0; v < count; ++v)
    if (pin(v) != no_joint || warmth(v) > 0) alive[part[v]] = 1;
  for (const char a : alive)
    if (!a && fallback == no_joint) return bad_input("a part of the tissue touches no bone", "bone heat");

  std::vector<int> row(count, -1);
  int free = 0;
  for (std::size_t v = 0; v < count; ++v)
    if (alive[part[v]] && pin(v) == no_joint) row[v] = free++;
  std::map<std::uint32_t, int> column;
  for (std::size_t v = 0; v < count; ++v) {
    if (pin(v) != no_joint) column.emplace(pin(v), 0);
    else if (warmth(v) > 0) column.emplace(problem.target[v], 0);
  }
  std::vector<std::uint32_t> joints;
  for (auto &[joint, at] : column) at = static_cast<int>(joints.size()), joints.push_back(joint);

  const auto conductance = conductances(problem.positions, problem.edges);
  std::vector<Eigen::Triplet<double>> entries;
  entries.reserve(problem.edges.size() + static_cast<std::size_t>(free));
  std::vector<double> diagonal(static_cast<std::size_t>(free), 0);
  Eigen::MatrixXd right = Eigen::MatrixXd::Zero(free, static_cast<Eigen::Index>(joints.size()));
  for (std::size_t v = 0; v < count; ++v)
    if (row[v] >= 0 && warmth(v) > 0) {
      diagonal[static_cast<std::size_t>(row[v])] += warmth(v);
      right(row[v], column[problem.target[v]]) += warmth(v);
    }
  for (std::size_t e = 0; e < problem.edges.size(); ++e) {
    const auto &[a, b] = problem.edges[e];
    const double w = conductance[e];
    for (const auto &[from, to] : {Edge{a, b}, Edge{b, a}}) {
      if (row[from] < 0) continue;
      diagonal[static_cast<std::size_t>(row[from])] += w;
      if (row[to] < 0) right(row[from], column[pin(to)]) += w;
    }
    if (row[a] >= 0 && row[b] >= 0) entries.emplace_back(std::max(row[a], row[b]), std::min(row[a], row[b]), -w);
  }
  for (int i = 0; i < free; ++i) entries.emplace_back(i, i, diagonal[static_cast<std::size_t>(i)] + 1e-9);

  Eigen::MatrixXd solved(free, right.cols());
  if (free > 0) {
    Matrix matrix(free, free);
    matrix.setFromTriplets(entries.begin(), entries.end());
    const Solver solver(matrix);
    if (solver.info() != Eigen::Success) return bad_input("the heat equation has no solution", "bone heat");
    // Each joint's column by itself, on all cores.
    parallel_for(Eigen::Index{0}, right.cols(), [&](Eigen::Index j) { solved.col(j) = solver.solve(right.col(j)); });
  }

  SkinWeights out;
  out.joints.resize(count);
  out.weights.resize(count);
  std::vector<std::pair<std::uint32_t, float>> line;
  for (std::size_t v = 0; v < count; ++v) {
    line.clear();
    if (!alive[part[v]]) line.emplace_back(fallback, 1.0F);
    else if (row[v] < 0) line.emplace_back(pin(v), 1.0F);
    else
      for (std::size_t j = 0; j < joints.size(); ++j)
        line.emplace_back(joints[j], static_cast<float>(solved(row[v], static_cast<Eigen::Index>(j))));
    keep_four(line, out.joints[v], out.weights[v]);
  }
  return out;
}

Result<SkinWeights> bone_heat(std::span<const vec3> positions, std::span<const std::uint32_t> triangles,
                              std::span<const std::uint32_t> target, std::span<const float> strength,
                              std::uint32_t fallback, int k) {
  std::vector<Edge> edges = mesh_edges(triangles);
  if (k > 0) edges = merge_edges(std::move(edges), near_edges(positions, k));
  return bone_heat(HeatProblem{positions, edges, target, strength, {}}, fallback);
}

std::vector<float> harmonic(std::span<const vec3> positions, std::span<const Edge> edges, std::span<const float> pins,
                            float otherwise) {
  const std::size_t count = positions.size();
  std::vector<float> out(count, otherwise);
  std::uint32_t parts = 0;
  const auto part = parts_of(count, edges, parts);
  std::vector<char> alive(parts, 0);
  for (std::size_t v = 0; v < count; ++v)
    if (!std::isnan(pins[v])) alive[part[v]] = 1;
  std::vector<int> row(count, -1);
  int free = 0;
  for (std::size_t v = 0; v < count; ++v) {
    if (!std::isnan(pins[v])) out[v] = pins[v];
    else if (alive[part[v]]) row[v] = free++;
  }
  if (free == 0) return out;
  const auto conductance = conductances(positions, edges);
  std::vector<Eigen::Triplet<double>> entries;
  std::vector<double> diagonal(static_cast<std::size_t>(free), 0);
  Eigen::VectorXd right = Eigen::VectorXd::Zero(free);
  for (std::size_t e = 0; e < edges.size(); ++e) {
    const auto &[a, b] = edges[e];
    const double w = conductance[e];
    for (const auto &[from, to] : {Edge{a, b}, Edge{b, a}}) {
      if (row[from] < 0) continue;
      diagonal[static_cast<std::size_t>(row[from])] += w;
      if (row[to] < 0) right[row[from]] += w * static_cast<double>(out[to]);
    }
    if (row[a] >= 0 && row[b] >= 0) entries.emplace_back(std::max(row[a], row[b]), std::min(row[a], row[b]), -w);
  }
  for (int i = 0; i < free; ++i) entries.emplace_back(i, i, diagonal[static_cast<std::size_t>(i)] + 1e-9);
  Matrix matrix(free, free);
  matrix.setFromTriplets(entries.begin(), entries.end());
  const Solver solver(matrix);
  if (solver.info() != Eigen::Success) return out;
  const Eigen::VectorXd solved = solver.solve(right);
  for (std::size_t v = 0; v < count; ++v)
    if (row[v] >= 0) out[v] = static_cast<float>(solved[row[v]]);
  return out;
}

} // namespace myo::assemble
