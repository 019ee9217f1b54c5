// A scene with everything in it at once, with two frames in flight: nothing may disturb anything else, and the layers
// must stay silent. Written out to look at when MYO_TEST_PICTURES is set.
#include "scene.h"

namespace myo::test {
namespace {

class Studio : public RenderTest {};

TEST_F(Studio, DrawsEverythingAtOnceTheSameEachTime) {
  Scene scene;
  packet::FramePacket &packet = scene.packet;
  packet.size = {600, 460};
  packet.background.top = vec3(0.97F), packet.background.bottom = vec3(0.88F, 0.89F, 0.91F);
  packet.camera = perspective_camera(packet.size, vec3(0.15F, 0.12F, 1.0F), vec3(0), 22);
  packet::Draw &skin = scene.add(make_sphere(vec3(0), 0.15F, 64), packet::Material::skin);
  skin.style = packet::Style::ghost;
  skin.opacity = 0.16F;
  skin.flags = packet::heat_carrier;
  scene.add(make_sphere(vec3(-0.05F, 0, 0), 0.05F));
  scene.add(make_sphere(vec3(0.03F, -0.02F, 0.03F), 0.045F), packet::Material::muscle).flags = packet::selected;
  scene.add(make_sphere(vec3(0.0F, 0.06F, 0), 0.04F), packet::Material::cartilage);
  scene.add(make_plane(vec2(-0.12F, -0.12F), vec2(-0.02F, -0.04F), -0.03F, 40), packet::Material::skin).flags = packet::deep_heat_carrier;
  for (const packet::MeshId carrier : {1U, 5U}) packet.carriers.push_back({carrier, 1, scene.mesh(carrier).indices, 1024});
  std::vector<std::vector<float>> fields;
  const auto field = [&](packet::MeshId mesh, vec3 centre, float radius_mm) {
    std::vector<float> values;
    for (const shared::RestVertex &v : scene.mesh(mesh).vertices) values.push_back(glm::distance(v.position, centre) * 1000 - radius_mm);
    fields.push_back(std::move(values));
  };
  field(1, vec3(0.05F, 0.09F, 0.10F), 25);
  field(1, vec3(0.06F, 0.07F, 0.12F), 45);
  field(1, vec3(0.05F, 0.05F, 0.13F), 70);
  field(5, vec3(-0.07F, -0.08F, -0.03F), 30);
  const std::vector<packet::HeatZone> zones{{1, 1, 3, 0, 0}, {2, 1, 2, 0, 0}, {3, 1, 1, 0, 0}, {4, 5, 3, 0, 0}};
  for (std::uint32_t i = 0; i < fields.size(); ++i) packet.fields.push_back({i + 1, zones[i].carrier, 1, fields[i]});
  packet.heat.on = true;
  packet.heat.zones = zones;
  packet.heat.levels = red_levels(0.95F);
  packet.markers.push_back({vec3(0.03F, -0.02F, 0.07F), 22, vec3(0.02F), vec3(1)});
  const auto first = draw(packet);
  show(packet, first, "studio");
  // Frames without a read-back in between keep two in flight.
  packet.capture = {};
  for (int i = 0; i < 4; ++i) {
    packet.pose_version = static_cast<std::uint64_t>(i + 2);
    packet.heat_version = static_cast<std::uint64_t>(i + 2);
    const auto answer = renderer_->draw(packet);
    ASSERT_TRUE(answer) << answer.error().line();
  }
  const auto last = draw(packet);
  EXPECT_EQ(first.colour, last.colour);
  EXPECT_FALSE(last.timings.empty());
}

} // namespace
} // namespace myo::test
