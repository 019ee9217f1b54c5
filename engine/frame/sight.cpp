#include "frame/sight.h"

#include <algorithm>
#include <array>
#include <map>

namespace myo::frame {
namespace {

constexpr std::uint32_t group_triangles = 48;

// The part of the segment (0..1) inside the box, or nothing.
bool crosses(const Bounds &box, vec3 from, vec3 step) {
  float near = 0, far = 1;
  for (int axis = 0; axis < 3; ++axis) {
    if (step[axis] == 0) {
      if (from[axis] < box.low[axis] || from[axis] > box.high[axis]) return false;
      continue;
    }
    const float a = (box.low[axis] - from[axis]) / step[axis], b = (box.high[axis] - from[axis]) / step[axis];
    near = std::max(near, std::min(a, b)), far = std::min(far, std::max(a, b));
  }
  return near <= far;
}

// Moeller and Trumbore 1997, from both sides.
bool pierces(vec3 a, vec3 b, vec3 c, vec3 from, vec3 step) {
  const vec3 u = b - a, v = c - a, p = glm::cross(step, v);
  const float scale = glm::dot(u, p);
  if (scale == 0) return false;
  const vec3 w = from - a, q = glm::cross(w, u);
  const float s = glm::dot(w, p) / scale, t = glm::dot(step, q) / scale, along = glm::dot(v, q) / scale;
  return s >= 0 && t >= 0 && s + t <= 1 && along > 0 && along < 1;
}

} // namespace

const Blocks::Known &Blocks::known(std::uint32_t structure) {
  std::optional<Known> &slot = known_[structure];
  if (slot) return *slot;
  Known made;
  const format::Mesh &mesh = atlas_->body().structures[structure].mesh;
  // Meshes are in a cache-friendly order, so that neighbours in the list are neighbours in space.
  const auto indices = atlas_->levels(structure).triangles(atlas::Detail::coarse);
  for (std::uint32_t first = 0; first < indices.size(); first += 3 * group_triangles) {
    Group group{{}, first, std::min<std::uint32_t>(3 * group_triangles, static_cast<std::uint32_t>(indices.size()) - first)};
    for (const std::uint32_t i : indices.subspan(group.first, group.count)) group.box.add(mesh.positions[i]);
    made.groups.push_back(group);
  }
  std::map<std::uint32_t, float> share;
  for (std::size_t v = 0; v < mesh.joints.size() && v < mesh.weights.size(); v += 1 + mesh.joints.size() / 256)
    for (int k = 0; k < 4; ++k) share[mesh.joints[v][k]] += mesh.weights[v][k];
  const auto most = std::ranges::max_element(share, {}, [](const auto &entry) { return entry.second; });
  if (most != share.end()) made.joint = most->first;
  return slot.emplace(std::move(made));
}

std::uint32_t Blocks::chief_joint(std::uint32_t structure) { return known(structure).joint; }

bool Blocks::meets(std::uint32_t structure, vec3 from, vec3 to) {
  const vec3 step = to - from;
  if (!crosses(atlas_->bounds(structure), from, step)) return false;
  const std::vector<vec3> &positions = atlas_->body().structures[structure].mesh.positions;
  const auto indices = atlas_->levels(structure).triangles(atlas::Detail::coarse);
  return std::ranges::any_of(known(structure).groups, [&](const Group &group) {
    if (!crosses(group.box, from, step)) return false;
    for (std::uint32_t i = group.first; i + 2 < group.first + group.count; i += 3)
      if (pierces(positions[indices[i]], positions[indices[i + 1]], positions[indices[i + 2]], from, step)) return true;
    return false;
  });
}

Sight::Sight(Blocks &blocks, const View &view, const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible)
    : blocks_(&blocks), eye_(scene::eye(view.document->camera)) {
  const format::Body &body = atlas.body();
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    if (visible[i].look != scene::Look::solid || body.structures[i].kind == format::Kind::deep_surface) continue;
    const std::uint32_t joint = blocks.chief_joint(i);
    walls_.push_back({i, joint < view.pose->matrices.size() ? glm::inverse(view.pose->matrices[joint]) : mat4{1},
                      body.structures[i].muscle});
  }
}

bool Sight::sees(vec3 point, std::uint32_t own, std::string_view through) const {
  const float distance = glm::distance(eye_, point);
  if (distance <= near_m) return true;
  const vec3 short_of = point + (eye_ - point) * (near_m / distance);
  return std::ranges::none_of(walls_, [&](const Wall &wall) {
    if (!through.empty() && wall.muscle == through) return false;
    const vec3 to = wall.structure == own ? short_of : point;
    return blocks_->meets(wall.structure, vec3{wall.to_rest * vec4{eye_, 1}}, vec3{wall.to_rest * vec4{to, 1}});
  });
}

} // namespace myo::frame
