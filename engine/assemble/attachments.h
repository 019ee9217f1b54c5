// Finds where muscles meet bones: contact between surfaces, bounded by what the vocabulary names.
// In: structures, landmarks, joints. Out: Body::expected (one row a side, muscle, role and bone) and Body::patches.
#pragma once

#include "assemble/result_cache.h"
#include "base/progress.h"
#include "format/body.h"

#include <set>
#include <string>
#include <string_view>

namespace myo::assemble {

// How a reason of Body::expected begins: found, but through the tendon of the muscle named after it; not found, and on
// the list of what the source cannot give.
inline constexpr std::string_view shared_tendon = "through the common tendon with ";
inline constexpr std::string_view allowed_row = "allowed: ";

// Patches that are already there (of generated muscles) are kept and matched to their rows.
[[nodiscard]] Status find_attachments(format::Body &body, const anatomy::Library &library, Progress &progress,
                                      ResultCache *cache = nullptr);

// The same for a few muscles (ids of the vocabulary) that have changed since: their patches are found anew in place, all else
// stays. A patch that is not found any more stays too, and so does one that a tendon stands on: the whole search says why.
void find_attachments_again(format::Body &body, const anatomy::Library &library, const std::set<std::string, std::less<>> &muscles);

} // namespace myo::assemble
