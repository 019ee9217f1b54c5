// One body held against another, in numbers: how far apart their surfaces, outlines, volumes and attachments are.
#pragma once

#include "assemble/compare/limits.h"
#include "assemble/compare/rigid.h"
#include "base/progress.h"

#include <optional>

namespace myo::assemble {

struct Compared {
  std::string fma, id, name;
  format::Kind kind = format::Kind::bone;
  anatomy::Side side = anatomy::Side::midline;
  Group group = Group::other;
  double mean_mm = 0, p95_mm = 0;              // symmetric surface distance; bones and teeth after a rigid fit of their own
  double silhouette = 0;                       // overlap of outlines, 0..1
  double volume_ratio = 0;                     // A's / B's
  std::optional<long> genus;                   // of A; none when A is not closed
  std::size_t components = 0;                  // of A
  bool watertight = false;                     // A is closed, and no edge has more than two triangles
  std::optional<double> attachment_mm;         // muscles: mean distance of attachment centroids
  std::optional<double> offset_mm, tilt_deg;   // bones and teeth: what their own fit had to shift and turn
};

struct AttachmentGap { std::string muscle, bone; anatomy::Side side = anatomy::Side::midline; double mm = 0; bool distal = false; };

struct Comparison {
  Rigid alignment;                             // A to B, world, metres: one for the whole body
  std::size_t bones_aligned = 0;
  std::vector<Compared> structures;
  std::vector<AttachmentGap> attachments;
};

// `only` empty: everything that both have. The alignment always comes from all common bones.
[[nodiscard]] Result<Comparison> compare_bodies(const format::Body &a, const format::Body &b, const anatomy::Library &library,
                                                const std::vector<Subject> &only, Progress &progress);

} // namespace myo::assemble
