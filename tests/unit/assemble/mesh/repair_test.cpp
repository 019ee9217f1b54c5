#include "assemble/mesh/repair.h"

#include "assemble/mesh/adjacency.h"
#include "assemble/mesh/cracks.h"
#include "assemble/mesh/measure.h"
#include "unit/assemble/mesh/shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using myo::tests::cracked_ellipsoid_mm;
using myo::tests::ellipsoid_mm;
using tests::surface_of;

TEST(Weld, JoinsEqualPositionsOnly) {
  Surface s{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {0, 0, 0}, {0, 1, 0}, {-1, 0, 1e-4F}}, {0, 1, 2, 3, 4, 5}};
  weld(s);
  EXPECT_EQ(s.positions.size(), 4U);
  EXPECT_EQ(s.indices, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3}));
}

TEST(Debris, DropsRepeatedTrianglesInAnyTurnAndCollapsedOnes) {
  Surface s{{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}}, {0, 1, 2, 2, 0, 1, 1, 0, 2, 1, 1, 3, 1, 3, 2}};
  RepairCounts counts;
  drop_debris(s, counts);
  EXPECT_EQ(counts.duplicate_triangles, 2U);
  EXPECT_EQ(counts.degenerate_triangles, 1U);
  EXPECT_EQ(s.indices, (std::vector<std::uint32_t>{0, 1, 2, 1, 3, 2}));
}

TEST(Shards, SmallAndFarPiecesGoNearAndLargeOnesStay) {
  myo::tests::Solid solid = ellipsoid_mm({0, 0, 0}, {20, 20, 20}, 20, 30);
  solid.add(ellipsoid_mm({0, 0, 30}, {1, 1, 1}, 3, 4));    // small, 9 mm away: stays
  solid.add(ellipsoid_mm({0, 0, 42}, {1, 1, 1}, 3, 4));    // small, near that one: stays
  solid.add(ellipsoid_mm({0, 0, 90}, {1, 1, 1}, 3, 4));    // small and far: goes
  solid.add(ellipsoid_mm({200, 0, 0}, {9, 9, 9}, 20, 30)); // far but large: stays
  Surface s = surface_of(solid);
  weld(s);
  ASSERT_EQ(components(s).count(), 5U);
  RepairCounts counts;
  drop_shards(s, counts);
  EXPECT_EQ(counts.shards, 1U);
  EXPECT_EQ(components(s).count(), 4U);
  EXPECT_LT(bounds(s.positions).high.z, 0.05F);
}

TEST(Cracks, AreFoundAsOneSimpleLoop) {
  Surface s = surface_of(cracked_ellipsoid_mm({0, 0, 0}, {10, 10, 30}, 0.3));
  weld(s);
  const std::vector<Loop> loops = open_loops(s);
  ASSERT_EQ(loops.size(), 1U);
  EXPECT_EQ(loops[0].size(), 2U * 11U + 2U); // both sides of 11 rings, and the poles
}

TEST(Cracks, NarrowOnesAreSewnWithoutNewTriangles) {
  Surface s = surface_of(cracked_ellipsoid_mm({0, 0, 0}, {10, 10, 30}, 0.3));
  const std::size_t triangles = s.triangles();
  const RepairCounts counts = repair(s);
  EXPECT_GT(counts.open_before, 20U);
  EXPECT_EQ(counts.open_after, 0U);
  EXPECT_EQ(counts.cracks_closed, 1U);
  EXPECT_EQ(counts.holes_filled, 0U);
  EXPECT_EQ(s.triangles(), triangles);
  EXPECT_EQ(count_edges(s).crowded, 0U);
}

TEST(Cracks, WiderOnesAreFilledAndNoVertexMoves) {
  Surface s = surface_of(cracked_ellipsoid_mm({0, 0, 0}, {10, 10, 30}, 2.5));
  weld(s);
  const std::vector<vec3> before = s.positions;
  const RepairCounts counts = repair(s);
  EXPECT_EQ(counts.cracks_closed, 0U);
  EXPECT_EQ(counts.holes_filled, 1U);
  EXPECT_EQ(counts.open_after, 0U);
  EXPECT_EQ(count_edges(s).crowded, 0U);
  EXPECT_EQ(s.positions, before); // order included
}

TEST(Cracks, AWideRimStaysOpen) {
  Surface s = surface_of(ellipsoid_mm({0, 0, 0}, {60, 60, 60}, 30, 40));
  weld(s);
  std::vector<bool> keep(s.triangles());
  for (std::size_t t = 0; t < keep.size(); ++t) keep[t] = s.positions[s.indices[3 * t]].z < 0;
  s = keep_triangles(s, keep);
  const std::size_t open = count_edges(s).open;
  ASSERT_GT(open, 30U);
  EXPECT_EQ(repair(s).open_after, open);
}

TEST(Facing, AMirroredSolidIsTurned) {
  Surface s = surface_of(ellipsoid_mm({0, 0, 0}, {10, 10, 10}));
  for (vec3 &p : s.positions) p.x = -p.x;
  ASSERT_LT(volume_m3(s), 0);
  const RepairCounts counts = repair(s);
  EXPECT_EQ(counts.flipped_triangles, s.triangles());
  EXPECT_GT(volume_m3(s), 0);
}

TEST(Repair, OfASoundSurfaceChangesNothingButTheWeld) {
  Surface s = tests::sphere(20);
  weld(s);
  const Surface before = s;
  const RepairCounts counts = repair(s);
  EXPECT_EQ(counts.open_before, 0U);
  EXPECT_EQ(s.indices, before.indices);
  EXPECT_EQ(s.positions, before.positions);
}

} // namespace
} // namespace myo::assemble
