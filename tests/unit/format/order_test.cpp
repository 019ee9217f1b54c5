#include "format/order.h"

#include "../../support/sample_body.h"

#include <algorithm>
#include <array>
#include <gtest/gtest.h>

namespace myo::format {
namespace {

using Corner = std::array<float, 3>;
using Face = std::array<Corner, 3>;

// A mesh as the set of its triangles in space, each begun at its smallest corner: what no reordering may change.
std::vector<Face> faces(const Mesh &mesh) {
  std::vector<Face> out;
  for (std::size_t i = 0; i < mesh.indices.size(); i += 3) {
    Face f;
    for (std::size_t k = 0; k < 3; ++k) {
      const vec3 p = mesh.positions[mesh.indices[i + k]];
      f[k] = {p.x, p.y, p.z};
    }
    std::rotate(f.begin(), std::min_element(f.begin(), f.end()), f.end());
    out.push_back(f);
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST(OrderVertices, MovesNothingInSpace) {
  const Body before = tests::sample_body();
  Body after = before;
  order_vertices(after);
  for (std::size_t s = 0; s < before.structures.size(); ++s)
    EXPECT_EQ(faces(before.structures[s].mesh), faces(after.structures[s].mesh)) << before.structures[s].id;
}

TEST(OrderVertices, AttributesAndRegionsFollow) {
  const Body before = tests::sample_body();
  Body after = before;
  order_vertices(after);
  const auto keyed = [](const Body &body) {
    std::vector<std::array<float, 5>> out;
    const RegionField &r = body.regions[0];
    const Mesh &mesh = body.structures[r.carrier].mesh;
    for (std::size_t i = 0; i < r.vertices.size(); ++i) {
      const std::uint32_t v = r.vertices[i];
      out.push_back({mesh.positions[v].x, mesh.positions[v].y, mesh.uv[v].x, static_cast<float>(mesh.openness[v]), r.distance_mm[i]});
    }
    std::sort(out.begin(), out.end());
    return out;
  };
  EXPECT_EQ(keyed(before), keyed(after));
  EXPECT_TRUE(std::is_sorted(after.regions[0].vertices.begin(), after.regions[0].vertices.end()));
}

TEST(OrderVertices, DropsWhatNoTriangleUses) {
  Body body = tests::sample_body();
  Mesh &mesh = body.structures[0].mesh;
  const std::size_t before = mesh.positions.size();
  mesh.positions.emplace_back(9, 9, 9);
  mesh.normals.emplace_back(0, 1, 0);
  mesh.joints.emplace_back(0);
  mesh.weights.emplace_back(1, 0, 0, 0);
  mesh.openness.push_back(3);
  order_vertices(body);
  EXPECT_EQ(mesh.positions.size(), before);
  EXPECT_EQ(mesh.openness.size(), before);
}

TEST(OrderInfluences, MergesSortsAndSumsToOne) {
  Mesh mesh;
  mesh.joints = {u16vec4(4, 2, 4, 1), u16vec4(7, 3, 9, 0), u16vec4(5, 1, 0, 0)};
  mesh.weights = {vec4(0.2F, 0.3F, 0.3F, 0.2F), vec4(0, 0.9995F, 0, 0), vec4(0.5F, 0.5F, 0, 0)};
  order_influences(mesh);
  EXPECT_EQ(mesh.joints[0], u16vec4(4, 2, 1, 0));
  EXPECT_FLOAT_EQ(mesh.weights[0].x, 0.5F);
  EXPECT_EQ(mesh.weights[0].w, 0.0F);
  EXPECT_EQ(mesh.joints[1], u16vec4(3, 0, 0, 0));
  EXPECT_EQ(mesh.weights[1], vec4(1, 0, 0, 0));
  EXPECT_EQ(mesh.joints[2], u16vec4(1, 5, 0, 0)) << "equal shares go by joint";
  const Mesh once = mesh;
  order_influences(mesh);
  EXPECT_EQ(once.weights, mesh.weights) << "doing it twice must change nothing";
}

} // namespace
} // namespace myo::format
