#include "scene/portable.h"

#include <algorithm>
#include <set>

namespace myo::scene {

std::vector<std::string> portable_names(const Context &context, const std::vector<std::string> &ids) {
  const std::set<std::string_view> wanted(ids.begin(), ids.end());
  std::set<std::string_view> named;
  std::vector<std::string> names;
  const auto stands_for_wanted = [&](const std::vector<std::uint32_t> &found) {
    return !found.empty() && std::all_of(found.begin(), found.end(),
                                         [&](std::uint32_t s) { return wanted.contains(context.body->structures[s].id); });
  };
  for (const std::string &id : ids) {
    if (named.contains(id)) continue;
    const auto own = std::find_if(context.body->structures.begin(), context.body->structures.end(),
                                  [&](const format::Structure &s) { return s.id == id; });
    if (own == context.body->structures.end()) continue;
    const std::string side = own->side == format::Side::midline ? "" : std::string(anatomy::to_string(own->side)) + ".";
    std::string best = id;
    for (const std::string &name : {own->muscle, own->bone, own->fma})
      if (!name.empty() && stands_for_wanted(resolve(context, side + name))) {
        best = side + name;
        break;
      }
    for (const std::uint32_t s : resolve(context, best)) named.insert(context.body->structures[s].id);
    names.push_back(best);
  }
  return names;
}

const format::Landmark *find_landmark(const format::Body &body, std::string_view id, format::Side side) {
  for (const format::Landmark &l : body.landmarks)
    if (l.id == id && l.side == side) return &l;
  return nullptr;
}

float trunk_length(const format::Body &body) {
  const auto *top = find_landmark(body, "jugular_notch", format::Side::midline);
  const auto *bottom = find_landmark(body, "pubic_symphysis", format::Side::midline);
  if (top != nullptr && bottom != nullptr && glm::distance(top->point, bottom->point) > 0.01F)
    return glm::distance(top->point, bottom->point);
  Bounds bounds;
  for (const format::Structure &s : body.structures)
    for (const vec3 p : s.mesh.positions) bounds.add(p);
  // About three tenths of the stature.
  return bounds.empty() || bounds.size().y < 0.05F ? 0.5F : 0.3F * bounds.size().y;
}

namespace {

const format::Landmark *nearest_of(const format::Body &body, vec3 place, auto counts) {
  const format::Landmark *best = nullptr;
  for (const format::Landmark &l : body.landmarks)
    if (counts(l) && (best == nullptr || glm::distance(l.point, place) < glm::distance(best->point, place))) best = &l;
  return best;
}

} // namespace

const format::Landmark *nearest_landmark(const format::Body &body, vec3 place) {
  return nearest_of(body, place, [](const format::Landmark &) { return true; });
}

const format::Landmark *nearest_common_landmark(const format::Body &body, vec3 place) {
  return nearest_of(body, place, [](const format::Landmark &l) { return l.id.find(':') == std::string::npos; });
}

} // namespace myo::scene
