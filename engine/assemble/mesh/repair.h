// Makes one surface whole: each step is also there on its own, and all keep the triangles' order.
#pragma once

#include "assemble/mesh/surface.h"

namespace myo::assemble {

struct RepairCounts {
  std::size_t vertices_before = 0, vertices_after = 0;
  std::size_t triangles_before = 0, triangles_after = 0; // after: before any simplification
  std::size_t duplicate_triangles = 0, degenerate_triangles = 0, flipped_triangles = 0;
  std::size_t shards = 0; // stray components dropped
  std::size_t open_before = 0, open_after = 0;
  std::size_t cracks_closed = 0, holes_filled = 0;
  RepairCounts &operator+=(const RepairCounts &other);
};

struct RepairOptions {
  bool drop_shards = true; // not for sets, whose members lie far apart
  double crack_mm = 1.5;   // widest gap that is sewn together; wider loops are filled
};

// Vertices at the same place become one. Exact positions only, to `tolerance` metres: closing cracks by a wider weld
// makes edges that more than two triangles share.
void weld(Surface &surface, double tolerance = 1e-7);
// Repeated triangles (in any rotation or facing) and triangles without three different corners.
void drop_debris(Surface &surface, RepairCounts &counts);
// Components below 5 % of the triangles that lie more than 15 mm from every larger one.
void drop_shards(Surface &surface, RepairCounts &counts);
// Sews each even open loop along the seam whose widest gap is smallest; fills what is left with a fan.
void close_cracks(Surface &surface, double crack_mm, RepairCounts &counts);
// Turns components that are inside out (negative volume, as mirrored parts are) when they make up the whole surface.
void face_outward(Surface &surface, RepairCounts &counts);

// weld, debris, shards, cracks, debris again, facing.
RepairCounts repair(Surface &surface, const RepairOptions &options = {});

} // namespace myo::assemble
