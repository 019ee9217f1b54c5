// Small glTF files made in code: numbers go into one buffer, everything else is given as JSON.
#pragma once

#include "base/math.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace myo::tests {

class GltfMaker {
public:
  // Each appends an accessor and returns its number.
  std::size_t floats(const std::vector<float> &values, const std::string &type);
  std::size_t bytes(const std::vector<std::uint8_t> &values, const std::string &type, bool normalized = false);
  std::size_t words(const std::vector<std::uint16_t> &values, const std::string &type, bool normalized = false);
  std::size_t points(const std::vector<vec3> &values) { return floats(flat(values), "VEC3"); }
  std::size_t matrices(const std::vector<mat4> &values);

  std::vector<std::string> nodes, meshes, skins, animations, materials; // JSON objects
  std::vector<std::size_t> roots{0};           // of the scene
  std::string more;                            // of the root object: ", \"extensionsRequired\": [...]"

  [[nodiscard]] std::string json(const std::string &buffer_uri = "") const;
  [[nodiscard]] std::vector<std::byte> glb() const;
  [[nodiscard]] const std::vector<std::byte> &buffer() const { return buffer_; }

private:
  static std::vector<float> flat(const std::vector<vec3> &values);
  std::size_t add(std::span<const std::byte> raw, std::size_t count, int component, const std::string &type, bool normalized);
  std::vector<std::byte> buffer_;
  std::vector<std::string> views_, accessors_;
};

// A bar 1 m high of red wood on a plate: two parts ("bar", "plate"), the bar bound to two joints of the same name with
// weights of normalized bytes; "bend" lays its upper half to the body's right (-X) in one second, "rest" keeps it.
[[nodiscard]] std::vector<std::byte> bending_bar();

} // namespace myo::tests
