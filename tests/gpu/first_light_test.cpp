// The whole line from packet to bytes: clear colour, a plane, sleep, sizes.
#include "scene.h"

namespace myo::test {
namespace {

class FirstLight : public RenderTest {};

TEST_F(FirstLight, ShowsTheBackgroundExactly) {
  packet::FramePacket packet;
  packet.size = {64, 48};
  packet.background.top = packet.background.bottom = vec3(51, 102, 204) / 255.0F;
  for (const std::uint32_t samples : {1U, 4U}) {
    packet.samples = samples;
    const auto answer = draw(packet);
    for (unsigned y = 0; y < packet.size.y; ++y)
      for (unsigned x = 0; x < packet.size.x; ++x) ASSERT_EQ(pixel(packet, answer, x, y), (Pixel{51, 102, 204, 255})) << x << ' ' << y;
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

} // namespace
} // namespace myo::test
