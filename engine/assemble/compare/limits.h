// How near an own body should come to another: the groups of structures, and the limits on each group's medians.
#pragma once

#include "anatomy/library.h"
#include "assemble/compare/match.h"

#include <array>
#include <string_view>

namespace myo::assemble {

enum class Group { axial, pelvic, slender, distal, vault, face, muscles, distal_muscles, other };
inline constexpr std::array all_groups{Group::axial, Group::pelvic, Group::slender,        Group::distal, Group::vault,
                                       Group::face,  Group::muscles, Group::distal_muscles, Group::other};

struct Limits { std::string_view name; double mean_mm = 0, p95_mm = 0; }; // 0: none
[[nodiscard]] Limits limits_of(Group group);
inline constexpr double overlap_limit = 0.90;  // median of silhouettes
inline constexpr double offset_limit_mm = 5, tilt_limit_deg = 5; // of a bone's own fit
inline constexpr double attachment_limit_mm = 6, attachment_p95_mm = 12; // twice for distal muscles

// Skull bones by themselves fall under `other`: their sutures differ from body to body.
[[nodiscard]] Group group_of(const Match &match, const anatomy::Library &library);

} // namespace myo::assemble
