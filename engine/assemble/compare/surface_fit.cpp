#include "assemble/compare/surface_fit.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

namespace myo::assemble {
namespace {

constexpr std::size_t pairs_wanted = 1500; // a direction
constexpr int fit_rounds = 40;

struct Pair { vec3 moved, target, normal; };

// In the frame of b: a's samples onto b, and b's samples pulled from a.
std::vector<Pair> pairs_of(const Samples &a, const SurfaceTree &tree_a, const Samples &b, const SurfaceTree &tree_b, const Rigid &fit) {
  std::vector<Pair> out;
  const Rigid back = fit.inverse();
  for (std::size_t i = 0, step = std::max<std::size_t>(1, a.points.size() / pairs_wanted); i < a.points.size(); i += step) {
    const vec3 p = fit(a.points[i]);
    const SurfaceTree::Hit hit = tree_b.nearest(p);
    if (glm::dot(fit.direction(a.normals[i]), hit.normal) > 0.3F) out.push_back({p, hit.point, hit.normal});
  }
  for (std::size_t i = 0, step = std::max<std::size_t>(1, b.points.size() / pairs_wanted); i < b.points.size(); i += step) {
    const SurfaceTree::Hit hit = tree_a.nearest(back(b.points[i]));
    if (glm::dot(fit.direction(hit.normal), b.normals[i]) > 0.3F) out.push_back({fit(hit.point), b.points[i], b.normals[i]});
  }
  return out;
}

// One linearised step about `centre`; `size` scales turns to lengths so that damping treats both alike.
Rigid step_of(const std::vector<Pair> &pairs, vec3 centre, double size) {
  Eigen::Matrix<double, 6, 6> normal = Eigen::Matrix<double, 6, 6>::Zero();
  Eigen::Matrix<double, 6, 1> right = Eigen::Matrix<double, 6, 1>::Zero();
  std::vector<double> off;
  for (const Pair &p : pairs) off.push_back(std::abs(static_cast<double>(glm::dot(p.target - p.moved, p.normal))));
  std::nth_element(off.begin(), off.begin() + static_cast<std::ptrdiff_t>(off.size() / 2), off.end());
  const double soft = 3.0 * off[off.size() / 2] + 1e-6; // Huber: what the other body does not have pulls less
  for (const Pair &p : pairs) {
    const glm::dvec3 arm = glm::dvec3(p.moved - centre) / size, n(p.normal);
    const glm::dvec3 twist = glm::cross(arm, n);
    Eigen::Matrix<double, 6, 1> row;
    row << twist.x, twist.y, twist.z, n.x, n.y, n.z;
    const double r = static_cast<double>(glm::dot(p.target - p.moved, p.normal));
    const double weight = std::abs(r) <= soft ? 1.0 : soft / std::abs(r);
    normal += weight * row * row.transpose();
    right += weight * r * row;
  }
  normal += 2e-3 * normal.trace() / 6.0 * Eigen::Matrix<double, 6, 6>::Identity();
  const Eigen::Matrix<double, 6, 1> x = normal.ldlt().solve(right);
  const glm::dvec3 turn = glm::dvec3(x[0], x[1], x[2]) / size, shift(x[3], x[4], x[5]);
  Rigid step;
  if (const double angle = glm::length(turn); angle > 1e-12) step.turn = glm::dmat3(glm::rotate(glm::dmat4(1.0), angle, turn / angle));
  step.shift = glm::dvec3(centre) - step.turn * glm::dvec3(centre) + shift;
  return step;
}

} // namespace

Rigid fit_surfaces(const Samples &a, const SurfaceTree &tree_a, const Samples &b, const SurfaceTree &tree_b, const Rigid &start) {
  Rigid fit = start;
  Bounds box;
  for (const vec3 p : b.points) box.add(p);
  if (box.empty() || a.points.empty()) return fit;
  const double size = std::max(1e-3, 0.5 * static_cast<double>(glm::length(box.size())));
  for (int round = 0; round < fit_rounds; ++round) {
    const std::vector<Pair> pairs = pairs_of(a, tree_a, b, tree_b, fit);
    if (pairs.size() < 12) return fit;
    const Rigid step = step_of(pairs, box.centre(), size);
    fit = after(step, fit);
    const double moved = glm::length(step(box.centre()) - box.centre()) + size * glm::radians(step.angle_deg());
    if (moved < 2e-6) break;
  }
  return fit;
}

} // namespace myo::assemble
