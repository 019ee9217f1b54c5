// The whole line from packet to bytes: clear colour, a plane, sleep, sizes.
#include "scene.h"

#include <algorithm>
#include <cstdlib>

namespace myo::test {
namespace {

class FirstLight : public RenderTest {};

// To one step of 255: through half floats and back, an H100 rounds the other way than the software device does.
TEST_F(FirstLight, ShowsTheBackgroundAsAsked) {
  packet::FramePacket packet;
  packet.size = {64, 48};
  packet.background.top = packet.background.bottom = vec3(51, 102, 204) / 255.0F;
  for (const std::uint32_t samples : {1U, 4U}) {
    packet.samples = samples;
    const auto answer = draw(packet);
    for (unsigned y = 0; y < packet.size.y; ++y)
      for (unsigned x = 0; x < packet.size.x; ++x) {
        const Pixel p = pixel(packet, answer, x, y);
        ASSERT_LE(std::max({std::abs(p.r - 51), std::abs(p.g - 102), std::abs(p.b - 204), std::abs(p.a - 255)}), 1) << x << ' ' << y;
      }
  }
}

TEST_F(FirstLight, LeavesATransparentBackgroundEmpty) {
  packet::FramePacket packet;
  packet.size = {16, 16};
  packet.background.transparent = true;
  const auto answer = draw(packet);
  for (const std::uint8_t byte : answer.colour) ASSERT_EQ(byte, 0);
}

TEST_F(FirstLight, DrawsASphereOfEachMaterial) {
  Scene scene;
  scene.packet.size = {960, 300};
  scene.packet.background.top = vec3(0.93F), scene.packet.background.bottom = vec3(0.75F);
  for (unsigned i = 0; i < 7; ++i)
    scene.add(make_sphere(vec3(static_cast<float>(i) * 0.11F - 0.33F, 0, 0), 0.05F), static_cast<packet::Material>(i));
  scene.packet.camera = perspective_camera(scene.packet.size, vec3(0, 0.2F, 1.4F), vec3(0), 12);
  const auto answer = draw(scene.packet);
  show(scene.packet, answer, "materials");
  const Pixel bone = pixel(scene.packet, answer, 155, 140), muscle = pixel(scene.packet, answer, 372, 140);
  EXPECT_GT(bone.r, 150);
  EXPECT_GT(bone.r, bone.b);
  EXPECT_GT(muscle.r, 2 * muscle.b);
}

// At samples outside a sliver its attributes are extended far beyond their range; none of that may turn to black or white.
TEST_F(FirstLight, StaysBrightOnSlivers) {
  Scene scene;
  scene.packet.size = {200, 200};
  scene.packet.screen_occlusion = false;
  scene.packet.camera = flat_camera(scene.packet.size, 1);
  TinyMesh slivers;
  for (int i = 0; i < 60; ++i) {
    const float y = -0.09F + 0.003F * static_cast<float>(i), thin = 0.00002F * static_cast<float>(i + 1);
    const auto first = static_cast<std::uint32_t>(slivers.vertices.size());
    for (const vec3 p : {vec3(-0.09F, y, 0), vec3(0.09F, y + 0.01F, 0), vec3(0.0F, y + 0.005F + thin, 0)})
      slivers.vertices.push_back(make_vertex(p, vec3(0, 0, 1)));
    slivers.vertices[first].openness_flags = slivers.vertices[first + 1].openness_flags = 0; // closed, closed, open
    for (std::uint32_t k = 0; k < 3; ++k) slivers.indices.push_back(first + k);
  }
  scene.add(std::move(slivers));
  scene.add(make_plane(vec2(-0.2F), vec2(0.2F), -0.01F)); // the other samples of a pixel
  const auto answer = draw(scene.packet);
  for (unsigned y = 0; y < 200; ++y)
    for (unsigned x = 0; x < 200; ++x) {
      const Pixel p = pixel(scene.packet, answer, x, y);
      ASSERT_GT(p.g, 40) << x << ' ' << y;
    }
}

} // namespace
} // namespace myo::test
