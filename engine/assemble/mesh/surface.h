// A bare triangle surface: what repair works on before it becomes a format::Mesh. World frame, metres.
#pragma once

#include "base/math.h"
#include "format/body.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::assemble {

struct Surface {
  std::vector<vec3> positions;
  std::vector<std::uint32_t> indices; // three a triangle, counter-clockwise seen from outside
  [[nodiscard]] std::size_t triangles() const { return indices.size() / 3; }
};

// Any surface, seen without copying it.
struct SurfaceView {
  std::span<const vec3> positions;
  std::span<const std::uint32_t> indices;
  SurfaceView(std::span<const vec3> p, std::span<const std::uint32_t> i) : positions(p), indices(i) {}
  SurfaceView(const Surface &s) : positions(s.positions), indices(s.indices) {}
  SurfaceView(const format::Mesh &m) : positions(m.positions), indices(m.indices) {}
  [[nodiscard]] std::size_t triangles() const { return indices.size() / 3; }
};

} // namespace myo::assemble
