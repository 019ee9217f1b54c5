#include "assemble/import/bodyparts3d/units.h"

#include "assemble/mesh/measure.h"
#include "assemble/mesh/point_tree.h"

#include <algorithm>

namespace myo::assemble::bodyparts3d {
namespace {

constexpr float near_origin = 100; // mm
constexpr float touching = 10;     // mm
constexpr std::size_t sparse = 2000;

// Evenly picked vertices: enough to measure a gap to a centimetre.
void pick(const Surface &surface, std::vector<vec3> &points, float scale = 1) {
  const std::size_t stride = std::max<std::size_t>(1, surface.positions.size() / sparse);
  for (std::size_t v = 0; v < surface.positions.size(); v += stride) points.push_back(scale * surface.positions[v]);
}

float gap(const Surface &surface, const PointTree &others, float scale) {
  std::vector<vec3> points;
  pick(surface, points, scale);
  float least = 1e30F;
  for (const vec3 p : points) least = std::min(least, others.nearest(p).distance);
  return least;
}

bool within(const Bounds &inner, const Bounds &outer) {
  const vec3 pad = 0.1F * outer.size();
  return glm::all(glm::greaterThanEqual(inner.low, outer.low - pad)) &&
         glm::all(glm::lessThanEqual(inner.high, outer.high + pad));
}

const Part *find(const std::vector<Part> &parts, std::string_view id) {
  const auto at = std::find_if(parts.begin(), parts.end(), [&](const Part &p) { return p.concept_id == id; });
  return at == parts.end() ? nullptr : &*at;
}

} // namespace

void mend_units(std::vector<Part> &parts, std::vector<std::string> &notes) {
  std::vector<bool> suspect(parts.size());
  Bounds whole;
  std::vector<vec3> rest;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const Bounds box = bounds(parts[i].surface.positions);
    const vec3 far = glm::max(glm::abs(box.low), glm::abs(box.high));
    suspect[i] = std::max({far.x, far.y, far.z}) < near_origin;
    if (suspect[i]) continue;
    whole.add(box);
    pick(parts[i].surface, rest);
  }
  if (rest.empty() || std::none_of(suspect.begin(), suspect.end(), [](bool s) { return s; })) return;

  // Strays are each other's neighbours (axis and atlas), so those that were mended count as neighbours of the rest.
  for (bool again = true; again;) {
    again = false;
    const PointTree others(rest);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (!suspect[i]) continue;
      Bounds scaled = bounds(parts[i].surface.positions);
      scaled.low *= stray_unit, scaled.high *= stray_unit;
      if (!within(scaled, whole)) continue;
      const float wide = gap(parts[i].surface, others, stray_unit), narrow = gap(parts[i].surface, others, 1);
      if (wide > touching || wide > narrow) continue;
      for (vec3 &p : parts[i].surface.positions) p *= stray_unit;
      notes.push_back(fmt::format("{} ({}) was in another unit and is scaled by {}", parts[i].name, parts[i].concept_id,
                                  stray_unit));
      pick(parts[i].surface, rest);
      suspect[i] = false;
      again = true;
    }
  }
}

void place_in_world(Part &part) {
  for (vec3 &p : part.surface.positions) p = millimetre * vec3(p.x, p.z, -p.y);
}

Status check_atlas(const std::vector<Part> &parts) {
  // Foundational Model of Anatomy: atlas, axis, occipital bone.
  const Part *atlas = find(parts, "FMA12519"), *axis = find(parts, "FMA12520"), *occiput = find(parts, "FMA52735");
  if (atlas == nullptr || axis == nullptr || occiput == nullptr) return {};
  const float low = centroid(axis->surface).y, middle = centroid(atlas->surface).y;
  const float high = centroid(occiput->surface).y;
  if (low < middle && middle < high && high - low < 0.2F) return {};
  return bad_input(fmt::format("the atlas ({:.3f} m) does not lie between axis ({:.3f} m) and occiput ({:.3f} m)",
                               middle, low, high),
                   "FMA12519", "parts of different units or bodies are mixed; take one release");
}

} // namespace myo::assemble::bodyparts3d
