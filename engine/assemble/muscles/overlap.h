// How far muscles lie in bone and in each other at rest.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <string>
#include <vector>

namespace myo::assemble {

struct MuscleOverlap {
  std::uint32_t structure = format::none; // the muscle
  float clear_share = 1;                  // of its points, no more than 1 mm inside bone or neighbour
  float in_bone_mm = 0;                   // its deepest point in bone, tooth, disc or cartilage
  std::string worst;                      // id of the bone or muscle that it runs into most
};

// One a muscle of the body, in the body's order. Its own pieces and ligaments are no neighbours.
[[nodiscard]] std::vector<MuscleOverlap> muscle_overlaps(const format::Body &body);

} // namespace myo::assemble
