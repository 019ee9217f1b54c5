// Deep surfaces: balls and bands face outwards on both sides and have a place in their chart.
#include "assemble/deep_forms.h"
#include "assemble/deep_surface.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

using anatomy::Side;

void charted(const format::Mesh &mesh) {
  ASSERT_EQ(mesh.uv.size(), mesh.positions.size());
  ASSERT_EQ(mesh.normals.size(), mesh.positions.size());
  for (const vec2 &uv : mesh.uv) EXPECT_TRUE(uv.x > 0 && uv.x < 1 && uv.y > 0 && uv.y < 1);
  // No triangle is turned over in the chart, none has an empty place there.
  int left = 0, right = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const vec2 a = mesh.uv[mesh.indices[t]], b = mesh.uv[mesh.indices[t + 1]] - a, c = mesh.uv[mesh.indices[t + 2]] - a;
    const float area = b.x * c.y - b.y * c.x;
    EXPECT_GT(std::abs(area), 1e-9F);
    (area > 0 ? left : right) += 1;
  }
  EXPECT_EQ(std::min(left, right), 0);
}

TEST(DeepForms, ABallHasItsHalfAxesAndFacesOutwards) {
  for (const Side side : {Side::left, Side::right}) {
    const BodyFrame frame = BodyFrame::of(side, 0.01F);
    const vec3 centre(30, -20, 1500), radii(12, 14, 20);
    const format::Mesh ball = deep_ball(frame, centre, radii, vec3(1, 0, 0));
    charted(ball);
    vec3 low(1e9F), high(-1e9F);
    for (std::size_t i = 0; i < ball.positions.size(); ++i) {
      const vec3 d = (frame.lps(ball.positions[i]) - centre) / radii;
      EXPECT_NEAR(glm::length(d), 1, 1e-3F);
      EXPECT_GT(glm::dot(ball.normals[i], ball.positions[i] - frame.world(centre)), 0);
      low = glm::min(low, d), high = glm::max(high, d);
    }
    EXPECT_GT(high.x, 0.999F);
    EXPECT_LT(low.x, -0.99F) << "only a small hole at the far pole";
    EXPECT_TRUE(low.y < -0.99F && high.y > 0.99F && low.z < -0.99F && high.z > 0.99F);
  }
}

TEST(DeepForms, ABandStandsUprightRoundItsMiddle) {
  const BodyFrame frame = BodyFrame::of(Side::left, 0);
  const std::vector<vec3> arch{{-26, 40, 0}, {-22, 15, 0}, {-14, 4, 0}, {0, 0, 0}, {14, 4, 0}, {22, 15, 0}, {26, 40, 0}};
  const format::Mesh band = deep_band(frame, arch, 9);
  charted(band);
  float low = 1e9F, high = -1e9F;
  for (std::size_t i = 0; i < band.positions.size(); ++i) {
    const vec3 p = frame.lps(band.positions[i]), n = frame.direction_lps(band.normals[i]);
    low = std::min(low, p.z), high = std::max(high, p.z);
    EXPECT_GT(glm::dot(n, p - vec3(0, 45, p.z)), 0) << "faces away from the middle";
  }
  EXPECT_NEAR(high, 13, 0.5F); // half its width, and a margin for its edge
  EXPECT_NEAR(low, -13, 0.5F);
}

TEST(DeepSurface, EveryRegionKnowsWhoCarriesIt) {
  anatomy::Region sheet, ball, middle, band;
  sheet.id = "scap_deep", sheet.chart = "plane:posterior", sheet.within_bone = "scapula";
  ball.id = "ear_deep", ball.radii_mm = vec3(12);
  middle.id = "pelvis_deep", middle.radii_mm = vec3(40), middle.paired = false;
  band.id = "upper_teeth", band.half_width_mm = 9;
  EXPECT_EQ(deep_carrier_id(sheet, Side::right), "deep.scapula.right");
  EXPECT_EQ(deep_carrier_id(ball, Side::left), "deep.ear_deep.left");
  EXPECT_EQ(deep_carrier_id(middle, Side::left), "deep.pelvis_deep");
  EXPECT_EQ(deep_carrier_id(band, Side::right), "deep.upper_teeth");
}

} // namespace
} // namespace myo::assemble
