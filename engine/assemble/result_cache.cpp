#include "assemble/result_cache.h"

#include "base/files.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fmt/format.h>
#include <fstream>
#include <unistd.h>

namespace myo::assemble {
namespace fs = std::filesystem;
namespace {

constexpr std::uint32_t magic = 0x5345524DU, version = 1; // "MRES"
struct Header {
  std::uint32_t magic, version;
  std::uint64_t key, hash; // of all that follows
};

} // namespace

std::uint64_t shape_hash(const format::Mesh &mesh) {
  return Key(mesh.positions.size()).list(mesh.positions).list(mesh.normals).list(mesh.indices).hash();
}

fs::path ResultCache::file(std::string_view kind, std::uint64_t key) const { return folder_ / kind / (hex(key) + ".bin"); }

void ResultCache::begin(format::ByteWriter &out) { out.value(Header{}); }

std::span<const std::byte> ResultCache::content(std::span<const std::byte> file) { return file.subspan(sizeof(Header)); }

std::optional<std::vector<std::byte>> ResultCache::read(std::string_view kind, std::uint64_t key) const {
  std::error_code code;
  if (folder_.empty()) return std::nullopt;
  const fs::path path = file(kind, key);
  if (!fs::exists(path, code)) return std::nullopt;
  auto bytes = read_file(path, 1ULL << 30);
  if (!bytes || bytes->size() < sizeof(Header)) return std::nullopt;
  Header h{};
  std::memcpy(&h, bytes->data(), sizeof h);
  if (h.magic != magic || h.version != version || h.key != key || h.hash != hash_bytes(content(*bytes))) return std::nullopt;
  fs::last_write_time(path, fs::file_time_type::clock::now(), code); // used now: stays longest
  return std::move(*bytes);
}

void ResultCache::write(std::string_view kind, std::uint64_t key, std::vector<std::byte> bytes) const {
  std::error_code code;
  fs::create_directories(folder_ / kind, code);
  const Header h{magic, version, key, hash_bytes(content(bytes))};
  std::memcpy(bytes.data(), &h, sizeof h);
  // Not flushed, unlike other files of ours: what a power cut leaves is known by its hash, and thousands are written.
  static std::atomic<unsigned> count{0};
  const fs::path whole = file(kind, key), part = whole.string() + fmt::format(".part-{}-{}", ::getpid(), ++count);
  {
    std::ofstream out(part, std::ios::binary);
    out.write(reinterpret_cast<const char *>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (!out) return fs::remove(part, code), void();
  }
  fs::rename(part, whole, code);
}

void ResultCache::count(std::string_view kind, bool found) {
  const std::lock_guard lock(guard_);
  Tally &tally = tallies_[std::string(kind)];
  ++(found ? tally.found : tally.made);
}

std::map<std::string, ResultCache::Tally, std::less<>> ResultCache::tallies() const {
  const std::lock_guard lock(guard_);
  return tallies_;
}

void ResultCache::shrink(std::uint64_t bytes) const {
  struct Kept {
    fs::file_time_type used;
    std::uint64_t size;
    fs::path path;
  };
  std::vector<Kept> all;
  std::uint64_t total = 0;
  std::error_code code;
  for (auto it = fs::recursive_directory_iterator(folder_, code); !code && it != fs::recursive_directory_iterator(); it.increment(code)) {
    std::error_code of_file;
    if (!it->is_regular_file(of_file) || it->path().extension() != ".bin") continue;
    all.push_back({it->last_write_time(of_file), it->file_size(of_file), it->path()});
    if (of_file) all.pop_back();
    else total += all.back().size;
  }
  std::sort(all.begin(), all.end(), [](const Kept &a, const Kept &b) { return a.used < b.used; });
  for (const Kept &k : all) {
    if (total <= bytes) break;
    fs::remove(k.path, code);
    total -= k.size;
  }
}

} // namespace myo::assemble
