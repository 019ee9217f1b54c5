#include "assemble/patch_shape.h"

#include "assemble/patch_surface.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace myo::assemble {
namespace {

constexpr float finest = 1.5F * millimetre, coarsest = 4.0F * millimetre; // longest edge of a patch's triangles
constexpr float rim = 4.5F * millimetre;    // how far beyond the samples the patch's triangles reach
constexpr float islands = 0.1F;             // of the largest piece's area

struct SkinPiece { // local copy of the bone's skin
  std::vector<vec3> positions, normals;
  std::vector<std::uint32_t> indices;
};

// Copies the triangles around the inside samples.
SkinPiece cut_out(const SampledBone &bone, const std::vector<vec3> &inside) {
  const format::Mesh &mesh = *bone.mesh;
  const PointTree tree(inside);
  Bounds box;
  for (const vec3 p : inside) box.add(p);
  box.low -= rim, box.high += rim;
  const auto close = [&](vec3 p) {
    return box.holds(p) && tree.nearest(p).distance < rim;
  };
  std::vector<char> wanted(mesh.indices.size() / 3, 0);
  for (std::size_t i = 0; i < bone.samples.points.size(); ++i)
    if (!wanted[bone.samples.triangles[i]] && close(bone.samples.points[i])) wanted[bone.samples.triangles[i]] = 1;
  std::vector<signed char> near_vertex(mesh.positions.size(), -1);
  const auto vertex_close = [&](std::uint32_t v) {
    if (near_vertex[v] < 0) near_vertex[v] = close(mesh.positions[v]) ? 1 : 0;
    return near_vertex[v] == 1;
  };
  SkinPiece piece;
  std::vector<std::uint32_t> renamed(mesh.positions.size(), format::none);
  for (std::size_t t = 0; t < wanted.size(); ++t) {
    const std::uint32_t *v = &mesh.indices[3 * t];
    if (!wanted[t] && !vertex_close(v[0]) && !vertex_close(v[1]) && !vertex_close(v[2])) continue;
    for (int k = 0; k < 3; ++k) {
      if (renamed[v[k]] == format::none) {
        renamed[v[k]] = static_cast<std::uint32_t>(piece.positions.size());
        piece.positions.push_back(mesh.positions[v[k]]);
        piece.normals.push_back(mesh.normals.empty() ? vec3(0, 1, 0) : mesh.normals[v[k]]);
      }
      piece.indices.push_back(renamed[v[k]]);
    }
  }
  return piece;
}

// Small patches need fine triangles for a round edge; a large one's edge is long and gentle.
float longest_edge(std::size_t samples, double area_mm2_each) {
  const float across = static_cast<float>(std::sqrt(static_cast<double>(samples) * area_mm2_each)) * millimetre;
  return glm::clamp(0.1F * across, finest, coarsest);
}

// Splits every edge longer than `limit` in the middle, again and again. Both triangles of an edge split it alike, so
// no gaps open.
void refine(SkinPiece &piece, float limit) {
  for (int round = 0; round < 8; ++round) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> middles;
    const auto middle = [&](std::uint32_t a, std::uint32_t b) -> std::uint32_t {
      if (glm::distance(piece.positions[a], piece.positions[b]) <= limit) return format::none;
      const auto key = std::minmax(a, b);
      const auto [it, fresh] = middles.emplace(std::pair(key.first, key.second), 0U);
      if (fresh) {
        it->second = static_cast<std::uint32_t>(piece.positions.size());
        piece.positions.push_back(0.5F * (piece.positions[a] + piece.positions[b]));
        const vec3 n = piece.normals[a] + piece.normals[b];
        piece.normals.push_back(glm::length(n) > 1e-6F ? glm::normalize(n) : piece.normals[a]);
      }
      return it->second;
    };
    std::vector<std::uint32_t> next;
    next.reserve(piece.indices.size() * 2);
    const auto emit = [&](std::uint32_t a, std::uint32_t b, std::uint32_t c) { next.insert(next.end(), {a, b, c}); };
    for (std::size_t t = 0; t < piece.indices.size(); t += 3) {
      std::uint32_t v[3] = {piece.indices[t], piece.indices[t + 1], piece.indices[t + 2]};
      std::uint32_t m[3];
      int splits = 0;
      for (int k = 0; k < 3; ++k) {
        m[k] = middle(v[k], v[(k + 1) % 3]);
        splits += m[k] != format::none;
      }
      if (splits == 0) {
        emit(v[0], v[1], v[2]);
      } else if (splits == 3) {
        emit(v[0], m[0], m[2]), emit(m[0], v[1], m[1]), emit(m[2], m[1], v[2]), emit(m[0], m[1], m[2]);
      } else {
        int turn = 0; // bring the split edge first (one split), or the unsplit edge last (two splits)
        if (splits == 1)
          while (m[turn] == format::none) ++turn;
        else
          while (m[(turn + 2) % 3] != format::none) ++turn;
        const std::uint32_t a = v[turn];
        const std::uint32_t b = v[(turn + 1) % 3];
        const std::uint32_t c = v[(turn + 2) % 3];
        const std::uint32_t ab = m[turn];
        if (splits == 1) {
          emit(a, ab, c), emit(ab, b, c);
        } else {
          const std::uint32_t bc = m[(turn + 1) % 3];
          emit(ab, b, bc), emit(a, ab, bc), emit(a, bc, c);
        }
      }
    }
    piece.indices = std::move(next);
    if (middles.empty()) return;
  }
}

// Share of inside samples around each vertex, among samples that face the same way; 0 where there are none.
std::vector<float> share_inside(const SampledBone &bone, const std::vector<char> &inside, const SkinPiece &piece,
                                float sigma) {
  std::vector<float> share(piece.positions.size(), 0.0F);
  for (std::size_t v = 0; v < share.size(); ++v) {
    double all = 0;
    double in = 0;
    for (const PointTree::Hit &hit : bone.tree.within(piece.positions[v], 2.5F * sigma)) {
      if (glm::dot(bone.samples.normals[hit.index], piece.normals[v]) < 0) continue;
      const double x = static_cast<double>(hit.distance / sigma);
      const double w = std::exp(-0.5 * x * x);
      all += w;
      if (inside[hit.index]) in += w;
    }
    if (all > 0) share[v] = static_cast<float>(in / all);
  }
  return share;
}

float area_mm2(const SkinPiece &p, std::size_t t) {
  const vec3 a = p.positions[p.indices[t]];
  return 0.5e6F * glm::length(glm::cross(p.positions[p.indices[t + 1]] - a, p.positions[p.indices[t + 2]] - a));
}

// Marks vertices of small pieces of the inside (value > 0) as outside.
void drop_islands(const SkinPiece &piece, std::vector<float> &value) {
  std::vector<std::uint32_t> root(value.size());
  std::iota(root.begin(), root.end(), 0U);
  const auto find = [&](std::uint32_t v) {
    while (root[v] != v) v = root[v] = root[root[v]];
    return v;
  };
  for (std::size_t t = 0; t < piece.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = piece.indices[t + k];
      const std::uint32_t b = piece.indices[t + (k + 1) % 3];
      if (value[a] > 0 && value[b] > 0) root[std::max(find(a), find(b))] = std::min(find(a), find(b));
    }
  std::map<std::uint32_t, float> areas;
  for (std::size_t t = 0; t < piece.indices.size(); t += 3)
    for (std::size_t k = 0; k < 3; ++k)
      if (const std::uint32_t v = piece.indices[t + k]; value[v] > 0) areas[find(v)] += area_mm2(piece, t) / 3;
  float largest = 0;
  for (const auto &[r, area] : areas) largest = std::max(largest, area);
  for (std::uint32_t v = 0; v < value.size(); ++v)
    if (value[v] > 0 && areas[find(v)] < islands * largest) value[v] = -0.05F;
}

// Closed polylines along value = 0, linked from one triangle's crossing to the next.
std::vector<std::vector<vec3>> contour(const SkinPiece &piece, const std::vector<float> &value) {
  using Key = std::pair<std::uint32_t, std::uint32_t>;
  std::map<Key, vec3> points;
  std::map<Key, std::vector<Key>> next; // directed: the inside lies to the left, seen from outside the bone
  for (std::size_t t = 0; t < piece.indices.size(); t += 3) {
    std::vector<Key> in;  // crossings where the triangle's walk leaves the inside
    std::vector<Key> out;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = piece.indices[t + k];
      const std::uint32_t b = piece.indices[t + (k + 1) % 3];
      if ((value[a] > 0) == (value[b] > 0)) continue;
      const auto [low, high] = std::minmax(a, b);
      const Key key{low, high};
      const float f = value[low] / (value[low] - value[high]);
      points.emplace(key, glm::mix(piece.positions[low], piece.positions[high], f));
      (value[a] > 0 ? in : out).push_back(key);
    }
    if (in.size() == 1 && out.size() == 1) next[in[0]].push_back(out[0]);
  }
  std::vector<std::vector<vec3>> loops;
  std::map<Key, bool> has_before;
  for (const auto &[from, to] : next)
    for (const Key &k : to) has_before[k] = true;
  const auto walk = [&](Key at) {
    std::vector<vec3> loop;
    while (true) {
      loop.push_back(points.at(at));
      const auto it = next.find(at);
      if (it == next.end() || it->second.empty()) break;
      const Key to = it->second.back();
      it->second.pop_back();
      at = to;
    }
    // A closed walk ends where it began.
    if (loop.size() > 1 && glm::distance(loop.front(), loop.back()) < 1e-7F) loop.pop_back();
    if (loop.size() >= 3) loops.push_back(std::move(loop));
  };
  std::vector<Key> starts; // chains that begin at a crack first, whole loops after
  for (const auto &[from, to] : next)
    if (!has_before.contains(from)) starts.push_back(from);
  for (const Key &k : starts) walk(k);
  for (const auto &[from, to] : next)
    while (!next[from].empty()) walk(from);
  return loops;
}

std::vector<float> signed_distance_mm(const SkinPiece &piece, const std::vector<float> &value,
                                      const std::vector<std::vector<vec3>> &loops) {
  constexpr float spacing = 0.3F * millimetre;
  std::vector<vec3> dense;
  for (const auto &loop : loops)
    for (std::size_t i = 0; i < loop.size(); ++i) {
      const vec3 a = loop[i];
      const vec3 b = loop[(i + 1) % loop.size()];
      const float l = glm::distance(a, b);
      const int steps = l > 4 * millimetre ? 1 : std::max(1, static_cast<int>(std::ceil(l / spacing)));
      for (int s = 0; s < steps; ++s) dense.push_back(glm::mix(a, b, static_cast<float>(s) / static_cast<float>(steps)));
    }
  const PointTree tree(dense);
  std::vector<float> out(value.size());
  for (std::size_t v = 0; v < value.size(); ++v) {
    const float d = dense.empty() ? 30.0F : std::min(30.0F, tree.nearest(piece.positions[v]).distance / millimetre);
    out[v] = value[v] > 0 ? -d : d;
  }
  return out;
}

// What lies inside of one triangle: its area and area-weighted centre, cut along edge_mm = 0.
void add_inside(const SkinPiece &p, const std::vector<float> &edge, std::size_t t, double &area, glm::dvec3 &centre,
                glm::dvec3 &normal) {
  std::vector<vec3> polygon;
  for (std::size_t k = 0; k < 3; ++k) {
    const std::uint32_t a = p.indices[t + k];
    const std::uint32_t b = p.indices[t + (k + 1) % 3];
    if (edge[a] < 0) polygon.push_back(p.positions[a]);
    if ((edge[a] < 0) != (edge[b] < 0))
      polygon.push_back(glm::mix(p.positions[a], p.positions[b], edge[a] / (edge[a] - edge[b])));
  }
  for (std::size_t i = 2; i < polygon.size(); ++i) {
    const glm::dvec3 cross = 0.5 * glm::cross(glm::dvec3(polygon[i - 1] - polygon[0]), glm::dvec3(polygon[i] - polygon[0]));
    const double a = glm::length(cross);
    area += a;
    normal += cross;
    centre += a / 3.0 * glm::dvec3(polygon[0] + polygon[i - 1] + polygon[i]);
  }
}

} // namespace

SampledBone::SampledBone(const format::Mesh &mesh_in, double per_mm2)
    : mesh(&mesh_in), samples(sample_surface(mesh_in, per_mm2)), tree(samples.points) {
  for (const vec3 p : mesh_in.positions) box.add(p);
}

bool shape_patch(const SampledBone &bone, std::span<const std::uint32_t> inside, format::Patch &patch, float smooth_mm) {
  if (inside.empty()) return false;
  std::vector<char> mask(bone.samples.points.size(), 0);
  std::vector<vec3> points;
  points.reserve(inside.size());
  for (const std::uint32_t i : inside) mask[i] = 1, points.push_back(bone.samples.points[i]);
  SkinPiece piece = cut_out(bone, points);
  refine(piece, longest_edge(inside.size(), bone.samples.area_mm2));
  std::vector<float> value = share_inside(bone, mask, piece, smooth_mm * millimetre);
  const float peak = value.empty() ? 0 : *std::max_element(value.begin(), value.end());
  if (!(peak > 0)) return false;
  const float level = std::min(0.5F, 0.5F * peak); // thin slivers never reach one half
  for (float &v : value) {
    v -= level;
    if (v == 0) v = -1e-5F;
  }
  drop_islands(piece, value);
  patch.outline = contour(piece, value);
  const std::vector<float> edge = signed_distance_mm(piece, value, patch.outline);

  double area = 0;
  glm::dvec3 centre{0};
  glm::dvec3 normal{0};
  for (std::size_t t = 0; t < piece.indices.size(); t += 3) add_inside(piece, edge, t, area, centre, normal);
  if (!(area > 0)) return false;
  patch.area_mm2 = static_cast<float>(area * 1e6);
  patch.normal = glm::length(normal) > 0 ? vec3(glm::normalize(normal)) : vec3(0, 1, 0);
  // The mean of a bent patch hangs in the air: take the place on the bone nearest to it, inside the patch.
  const vec3 mean = vec3(centre / area);
  patch.centroid = mean;
  float best = 1e30F;
  for (std::size_t v = 0; v < edge.size(); ++v)
    if (edge[v] < 0 && glm::distance(piece.positions[v], mean) < best)
      best = glm::distance(piece.positions[v], mean), patch.centroid = piece.positions[v];

  patch.positions = std::move(piece.positions), patch.normals = std::move(piece.normals);
  patch.indices = std::move(piece.indices), patch.edge_mm = edge;
  trim_patch(patch);
  return true;
}

} // namespace myo::assemble
