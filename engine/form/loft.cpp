#include "form/loft.h"

#include "form/polyline.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

void add_quad(LoftMesh &m, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint32_t d) {
  m.indices.insert(m.indices.end(), {a, b, c, a, c, d});
}

double volume(const LoftMesh &m) {
  double v = 0;
  for (std::size_t t = 0; t < m.indices.size(); t += 3)
    v += static_cast<double>(glm::dot(m.positions[m.indices[t]],
                                      glm::cross(m.positions[m.indices[t + 1]], m.positions[m.indices[t + 2]])));
  return v / 6;
}

// Spindle: `end` at both ends, 1 in the middle.
float spindle(float u, float end) {
  return end + (1 - end) * std::pow(std::max(0.0F, std::sin(glm::pi<float>() * glm::clamp(u, 0.0F, 1.0F))), 0.8F);
}

void push_out(std::vector<vec3> &points, float clearance, const Obstacle &obstacle) {
  if (!obstacle) return;
  for (vec3 &p : points) {
    const Clearance c = obstacle(p);
    if (c.distance < clearance) p += std::min(clearance - c.distance, 0.01F) * c.away;
  }
}

} // namespace

// Outward winding, then area-weighted normals.
void finish(LoftMesh &m) {
  if (volume(m) < 0)
    for (std::size_t t = 0; t < m.indices.size(); t += 3) std::swap(m.indices[t + 1], m.indices[t + 2]);
  m.normals.assign(m.positions.size(), vec3(0));
  for (std::size_t t = 0; t < m.indices.size(); t += 3) {
    const vec3 a = m.positions[m.indices[t]];
    const vec3 n = glm::cross(m.positions[m.indices[t + 1]] - a, m.positions[m.indices[t + 2]] - a);
    for (std::size_t k = 0; k < 3; ++k) m.normals[m.indices[t + k]] += n;
  }
  for (vec3 &n : m.normals) n = glm::length(n) > 0 ? glm::normalize(n) : vec3(0, 1, 0);
}

LoftMesh loft_tube(std::span<const vec3> guide, const TubeShape &shape, const Obstacle &obstacle) {
  LoftMesh mesh;
  if (guide.size() < 2 || shape.rings < 2 || shape.sides < 3 || !(length_of(guide) > 0)) return mesh;
  const int rings = shape.rings;
  std::vector<vec3> line = resample(guide, rings + 1);
  std::vector<float> radius;
  for (int i = 0; i <= rings; ++i)
    radius.push_back(shape.belly * spindle(static_cast<float>(i) / static_cast<float>(rings), shape.end));

  const float thin = 0.5F * (1 + shape.flatness);
  for (int round = 0; round < shape.relax; ++round) {
    std::vector<vec3> next = line;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      next[i] = glm::mix(line[i], 0.5F * (line[i - 1] + line[i + 1]), 0.5F);
      if (!obstacle) continue;
      const float want = shape.clearance + thin * radius[i];
      if (const Clearance c = obstacle(next[i]); c.distance < want)
        next[i] += std::min(want - c.distance, 0.5F * shape.belly + 0.001F) * c.away;
    }
    line = std::move(next);
  }
  line = resample(line, rings + 1);

  // The thin axis is carried along the line without twist, so that the flat side does not turn over.
  vec3 flat = shape.flat_towards;
  for (int i = 0; i <= rings; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const vec3 along = glm::normalize(line[std::min(at + 1, line.size() - 1)] - line[at > 0 ? at - 1 : 0]);
    flat -= glm::dot(flat, along) * along;
    if (glm::length(flat) < 1e-5F) flat = glm::cross(along, std::abs(along.x) < 0.8F ? vec3(1, 0, 0) : vec3(0, 1, 0));
    flat = glm::normalize(flat);
    const vec3 wide = glm::cross(along, flat);
    const float u = static_cast<float>(i) / static_cast<float>(rings);
    const float tendon = shape.tendon > 0 ? 1 - smooth_step(0.35F * shape.tendon, shape.tendon, std::min(u, 1 - u)) : 0.0F;
    std::vector<vec3> ring;
    for (int k = 0; k < shape.sides; ++k) {
      const float angle = 2 * glm::pi<float>() * static_cast<float>(k) / static_cast<float>(shape.sides);
      ring.push_back(line[at] + radius[at] * (std::cos(angle) * wide + shape.flatness * std::sin(angle) * flat));
    }
    push_out(ring, shape.clearance, obstacle);
    for (const vec3 p : ring) mesh.positions.push_back(p), mesh.uv.emplace_back(u, tendon);
  }
  const auto sides = static_cast<std::uint32_t>(shape.sides);
  const auto vertex = [&](int ring, std::uint32_t k) { return static_cast<std::uint32_t>(ring) * sides + k % sides; };
  for (int i = 0; i < rings; ++i)
    for (std::uint32_t k = 0; k < sides; ++k)
      add_quad(mesh, vertex(i, k), vertex(i, k + 1), vertex(i + 1, k + 1), vertex(i + 1, k));
  const auto first = static_cast<std::uint32_t>(mesh.positions.size());
  mesh.positions.push_back(line.front()), mesh.uv.emplace_back(0.0F, shape.tendon > 0 ? 1.0F : 0.0F);
  mesh.positions.push_back(line.back()), mesh.uv.emplace_back(1.0F, shape.tendon > 0 ? 1.0F : 0.0F);
  for (std::uint32_t k = 0; k < sides; ++k) {
    mesh.indices.insert(mesh.indices.end(), {first, vertex(0, k + 1), vertex(0, k)});
    mesh.indices.insert(mesh.indices.end(), {first + 1, vertex(rings, k), vertex(rings, k + 1)});
  }
  finish(mesh);
  return mesh;
}

namespace {

// The middle surface of a sheet: rows along the fibres (row 0 = origin), columns across.
class Grid {
public:
  Grid(int along, int across) : along_(along), across_(across), points_(static_cast<std::size_t>((along + 1) * (across + 1))) {}
  [[nodiscard]] vec3 &at(int row, int column) { return points_[index(row, column)]; }
  [[nodiscard]] vec3 at(int row, int column) const { return points_[index(row, column)]; }
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row * (across_ + 1) + column);
  }
  [[nodiscard]] vec3 normal(int row, int column) const {
    const vec3 down = at(std::min(row + 1, along_), column) - at(std::max(row - 1, 0), column);
    const vec3 over = at(row, std::min(column + 1, across_)) - at(row, std::max(column - 1, 0));
    const vec3 n = glm::cross(down, over);
    return glm::length(n) > 1e-12F ? glm::normalize(n) : vec3(0);
  }
  int along_, across_;

private:
  std::vector<vec3> points_;
};

float half_thickness(const SheetShape &shape, float u, float v) {
  const float along = std::sqrt(std::max(0.0F, std::sin(glm::pi<float>() * glm::clamp(u, 0.0F, 1.0F))));
  const float rim = smooth_step(0, 0.12F, std::min(v, 1 - v));
  return 0.5F * (shape.edge + (shape.thickness - shape.edge) * along * rim);
}

Grid middle_surface(std::span<const vec3> origin, std::span<const std::vector<vec3>> via, std::span<const vec3> insertion,
                    const SheetShape &shape, const Obstacle &obstacle) {
  Grid grid(shape.along, shape.across);
  for (int c = 0; c <= shape.across; ++c) {
    const float v = static_cast<float>(c) / static_cast<float>(shape.across);
    std::vector<vec3> fibre{point_at(origin, v)};
    for (const auto &line : via) fibre.push_back(point_at(line, v));
    fibre.push_back(point_at(insertion, v));
    const auto column = resample(fibre, shape.along + 1);
    for (int r = 0; r <= shape.along; ++r) grid.at(r, c) = column[static_cast<std::size_t>(r)];
  }
  for (int round = 0; round < shape.relax; ++round) {
    Grid next = grid;
    for (int r = 1; r < shape.along; ++r)
      for (int c = 0; c <= shape.across; ++c) {
        const vec3 fibre = 0.5F * (grid.at(r - 1, c) + grid.at(r + 1, c));
        vec3 goal = fibre;
        if (c > 0 && c < shape.across) goal = glm::mix(fibre, 0.5F * (grid.at(r, c - 1) + grid.at(r, c + 1)), 0.4F);
        vec3 p = glm::mix(grid.at(r, c), goal, 0.6F);
        if (obstacle) {
          const float u = static_cast<float>(r) / static_cast<float>(shape.along);
          const float v = static_cast<float>(c) / static_cast<float>(shape.across);
          const float want = shape.clearance + half_thickness(shape, u, v);
          if (const Clearance k = obstacle(p); k.distance < want) p += std::min(want - k.distance, 0.004F) * k.away;
        }
        next.at(r, c) = p;
      }
    grid = std::move(next);
  }
  return grid;
}

} // namespace

LoftMesh loft_sheet(std::span<const vec3> origin, std::span<const std::vector<vec3>> via, std::span<const vec3> insertion,
                    const SheetShape &shape, const Obstacle &obstacle) {
  LoftMesh mesh;
  if (origin.size() < 2 || insertion.size() < 2 || shape.across < 2 || shape.along < 2) return mesh;
  const Grid grid = middle_surface(origin, via, insertion, shape, obstacle);

  // Normals, smoothed over the grid so that both faces stay apart evenly, all on the outer side.
  std::vector<vec3> normals;
  for (int r = 0; r <= shape.along; ++r)
    for (int c = 0; c <= shape.across; ++c) normals.push_back(grid.normal(r, c));
  vec3 mean(0);
  for (const vec3 n : normals) mean += n;
  const float turn = glm::dot(mean, shape.outward) < 0 ? -1.0F : 1.0F;
  for (vec3 &n : normals) n *= turn;
  for (int round = 0; round < 4; ++round) {
    std::vector<vec3> next = normals;
    for (int r = 0; r <= shape.along; ++r)
      for (int c = 0; c <= shape.across; ++c) {
        vec3 sum = 2.0F * normals[grid.index(r, c)];
        if (r > 0) sum += normals[grid.index(r - 1, c)];
        if (r < shape.along) sum += normals[grid.index(r + 1, c)];
        if (c > 0) sum += normals[grid.index(r, c - 1)];
        if (c < shape.across) sum += normals[grid.index(r, c + 1)];
        if (glm::length(sum) > 1e-9F) next[grid.index(r, c)] = glm::normalize(sum);
      }
    normals = std::move(next);
  }

  const auto faces = static_cast<std::uint32_t>((shape.along + 1) * (shape.across + 1));
  for (const float face : {1.0F, -1.0F})
    for (int r = 0; r <= shape.along; ++r)
      for (int c = 0; c <= shape.across; ++c) {
        const float u = static_cast<float>(r) / static_cast<float>(shape.along);
        const float v = static_cast<float>(c) / static_cast<float>(shape.across);
        mesh.positions.push_back(grid.at(r, c) + face * half_thickness(shape, u, v) * normals[grid.index(r, c)]);
        const float at_origin = 1 - smooth_step(0.6F * shape.tendon_from, shape.tendon_from + 1e-6F, u);
        const float at_insertion = 1 - smooth_step(0.6F * shape.tendon_to, shape.tendon_to + 1e-6F, 1 - u);
        mesh.uv.emplace_back(u, std::max(at_origin, at_insertion));
      }
  // What still pokes through is lifted as a pair, so that the sheet keeps its thickness there.
  if (obstacle)
    for (int r = 1; r < shape.along; ++r)
      for (int c = 0; c <= shape.across; ++c) {
        const std::size_t i = grid.index(r, c);
        const Clearance k = obstacle(mesh.positions[faces + i]);
        if (k.distance >= 0.5F * shape.clearance) continue;
        const vec3 lift = std::min(0.5F * shape.clearance - k.distance, 0.004F) * k.away;
        mesh.positions[i] += lift;
        mesh.positions[faces + i] += lift;
      }
  const auto outer = [&](int r, int c) { return static_cast<std::uint32_t>(grid.index(r, c)); };
  const auto inner = [&](int r, int c) { return faces + outer(r, c); };
  for (int r = 0; r < shape.along; ++r)
    for (int c = 0; c < shape.across; ++c) {
      add_quad(mesh, outer(r, c), outer(r + 1, c), outer(r + 1, c + 1), outer(r, c + 1));
      add_quad(mesh, inner(r, c), inner(r, c + 1), inner(r + 1, c + 1), inner(r + 1, c));
    }
  for (int c = 0; c < shape.across; ++c) {
    add_quad(mesh, outer(0, c), outer(0, c + 1), inner(0, c + 1), inner(0, c));
    add_quad(mesh, outer(shape.along, c + 1), outer(shape.along, c), inner(shape.along, c), inner(shape.along, c + 1));
  }
  for (int r = 0; r < shape.along; ++r) {
    add_quad(mesh, outer(r + 1, 0), outer(r, 0), inner(r, 0), inner(r + 1, 0));
    add_quad(mesh, outer(r, shape.across), outer(r + 1, shape.across), inner(r + 1, shape.across), inner(r, shape.across));
  }
  finish(mesh);
  return mesh;
}

} // namespace myo::form
