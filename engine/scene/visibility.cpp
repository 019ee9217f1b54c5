#include "scene/visibility.h"

#include <algorithm>
#include <set>

namespace myo::scene {

namespace {

Look look_of(LayerState state) {
  return state == LayerState::hidden ? Look::hidden : state == LayerState::ghost ? Look::ghost : Look::solid;
}

std::set<std::uint32_t> deep_carriers(const Document &document, const Context &context) {
  std::set<std::uint32_t> carriers;
  for (const std::uint32_t field : heat::painted_fields(*context.body, *context.library, document.heat))
    carriers.insert(context.body->regions[field].carrier);
  return carriers;
}

} // namespace

std::vector<Visible> visibility(const Document &document, const Context &context) {
  const std::set<std::string_view> selected(document.selection.begin(), document.selection.end());
  const std::set<std::uint32_t> carriers = deep_carriers(document, context);
  std::vector<Visible> all;
  all.reserve(context.body->structures.size());
  for (std::uint32_t i = 0; i < context.body->structures.size(); ++i) {
    const format::Structure &s = context.body->structures[i];
    Visible visible;
    visible.selected = selected.contains(s.id);
    visible.hovered = !document.hover.empty() && document.hover == s.id;
    if (document.hidden.contains(s.id)) {
      visible.look = Look::hidden;
    } else if (s.kind == format::Kind::deep_surface) {
      visible.look = carriers.contains(i) ? Look::ghost : Look::hidden;
    } else if (!document.isolated.empty()) {
      visible.look = document.isolated.contains(s.id) ? Look::solid : Look::hidden;
    } else if (visible.selected) {
      visible.look = Look::solid;
    } else {
      const std::string layer = layer_of(s, *context.library);
      const auto set = document.layers.find(layer);
      visible.look = look_of(set != document.layers.end() ? set->second : default_state(layer));
      if (document.xray && visible.look == Look::solid) visible.look = Look::ghost;
    }
    all.push_back(visible);
  }
  return all;
}

Bounds bounds_of(const format::Body &body, const std::vector<std::uint32_t> &structures) {
  Bounds bounds;
  for (const std::uint32_t s : structures)
    for (const vec3 p : body.structures[s].mesh.positions) bounds.add(p);
  return bounds;
}

Bounds visible_bounds(const Document &document, const Context &context) {
  const std::vector<Visible> all = visibility(document, context);
  for (const Look look : {Look::solid, Look::ghost}) {
    std::vector<std::uint32_t> seen;
    for (std::uint32_t i = 0; i < all.size(); ++i)
      if (all[i].look == look) seen.push_back(i);
    if (const Bounds bounds = bounds_of(*context.body, seen); !bounds.empty()) return bounds;
  }
  Bounds bounds;
  for (const format::Structure &s : context.body->structures)
    for (const vec3 p : s.mesh.positions) bounds.add(p);
  return bounds;
}

} // namespace myo::scene
