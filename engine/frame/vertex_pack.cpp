#include "frame/vertex_pack.h"

#include <algorithm>
#include <cmath>

namespace myo::frame {
namespace {

std::uint32_t unorm8(float v) { return static_cast<std::uint32_t>(std::lround(glm::clamp(v, 0.0F, 1.0F) * 255.0F)); }
std::uint32_t unorm16(float v) { return static_cast<std::uint32_t>(std::lround(glm::clamp(v, 0.0F, 1.0F) * 65535.0F)); }
std::uint32_t snorm16(float v) {
  return static_cast<std::uint32_t>(static_cast<std::int32_t>(std::lround(glm::clamp(v, -1.0F, 1.0F) * 32767.0F))) & 0xFFFFU;
}
float from_snorm16(std::uint32_t bits) {
  return std::max(static_cast<float>(static_cast<std::int16_t>(bits & 0xFFFFU)) / 32767.0F, -1.0F);
}
vec2 sign_not_zero(vec2 v) { return {v.x >= 0 ? 1.0F : -1.0F, v.y >= 0 ? 1.0F : -1.0F}; }

bool is_fleshy(format::Kind kind) { return kind == format::Kind::muscle || kind == format::Kind::tendon; }
bool has_chart(format::Kind kind) { return kind == format::Kind::skin || kind == format::Kind::deep_surface; }

} // namespace

std::uint32_t pack_normal(vec3 n) {
  const float sum = std::abs(n.x) + std::abs(n.y) + std::abs(n.z);
  if (!(sum > 0)) return snorm16(0) | snorm16(0) << 16U;
  vec2 p = vec2{n.x, n.y} / sum;
  if (n.z < 0) p = (1.0F - glm::abs(vec2{p.y, p.x})) * sign_not_zero(p);
  return snorm16(p.x) | snorm16(p.y) << 16U;
}

vec3 unpack_normal(std::uint32_t packed) {
  const vec2 p{from_snorm16(packed), from_snorm16(packed >> 16U)};
  vec3 n{p, 1.0F - std::abs(p.x) - std::abs(p.y)};
  if (n.z < 0) {
    const vec2 folded = (1.0F - glm::abs(vec2{n.y, n.x})) * sign_not_zero(vec2{n});
    n.x = folded.x, n.y = folded.y;
  }
  return glm::normalize(n);
}

uvec2 pack_weights(vec4 weights) {
  std::int32_t parts[4];
  std::int32_t sum = 0;
  int largest = 0;
  for (int i = 0; i < 4; ++i) {
    sum += parts[i] = static_cast<std::int32_t>(unorm16(weights[i]));
    if (parts[i] > parts[largest]) largest = i;
  }
  parts[largest] += 65535 - sum;               // the largest hides the rounding best
  const auto half = [&](int i) { return static_cast<std::uint32_t>(glm::clamp(parts[i], 0, 65535)); };
  return {half(0) | half(1) << 16U, half(2) | half(3) << 16U};
}

std::vector<shared::RestVertex> pack_vertices(const format::Structure &structure, std::span<const float> straight) {
  const format::Mesh &mesh = structure.mesh;
  std::vector<shared::RestVertex> vertices(mesh.positions.size());
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    shared::RestVertex &v = vertices[i];
    v.position = mesh.positions[i];
    v.normal = pack_normal(i < mesh.normals.size() ? mesh.normals[i] : vec3{0, 0, 1});
    const u16vec4 joints = i < mesh.joints.size() ? mesh.joints[i] : u16vec4{0};
    v.joints = {joints.x | static_cast<std::uint32_t>(joints.y) << 16U, joints.z | static_cast<std::uint32_t>(joints.w) << 16U};
    v.weights = pack_weights(i < mesh.weights.size() ? mesh.weights[i] : vec4{1, 0, 0, 0});
    v.openness_flags = i < mesh.openness.size() ? mesh.openness[i] : 255U;
    if (i < straight.size()) v.openness_flags |= unorm8(straight[i]) << 24U;
    v.uv = 0;
    if (i >= mesh.uv.size()) continue;
    if (is_fleshy(structure.kind)) v.openness_flags |= unorm8(mesh.uv[i].y) << 8U | unorm8(mesh.uv[i].x) << 16U;
    if (has_chart(structure.kind)) v.uv = unorm16(mesh.uv[i].x) | unorm16(mesh.uv[i].y) << 16U;
  }
  return vertices;
}

std::vector<shared::RestVertex> pack_vertices(const format::Patch &patch) {
  std::vector<shared::RestVertex> vertices(patch.positions.size());
  for (std::size_t i = 0; i < vertices.size(); ++i) {
    vertices[i].position = patch.positions[i];
    vertices[i].normal = pack_normal(i < patch.normals.size() ? patch.normals[i] : patch.normal);
    vertices[i].joints = {patch.joint & 0xFFFFU, 0};
    vertices[i].weights = pack_weights({1, 0, 0, 0});
    vertices[i].openness_flags = 255U;
    vertices[i].uv = 0;
  }
  return vertices;
}

} // namespace myo::frame
