// Small scenes for the tests: meshes of known shape, cameras of known scale, and a renderer with validation on.
#pragma once

#include "gpu/validation.h"
#include "packet/packet.h"
#include "render/renderer.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace myo::test {

struct TinyMesh {
  std::vector<shared::RestVertex> vertices;
  std::vector<std::uint32_t> indices;
};

[[nodiscard]] std::uint32_t pack_octahedral(vec3 normal);
[[nodiscard]] shared::RestVertex make_vertex(vec3 position, vec3 normal, vec2 uv = vec2(0));
// In the plane z = `z`, facing +Z, from `low` to `high` (metres), `cells` squares a side; uv runs over [0,1]^2, y down.
[[nodiscard]] TinyMesh make_plane(vec2 low, vec2 high, float z, int cells = 1);
[[nodiscard]] TinyMesh make_sphere(vec3 centre, float radius, int rings = 32);
// Moves all uv into a smaller rectangle.
void place_uv(TinyMesh &mesh, vec2 low, vec2 high);

// Looks along -Z at the origin from z = 1 m; `mm_per_px` at any depth. Reversed Z: z = +0.5 is 0.75, z = -0.5 is 0.25.
[[nodiscard]] packet::Camera flat_camera(uvec2 size, float mm_per_px);
[[nodiscard]] packet::Camera perspective_camera(uvec2 size, vec3 eye, vec3 target, float fov_deg = 30);

// Three reds from pale to dark, all of the same opacity.
[[nodiscard]] std::vector<packet::HeatLevel> red_levels(float opacity = 1);

class Scene {
public:
  packet::FramePacket packet;
  // Adds a mesh and a draw of it; returns the draw.
  packet::Draw &add(TinyMesh mesh, packet::Material material = packet::Material::bone);
  packet::MeshId add_mesh(TinyMesh mesh);
  const TinyMesh &mesh(packet::MeshId id) const { return *meshes_[id - 1]; }

private:
  std::vector<std::unique_ptr<TinyMesh>> meshes_; // spans of the packet point here
};

// A renderer with validation; any message fails the test.
class RenderTest : public ::testing::Test {
protected:
  void SetUp() override;
  void TearDown() override;
  packet::FrameAnswer draw(packet::FramePacket &packet);
  struct Pixel { int r, g, b, a; bool operator==(const Pixel &) const = default; };
  [[nodiscard]] static Pixel pixel(const packet::FramePacket &packet, const packet::FrameAnswer &answer, unsigned x, unsigned y);
  // Writes NAME.ppm into $MYO_TEST_PICTURES, when that is set, to look at.
  static void show(const packet::FramePacket &packet, const packet::FrameAnswer &answer, const std::string &name);

  std::shared_ptr<gpu::Validation> messages_ = std::make_shared<gpu::Validation>();
  std::unique_ptr<render::Renderer> renderer_;
};

} // namespace myo::test
