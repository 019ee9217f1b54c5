#include "atlas/levels.h"

#include "../../support/sample_body.h"

#include <algorithm>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace myo::atlas {
namespace {

std::vector<Levels> levels_of(const format::Body &body) {
  Progress progress;
  auto levels = build_levels(body, progress);
  EXPECT_TRUE(levels);
  return std::move(*levels);
}

std::size_t total(const std::vector<Levels> &levels, Detail detail) {
  std::size_t out = 0;
  for (const Levels &l : levels) out += l.triangles(detail).size() / 3;
  return out;
}

// Edges between positions that only one triangle has: where a closed surface is open.
std::size_t open_edges(const format::Mesh &mesh, std::span<const std::uint32_t> triangles) {
  std::map<std::array<float, 3>, std::uint32_t> place;
  const auto at = [&](std::uint32_t v) {
    const vec3 p = mesh.positions[v];
    return place.emplace(std::array{p.x, p.y, p.z}, static_cast<std::uint32_t>(place.size())).first->second;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, int> count;
  for (std::size_t i = 0; i < triangles.size(); i += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const auto a = at(triangles[i + k]);
      const auto b = at(triangles[i + (k + 1) % 3]);
      ++count[std::minmax(a, b)];
    }
  return static_cast<std::size_t>(std::count_if(count.begin(), count.end(), [](const auto &e) { return e.second == 1; }));
}

TEST(BuildLevels, SmallBodyIsLeftAlone) {
  const format::Body body = tests::sample_body();
  const auto levels = levels_of(body);
  for (std::size_t s = 0; s < levels.size(); ++s)
    for (const Detail d : {Detail::full, Detail::interactive, Detail::coarse})
      EXPECT_TRUE(std::ranges::equal(levels[s].triangles(d), body.structures[s].mesh.indices));
}

TEST(BuildLevels, LargeBodyMeetsItsBudgetAndStaysClosed) {
  const format::Body body = tests::sample_body(360, 200); // about 950 000 triangles
  const auto levels = levels_of(body);
  EXPECT_GT(total(levels, Detail::full), 700'000U);
  EXPECT_LE(total(levels, Detail::interactive), 310'000U);
  EXPECT_GE(total(levels, Detail::interactive), 250'000U);
  EXPECT_LE(total(levels, Detail::coarse), 105'000U);
  EXPECT_GE(total(levels, Detail::coarse), 80'000U);
  for (std::size_t s = 0; s < 4; ++s) {
    const auto &mesh = body.structures[s].mesh;
    EXPECT_EQ(open_edges(mesh, levels[s].triangles(Detail::interactive)), 0U) << s;
    EXPECT_EQ(open_edges(mesh, levels[s].triangles(Detail::coarse)), 0U) << s;
    EXPECT_LT(levels[s].of[2].error_mm, 3.0F);
  }
}

TEST(BuildLevels, DoubledVerticesDoNotStopTheSimplifier) {
  format::Body body = tests::sample_body(360, 4);
  format::Mesh &mesh = body.structures[0].mesh; // every triangle gets vertices of its own, as a flat-shaded file has
  format::Mesh split;
  for (const std::uint32_t v : mesh.indices) {
    split.indices.push_back(static_cast<std::uint32_t>(split.positions.size()));
    split.positions.push_back(mesh.positions[v]);
    split.normals.push_back(mesh.normals[v]);
    split.joints.push_back(mesh.joints[v]);
    split.weights.push_back(mesh.weights[v]);
  }
  mesh = std::move(split);
  const auto levels = levels_of(body);
  EXPECT_LT(levels[0].of[2].count, levels[0].of[0].count / 4);
  EXPECT_EQ(open_edges(mesh, levels[0].triangles(Detail::coarse)), 0U);
}

TEST(BuildLevels, ChartSeamsStayShut) {
  format::Body body = tests::sample_body(360, 250);
  const auto levels = levels_of(body);
  const format::Mesh &mesh = body.structures[4].mesh;
  ASSERT_LT(levels[4].of[2].count, levels[4].of[0].count);
  for (const Detail d : {Detail::interactive, Detail::coarse}) {
    std::set<float> left;
    std::set<float> right; // heights at which each chart touches the seam
    for (const std::uint32_t v : levels[4].triangles(d)) {
      if (mesh.positions[v].x != 0.0F) continue;
      (mesh.uv[v].x < 0.5F ? left : right).insert(mesh.positions[v].y);
    }
    EXPECT_EQ(left, right) << "both sides of the seam must keep the same points";
    // No triangle may join the two charts.
    const auto triangles = levels[4].triangles(d);
    for (std::size_t i = 0; i < triangles.size(); i += 3) {
      const bool first = mesh.uv[triangles[i]].x < 0.5F;
      ASSERT_EQ(first, mesh.uv[triangles[i + 1]].x < 0.5F);
      ASSERT_EQ(first, mesh.uv[triangles[i + 2]].x < 0.5F);
    }
  }
}

TEST(BuildLevels, SameBodySameLevels) {
  const format::Body body = tests::sample_body(360, 50);
  const auto a = levels_of(body);
  const auto b = levels_of(body);
  for (std::size_t s = 0; s < a.size(); ++s) EXPECT_EQ(a[s].indices, b[s].indices);
}

TEST(BuildLevels, CanBeCancelled) {
  Progress progress;
  progress.cancel();
  const auto levels = build_levels(tests::sample_body(), progress);
  ASSERT_FALSE(levels);
  EXPECT_EQ(levels.error().kind, ErrorKind::cancelled);
}

} // namespace
} // namespace myo::atlas
