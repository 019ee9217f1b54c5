#include "assemble/trigger_points.h"

#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/muscles/course.h"
#include "assemble/muscles/terrain.h"

#include <algorithm>
#include <fmt/format.h>
#include <optional>

namespace myo::assemble {
namespace {

using anatomy::Side;

struct Flesh { // the vertices of a pattern's muscles on one side
  std::vector<vec3> points;
  std::vector<std::uint32_t> structure, joint;
};

std::uint32_t dominant(const format::Mesh &mesh, std::size_t v) {
  if (mesh.weights.size() != mesh.positions.size()) return 0;
  int best = 0;
  for (int k = 1; k < 4; ++k)
    if (mesh.weights[v][k] > mesh.weights[v][best]) best = k;
  return mesh.joints[v][best];
}

Flesh flesh_of(const format::Body &body, const anatomy::Pattern &pattern, Side side) {
  Flesh out;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (s.kind != format::Kind::muscle || (s.side != side && s.side != Side::midline)) continue;
    if (std::find(pattern.muscles.begin(), pattern.muscles.end(), s.muscle) == pattern.muscles.end()) continue;
    for (std::size_t v = 0; v < s.mesh.positions.size(); ++v) {
      out.points.push_back(s.mesh.positions[v]);
      out.structure.push_back(i);
      out.joint.push_back(dominant(s.mesh, v));
    }
  }
  return out;
}

std::optional<vec3> mean_patch(const format::Body &body, const anatomy::Pattern &pattern, Side side,
                               anatomy::Role role) {
  vec3 sum(0);
  float weight = 0;
  for (const format::Patch &p : body.patches) {
    if (p.role != role || (p.side != side && p.side != Side::midline)) continue;
    if (std::find(pattern.muscles.begin(), pattern.muscles.end(), p.muscle) == pattern.muscles.end()) continue;
    const float w = std::max(p.area_mm2, 1.0F);
    sum += w * p.centroid;
    weight += w;
  }
  if (weight <= 0) return std::nullopt;
  return sum / weight;
}

// The mean of the pattern's landmarks; nothing where this body has none of them.
std::optional<vec3> landmark_level(const format::Body &body, const anatomy::Pattern &pattern, Side side) {
  vec3 sum(0);
  int found = 0;
  for (const std::string &id : pattern.at)
    if (const format::Landmark *l = find_landmark(body, id, side)) sum += l->point, ++found;
  if (found == 0) return std::nullopt;
  return sum / static_cast<float>(found);
}

// The level: the landmarks', else a share of the way from origin to insertion, else the muscle's middle.
vec3 level_of(const format::Body &body, const anatomy::Pattern &pattern, Side side, const Flesh &flesh) {
  if (const auto level = landmark_level(body, pattern, side)) return *level;
  const auto origin = mean_patch(body, pattern, side, anatomy::Role::origin);
  const auto insertion = mean_patch(body, pattern, side, anatomy::Role::insertion);
  if (origin && insertion) return glm::mix(*origin, *insertion, static_cast<float>(pattern.fraction));
  vec3 sum(0);
  for (const vec3 &p : flesh.points) sum += p;
  return sum / static_cast<float>(flesh.points.size());
}

// The belly's middle next to the level: the mean of the muscle's surface around its point nearest to the level.
vec3 middle_near(const Flesh &flesh, const PointTree &tree, vec3 level) {
  const PointTree::Hit nearest = tree.nearest(level);
  const std::vector<PointTree::Hit> around = tree.within(flesh.points[nearest.index], 0.014F);
  vec3 sum(0);
  for (const PointTree::Hit &h : around) sum += flesh.points[h.index];
  return around.empty() ? flesh.points[nearest.index] : sum / static_cast<float>(around.size());
}

// Of a muscle that the body lacks: on the course that its sheet describes, between this body's bones, and half its thickness
// towards the skin.
std::optional<format::TriggerPoint> without_flesh(const Site &site, const anatomy::Pattern &pattern, Side side, const PointTree *surface,
                                                  const std::vector<vec3> &skin) {
  for (const std::string &id : pattern.muscles) {
    const anatomy::Muscle *muscle = site.library.muscle(id);
    if (muscle == nullptr) continue;
    std::vector<CoursePoint> course;
    for (const Side s : {side, Side::midline})
      if (course.empty() && (s == Side::midline) != muscle->paired) course = course_of(site, *muscle, s, pattern.fraction);
    if (course.empty()) continue;
    const auto level = landmark_level(site.body, pattern, side);
    const CoursePoint &place = !level ? course.front() : *std::ranges::min_element(course, {}, [&](const CoursePoint &p) { return glm::distance(p.point, *level); });
    vec3 point = place.point;
    if (surface != nullptr) {
      const vec3 way = skin[surface->nearest(point).index] - point;
      if (const float depth = glm::length(way); depth > 1e-5F) point += way * (std::min(place.half_thickness, 0.5F * depth) / depth);
    }
    return format::TriggerPoint{pattern.id, side, point, place.joint, format::none};
  }
  return std::nullopt;
}

} // namespace

Status place_trigger_points(format::Body &body, const anatomy::Library &library) {
  body.trigger_points.clear();
  std::optional<Terrain> terrain; // made when first needed: our own body needs neither
  std::optional<Site> site;
  const auto skin = std::find_if(body.structures.begin(), body.structures.end(),
                                 [](const format::Structure &s) { return s.kind == format::Kind::skin; });
  std::optional<PointTree> surface;
  if (skin != body.structures.end()) surface.emplace(skin->mesh.positions);
  for (const anatomy::Pattern &pattern : library.patterns)
    for (const Side side : {Side::left, Side::right}) {
      const Flesh flesh = flesh_of(body, pattern, side);
      if (flesh.points.empty()) {
        if (!site) site.emplace(Site{body, library, terrain.emplace(body), midline_x(body)});
        const std::vector<vec3> none;
        const auto found = without_flesh(*site, pattern, side, surface ? &*surface : nullptr, surface ? skin->mesh.positions : none);
        body.notes.push_back(fmt::format("trigger point {} {} {}: none of its muscles is on this body", pattern.id, to_string(side),
                                         found ? "stands where its muscle would run" : "not placed"));
        if (found) body.trigger_points.push_back(*found);
        continue;
      }
      const PointTree tree(flesh.points);
      const vec3 middle = middle_near(flesh, tree, level_of(body, pattern, side, flesh));
      // Towards the skin, so that the mark lies on the side from which a finger finds it.
      vec3 outwards(0);
      if (surface)
        if (const vec3 d = skin->mesh.positions[surface->nearest(middle).index] - middle; glm::length(d) > 1e-5F)
          outwards = glm::normalize(d);
      const PointTree::Hit hit = tree.nearest(middle + 0.012F * outwards);
      body.trigger_points.push_back(
          {pattern.id, side, flesh.points[hit.index], flesh.joint[hit.index], flesh.structure[hit.index]});
    }
  return {};
}

} // namespace myo::assemble
