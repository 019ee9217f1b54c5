// Our own body: from the sheets in assets/anatomy to everything that an atlas holds.
#pragma once

#include "anatomy/library_texts.h"
#include "assemble/embedded/sculpt_bones.h"
#include "assemble/import_report.h"
#include "base/progress.h"
#include "format/body.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace myo::assemble {

struct BuildOptions {
  std::filesystem::path cache;   // of finished parts; empty = none kept
  std::vector<std::string> only; // as bare shapes on one joint, for a look at them: ids of bones, these alone; with muscles or
                                 // fasciae among them these, packed with their neighbours, on the whole skeleton
  const anatomy::Texts *texts = nullptr; // of the library; without them the skin and the regions are made anew each time
};
struct BuildReport {
  std::vector<ImportReport::Step> steps;
  std::vector<double> cpu_seconds; // of all threads, of the steps after "read"
  embedded::SculptReport sculpted;
  std::map<std::string, ResultCache::Tally, std::less<>> results; // by kind: how many were found, how many made
};

// Where, below a folder for caches, the results of building our own body are kept; an empty folder keeps none.
[[nodiscard]] std::filesystem::path body_cache(const std::filesystem::path &caches);

// `anatomy`: the folder assets/anatomy. Faults in a sheet come back with file and line. Same sheets, same bytes.
[[nodiscard]] Result<format::Body> build_embedded(const std::filesystem::path &anatomy, const anatomy::Library &library,
                                                  Progress &progress, const BuildOptions &options = {},
                                                  BuildReport *report = nullptr);

} // namespace myo::assemble
