#include "assemble/compare/rigid.h"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <vector>

namespace myo::assemble {
namespace {

Rigid weighted_fit(std::span<const vec3> from, std::span<const vec3> to, const std::vector<double> &weights) {
  glm::dvec3 a(0), b(0);
  double sum = 0;
  for (std::size_t i = 0; i < from.size(); ++i) {
    a += weights[i] * glm::dvec3(from[i]);
    b += weights[i] * glm::dvec3(to[i]);
    sum += weights[i];
  }
  if (!(sum > 0)) return {};
  a /= sum, b /= sum;
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (std::size_t i = 0; i < from.size(); ++i) {
    const glm::dvec3 p = glm::dvec3(from[i]) - a, q = glm::dvec3(to[i]) - b;
    spread += weights[i] * Eigen::Vector3d(p.x, p.y, p.z) * Eigen::Vector3d(q.x, q.y, q.z).transpose();
  }
  const Eigen::JacobiSVD<Eigen::Matrix3d> svd(spread, Eigen::ComputeFullU | Eigen::ComputeFullV);
  Eigen::Matrix3d flip = Eigen::Matrix3d::Identity();
  flip(2, 2) = (svd.matrixV() * svd.matrixU().transpose()).determinant() < 0 ? -1 : 1;
  const Eigen::Matrix3d turn = svd.matrixV() * flip * svd.matrixU().transpose();
  Rigid out;
  for (int row = 0; row < 3; ++row)
    for (int column = 0; column < 3; ++column) out.turn[column][row] = turn(row, column);
  out.shift = b - out.turn * a;
  return out;
}

} // namespace

Rigid Rigid::inverse() const {
  const glm::dmat3 back = glm::transpose(turn);
  return {back, -(back * shift)};
}

double Rigid::angle_deg() const {
  // From both sine and cosine: the cosine alone says nothing about small angles.
  const glm::dvec3 sine(turn[1][2] - turn[2][1], turn[2][0] - turn[0][2], turn[0][1] - turn[1][0]);
  return glm::degrees(std::atan2(glm::length(sine), turn[0][0] + turn[1][1] + turn[2][2] - 1.0));
}

Rigid after(const Rigid &second, const Rigid &first) { return {second.turn * first.turn, second.turn * first.shift + second.shift}; }

Rigid fit_points(std::span<const vec3> from, std::span<const vec3> to) {
  std::vector<double> weights(from.size(), 1.0), residuals(from.size());
  Rigid fit = weighted_fit(from, to, weights);
  for (int round = 0; round < 6 && from.size() > 4; ++round) {
    for (std::size_t i = 0; i < from.size(); ++i) residuals[i] = static_cast<double>(glm::length(fit(from[i]) - to[i]));
    std::vector<double> sorted = residuals;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const double limit = 4.0 * sorted[sorted.size() / 2];
    if (limit < 1e-7) break;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const double r = residuals[i] / limit;
      weights[i] = r < 1 ? (1 - r * r) * (1 - r * r) : 0.0;
    }
    fit = weighted_fit(from, to, weights);
  }
  return fit;
}

} // namespace myo::assemble
