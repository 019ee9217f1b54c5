// Baked ambient visibility: how much of the sky above each vertex is open.
#pragma once

#include "anatomy/library.h"
#include "assemble/result_cache.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"

#include <set>
#include <span>
#include <vector>

namespace myo::assemble {

struct OpennessOptions {
  int rays = 16;       // a vertex, cosine-distributed about its normal; neighbours share theirs
  float reach = 0.25F; // metres; farther things do not darken, nearer ones the more the nearer they are
  std::set<std::uint32_t> only; // structures; empty = all
  std::span<const format::Joint> joints = {}; // of the body: what they carry of one limb does not darken another; empty: it does
};

// Fills Mesh::openness of every structure, 255 = open. What can be peeled off a structure never darkens it: bones,
// teeth, discs and cartilages see only each other; muscles see those and the muscles of their own and of deeper layers
// (anatomy::Muscle::layer; tendons, ligaments and fascia count as intermediate); skin and deep surfaces see
// only their own structure; other systems see the skeleton and their own system. What follows an arm or a leg neither darkens what
// follows another or the trunk nor is darkened by it: it moves away, and would leave its shadow behind. Deterministic.
[[nodiscard]] Status bake_openness(format::Body &body, const anatomy::Library &library, Progress &progress,
                                  const OpennessOptions &options = {}, ResultCache *cache = nullptr);

// The same without writing it down: one list a structure, empty where `options.only` leaves it out.
using OpennessLists = std::vector<std::vector<std::uint8_t>>;
[[nodiscard]] Result<OpennessLists> find_openness(std::span<const format::Structure> structures, const anatomy::Library &library,
                                                  Progress &progress, const OpennessOptions &options, ResultCache &cache);

} // namespace myo::assemble
