#include "scene/camera.h"
#include "scene/views.h"

#include <gtest/gtest.h>

namespace myo::scene {
namespace {

const vec2 picture(1280, 720);

void expect_near(vec3 a, vec3 b, float tolerance = 1e-5F) { EXPECT_NEAR(glm::distance(a, b), 0, tolerance); }

Camera view(std::string_view name) { return turn_to(Camera{}, name).value(); }

TEST(Views, StandOnTheSideTheyName) {
  const vec3 target = Camera{}.target;
  EXPECT_GT((eye(view("anterior")) - target).z, 1.9F);
  EXPECT_LT((eye(view("posterior")) - target).z, -1.9F);
  EXPECT_GT((eye(view("lateral_left")) - target).x, 1.9F);
  EXPECT_LT((eye(view("lateral_right")) - target).x, -1.9F);
  EXPECT_GT((eye(view("superior")) - target).y, 1.9F);
  const vec3 quarter = eye(view("three_quarter")) - target;
  EXPECT_LT(quarter.z, -1);
  EXPECT_LT(quarter.x, -0.5F);
}

TEST(Views, FromBehindTheLeftIsOnTheLeft) {
  const Camera c = view("posterior");
  const vec2 left = project(c, c.target + vec3(0.1F, 0, 0), picture).value();
  EXPECT_LT(left.x, 640);
  const vec2 above = project(c, c.target + vec3(0, 0.1F, 0), picture).value();
  EXPECT_LT(above.y, 360);
  // From above, with the front at the top of the picture as when walking behind the body.
  const Camera top = view("superior");
  EXPECT_LT(project(top, top.target + vec3(0, 0, 0.1F), picture).value().y, 360);
}

TEST(Views, TakeNumbersAndRefuseNonsense) {
  EXPECT_FLOAT_EQ(view("-90,30").azimuth_deg, 270);
  EXPECT_FLOAT_EQ(view("10.5,-20").elevation_deg, -20);
  for (const char *bad : {"", "sideways", "10", "10,", ",", "10,95", "nan,0", "10,20,30", "1e9,0"}) {
    const auto camera = turn_to(Camera{}, bad);
    ASSERT_FALSE(camera) << bad;
    EXPECT_NE(camera.error().line().find("posterior"), std::string::npos);
  }
}

TEST(Camera, DepthIsReversed) {
  Camera c = view("posterior");
  const mat4 m = projection_matrix(c, 16.0F / 9) * view_matrix(c);
  const auto depth = [&](float distance) {
    const vec4 p = m * vec4(eye(c) + distance * forward(c), 1);
    return p.z / p.w;
  };
  EXPECT_NEAR(depth(near_plane), 1, 1e-4);
  EXPECT_GT(depth(1), depth(2));
  EXPECT_GT(depth(1000), 0);
  EXPECT_LT(depth(1000), 1e-4);
  EXPECT_FALSE(project(c, eye(c) - 0.5F * forward(c), picture));
}

TEST(Camera, ProjectUndoesPointUnder) {
  Camera c = orbit(view("three_quarter"), 17, 9);
  for (const vec2 pixel : {vec2(640, 360), vec2(10, 700), vec2(1200, 33)}) {
    const vec2 back = project(c, point_under(c, pixel, picture), picture).value();
    EXPECT_NEAR(back.x, pixel.x, 0.02);
    EXPECT_NEAR(back.y, pixel.y, 0.02);
  }
}

TEST(Camera, ZoomKeepsWhatIsUnderTheCursor) {
  const Camera c = orbit(view("posterior"), 23, 14);
  const vec2 cursor(300, 200);
  for (const float factor : {0.5F, 0.9F, 2.0F}) {
    const Camera z = zoom_to(c, factor, cursor, picture);
    EXPECT_NEAR(z.distance, c.distance * factor, 1e-5);
    expect_near(point_under(z, cursor, picture), point_under(c, cursor, picture), 2e-5F);
  }
  const Camera there_and_back = zoom_to(zoom_to(c, 0.5F, cursor, picture), 2.0F, cursor, picture);
  expect_near(there_and_back.target, c.target, 2e-5F);
  EXPECT_GE(zoom_to(c, 1e-6F, cursor, picture).distance, distance_low);
  EXPECT_LE(zoom_to(c, 1e6F, cursor, picture).distance, distance_high);
}

TEST(Camera, PanMovesThePictureWithTheMouse) {
  const Camera c = view("lateral_left");
  const vec3 point = c.target;
  const vec2 now = project(pan(c, {100, -40}, picture), point, picture).value();
  EXPECT_NEAR(now.x, 740, 0.05);
  EXPECT_NEAR(now.y, 320, 0.05);
}

TEST(Camera, OrbitStopsAtThePolesAndWraps) {
  Camera c = orbit(Camera{}, 700, 200);
  EXPECT_FLOAT_EQ(c.elevation_deg, 90);
  EXPECT_GE(c.azimuth_deg, 0);
  EXPECT_LT(c.azimuth_deg, 360);
  for (const float elevation : {-90.0F, -45.0F, 0.0F, 90.0F}) {
    c = orbit(view("posterior"), 33, elevation);
    EXPECT_NEAR(glm::dot(right(c), forward(c)), 0, 1e-6);
    EXPECT_NEAR(glm::length(up(c)), 1, 1e-5);
  }
}

TEST(Camera, FramesAllOfABox) {
  Bounds box;
  box.add({-0.3F, 0.9F, -0.2F}), box.add({0.2F, 1.7F, 0.15F});
  for (const float aspect : {16.0F / 9, 0.8F}) {
    const Camera c = frame_bounds(orbit(view("three_quarter"), 5, 20), box, aspect);
    const vec2 picture(720 * aspect, 720);
    float widest = 0;
    for (int i = 0; i < 8; ++i) {
      const vec3 corner(i & 1 ? box.high.x : box.low.x, i & 2 ? box.high.y : box.low.y, i & 4 ? box.high.z : box.low.z);
      const vec2 p = project(c, corner, picture).value() / picture;
      EXPECT_TRUE(p.x > 0 && p.x < 1 && p.y > 0 && p.y < 1);
      widest = std::max({widest, std::abs(2 * p.x - 1), std::abs(2 * p.y - 1)});
    }
    EXPECT_GT(widest, 0.6F) << "not lost in the distance";
  }
}

} // namespace
} // namespace myo::scene
