// Grows muscles from their sheets onto a body's bones: deep ones first, each laid round bones and what has settled.
// In: bones, landmarks, joints. Out: structures appended, and their attachments as patches.
#pragma once

#include "assemble/result_cache.h"
#include "base/progress.h"
#include "format/body.h"

#include <set>
#include <string>

namespace myo::assemble {

struct GrowOptions {
  std::set<std::string, std::less<>> only; // muscle ids; empty = all of the library
  std::set<std::string, std::less<>> these; // of those only these are handed over, packed with their neighbours; empty = all
  // For a look at once: `these` laid among the others as this body shows them, which stay as they are. nullptr: all give way.
  const format::Body *among = nullptr;
  bool native = false; // the body is our own: muscles are no additions to a source, and their patches are found by contact
  bool left = true, right = true;
  ResultCache *cache = nullptr;
};

// Muscles that the body already has (a structure of that muscle and side) are left as they are.
[[nodiscard]] Status grow_muscles(format::Body &body, const anatomy::Library &library, Progress &progress,
                                  const GrowOptions &options = {});

} // namespace myo::assemble
