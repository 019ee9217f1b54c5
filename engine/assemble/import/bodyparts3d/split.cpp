#include "assemble/import/bodyparts3d/split.h"

#include "assemble/mesh/adjacency.h"

#include <algorithm>

namespace myo::assemble::bodyparts3d {
namespace {

constexpr float crossing = 5 * millimetre; // a small muscle beside the spine may touch the midline

} // namespace

std::vector<Half> split_sides(Surface surface, float midline) {
  const Components pieces = components(surface);
  std::vector<Bounds> boxes(pieces.count());
  for (std::size_t i = 0; i < surface.indices.size(); ++i)
    boxes[pieces.of_triangle[i / 3]].add(surface.positions[surface.indices[i]]);
  const bool crosses = std::any_of(boxes.begin(), boxes.end(), [&](const Bounds &box) {
    return box.low.x < midline - crossing && box.high.x > midline + crossing;
  });
  std::vector<bool> left(surface.triangles()), right(surface.triangles());
  std::size_t lefts = 0;
  for (std::size_t t = 0; t < surface.triangles(); ++t) {
    left[t] = boxes[pieces.of_triangle[t]].centre().x > midline;
    right[t] = !left[t];
    lefts += left[t] ? 1 : 0;
  }
  std::vector<Half> halves;
  if (crosses || lefts == 0 || lefts == surface.triangles()) {
    const anatomy::Side side = crosses || surface.indices.empty() ? anatomy::Side::midline
                               : lefts == 0                       ? anatomy::Side::right
                                                                  : anatomy::Side::left;
    halves.push_back({side, std::move(surface)});
    return halves;
  }
  halves.push_back({anatomy::Side::left, keep_triangles(surface, left)});
  halves.push_back({anatomy::Side::right, keep_triangles(surface, right)});
  return halves;
}

} // namespace myo::assemble::bodyparts3d
