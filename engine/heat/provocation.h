// How much a posture raises patterns, by what its joints do and by how long it makes their muscles.
#pragma once

#include "anatomy/library.h"
#include "heat/heat.h"
#include "rig/rig.h"
#include "rig/strain.h"

#include <string>
#include <string_view>
#include <vector>

namespace myo::heat {

// What the rules ask about: values of motions, told in regions (rig::effective), and the muscles' lengths, one each of
// rig::Strains::muscles.
struct Posture {
  const rig::Strains *strains = nullptr;
  rig::JointValues values;
  std::vector<rig::MuscleLength> lengths;
};
// Of what was asked; the rig outlives it.
[[nodiscard]] Posture posture_of(const rig::Rig &rig, const rig::JointValues &asked);

struct Raised {
  float factor = 1;                // below 1: the posture eases it
  std::string kind;                // of the rule that says so: shortened | stretched | loaded | sustained, or ""
};
// How much the posture raises a pattern: the largest of its rules' factors, each running linearly from 1 at `from` to
// `factor` at `to`. The largest, not the product: the rules of one pattern describe the same stretch in several words.
// `side` is that of the trigger point, for rules about sided joints and about lengths.
[[nodiscard]] Raised raised(const anatomy::Library &library, const anatomy::Pattern &pattern, Side side, const Posture &posture);

// "This posture stretches it": what a factor above 1 means to the person in it, in the library's language.
[[nodiscard]] std::string provocation_words(const anatomy::Library &library, const Raised &raised);

// All patterns that a pose raises by a tenth or more, the most raised first; of both sides the one that is raised more. `pose`
// is what was asked.
struct Provoked { const anatomy::Pattern *pattern = nullptr; Sides sides = Sides::both; float factor = 1; std::string kind; };
[[nodiscard]] std::vector<Provoked> provoked_by(const anatomy::Library &library, const rig::Rig &rig, const rig::JointValues &pose);

} // namespace myo::heat
