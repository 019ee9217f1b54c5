#include "assemble/soft_parts.h"

#include <gtest/gtest.h>

namespace {

using namespace myo;
using namespace myo::assemble;
using anatomy::Side;
using anatomy::SurfaceForm;
using anatomy::SurfacePart;

SurfaceForm ball(const char *at, float radius) {
  SurfaceForm f;
  f.points = {at};
  f.radii_mm = {radius};
  return f;
}

// One landmark on each side, 100 mm from the midline; on the right it lies 10 mm lower. Shoulders to spread about.
struct Setting {
  anatomy::Library library;
  format::Body body;

  Setting() {
    body.landmarks = {{"tip", Side::left, {0.1F, 0.50F, 0}, 0},        {"tip", Side::right, {-0.1F, 0.49F, 0}, 0},
                      {"gh_centre", Side::left, {0.2F, 1.4F, 0}, 0},   {"gh_centre", Side::right, {-0.2F, 1.4F, 0}, 0},
                      {"hand", Side::left, {0.25F, 0.8F, 0.02F}, 0},   {"hand", Side::right, {-0.25F, 0.8F, 0.02F}, 0}};
    body.joints = {{.id = "left.knuckle", .centre = {0.26F, 0.75F, 0}}, {.id = "right.knuckle", .centre = {-0.26F, 0.75F, 0}}};
    SurfacePart part;
    part.id = "bump", part.name = "bump", part.edge_mm = 1;
    part.points = {{"bump_top", "Top", {"tip"}, 0, vec3(0, -8, 0)}};
    part.forms = {ball("bump_top", 5)};
    library.surface.parts = {part};
  }
  [[nodiscard]] SoftParts parts() const { return SoftParts(body, library, Spread(body, library, 34, 6)); }
};

constexpr float air = 0.1F; // nothing wrapped is near

TEST(SoftParts, PlacesOneHalfOfTheMidlineOnBothSidesAlike) {
  const SoftParts parts = Setting().parts();
  EXPECT_TRUE(parts.notes().empty());
  const vec3 left(0.1F, 0.495F, 0.008F), right(-0.1F, 0.495F, 0.008F); // at the mean height, 8 mm in front
  EXPECT_LT(parts(left, air), 0);
  EXPECT_LT(parts(right, air), 0);
  EXPECT_NEAR(parts(left + vec3(0, 0.006F, 0), air), parts(right + vec3(0, 0.006F, 0), air), 1e-6F);
  EXPECT_EQ(parts(vec3(0, 0.495F, 0), air), air);
  EXPECT_EQ(parts.shaped_by(left), "bump");
  EXPECT_EQ(parts.shaped_by(vec3(0)), "");
  EXPECT_NEAR(parts.edge(left), 0.001F, 1e-5F);
  EXPECT_NEAR(parts.edge(vec3(0)), 0.005F, 1e-5F);
  ASSERT_TRUE(parts.point("bump_top", Side::left));
  EXPECT_LT(glm::distance(*parts.point("bump_top", Side::left), left), 1e-5F);
}

TEST(SoftParts, LimbsMoveWithTheirBones) {
  Setting s;
  s.library.surface.parts[0].limb = "arm";
  s.library.surface.parts[0].points = {{"mid", "Middle", {"hand", "joint:knuckle"}, 0.5, vec3(0)}};
  s.library.surface.parts[0].forms = {ball("mid", 5)};
  const SoftParts parts = s.parts();
  const Spread spread(s.body, s.library, 34, 6);
  const vec3 rest(0.255F, 0.775F, 0.01F), mirrored(-0.255F, 0.775F, 0.01F);
  EXPECT_LT(parts(spread.apart(rest, Spread::rigid(Limb::left_arm)), air), 0);
  EXPECT_LT(parts(spread.apart(mirrored, Spread::rigid(Limb::right_arm)), air), 0);
  EXPECT_EQ(parts(rest, air), air); // that is where it will be brought back to, not where it is built
}

TEST(SoftParts, OnesApartDoNotMeltIntoEachOther) {
  Setting s;
  SurfacePart &part = s.library.surface.parts[0];
  part.points = {{"a", "A", {"tip"}, 0, vec3(0)}, {"b", "B", {"tip"}, 0, vec3(12, 0, 0)}};
  part.forms = {ball("a", 5), ball("b", 5)};
  for (SurfaceForm &f : part.forms) f.blend_mm = 8;
  const vec3 gap(0.106F, 0.495F, 0);
  const float melted = s.parts()(gap, air);
  part.apart = true, part.blend_mm = 8;
  for (SurfaceForm &f : part.forms) f.blend_mm = 0;
  EXPECT_LT(melted, 0);
  EXPECT_NEAR(s.parts()(gap, air), 0.001F, 1e-4F);
}

TEST(SoftParts, LieUnderACoverAsPointsAndThenShapeNothing) {
  Setting s;
  s.library.surface.parts[0].under = "trunk";
  const SoftParts parts = s.parts();
  EXPECT_EQ(parts(vec3(0.1F, 0.495F, 0.008F), air), air);
  const std::vector<vec3> both = parts.under("trunk", Side::midline, 0.001F), left = parts.under("trunk", Side::left, 0.001F);
  EXPECT_EQ(both.size(), 2 * left.size());
  for (const vec3 &p : left) EXPECT_NEAR(glm::distance(p, vec3(0.1F, 0.495F, 0.008F)), 0.005F, 1e-4F);
  EXPECT_TRUE(parts.under("head", Side::midline, 0.001F).empty());
}

TEST(SoftParts, SayWhatTheyMiss) {
  Setting s;
  s.body.landmarks.erase(s.body.landmarks.begin(), s.body.landmarks.begin() + 2);
  const SoftParts parts = s.parts();
  ASSERT_EQ(parts.notes().size(), 1U);
  EXPECT_NE(parts.notes()[0].find("bump"), std::string::npos);
  EXPECT_NE(parts.notes()[0].find("tip"), std::string::npos);
  EXPECT_EQ(parts(vec3(0.1F, 0.495F, 0.008F), air), air);
}

} // namespace
