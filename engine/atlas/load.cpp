#include "atlas/load.h"

#include "atlas/cache.h"
#include "atlas/glb_import.h"
#include "atlas/levels.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "format/check.h"
#include "format/manifest.h"
#include "format/order.h"
#include "format/schema.h"

namespace myo::atlas {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t glb_limit = 4ULL << 30; // what a glb can say about its own size

struct Source {
  format::Body body;
  std::uint64_t hash = 0;
};

std::uint64_t content_hash(std::uint64_t glb, std::uint64_t fields) {
  const std::array<std::uint64_t, 2> parts{glb, fields};
  return hash_bytes(std::as_bytes(std::span(parts)));
}

Result<Source> read_source(const fs::path &folder, Progress &progress) {
  progress.report("Reading the atlas", 0.05F);
  auto manifest = format::read_manifest(folder);
  MYO_TRY(manifest);
  if (progress.cancelled()) return cancelled();
  const fs::path file = folder / format::glb_file;
  const std::string where = file.string();
  const auto glb = read_file(file, glb_limit);
  MYO_TRY(glb);
  const std::uint64_t hash = hash_bytes(*glb);
  const bool ours = glb->size() == manifest->glb.size && hash == manifest->glb.hash;
  progress.report("Reading the meshes", 0.15F);
  MYO_CHECK(ours ? import_meshes(*glb, *manifest, where) : import_meshes_apart(*glb, *manifest, where, progress));
  progress.report("Checking the atlas", 0.5F);
  if (progress.cancelled()) return cancelled();
  if (const Status status = format::check_body(manifest->body); !status) {
    const Error &e = status.error();
    return bad_input(e.what, where + " " + e.where, "import the atlas again");
  }
  for (format::Structure &s : manifest->body.structures) format::order_influences(s.mesh);
  return Source{std::move(manifest->body), content_hash(hash, manifest->fields.hash)};
}

} // namespace

Result<format::Body> read_atlas(const fs::path &folder, Progress &progress) {
  auto source = read_source(folder, progress);
  MYO_TRY(source);
  return std::move(source->body);
}

namespace {

Result<Atlas> atlas_of(format::Body body, Progress &progress, const Atlas *before) {
  MYO_CHECK(format::check_body(body));
  for (format::Structure &s : body.structures) format::order_influences(s.mesh); // as a body from a file has them
  auto levels = build_levels(body, progress, before);
  MYO_TRY(levels);
  std::uint64_t hash = hash_text(body.name);
  for (const format::Structure &s : body.structures) {
    hash = hash_text(s.id, hash);
    hash = hash_span(std::span<const vec3>(s.mesh.positions), hash);
    hash = hash_span(std::span<const std::uint32_t>(s.mesh.indices), hash);
    hash = hash_span(std::span<const vec3>(s.mesh.normals), hash);
    hash = hash_span(std::span<const vec4>(s.mesh.weights), hash);
    hash = hash_span(std::span<const std::uint8_t>(s.mesh.openness), hash);
  }
  return Atlas(std::move(body), std::move(*levels), hash);
}

} // namespace

Result<Atlas> make_atlas(format::Body body, Progress &progress) { return atlas_of(std::move(body), progress, nullptr); }
Result<Atlas> make_atlas(format::Body body, Progress &progress, const Atlas &before) {
  return atlas_of(std::move(body), progress, &before);
}

Result<Atlas> write_and_cook(format::Body body, const fs::path &folder, Progress &progress, const Atlas *before) {
  progress.report("Writing the atlas", 0);
  std::optional<Atlas> stale;
  if (before == nullptr) {
    stale = read_stale_cache(folder);
    if (stale) before = &*stale;
  }
  Result<format::Written> written;
  Result<std::vector<Levels>> levels;
  Progress own(progress, 0, 0.7F);
  Cooked cooked;
  parallel_invoke([&] { written = format::write_ready_atlas(body, folder); },
                  [&] { if (levels = build_levels(body, own, before); levels) cooked = cook(body, *levels); });
  MYO_TRY(written);
  MYO_TRY(levels);
  if (progress.cancelled()) return cancelled();
  Atlas atlas(std::move(body), std::move(*levels), content_hash(written->glb.hash, written->fields.hash));
  if (!written->anew && has_cache(folder)) return atlas;
  const auto stamp = stamp_of(folder);
  if (!stamp) return bad_input("is no atlas", folder.string());
  progress.report("Remembering it for the next start", 0.7F);
  write_cache(std::move(cooked), atlas.hash(), *stamp, folder);
  return atlas;
}

Result<Atlas> load_atlas(const fs::path &folder, Progress &progress, CacheUse cache) {
  if (cache == CacheUse::read_and_write) {
    progress.report("Reading the atlas", 0);
    if (auto cooked = read_cache(folder)) return std::move(*cooked);
  }
  const auto stamp = stamp_of(folder); // before reading: a file that changes meanwhile makes the cache stale, not wrong
  auto source = read_source(folder, progress);
  MYO_TRY(source);
  progress.report("Simplifying for quick drawing", 0.6F);
  auto levels = build_levels(source->body, progress);
  MYO_TRY(levels);
  Atlas atlas(std::move(source->body), std::move(*levels), source->hash);
  if (cache == CacheUse::read_and_write && stamp) {
    progress.report("Remembering it for the next start", 0.95F);
    write_cache(atlas, *stamp, folder);
  }
  return atlas;
}

} // namespace myo::atlas
