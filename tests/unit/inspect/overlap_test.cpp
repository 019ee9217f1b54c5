// Shapes whose answer is known: a ball that reaches into another loses a cap of 2 pi r h.
#include "inspect/overlap.h"

#include "inspect/creases.h"
#include "support/shapes.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

namespace myo::inspect {
namespace {

double area_m2(const format::Mesh &mesh, std::size_t t) {
  const vec3 a = mesh.positions[mesh.indices[3 * t]], b = mesh.positions[mesh.indices[3 * t + 1]], c = mesh.positions[mesh.indices[3 * t + 2]];
  return 0.5 * static_cast<double>(glm::length(glm::cross(b - a, c - a)));
}

double swallowed_m2(const format::Mesh &mesh) {
  const std::vector<bool> lost = swallowed(mesh.positions, mesh.indices);
  double sum = 0;
  for (std::size_t t = 0; t < lost.size(); ++t)
    if (lost[t]) sum += area_m2(mesh, t);
  return sum;
}

// Both as one surface.
format::Mesh together(format::Mesh one, const format::Mesh &other) {
  const auto first = static_cast<std::uint32_t>(one.positions.size());
  one.positions.insert(one.positions.end(), other.positions.begin(), other.positions.end());
  for (const std::uint32_t i : other.indices) one.indices.push_back(first + i);
  return one;
}

constexpr float radius = 0.1F;
format::Mesh ball(vec3 centre) { return tests::ellipsoid(centre, vec3(radius), 80, 120); }

TEST(Overlap, ABallHasNone) { EXPECT_EQ(swallowed_m2(ball({0.02F, 1.1F, -0.3F})), 0); }

TEST(Overlap, BallsApartHaveNone) { EXPECT_EQ(swallowed_m2(together(ball({0, 1, 0}), ball({0.21F, 1, 0}))), 0); }

TEST(Overlap, OfTwoBallsIsACapEach) {
  for (const float between : {0.19F, 0.15F, 0.1F}) {
    const double height = double(radius) - 0.5 * double(between); // of each cap
    const double expected = 2 * (2 * std::numbers::pi * double(radius) * height);
    EXPECT_NEAR(swallowed_m2(together(ball({0, 1, 0}), ball({0.6F * between, 1 + 0.8F * between, 0}))), expected, 0.04 * expected + 2e-5) << between;
  }
}

TEST(Overlap, ABallInsideABallIsAllSwallowed) {
  const format::Mesh outer = ball({0, 1, 0}), inner = tests::ellipsoid({0.01F, 1.02F, 0}, vec3(0.04F), 40, 60);
  double all = 0;
  for (std::size_t t = 0; t < inner.indices.size() / 3; ++t) all += area_m2(inner, t);
  EXPECT_NEAR(swallowed_m2(together(outer, inner)), all, 1e-9);
}

TEST(Overlap, WhatIsInsideOutCounts) {
  format::Mesh mesh = ball({0, 1, 0});
  for (std::size_t i = 0; i + 2 < mesh.indices.size(); i += 3) std::swap(mesh.indices[i], mesh.indices[i + 1]);
  double all = 0;
  for (std::size_t t = 0; t < mesh.indices.size() / 3; ++t) all += area_m2(mesh, t);
  EXPECT_NEAR(swallowed_m2(mesh), all, 1e-9);
}

TEST(Overlap, OfNothingIsNothing) { EXPECT_TRUE(swallowed({}, {}).empty()); }

TEST(Creases, AreTheSkinNearTheirJoints) {
  format::Body body;
  body.joints.resize(3);
  body.joints[0].id = "sacrum", body.joints[1].id = "left.elbow", body.joints[1].centre = {0.3F, 1, 0}, body.joints[2].id = "left.wrist", body.joints[2].centre = {0.3F, 0.75F, 0};
  const format::Mesh arm = tests::spindle({0.3F, 1.3F, 0}, {0.3F, 0.7F, 0}, [](float) { return 0.03F; }, 60, 12);
  const std::vector<std::uint8_t> bands = creases_of(body, arm);
  const auto index = [](std::string_view name) {
    const auto found = std::ranges::find(creases(), name, &Crease::name);
    return static_cast<std::uint8_t>(found - creases().begin());
  };
  ASSERT_LT(index("elbow"), creases().size());
  std::size_t at_elbow = 0, at_wrist = 0;
  for (std::size_t t = 0; t < bands.size(); ++t) {
    const vec3 middle = (arm.positions[arm.indices[3 * t]] + arm.positions[arm.indices[3 * t + 1]] + arm.positions[arm.indices[3 * t + 2]]) / 3.0F;
    const bool elbow = glm::distance(middle, body.joints[1].centre) < creases()[index("elbow")].radius_m;
    const bool wrist = glm::distance(middle, body.joints[2].centre) < creases()[index("wrist")].radius_m;
    EXPECT_EQ(bands[t], elbow ? index("elbow") : wrist ? index("wrist") : no_crease);
    at_elbow += elbow, at_wrist += wrist;
  }
  EXPECT_GT(at_elbow, 0U);
  EXPECT_GT(at_wrist, 0U);
}

} // namespace
} // namespace myo::inspect
