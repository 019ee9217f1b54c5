#include "scene/view_record.h"

#include "anatomy/search.h"
#include "scene/compared.h"
#include "scene/json_fields.h"
#include "scene/portable.h"

#include <algorithm>
#include <cmath>

namespace myo::scene {

namespace {

constexpr const char *schema = "myoscope view 1";

// Few enough digits that a record reads well and writing what was read gives the same text.
double readable(double value, double step) {
  const double r = std::round(value / step) * step;
  return std::round(r * 1e9) / 1e9 + 0.0; // no -0
}

void write_landmark(Json &j, const format::Landmark &landmark) {
  j["landmark"] = landmark.id;
  if (landmark.side != format::Side::midline) j["landmark_side"] = anatomy::to_string(landmark.side);
}

Json write_camera(const Camera &c, const Context &context) {
  Json j;
  const float unit = trunk_length(*context.body);
  vec3 from(0);
  if (const format::Landmark *landmark = nearest_landmark(*context.body, c.target)) {
    write_landmark(j, *landmark);
    from = landmark->point;
  }
  const vec3 offset = (c.target - from) / unit;
  j["offset"] = {readable(offset.x, 1e-5), readable(offset.y, 1e-5), readable(offset.z, 1e-5)};
  j["azimuth"] = readable(c.azimuth_deg, 1e-3);
  j["elevation"] = readable(c.elevation_deg, 1e-3);
  j["distance"] = readable(c.distance / unit, 1e-5);
  j["fov"] = readable(c.fov_deg, 1e-3);
  return j;
}

Json write_pose(const Document &d, const Context &context) {
  Json j = Json::object();
  if (!d.pose_name.empty()) {
    j["name"] = d.pose_name;
    return j;
  }
  Json values = Json::object();
  for (const auto &[id, value] : d.pose.all())
    if (const anatomy::Motion *motion = context.library->motion(id.joint, id.motion))
      values[id.text()] = readable(rig::to_unit(*motion, value), 1e-4);
  if (!values.empty()) j["values"] = values;
  return j;
}

// Touches of the brush by the landmark that each is nearest to. Those that are felt alike may come in any order: they are put
// together by landmark and size, so that a long stroke is a few entries.
Json write_dabs(const std::vector<heat::Dab> &dabs, const Context &context) {
  struct Placed { const format::Landmark *landmark; heat::Dab dab; };
  std::vector<Placed> placed;
  placed.reserve(dabs.size());
  for (const heat::Dab &dab : dabs) placed.push_back({nearest_common_landmark(*context.body, dab.at), dab});
  const auto kind = [](const Placed &p) { return std::pair(p.landmark, p.dab.radius_mm); };
  for (auto first = placed.begin(); first != placed.end();) {
    const auto last = std::find_if(first, placed.end(), [&](const Placed &p) { return p.dab.felt != first->dab.felt; });
    std::stable_sort(first, last, [&](const Placed &a, const Placed &b) { return kind(a) < kind(b); });
    first = last;
  }
  const float unit = trunk_length(*context.body);
  Json list = Json::array();
  for (std::size_t i = 0; i < placed.size(); ++i) {
    const auto &[landmark, dab] = placed[i];
    if (i == 0 || kind(placed[i - 1]) != kind(placed[i]) || placed[i - 1].dab.felt != dab.felt) {
      Json &group = list.emplace_back(Json::object());
      if (landmark != nullptr) write_landmark(group, *landmark);
      group["radius"] = readable(dab.radius_mm, 1e-2), group["felt"] = dab.felt, group["offsets"] = Json::array();
    }
    const vec3 offset = (dab.at - (landmark != nullptr ? landmark->point : vec3(0))) / unit;
    for (int k = 0; k < 3; ++k) list.back()["offsets"].push_back(readable(offset[k], 1e-4)); // a twentieth of a millimetre
  }
  return list;
}

Json write_heat(const heat::Settings &settings, const Context &context) {
  Json j;
  j["on"] = settings.on, j["ramp"] = heat::to_string(settings.ramp), j["provoke"] = settings.provoke;
  j["patterns"] = Json::array();
  for (const heat::Active &a : settings.active)
    j["patterns"].push_back({{"id", a.pattern}, {"side", heat::to_string(a.sides)}, {"strength", readable(a.strength, 1e-4)}});
  if (settings.side_by_side) j["side_by_side"] = true;
  if (heat::any_marked(settings) || !settings.cues.empty() || settings.show_marks) {
    j["marks"] = Json::array();
    for (const heat::Mark &m : settings.marks)
      j["marks"].push_back({{"region", m.region}, {"side", heat::to_string(m.where)}, {"felt", m.felt}});
    if (!settings.dabs.empty()) j["dabs"] = write_dabs(settings.dabs, context);
    j["cues"] = settings.cues;
    j["show_marks"] = settings.show_marks;
  }
  return j;
}

} // namespace

std::string write_view(const Document &d, const Context &context) {
  Json j;
  j["schema"] = schema;
  j["camera"] = write_camera(d.camera, context);
  j["layers"] = Json::object();
  for (const auto &[layer, state] : d.layers) j["layers"][layer] = to_string(state);
  j["selection"] = portable_names(context, d.selection);
  j["hidden"] = portable_names(context, {d.hidden.begin(), d.hidden.end()});
  j["isolated"] = portable_names(context, {d.isolated.begin(), d.isolated.end()});
  j["xray"] = d.xray, j["attachments"] = d.attachments, j["labels"] = d.labels;
  if (d.length_colours) j["length_colours"] = true; // views of before read as they did
  j["pose"] = write_pose(d, context);
  if (!d.animation.empty()) j["animation"] = {{"name", d.animation}, {"time", readable(d.animation_s, 1e-4)}};
  j["heat"] = write_heat(d.heat, context);
  j["background"] = to_string(d.background);
  j["picture"] = {{"legend", d.picture.legend}, {"side_marker", d.picture.side_marker},
                  {"credit", d.picture.credit}, {"caption", d.picture.caption}};
  return j.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

namespace {

struct Reader {
  const Context &context;
  std::string where;
  ReadView view{};
  std::optional<Error> fault{};

  [[nodiscard]] Fields at(const Json &object, const char *part) { return {object, where + " " + part, fault}; }

  void structures(Fields &f, const char *name, auto add) {
    std::vector<std::string> names;
    f.read(name, names);
    for (const std::string &n : names) {
      const std::vector<std::uint32_t> found = resolve(context, n);
      if (found.empty()) view.notes.push_back("this body has no structure " + n);
      for (const std::uint32_t s : found) add(context.body->structures[s].id);
    }
  }

  static std::pair<std::string, anatomy::Side> landmark(Fields &f) {
    std::pair<std::string, anatomy::Side> named{"", anatomy::Side::midline};
    f.read("landmark", named.first);
    f.read("landmark_side", named.second, [](const std::string &s) { return anatomy::side_from(s); }, "left, right or midline");
    return named;
  }

  void camera(const Json &j) {
    Fields f = at(j, "camera");
    Camera &c = view.document.camera;
    const float unit = trunk_length(*context.body);
    vec3 offset = f.has("landmark") ? vec3(0) : c.target / unit;
    const auto [id, side] = landmark(f);
    f.read("offset", offset);
    f.read("azimuth", c.azimuth_deg), f.read("elevation", c.elevation_deg), f.read("fov", c.fov_deg);
    float distance = c.distance / unit;
    f.read("distance", distance);
    f.refuse_others();
    if (!(distance > 0)) f.complain("distance", "more than 0");
    if (!(c.fov_deg >= 5 && c.fov_deg <= 120)) f.complain("fov", "from 5 to 120 degrees");
    if (!(std::abs(c.elevation_deg) <= 90)) f.complain("elevation", "from -90 to 90 degrees");
    if (fault) return;
    vec3 from(0);
    if (!id.empty()) {
      if (const format::Landmark *l = find_landmark(*context.body, id, side)) from = l->point;
      else {
        view.notes.push_back("this body has no landmark " + id + "; the view looks at its middle");
        Bounds bounds;
        for (const format::Structure &s : context.body->structures)
          for (const vec3 p : s.mesh.positions) bounds.add(p);
        from = bounds.empty() ? vec3(0, 1, 0) : bounds.centre();
      }
    }
    c.target = from + unit * offset;
    c.distance = std::clamp(unit * distance, distance_low, distance_high);
    c = orbit(c, 0, 0);
  }

  void pose(const Json &j) {
    Fields f = at(j, "pose");
    Document &d = view.document;
    std::string name;
    f.read("name", name);
    if (!name.empty()) {
      if (const anatomy::NamedPose *known = context.library->pose(name)) {
        if (const auto values = rig::pose_values(*context.library, *known)) {
          for (const auto &[id, value] : values->all()) d.pose.set(id, context.rig->limit(id, value));
          d.pose_name = name;
        } else if (!fault) fault = values.error();
      } else view.notes.push_back("unknown pose " + name);
    }
    if (const Json *values = f.find("values")) {
      if (!values->is_object()) return f.complain("values", "an object of motions and numbers");
      for (const auto &[motion, value] : values->items()) {
        if (!value.is_number()) return f.complain("values", "an object of motions and numbers");
        const auto parsed = anatomy::parse_motion(*context.library, motion + "=" + fmt::format("{}", value.get<double>()));
        if (!parsed) return f.fail(parsed.error().what, parsed.error().remedy);
        const auto c = rig::to_coordinate(*context.library, *parsed);
        if (!c) return f.fail(c.error().what, c.error().remedy);
        if (context.rig->coordinate(c->id) == nullptr) view.notes.push_back("this body cannot do " + c->id.text());
        else {
          d.pose.set(c->id, context.rig->limit(c->id, c->value));
          d.pose_name.clear();
        }
      }
    }
    f.refuse_others();
  }

  void animation(const Json &j) {
    Fields f = at(j, "animation");
    std::string name;
    double time_s = 0;
    f.read("name", name), f.read("time", time_s);
    f.refuse_others();
    const atlas::FigureAnimation *known = context.figure == nullptr ? nullptr : context.figure->animation(name);
    if (known == nullptr) return view.notes.push_back("this model has no animation " + name);
    view.document.animation = name;
    view.document.animation_s = std::clamp(time_s, 0.0, static_cast<double>(known->duration_s));
  }

  void heat(const Json &j) {
    Fields f = at(j, "heat");
    heat::Settings &settings = view.document.heat;
    f.read("on", settings.on), f.read("provoke", settings.provoke);
    f.read("ramp", settings.ramp, [](const std::string &s) { return heat::ramp_from(s); }, "reds, cividis or inferno");
    if (const Json *patterns = f.find("patterns")) {
      if (!patterns->is_array()) return f.complain("patterns", "a list");
      for (const Json &item : *patterns) {
        Fields p = at(item, "heat pattern");
        heat::Active active;
        p.read("id", active.pattern);
        p.read("side", active.sides, [](const std::string &s) { return heat::sides_from(s); }, "left, right or both");
        p.read("strength", active.strength);
        p.refuse_others();
        if (active.pattern.empty()) p.complain("id", "the id of a pattern");
        active.strength = std::clamp(active.strength, heat::strength_low, heat::strength_high);
        if (context.library->pattern(active.pattern) == nullptr) view.notes.push_back("unknown pattern " + active.pattern);
        else settings.active.push_back(std::move(active));
      }
    }
    f.read("side_by_side", settings.side_by_side);
    settings.side_by_side = settings.side_by_side && comparable(settings.active.size());
    if (const Json *marks = f.find("marks")) {
      if (!marks->is_array()) return f.complain("marks", "a list");
      for (const Json &item : *marks) mark(item);
    }
    if (const Json *dabs = f.find("dabs")) {
      if (!dabs->is_array()) return f.complain("dabs", "a list");
      for (const Json &item : *dabs) painted(item);
      if (settings.dabs.size() > heat::most_dabs) return f.complain("dabs", fmt::format("at most {} touches of the brush", heat::most_dabs));
    }
    std::vector<std::string> cues;
    f.read("cues", cues);
    for (std::string &cue : cues) {
      if (context.library->cue(cue) == nullptr) view.notes.push_back("unknown cue " + cue);
      else if (std::find(settings.cues.begin(), settings.cues.end(), cue) == settings.cues.end()) settings.cues.push_back(std::move(cue));
    }
    f.read("show_marks", settings.show_marks);
    f.refuse_others();
  }

  void mark(const Json &j) {
    Fields f = at(j, "heat mark");
    heat::Mark mark;
    double felt = 3;
    f.read("region", mark.region);
    f.read("side", mark.where, [](const std::string &s) { return heat::where_from(s); }, "left, right or any");
    f.read("felt", felt);
    f.refuse_others();
    if (felt != 1 && felt != 2 && felt != 3) return f.complain("felt", "1, 2 or 3");
    mark.felt = static_cast<int>(felt);
    if (context.library->region(mark.region) == nullptr) view.notes.push_back("unknown region " + mark.region);
    else view.document.heat.marks.push_back(std::move(mark));
  }

  void painted(const Json &j) {
    Fields f = at(j, "heat dabs");
    heat::Dab dab;
    double felt = 3;
    std::vector<float> offsets;
    const auto [id, side] = landmark(f);
    f.read("radius", dab.radius_mm), f.read("felt", felt), f.read("offsets", offsets);
    f.refuse_others();
    if (!(dab.radius_mm >= heat::brush_low_mm && dab.radius_mm <= heat::brush_high_mm))
      return f.complain("radius", fmt::format("from {:g} to {:g} mm", heat::brush_low_mm, heat::brush_high_mm));
    if (felt != 0 && felt != 1 && felt != 2 && felt != 3) return f.complain("felt", "1, 2 or 3, or 0 where paint was erased");
    if (offsets.size() % 3 != 0) return f.complain("offsets", "three numbers for each touch");
    dab.felt = static_cast<int>(felt);
    const format::Landmark *from = find_landmark(*context.body, id, side);
    if (from == nullptr && !id.empty()) return view.notes.push_back("this body has no landmark " + id + "; what was painted there is left out");
    const float unit = trunk_length(*context.body);
    for (std::size_t i = 0; i < offsets.size(); i += 3) {
      dab.at = (from != nullptr ? from->point : vec3(0)) + unit * vec3(offsets[i], offsets[i + 1], offsets[i + 2]);
      view.document.heat.dabs.push_back(dab);
    }
  }

  void layers(const Json &j) {
    Fields f = at(j, "layers");
    if (!j.is_object()) return;
    for (const auto &[layer, state] : j.items()) {
      LayerState value = LayerState::shown;
      f.read(layer.c_str(), value, [](const std::string &s) { return layer_state_from(s); }, "hidden, ghost or shown");
      if (value != default_state(layer)) view.document.layers[layer] = value;
    }
  }

  void all(const Json &json) {
    Fields f(json, where, fault);
    std::string version;
    f.read("schema", version);
    if (fault) return;
    if (version != schema)
      return f.fail(version.empty() ? "has no field \"schema\"" : "is a \"" + version + "\"",
                    std::string("this program reads \"") + schema + "\"");
    Document &d = view.document;
    d.camera = opening_scene(context).document.camera;
    if (const Json *j = f.find("camera")) camera(*j);
    if (const Json *j = f.find("layers")) layers(*j);
    structures(f, "selection", [&](const std::string &id) {
      if (std::find(d.selection.begin(), d.selection.end(), id) == d.selection.end()) d.selection.push_back(id);
    });
    structures(f, "hidden", [&](const std::string &id) { d.hidden.insert(id); });
    structures(f, "isolated", [&](const std::string &id) { d.isolated.insert(id); });
    f.read("xray", d.xray), f.read("attachments", d.attachments), f.read("labels", d.labels);
    f.read("length_colours", d.length_colours);
    if (const Json *j = f.find("pose")) pose(*j);
    if (const Json *j = f.find("animation")) animation(*j);
    if (const Json *j = f.find("heat")) heat(*j);
    f.read("background", d.background, [](const std::string &s) { return background_from(s); },
           "studio_light, studio_dark, white, black or transparent");
    if (const Json *j = f.find("picture")) {
      Fields p = at(*j, "picture");
      p.read("legend", d.picture.legend), p.read("side_marker", d.picture.side_marker);
      p.read("credit", d.picture.credit), p.read("caption", d.picture.caption);
      p.refuse_others();
    }
    f.refuse_others();
  }
};

} // namespace

Result<ReadView> read_view(std::string_view text, const Context &context, std::string_view where) {
  const auto json = parse_json(text, where);
  MYO_TRY(json);
  Reader reader{context, std::string(where)};
  reader.all(*json);
  if (reader.fault) return fail(*reader.fault);
  return std::move(reader.view);
}

} // namespace myo::scene
