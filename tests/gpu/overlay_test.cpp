// Ids, glyphs, markers, panels' neighbours in the picture: everything that is exact in pixels.
#include "scene.h"

namespace myo::test {
namespace {

class Pixels : public RenderTest {};

// Two planes, one in front of the other, 1 mm a pixel.
Scene two_planes() {
  Scene scene;
  scene.packet.size = {100, 80};
  scene.packet.camera = flat_camera(scene.packet.size, 1.0F);
  scene.add(make_plane(vec2(-0.03F, -0.02F), vec2(0.03F, 0.02F), 0.0F)).id = 7;
  scene.add(make_plane(vec2(0.0F, -0.01F), vec2(0.04F, 0.01F), 0.1F)).id = 4000000000U;
  return scene;
}

std::uint32_t expected_id(unsigned x, unsigned y) {
  const float px = static_cast<float>(x) + 0.5F - 50, py = 40 - (static_cast<float>(y) + 0.5F); // mm
  if (px > 0 && px < 40 && std::abs(py) < 10) return 4000000000U;
  return std::abs(px) < 30 && std::abs(py) < 20 ? 7 : 0;
}

TEST_F(Pixels, HaveExactIdsAtAnySampleCount) {
  Scene scene = two_planes();
  scene.packet.capture.ids = true;
  for (const std::uint32_t samples : {1U, 4U}) {
    scene.packet.samples = samples;
    const auto answer = draw(scene.packet);
    ASSERT_EQ(answer.ids.size(), 8000U);
    for (unsigned y = 0; y < 80; ++y)
      for (unsigned x = 0; x < 100; ++x) ASSERT_EQ(answer.ids[y * 100 + x], expected_id(x, y)) << x << ' ' << y;
  }
}

TEST_F(Pixels, ArePickedOneByOne) {
  Scene scene = two_planes();
  scene.packet.capture.pick = true;
  for (const uvec2 at : {uvec2(25, 40), uvec2(60, 40), uvec2(2, 2), uvec2(99, 79), uvec2(50, 29), uvec2(50, 30)}) {
    scene.packet.capture.pick_px = at;
    const auto answer = draw(scene.packet);
    EXPECT_TRUE(answer.has_pick);
    EXPECT_EQ(answer.picked, expected_id(at.x, at.y)) << at.x << ' ' << at.y;
  }
}

TEST_F(Pixels, LookThroughGhostsButNotThroughHiddenOnes) {
  Scene scene = two_planes();
  scene.packet.capture.pick = true;
  scene.packet.capture.pick_px = {60, 40};
  scene.packet.draws[1].style = packet::Style::ghost;
  EXPECT_EQ(draw(scene.packet).picked, 7U);
  scene.packet.draws[1].style = packet::Style::hidden_but_pickable;
  const auto answer = draw(scene.packet);
  EXPECT_EQ(answer.picked, 4000000000U);
  EXPECT_EQ(pixel(scene.packet, answer, 85, 40), (Pixel{255, 255, 255, 255})) << "a hidden draw was drawn";
}

TEST_F(Pixels, OfAGlyphAreItsCoverageTimesItsColour) {
  packet::FramePacket packet;
  packet.size = {40, 30};
  packet.background.top = packet.background.bottom = vec3(0);
  const std::vector<std::uint8_t> coverage{0, 64, 128, 255};
  packet.glyphs = {1, 2, 2, coverage};
  const auto quad = [&](vec2 low, vec2 high, vec2 uv_low, vec2 uv_high, std::uint32_t colour) {
    const auto first = static_cast<std::uint32_t>(packet.overlay.size());
    for (const vec2 t : {vec2(0, 0), vec2(1, 0), vec2(1, 1), vec2(0, 1)})
      packet.overlay.push_back({glm::mix(low, high, t), glm::mix(uv_low, uv_high, t), colour});
    for (const std::uint32_t i : {0U, 1U, 2U, 0U, 2U, 3U}) packet.overlay_indices.push_back(first + i);
  };
  quad({4, 4}, {6, 6}, {0, 0}, {1, 1}, 0xFF0000FFU);      // red, texel on pixel
  quad({20, 10}, {30, 20}, {-1, -1}, {-1, -1}, 0x8000FF00U); // flat green, half covered
  const auto answer = draw(packet);
  EXPECT_EQ(pixel(packet, answer, 4, 4), (Pixel{0, 0, 0, 255}));
  EXPECT_NEAR(pixel(packet, answer, 5, 4).r, 64, 1);
  EXPECT_NEAR(pixel(packet, answer, 4, 5).r, 128, 1);
  EXPECT_EQ(pixel(packet, answer, 5, 5), (Pixel{255, 0, 0, 255}));
  EXPECT_NEAR(pixel(packet, answer, 25, 15).g, 128, 1);
  EXPECT_EQ(pixel(packet, answer, 19, 15), (Pixel{0, 0, 0, 255}));
  EXPECT_EQ(pixel(packet, answer, 30, 15), (Pixel{0, 0, 0, 255}));
}

TEST_F(Pixels, OfAMarkerStayInFrontAndKeepTheirSize) {
  for (const float mm_per_px : {0.2F, 2.0F}) {
    Scene scene;
    scene.packet.size = {101, 101};
    scene.packet.background.top = scene.packet.background.bottom = vec3(0.5F);
    scene.packet.camera = flat_camera(scene.packet.size, mm_per_px);
    scene.add(make_plane(vec2(-1), vec2(1), 0.2F)); // in front of the point
    scene.packet.markers.push_back({vec3(0), 20, vec3(0), vec3(1)});
    const auto answer = draw(scene.packet);
    EXPECT_EQ(pixel(scene.packet, answer, 50, 50), (Pixel{0, 0, 0, 255}));
    EXPECT_EQ(pixel(scene.packet, answer, 55, 55), (Pixel{0, 0, 0, 255})) << "on an arm";
    const Pixel beside = pixel(scene.packet, answer, 50, 40), bone = pixel(scene.packet, answer, 50, 80);
    EXPECT_EQ(beside, bone) << "between the arms, outside the halo";
    const Pixel halo = pixel(scene.packet, answer, 53, 50);
    EXPECT_GT(halo.r + halo.g + halo.b, bone.r + bone.g + bone.b);
    EXPECT_EQ(pixel(scene.packet, answer, 64, 64), bone) << "beyond the tip";
  }
}

TEST_F(Pixels, OfAnOutlineRunAroundTheSelected) {
  Scene scene = two_planes();
  scene.packet.draws[0].flags = packet::selected;
  const auto with = draw(scene.packet);
  show(scene.packet, with, "outline");
  scene.packet.outline_selected = false;
  const auto without = draw(scene.packet);
  EXPECT_NE(pixel(scene.packet, with, 19, 40), pixel(scene.packet, without, 19, 40)) << "just outside its left edge";
  EXPECT_EQ(pixel(scene.packet, with, 25, 40), pixel(scene.packet, without, 25, 40)) << "inside";
  EXPECT_EQ(pixel(scene.packet, with, 10, 40), pixel(scene.packet, without, 10, 40)) << "far outside";
}

TEST_F(Pixels, OfATransparentPictureHaveStraightAlpha) {
  Scene scene = two_planes();
  scene.packet.background.transparent = true;
  scene.packet.samples = 4;
  scene.packet.camera.projection = glm::translate(mat4(1), vec3(0.01F, 0, 0)) * scene.packet.camera.projection; // half a pixel
  const auto answer = draw(scene.packet);
  const Pixel inside = pixel(scene.packet, answer, 30, 40), edge = pixel(scene.packet, answer, 20, 40);
  EXPECT_EQ(inside.a, 255);
  EXPECT_GT(edge.a, 60);
  EXPECT_LT(edge.a, 200);
  EXPECT_NEAR(edge.r, inside.r, 3) << "the colour must not darken towards the edge";
  EXPECT_EQ(pixel(scene.packet, answer, 2, 2), (Pixel{0, 0, 0, 0}));
}

} // namespace
} // namespace myo::test
