// What happens between frames: sleep, new sizes, changed and dropped meshes, bad packets.
#include "scene.h"

#include <cmath>
#include <functional>

namespace myo::test {
namespace {

class Frames : public RenderTest {};

Scene small_plane() {
  Scene scene;
  scene.packet.size = {32, 24};
  scene.packet.camera = flat_camera(scene.packet.size, 1.0F);
  scene.packet.background.top = scene.packet.background.bottom = vec3(0);
  scene.add(make_plane(vec2(-0.005F), vec2(0.005F), 0));
  return scene;
}

TEST_F(Frames, AreNotDrawnAgainWhenTheHashIsTheSame) {
  Scene scene = small_plane();
  scene.packet.hash = 11;
  const auto first = draw(scene.packet);
  const auto second = draw(scene.packet);
  EXPECT_EQ(renderer_->pictures_drawn(), 1U);
  EXPECT_EQ(first.colour, second.colour) << "a capture without drawing shows the kept picture";
  scene.packet.hash = 12;
  (void)draw(scene.packet);
  EXPECT_EQ(renderer_->pictures_drawn(), 2U);
  scene.packet.samples = 1;
  (void)draw(scene.packet);
  EXPECT_EQ(renderer_->pictures_drawn(), 3U);
}

TEST_F(Frames, MayChangeTheirSizeAtAnyTime) {
  Scene scene = small_plane();
  scene.packet.hash = 5;
  for (const uvec2 size : {uvec2(32, 24), uvec2(200, 10), uvec2(1, 1), uvec2(64, 333), uvec2(32, 24)}) {
    scene.packet.size = size;
    scene.packet.camera = flat_camera(size, 1.0F);
    const auto answer = draw(scene.packet);
    EXPECT_NE(pixel(scene.packet, answer, size.x / 2, size.y / 2), (Pixel{0, 0, 0, 255})) << size.x << 'x' << size.y;
  }
}

TEST_F(Frames, KeepMeshesUntilTheyChangeOrAreDropped) {
  Scene scene = small_plane();
  const auto middle = [&] { return pixel(scene.packet, draw(scene.packet), 16, 12); };
  const Pixel bone = middle();
  ASSERT_GT(bone.r, 60);
  const auto uploads = scene.packet.meshes;
  scene.packet.meshes.clear();
  EXPECT_EQ(middle(), bone) << "an upload may be left out once it is known";
  TinyMesh moved = make_plane(vec2(0.008F), vec2(0.012F), 0);
  scene.packet.meshes = {{uploads[0].mesh, uploads[0].version, moved.vertices, moved.indices}};
  EXPECT_EQ(middle(), bone) << "the same version is not taken again";
  scene.packet.meshes[0].version = 2;
  EXPECT_EQ(middle(), (Pixel{0, 0, 0, 255}));
  scene.packet.meshes = uploads;
  scene.packet.meshes[0].version = 3;
  EXPECT_EQ(middle(), bone);
  scene.packet.meshes[0].vertices = {};
  const auto answer = renderer_->draw(scene.packet);
  ASSERT_FALSE(answer) << "a dropped mesh cannot be drawn";
  EXPECT_NE(answer.error().line().find("never uploaded"), std::string::npos);
}

TEST_F(Frames, AreRefusedWhenTheyMakeNoSense) {
  const auto refuses = [&](const std::function<void(packet::FramePacket &)> &spoil, const char *word) {
    Scene scene = small_plane();
    spoil(scene.packet);
    const auto answer = renderer_->draw(scene.packet);
    ASSERT_FALSE(answer) << word;
    EXPECT_NE(answer.error().line().find(word), std::string::npos) << answer.error().line();
  };
  const std::vector<std::uint32_t> beyond{0, 1, 99};
  refuses([](auto &p) { p.size = {0, 10}; }, "1x1");
  refuses([](auto &p) { p.size = {1000000, 10}; }, "larger than this device");
  refuses([](auto &p) { p.samples = 3; }, "3 samples");
  refuses([](auto &p) { p.camera.view[0][0] = NAN; }, "camera");
  refuses([](auto &p) { p.draws[0].id = 0; }, "id 0");
  refuses([&](auto &p) { p.meshes[0].indices = beyond; }, "beyond its vertices");
  refuses([](auto &p) { p.draws[0].index_count = 999; }, "beyond the mesh");
  Scene good = small_plane();
  EXPECT_GT(pixel(good.packet, draw(good.packet), 16, 12).r, 60) << "a refusal leaves the renderer usable";
}

} // namespace
} // namespace myo::test
