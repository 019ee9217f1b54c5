// Where two surfaces face each other most closely.
#pragma once

#include "assemble/mesh/sampler.h"

#include <optional>

namespace myo::assemble {

struct ContactFit {
  vec3 centre{0};         // mean of both surfaces' near samples
  vec3 normal{0};         // mean direction from the first surface to the second, unit
  float gap_mm = 0;       // smallest distance
  std::size_t samples = 0;
};

// Samples of each within the smallest gap + `band` (metres) of the other. Nothing when either is empty or when they
// stay farther apart than `far`.
[[nodiscard]] std::optional<ContactFit> fit_contact(const Samples &a, const Samples &b, float band = 0.002F,
                                                    float far = 0.012F);

} // namespace myo::assemble
