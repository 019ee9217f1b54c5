// Skinning weights as heat that bones give to the tissue around them (Baran and Popovic, "Automatic rigging and
// animation of 3D characters", 2007): (L + diag(h)) w_j = h * [target is j], solved for every joint j at once, with
// some vertices pinned outright.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace myo::assemble {

inline constexpr std::uint32_t no_joint = 0xFFFFFFFFU;

using Edge = std::pair<std::uint32_t, std::uint32_t>; // first < second

// The edges of a triangle list, each once, sorted.
[[nodiscard]] std::vector<Edge> mesh_edges(std::span<const std::uint32_t> indices);
// Each point with its k nearest others (symmetric union, each once, sorted). Ties the loose pieces of a bundle together.
[[nodiscard]] std::vector<Edge> near_edges(std::span<const vec3> points, int k);
[[nodiscard]] std::vector<Edge> merge_edges(std::vector<Edge> a, const std::vector<Edge> &b);

struct SkinWeights {               // one element a vertex
  std::vector<u16vec4> joints;
  std::vector<vec4> weights;       // descending, >= 0, sum 1
};

struct HeatProblem {
  std::span<const vec3> positions;       // metres
  std::span<const Edge> edges;
  std::span<const std::uint32_t> target; // per vertex: the joint that warms it, or no_joint
  std::span<const float> strength;       // per vertex: c / d^2 in 1/m^2, d = distance to that joint's bone
  std::span<const std::uint32_t> pinned; // per vertex: the joint it is fixed to, or no_joint; may be empty
};
// Fails when sizes differ or when nothing warms or pins a connected part at all and `fallback` is no_joint.
[[nodiscard]] Result<SkinWeights> bone_heat(const HeatProblem &problem, std::uint32_t fallback = no_joint);

// The same with a triangle mesh: edges are the mesh's, plus `k` nearest neighbours a vertex when k > 0.
[[nodiscard]] Result<SkinWeights> bone_heat(std::span<const vec3> positions, std::span<const std::uint32_t> triangles,
                                            std::span<const std::uint32_t> target, std::span<const float> strength,
                                            std::uint32_t fallback, int k = 0);

// A smooth field between pinned values (NaN = free) on the same graph; free parts that touch no pin become `otherwise`.
[[nodiscard]] std::vector<float> harmonic(std::span<const vec3> positions, std::span<const Edge> edges,
                                          std::span<const float> pins, float otherwise = 0.5F);

// Keeps the four largest of a dense row (joint, weight) list and makes them sum to 1.
void keep_four(std::span<const std::pair<std::uint32_t, float>> row, u16vec4 &joints, vec4 &weights);

} // namespace myo::assemble
