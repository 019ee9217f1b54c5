// A glTF 2.0 file as its JSON and its numbers: binary or text, with buffers in it, in data URIs or beside it. Private to
// the folder; throws FigureFault.
#pragma once

#include "base/math.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

namespace myo::atlas {

using Json = nlohmann::json;

class GltfFile {
public:
  explicit GltfFile(const std::filesystem::path &file);

  [[nodiscard]] const Json &root() const { return root_; }
  // A list of the root, empty where there is none; its elements are objects.
  [[nodiscard]] const Json &list(const char *name) const;

  // All numbers of an accessor, element after element; normalized integers as what they stand for, sparse ones filled in.
  struct Numbers {
    std::size_t width = 1, count = 0;          // numbers an element, elements
    std::vector<float> values;
  };
  [[nodiscard]] Numbers floats(std::uint64_t accessor, const std::string &where) const;
  [[nodiscard]] std::vector<std::uint32_t> integers(std::uint64_t accessor, std::size_t width, const std::string &where) const;

private:
  struct Layout { std::size_t count, width, component, size, stride, offset; bool normalized; const Json *json; };
  [[nodiscard]] Layout layout_of(std::uint64_t accessor, const std::string &where) const;
  [[nodiscard]] std::span<const std::byte> view(std::uint64_t index, std::size_t &stride, const std::string &where) const;
  // Calls `take(element, component, bytes)` for every number, then for those that a sparse accessor replaces.
  template <class Take> void each(const Layout &layout, const std::string &where, Take take) const;
  void check_list(const char *name) const;
  void read_binary(std::vector<std::byte> bytes, const std::string &where);
  void read_buffers(const std::filesystem::path &folder);

  Json root_;
  std::vector<std::byte> chunk_;               // of a binary file
  std::vector<std::vector<std::byte>> buffers_;
};

// Fields of JSON objects, checked; `where` names the object.
[[nodiscard]] std::uint64_t gltf_count(const Json &object, const char *key, const std::string &where);
[[nodiscard]] std::uint64_t gltf_count(const Json &object, const char *key, std::uint64_t otherwise, const std::string &where);
[[nodiscard]] std::string gltf_text(const Json &object, const char *key);
// A list of exactly `values.size()` numbers; false where there is no such field.
bool gltf_numbers(const Json &object, const char *key, std::span<float> values, const std::string &where);

} // namespace myo::atlas
