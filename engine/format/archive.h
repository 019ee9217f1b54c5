// A body as bytes, in caches and between us and the child process that reads a foreign file. One `visit` a type serves
// both ways, so that writing and reading cannot drift apart.
#pragma once

#include "format/body.h"
#include "format/bytes.h"

#include <cstring>
#include <type_traits>

namespace myo::format {

class Writer {
public:
  explicit Writer(ByteWriter &out) : out_(out) {}
  template <class... T> void operator()(const T &...fields) { (put(fields), ...); }
  template <class T, class F> void list(std::vector<T> &items, F &&visit) {
    out_.value(static_cast<std::uint64_t>(items.size()));
    for (T &item : items) visit(*this, item);
  }

private:
  void put(const std::string &text) { out_.text(text); }
  template <class T> void put(const std::vector<T> &values) {
    out_.value(static_cast<std::uint64_t>(values.size()));
    out_.array(values);
  }
  template <class T> requires std::is_trivially_copyable_v<T> void put(const T &value) { out_.value(value); }
  ByteWriter &out_;
};

class Reader {
public:
  explicit Reader(ByteReader &in) : in_(in) {}
  template <class... T> void operator()(T &...fields) { (get(fields), ...); }
  template <class T, class F> void list(std::vector<T> &items, F &&visit) {
    const auto count = in_.value<std::uint64_t>();
    items.clear();
    for (std::uint64_t i = 0; i < count && in_.ok(); ++i) visit(*this, items.emplace_back());
  }
  [[nodiscard]] bool ok() const { return in_.ok(); }

private:
  void get(std::string &text) { text = in_.text(); }
  template <class T> void get(std::vector<T> &values) { in_.array(values, in_.value<std::uint64_t>()); }
  template <class T> requires std::is_trivially_copyable_v<T> void get(T &value) { value = in_.value<T>(); }
  ByteReader &in_;
};

template <class A> void visit_mesh(A &a, Mesh &m) {
  a(m.positions, m.normals, m.joints, m.weights, m.openness, m.uv, m.indices);
}

template <class A> void visit_structure(A &a, Structure &s) { // but its mesh
  a(s.id, s.fma, s.name, s.latin, s.kind, s.side, s.bone, s.muscle, s.system, s.generated, s.source);
}
template <class A> void visit_patch(A &a, Patch &p) {
  a(p.muscle, p.muscle_structure, p.bone_structure, p.role, p.side, p.how, p.centroid, p.normal, p.area_mm2, p.reach_mm,
    p.joint);
  a.list(p.outline, [](A &v, std::vector<vec3> &loop) { v(loop); });
  a(p.positions, p.normals, p.edge_mm, p.indices);
}
template <class A> void visit_region(A &a, RegionField &r) {
  a(r.region, r.side, r.carrier, r.vertices, r.distance_mm, r.cap_mm, r.area_cm2);
}
template <class A> void visit_joint(A &a, Joint &j) { a(j.id, j.parent, j.centre, j.axes, j.how, j.residual_mm); }
template <class A> void visit_landmark(A &a, Landmark &l) { a(l.id, l.side, l.point, l.joint); }

// Everything but the meshes.
template <class A> void visit_body(A &a, Body &b) {
  a(b.name, b.source);
  a.list(b.credits, [](A &v, Credit &c) { v(c.text, c.licence, c.url); });
  a.list(b.structures, visit_structure<A>);
  a.list(b.joints, visit_joint<A>);
  a.list(b.landmarks, visit_landmark<A>);
  a.list(b.patches, visit_patch<A>);
  a.list(b.expected, [](A &v, Expected &e) { v(e.muscle, e.side, e.role, e.bone, e.bone_side, e.patch, e.reason); });
  a.list(b.regions, visit_region<A>);
  a.list(b.trigger_points, [](A &v, TriggerPoint &t) { v(t.pattern, t.side, t.point, t.joint, t.structure); });
  a.list(b.notes, [](A &v, std::string &n) { v(n); });
}

} // namespace myo::format
