#include "form/seam.h"

#include "form_kit.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::form {
namespace {

// One of two sheets side by side, 100 mm along y and 40 mm across x, that meet at x = 0; its middle is raised to `high`, and
// falls away from the border by `slope`.
RibbonShape one_half(bool right, float high, float slope, bool sewn) {
  RibbonShape s;
  s.section = Section::sheet;
  s.thickness = 6 * millimetre, s.bed = 0;
  s.outward = vec3(0, 0, 1);
  const float far = right ? 40 * millimetre : -40 * millimetre;
  const auto across = [&](float y, float z, float drop) {
    std::vector<vec3> line{{0, y, z}, {far, y, z - drop}};
    if (!right) std::reverse(line.begin(), line.end());
    return line;
  };
  s.origin.line = across(0, 0, 0), s.insertion.line = across(100 * millimetre, 0, 0);
  s.via = {across(50 * millimetre, high, slope * 40 * millimetre)};
  (right ? s.sewn_first : s.sewn_last) = sewn;
  return s;
}

// Of the middle of the sheet's border, the highest and the lowest point.
vec2 border_of(const Ribbon &r) {
  vec2 out(1, -1);
  for (const vec3 p : r.mesh.positions)
    if (std::abs(p.x) < 0.5F * millimetre && std::abs(p.y - 50 * millimetre) < 10 * millimetre) out = {std::min(out.x, p.z), std::max(out.y, p.z)};
  return out;
}

TEST(Seam, ASewnEdgeIsAsThickAsTheSheet) {
  const vec2 rim = border_of(loft_ribbon(one_half(false, 0, 0, false), {})), sewn = border_of(loft_ribbon(one_half(false, 0, 0, true), {}));
  EXPECT_LT(rim.y - rim.x, 1 * millimetre);
  EXPECT_NEAR(sewn.y - sewn.x, 6 * millimetre, 0.3F * millimetre);
  EXPECT_TRUE(closed_and_manifold(loft_ribbon(one_half(true, 0, 0, true), {}).mesh));
}

TEST(Seam, EdgesMeetAndAreShadedAsOneSurface) {
  Ribbon a = loft_ribbon(one_half(false, 10 * millimetre, 0.2F, true), {}), b = loft_ribbon(one_half(true, 11.5F * millimetre, 0.2F, true), {});
  const vec2 before_a = border_of(a), before_b = border_of(b);
  EXPECT_GT(before_b.y - before_a.y, 1 * millimetre);
  const double volume = volume_ml(a.mesh) + volume_ml(b.mesh);
  const std::vector<Seam> seams{{{&a, true}, {&b, false}}};
  sew(seams);
  EXPECT_TRUE(closed_and_manifold(a.mesh));
  EXPECT_TRUE(closed_and_manifold(b.mesh));
  EXPECT_NEAR(volume_ml(a.mesh) + volume_ml(b.mesh), volume, 0.02 * volume);
  // Row by row, both sheets have as many here: the first fibre of the outer face beside the border.
  ASSERT_EQ(a.rows, b.rows);
  for (int r = 3; r + 3 <= a.rows; ++r) {
    const auto i = static_cast<std::size_t>(r * a.sides + a.sides / 2 - 1), j = static_cast<std::size_t>(r * b.sides + 1);
    EXPECT_NEAR(a.mesh.positions[i].z, b.mesh.positions[j].z, 0.2F * millimetre) << r;
    EXPECT_GT(glm::dot(a.mesh.normals[i], b.mesh.normals[j]), 0.999F) << r;
    EXPECT_GT(a.mesh.normals[i].z, 0.8F) << r; // not that of the wall
  }
}

TEST(Seam, EdgesFarApartStayWhereTheyAre) {
  Ribbon a = loft_ribbon(one_half(false, 0, 0, true), {}), b = loft_ribbon(one_half(true, 30 * millimetre, 0, true), {});
  const std::vector<vec3> before = a.mesh.positions;
  const std::vector<Seam> seams{{{&a, true}, {&b, false}}};
  sew(seams);
  float moved = 0;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (std::abs(before[i].y - 50 * millimetre) < 15 * millimetre) moved = std::max(moved, glm::distance(before[i], a.mesh.positions[i]));
  EXPECT_LT(moved, 0.1F * millimetre);
}

} // namespace
} // namespace myo::form
