#include "assemble/soft_forms.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using namespace myo;
using namespace myo::assemble;
using anatomy::SurfaceForm;

constexpr float far = 100; // a field without anything near

SurfaceForm form(SurfaceForm::Kind kind) {
  SurfaceForm f;
  f.kind = kind;
  return f;
}

TEST(SoftForm, BallIsAnEllipsoidThatMayPointAndTurn) {
  SurfaceForm f = form(SurfaceForm::Kind::ball);
  f.radii_mm = {2, 3, 6};
  const SoftForm upright(f, {vec3(1, 0, 0)}, 1, mat3(1));
  EXPECT_NEAR(upright(vec3(3, 0, 0), far), 0, 1e-4F);
  EXPECT_NEAR(upright(vec3(1, 3, 0), far), 0, 1e-4F);
  EXPECT_NEAR(upright(vec3(1, 0, -6), far), 0, 1e-4F);
  EXPECT_NEAR(upright(vec3(6, 0, 0), far), 3, 1);
  EXPECT_LT(upright(vec3(1, 0, 0), far), 0);
  const SoftForm lying(f, {vec3(0), vec3(0, 5, 0)}, 2, mat3(1)); // twice the size, its long axis backwards
  EXPECT_NEAR(lying(vec3(0, 12, 0), far), 0, 1e-4F);
  EXPECT_NEAR(lying(vec3(4, 0, 0), far), 0, 1e-4F);
  f.turn_deg = vec3(0, 0, 90);
  EXPECT_NEAR(SoftForm(f, {vec3(0)}, 1, mat3(1))(vec3(0, 2, 0), far), 0, 1e-4F);
}

TEST(SoftForm, TubeFollowsItsPointsWithTheirRadii) {
  SurfaceForm f = form(SurfaceForm::Kind::tube);
  f.radii_mm = {2, 4, 2};
  const SoftForm tube(f, {vec3(0), vec3(0, 10, 0), vec3(0, 20, 0)}, 1, mat3(1));
  EXPECT_NEAR(tube(vec3(2, 0, 0), far), 0, 0.02F);
  EXPECT_NEAR(tube(vec3(0, 10, 4), far), 0, 0.02F);
  EXPECT_NEAR(tube(vec3(0, 22, 0), far), 0, 0.02F);
  f.radii_mm = {4};
  f.flat = 0.5F, f.flat_along = vec3(1, 0, 0);
  const SoftForm strap(f, {vec3(0), vec3(0, 20, 0)}, 1, mat3(1));
  EXPECT_NEAR(strap(vec3(2, 10, 0), far), 0, 0.02F);
  EXPECT_NEAR(strap(vec3(0, 10, 4), far), 0, 0.02F);
  EXPECT_NEAR(strap(vec3(3, 10, 0), far), 1, 0.05F); // still millimetres
}

TEST(SoftForm, CutTakesAwayAndBlendNeverExceedsItsParts) {
  SurfaceForm f = form(SurfaceForm::Kind::ball);
  f.radii_mm = {5};
  f.cut = true;
  const SoftForm hole(f, {vec3(0)}, 1, mat3(1));
  EXPECT_GT(hole(vec3(0), -20), 0);
  EXPECT_FLOAT_EQ(hole(vec3(9, 0, 0), -20), -4); // 4 from the hole's wall
  EXPECT_EQ(melt(1, 3, 2), 1);
  EXPECT_LT(melt(1, 1.5F, 2), 1);
  EXPECT_EQ(melt(1, 1, 0), 1);
}

TEST(SoftForm, ReliefRaisesByItsHeightAndFadesAtItsWidth) {
  SurfaceForm f = form(SurfaceForm::Kind::relief);
  f.height_mm = -2, f.width_mm = 6;
  const SoftForm groove(f, {vec3(0), vec3(0, 0, 20)}, 1, mat3(1));
  EXPECT_NEAR(groove(vec3(0, 0, 10), 1), 3, 1e-5F);
  EXPECT_NEAR(groove(vec3(6, 0, 10), 1), 1, 1e-5F);
  EXPECT_NEAR(groove(vec3(0, 5, 10), 1) - 1, 2 * std::pow(1 - 25.0F / 36, 2), 1e-4F);
  f.seen_from = vec3(0, -1, 0), f.reach_mm = 30;
  const SoftForm seen(f, {vec3(0), vec3(0, 0, 20)}, 1, mat3(1));
  EXPECT_NEAR(seen(vec3(0, 25, 10), 1), 3, 1e-5F); // depth does not matter ...
  EXPECT_EQ(seen(vec3(0, 31, 10), 1), 1);          // ... within its reach
}

TEST(SoftForm, EyeShowsItsGlobeBetweenTheLids) {
  SurfaceForm f = form(SurfaceForm::Kind::eye);
  f.globe_mm = 12, f.lid_mm = 1.5F, f.upper_mm = 5, f.lower_mm = 5;
  const SoftForm eye(f, {vec3(0), vec3(-12, -4, 0), vec3(12, -4, 0)}, 1, mat3(1));
  const auto depth = [&](vec3 direction) { // of the surface, from the centre
    float r = 20;
    while (eye(r * direction, far) > 0) r -= 0.05F;
    return r;
  };
  EXPECT_NEAR(depth(vec3(0, -1, 0)), 12, 0.1F);                              // the opening
  EXPECT_NEAR(depth(glm::normalize(vec3(0, -1, 0.9F))), 13.5F, 0.1F);        // upper lid
  EXPECT_NEAR(depth(glm::normalize(vec3(0, -1, -0.9F))), 13.5F, 0.1F);       // lower lid
  EXPECT_NEAR(depth(vec3(0, 1, 0)), 13.5F, 0.1F);                            // no second opening behind
}

TEST(SoftForm, SamplesLieOnTheBallAndWithinTheTube) {
  SurfaceForm f = form(SurfaceForm::Kind::ball);
  f.radii_mm = {3, 4, 5};
  const SoftForm ball(f, {vec3(0, 0, 7)}, 1, mat3(1));
  const std::vector<vec3> on = ball.samples(1);
  EXPECT_GT(on.size(), 150U);
  for (const vec3 &p : on) EXPECT_NEAR(ball(p, far), 0, 0.01F);
  f.kind = SurfaceForm::Kind::tube, f.radii_mm = {3};
  const SoftForm tube(f, {vec3(0), vec3(10, 0, 0)}, 1, mat3(1));
  for (const vec3 &p : tube.samples(1)) EXPECT_LT(tube(p, far), 0.01F);
}

} // namespace
