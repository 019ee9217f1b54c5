#include "assemble/surface_samples.h"

#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>

namespace myo::assemble {

void Samples::add(const Samples &other) {
  points.insert(points.end(), other.points.begin(), other.points.end());
  normals.insert(normals.end(), other.normals.begin(), other.normals.end());
}

Samples sample_surface(const format::Mesh &mesh, double per_mm2) {
  Samples out;
  const double density = per_mm2 * 1e6;
  double owed = 0.5;
  double counter = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const vec3 a = mesh.positions[mesh.indices[t]];
    const vec3 b = mesh.positions[mesh.indices[t + 1]];
    const vec3 c = mesh.positions[mesh.indices[t + 2]];
    const vec3 cross = glm::cross(b - a, c - a);
    const float twice = glm::length(cross);
    if (!(twice > 0)) continue;
    owed += 0.5 * twice * density;
    for (; owed >= 1; owed -= 1) {
      // R2, a two-dimensional golden-ratio sequence, folded onto the triangle.
      counter += 1;
      double u = std::fmod(counter * 0.7548776662466927, 1.0);
      double v = std::fmod(counter * 0.5698402909980532, 1.0);
      if (u + v > 1) u = 1 - u, v = 1 - v;
      out.points.push_back(a + static_cast<float>(u) * (b - a) + static_cast<float>(v) * (c - a));
      out.normals.push_back(cross / twice);
    }
  }
  return out;
}

namespace {

struct Cloud {
  std::vector<vec3> points;
  [[nodiscard]] std::size_t kdtree_get_point_count() const { return points.size(); }
  [[nodiscard]] float kdtree_get_pt(std::size_t i, std::size_t axis) const {
    return points[i][static_cast<glm::length_t>(axis)];
  }
  template <class B> bool kdtree_get_bbox(B &) const { return false; }
};
using Tree = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Cloud>, Cloud, 3, std::uint32_t>;

} // namespace

struct PointTree::Index {
  explicit Index(std::vector<vec3> points) : cloud{std::move(points)} {
    if (!cloud.points.empty()) tree = std::make_unique<Tree>(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(12));
  }
  Cloud cloud;
  std::unique_ptr<Tree> tree;
};

PointTree::PointTree(std::vector<vec3> points) : index_(std::make_unique<Index>(std::move(points))) {}
PointTree::PointTree(PointTree &&) noexcept = default;
PointTree &PointTree::operator=(PointTree &&) noexcept = default;
PointTree::~PointTree() = default;

const std::vector<vec3> &PointTree::points() const { return index_->cloud.points; }

PointTree::Hit PointTree::nearest(vec3 p) const {
  if (!index_->tree) return {};
  std::uint32_t at = 0;
  float squared = 0;
  index_->tree->knnSearch(&p.x, 1, &at, &squared);
  return {at, std::sqrt(squared)};
}

std::vector<PointTree::Hit> PointTree::nearest(vec3 p, int k) const {
  if (!index_->tree || k <= 0) return {};
  std::vector<std::uint32_t> at(static_cast<std::size_t>(k));
  std::vector<float> squared(at.size());
  const std::size_t found = index_->tree->knnSearch(&p.x, at.size(), at.data(), squared.data());
  std::vector<Hit> hits(found);
  for (std::size_t i = 0; i < found; ++i) hits[i] = {at[i], std::sqrt(squared[i])};
  return hits;
}

std::vector<PointTree::Hit> PointTree::within(vec3 p, float radius) const {
  if (!index_->tree) return {};
  std::vector<std::pair<std::uint32_t, float>> found;
  index_->tree->radiusSearch(&p.x, radius * radius, found, nanoflann::SearchParams(32, 0.0F, false));
  std::sort(found.begin(), found.end());
  std::vector<Hit> hits(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) hits[i] = {found[i].first, std::sqrt(found[i].second)};
  return hits;
}

SurfaceProbe::SurfaceProbe(Samples samples)
    : normals_(std::move(samples.normals)), tree_(std::move(samples.points)) {}

SurfaceProbe::Answer SurfaceProbe::operator()(vec3 p) const {
  if (tree_.empty()) return {};
  const PointTree::Hit hit = tree_.nearest(p);
  const vec3 q = tree_.points()[hit.index];
  const vec3 n = normals_[hit.index];
  return {glm::dot(p - q, n) < 0 ? -hit.distance : hit.distance, n, q};
}

} // namespace myo::assemble
