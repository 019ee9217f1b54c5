// The skin over structures whose shape has changed, raised where it lies on them and not wrapped anew.
#pragma once

#include "format/body.h"

#include <span>

namespace myo::assemble {

struct Reshaped { // one structure, rest stance, metres
  const format::Mesh *before = nullptr, *now = nullptr; // with normals; `before` nullptr: it is new
};

// What comes nearer to the skin from below lifts it by as much, the less the deeper it lies, and never comes through it. What
// shrinks leaves the skin where it is: what else holds it up there, only the whole wrapping knows. The skin keeps its vertices,
// triangles, weights and charts. Returns how many vertices moved.
std::size_t let_skin_follow(format::Mesh &skin, std::span<const Reshaped> shapes);

} // namespace myo::assemble
