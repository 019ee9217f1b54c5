#include "assemble/embedded/form_cache.h"

#include "base/files.h"
#include "base/hash.h"

#include <array>
#include <cstring>
#include <span>

namespace myo::assemble::embedded {
namespace {

constexpr std::uint32_t magic = 0x4D52464DU, version = 1; // "MFRM"
struct Header {
  std::uint32_t magic, version, vertices, indices, components, open_edges, crowded_edges, dropped;
  std::int32_t genus;
  std::uint32_t unused;
  std::uint64_t key, hash; // of all that follows
};

template <class T> void append(std::vector<std::byte> &bytes, const std::vector<T> &values) {
  const auto view = std::as_bytes(std::span(values));
  bytes.insert(bytes.end(), view.begin(), view.end());
}

template <class T> std::vector<T> take(std::span<const std::byte> &bytes, std::size_t count) {
  std::vector<T> out(count);
  std::memcpy(out.data(), bytes.data(), count * sizeof(T));
  bytes = bytes.subspan(count * sizeof(T));
  return out;
}

} // namespace

std::filesystem::path FormCache::file(std::uint64_t key) const { return folder_ / (hex(key) + ".form"); }

std::optional<CachedForm> FormCache::find(std::uint64_t key) const {
  std::error_code code;
  if (folder_.empty() || !std::filesystem::exists(file(key), code)) return std::nullopt;
  const auto bytes = read_file(file(key), 1ULL << 30);
  if (!bytes || bytes->size() < sizeof(Header)) return std::nullopt;
  Header h{};
  std::memcpy(&h, bytes->data(), sizeof h);
  std::span<const std::byte> rest = std::span(*bytes).subspan(sizeof h);
  const std::uint64_t size = std::uint64_t(h.vertices) * 2 * sizeof(vec3) + std::uint64_t(h.indices) * sizeof(std::uint32_t);
  if (h.magic != magic || h.version != version || h.key != key || rest.size() != size || h.hash != hash_bytes(rest)) return std::nullopt;
  CachedForm form;
  form.positions = take<vec3>(rest, h.vertices);
  form.normals = take<vec3>(rest, h.vertices);
  form.indices = take<std::uint32_t>(rest, h.indices);
  for (const std::uint32_t i : form.indices)
    if (i >= h.vertices) return std::nullopt;
  form.components = h.components, form.open_edges = h.open_edges, form.crowded_edges = h.crowded_edges;
  form.dropped = h.dropped, form.genus = h.genus;
  return form;
}

void FormCache::keep(std::uint64_t key, const CachedForm &form) const {
  if (folder_.empty()) return;
  std::error_code code;
  std::filesystem::create_directories(folder_, code);
  std::vector<std::byte> data;
  append(data, form.positions), append(data, form.normals), append(data, form.indices);
  const Header h{magic, version, static_cast<std::uint32_t>(form.positions.size()), static_cast<std::uint32_t>(form.indices.size()),
                 form.components, form.open_edges, form.crowded_edges, form.dropped, form.genus, 0, key, hash_bytes(data)};
  std::vector<std::byte> bytes(sizeof h);
  std::memcpy(bytes.data(), &h, sizeof h);
  bytes.insert(bytes.end(), data.begin(), data.end());
  (void)write_file(file(key), bytes);
}

} // namespace myo::assemble::embedded
