// A coccyx that the source left on its sacrum.
#pragma once

#include "assemble/mesh/surface.h"

#include <optional>

namespace myo::assemble::bodyparts3d {

struct PartedSacrum {
  Surface sacrum, coccyx; // both closed where they were
};

// A sacrum narrows towards its apex and ends there. One that narrows to a waist and widens again below it, by the
// transverse processes of the first coccygeal vertebra, carries the coccyx: it is cut level through the waist. Nothing
// when there is no such waist in the lower part. World frame, metres.
[[nodiscard]] std::optional<PartedSacrum> part_coccyx(const Surface &sacrum);

} // namespace myo::assemble::bodyparts3d
