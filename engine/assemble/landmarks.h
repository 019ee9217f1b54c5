// Places the vocabulary's landmarks on a body by evaluating their rules on surface samples.
// In: structures with `bone` and `side` set. Out: Body::landmarks, world frame, metres; one per midline landmark, two
// (left, right) per paired one. The rules speak [lateral, posterior, superior] in millimetres, scaled to the body.
#pragma once

#include "assemble/bone_samples.h"
#include "assemble/sphere_fit.h"
#include "base/progress.h"
#include "format/body.h"

#include <optional>
#include <span>
#include <string_view>

namespace myo::assemble {

enum class LandmarkPass { bones, skin }; // `skin` places the soft ones, once the body surface exists

// What cannot be placed (a bone the body lacks, an empty filter) becomes a note in Body::notes, never an error.
// Landmarks placed earlier are kept; a second call with the same pass replaces that pass's landmarks, but for those in
// `given`, which a body's source knows better than a rule: they stand from the start, and rules build on them.
[[nodiscard]] Status place_landmarks(format::Body &body, const anatomy::Library &library, Progress &progress,
                                     LandmarkPass pass = LandmarkPass::bones,
                                     std::span<const format::Landmark> given = {});

// nullptr when the body has none. A midline landmark is found with any side.
[[nodiscard]] const format::Landmark *find_landmark(const format::Body &body, std::string_view id,
                                                    anatomy::Side side = anatomy::Side::midline);

// The sphere behind a placed landmark whose rule is one, with its residual.
[[nodiscard]] std::optional<SphereFit> landmark_sphere(const format::Body &body, const anatomy::Library &library,
                                                       const BoneSamples &bones, const anatomy::Landmark &landmark,
                                                       anatomy::Side side);

// The body's own midline: median of (left + right) / 2 over paired bones, metres; 0 without pairs.
[[nodiscard]] float midline_x(const format::Body &body);

// Length of a scale reference on this body divided by its reference length; 1 where either end is missing.
[[nodiscard]] float scale_of(const format::Body &body, const anatomy::Library &library, std::string_view scale);

} // namespace myo::assemble
