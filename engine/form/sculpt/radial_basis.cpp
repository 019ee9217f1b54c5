#include "form/sculpt/radial_basis.h"

#include <Eigen/Dense>

#include <cmath>

namespace myo::form::sculpt {

double RadialBasis::kernel(double square) const {
  if (square < 1e-12) return 0;
  return kernel_ == Kernel::plate ? 0.5 * square * std::log(square) : square * std::sqrt(square);
}

RadialBasis::RadialBasis(std::span<const vec3> nodes, std::span<const double> values, Kernel kernel, int linear)
    : kernel_(kernel), linear_(linear) {
  std::vector<double> kept;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    bool twin = false;
    for (const vec3 n : nodes_) twin = twin || glm::distance(n, nodes[i]) < 1e-4F;
    if (!twin) nodes_.push_back(nodes[i]), kept.push_back(values[i]);
  }
  const auto n = static_cast<Eigen::Index>(nodes_.size());
  const Eigen::Index m = n + 1 + linear;
  Eigen::MatrixXd a = Eigen::MatrixXd::Zero(m, m);
  Eigen::VectorXd b = Eigen::VectorXd::Zero(m);
  for (Eigen::Index i = 0; i < n; ++i) {
    const vec3 p = nodes_[static_cast<std::size_t>(i)];
    for (Eigen::Index k = 0; k < i; ++k) {
      const glm::dvec3 off = glm::dvec3(p) - glm::dvec3(nodes_[static_cast<std::size_t>(k)]);
      a(i, k) = a(k, i) = this->kernel(glm::dot(off, off));
    }
    a(i, n) = a(n, i) = 1;
    for (int c = 0; c < linear; ++c) a(i, n + 1 + c) = a(n + 1 + c, i) = static_cast<double>(p[c]);
    b(i) = kept[static_cast<std::size_t>(i)];
  }
  // Rank-revealing: nodes on one line leave the linear part open, which then stays 0.
  const Eigen::VectorXd x = a.completeOrthogonalDecomposition().solve(b);
  weights_.assign(x.data(), x.data() + m);
}

float RadialBasis::operator()(vec3 p) const {
  const std::size_t n = nodes_.size();
  double sum = weights_[n];
  for (int c = 0; c < linear_; ++c) sum += weights_[n + 1 + static_cast<std::size_t>(c)] * static_cast<double>(p[c]);
  for (std::size_t i = 0; i < n; ++i) {
    const glm::dvec3 off = glm::dvec3(p) - glm::dvec3(nodes_[i]);
    sum += weights_[i] * kernel(glm::dot(off, off));
  }
  return static_cast<float>(sum);
}

} // namespace myo::form::sculpt
