// Puts the subject where a picture wants it: as large as the words leave room for, never with the top of a head cut off.
#pragma once

#include "frame/view.h"

#include <span>

namespace myo::frame {

// What the picture is about, posed: zones, trigger points, selected structures; everything visible when there is none.
[[nodiscard]] Bounds subject_bounds(const View &view, const scene::Context &context);

// The subject with some of the body around it.
[[nodiscard]] Bounds with_surroundings(const Bounds &subject, const Bounds &body);

// Where the title and the foot lines leave the picture free.
[[nodiscard]] Box room_for_subject(const View &view);

// The same direction and field of view, moved so that all corners of `bounds` project into `room_px`, as large as can be.
[[nodiscard]] scene::Camera compose(const scene::Camera &camera, const Bounds &bounds, const Box &room_px, uvec2 size_px);

} // namespace myo::frame
