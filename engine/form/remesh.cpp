#include "form/remesh.h"

#include "base/parallel.h"

#include <OpenMesh/Core/Mesh/TriMesh_ArrayKernelT.hh>

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

struct Traits : OpenMesh::DefaultTraits {
  using Point = OpenMesh::Vec3f;
  VertexAttributes(OpenMesh::Attributes::Status);
  EdgeAttributes(OpenMesh::Attributes::Status);
  FaceAttributes(OpenMesh::Attributes::Status);
  HalfedgeAttributes(OpenMesh::Attributes::PrevHalfedge);
};
using Net = OpenMesh::TriMesh_ArrayKernelT<Traits>;
using V = OpenMesh::VertexHandle;
using E = OpenMesh::EdgeHandle;
using H = OpenMesh::HalfedgeHandle;

vec3 at(const Net &m, V v) {
  const auto &p = m.point(v);
  return {p[0], p[1], p[2]};
}
void put(Net &m, V v, vec3 p) {
  m.set_point(v, Net::Point(p.x, p.y, p.z));
}

struct Ends {
  V a, b;
};
Ends ends(const Net &m, E e) {
  const H h = m.halfedge_handle(e, 0);
  return {m.from_vertex_handle(h), m.to_vertex_handle(h)};
}

float wished(const RemeshWish &wish, vec3 p) {
  return wish.edge(p);
}

void split_long(Net &m, const RemeshWish &wish) {
  const std::size_t count = m.n_edges();
  for (std::size_t i = 0; i < count; ++i) {
    const E e(static_cast<int>(i));
    if (m.status(e).deleted()) continue;
    const auto [a, b] = ends(m, e);
    const vec3 pa = at(m, a), pb = at(m, b), mid = 0.5F * (pa + pb);
    if (glm::distance(pa, pb) <= 4.0F / 3.0F * wished(wish, mid)) continue;
    m.split(e, m.add_vertex(Net::Point(mid.x, mid.y, mid.z)));
  }
}

// Would moving `v` to `p` turn over or flatten a triangle round it? Triangles that hold `gone` vanish and do not count.
bool folds(const Net &m, V v, vec3 p, V gone) {
  for (auto h = m.cvoh_iter(v); h.is_valid(); ++h) {
    const V b = m.to_vertex_handle(*h), c = m.to_vertex_handle(m.next_halfedge_handle(*h));
    if (b == gone || c == gone) continue;
    const vec3 pb = at(m, b), pc = at(m, c);
    const vec3 before = glm::cross(pb - at(m, v), pc - at(m, v)), after = glm::cross(pb - p, pc - p);
    const float lb = glm::length(before), la = glm::length(after);
    const float longest = std::max({glm::distance(p, pb), glm::distance(p, pc), glm::distance(pb, pc)});
    if (la < 0.02F * longest * longest) return true;
    if (lb > 1e-14F && glm::dot(before, after) < 0.3F * lb * la) return true;
  }
  return false;
}

std::size_t collapse_short(Net &m, const RemeshWish &wish) {
  std::size_t done = 0;
  const std::size_t count = m.n_edges();
  for (std::size_t i = 0; i < count; ++i) {
    const E e(static_cast<int>(i));
    if (m.status(e).deleted()) continue;
    const auto [a, b] = ends(m, e);
    const vec3 pa = at(m, a), pb = at(m, b), mid = 0.5F * (pa + pb);
    const float goal = wished(wish, mid);
    if (glm::distance(pa, pb) >= 0.8F * goal) continue;
    const H h = m.halfedge_handle(e, 0); // collapses a into b
    if (!m.is_collapse_ok(h)) continue;
    bool fine = true;
    for (const V v : {a, b})
      for (auto n = m.cvv_iter(v); n.is_valid() && fine; ++n) fine = glm::distance(at(m, *n), mid) < 4.0F / 3.0F * goal;
    if (!fine || m.valence(a) + m.valence(b) > 16 || folds(m, a, mid, b) || folds(m, b, mid, a)) continue;
    put(m, b, mid);
    m.collapse(h);
    ++done;
  }
  m.garbage_collection();
  return done;
}

vec3 normal_of(vec3 a, vec3 b, vec3 c) {
  return glm::cross(b - a, c - a);
}

void flip_for_valence(Net &m) {
  const auto cost = [](int v) { return (v - 6) * (v - 6); };
  for (std::size_t i = 0; i < m.n_edges(); ++i) {
    const E e(static_cast<int>(i));
    if (!m.is_flip_ok(e)) continue;
    const H h = m.halfedge_handle(e, 0), o = m.halfedge_handle(e, 1);
    const V a = m.from_vertex_handle(h), b = m.to_vertex_handle(h);
    const V c = m.to_vertex_handle(m.next_halfedge_handle(h)), d = m.to_vertex_handle(m.next_halfedge_handle(o));
    const int va = static_cast<int>(m.valence(a)), vb = static_cast<int>(m.valence(b));
    const int vc = static_cast<int>(m.valence(c)), vd = static_cast<int>(m.valence(d));
    if (va <= 3 || vb <= 3) continue;
    if (cost(va - 1) + cost(vb - 1) + cost(vc + 1) + cost(vd + 1) >= cost(va) + cost(vb) + cost(vc) + cost(vd))
      continue;
    const vec3 pa = at(m, a), pb = at(m, b), pc = at(m, c), pd = at(m, d);
    const vec3 n1 = normal_of(pa, pb, pc), n2 = normal_of(pb, pa, pd);
    const vec3 f1 = normal_of(pc, pd, pb), f2 = normal_of(pd, pc, pa);
    const vec3 n = glm::normalize(n1 + n2);
    const float least = 0.05F * glm::dot(pc - pd, pc - pd);
    if (glm::dot(f1, n) < std::max(0.7F * glm::length(f1), least) ||
        glm::dot(f2, n) < std::max(0.7F * glm::length(f2), least))
      continue;
    m.flip(e);
  }
}

void relax(Net &m, const RemeshWish &wish) {
  const std::size_t n = m.n_vertices();
  std::vector<vec3> next(n);
  parallel_for(std::size_t{0}, n, [&](std::size_t i) {
    const V v(static_cast<int>(i));
    const vec3 p = at(m, v);
    vec3 mean(0), normal(0);
    float weight = 0;
    for (auto h = m.cvoh_iter(v); h.is_valid(); ++h) {
      const vec3 a = at(m, m.to_vertex_handle(*h)), b = at(m, m.to_vertex_handle(m.next_halfedge_handle(*h)));
      const vec3 c = normal_of(p, a, b), middle = (p + a + b) / 3.0F;
      const float goal = wished(wish, middle), w = glm::length(c) / (goal * goal);
      mean += w * middle;
      weight += w;
      normal += c;
    }
    next[i] = p;
    if (weight <= 0 || glm::length(normal) <= 1e-20F) return;
    normal = glm::normalize(normal);
    const vec3 d = mean / weight - p;
    vec3 q = p + 0.8F * (d - glm::dot(d, normal) * normal);
    if (wish.project) q = wish.project(q);
    next[i] = glm::distance(p, q) < 2 * wished(wish, p) ? q : p;
  });
  for (std::size_t i = 0; i < n; ++i) {
    const V v(static_cast<int>(i));
    if (!folds(m, v, next[i], V())) put(m, v, next[i]);
  }
}

} // namespace

Surface remesh(const Surface &surface, const RemeshWish &wish) {
  Net m;
  m.reserve(surface.positions.size(), surface.positions.size() * 3, surface.positions.size() * 2);
  for (const vec3 &p : surface.positions) m.add_vertex(Net::Point(p.x, p.y, p.z));
  for (std::size_t t = 0; t + 2 < surface.indices.size(); t += 3)
    m.add_face(V(static_cast<int>(surface.indices[t])), V(static_cast<int>(surface.indices[t + 1])),
               V(static_cast<int>(surface.indices[t + 2])));
  for (int pass = 0; pass < 12; ++pass)
    if (collapse_short(m, wish) * 200 < m.n_vertices()) break;
  for (int round = 0; round < wish.rounds; ++round) {
    split_long(m, wish);
    collapse_short(m, wish);
    flip_for_valence(m);
    relax(m, wish);
  }
  Surface out;
  out.positions.reserve(m.n_vertices());
  for (std::size_t i = 0; i < m.n_vertices(); ++i) out.positions.push_back(at(m, V(static_cast<int>(i))));
  for (const auto f : m.faces())
    for (auto v = m.cfv_iter(f); v.is_valid(); ++v) out.indices.push_back(static_cast<std::uint32_t>(v->idx()));
  return out;
}

std::vector<vec3> vertex_normals(const std::vector<vec3> &positions, const std::vector<std::uint32_t> &indices) {
  std::vector<vec3> normals(positions.size(), vec3(0));
  for (std::size_t t = 0; t + 2 < indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const vec3 a = positions[indices[t + k]], b = positions[indices[t + (k + 1) % 3]],
                 c = positions[indices[t + (k + 2) % 3]];
      const vec3 n = glm::cross(b - a, c - a);
      const float sine = glm::length(n), cosine = glm::dot(b - a, c - a);
      if (sine > 0) normals[indices[t + k]] += std::atan2(sine, cosine) * n; // angle times twice the area
    }
  for (vec3 &n : normals) n = glm::length(n) > 0 ? glm::normalize(n) : vec3(0, 1, 0);
  return normals;
}

} // namespace myo::form
