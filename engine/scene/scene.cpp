#include "scene/scene.h"

#include "scene/obey.h"
#include "scene/views.h"
#include "scene/visibility.h"

#include <algorithm>

namespace myo::scene {

namespace {

Gesture gesture_of(const Command &command) {
  return std::visit(
      [](const auto &c) -> Gesture {
        if constexpr (requires { c.gesture; }) return c.gesture;
        else return 0;
      },
      command);
}

void bump(Versions &versions, const Document &a, const Document &b) {
  const bool animated = a.animation != b.animation || a.animation_s != b.animation_s;
  const bool pose = a.pose != b.pose || animated, heat = a.heat != b.heat;
  const bool shown = a.layers != b.layers || a.hidden != b.hidden || a.isolated != b.isolated || a.xray != b.xray ||
                     a.selection != b.selection || a.hover != b.hover || a.attachments != b.attachments ||
                     a.length_colours != b.length_colours;
  versions.pose += pose;
  versions.heat += heat || pose; // the pose may provoke
  versions.visibility += shown || heat; // deep surfaces show with their zones
  versions.camera += a.camera != b.camera;
  versions.text += heat || pose || shown || a.pose_name != b.pose_name || a.labels != b.labels ||
                   a.background != b.background || a.picture != b.picture;
}

void move_to(Scene &scene, Document document) {
  document.hover = scene.document.hover; // the mouse is where it is
  bump(scene.versions, scene.document, document);
  scene.document = std::move(document);
  scene.open_gesture = 0;
}

Status step_back(Scene &scene, std::vector<Document> &from, std::vector<Document> &to) {
  if (from.empty()) return {};
  Document document = std::move(from.back());
  from.pop_back();
  to.push_back(scene.document);
  move_to(scene, std::move(document));
  return {};
}

} // namespace

Status apply(Scene &scene, const Command &command, const Context &context) {
  if (std::holds_alternative<Undo>(command)) return step_back(scene, scene.undo, scene.redo);
  if (std::holds_alternative<Redo>(command)) return step_back(scene, scene.redo, scene.undo);

  Document next = scene.document;
  MYO_CHECK(obey(next, command, context));
  if (next == scene.document) return {};
  if (!std::holds_alternative<Hover>(command)) {
    const Gesture gesture = gesture_of(command);
    const bool goes_on = gesture != 0 && gesture == scene.open_gesture && !scene.undo.empty();
    if (!goes_on) scene.undo.push_back(scene.document);
    if (scene.undo.size() > undo_depth) scene.undo.erase(scene.undo.begin());
    scene.redo.clear();
    scene.open_gesture = gesture;
  }
  bump(scene.versions, scene.document, next);
  scene.document = std::move(next);
  return {};
}

namespace {

// What the opening picture must hold: the seed's muscle, its zones, and the scapula's corners beside them.
Bounds opening_bounds(const Document &document, const Context &context) {
  std::vector<std::uint32_t> selected;
  for (const std::string &id : document.selection)
    for (const std::uint32_t s : resolve(context, id)) selected.push_back(s);
  Bounds bounds = bounds_of(*context.body, selected);
  for (const std::uint32_t f : heat::painted_fields(*context.body, *context.library, document.heat)) {
    const format::RegionField &field = context.body->regions[f];
    const auto &positions = context.body->structures[field.carrier].mesh.positions;
    for (std::size_t i = 0; i < field.vertices.size(); ++i)
      if (field.distance_mm[i] <= 0) bounds.add(positions[field.vertices[i]]);
  }
  for (const format::Landmark &l : context.body->landmarks)
    if (l.id == "inion" || l.id == "scap_inferior_angle") bounds.add(l.point);
  return bounds;
}

// A model that may be anything: no pattern, and no left and right to be told.
Scene opening_of_figure(const Context &context) {
  Scene scene;
  Document &d = scene.document;
  d.heat.on = false;
  d.picture.side_marker = false;
  d.camera = frame_bounds(turn_to(d.camera, "anterior").value(), visible_bounds(d, context), 4.0F / 3.0F, 1.2F);
  return scene;
}

} // namespace

Scene opening_scene(const Context &context) {
  if (context.figure != nullptr) return opening_of_figure(context);
  Scene scene;
  Document &d = scene.document;
  const anatomy::Pattern *seed = context.library->pattern(context.library->seed_pattern);
  if (seed != nullptr) {
    d.heat.active = {{seed->id, heat::Sides::right, 1}};
    d.selection = pattern_parts(context, *seed, heat::Sides::right);
    // The seed's muscle lies deepest: what covers it steps back.
    d.layers = {{"superficial", LayerState::hidden}, {"intermediate", LayerState::hidden}, {"deep", LayerState::ghost}};
  }
  d.camera = turn_to(d.camera, "posterior").value();
  Bounds bounds = seed != nullptr ? opening_bounds(d, context) : Bounds{};
  if (bounds.empty()) bounds = visible_bounds(d, context);
  d.camera = frame_bounds(d.camera, bounds, 4.0F / 3.0F, 1.2F);
  return scene;
}

} // namespace myo::scene
