// From an atlas folder to an Atlas.
#pragma once

#include "atlas/atlas.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/write.h"

#include <filesystem>

namespace myo::atlas {

enum class CacheUse { read_and_write, off };

// Takes the cooked cache when it belongs to exactly these files, else reads body.glb through Assimp (in a child process
// with limits unless body.json's hash says that we wrote it), checks everything, builds the levels of detail and cooks
// the cache. A cache that is stale, torn or foreign is replaced without a word; one that cannot be written is done
// without.
[[nodiscard]] Result<Atlas> load_atlas(const std::filesystem::path &folder, Progress &progress,
                                       CacheUse cache = CacheUse::read_and_write);

// The body alone, without levels and cache: what `atlas check` and tests look at.
[[nodiscard]] Result<format::Body> read_atlas(const std::filesystem::path &folder, Progress &progress);

// Writes a body (as as_written leaves it) to an atlas folder and cooks the folder's cache, without reading anything back: the
// very atlas that load_atlas would give. Structures that `before` holds as they are lend their levels; without one, the cache
// of the folder's earlier state is asked.
[[nodiscard]] Result<Atlas> write_and_cook(format::Body body, const std::filesystem::path &folder, Progress &progress,
                                           const Atlas *before = nullptr);

// An atlas from a body that never was on disk.
[[nodiscard]] Result<Atlas> make_atlas(format::Body body, Progress &progress);

} // namespace myo::atlas
