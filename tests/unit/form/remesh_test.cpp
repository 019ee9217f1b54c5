#include "form/remesh.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace myo;
using namespace myo::form;

Surface ball() {
  Field f;
  f.lattice = lattice_over({vec3(-0.05F), vec3(0.05F)}, 0.01F, 0.0025F);
  for (int z = 0; z < f.lattice.size.z; ++z)
    for (int y = 0; y < f.lattice.size.y; ++y)
      for (int x = 0; x < f.lattice.size.x; ++x) f.values.push_back(glm::length(f.lattice.point(x, y, z)) - 0.05F);
  return isosurface(f);
}

std::vector<float> edges(const Surface &s, float low_y, float high_y) {
  std::vector<float> out;
  for (std::size_t t = 0; t < s.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const vec3 a = s.positions[s.indices[t + k]], b = s.positions[s.indices[t + (k + 1) % 3]];
      const float y = 0.5F * (a.y + b.y);
      if (y >= low_y && y < high_y) out.push_back(glm::distance(a, b));
    }
  std::sort(out.begin(), out.end());
  return out;
}

vec3 onto_ball(vec3 p) {
  return 0.05F * glm::normalize(p);
}

TEST(Remesh, MakesEvenTrianglesOnTheSurface) {
  const Surface s = remesh(ball(), {[](vec3) { return 0.005F; }, onto_ball, 5});
  const Topology t = topology(s);
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
  EXPECT_EQ(t.genus, 0);
  for (const vec3 &p : s.positions) EXPECT_NEAR(glm::length(p), 0.05F, 1e-4F);
  const std::vector<float> e = edges(s, -1, 1);
  EXPECT_NEAR(e[e.size() / 2], 0.005F, 0.0008F);
  EXPECT_GT(e[e.size() / 100], 0.0028F);
  EXPECT_LT(e[e.size() * 99 / 100], 0.0075F);
  EXPECT_GT(volume(s), 0);
}

TEST(Remesh, GradesTheEdgeLength) {
  const Surface s = remesh(ball(), {[](vec3 p) { return p.y > 0 ? 0.003F : 0.006F; }, onto_ball, 5});
  const std::vector<float> fine = edges(s, 0.02F, 1), coarse = edges(s, -1, -0.02F);
  EXPECT_NEAR(fine[fine.size() / 2], 0.003F, 0.0006F);
  EXPECT_NEAR(coarse[coarse.size() / 2], 0.006F, 0.001F);
}

TEST(Remesh, GivesTheSameBytesTwice) {
  const RemeshWish wish{[](vec3) { return 0.006F; }, onto_ball, 3};
  const Surface a = remesh(ball(), wish), b = remesh(ball(), wish);
  EXPECT_EQ(a.indices, b.indices);
  EXPECT_EQ(a.positions, b.positions);
}

TEST(VertexNormals, PointOutOfABall) {
  const Surface s = remesh(ball(), {[](vec3) { return 0.005F; }, onto_ball, 3});
  const std::vector<vec3> n = vertex_normals(s.positions, s.indices);
  for (std::size_t i = 0; i < n.size(); ++i) EXPECT_GT(glm::dot(n[i], glm::normalize(s.positions[i])), 0.995F);
}

} // namespace
