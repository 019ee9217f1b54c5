// Muscles in the colours of how much longer or shorter they are than at rest: blue is shorter, pale as at rest, orange to
// brown longer. Blue against orange is told apart by every kind of colour vision, and by its depth in grey.
#pragma once

#include "frame/view.h"
#include "packet/packet.h"

#include <vector>

namespace myo::frame {

inline constexpr double full_strain = 0.20;    // from here on the colour is full, either way

// The colour of a strain (rig/strain.h), sRGB.
[[nodiscard]] vec3 length_srgb(double strain);

// packet::Draw::paint of every structure: bellies are covered, with grey where they have no path; all else is left as it is.
// Empty when lengths are not shown.
[[nodiscard]] std::vector<vec4> length_paints(const View &view, const scene::Context &context);

} // namespace myo::frame
