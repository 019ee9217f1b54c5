#include "form/sculpt/lean.h"

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>

namespace myo::form::sculpt {
namespace {

constexpr double reach_mm = 12;  // of a bell: a spinous process leans from its root on, not at its tip alone
constexpr float beyond = 1.25F;  // between and past the points the bend may overshoot what they say by a little

double bell(vec3 a, vec3 b) {
  const double y = static_cast<double>(a.y - b.y), z = static_cast<double>(a.z - b.z);
  const double share = 1 + (y * y + z * z) / (reach_mm * reach_mm);
  return 1 / (share * share);
}

} // namespace

Lean::Lean(std::span<const anatomy::MidlinePoint> midline) {
  const auto n = static_cast<Eigen::Index>(midline.size());
  if (n == 0) return;
  Eigen::MatrixXd a(n, n);
  Eigen::VectorXd b(n);
  for (Eigen::Index i = 0; i < n; ++i) {
    const anatomy::MidlinePoint &point = midline[static_cast<std::size_t>(i)];
    for (Eigen::Index k = 0; k < n; ++k) a(i, k) = bell(point.at, midline[static_cast<std::size_t>(k)].at);
    a(i, i) += 1e-3; // points almost on each other share what they say
    b(i) = point.deviation;
    most_ = std::max(most_, beyond * static_cast<float>(std::abs(point.deviation)));
  }
  const Eigen::VectorXd x = a.ldlt().solve(b);
  for (Eigen::Index i = 0; i < n; ++i) bells_.push_back({midline[static_cast<std::size_t>(i)].at, x(i)});
}

float Lean::at(vec3 p) const {
  double sum = 0;
  for (const Bell &b : bells_) sum += b.height * bell(p, b.at);
  return std::clamp(static_cast<float>(sum), -most_, most_);
}

} // namespace myo::form::sculpt
