// What steps have made, kept between builds under the hash of everything that it was made from: one file a result.
// A result comes back byte for byte or not at all; a file that is cut short, foreign or of another version is as good as
// none, and a full disk costs time later, nothing else. Safe from several threads and processes.
#pragma once

#include "base/hash.h"
#include "format/archive.h"

#include <bit>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace myo::assemble {

// Gathers what a result depends on. Texts and lists count with their lengths, so that no two things run together.
class Key {
public:
  explicit Key(std::uint64_t version) : hash_(version) {}
  Key &text(std::string_view t) { return hash_ = hash_text(t, hash_ + t.size()), *this; }
  template <class T> requires(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>)
  Key &value(const T &v) { return hash_ = hash_bytes(std::as_bytes(std::span(&v, 1)), hash_), *this; }
  Key &value(float v) { return value(std::bit_cast<std::uint32_t>(v)); }
  Key &value(vec3 v) { return value(v.x).value(v.y).value(v.z); }
  template <class T> Key &list(const std::vector<T> &l) { return hash_ = hash_span(std::span<const T>(l), hash_ + l.size()), *this; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

private:
  std::uint64_t hash_;
};
// Of a surface, as it lies in memory: shape and vertex order, not what later steps add.
[[nodiscard]] std::uint64_t shape_hash(const format::Mesh &mesh);

class ResultCache {
public:
  ResultCache() = default; // keeps nothing
  explicit ResultCache(std::filesystem::path folder) : folder_(std::move(folder)) {}

  // The result of that kind and key, else what `make` makes, which is then kept. T has a `visit(archive, T &)`.
  template <class T, class F> [[nodiscard]] T get(std::string_view kind, std::uint64_t key, F &&make) {
    if (auto found = find<T>(kind, key)) return std::move(*found);
    T made = make();
    keep(kind, key, made);
    return made;
  }
  template <class T> [[nodiscard]] std::optional<T> find(std::string_view kind, std::uint64_t key) {
    const auto bytes = read(kind, key);
    if (!bytes) return std::nullopt;
    format::ByteReader in(content(*bytes));
    format::Reader reader(in);
    T value;
    visit(reader, value);
    if (!reader.ok() || in.left() != 0) return std::nullopt;
    count(kind, true);
    return value;
  }
  template <class T> void keep(std::string_view kind, std::uint64_t key, T &value) {
    count(kind, false);
    if (folder_.empty()) return;
    format::ByteWriter out;
    begin(out);
    format::Writer writer(out);
    visit(writer, value);
    write(kind, key, out.take());
  }

  struct Tally {
    std::size_t found = 0, made = 0;
  };
  [[nodiscard]] std::map<std::string, Tally, std::less<>> tallies() const;
  // Removes what was used longest ago until no more than so much is left.
  void shrink(std::uint64_t bytes) const;

private:
  [[nodiscard]] std::filesystem::path file(std::string_view kind, std::uint64_t key) const;
  [[nodiscard]] std::optional<std::vector<std::byte>> read(std::string_view kind, std::uint64_t key) const;
  [[nodiscard]] static std::span<const std::byte> content(std::span<const std::byte> file);
  static void begin(format::ByteWriter &out);
  void write(std::string_view kind, std::uint64_t key, std::vector<std::byte> file) const;
  void count(std::string_view kind, bool found);

  std::filesystem::path folder_;
  mutable std::mutex guard_;
  std::map<std::string, Tally, std::less<>> tallies_;
};

} // namespace myo::assemble
