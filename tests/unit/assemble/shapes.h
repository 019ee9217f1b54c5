// Shapes with known answers, and a body made of a few of them.
#pragma once

#include "format/body.h"

#include <cmath>
#include <cstdint>

namespace myo::assemble::shapes {

inline void add_face(format::Mesh &m, vec3 corner, vec3 u, vec3 v, int nu, int nv) {
  const auto base = static_cast<std::uint32_t>(m.positions.size());
  const vec3 n = glm::normalize(glm::cross(u, v));
  for (int j = 0; j <= nv; ++j)
    for (int i = 0; i <= nu; ++i) {
      m.positions.push_back(corner + u * (float(i) / float(nu)) + v * (float(j) / float(nv)));
      m.normals.push_back(n);
    }
  const auto at = [&](int i, int j) { return base + static_cast<std::uint32_t>(j * (nu + 1) + i); };
  for (int j = 0; j < nv; ++j)
    for (int i = 0; i < nu; ++i)
      m.indices.insert(m.indices.end(), {at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j), at(i + 1, j + 1), at(i, j + 1)});
}

// An axis-aligned box, its faces cut into n x n squares.
inline format::Mesh box(vec3 low, vec3 high, int n = 1) {
  format::Mesh m;
  const vec3 s = high - low;
  const vec3 x(s.x, 0, 0);
  const vec3 y(0, s.y, 0);
  const vec3 z(0, 0, s.z);
  add_face(m, low, y, x, n, n), add_face(m, low + z, x, y, n, n);
  add_face(m, low, x, z, n, n), add_face(m, low + y, z, x, n, n);
  add_face(m, low, z, y, n, n), add_face(m, low + x, y, z, n, n);
  return m;
}

inline format::Mesh sphere(vec3 centre, float radius, int n = 24) {
  format::Mesh m = box(vec3(-1), vec3(1), n);
  for (std::size_t i = 0; i < m.positions.size(); ++i) {
    m.normals[i] = glm::normalize(m.positions[i]);
    m.positions[i] = centre + radius * m.normals[i];
  }
  return m;
}

inline format::Structure bone(std::string id, std::string bone_id, anatomy::Side side, format::Mesh mesh) {
  format::Structure s;
  s.id = std::move(id), s.bone = std::move(bone_id), s.side = side, s.mesh = std::move(mesh);
  s.name = s.id, s.system = "skeletal";
  return s;
}

inline format::Structure muscle(std::string id, std::string muscle_id, anatomy::Side side, format::Mesh mesh) {
  format::Structure s;
  s.id = std::move(id), s.muscle = std::move(muscle_id), s.side = side, s.mesh = std::move(mesh);
  s.kind = format::Kind::muscle;
  s.name = s.id, s.system = "muscular";
  return s;
}

// Two bones in the midline, one over the other with a gap, and a strap muscle behind both that touches each for 20 mm.
struct Strap {
  anatomy::Library library;
  format::Body body;

  Strap() {
    using anatomy::Side;
    anatomy::Bone lower;
    lower.id = "lower", lower.name = "Lower bone", lower.kind = "bone", lower.frame = "root";
    anatomy::Bone upper = lower;
    upper.id = "upper", upper.name = "Upper bone", upper.frame = "hinge";
    anatomy::Bone far = lower;
    far.id = "far", far.name = "Far bone";
    library.bones = {lower, upper, far};
    anatomy::JointDefinition root;
    root.id = "root", root.centre = "contact:lower|upper";
    root.centre = "lower_top";
    anatomy::JointDefinition hinge;
    hinge.id = "hinge", hinge.parent = "root", hinge.centre = "upper_bottom";
    library.joints = {root, hinge};
    anatomy::Landmark top;
    top.id = "lower_top", top.bones = {"lower"}, top.midline = true;
    top.rule.op = "extreme", top.rule.direction = {0, 0, 1};
    anatomy::Landmark bottom;
    bottom.id = "upper_bottom", bottom.bones = {"upper"}, bottom.midline = true;
    bottom.rule.op = "extreme", bottom.rule.direction = {0, 0, -1};
    library.landmarks = {top, bottom};
    anatomy::Muscle strap;
    strap.id = "strap", strap.name = "Strap";
    anatomy::Attachment origin;
    origin.bone = "lower";
    anatomy::Attachment insertion;
    insertion.bone = "upper", insertion.role = anatomy::Role::insertion;
    strap.attachments = {origin, insertion};
    library.muscles = {strap};

    body.name = "strap";
    const float mm = millimetre;
    body.structures.push_back(bone("b1", "lower", Side::midline, box(vec3(-10, 0, 0) * mm, vec3(10, 50, 20) * mm, 3)));
    body.structures.push_back(bone("b2", "upper", Side::midline, box(vec3(-10, 70, 0) * mm, vec3(10, 120, 20) * mm, 3)));
    body.structures.push_back(muscle("m1", "strap", Side::midline, box(vec3(-5, 30, -6) * mm, vec3(5, 90, -0.5F) * mm, 24)));
  }
};

} // namespace myo::assemble::shapes
