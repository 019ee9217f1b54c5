// Does each muscle get shorter in what it is said to do?
#pragma once

#include "anatomy/library.h"
#include "rig/rig.h"

#include <string>
#include <vector>

namespace myo::inspect {

struct ActionOutcome {
  std::string muscle;              // anatomy::Muscle id
  anatomy::Side side = anatomy::Side::midline;
  std::string action;              // as the vocabulary says it: "cervical.rotation.contra"
  std::string part;                // the fibres that a source gives it to, a part's id; "" for the whole muscle
  std::string from;                // the position that a source gives it from: "hip.flexion=90"; "" for rest
  double change_mm = 0;            // of its path, over a small motion that way; below 0 it has got shorter
  double arm_mm = 0;               // mean moment arm over that motion; a joint's angle in radians; 0 for gliding motions
  [[nodiscard]] bool shortens() const { return change_mm < 0; }
};

// Of every action at neck, shoulder girdle, shoulder, elbow, forearm, hip and knee that this body can do, on each side.
// Muscles without a path on this body are left out.
[[nodiscard]] std::vector<ActionOutcome> try_actions(const anatomy::Library &library, const rig::Rig &rig);

} // namespace myo::inspect
