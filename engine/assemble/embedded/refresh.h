// A body of ours as it looks once some sheets have been saved, as far as can be told at once: what they describe is made
// anew and put in its place, everything that only follows from it (skin, neighbours, zones) stays as it was. The whole,
// exact body is build_embedded's.
#pragma once

#include "anatomy/library.h"
#include "assemble/result_cache.h"
#include "base/progress.h"
#include "format/body.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace myo::assemble {

using SheetTexts = std::map<std::string, std::string, std::less<>>; // by file

struct Refreshed {
  format::Body body;
  std::vector<std::string> changed; // ids of the structures that were made anew
};

// `files`: relative to the folder `anatomy` ("bones/c5.toml", "bones/families/rib.toml", "muscles/trapezius.toml").
// `before`: what the sheets of bones said when `now` was made, as far as that is known: of a sheet with many pieces, a skull, only
// those are carved anew that the change reaches. A structure keeps its id and its place in the list; new ones come last. Weights of soft parts and openness are those
// of the nearest place of the old surface; patches are laid onto the new one. A fault in any sheet comes back with file and line.
// As as_written leaves it, if `now` was.
[[nodiscard]] Result<Refreshed> refresh_embedded(format::Body now, const std::filesystem::path &anatomy,
                                                 const anatomy::Library &library, const std::set<std::string> &files,
                                                 ResultCache &cache, Progress &progress,
                                                 const SheetTexts &before = {});

} // namespace myo::assemble
