// Where a foreign model's surfaces are at a moment of its animation: as glTF 2.0 says, by blended matrices, so that scales of
// all kinds and any number of influences are right. On the CPU: such a model may scale and shear, which a Pose cannot.
#pragma once

#include "atlas/figure/figure.h"

namespace myo::rig {

// A track's value at a moment (seconds): its first before it begins, its last from its end on. Turns are unit quaternions xyzw.
[[nodiscard]] vec4 value_at(const atlas::FigureTrack &track, double time_s);

// Every node's place in the world, the file's lengths. nullptr: at rest.
[[nodiscard]] std::vector<mat4> node_places(const atlas::Figure &figure, const atlas::FigureAnimation *animation, double time_s);

[[nodiscard]] atlas::FigureShape shape_of(const atlas::Figure &figure, const atlas::FigureAnimation *animation, double time_s);

// Metres to show one of the file's units as: 1 where the model at rest is between 5 cm and 5 m large, else the power of ten
// that makes it so. Files do not say what they count in, or say it wrongly.
[[nodiscard]] float fitting_unit(const atlas::Figure &figure);

// Of the model at rest and throughout the animation (by samples), metres: what a camera that stands still has to see.
[[nodiscard]] Bounds reach_of(const atlas::Figure &figure, const atlas::FigureAnimation *animation);

} // namespace myo::rig
