#include "assemble/compare/caliper.h"

#include "anatomy/search.h"
#include "assemble/compare/numbers.h"
#include "assemble/landmarks.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace myo::assemble {
namespace {

// Signed places along the line where it goes into (+1) or out of (-1) the mesh.
struct Crossing { double at = 0; int turn = 0; };

std::vector<Crossing> crossings_of(const LpsMesh &mesh, glm::dvec3 point, glm::dvec3 direction) {
  // In a frame along the line, so that every triangle is judged by the same edges as its neighbour: no crossing is lost
  // or counted twice where they meet.
  const glm::dvec3 side = glm::normalize(glm::cross(direction, std::abs(direction.x) < 0.7 ? glm::dvec3(1, 0, 0) : glm::dvec3(0, 1, 0)));
  const glm::dvec3 other = glm::cross(direction, side);
  const auto flat = [&](std::uint32_t i) {
    const glm::dvec3 p = glm::dvec3(mesh.positions[i]) - point;
    return glm::dvec3(glm::dot(p, side), glm::dot(p, other), glm::dot(p, direction));
  };
  std::vector<Crossing> out;
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::array corner{flat(mesh.indices[t]), flat(mesh.indices[t + 1]), flat(mesh.indices[t + 2])};
    int winding = 0;
    for (std::size_t i = 0; i < 3; ++i) { // half-open in the second coordinate
      const glm::dvec3 a = corner[i], b = corner[(i + 1) % 3];
      if ((a.y >= 0) == (b.y >= 0)) continue;
      if (a.x - a.y / (b.y - a.y) * (b.x - a.x) > 0) winding += b.y > a.y ? 1 : -1;
    }
    if (winding == 0) continue;
    const glm::dvec3 n = glm::cross(corner[1] - corner[0], corner[2] - corner[0]);
    if (n.z == 0) continue;
    out.push_back({glm::dot(n, corner[0]) / n.z, n.z < 0 ? 1 : -1});
  }
  std::sort(out.begin(), out.end(), [](const Crossing &a, const Crossing &b) { return a.at != b.at ? a.at < b.at : a.turn > b.turn; });
  return out;
}

std::vector<std::string> landmark_names(const anatomy::Library &library) {
  std::vector<std::string> names;
  for (const auto &landmark : library.landmarks) names.push_back(landmark.id);
  return names;
}

} // namespace

Result<vec3> point_at(const format::Body &body, const anatomy::Library &library, std::string_view text, anatomy::Side side) {
  if (const auto numbers = numbers_of(text); numbers.size() == 3) return vec3(numbers[0], numbers[1], numbers[2]);
  const std::string_view whole = text;
  anatomy::Side own = side;
  if (const std::size_t dot = text.find('.'); dot != std::string_view::npos)
    if (const auto named = anatomy::side_from(text.substr(0, dot))) own = *named, text.remove_prefix(dot + 1);
  if (library.landmark(text) == nullptr) {
    std::string like;
    for (const std::string &name : anatomy::nearest_names(landmark_names(library), text, 4)) like += (like.empty() ? "" : ", ") + name;
    return bad_arguments(fmt::format("\"{}\" is no landmark and no l,p,s", whole),
                         like.empty() ? "name one of assets/anatomy/landmarks.toml" : "did you mean " + like + "?");
  }
  const format::Landmark *found = find_landmark(body, text, own);
  if (found == nullptr) return bad_input("this body has no such landmark", std::string(whole));
  return BodyFrame::of(side, midline_x(body)).lps(found->point);
}

std::optional<double> angle_deg(vec3 from, vec3 at, vec3 to) {
  const glm::dvec3 a = glm::dvec3(from) - glm::dvec3(at), b = glm::dvec3(to) - glm::dvec3(at);
  if (glm::length(a) < 1e-6 || glm::length(b) < 1e-6) return std::nullopt;
  return glm::degrees(std::atan2(glm::length(glm::cross(a, b)), glm::dot(a, b)));
}

std::optional<double> width_mm(const LpsMesh &mesh, vec3 point, vec3 direction) {
  if (!(glm::length(direction) > 0)) return std::nullopt;
  std::optional<double> best;
  double nearest = std::numeric_limits<double>::max(), entered = 0;
  int depth = 0; // pieces of one structure may overlap
  for (const Crossing &crossing : crossings_of(mesh, point, glm::normalize(glm::dvec3(direction)))) {
    if (depth == 0 && crossing.turn > 0) entered = crossing.at;
    depth += crossing.turn;
    if (depth != 0 || crossing.turn > 0) continue;
    const double away = entered > 0 ? entered : crossing.at < 0 ? -crossing.at : 0;
    if (away < nearest) nearest = away, best = crossing.at - entered;
  }
  return best;
}

} // namespace myo::assemble
