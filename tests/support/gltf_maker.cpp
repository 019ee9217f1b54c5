#include "support/gltf_maker.h"

#include "support/shapes.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <fmt/format.h>

namespace myo::tests {
namespace {

std::string list(const std::vector<std::string> &items) {
  std::string out;
  for (const std::string &item : items) out += (out.empty() ? "" : ",") + item;
  return "[" + out + "]";
}

void append_word(std::vector<std::byte> &to, std::uint32_t value) {
  const auto raw = std::as_bytes(std::span(&value, 1));
  to.insert(to.end(), raw.begin(), raw.end());
}

std::vector<std::uint16_t> short_indices(const format::Mesh &mesh) { return {mesh.indices.begin(), mesh.indices.end()}; }

} // namespace

std::vector<float> GltfMaker::flat(const std::vector<vec3> &values) {
  std::vector<float> out;
  for (const vec3 v : values) out.insert(out.end(), {v.x, v.y, v.z});
  return out;
}

std::size_t GltfMaker::add(std::span<const std::byte> raw, std::size_t count, int component, const std::string &type, bool normalized) {
  while (buffer_.size() % 4 != 0) buffer_.push_back(std::byte{0});
  views_.push_back(fmt::format(R"({{"buffer":0,"byteOffset":{},"byteLength":{}}})", buffer_.size(), raw.size()));
  buffer_.insert(buffer_.end(), raw.begin(), raw.end());
  accessors_.push_back(fmt::format(R"({{"bufferView":{},"componentType":{},"count":{},"type":"{}"{}}})", views_.size() - 1, component, count, type,
                                   normalized ? R"(,"normalized":true)" : ""));
  return accessors_.size() - 1;
}

namespace {
std::size_t width_of(const std::string &type) { return type == "SCALAR" ? 1 : type == "VEC3" ? 3 : type == "MAT4" ? 16 : 4; }
} // namespace

std::size_t GltfMaker::floats(const std::vector<float> &values, const std::string &type) {
  return add(std::as_bytes(std::span(values)), values.size() / width_of(type), 5126, type, false);
}
std::size_t GltfMaker::bytes(const std::vector<std::uint8_t> &values, const std::string &type, bool normalized) {
  return add(std::as_bytes(std::span(values)), values.size() / width_of(type), 5121, type, normalized);
}
std::size_t GltfMaker::words(const std::vector<std::uint16_t> &values, const std::string &type, bool normalized) {
  return add(std::as_bytes(std::span(values)), values.size() / width_of(type), 5123, type, normalized);
}
std::size_t GltfMaker::matrices(const std::vector<mat4> &values) {
  return add(std::as_bytes(std::span(values)), values.size(), 5126, "MAT4", false);
}

std::string GltfMaker::json(const std::string &buffer_uri) const {
  std::string scene;
  for (const std::size_t root : roots) scene += (scene.empty() ? "" : ",") + std::to_string(root);
  const std::string uri = buffer_uri.empty() ? "" : fmt::format(R"("uri":"{}",)", buffer_uri);
  std::string out = fmt::format(R"({{"asset":{{"version":"2.0","copyright":"made in a test"}},"scene":0,"scenes":[{{"nodes":[{}]}}],)", scene);
  out += fmt::format(R"("buffers":[{{{}"byteLength":{}}}],"bufferViews":{},"accessors":{},"nodes":{},"meshes":{})", uri, buffer_.size(), list(views_),
                     list(accessors_), list(nodes), list(meshes));
  if (!skins.empty()) out += ",\"skins\":" + list(skins);
  if (!animations.empty()) out += ",\"animations\":" + list(animations);
  if (!materials.empty()) out += ",\"materials\":" + list(materials);
  return out + more + "}";
}

std::vector<std::byte> GltfMaker::glb() const {
  std::string text = json();
  while (text.size() % 4 != 0) text += ' ';
  std::vector<std::byte> binary = buffer_;
  while (binary.size() % 4 != 0) binary.push_back(std::byte{0});
  std::vector<std::byte> out;
  append_word(out, 0x46546C67), append_word(out, 2), append_word(out, static_cast<std::uint32_t>(28 + text.size() + binary.size()));
  append_word(out, static_cast<std::uint32_t>(text.size())), append_word(out, 0x4E4F534A);
  const auto letters = std::as_bytes(std::span(text));
  out.insert(out.end(), letters.begin(), letters.end());
  append_word(out, static_cast<std::uint32_t>(binary.size())), append_word(out, 0x004E4942);
  out.insert(out.end(), binary.begin(), binary.end());
  return out;
}

std::vector<std::byte> bending_bar() {
  GltfMaker maker;
  const format::Mesh bar = spindle({0, 0, 0}, {0, 1, 0}, [](float) { return 0.08F; }, 24, 12), plate = box({0, -0.05F, 0}, {0.6F, 0.1F, 0.6F});
  std::vector<std::uint8_t> joints, weights;
  for (const vec3 p : bar.positions) {
    const float upper = glm::smoothstep(0.4F, 0.6F, p.y);
    const auto share = static_cast<std::uint8_t>(std::lround(255 * upper));
    joints.insert(joints.end(), {0, 1, 0, 0});
    weights.insert(weights.end(), {static_cast<std::uint8_t>(255 - share), share, 0, 0});
  }
  maker.materials = {R"({"name":"wood","pbrMetallicRoughness":{"baseColorFactor":[0.8,0.1,0.05,1]}})"};
  maker.meshes.push_back(fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"NORMAL":{},"JOINTS_0":{},"WEIGHTS_0":{}}},"indices":{},"material":0}}]}})",
                                     maker.points(bar.positions), maker.points(bar.normals), maker.bytes(joints, "VEC4"),
                                     maker.bytes(weights, "VEC4", true), maker.words(short_indices(bar), "SCALAR")));
  maker.meshes.push_back(fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"NORMAL":{}}},"indices":{}}}]}})", maker.points(plate.positions),
                                     maker.points(plate.normals), maker.words(short_indices(plate), "SCALAR")));
  maker.nodes = {R"({"name":"bone","children":[1]})", R"({"name":"bone","translation":[0,0.5,0]})", R"({"name":"bar","mesh":0,"skin":0})",
                 R"({"name":"plate","mesh":1})"};
  maker.roots = {0, 2, 3};
  maker.skins = {fmt::format(R"({{"joints":[0,1],"inverseBindMatrices":{}}})", maker.matrices({mat4(1), glm::translate(mat4(1), {0, -0.5F, 0})}))};
  const float half = std::sqrt(0.5F);
  const std::size_t times = maker.floats({0, 1}, "SCALAR");
  const auto turning = [&](const char *name, const std::vector<float> &turns) {
    return fmt::format(R"({{"name":"{}","channels":[{{"sampler":0,"target":{{"node":1,"path":"rotation"}}}}],"samplers":[{{"input":{},"output":{}}}]}})", name, times,
                       maker.floats(turns, "VEC4"));
  };
  maker.animations = {turning("bend", {0, 0, 0, 1, 0, 0, half, half}), turning("rest", {0, 0, 0, 1, 0, 0, 0, 1})};
  return maker.glb();
}

} // namespace myo::tests
