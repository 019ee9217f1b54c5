#include "assemble/contact.h"

#include "assemble/mesh/point_tree.h"

#include <algorithm>

namespace myo::assemble {
namespace {

// Indices of `from` whose bounds come within `far` of the others': keeps the search off the far end of a long bone.
std::vector<std::uint32_t> candidates(const Samples &from, const Samples &to, float far) {
  Bounds box;
  for (const vec3 p : to.points) box.add(p);
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < from.points.size(); ++i) {
    if (box.holds(from.points[i], far)) out.push_back(i);
  }
  return out;
}

std::vector<vec3> pick(const Samples &s, const std::vector<std::uint32_t> &which) {
  std::vector<vec3> out;
  out.reserve(which.size());
  for (const std::uint32_t i : which) out.push_back(s.points[i]);
  return out;
}

} // namespace

std::optional<ContactFit> fit_contact(const Samples &a, const Samples &b, float band, float far) {
  if (a.points.empty() || b.points.empty()) return std::nullopt;
  const std::vector<vec3> near_a = pick(a, candidates(a, b, far));
  const std::vector<vec3> near_b = pick(b, candidates(b, a, far));
  if (near_a.empty() || near_b.empty()) return std::nullopt;
  const auto distances = [](const std::vector<vec3> &from, const std::vector<vec3> &to) {
    const PointTree tree(to);
    std::vector<PointTree::Hit> out;
    out.reserve(from.size());
    for (const vec3 p : from) out.push_back(tree.nearest(p));
    return out;
  };
  const auto from_a = distances(near_a, near_b);
  const auto from_b = distances(near_b, near_a);
  float gap = 1e30F;
  for (const auto &h : from_a) gap = std::min(gap, h.distance);
  if (gap > far) return std::nullopt;

  ContactFit fit;
  fit.gap_mm = gap / millimetre;
  glm::dvec3 sum_a{0};
  glm::dvec3 sum_b{0};
  glm::dvec3 across{0};
  std::size_t count_a = 0;
  std::size_t count_b = 0;
  for (std::size_t i = 0; i < from_a.size(); ++i)
    if (from_a[i].distance <= gap + band) {
      sum_a += glm::dvec3(near_a[i]);
      across += glm::dvec3(near_b[from_a[i].index] - near_a[i]);
      ++count_a;
    }
  for (std::size_t i = 0; i < from_b.size(); ++i)
    if (from_b[i].distance <= gap + band) {
      sum_b += glm::dvec3(near_b[i]);
      across += glm::dvec3(near_b[i] - near_a[from_b[i].index]);
      ++count_b;
    }
  fit.centre = vec3(0.5 * (sum_a / double(count_a) + sum_b / double(count_b)));
  fit.normal = glm::length(across) > 0 ? vec3(glm::normalize(across)) : vec3(0, 1, 0);
  fit.samples = count_a + count_b;
  return fit;
}

} // namespace myo::assemble
