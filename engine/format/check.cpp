#include "format/check.h"

#include "format/schema.h"

#include <cmath>
#include <set>
#include <tuple>

namespace myo::format {
namespace {

bool finite(float v) { return std::isfinite(v); }
bool finite(vec2 v) { return finite(v.x) && finite(v.y); }
bool finite(vec3 v) { return finite(v.x) && finite(v.y) && finite(v.z); }
bool unit(vec3 v) { return finite(v) && std::abs(glm::dot(v, v) - 1.0F) < 2e-3F; }

bool in_range(std::uint32_t index, std::size_t size) { return index < size; }
bool none_or_in_range(std::uint32_t index, std::size_t size) { return index == none || index < size; }

std::string at(std::string_view list, std::size_t i, std::string_view id) {
  return id.empty() ? fmt::format("{} {}", list, i) : fmt::format("{} {} ({})", list, i, id);
}

Status check_indices(const std::vector<std::uint32_t> &indices, std::size_t vertices, const std::string &where) {
  if (indices.size() % 3 != 0) return bad_input("the last triangle is incomplete", where);
  for (std::size_t i = 0; i < indices.size(); ++i)
    if (indices[i] >= vertices)
      return bad_input(fmt::format("triangle {} names vertex {} of {}", i / 3, indices[i], vertices), where);
  return {};
}

Status check_vertex(const Mesh &mesh, std::size_t v, std::size_t joint_count, const std::string &where) {
  const auto fault = [&](std::string_view what) { return bad_input(fmt::format("vertex {}: {}", v, what), where); };
  if (!finite(mesh.positions[v])) return fault("its place is not a number");
  if (!unit(mesh.normals[v])) return fault("its normal is not of length 1");
  float sum = 0;
  for (int k = 0; k < 4; ++k) {
    const float w = mesh.weights[v][k];
    if (!finite(w) || w < 0.0F) return fault(fmt::format("its weight {} is not a share", w));
    if (!in_range(mesh.joints[v][k], joint_count)) return fault(fmt::format("joint {} of {}", mesh.joints[v][k], joint_count));
    sum += w;
  }
  if (std::abs(sum - 1.0F) > weight_tolerance) return fault(fmt::format("its weights sum to {}, not to 1", sum));
  if (!mesh.uv.empty()) {
    const vec2 uv = mesh.uv[v];
    if (!finite(uv) || glm::any(glm::lessThan(uv, vec2(-1e-3F))) || glm::any(glm::greaterThan(uv, vec2(1.001F))))
      return fault("its uv lies outside 0 to 1");
  }
  return {};
}

Status check_joints(const std::vector<Joint> &joints) {
  if (joints.empty()) return bad_input("the body has no joint", "joints");
  if (joints.size() > 65535) return bad_input("there are more than 65535 joints", "joints");
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < joints.size(); ++i) {
    const Joint &joint = joints[i];
    const std::string where = at("joint", i, joint.id);
    if (joint.id.empty()) return bad_input("has no id", where);
    if (!ids.insert(joint.id).second) return bad_input("two joints have this id", where);
    if (i == 0 ? joint.parent != none : joint.parent >= i)
      return bad_input(i == 0 ? "the first joint has a parent" : "its parent does not come before it", where);
    if (!finite(joint.centre)) return bad_input("its centre is not a number", where);
    for (int k = 0; k < 3; ++k)
      if (!unit(joint.axes[k]) || std::abs(glm::dot(joint.axes[k], joint.axes[(k + 1) % 3])) > 2e-3F)
        return bad_input("its axes are not at right angles", where);
    if (glm::determinant(joint.axes) < 0.0F) return bad_input("its axes are left-handed", where);
  }
  return {};
}

Status check_landmarks(const Body &body) {
  std::set<std::pair<std::string_view, Side>> seen;
  for (std::size_t i = 0; i < body.landmarks.size(); ++i) {
    const Landmark &l = body.landmarks[i];
    const std::string where = at("landmark", i, l.id);
    if (l.id.empty() || !seen.insert({l.id, l.side}).second) return bad_input("two landmarks have this id and side", where);
    if (!finite(l.point)) return bad_input("its place is not a number", where);
    if (!in_range(l.joint, body.joints.size())) return bad_input("it moves with a joint that is not there", where);
  }
  return {};
}

Status check_patch(const Body &body, const Patch &p, const std::string &where) {
  if (!none_or_in_range(p.muscle_structure, body.structures.size()) ||
      !none_or_in_range(p.bone_structure, body.structures.size()))
    return bad_input("it names a structure that is not there", where);
  if (!in_range(p.joint, body.joints.size())) return bad_input("it moves with a joint that is not there", where);
  if (!finite(p.centroid) || !finite(p.normal) || !finite(p.area_mm2) || !finite(p.reach_mm) || p.area_mm2 < 0)
    return bad_input("its centroid, normal, area or reach is not a number", where);
  for (const auto &loop : p.outline)
    for (const vec3 point : loop)
      if (!finite(point)) return bad_input("a point of its outline is not a number", where);
  if (p.normals.size() != p.positions.size() || p.edge_mm.size() != p.positions.size())
    return bad_input("its positions, normals and edge distances differ in number", where);
  for (std::size_t v = 0; v < p.positions.size(); ++v)
    if (!finite(p.positions[v]) || !finite(p.normals[v]) || !finite(p.edge_mm[v]))
      return bad_input(fmt::format("vertex {} of its surface is not a number", v), where);
  return check_indices(p.indices, p.positions.size(), where);
}

Status check_region(const Body &body, const RegionField &r, const std::string &where) {
  if (!in_range(r.carrier, body.structures.size())) return bad_input("its carrier is not there", where);
  if (r.vertices.size() != r.distance_mm.size()) return bad_input("vertices and distances differ in number", where);
  if (!finite(r.cap_mm) || r.cap_mm <= 0 || !finite(r.area_cm2)) return bad_input("its cap or area is not a number", where);
  const std::size_t vertices = body.structures[r.carrier].mesh.positions.size();
  for (std::size_t i = 0; i < r.vertices.size(); ++i) {
    if (r.vertices[i] >= vertices)
      return bad_input(fmt::format("it names vertex {} of {} of its carrier", r.vertices[i], vertices), where);
    if (!finite(r.distance_mm[i])) return bad_input(fmt::format("distance {} is not a number", i), where);
  }
  return {};
}

} // namespace

Status check_mesh(const Structure &structure, std::size_t joint_count) {
  const Mesh &mesh = structure.mesh;
  const std::string where = node_name(structure);
  const std::size_t n = mesh.positions.size();
  if (n == 0 || mesh.indices.empty()) return bad_input("it has no triangles", where);
  if (n >= none) return bad_input("it has more vertices than can be numbered", where);
  if (mesh.normals.size() != n || mesh.joints.size() != n || mesh.weights.size() != n ||
      (!mesh.openness.empty() && mesh.openness.size() != n) || (!mesh.uv.empty() && mesh.uv.size() != n))
    return bad_input("its vertex arrays differ in length", where);
  for (std::size_t v = 0; v < n; ++v) MYO_CHECK(check_vertex(mesh, v, joint_count, where));
  return check_indices(mesh.indices, n, where);
}

Status check_body(const Body &body) {
  if (body.structures.empty()) return bad_input("the body has no structure", "structures");
  MYO_CHECK(check_joints(body.joints));
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < body.structures.size(); ++i) {
    const Structure &s = body.structures[i];
    if (s.id.empty()) return bad_input("has no id", at("structure", i, s.name));
    if (!ids.insert(s.id).second) return bad_input("two structures have this id", at("structure", i, s.id));
    MYO_CHECK(check_mesh(s, body.joints.size()));
  }
  MYO_CHECK(check_landmarks(body));
  for (std::size_t i = 0; i < body.patches.size(); ++i)
    MYO_CHECK(check_patch(body, body.patches[i], at("patch", i, body.patches[i].muscle)));
  for (std::size_t i = 0; i < body.expected.size(); ++i)
    if (!none_or_in_range(body.expected[i].patch, body.patches.size()))
      return bad_input("it names a patch that is not there", at("expected attachment", i, body.expected[i].muscle));
  for (std::size_t i = 0; i < body.regions.size(); ++i)
    MYO_CHECK(check_region(body, body.regions[i], at("region", i, body.regions[i].region)));
  for (std::size_t i = 0; i < body.trigger_points.size(); ++i) {
    const TriggerPoint &t = body.trigger_points[i];
    if (!finite(t.point) || !in_range(t.joint, body.joints.size()) || !none_or_in_range(t.structure, body.structures.size()))
      return bad_input("its place, joint or structure is not there", at("trigger point", i, t.pattern));
  }
  return {};
}

} // namespace myo::format
