// The cooked cache: an atlas as it lies in memory, so that the program starts in a tenth of a second. Only a cache: it
// belongs to exactly one state of exactly these files and is rebuilt at the least doubt.
#pragma once

#include "atlas/atlas.h"

#include <filesystem>
#include <optional>

namespace myo::atlas {

// Where the cache of `folder` may lie, best first: in the user's cache folder, else beside the atlas.
[[nodiscard]] std::vector<std::filesystem::path> cache_places(const std::filesystem::path &folder);

// Nothing when there is no cache, or it is stale, torn, of another version or of another atlas.
[[nodiscard]] std::optional<Atlas> read_cache(const std::filesystem::path &folder);
[[nodiscard]] std::optional<Atlas> read_cache(const std::filesystem::path &file, const std::filesystem::path &folder);

// Whether there is one that belongs to these files, by its first bytes alone.
[[nodiscard]] bool has_cache(const std::filesystem::path &folder);
// The one that an earlier state of these files left: good for what is compared before it is used.
[[nodiscard]] std::optional<Atlas> read_stale_cache(const std::filesystem::path &folder);

// What the source files look like now; a cache is stamped with what they looked like before they were read.
struct SourceStamp {
  struct File { std::uint64_t size = 0, inode = 0; std::int64_t modified_ns = 0, changed_ns = 0; };
  std::array<File, 3> files;                   // body.json, body.glb, fields.bin
  std::uint64_t folder = 0;                    // hash of the folder's canonical path
};
[[nodiscard]] std::optional<SourceStamp> stamp_of(const std::filesystem::path &folder);

// What a cache holds but for its header, which names files that may still be being written.
struct Cooked {
  std::vector<std::vector<std::byte>> parts;   // the body without meshes, then one a structure
  std::vector<std::uint64_t> hashes;           // of the parts
};
[[nodiscard]] Cooked cook(const format::Body &body, const std::vector<Levels> &levels);

// Best effort: false when it could not be written anywhere. `hash`: the atlas's.
bool write_cache(Cooked cooked, std::uint64_t hash, const SourceStamp &stamp, const std::filesystem::path &folder);
bool write_cache(const Atlas &atlas, const SourceStamp &stamp, const std::filesystem::path &folder);

} // namespace myo::atlas
