#include "assemble/sphere_fit.h"

#include <Eigen/Dense>
#include <cmath>
#include <random>

namespace myo::assemble {
namespace {

constexpr int sphere_rounds = 1500;
constexpr float aligned = 0.92F; // cosine between a surface normal and the sphere's own

std::vector<std::size_t> inliers_of(const Samples &s, const SphereFit &f, float tolerance) {
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < s.points.size(); ++i) {
    const vec3 out = s.points[i] - f.centre;
    const float d = glm::length(out);
    if (std::abs(d - f.radius) < tolerance && glm::dot(out, s.normals[i]) > aligned * d) found.push_back(i);
  }
  return found;
}

// Geometric least squares by Gauss-Newton; residual is distance to the centre minus the radius.
void polish(const Samples &s, const std::vector<std::size_t> &which, SphereFit &f) {
  for (int round = 0; round < 8; ++round) {
    Eigen::Matrix4d normal = Eigen::Matrix4d::Zero();
    Eigen::Vector4d right = Eigen::Vector4d::Zero();
    double squares = 0;
    for (const std::size_t i : which) {
      const vec3 out = s.points[i] - f.centre;
      const double d = glm::length(out);
      if (!(d > 0)) continue;
      const Eigen::Vector4d row(-out.x / d, -out.y / d, -out.z / d, -1.0);
      const double r = d - f.radius;
      normal += row * row.transpose();
      right -= row * r;
      squares += r * r;
    }
    f.residual_mm = static_cast<float>(1e3 * std::sqrt(squares / static_cast<double>(which.size())));
    const Eigen::Vector4d step = normal.ldlt().solve(right);
    if (!step.allFinite()) return;
    f.centre += vec3(step[0], step[1], step[2]);
    f.radius += static_cast<float>(step[3]);
    if (step.norm() < 1e-8) return;
  }
}

} // namespace

std::optional<SphereFit> fit_sphere(const Samples &all, float low, float high, float tolerance) {
  if (all.points.size() < 20) return std::nullopt;
  Samples s; // RANSAC needs no more than a few thousand points to rank its candidates
  const std::size_t stride = std::max<std::size_t>(1, all.points.size() / 3000);
  for (std::size_t i = 0; i < all.points.size(); i += stride) {
    s.points.push_back(all.points[i]);
    s.normals.push_back(all.normals[i]);
  }
  std::mt19937 dice(20230607U);
  SphereFit best;
  std::size_t best_count = 0;
  for (int round = 0; round < sphere_rounds; ++round) {
    const std::size_t i = dice() % s.points.size();
    const std::size_t j = dice() % s.points.size();
    const vec3 dn = s.normals[i] - s.normals[j];
    const float spread = glm::dot(dn, dn);
    if (spread < 0.05F) continue;
    // p_i = c + r n_i for both points; least squares for r.
    const float r = glm::dot(s.points[i] - s.points[j], dn) / spread;
    if (r < low || r > high) continue;
    const vec3 a = s.points[i] - r * s.normals[i];
    const vec3 b = s.points[j] - r * s.normals[j];
    if (glm::distance(a, b) > 2 * tolerance) continue;
    SphereFit f{0.5F * (a + b), r, 0, 0};
    const std::size_t count = inliers_of(s, f, tolerance).size();
    if (count > best_count) best_count = count, best = f;
  }
  if (best_count == 0) return std::nullopt;
  return settle_sphere(all, best, low, high, tolerance);
}

std::optional<SphereFit> settle_sphere(const Samples &samples, SphereFit near, float low, float high, float tolerance) {
  for (int round = 0; round < 3; ++round) {
    const auto which = inliers_of(samples, near, tolerance);
    if (which.size() < 20) return std::nullopt;
    near.inliers = which.size();
    polish(samples, which, near);
  }
  if (near.radius < low || near.radius > high) return std::nullopt;
  return near;
}

} // namespace myo::assemble
