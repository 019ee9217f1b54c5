#include "scene.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace myo::test {

std::uint32_t pack_octahedral(vec3 n) {
  n /= std::abs(n.x) + std::abs(n.y) + std::abs(n.z);
  vec2 e(n);
  if (n.z < 0) e = (1.0F - glm::abs(vec2(n.y, n.x))) * vec2(n.x >= 0 ? 1 : -1, n.y >= 0 ? 1 : -1);
  const auto snorm = [](float v) { return static_cast<std::uint16_t>(static_cast<std::int16_t>(std::lround(glm::clamp(v, -1.0F, 1.0F) * 32767.0F))); };
  return snorm(e.x) | static_cast<std::uint32_t>(snorm(e.y)) << 16U;
}

shared::RestVertex make_vertex(vec3 position, vec3 normal, vec2 uv) {
  const auto unorm = [](float v) { return static_cast<std::uint32_t>(std::lround(glm::clamp(v, 0.0F, 1.0F) * 65535.0F)); };
  shared::RestVertex out{};
  out.position = position;
  out.normal = pack_octahedral(normal);
  out.weights = uvec2(0xFFFFU, 0);
  out.openness_flags = 0xFFU;
  out.uv = unorm(uv.x) | unorm(uv.y) << 16U;
  return out;
}

TinyMesh make_plane(vec2 low, vec2 high, float z, int cells) {
  TinyMesh out;
  for (int y = 0; y <= cells; ++y)
    for (int x = 0; x <= cells; ++x) {
      const vec2 t(static_cast<float>(x) / static_cast<float>(cells), static_cast<float>(y) / static_cast<float>(cells));
      out.vertices.push_back(make_vertex(vec3(glm::mix(low, high, t), z), vec3(0, 0, 1), vec2(t.x, 1 - t.y)));
    }
  const auto row = static_cast<std::uint32_t>(cells + 1);
  for (std::uint32_t y = 0; y + 1 < row; ++y)
    for (std::uint32_t x = 0; x + 1 < row; ++x) {
      const std::uint32_t i = y * row + x;
      for (const std::uint32_t k : {i, i + 1, i + row + 1, i, i + row + 1, i + row}) out.indices.push_back(k);
    }
  return out;
}

TinyMesh make_sphere(vec3 centre, float radius, int rings) {
  TinyMesh out;
  const int columns = rings * 2;
  for (int r = 0; r <= rings; ++r)
    for (int c = 0; c <= columns; ++c) {
      const float polar = glm::pi<float>() * static_cast<float>(r) / static_cast<float>(rings);
      const float around = glm::two_pi<float>() * static_cast<float>(c) / static_cast<float>(columns);
      const vec3 n(std::sin(polar) * std::sin(around), std::cos(polar), std::sin(polar) * std::cos(around));
      out.vertices.push_back(make_vertex(centre + radius * n, n, vec2(static_cast<float>(c) / static_cast<float>(columns), static_cast<float>(r) / static_cast<float>(rings))));
    }
  const auto row = static_cast<std::uint32_t>(columns + 1);
  for (std::uint32_t r = 0; r < static_cast<std::uint32_t>(rings); ++r)
    for (std::uint32_t c = 0; c + 1 < row; ++c) {
      const std::uint32_t i = r * row + c;
      for (const std::uint32_t k : {i, i + row, i + 1, i + 1, i + row, i + row + 1}) out.indices.push_back(k);
    }
  return out;
}

void place_uv(TinyMesh &mesh, vec2 low, vec2 high) {
  for (shared::RestVertex &vertex : mesh.vertices) {
    const vec2 uv(static_cast<float>(vertex.uv & 0xFFFFU) / 65535.0F, static_cast<float>(vertex.uv >> 16U) / 65535.0F);
    vertex.uv = make_vertex(vec3(0), vec3(0, 0, 1), glm::mix(low, high, uv)).uv;
  }
}

packet::Camera flat_camera(uvec2 size, float mm_per_px) {
  packet::Camera out;
  out.eye = vec3(0, 0, 1);
  out.view = glm::lookAt(out.eye, vec3(0), vec3(0, 1, 0));
  const vec2 half = vec2(size) * mm_per_px * 0.0005F;
  const float near = 0, far = 2;
  out.projection = mat4(0);
  out.projection[0][0] = 1 / half.x;
  out.projection[1][1] = -1 / half.y;
  out.projection[2][2] = 1 / (far - near);
  out.projection[3][2] = far / (far - near);
  out.projection[3][3] = 1;
  return out;
}

packet::Camera perspective_camera(uvec2 size, vec3 eye, vec3 target, float fov_deg) {
  packet::Camera out;
  out.eye = eye;
  out.view = glm::lookAt(eye, target, vec3(0, 1, 0));
  const float f = 1 / std::tan(fov_deg * degree / 2), near = 0.01F;
  out.projection = mat4(0); // infinite far plane
  out.projection[0][0] = f * static_cast<float>(size.y) / static_cast<float>(size.x);
  out.projection[1][1] = -f;
  out.projection[2][3] = -1;
  out.projection[3][2] = near;
  return out;
}

std::vector<packet::HeatLevel> red_levels(float opacity) {
  return {{vec3(0.98F, 0.62F, 0.50F), opacity}, {vec3(0.87F, 0.23F, 0.17F), opacity}, {vec3(0.50F, 0.02F, 0.09F), opacity}};
}

packet::MeshId Scene::add_mesh(TinyMesh mesh) {
  meshes_.push_back(std::make_unique<TinyMesh>(std::move(mesh)));
  const TinyMesh &kept = *meshes_.back();
  const auto id = static_cast<packet::MeshId>(meshes_.size());
  packet.meshes.push_back({id, 1, kept.vertices, kept.indices});
  return id;
}

packet::Draw &Scene::add(TinyMesh mesh, packet::Material material) {
  const auto count = static_cast<std::uint32_t>(mesh.indices.size());
  const packet::MeshId id = add_mesh(std::move(mesh));
  packet.draws.push_back({id, 0, count, id, material});
  return packet.draws.back();
}

void RenderTest::SetUp() {
  render::RendererOptions options;
  options.validation = true;
  options.messages = messages_;
  auto renderer = render::Renderer::create(options);
  ASSERT_TRUE(renderer) << renderer.error().line();
  renderer_ = std::move(*renderer);
}

void RenderTest::TearDown() {
  renderer_.reset(); // leaks are reported here
  for (const std::string &text : messages_->texts()) ADD_FAILURE() << text;
}

packet::FrameAnswer RenderTest::draw(packet::FramePacket &packet) {
  packet.capture.colour = true;
  auto answer = renderer_->draw(packet);
  EXPECT_TRUE(answer) << answer.error().line();
  if (!answer) return {};
  EXPECT_EQ(answer->colour.size(), std::size_t{4} * packet.size.x * packet.size.y);
  return std::move(*answer);
}

RenderTest::Pixel RenderTest::pixel(const packet::FramePacket &packet, const packet::FrameAnswer &answer, unsigned x, unsigned y) {
  const std::size_t i = (std::size_t{y} * packet.size.x + x) * 4;
  if (i + 3 >= answer.colour.size()) return {-1, -1, -1, -1};
  return {answer.colour[i], answer.colour[i + 1], answer.colour[i + 2], answer.colour[i + 3]};
}

void RenderTest::show(const packet::FramePacket &packet, const packet::FrameAnswer &answer, const std::string &name) {
  const char *folder = std::getenv("MYO_TEST_PICTURES");
  if (folder == nullptr) return;
  std::ofstream file(std::string(folder) + "/" + name + ".ppm", std::ios::binary);
  file << "P6 " << packet.size.x << ' ' << packet.size.y << " 255\n";
  for (std::size_t i = 0; i < answer.colour.size(); i += 4) file.write(reinterpret_cast<const char *>(&answer.colour[i]), 3);
}

} // namespace myo::test
