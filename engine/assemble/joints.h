// Joint centres and axes from the bones' own surfaces, as a tree rooted at the sacrum; on a part of a
// body that has none, at its first joint, which what else has lost its parents hangs on (a note tells).
// In: bones, discs, cartilages and landmarks. Out: Body::joints (parents first) and Landmark::joint.
#pragma once

#include "base/progress.h"
#include "format/body.h"

#include <string>
#include <string_view>

namespace myo::assemble {

[[nodiscard]] Status build_joints(format::Body &body, const anatomy::Library &library, Progress &progress);

// "glenohumeral" on the left -> "left.glenohumeral"; midline keeps the plain id.
[[nodiscard]] std::string rig_id(std::string_view joint, anatomy::Side side);

// Index into Body::joints, or format::none.
[[nodiscard]] std::uint32_t find_joint(const format::Body &body, std::string_view rig_id);

// The joint whose segment carries a bone (anatomy id); format::none when the bone or its joint is unknown.
[[nodiscard]] std::uint32_t joint_of_bone(const format::Body &body, const anatomy::Library &library,
                                          std::string_view bone, anatomy::Side side);

// The same for a joint id: itself, or the nearest of its parents that this body has.
[[nodiscard]] std::uint32_t joint_or_ancestor(const format::Body &body, const anatomy::Library &library,
                                              std::string_view joint, anatomy::Side side);

// Sets Landmark::joint of every landmark; done by build_joints, and again after landmarks on the skin.
void tie_landmarks(format::Body &body, const anatomy::Library &library);

} // namespace myo::assemble
