#include "rig/waypoints.h"

#include <algorithm>
#include <optional>

namespace myo::rig {

namespace {

struct Places {
  const format::Body &body;
  const anatomy::Library &library;
  format::Side side;

  [[nodiscard]] std::optional<dvec3> landmark(const std::string &id) const {
    const auto found = std::ranges::find_if(body.landmarks, [&](const format::Landmark &l) {
      return l.id == id && (l.side == side || l.side == format::Side::midline);
    });
    if (found == body.landmarks.end()) return std::nullopt;
    return dvec3(found->point);
  }

  // How large this body is beside the one that the millimetres hold for, by the landmark's reference length.
  [[nodiscard]] double scale(const std::string &id) const {
    const anatomy::Landmark *known = library.landmark(id);
    if (known == nullptr) return 1;
    const auto reference = std::ranges::find(library.scales, known->scale, &anatomy::ScaleReference::id);
    if (reference == library.scales.end() || !(reference->mm > 0)) return 1;
    const auto from = landmark(reference->from), to = landmark(reference->to);
    return from && to ? 1e3 * glm::distance(*from, *to) / reference->mm : 1;
  }

  [[nodiscard]] std::string first_landmark(const anatomy::PointForm &form) const {
    if (!form.landmark.empty()) return form.landmark;
    const auto &parts = form.between.empty() ? form.mix : form.between;
    return parts.empty() ? "" : first_landmark(parts.front());
  }

  [[nodiscard]] std::optional<dvec3> point(const anatomy::PointForm &form) const {
    std::optional<dvec3> p;
    if (form.mix.size() == 3) {
      const auto l = point(form.mix[0]), b = point(form.mix[1]), s = point(form.mix[2]);
      if (l && b && s) p = dvec3(l->x, s->y, b->z);
    } else if (form.between.size() == 2) {
      const auto a = point(form.between[0]), b = point(form.between[1]);
      if (a && b) p = glm::mix(*a, *b, form.fraction);
    } else {
      p = landmark(form.landmark);
    }
    if (!p) return p;
    const dvec3 off = 1e-3 * scale(first_landmark(form)) * dvec3(form.offset_mm);
    return *p + dvec3(static_cast<double>(anatomy::sign(side)) * off.x, off.z, -off.y);
  }

  // That carries a bone.
  [[nodiscard]] std::uint32_t joint(const std::string &bone) const {
    for (const format::Structure &structure : body.structures)
      if (structure.bone == bone && (structure.side == side || structure.side == format::Side::midline) && !structure.mesh.joints.empty())
        return structure.mesh.joints.front()[0];
    return format::none;
  }
};

} // namespace

std::vector<Waypoint> waypoints_of(const format::Body &body, const anatomy::Library &library, const anatomy::Muscle &muscle, format::Side side) {
  const Places places{body, library, side};
  std::vector<Waypoint> out;
  for (const anatomy::PathPoint &point : muscle.path) {
    const auto rest = places.point(point.at);
    const std::uint32_t joint = places.joint(point.on);
    if (rest && joint != format::none) out.push_back({point.along, joint, *rest});
  }
  return out;
}

} // namespace myo::rig
