// Bones, teeth, discs and cartilages of our own body: sheets sculpted, placed in the body and named by the vocabulary.
#pragma once

#include "anatomy/sheet.h"
#include "assemble/result_cache.h"
#include "base/progress.h"
#include "format/body.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace myo::assemble::embedded {

// A look at once at what has been saved: of a sheet's pieces only those that its change reaches, and all of it on a lattice so
// coarse that it is made in about a second.
struct Glance {
  const format::Body *shown = nullptr;                    // as it was before
  std::map<std::string, Bounds, std::less<>> rooms;       // where sheets (by file) changed, in their own frames; others: everywhere
};
struct SculptOptions {
  std::vector<std::string> only;    // bone ids; empty = all
  const Glance *glance = nullptr;
  // Nothing is carved: what is not kept from an earlier build is taken over from this body, without its features.
  const format::Body *instead = nullptr;
};
struct SculptedBone {               // what a check wants to know of each surface, once for both sides
  std::string bone, sheet;
  std::uint32_t components = 1, open_edges = 0, crowded_edges = 0, dropped = 0;
  int genus = 0;
  std::size_t triangles = 0;
  bool cached = false;
};
struct SculptReport {
  std::vector<SculptedBone> bones;
};

// Adds structures (world frame, metres; no joints or weights yet), and the features of the sheets as landmarks: those
// that are landmarks of the vocabulary under its ids. They lie on the surface; `residual_mm` of how far they had to move
// is noted when it is more than 3 mm.
[[nodiscard]] Status sculpt_bones(format::Body &body, std::span<const anatomy::BoneSheet> sheets, const anatomy::Library &library,
                                  Progress &progress, const SculptOptions &options, ResultCache &cache, SculptReport *report = nullptr);

// From a sheet's own frame to the body's, [lateral, posterior, superior] in mm.
[[nodiscard]] mat4 placement(const anatomy::BoneSheet &sheet);

} // namespace myo::assemble::embedded
