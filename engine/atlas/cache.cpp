#include "atlas/cache.h"

#include "base/files.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/parallel.h"
#include "base/resources.h"
#include "format/archive.h"
#include "format/schema.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace myo::atlas {
namespace fs = std::filesystem;
namespace {

// Any change to visit_body, visit_mesh, Levels or the way levels are built raises the version.
constexpr std::uint32_t cache_version = 1;
constexpr std::array<char, 8> magic{'M', 'Y', 'O', 'C', 'A', 'C', 'H', 'E'};
constexpr std::size_t kept_caches = 8;

struct Header {
  std::array<char, 8> magic_word = magic;
  std::uint32_t version = cache_version;
  std::uint32_t chunks = 0; // one for the body without meshes, then one a structure
  SourceStamp stamp;
  std::uint64_t atlas_hash = 0;
};
struct Chunk {
  std::uint64_t offset = 0, size = 0, hash = 0;
};

class MappedFile {
public:
  explicit MappedFile(const fs::path &path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return;
    struct stat info {};
    if (::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
      size_ = static_cast<std::size_t>(info.st_size);
      data_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0);
    }
    ::close(file);
  }
  MappedFile(const MappedFile &) = delete;
  MappedFile &operator=(const MappedFile &) = delete;
  ~MappedFile() {
    if (data_ != MAP_FAILED) ::munmap(data_, size_);
  }
  [[nodiscard]] std::span<const std::byte> bytes() const {
    return data_ == MAP_FAILED ? std::span<const std::byte>{} : std::span(static_cast<const std::byte *>(data_), size_);
  }

private:
  void *data_ = MAP_FAILED;
  std::size_t size_ = 0;
};

// A damaged chunk is caught by its hash. What lies in an undamaged one was checked before it was written, but a few
// comparisons are cheap and keep a forged cache from reading out of bounds.
bool plausible(const format::Mesh &mesh, const Levels &levels, std::size_t joint_count) {
  const std::size_t n = mesh.positions.size();
  if (n == 0 || mesh.normals.size() != n || mesh.joints.size() != n || mesh.weights.size() != n) return false;
  if (!mesh.openness.empty() && mesh.openness.size() != n) return false;
  if (!mesh.uv.empty() && mesh.uv.size() != n) return false;
  std::uint32_t highest = 0;
  for (const std::uint32_t i : levels.indices) highest = std::max(highest, i);
  if (highest >= n) return false;
  std::uint16_t joint = 0;
  for (const u16vec4 j : mesh.joints) joint = std::max({joint, j.x, j.y, j.z, j.w});
  if (joint >= joint_count) return false;
  for (const Level &level : levels.of)
    if (level.count % 3 != 0 || std::uint64_t{level.first} + level.count > levels.indices.size()) return false;
  return levels.of[0].first == 0;
}

template <class A> void visit_levels(A &a, Levels &l) { a(l.indices, l.of); }

bool plausible(const format::Body &body) {
  const auto structure = [&](std::uint32_t i) { return i == none || i < body.structures.size(); };
  const std::size_t joints = body.joints.size();
  bool ok = joints > 0;
  for (const auto &s : body.structures) ok &= s.kind <= format::Kind::organ && s.side <= Side::right;
  for (std::size_t j = 0; j < joints; ++j) ok &= body.joints[j].parent == none || body.joints[j].parent < j;
  for (const auto &l : body.landmarks) ok &= l.joint < joints;
  for (const auto &t : body.trigger_points) ok &= t.joint < joints && structure(t.structure);
  for (const auto &e : body.expected) ok &= e.patch == none || e.patch < body.patches.size();
  for (const auto &p : body.patches) {
    const std::size_t n = p.positions.size();
    ok &= structure(p.muscle_structure) && structure(p.bone_structure) && p.joint < joints && p.normals.size() == n &&
          p.edge_mm.size() == n && std::all_of(p.indices.begin(), p.indices.end(), [&](std::uint32_t i) { return i < n; });
  }
  for (const auto &r : body.regions) {
    ok &= r.carrier < body.structures.size() && r.vertices.size() == r.distance_mm.size();
    if (!ok) return false;
    const std::size_t n = body.structures[r.carrier].mesh.positions.size();
    ok &= std::all_of(r.vertices.begin(), r.vertices.end(), [&](std::uint32_t v) { return v < n; });
  }
  return ok;
}

bool same(const SourceStamp &a, const SourceStamp &b) {
  for (std::size_t i = 0; i < a.files.size(); ++i)
    if (a.files[i].size != b.files[i].size || a.files[i].inode != b.files[i].inode ||
        a.files[i].modified_ns != b.files[i].modified_ns || a.files[i].changed_ns != b.files[i].changed_ns)
      return false;
  return a.folder == b.folder;
}

std::vector<std::byte> encode(Cooked cooked, std::uint64_t hash, const SourceStamp &stamp) {
  Header header;
  header.chunks = static_cast<std::uint32_t>(cooked.parts.size());
  header.stamp = stamp;
  header.atlas_hash = hash;
  std::vector<Chunk> chunks(cooked.parts.size());
  std::uint64_t offset = sizeof(Header) + chunks.size() * sizeof(Chunk) + sizeof(std::uint64_t);
  for (std::size_t i = 0; i < chunks.size(); ++i) {
    chunks[i] = {offset, cooked.parts[i].size(), cooked.hashes[i]};
    offset += cooked.parts[i].size();
  }
  format::ByteWriter out;
  out.reserve(offset);
  out.value(header);
  out.array(chunks);
  out.value(hash_bytes(out.bytes())); // of header and table
  for (auto &part : cooked.parts) {
    out.array(part);
    part = {};
  }
  return out.take();
}

std::uint64_t folder_hash(const fs::path &folder) {
  std::error_code code;
  return hash_text(fs::weakly_canonical(folder, code).string());
}

void forget_old_caches(const fs::path &folder) {
  std::error_code code;
  std::vector<std::pair<fs::file_time_type, fs::path>> found;
  for (const auto &entry : fs::directory_iterator(folder, code))
    if (entry.path().extension() == ".cache") found.emplace_back(entry.last_write_time(code), entry.path());
  std::sort(found.rbegin(), found.rend());
  for (std::size_t i = kept_caches; i < found.size(); ++i) fs::remove(found[i].second, code);
}

} // namespace

std::optional<SourceStamp> stamp_of(const fs::path &folder) {
  SourceStamp out;
  const std::array names{format::json_file, format::glb_file, format::fields_file};
  for (std::size_t i = 0; i < names.size(); ++i) {
    struct stat info {};
    if (::stat((folder / names[i]).c_str(), &info) != 0) return std::nullopt;
    out.files[i] = {static_cast<std::uint64_t>(info.st_size), static_cast<std::uint64_t>(info.st_ino),
                    info.st_mtim.tv_sec * 1'000'000'000LL + info.st_mtim.tv_nsec,
                    info.st_ctim.tv_sec * 1'000'000'000LL + info.st_ctim.tv_nsec};
  }
  out.folder = folder_hash(folder);
  return out;
}

std::vector<fs::path> cache_places(const fs::path &folder) {
  const std::string name = hex(folder_hash(folder)) + ".cache";
  return {user_cache_folder() / "atlas" / name, folder / "body.cache"};
}

namespace {

bool ours(const Header &header) { return header.magic_word == magic && header.version == cache_version && header.chunks >= 1; }

// `stamp`: of the files that it must belong to; nullptr: of this folder, whatever its files have become.
std::optional<Atlas> read_from(const fs::path &file, const SourceStamp *stamp, std::uint64_t folder) {
  const MappedFile mapped(file);
  const auto bytes = mapped.bytes();
  format::ByteReader in(bytes);
  const auto header = in.value<Header>();
  if (!in.ok() || !ours(header) || header.stamp.folder != folder || (stamp != nullptr && !same(header.stamp, *stamp))) return std::nullopt;
  std::vector<Chunk> chunks;
  in.array(chunks, header.chunks);
  const auto table_hash = in.value<std::uint64_t>();
  if (!in.ok() || table_hash != hash_bytes(bytes.first(sizeof(Header) + chunks.size() * sizeof(Chunk)))) return std::nullopt;

  const auto part = [&](std::size_t i) -> std::optional<std::span<const std::byte>> {
    const Chunk &c = chunks[i];
    if (c.offset > bytes.size() || c.size > bytes.size() - c.offset) return std::nullopt;
    const auto span = bytes.subspan(c.offset, c.size);
    if (hash_bytes(span) != c.hash) return std::nullopt;
    return span;
  };
  format::Body body;
  const auto first = part(0);
  if (!first) return std::nullopt;
  format::ByteReader body_bytes(*first);
  format::Reader body_reader(body_bytes);
  visit_body(body_reader, body);
  if (!body_reader.ok() || body.structures.size() + 1 != chunks.size()) return std::nullopt;

  std::vector<Levels> levels(body.structures.size());
  std::atomic<bool> whole{true};
  parallel_for(std::size_t{0}, body.structures.size(), [&](std::size_t s) {
    const auto span = part(s + 1);
    if (!span) return whole.store(false);
    format::ByteReader mesh_bytes(*span);
    format::Reader reader(mesh_bytes);
    format::Mesh &mesh = body.structures[s].mesh;
    visit_mesh(reader, mesh);
    visit_levels(reader, levels[s]);
    if (!reader.ok() || !plausible(mesh, levels[s], body.joints.size())) return whole.store(false);
    const auto full = levels[s].triangles(Detail::full);
    mesh.indices.assign(full.begin(), full.end());
  });
  if (!whole || !plausible(body)) return std::nullopt;
  return Atlas(std::move(body), std::move(levels), header.atlas_hash);
}

} // namespace

std::optional<Atlas> read_cache(const fs::path &file, const fs::path &folder) {
  const auto stamp = stamp_of(folder);
  return stamp ? read_from(file, &*stamp, stamp->folder) : std::nullopt;
}

bool has_cache(const fs::path &folder) {
  const auto stamp = stamp_of(folder);
  if (!stamp) return false;
  for (const fs::path &place : cache_places(folder)) {
    std::ifstream in(place, std::ios::binary);
    std::array<char, sizeof(Header)> first{};
    if (!in.read(first.data(), first.size())) continue;
    Header header;
    std::memcpy(&header, first.data(), sizeof header);
    if (ours(header) && same(header.stamp, *stamp)) return true;
  }
  return false;
}

std::optional<Atlas> read_stale_cache(const fs::path &folder) {
  for (const fs::path &place : cache_places(folder))
    if (auto atlas = read_from(place, nullptr, folder_hash(folder))) return atlas;
  return std::nullopt;
}

std::optional<Atlas> read_cache(const fs::path &folder) {
  for (const fs::path &place : cache_places(folder))
    if (auto atlas = read_cache(place, folder)) return atlas;
  return std::nullopt;
}

Cooked cook(const format::Body &given, const std::vector<Levels> &all_levels) {
  auto &body = const_cast<format::Body &>(given); // one `visit` serves both ways; a Writer changes nothing
  Cooked out{std::vector<std::vector<std::byte>>(body.structures.size() + 1), std::vector<std::uint64_t>(body.structures.size() + 1)};
  const auto take = [&](std::size_t part, format::ByteWriter &bytes) {
    out.parts[part] = bytes.take();
    out.hashes[part] = hash_bytes(out.parts[part]);
  };
  parallel_for(std::size_t{0}, out.parts.size(), [&](std::size_t part) {
    format::ByteWriter bytes;
    format::Writer writer(bytes);
    if (part == 0) {
      visit_body(writer, body);
    } else {
      format::Mesh mesh = body.structures[part - 1].mesh;
      mesh.indices.clear(); // the first level is these
      visit_mesh(writer, mesh);
      Levels levels = all_levels[part - 1];
      visit_levels(writer, levels);
    }
    take(part, bytes);
  });
  return out;
}

bool write_cache(const Atlas &atlas, const SourceStamp &stamp, const fs::path &folder) {
  std::vector<Levels> levels;
  for (std::uint32_t s = 0; s < atlas.body().structures.size(); ++s) levels.push_back(atlas.levels(s));
  return write_cache(cook(atlas.body(), levels), atlas.hash(), stamp, folder);
}

bool write_cache(Cooked cooked, std::uint64_t hash, const SourceStamp &stamp, const fs::path &folder) {
  const std::vector<std::byte> bytes = encode(std::move(cooked), hash, stamp);
  for (const fs::path &place : cache_places(folder)) {
    std::error_code code;
    if (place.parent_path() != folder) fs::create_directories(place.parent_path(), code);
    const Status status = write_file(place, bytes);
    if (!status) {
      log::detail("no cache at {}: {}", place.string(), status.error().what);
      continue;
    }
    if (place.parent_path() != folder) forget_old_caches(place.parent_path());
    return true;
  }
  return false;
}

} // namespace myo::atlas
