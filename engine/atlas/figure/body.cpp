#include "atlas/figure/body.h"

#include "base/hash.h"

namespace myo::atlas {
namespace {

// Mirrored parts, and files that wind their triangles the other way: what the normals say is outside.
bool winds_inwards(const format::Mesh &mesh) {
  double outwards = 0;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::uint32_t *c = &mesh.indices[t];
    const vec3 area = glm::cross(mesh.positions[c[1]] - mesh.positions[c[0]], mesh.positions[c[2]] - mesh.positions[c[0]]);
    outwards += static_cast<double>(glm::dot(area, mesh.normals[c[0]] + mesh.normals[c[1]] + mesh.normals[c[2]]));
  }
  return outwards < 0;
}

} // namespace

format::Body body_of(const Figure &figure, const FigureShape &rest) {
  format::Body body;
  body.name = figure.name;
  body.source = "figure";
  if (!figure.credit.empty()) body.credits.push_back({figure.credit, "", ""});
  body.notes = figure.notes;
  format::Joint joint;
  joint.id = "model";
  joint.how = "judged";
  body.joints.push_back(joint);
  for (std::size_t p = 0; p < figure.parts.size(); ++p) {
    const FigurePart &part = figure.parts[p];
    format::Structure s;
    s.id = s.name = part.name;
    s.kind = format::Kind::organ;
    s.system = figure_system;
    s.mesh.positions = rest.parts[p].positions;
    s.mesh.normals = rest.parts[p].normals;
    s.mesh.indices = part.indices;
    s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
    s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
    if (winds_inwards(s.mesh))
      for (std::size_t t = 0; t + 2 < s.mesh.indices.size(); t += 3) std::swap(s.mesh.indices[t + 1], s.mesh.indices[t + 2]);
    body.structures.push_back(std::move(s));
  }
  return body;
}

Atlas at_moment(const Atlas &rest, const FigureShape &shape) {
  format::Body body = rest.body();
  std::vector<Levels> levels;
  std::uint64_t hash = rest.hash();
  for (std::uint32_t s = 0; s < body.structures.size() && s < shape.parts.size(); ++s) {
    body.structures[s].mesh.positions = shape.parts[s].positions;
    body.structures[s].mesh.normals = shape.parts[s].normals;
    levels.push_back(rest.levels(s));
    hash = hash_span(std::span<const vec3>(shape.parts[s].positions), hash);
  }
  return Atlas(std::move(body), std::move(levels), hash);
}

} // namespace myo::atlas
