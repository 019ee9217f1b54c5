#include "assemble/mesh/point_tree.h"

#include <algorithm>
#include <cmath>
#include <nanoflann.hpp>

namespace myo::assemble {
namespace {

void order(std::vector<PointTree::Hit> &hits) {
  std::sort(hits.begin(), hits.end(), [](const PointTree::Hit &a, const PointTree::Hit &b) {
    return a.distance != b.distance ? a.distance < b.distance : a.index < b.index;
  });
}

} // namespace

struct PointTree::Impl {
  struct Cloud {
    std::vector<vec3> points;
    [[nodiscard]] std::size_t kdtree_get_point_count() const { return points.size(); }
    [[nodiscard]] float kdtree_get_pt(std::size_t i, std::size_t axis) const { return points[i][int(axis)]; }
    template <class Box> bool kdtree_get_bbox(Box &) const { return false; }
  };
  using Index = nanoflann::KDTreeSingleIndexAdaptor<nanoflann::L2_Simple_Adaptor<float, Cloud>, Cloud, 3, std::uint32_t>;

  explicit Impl(std::span<const vec3> points)
      : cloud{{points.begin(), points.end()}}, index(3, cloud, nanoflann::KDTreeSingleIndexAdaptorParams(16)) {}
  Cloud cloud;
  Index index;
};

PointTree::PointTree(std::span<const vec3> points) : impl_(std::make_unique<Impl>(points)) {}
PointTree::PointTree(PointTree &&) noexcept = default;
PointTree &PointTree::operator=(PointTree &&) noexcept = default;
PointTree::~PointTree() = default;

std::size_t PointTree::size() const {
  return impl_->cloud.points.size();
}
vec3 PointTree::point(std::uint32_t index) const {
  return impl_->cloud.points[index];
}

PointTree::Hit PointTree::nearest(vec3 p) const {
  Hit hit;
  if (size() == 0) return hit;
  float squared = 0;
  impl_->index.knnSearch(&p.x, 1, &hit.index, &squared);
  hit.distance = std::sqrt(squared);
  return hit;
}

std::vector<PointTree::Hit> PointTree::nearest(vec3 p, std::size_t count) const {
  count = std::min(count, size());
  std::vector<std::uint32_t> indices(count);
  std::vector<float> squared(count);
  const std::size_t found = count == 0 ? 0 : impl_->index.knnSearch(&p.x, count, indices.data(), squared.data());
  std::vector<Hit> hits(found);
  for (std::size_t i = 0; i < found; ++i) hits[i] = {indices[i], std::sqrt(squared[i])};
  order(hits);
  return hits;
}

std::vector<PointTree::Hit> PointTree::within(vec3 p, float radius) const {
  std::vector<std::pair<std::uint32_t, float>> found;
  if (size() > 0) impl_->index.radiusSearch(&p.x, radius * radius, found, nanoflann::SearchParams(32, 0.0F, false));
  std::vector<Hit> hits(found.size());
  for (std::size_t i = 0; i < found.size(); ++i) hits[i] = {found[i].first, std::sqrt(found[i].second)};
  order(hits);
  return hits;
}

} // namespace myo::assemble
