#include "form/seam.h"

#include "form/polyline.h"
#include "form/ribbon_course.h"

#include <algorithm>
#include <array>

namespace myo::form {
namespace {

constexpr float surely = 0.004F, hardly = 0.008F; // metres between edges: up to there they are joined, from there on not
constexpr std::array draws{1.0F, 0.75F, 0.5F, 0.25F}; // the fibres beside an edge, from the edge inwards

enum class Face { outer, inner };

// The vertex of a row that is `column` fibres in from the edge; 0 is the edge itself, which both faces share.
std::size_t vertex(const Hem &hem, int row, int column, Face face) {
  const int sides = hem.ribbon->sides, half = sides / 2;
  const int at = hem.last ? (face == Face::outer ? half - column : half + column) : (face == Face::outer ? column : sides - column);
  return static_cast<std::size_t>(row * sides + at % sides);
}

struct Beside { // the place of the other edge next to a point: between two of its rows
  int row = 0;
  float share = 0, distance = 1e9F;
  vec3 point{0};
};
Beside beside(const Hem &hem, int column, Face face, vec3 p) {
  Beside best;
  for (int r = 0; r < hem.ribbon->rows; ++r) {
    const vec3 a = hem.ribbon->mesh.positions[vertex(hem, r, column, face)], b = hem.ribbon->mesh.positions[vertex(hem, r + 1, column, face)];
    const float l = glm::dot(b - a, b - a);
    const float t = l > 0 ? glm::clamp(glm::dot(p - a, b - a) / l, 0.0F, 1.0F) : 0.0F;
    const vec3 q = glm::mix(a, b, t);
    if (const float d = glm::distance(p, q); d < best.distance) best = {r, t, d, q};
  }
  return best;
}

bool wide_enough(const Hem &hem) { return hem.ribbon->rows > 0 && hem.ribbon->sides >= 8; }

// Where the edge, and the first fibre of either face, go: one list for each, a point a row.
std::array<std::vector<vec3>, 3> steps_towards(const Hem &own, const Hem &other) {
  std::array<std::vector<vec3>, 3> steps;
  constexpr std::array lines{std::pair{0, Face::outer}, std::pair{1, Face::outer}, std::pair{1, Face::inner}};
  for (std::size_t k = 0; k < lines.size(); ++k)
    for (int r = 0; r <= own.ribbon->rows; ++r) {
      const vec3 p = own.ribbon->mesh.positions[vertex(own, r, lines[k].first, lines[k].second)];
      const Beside to = beside(other, lines[k].first, lines[k].second, p);
      steps[k].push_back(0.5F * (1 - smooth_step(surely, hardly, to.distance)) * (to.point - p));
    }
  return steps;
}

void take(const Hem &hem, const std::array<std::vector<vec3>, 3> &steps) {
  std::vector<vec3> &points = hem.ribbon->mesh.positions;
  const int most = std::min(static_cast<int>(draws.size()), hem.ribbon->sides / 4);
  for (int r = 0; r <= hem.ribbon->rows; ++r) {
    const auto i = static_cast<std::size_t>(r);
    points[vertex(hem, r, 0, Face::outer)] += steps[0][i];
    for (int c = 1; c <= most; ++c) {
      const float share = draws[static_cast<std::size_t>(c - 1)];
      points[vertex(hem, r, c, Face::outer)] += share * steps[1][i];
      points[vertex(hem, r, c, Face::inner)] += share * steps[2][i];
    }
  }
}

// The wall between both faces is inside the flesh: shading is that of the faces, and the same on either side.
std::vector<vec3> shading(const Hem &own, const Hem &other, Face face) {
  std::vector<vec3> out;
  const auto normal = [&](const Hem &h, int r) { return h.ribbon->mesh.normals[vertex(h, r, 2, face)]; };
  for (int r = 0; r <= own.ribbon->rows; ++r) {
    const Beside to = beside(other, 1, face, own.ribbon->mesh.positions[vertex(own, r, 1, face)]);
    vec3 n = normal(own, r);
    if (to.distance < hardly) n += glm::mix(normal(other, to.row), normal(other, to.row + 1), to.share);
    out.push_back(unit_or(n, normal(own, r)));
  }
  return out;
}

} // namespace

void sew(std::span<const Seam> seams) {
  std::vector<Seam> good;
  std::copy_if(seams.begin(), seams.end(), std::back_inserter(good), [](const Seam &s) { return wide_enough(s.a) && wide_enough(s.b); });
  for (const Seam &s : good) {
    const auto a = steps_towards(s.a, s.b), b = steps_towards(s.b, s.a);
    take(s.a, a), take(s.b, b);
  }
  for (const Seam &s : good) finish(s.a.ribbon->mesh), finish(s.b.ribbon->mesh);
  for (const Seam &s : good)
    for (const Face face : {Face::outer, Face::inner}) {
      const std::vector<vec3> a = shading(s.a, s.b, face), b = shading(s.b, s.a, face);
      const auto put = [&](const Hem &hem, const std::vector<vec3> &normals) {
        for (int r = 0; r <= hem.ribbon->rows; ++r) hem.ribbon->mesh.normals[vertex(hem, r, 1, face)] = normals[static_cast<std::size_t>(r)];
      };
      put(s.a, a), put(s.b, b);
    }
}

} // namespace myo::form
