#include "form/strand.h"

#include <algorithm>

namespace myo::form {
namespace {

constexpr float unseen = 0.0005F; // metres

// By the nearest triangle's side; where that misleads, at sharp rims, the place is taken for free.
bool inside(const TriangleTree &surface, vec3 p) {
  if (!surface.box().holds(p)) return false;
  const TriangleTree::Hit hit = surface.nearest(p, surface.depth());
  if (!hit.found() || hit.distance > -unseen) return false;
  return glm::dot(glm::normalize(hit.point - p), hit.normal) > 0.3F;
}

} // namespace

void trim(Ribbon &ribbon, std::span<const TriangleTree *const> surfaces, const Barrier &bones) {
  if (surfaces.empty() || ribbon.sides == 0) return;
  std::vector<vec3> &points = ribbon.mesh.positions;
  const auto at = [&](int row, int side) { return static_cast<std::size_t>(row * ribbon.sides + (side + ribbon.sides) % ribbon.sides); };
  bool moved = false;
  for (int r = 1; r < ribbon.rows; ++r) { // the ends stay on their bones
    vec3 centre(0);
    for (int s = 0; s < ribbon.sides; ++s) centre += points[at(r, s)] / static_cast<float>(ribbon.sides);
    std::vector<vec3> drawn(static_cast<std::size_t>(ribbon.sides));
    for (int s = 0; s < ribbon.sides; ++s) {
      const vec3 p = points[at(r, s)], across = points[at(r, ribbon.sides - s)];
      drawn[static_cast<std::size_t>(s)] = p;
      // Towards the face across; an edge goes towards the row's middle.
      const vec3 goal = glm::distance(p, across) > 2 * unseen ? glm::mix(p, across, 0.46F) : glm::mix(p, centre, 0.3F);
      for (const TriangleTree *surface : surfaces) {
        vec3 &q = drawn[static_cast<std::size_t>(s)];
        if (!inside(*surface, q)) continue;
        moved = true;
        vec3 in = q, out = goal;
        for (int k = 0; k < 4; ++k) {
          const vec3 middle = 0.5F * (in + out);
          (inside(*surface, middle) ? in : out) = middle;
        }
        q = out;
      }
      vec3 &q = drawn[static_cast<std::size_t>(s)];
      if (bones && q != p)
        if (const Clearance k = bones(q, 0); k.distance < 0) q -= k.distance * k.away;
    }
    for (int s = 0; s < ribbon.sides; ++s) points[at(r, s)] = drawn[static_cast<std::size_t>(s)];
  }
  if (moved) finish(ribbon.mesh);
}

} // namespace myo::form
