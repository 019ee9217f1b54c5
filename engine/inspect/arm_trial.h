// Our moment arms beside those that others have published (assets/anatomy/moment_arms.toml).
#pragma once

#include "anatomy/library.h"
#include "rig/rig.h"

#include <vector>

namespace myo::inspect {

struct ArmOutcome {
  const anatomy::PublishedArm *published = nullptr; // in the library
  double ours_mm = 0;              // mean of the sides that have one; positive: pulls the way that is named
  [[nodiscard]] bool same_sign() const;
  // How far outside the published range, 0 within; for rows that tell the sign alone, 0.
  [[nodiscard]] double off_mm() const;
};

// In the order of the file; muscles that this body lacks are left out.
[[nodiscard]] std::vector<ArmOutcome> try_arms(const anatomy::Library &library, const rig::Rig &rig);

} // namespace myo::inspect
