#include "scene/command_log.h"

#include "scene/json_fields.h"
#include "scene/view_record.h"

#include <array>
#include <cmath>

namespace myo::scene {

namespace {

// In the order of the variant.
constexpr std::array<std::string_view, std::variant_size_v<Command>> command_names = {
    "select",       "hover",     "hide",          "show",         "isolate",     "show_all",   "xray",       "set_layer",
    "attachments",  "labels",    "lengths",   "set_joint",     "set_motions",  "pull", "set_pose",    "set_move", "set_animation",    "set_pattern", "add_pattern", "remove_pattern", "side_by_side",
    "set_sides",    "toggle_side", "set_strength", "set_ramp",    "mark_region", "paint", "clear_paint", "set_cue",
    "clear_marks",  "show_marks", "show_heat",   "provoke",    "orbit",      "pan",
    "zoom_to",      "set_view",  "set_camera",    "frame_selection", "background", "picture",  "open_view",  "undo",
    "redo"};

template <class E> struct Words { std::array<std::pair<std::string_view, E>, 3> list; const char *choices; };
constexpr Words<Choose> choose_words{{{{"replace", Choose::replace}, {"add", Choose::add}, {"toggle", Choose::toggle}}}, "replace, add or toggle"};
constexpr Words<Set> set_words{{{{"on", Set::on}, {"off", Set::off}, {"toggle", Set::toggle}}}, "on, off or toggle"};

template <class E> std::string_view word(const Words<E> &words, E value) {
  for (const auto &[text, e] : words.list)
    if (e == value) return text;
  return "";
}

struct Write {
  Json &j;
  const Context &context;
  void operator()(const char *n, const std::string &v) { j[n] = v; }
  void operator()(const char *n, const std::vector<std::string> &v) { j[n] = v; }
  void operator()(const char *n, float v) { j[n] = v; }
  void operator()(const char *n, double v) { j[n] = v; }
  void operator()(const char *n, bool v) { j[n] = v; }
  void operator()(const char *n, int v) { j[n] = v; }
  void operator()(const char *n, Gesture v) { if (v != 0) j[n] = v; }
  void operator()(const char *n, vec2 v) { j[n] = {v.x, v.y}; }
  void operator()(const char *n, vec3 v) { j[n] = {v.x, v.y, v.z}; }
  void operator()(const char *n, Choose v) { j[n] = word(choose_words, v); }
  void operator()(const char *n, Set v) { j[n] = word(set_words, v); }
  void operator()(const char *n, LayerState v) { j[n] = to_string(v); }
  void operator()(const char *n, heat::Sides v) { j[n] = heat::to_string(v); }
  void operator()(const char *n, heat::Ramp v) { j[n] = heat::to_string(v); }
  void operator()(const char *n, Background v) { j[n] = to_string(v); }
  void operator()(const char *n, const rig::CoordinateId &v) { j[n] = v.text(); }
  void operator()(const char *n, const std::vector<anatomy::MotionValue> &v) {
    j[n] = Json::array();
    for (const anatomy::MotionValue &m : v)
      j[n].push_back(fmt::format("{}={}", rig::CoordinateId{m.joint, m.side, m.motion}.text(), m.value));
  }
  void operator()(const char *n, const Document &v) { j[n] = Json::parse(write_view(v, context)); }
};

struct Read {
  Fields &f;
  const Context &context;
  template <class T> void operator()(const char *n, T &v) { f.read(n, v); }
  void operator()(const char *n, int &v) {
    double value = v;
    f.read(n, value);
    if (value != std::floor(value) || std::abs(value) > 1e6) return f.complain(n, "a whole number");
    v = static_cast<int>(value);
  }
  void operator()(const char *n, Choose &v) { words(n, v, choose_words); }
  void operator()(const char *n, Set &v) { words(n, v, set_words); }
  void operator()(const char *n, LayerState &v) {
    f.read(n, v, [](const std::string &s) { return layer_state_from(s); }, "hidden, ghost or shown");
  }
  void operator()(const char *n, heat::Sides &v) {
    f.read(n, v, [](const std::string &s) { return heat::sides_from(s); }, "left, right or both");
  }
  void operator()(const char *n, heat::Ramp &v) {
    f.read(n, v, [](const std::string &s) { return heat::ramp_from(s); }, "reds, cividis or inferno");
  }
  void operator()(const char *n, Background &v) {
    f.read(n, v, [](const std::string &s) { return background_from(s); }, "the name of a background");
  }
  void operator()(const char *n, rig::CoordinateId &v) {
    std::string text;
    f.read(n, text);
    const auto motion = anatomy::parse_motion(*context.library, text + "=1");
    if (!motion) return f.fail(motion.error().what, motion.error().remedy);
    if (const auto c = rig::to_coordinate(*context.library, *motion)) v = c->id;
  }
  void operator()(const char *n, std::vector<anatomy::MotionValue> &v) {
    std::vector<std::string> texts;
    f.read(n, texts);
    for (const std::string &text : texts) {
      const auto motion = anatomy::parse_motion(*context.library, text);
      if (!motion) return f.fail(motion.error().what, motion.error().remedy);
      v.push_back(*motion);
    }
  }
  void operator()(const char *n, Document &v) {
    const Json *j = f.find(n);
    if (j == nullptr) return f.complain(n, "a view");
    auto view = read_view(j->dump(), context, n);
    if (view) v = std::move(view->document);
    else f.fail(view.error().what, view.error().remedy);
  }

private:
  template <class E> void words(const char *n, E &v, const Words<E> &all) {
    f.read(n, v, [&](const std::string &s) -> std::optional<E> {
      for (const auto &[text, e] : all.list)
        if (text == s) return e;
      return std::nullopt;
    }, all.choices);
  }
};

// One list of fields a command serves reading and writing.
template <class V> struct Each {
  V v;
  void operator()(auto &c) {
    using C = std::decay_t<decltype(c)>;
    if constexpr (requires { c.ids; }) v("ids", c.ids);
    if constexpr (requires { c.how; }) v("how", c.how);
    if constexpr (requires { c.layer; }) v("layer", c.layer), v("state", c.state);
    if constexpr (requires { c.set; }) v("set", c.set);
    if constexpr (std::is_same_v<C, Hover>) v("id", c.id);
    if constexpr (std::is_same_v<C, SetJoint>) v("coordinate", c.id), v("value", c.value);
    if constexpr (requires { c.values; }) v("values", c.values);
    if constexpr (requires { c.pose; }) v("pose", c.pose);
    if constexpr (requires { c.move; }) v("move", c.move), v("time", c.time_s);
    if constexpr (requires { c.animation; }) v("animation", c.animation), v("time", c.time_s);
    if constexpr (std::is_same_v<C, Pull>) v("structure", c.structure), v("at", c.at), v("to", c.to), v("sight", c.sight);
    if constexpr (requires { c.patterns; }) v("patterns", c.patterns);
    if constexpr (requires { c.pattern; }) v("pattern", c.pattern);
    if constexpr (requires { c.region; }) v("region", c.region), v("felt", c.felt);
    if constexpr (requires { c.both_sides; }) {
      v("at", c.at), v("radius", c.radius_mm), v("felt", c.felt), v("both_sides", c.both_sides);
    }
    if constexpr (requires { c.cue; }) v("cue", c.cue);
    if constexpr (requires { c.sides; }) v("sides", c.sides);
    if constexpr (requires { c.strength; }) v("strength", c.strength);
    if constexpr (requires { c.ramp; }) v("ramp", c.ramp);
    if constexpr (std::is_same_v<C, Orbit>) v("azimuth", c.azimuth_deg), v("elevation", c.elevation_deg);
    if constexpr (requires { c.pixels; }) v("pixels", c.pixels);
    if constexpr (requires { c.factor; }) v("factor", c.factor), v("cursor", c.cursor_px);
    if constexpr (requires { c.size_px; }) v("size", c.size_px);
    if constexpr (requires { c.name; }) v("name", c.name);
    if constexpr (requires { c.camera; }) {
      auto &k = c.camera;
      v("target", k.target), v("azimuth", k.azimuth_deg), v("elevation", k.elevation_deg);
      v("distance", k.distance), v("fov", k.fov_deg);
    }
    if constexpr (requires { c.aspect; }) v("aspect", c.aspect);
    if constexpr (requires { c.background; }) v("background", c.background);
    if constexpr (requires { c.picture; }) {
      auto &p = c.picture;
      v("legend", p.legend), v("side_marker", p.side_marker), v("credit", p.credit), v("caption", p.caption);
    }
    if constexpr (requires { c.document; }) v("view", c.document);
    if constexpr (requires { c.gesture; }) v("gesture", c.gesture);
  }
};

template <std::size_t I = 0> Command make(std::size_t index) {
  if constexpr (I + 1 < std::variant_size_v<Command>) {
    if (index != I) return make<I + 1>(index);
  }
  return std::variant_alternative_t<I, Command>{};
}

} // namespace

std::string to_line(const Command &command, const Context &context) {
  Json j;
  j["do"] = command_names[command.index()];
  std::visit([&](const auto &c) { Each<Write>{{j, context}}(c); }, command);
  return j.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<Command> from_line(std::string_view line, const Context &context) {
  const auto json = parse_json(line, "command");
  MYO_TRY(json);
  std::optional<Error> fault;
  Fields f(*json, "command", fault);
  std::string name;
  f.read("do", name);
  if (fault) return fail(*fault);
  const auto known = std::find(command_names.begin(), command_names.end(), name);
  if (known == command_names.end()) return bad_input("there is no command \"" + name + "\"", "command");
  Command command = make(static_cast<std::size_t>(known - command_names.begin()));
  std::visit([&](auto &c) { Each<Read>{{f, context}}(c); }, command);
  f.refuse_others();
  if (fault) return fail(*fault);
  return command;
}

Status replay(Scene &scene, std::string_view log, const Context &context) {
  std::size_t number = 0;
  while (!log.empty()) {
    ++number;
    const auto end = std::min(log.find('\n'), log.size());
    const std::string_view line = log.substr(0, end);
    log.remove_prefix(std::min(end + 1, log.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos || line.starts_with('#')) continue;
    auto command = from_line(line, context);
    const Status done = command ? apply(scene, *command, context) : Status(fail(command.error()));
    if (!done) {
      Error error = done.error();
      error.where = fmt::format("line {}{}{}", number, error.where.empty() ? "" : ", ", error.where);
      return fail(std::move(error));
    }
  }
  return {};
}

} // namespace myo::scene
