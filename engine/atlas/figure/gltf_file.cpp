#include "atlas/figure/gltf_file.h"

#include "atlas/figure/reading.h"
#include "base/files.h"

#include <array>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

namespace myo::atlas {
namespace {

constexpr std::uint64_t largest_file = 2ULL << 30;
constexpr std::uint64_t most_elements = 5 * most_figure_vertices; // of an accessor; without data as many as vertices

std::uint32_t word(std::span<const std::byte> bytes, std::size_t at) {
  std::uint32_t value = 0;
  std::memcpy(&value, bytes.data() + at, sizeof(value));
  return value;
}

std::size_t component_size(std::uint64_t type) {
  switch (type) {
  case 5120:
  case 5121: return 1;
  case 5122:
  case 5123: return 2;
  case 5125:
  case 5126: return 4;
  default: return 0;
  }
}

std::size_t width_of(const std::string &type) {
  constexpr std::array<std::pair<const char *, std::size_t>, 7> widths{
      {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4}, {"MAT2", 4}, {"MAT3", 9}, {"MAT4", 16}}};
  for (const auto &[name, width] : widths)
    if (type == name) return width;
  return 0;
}

template <class T> T raw(const std::byte *at) {
  T value;
  std::memcpy(&value, at, sizeof(T));
  return value;
}

// As the specification decodes them.
float to_float(const std::byte *at, std::size_t type, bool normalized) {
  const auto share = [&](auto value, float most) {
    return normalized ? std::max(static_cast<float>(value) / most, -1.0F) : static_cast<float>(value);
  };
  switch (type) {
  case 5120: return share(raw<std::int8_t>(at), 127);
  case 5121: return share(raw<std::uint8_t>(at), 255);
  case 5122: return share(raw<std::int16_t>(at), 32767);
  case 5123: return share(raw<std::uint16_t>(at), 65535);
  case 5125: return share(raw<std::uint32_t>(at), 4294967295.0F);
  default: return raw<float>(at);
  }
}

std::uint32_t to_index(const std::byte *at, std::size_t type, const std::string &where) {
  switch (type) {
  case 5121: return raw<std::uint8_t>(at);
  case 5123: return raw<std::uint16_t>(at);
  case 5125: return raw<std::uint32_t>(at);
  default: throw FigureFault{"its indices are no unsigned integers", where};
  }
}

void check_fits(std::size_t bytes, std::uint64_t offset, std::size_t count, std::size_t element, std::size_t stride, const std::string &where) {
  if (count > 0 && (offset > bytes || element > bytes - offset || count - 1 > (bytes - offset - element) / stride))
    throw FigureFault{"an accessor reaches beyond its data", where};
}

int sextet(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

std::vector<std::byte> from_base64(std::string_view text, const std::string &where) {
  std::vector<std::byte> out;
  out.reserve(text.size() * 3 / 4);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == '=') break;
    const int six = sextet(c);
    if (six < 0) throw FigureFault{"its data URI is no base64", where};
    bits = bits << 6U | static_cast<std::uint32_t>(six);
    if ((count += 6) >= 8) out.push_back(static_cast<std::byte>(bits >> static_cast<unsigned>(count -= 8) & 0xFFU));
  }
  return out;
}

std::string from_percents(std::string_view uri) {
  std::string out;
  const auto digit = [](char c) { return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1; };
  for (std::size_t i = 0; i < uri.size(); ++i) {
    const bool coded = uri[i] == '%' && i + 2 < uri.size() && digit(uri[i + 1]) >= 0 && digit(uri[i + 2]) >= 0;
    if (coded) out += static_cast<char>(digit(uri[i + 1]) * 16 + digit(uri[i + 2])), i += 2;
    else out += uri[i];
  }
  return out;
}

// What changes the geometry and is not read here; all other extensions change the looks at the most.
const std::set<std::string> &unread_extensions() {
  static const std::set<std::string> names{"KHR_draco_mesh_compression", "EXT_meshopt_compression", "EXT_mesh_gpu_instancing", "MSFT_lod"};
  return names;
}
const std::set<std::string> &harmless_extensions() {
  static const std::set<std::string> names{"KHR_mesh_quantization", "KHR_texture_transform", "KHR_texture_basisu", "KHR_lights_punctual", "EXT_texture_webp"};
  return names;
}

} // namespace

std::uint64_t gltf_count(const Json &object, const char *key, const std::string &where) {
  const auto found = object.find(key);
  if (found == object.end() || !found->is_number_unsigned()) throw FigureFault{fmt::format("\"{}\" is no count", key), where};
  return found->get<std::uint64_t>();
}

std::uint64_t gltf_count(const Json &object, const char *key, std::uint64_t otherwise, const std::string &where) {
  return object.contains(key) ? gltf_count(object, key, where) : otherwise;
}

std::string gltf_text(const Json &object, const char *key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

bool gltf_numbers(const Json &object, const char *key, std::span<float> values, const std::string &where) {
  const auto found = object.find(key);
  if (found == object.end()) return false;
  if (!found->is_array() || found->size() != values.size()) throw FigureFault{fmt::format("\"{}\" is not {} numbers", key, values.size()), where};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!(*found)[i].is_number()) throw FigureFault{fmt::format("\"{}\" is not {} numbers", key, values.size()), where};
    values[i] = (*found)[i].get<float>();
  }
  return true;
}

GltfFile::GltfFile(const std::filesystem::path &file) {
  auto bytes = read_file(file, largest_file);
  if (!bytes) throw FigureFault{bytes.error().what, ""};
  if (bytes->size() >= 4 && std::memcmp(bytes->data(), "glTF", 4) == 0) {
    read_binary(std::move(*bytes), "");
  } else {
    const auto *text = reinterpret_cast<const char *>(bytes->data());
    root_ = Json::parse(text, text + bytes->size(), nullptr, false);
  }
  if (!root_.is_object()) throw FigureFault{"its JSON is broken off or damaged", ""};
  for (const char *name : {"nodes", "scenes", "skins", "meshes", "materials", "animations", "accessors", "bufferViews", "buffers"}) check_list(name);
  if (!root_.contains("asset") || !gltf_text(root_["asset"], "version").starts_with("2.")) throw FigureFault{"is no glTF 2.0", ""};
  for (const char *key : {"extensionsRequired", "extensionsUsed"})
    if (const auto names = root_.find(key); names != root_.end() && names->is_array())
      for (const Json &name : *names) {
        const std::string text = name.is_string() ? name.get<std::string>() : "";
        const bool required = key[10] == 'R', material = text.starts_with("KHR_materials_");
        if (required && (unread_extensions().contains(text) || (!material && !harmless_extensions().contains(text))))
          throw FigureFault{fmt::format("needs the extension {}, which is not read", text), ""};
      }
  read_buffers(file.parent_path());
}

void GltfFile::read_binary(std::vector<std::byte> bytes, const std::string &where) {
  const std::span<const std::byte> all(bytes);
  if (all.size() < 20 || word(all, 8) > all.size()) throw FigureFault{"is cut off", where};
  std::size_t at = 12;
  const std::size_t end = word(all, 8);
  for (int n = 0; at + 8 <= end; ++n) {
    const std::size_t size = word(all, at);
    const std::uint32_t kind = word(all, at + 4);
    if (size > end - at - 8) throw FigureFault{"is cut off", where};
    const auto chunk = all.subspan(at + 8, size);
    if (n == 0 && kind == 0x4E4F534AU) {
      const auto *text = reinterpret_cast<const char *>(chunk.data());
      root_ = Json::parse(text, text + chunk.size(), nullptr, false);
    } else if (n == 1 && kind == 0x004E4942U) {
      chunk_.assign(chunk.begin(), chunk.end());
    }
    at += 8 + (size + 3) / 4 * 4;
  }
}

void GltfFile::read_buffers(const std::filesystem::path &folder) {
  for (std::size_t n = 0; n < list("buffers").size(); ++n) {
    const std::string where = fmt::format("buffer {}", n);
    const Json &buffer = list("buffers")[n];
    const std::uint64_t size = gltf_count(buffer, "byteLength", where);
    const std::string uri = gltf_text(buffer, "uri");
    std::vector<std::byte> bytes;
    if (uri.empty()) {
      if (n == 0) bytes = std::move(chunk_);
    } else if (uri.starts_with("data:")) {
      const std::size_t comma = uri.find(',');
      if (comma == std::string::npos || uri.find(";base64") > comma) throw FigureFault{"its data URI is no base64", where};
      bytes = from_base64(std::string_view(uri).substr(comma + 1), where);
    } else {
      const std::filesystem::path name = from_percents(uri);
      if (uri.find("://") != std::string::npos || name.is_absolute()) throw FigureFault{fmt::format("\"{}\" is no file beside it", uri), where};
      auto read = read_file(folder / name, largest_file);
      if (!read) throw FigureFault{fmt::format("\"{}\" beside it: {}", uri, read.error().what), where};
      bytes = std::move(*read);
    }
    if (bytes.size() < size) throw FigureFault{fmt::format("it has {} bytes of {}", bytes.size(), size), where};
    buffers_.push_back(std::move(bytes));
  }
}

const Json &GltfFile::list(const char *name) const {
  static const Json empty = Json::array();
  const auto found = root_.find(name);
  return found == root_.end() ? empty : *found;
}

void GltfFile::check_list(const char *name) const {
  if (root_.contains(name) && !root_[name].is_array()) throw FigureFault{fmt::format("\"{}\" is no list", name), ""};
  for (const Json &element : list(name))
    if (!element.is_object()) throw FigureFault{fmt::format("\"{}\" holds something that is no object", name), ""};
}

std::span<const std::byte> GltfFile::view(std::uint64_t index, std::size_t &stride, const std::string &where) const {
  const Json &views = list("bufferViews");
  if (index >= views.size()) throw FigureFault{fmt::format("buffer view {} is not there", index), where};
  const Json &view = views[index];
  const std::uint64_t buffer = gltf_count(view, "buffer", where), offset = gltf_count(view, "byteOffset", 0, where);
  const std::uint64_t size = gltf_count(view, "byteLength", where);
  stride = gltf_count(view, "byteStride", 0, where);
  if (buffer >= buffers_.size() || offset > buffers_[buffer].size() || size > buffers_[buffer].size() - offset || stride > 252)
    throw FigureFault{fmt::format("buffer view {} lies beyond its buffer", index), where};
  return std::span<const std::byte>(buffers_[buffer]).subspan(offset, size);
}

GltfFile::Layout GltfFile::layout_of(std::uint64_t accessor, const std::string &where) const {
  const Json &accessors = list("accessors");
  if (accessor >= accessors.size()) throw FigureFault{fmt::format("accessor {} is not there", accessor), where};
  const Json &json = accessors[accessor];
  Layout layout{};
  layout.json = &json;
  layout.count = gltf_count(json, "count", where);
  layout.width = width_of(gltf_text(json, "type"));
  layout.component = gltf_count(json, "componentType", where);
  layout.size = component_size(layout.component);
  layout.offset = gltf_count(json, "byteOffset", 0, where);
  layout.normalized = json.contains("normalized") && json["normalized"].is_boolean() && json["normalized"].get<bool>();
  if (layout.width == 0 || layout.size == 0) throw FigureFault{fmt::format("accessor {} is of no known type", accessor), where};
  const std::uint64_t most = json.contains("bufferView") ? most_elements : most_figure_vertices;
  if (layout.count > most) throw FigureFault{fmt::format("accessor {} counts {} elements, more than {}", accessor, layout.count, most), where};
  if (json.contains("bufferView")) { // before there is room made for it
    std::size_t stride = 0;
    const std::size_t bytes = view(gltf_count(json, "bufferView", where), stride, where).size();
    check_fits(bytes, layout.offset, layout.count, layout.width * layout.size, stride == 0 ? layout.width * layout.size : stride, where);
  }
  return layout;
}

template <class Take> void GltfFile::each(const Layout &layout, const std::string &where, Take take) const {
  // Columns of matrices of small numbers begin at multiples of four bytes: of no matrix that is read here.
  const auto read = [&](std::uint64_t index, std::uint64_t offset, std::size_t count, std::size_t width, std::size_t size, auto use) {
    std::size_t stride = 0;
    const std::span<const std::byte> bytes = view(index, stride, where);
    if (stride == 0) stride = width * size;
    check_fits(bytes.size(), offset, count, width * size, stride, where);
    for (std::size_t e = 0; e < count; ++e)
      for (std::size_t c = 0; c < width; ++c) use(e, c, bytes.data() + offset + e * stride + c * size);
  };
  if (layout.json->contains("bufferView"))
    read(gltf_count(*layout.json, "bufferView", where), layout.offset, layout.count, layout.width, layout.size, take);
  const auto sparse = layout.json->find("sparse");
  if (sparse == layout.json->end()) return;
  if (!sparse->is_object() || !sparse->contains("indices") || !sparse->contains("values")) throw FigureFault{"a sparse accessor is incomplete", where};
  const Json &indices = (*sparse)["indices"], &values = (*sparse)["values"];
  const std::size_t count = gltf_count(*sparse, "count", where), type = gltf_count(indices, "componentType", where);
  if (count > layout.count || component_size(type) == 0) throw FigureFault{"a sparse accessor replaces more than there is", where};
  std::vector<std::size_t> replaced(count);
  read(gltf_count(indices, "bufferView", where), gltf_count(indices, "byteOffset", 0, where), count, 1, component_size(type),
       [&](std::size_t e, std::size_t, const std::byte *at) { replaced[e] = to_index(at, type, where); });
  for (const std::size_t e : replaced)
    if (e >= layout.count) throw FigureFault{"a sparse accessor replaces what is not there", where};
  read(gltf_count(values, "bufferView", where), gltf_count(values, "byteOffset", 0, where), count, layout.width, layout.size,
       [&](std::size_t e, std::size_t c, const std::byte *at) { take(replaced[e], c, at); });
}

GltfFile::Numbers GltfFile::floats(std::uint64_t accessor, const std::string &where) const {
  const Layout layout = layout_of(accessor, where);
  Numbers out{layout.width, layout.count, std::vector<float>(layout.width * layout.count, 0.0F)};
  each(layout, where, [&](std::size_t e, std::size_t c, const std::byte *at) {
    out.values[e * layout.width + c] = to_float(at, layout.component, layout.normalized);
  });
  return out;
}

std::vector<std::uint32_t> GltfFile::integers(std::uint64_t accessor, std::size_t width, const std::string &where) const {
  const Layout layout = layout_of(accessor, where);
  if (layout.width != width) throw FigureFault{fmt::format("accessor {} has {} numbers an element where {} are due", accessor, layout.width, width), where};
  std::vector<std::uint32_t> out(layout.width * layout.count, 0);
  each(layout, where, [&](std::size_t e, std::size_t c, const std::byte *at) { out[e * layout.width + c] = to_index(at, layout.component, where); });
  return out;
}

} // namespace myo::atlas
