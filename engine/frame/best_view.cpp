#include "frame/best_view.h"

#include <cmath>

namespace myo::frame {
namespace {

constexpr float spillover_weight = 0.4F;
constexpr float least_open = 0.05F; // zones that face all ways alike have no best side

// The standard side that looks along `open`, the way that what is to be seen faces.
std::string view_towards(vec3 open) {
  if (std::abs(open.z) >= std::abs(open.x)) return open.z > 0 ? "0,0" : "180,0";
  return open.x > 0 ? "90,0" : "270,0";
}

// Which way what lies inside a region faces, on the whole; zero where nothing does.
vec3 facing(const format::Body &body, const format::RegionField &field) {
  const format::Mesh &mesh = body.structures[field.carrier].mesh;
  vec3 sum{0};
  float inside = 0;
  for (std::size_t i = 0; i < field.vertices.size(); ++i)
    if (field.distance_mm[i] < 0) sum += mesh.normals[field.vertices[i]], inside += 1;
  return inside > 0 ? sum / inside : vec3{0};
}

} // namespace

std::string best_view(const scene::Context &context, std::span<const std::string> patterns, heat::Sides sides) {
  const format::Body &body = *context.body;
  vec3 open{0};
  for (const std::string &id : patterns) {
    const anatomy::Pattern *pattern = context.library->pattern(id);
    if (pattern == nullptr) continue;
    for (const anatomy::Zone &zone : pattern->zones)
      for (const heat::Side side : heat::trigger_sides(sides))
        for (const std::uint32_t f : heat::fields_of(body, *context.library, zone, side))
          open += (zone.tier == 3 ? 1.0F : spillover_weight) * facing(body, body.regions[f]);
  }
  return glm::length(open) > least_open ? view_towards(open) : std::string{};
}

std::string best_view(const format::Body &body, std::span<const std::uint32_t> structures) {
  vec3 open{0};
  for (const std::uint32_t s : structures) {
    const format::Mesh &mesh = body.structures[s].mesh;
    for (std::size_t i = 0; i < mesh.normals.size(); i += 3) {
      const float openness = i < mesh.openness.size() ? static_cast<float>(mesh.openness[i]) / 255.0F : 1.0F;
      open += mesh.normals[i] * openness * openness;
    }
  }
  return view_towards(open);
}

} // namespace myo::frame
