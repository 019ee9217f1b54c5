#include "assemble/mesh/adjacency.h"
#include "assemble/mesh/measure.h"
#include "assemble/mesh/normals.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/mesh/repair.h"
#include "assemble/mesh/sampler.h"
#include "assemble/mesh/simplify.h"
#include "unit/assemble/mesh/shapes.h"

#include <gtest/gtest.h>
#include <random>

namespace myo::assemble {
namespace {

Surface closed_sphere(double radius) {
  Surface s = tests::sphere(radius);
  weld(s);
  return s;
}

TEST(Measure, ASphereHasTheAreaAndVolumeOfASphere) {
  const Surface s = closed_sphere(30);
  const double r = 0.03, pi = glm::pi<double>();
  EXPECT_NEAR(area_m2(s), 4 * pi * r * r, 0.005 * 4 * pi * r * r);
  EXPECT_NEAR(volume_m3(s), 4.0 / 3 * pi * r * r * r, 0.006 * 4.0 / 3 * pi * r * r * r);
  EXPECT_LT(glm::length(centroid(s)), 1e-5F);
  EXPECT_EQ(count_edges(s).open, 0U);
  EXPECT_EQ(count_edges(s).manifold, 3 * s.triangles() / 2);
}

TEST(Normals, OfASpherePointOutward) {
  const Surface s = closed_sphere(30);
  const std::vector<vec3> normals = smooth_normals(s);
  for (std::size_t v = 0; v < normals.size(); ++v) {
    EXPECT_NEAR(glm::length(normals[v]), 1.0F, 1e-5F);
    EXPECT_GT(glm::dot(normals[v], glm::normalize(s.positions[v])), 0.995F);
  }
}

TEST(Sampler, GivesOneSampleASquareMillimetreOnTheSurface) {
  const Surface s = closed_sphere(30);
  const Samples samples = sample_surface(s);
  EXPECT_NEAR(double(samples.points.size()), area_m2(s) * 1e6, 1.0);
  EXPECT_EQ(samples.area_mm2, 1.0);
  for (std::size_t i = 0; i < samples.points.size(); i += 17) {
    EXPECT_NEAR(glm::length(samples.points[i]), 0.03F, 2e-4F);
    EXPECT_GT(glm::dot(samples.normals[i], glm::normalize(samples.points[i])), 0.99F);
    const vec3 w = samples.barycentric[i];
    const std::uint32_t *t = &s.indices[3 * samples.triangles[i]];
    EXPECT_LT(
        glm::distance(w.x * s.positions[t[0]] + w.y * s.positions[t[1]] + w.z * s.positions[t[2]], samples.points[i]),
        1e-6F);
    EXPECT_GE(std::min({w.x, w.y, w.z}), 0.0F);
  }
}

TEST(Sampler, SpreadsEvenlyOverHalvesAndInsideLargeTriangles) {
  const Samples sphere = sample_surface(closed_sphere(30), 2.0);
  const auto upper = std::count_if(sphere.points.begin(), sphere.points.end(), [](vec3 p) { return p.z > 0; });
  EXPECT_NEAR(double(upper) / double(sphere.points.size()), 0.5, 0.003);

  const Surface triangle{{{0, 0, 0}, {0.1F, 0, 0}, {0, 0.1F, 0}}, {0, 1, 2}}; // 5000 mm2
  const Samples one = sample_surface(triangle);
  ASSERT_EQ(one.points.size(), 5000U);
  const auto corner = std::count_if(one.points.begin(), one.points.end(), [](vec3 p) { return p.x + p.y < 0.05F; });
  EXPECT_NEAR(double(corner), 1250, 25);
  EXPECT_EQ(sample_surface(triangle).points, one.points);
}

TEST(PointTree, AgreesWithBruteForce) {
  std::mt19937 random(7);
  std::vector<vec3> points;
  for (int i = 0; i < 500; ++i)
    points.emplace_back(float(random() % 1000) / 1e3F, float(random() % 1000) / 1e3F, float(random() % 1000) / 1e3F);
  const PointTree tree(points);
  for (int i = 0; i < 50; ++i) {
    const vec3 p(float(random() % 1000) / 1e3F, float(random() % 1000) / 1e3F, float(random() % 1000) / 1e3F);
    std::vector<std::pair<float, std::uint32_t>> all;
    for (std::uint32_t j = 0; j < points.size(); ++j) all.emplace_back(glm::distance(p, points[j]), j);
    std::sort(all.begin(), all.end());
    EXPECT_NEAR(tree.nearest(p).distance, all[0].first, 1e-5F);
    const auto five = tree.nearest(p, 5);
    ASSERT_EQ(five.size(), 5U);
    EXPECT_NEAR(five[4].distance, all[4].first, 1e-5F);
    const auto ball = tree.within(p, 0.2F);
    EXPECT_EQ(ball.size(), std::size_t(std::count_if(all.begin(), all.end(), [](auto &a) { return a.first < 0.2F; })));
    EXPECT_TRUE(std::is_sorted(ball.begin(), ball.end(), [](auto &a, auto &b) { return a.distance < b.distance; }));
  }
  EXPECT_EQ(PointTree({}).nearest(vec3(0)).index, format::none);
  EXPECT_EQ(tree.nearest(vec3(0), 900).size(), 500U);
}

TEST(Simplify, StaysWithinItsErrorAndDropsTriangles) {
  const Surface fine = closed_sphere(30);
  const Surface coarse = simplify(fine, 0.2);
  EXPECT_LT(coarse.triangles(), fine.triangles() / 2);
  EXPECT_EQ(count_edges(coarse).open, 0U);
  for (const vec3 p : sample_surface(coarse, 0.5).points) EXPECT_NEAR(glm::length(p), 0.03F, 0.0006F);
  Surface drawn = coarse;
  order_for_drawing(drawn);
  EXPECT_EQ(drawn.triangles(), coarse.triangles());
  EXPECT_NEAR(volume_m3(drawn), volume_m3(coarse), 1e-9);
}

TEST(Adjacency, KnowsEdgesTrianglesAndSpace) {
  const Surface s{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}, {5, 5, 5}, {6, 5, 5}, {5, 6, 5}},
                  {0, 1, 2, 1, 3, 2, 4, 5, 6}};
  const Neighbours edges = edge_neighbours(s);
  EXPECT_EQ(edges.of(0).size(), 2U);
  EXPECT_EQ(edges.of(1).size(), 3U);
  const Neighbours triangles = vertex_triangles(s);
  EXPECT_EQ(triangles.of(2).size(), 2U);
  EXPECT_EQ(triangles.of(6)[0], 2U);
  const Components parts = components(s);
  ASSERT_EQ(parts.count(), 2U);
  EXPECT_EQ(parts.triangles[0], 2U);
  const Neighbours space = nearest_neighbours(s.positions, 4); // reaches across the gap, and back
  bool across = false;
  for (const std::uint32_t n : space.of(4)) across |= n < 4;
  EXPECT_TRUE(across);
  for (std::uint32_t v = 0; v < space.size(); ++v)
    for (const std::uint32_t n : space.of(v)) {
      const auto back = space.of(n);
      EXPECT_TRUE(std::binary_search(back.begin(), back.end(), v));
    }
}

} // namespace
} // namespace myo::assemble
