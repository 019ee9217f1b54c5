// Sections, single readings and the sheet that shows them.
#include "assemble/compare/caliper.h"
#include "assemble/compare/flow.h"
#include "assemble/compare/numbers.h"
#include "assemble/compare/panel.h"
#include "assemble/compare/sheet.h"

#include "bodies.h"

#include <gtest/gtest.h>

namespace myo::assemble::made {
namespace {

using anatomy::Side;

LpsMesh lps_of(format::Mesh mesh, Side side = Side::left) {
  format::Body body;
  body.structures.push_back(structure("FMA1", "thing", side, std::move(mesh)));
  return lps_mesh(body, {0}, BodyFrame::of(side, 0));
}

TEST(Section, OfACylinder) {
  const LpsMesh mesh = lps_of(cylinder(vec3(0.02F, 0.1F, -0.03F), 0.01F, 0.08F));
  const Section across = cut(mesh.positions, mesh.indices, 2, 100.3F); // lps: at l 20, p 30
  EXPECT_NEAR(area(across), glm::pi<double>() * 100, 0.2);
  const auto chord = crossings(across, 1, 30.01F); // along l
  ASSERT_EQ(chord.size(), 2U);
  EXPECT_NEAR(chord[0], 10, 0.05);
  EXPECT_NEAR(chord[1], 30, 0.05);
  EXPECT_NEAR(area(cut(mesh.positions, mesh.indices, 0, 20.01F)), 20 * 80, 2);
  EXPECT_TRUE(cut(mesh.positions, mesh.indices, 2, 141).empty());
}

TEST(Section, ContoursCloseEvenThroughVertices) {
  const LpsMesh mesh = lps_of(box(vec3(0), vec3(0.02F)));
  const Section level = cut(mesh.positions, mesh.indices, 2, mesh.box.high.z); // in the top face: >= counts as above
  for (const auto &[a, b] : level.pieces) EXPECT_EQ(a == b, false);
  EXPECT_NEAR(area(level), 400, 1e-3);
  EXPECT_EQ(crossings(cut(mesh.positions, mesh.indices, 2, 0), 0, 0).size(), 2U);
}

TEST(LpsMesh, MirrorsTheRightSideAndStaysOutsideOut) {
  const format::Mesh ball = sphere(vec3(-0.1F, 1, 0), 0.01F);
  const LpsMesh mesh = lps_of(ball, Side::right);
  EXPECT_NEAR(mesh.box.centre().x, 100, 1e-3);
  const vec3 a = mesh.positions[mesh.indices[300]], b = mesh.positions[mesh.indices[301]], c = mesh.positions[mesh.indices[302]];
  EXPECT_GT(glm::dot(glm::cross(b - a, c - a), a - mesh.box.centre()), 0);
}

TEST(Caliper, WidthAngleAndPoints) {
  const LpsMesh mesh = lps_of(box(vec3(0.05F, 1, 0), {0.03F, 0.1F, 0.02F}));
  EXPECT_NEAR(width_mm(mesh, {50, 0, 1000}, {1, 0, 0}).value(), 30, 1e-3);
  EXPECT_NEAR(width_mm(mesh, {50, 0, 1000}, {0, 1, 0}).value(), 20, 1e-3);
  EXPECT_NEAR(width_mm(mesh, {0, 0, 1000}, {1, 0, 0}).value(), 30, 1e-3); // beside it
  EXPECT_NEAR(width_mm(mesh, {50, 0, 1000}, {1, 1, 0}).value(), 20 * std::sqrt(2.0), 1e-3);
  EXPECT_FALSE(width_mm(mesh, {50, 0, 1200}, {1, 0, 0}));

  const LpsMesh ring = lps_of(torus(vec3(0), 0.03F, 0.01F));
  EXPECT_NEAR(width_mm(ring, {30, 0.1F, 0.1F}, {1, 0, 0}).value(), 20, 0.2); // not across the hole
  EXPECT_NEAR(angle_deg({1, 0, 0}, {0, 0, 0}, {0, 2, 0}).value(), 90, 1e-6);
  EXPECT_FALSE(angle_deg({1, 0, 0}, {1, 0, 0}, {0, 2, 0}));

  format::Body body;
  body.landmarks = {{"tip", Side::left, {0.1F, 1.2F, 0.03F}, 0}, {"tip", Side::right, {-0.11F, 1.2F, 0.03F}, 0}};
  anatomy::Library library;
  library.landmarks.resize(1);
  library.landmarks[0].id = "tip";
  EXPECT_NEAR(point_at(body, library, "tip", Side::left)->x, 100, 1e-3);
  EXPECT_NEAR(point_at(body, library, "right.tip", Side::left)->x, -110, 1e-3);
  EXPECT_NEAR(point_at(body, library, "tip", Side::right)->x, 110, 1e-3);
  EXPECT_NEAR(point_at(body, library, "tip", Side::left)->y, -30, 1e-3);
  EXPECT_EQ(point_at(body, library, "1,-2,3.5", Side::left).value(), vec3(1, -2, 3.5F));
  const auto unknown = point_at(body, library, "tipp", Side::left);
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::arguments);
  EXPECT_NE(unknown.error().line().find("did you mean tip?"), std::string::npos);
}

TEST(Numbers, OnlyNumbers) {
  EXPECT_EQ(numbers_of("1,2.5,-3"), (std::vector<float>{1, 2.5F, -3}));
  for (const char *bad : {"", "1,", ",1", "1,,2", "one", "1 2", "nan"}) EXPECT_TRUE(numbers_of(bad).empty()) << bad;
}

TEST(Flow, TakesTheLargestScaleThatFits) {
  const std::vector<FlowItem> items(4, FlowItem{{vec2(100, 50)}, false});
  const Flow flow = lay_out(items, 1000, 400, {20, 20}, 100);
  EXPECT_LE(flow.height, 400);
  EXPECT_GT(flow.px_per_mm, 2.8F); // two rows of two: 3 px a mm would fill the height
  for (const auto &item : flow.places) EXPECT_LE(item[0].x + int(100 * flow.px_per_mm) + 20, 1000);
}

// Every view looks from where it says: a nose on the far side is not seen, on the near side it is.
TEST(Raster, ViewsLookFromWhereTheySay) {
  const LpsMesh ball = lps_of(sphere(vec3(0), 0.02F));
  const std::array<vec3, 6> toward{vec3(0, 1, 0), vec3(0, -1, 0), vec3(1, 0, 0), vec3(-1, 0, 0), vec3(0, 0, 1), vec3(0, 0, -1)};
  for (std::size_t i = 0; i < all_views.size(); ++i) {
    const Eye eye = eye_of(all_views[i], 1);
    const vec3 at = 19.0F * toward[i];
    const LpsMesh nose = lps_of(sphere(vec3(at.x, at.z, -at.y) * millimetre, 0.004F));
    const PlaneWindow window = window_over(ball.box, eye.right, eye.right_sign, eye.up, eye.up_sign);
    const Frame frame{eye, {window.low.x, window.high.y}, 2, 88, 88, {vec3(-1e6F), vec3(1e6F)}};
    const Shaded seen = shade({{&ball, vec3(0.8F, 0, 0)}, {&nose, vec3(0, 0.8F, 0)}}, frame);
    const vec4 middle = seen.pixels[44 * 88 + 44];
    EXPECT_GT(middle.y, middle.x) << i;
    EXPECT_EQ(seen.pixels[0].w, 0);
  }
}

TEST(Panel, PlacesCoordinatesWhereTheTicksSay) {
  const Bounds box{{0, 0, 0}, {100, 50, 80}};
  const Panel panel = Panel::place(window_over(box, 0, -1, 2, 1), 2, 10, 10); // lateral runs to the left
  EXPECT_GT(panel.px({-20, 0}).x, panel.px({-80, 0}).x);
  EXPECT_GT(panel.px({0, 10}).y, panel.px({0, 70}).y);
  const vec2 in_section = panel.px_of_section({80, 70}, 1); // [l, s]
  EXPECT_EQ(in_section, panel.px({-80, 70}));
}

TEST(Sheet, ShowsBothBodiesAndManagesWithOne) {
  auto typesetter = text::Typesetter::open();
  ASSERT_TRUE(typesetter) << typesetter.error().line();
  Progress progress;
  SheetBody a{"ours", lps_of(sphere(vec3(0.05F, 1, 0), 0.02F)), {}, {}}, b{"theirs", lps_of(sphere(vec3(0.051F, 1, 0), 0.02F)), {}, {}};
  const auto count = [](const capture::Picture &p, int strong, int weak) {
    std::size_t n = 0;
    for (std::size_t i = 0; i < p.rgba.size(); i += 4)
      n += p.rgba[i + std::size_t(strong)] > 150 && p.rgba[i + std::size_t(weak)] < 80 ? 1 : 0;
    return n;
  };
  const auto both = draw_sheet({"Ball", 1, false}, a, b, {}, *typesetter, progress);
  ASSERT_TRUE(both);
  EXPECT_EQ(both->width, 1800U);
  EXPECT_LE(both->height, 1800U);
  EXPECT_GT(count(*both, 0, 2), 3000U); // red contours
  EXPECT_GT(count(*both, 2, 0), 3000U); // blue contours
  SheetOptions planes;
  planes.views = false;
  planes.planes = {{2, {1000, 1010}}};
  const auto alone = draw_sheet({"Ball", 1, false}, {"ours", {}, {}, {}}, b, planes, *typesetter, progress);
  ASSERT_TRUE(alone);
  EXPECT_LT(count(*alone, 0, 2), 600U); // but for its name
  EXPECT_FALSE(draw_sheet({"Ball", 1, false}, {}, {}, {}, *typesetter, progress));
}

TEST(Subject, FindsByEveryName) {
  anatomy::Library library;
  anatomy::Bone bone;
  bone.id = "scapula", bone.name = "Scapula", bone.fma = "FMA13394", bone.fma_left = "FMA13396", bone.paired = true;
  library.bones = {bone};
  EXPECT_EQ(find_subject(library, "scapula")->bones, std::vector<std::string>{"scapula"});
  EXPECT_EQ(find_subject(library, "fma:13396")->title, "Scapula");
  EXPECT_TRUE(find_subject(library, "scapula")->paired);
  EXPECT_GT(find_subject(library, "skull")->bones.size(), 8U);
  const auto unknown = find_subject(library, "scapla");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, ErrorKind::arguments);
  EXPECT_NE(unknown.error().line().find("scapula"), std::string::npos);
}

} // namespace
} // namespace myo::assemble::made
