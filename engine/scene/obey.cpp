#include "scene/obey.h"

#include "anatomy/search.h"
#include "rig/moves.h"
#include "rig/pull.h"
#include "scene/compared.h"
#include "scene/views.h"
#include "scene/visibility.h"

#include <algorithm>
#include <cmath>

namespace myo::scene {

namespace {

std::string nearest(const std::vector<std::string> &names, std::string_view query, const std::string &otherwise) {
  std::string text;
  for (const std::string &name : anatomy::nearest_names(names, query, 3)) text += (text.empty() ? "did you mean " : ", ") + name;
  return text.empty() ? otherwise : text + "?";
}

bool finite(float v) { return std::isfinite(v); }
bool finite(vec2 v) { return finite(v.x) && finite(v.y); }
bool finite(vec3 v) { return finite(v.x) && finite(v.y) && finite(v.z); }

void set(bool &value, Set how) { value = how == Set::toggle ? !value : how == Set::on; }

struct Obey {
  Document &d;
  const Context &context;

  [[nodiscard]] Result<std::vector<std::string>> ids_of(const std::vector<std::string> &asked) const {
    std::vector<std::string> ids;
    for (const std::string &id : asked) {
      const std::vector<std::uint32_t> found = resolve(context, id);
      if (found.empty()) {
        std::vector<std::string> names;
        for (const auto &m : context.library->muscles) names.push_back(m.id);
        for (const auto &b : context.library->bones) names.push_back(b.id);
        return bad_arguments("this body has no structure \"" + id + "\"", nearest(names, id, "see `myoscope list muscles`"));
      }
      for (const std::uint32_t s : found) {
        const std::string &name = context.body->structures[s].id;
        if (std::find(ids.begin(), ids.end(), name) == ids.end()) ids.push_back(name);
      }
    }
    return ids;
  }

  [[nodiscard]] Result<std::vector<std::string>> ids_or_selection(const std::vector<std::string> &asked) const {
    if (!asked.empty()) return ids_of(asked);
    if (d.selection.empty()) return bad_arguments("nothing is selected", "select something first");
    return d.selection;
  }

  // Refuses what is not in the list, with the nearest of it.
  template <class Item> static tl::unexpected<Error> unknown(const char *noun, const std::string &id, const std::vector<Item> &known) {
    std::vector<std::string> names;
    names.reserve(known.size());
    for (const Item &item : known) names.push_back(item.id);
    return bad_arguments(fmt::format("unknown {} \"{}\"", noun, id), nearest(names, id, fmt::format("see `myoscope list {}s`", noun)));
  }

  [[nodiscard]] Status known_pattern(const std::string &id) const {
    if (context.library->pattern(id) == nullptr) return unknown("pattern", id, context.library->patterns);
    return {};
  }

  // This pose alone, as far as the body goes along.
  void take_pose(const rig::JointValues &values) {
    d.pose.clear(), d.pose_name.clear();
    for (const auto &[id, value] : values.all()) d.pose.set(id, context.rig->limit(id, value));
  }

  [[nodiscard]] heat::Sides sides() const { return heat::sides_of(d.heat); }
  [[nodiscard]] float strength() const { return d.heat.active.empty() ? 1.0F : d.heat.active.front().strength; }

  Status operator()(const Select &c) {
    const auto ids = ids_of(c.ids);
    MYO_TRY(ids);
    if (c.how == Choose::replace) d.selection = *ids;
    else
      for (const std::string &id : *ids) {
        const auto place = std::find(d.selection.begin(), d.selection.end(), id);
        if (place == d.selection.end()) d.selection.push_back(id);
        else if (c.how == Choose::toggle) d.selection.erase(place);
      }
    return {};
  }
  Status operator()(const Hover &c) { return d.hover = c.id, Status{}; }
  Status operator()(const Hide &c) {
    const auto ids = ids_or_selection(c.ids);
    MYO_TRY(ids);
    d.hidden.insert(ids->begin(), ids->end());
    // What cannot be seen is not selected; else the card would speak of something that is not there.
    std::erase_if(d.selection, [&](const std::string &id) { return d.hidden.contains(id); });
    return {};
  }
  Status operator()(const Show &c) {
    const auto ids = ids_of(c.ids);
    MYO_TRY(ids);
    for (const std::string &id : *ids) d.hidden.erase(id);
    if (!d.isolated.empty()) d.isolated.insert(ids->begin(), ids->end());
    return {};
  }
  Status operator()(const Isolate &c) {
    const auto ids = ids_or_selection(c.ids);
    MYO_TRY(ids);
    d.isolated = std::set<std::string>(ids->begin(), ids->end());
    for (const std::string &id : *ids) d.hidden.erase(id);
    return {};
  }
  Status operator()(const ShowAll &) {
    d.hidden.clear(), d.isolated.clear(), d.xray = false;
    return {};
  }
  Status operator()(const XRay &c) { return set(d.xray, c.set), Status{}; }
  Status operator()(const SetLayer &c) {
    const auto layers = layers_of(*context.body, *context.library);
    const auto &usual = body_layers();
    if (std::find(layers.begin(), layers.end(), c.layer) == layers.end() &&
        std::find(usual.begin(), usual.end(), c.layer) == usual.end()) {
      std::string names;
      for (const std::string &layer : layers) names += (names.empty() ? "" : ", ") + layer;
      return bad_arguments("unknown layer \"" + c.layer + "\"", "this body has " + names);
    }
    if (c.state == default_state(c.layer)) d.layers.erase(c.layer);
    else d.layers[c.layer] = c.state;
    return {};
  }
  Status operator()(const ShowAttachments &c) { return set(d.attachments, c.set), Status{}; }
  Status operator()(const ShowLabels &c) { return set(d.labels, c.set), Status{}; }
  Status operator()(const ShowLengths &c) {
    const bool before = d.length_colours;
    set(d.length_colours, c.set);
    const auto shown = [&](const char *layer) {
      const auto at = d.layers.find(layer);
      return at == d.layers.end() || at->second == LayerState::shown;
    };
    // Colours that nobody sees tell nothing: where no layer of muscles is shown, all come out.
    if (d.length_colours && !before && std::none_of(muscle_layers.begin(), muscle_layers.end(), shown))
      for (const char *layer : muscle_layers) d.layers.erase(layer);
    return {};
  }

  Status operator()(const SetJoint &c) {
    if (context.rig->coordinate(c.id) == nullptr) return bad_arguments("this body cannot do " + c.id.text());
    if (!std::isfinite(c.value)) return bad_arguments("the value of " + c.id.text() + " is not a number");
    d.pose.set(c.id, context.rig->limit(c.id, c.value));
    d.pose_name.clear();
    return {};
  }
  Status operator()(const SetMotions &c) {
    for (const anatomy::MotionValue &motion : c.values) {
      const auto coordinate = rig::to_coordinate(*context.library, motion);
      MYO_TRY(coordinate);
      MYO_CHECK((*this)(SetJoint{coordinate->id, coordinate->value, 0}));
    }
    return {};
  }
  Status operator()(const SetPose &c) {
    take_pose({});
    if (c.pose.empty() || c.pose == "rest") return {};
    const anatomy::NamedPose *pose = context.library->pose(c.pose);
    if (pose == nullptr) return unknown("pose", c.pose, context.library->poses);
    const auto values = rig::pose_values(*context.library, *pose);
    MYO_TRY(values);
    take_pose(*values);
    d.pose_name = pose->id;
    return {};
  }

  Status operator()(const SetMove &c) {
    const anatomy::Move *move = context.library->move(c.move);
    if (move == nullptr) return unknown("move", c.move, context.library->moves);
    if (!std::isfinite(c.time_s)) return bad_arguments("the time is not a number");
    const auto values = rig::values_at(*context.library, *move, c.sides == heat::Sides::left ? anatomy::Side::left : anatomy::Side::right, c.time_s);
    MYO_TRY(values);
    take_pose(*values);
    return {};
  }

  Status operator()(const Pull &c) {
    const auto found = std::find_if(context.body->structures.begin(), context.body->structures.end(), [&](const format::Structure &s) { return s.id == c.structure; });
    if (found == context.body->structures.end()) return bad_arguments("this body has no structure \"" + c.structure + "\"");
    if (!finite(c.at) || !finite(c.to) || !finite(c.sight)) return bad_arguments("the place to pull is not a number");
    const float length = glm::length(c.sight);
    const vec3 sight = length > 0 && finite(length) ? c.sight / length : vec3(0);
    const auto pulled = rig::pull(*context.rig, d.pose, {rig::joint_at(found->mesh, c.at), c.at, c.to, sight});
    if (!pulled.moves) return bad_arguments("nothing that this hangs on can follow", "pull at a limb, the head or the trunk");
    d.pose = pulled.values;
    d.pose_name.clear();
    return {};
  }

  Status operator()(const SetAnimation &c) {
    if (!std::isfinite(c.time_s)) return bad_arguments("the time is not a number");
    if (c.animation.empty()) return d.animation.clear(), d.animation_s = 0, Status{};
    const atlas::FigureAnimation *animation = context.figure == nullptr ? nullptr : context.figure->animation(c.animation);
    if (animation == nullptr) return bad_arguments("this model has no animation \"" + c.animation + "\"");
    d.animation = c.animation;
    d.animation_s = std::clamp(c.time_s, 0.0, static_cast<double>(animation->duration_s));
    return {};
  }

  // Runs `change` on the patterns; a selection that was theirs follows them, any other stays the user's.
  template <class Change> Status change_patterns(Change change) {
    const bool follows = d.selection == pattern_muscles(d, context);
    MYO_CHECK(change());
    if (follows) d.selection = pattern_muscles(d, context);
    return {};
  }

  // A comparison ends with the patterns that it needs.
  void keep_comparable() { d.heat.side_by_side = d.heat.side_by_side && comparable(d.heat.active.size()); }

  Status operator()(const SetPattern &c) {
    std::vector<heat::Active> active;
    for (const std::string &id : c.patterns) {
      MYO_CHECK(known_pattern(id));
      if (std::none_of(active.begin(), active.end(), [&](const heat::Active &a) { return a.pattern == id; }))
        active.push_back({id, sides(), strength()});
    }
    d.heat.active = std::move(active);
    keep_comparable();
    if (d.heat.active.empty()) return {};
    d.heat.on = true, d.heat.show_marks = false;
    d.selection = pattern_muscles(d, context); // none where the body lacks them: another's would be taken for this pattern's
    return {};
  }
  Status operator()(const AddPattern &c) {
    MYO_CHECK(known_pattern(c.pattern));
    return change_patterns([&]() -> Status {
      d.heat.on = true, d.heat.show_marks = false;
      for (const heat::Active &a : d.heat.active)
        if (a.pattern == c.pattern) return {};
      d.heat.active.push_back({c.pattern, sides(), strength()});
      keep_comparable();
      return {};
    });
  }
  Status operator()(const RemovePattern &c) {
    return change_patterns([&]() -> Status {
      std::erase_if(d.heat.active, [&](const heat::Active &a) { return a.pattern == c.pattern; });
      keep_comparable();
      return {};
    });
  }
  Status operator()(const ShowSideBySide &c) {
    bool wanted = d.heat.side_by_side;
    set(wanted, c.set);
    const std::size_t count = d.heat.active.size();
    if (wanted && !comparable(count))
      return bad_arguments(fmt::format("{} patterns cannot stand side by side", count), fmt::format("show two to {}", compared_most));
    d.heat.side_by_side = wanted;
    if (wanted) d.heat.on = true, d.heat.show_marks = false;
    return {};
  }
  Status operator()(const SetSides &c) {
    if (!c.pattern.empty()) MYO_CHECK(known_pattern(c.pattern));
    return change_patterns([&]() -> Status {
      for (heat::Active &a : d.heat.active)
        if (c.pattern.empty() || a.pattern == c.pattern) a.sides = c.sides;
      return {};
    });
  }
  Status operator()(const ToggleSide &) {
    return (*this)(SetSides{heat::next(sides())});
  }
  Status operator()(const SetStrength &c) {
    if (!finite(c.strength)) return bad_arguments("the strength is not a number");
    for (heat::Active &a : d.heat.active) a.strength = std::clamp(c.strength, heat::strength_low, heat::strength_high);
    return {};
  }
  Status operator()(const SetRamp &c) { return d.heat.ramp = c.ramp, Status{}; }
  // What was just marked is to be seen; with nothing marked any more the patterns are.
  void show_marks() {
    d.heat.show_marks = heat::any_marked(d.heat);
    d.heat.on = d.heat.on || d.heat.show_marks;
  }

  // Documents stay small: a dab that lies on a like one adds nothing, nor does erasing where nothing was painted.
  [[nodiscard]] bool adds_nothing(const heat::Dab &dab) const {
    constexpr float like = 0.25F; // of the radius
    for (auto old = d.heat.dabs.rbegin(); old != d.heat.dabs.rend(); ++old) {
      const float apart_mm = glm::distance(old->at, dab.at) / millimetre;
      if (old->felt == dab.felt && old->radius_mm == dab.radius_mm && apart_mm < like * dab.radius_mm) return true;
      if (old->felt != dab.felt && apart_mm < old->radius_mm + dab.radius_mm) return false; // it may cover that one
    }
    return dab.felt == 0;
  }
  Status lay_dab(const heat::Dab &dab) {
    if (adds_nothing(dab)) return {};
    if (d.heat.dabs.size() >= heat::most_dabs)
      return bad_arguments(fmt::format("more than {} touches of the brush", heat::most_dabs), "take a larger brush, or clear the paint and begin again");
    d.heat.dabs.push_back(dab);
    return {};
  }

  Status operator()(const MarkRegion &c) {
    const anatomy::Region *region = context.library->region(c.region);
    if (region == nullptr) return unknown("region", c.region, context.library->regions);
    if (c.felt < 0 || c.felt > 3) return bad_arguments("a region is felt 1 to 3, or 0: not at all");
    std::vector<heat::Where> places;
    if (!region->paired) places.push_back(heat::Where::any);
    else {
      if (c.sides != heat::Sides::right) places.push_back(heat::Where::left);
      if (c.sides != heat::Sides::left) places.push_back(heat::Where::right);
    }
    std::vector<heat::Mark> &marks = d.heat.marks;
    for (const heat::Where where : places) {
      std::erase_if(marks, [&](const heat::Mark &m) { return m.region == c.region && m.where == where; });
      if (c.felt > 0) marks.push_back({c.region, where, c.felt, 1});
    }
    const auto place = [&](const heat::Mark &m) { return context.library->region(m.region); }; // they lie in one list
    std::sort(marks.begin(), marks.end(), [&](const heat::Mark &a, const heat::Mark &b) {
      return place(a) != place(b) ? place(a) < place(b) : a.where < b.where;
    });
    show_marks();
    return {};
  }
  Status operator()(const Paint &c) {
    if (!finite(c.at)) return bad_arguments("the place to paint is not a number");
    if (!(c.radius_mm >= heat::brush_low_mm && c.radius_mm <= heat::brush_high_mm))
      return bad_arguments(fmt::format("a brush of {:g} mm", c.radius_mm), fmt::format("its radius is {:g} to {:g} mm", heat::brush_low_mm, heat::brush_high_mm));
    if (c.felt < 0 || c.felt > 3) return bad_arguments("paint is felt 1 to 3, or 0: erased");
    MYO_CHECK(lay_dab({c.at, c.radius_mm, c.felt}));
    if (c.both_sides) MYO_CHECK(lay_dab({vec3(-c.at.x, c.at.y, c.at.z), c.radius_mm, c.felt}));
    if (c.felt > 0) show_marks();
    return {};
  }
  Status operator()(const ClearPaint &) {
    d.heat.dabs.clear();
    if (!heat::any_marked(d.heat)) d.heat.show_marks = false;
    return {};
  }
  Status operator()(const SetCue &c) {
    if (context.library->cue(c.cue) == nullptr) return unknown("cue", c.cue, context.library->cues);
    std::vector<std::string> &cues = d.heat.cues;
    bool on = std::find(cues.begin(), cues.end(), c.cue) != cues.end();
    set(on, c.set);
    std::erase(cues, c.cue);
    if (on) cues.push_back(c.cue);
    std::sort(cues.begin(), cues.end(),
              [&](const std::string &a, const std::string &b) { return context.library->cue(a) < context.library->cue(b); });
    return {};
  }
  Status operator()(const ClearMarks &) {
    d.heat.marks.clear(), d.heat.dabs.clear(), d.heat.cues.clear(), d.heat.show_marks = false;
    return {};
  }
  Status operator()(const ShowMarks &c) { return set(d.heat.show_marks, c.set), Status{}; }
  Status operator()(const ShowHeat &c) { return set(d.heat.on, c.set), Status{}; }
  Status operator()(const SetProvoke &c) { return set(d.heat.provoke, c.set), Status{}; }

  Status operator()(const Orbit &c) {
    if (!finite(c.azimuth_deg) || !finite(c.elevation_deg)) return bad_arguments("the turn is not a number");
    return d.camera = orbit(d.camera, c.azimuth_deg, c.elevation_deg), Status{};
  }
  Status operator()(const Pan &c) {
    if (!finite(c.pixels) || !finite(c.size_px) || c.size_px.x < 1 || c.size_px.y < 1)
      return bad_arguments("the pan needs pixels and a picture of at least 1x1");
    return d.camera = pan(d.camera, c.pixels, c.size_px), Status{};
  }
  Status operator()(const ZoomTo &c) {
    if (!finite(c.factor) || c.factor <= 0 || !finite(c.cursor_px) || !finite(c.size_px) || c.size_px.x < 1 || c.size_px.y < 1)
      return bad_arguments("the zoom needs a factor above 0 and a picture of at least 1x1");
    return d.camera = zoom_to(d.camera, c.factor, c.cursor_px, c.size_px), Status{};
  }
  Status operator()(const SetView &c) {
    const auto camera = turn_to(d.camera, c.name);
    MYO_TRY(camera);
    return d.camera = *camera, Status{};
  }
  Status operator()(const SetCamera &c) {
    if (!finite(c.camera.target) || !finite(c.camera.azimuth_deg) || !finite(c.camera.elevation_deg) ||
        !(c.camera.distance > 0) || !finite(c.camera.distance) || !(c.camera.fov_deg >= 5 && c.camera.fov_deg <= 120))
      return bad_arguments("the camera has a value that makes no picture");
    d.camera = orbit(c.camera, 0, 0);
    d.camera.distance = std::clamp(d.camera.distance, distance_low, distance_high);
    return {};
  }
  Status operator()(const FrameSelection &c) {
    if (!finite(c.aspect) || c.aspect <= 0) return bad_arguments("the picture's aspect must be above 0");
    std::vector<std::uint32_t> selected;
    for (const std::string &id : d.selection)
      for (const std::uint32_t s : resolve(context, id)) selected.push_back(s);
    Bounds bounds = bounds_of(*context.body, selected);
    if (bounds.empty()) bounds = visible_bounds(d, context);
    return d.camera = frame_bounds(d.camera, bounds, c.aspect), Status{};
  }

  Status operator()(const SetBackground &c) { return d.background = c.background, Status{}; }
  Status operator()(const SetPicture &c) { return d.picture = c.picture, Status{}; }
  Status operator()(const OpenView &c) { return d = c.document, Status{}; }
  Status operator()(const Undo &) { return {}; } // history is apply's
  Status operator()(const Redo &) { return {}; }
};

} // namespace

Status obey(Document &document, const Command &command, const Context &context) {
  return std::visit(Obey{document, context}, command);
}

} // namespace myo::scene
