#include "base/files.h"
#include "base/hash.h"
#include "format/fields.h"
#include "format/manifest.h"
#include "format/schema.h"

#include <charconv>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

namespace myo::format {
namespace {

using nlohmann::json;

// Thrown and caught inside this file only: a wrong element deep inside ends the reading at once.
struct Fault {
  std::string what, where;
};

constexpr const char *remedy = "import the atlas again";
constexpr std::uint64_t json_limit = 512ULL << 20;

// One JSON object that knows where it stands, so that a complaint names the element.
class Element {
public:
  Element(const json &value, std::string where) : value_(value), where_(std::move(where)) {
    if (!value.is_object()) fault("is not an object");
  }

  [[noreturn]] void fault(std::string what) const { throw Fault{std::move(what), where_}; }

  [[nodiscard]] const json &at(const char *key) const {
    const auto found = value_.find(key);
    if (found == value_.end()) fault(fmt::format("has no \"{}\"", key));
    return *found;
  }
  [[nodiscard]] std::string text(const char *key) const {
    const json &v = at(key);
    if (!v.is_string()) fault(fmt::format("\"{}\" is not a text", key));
    return v.get<std::string>();
  }
  [[nodiscard]] bool has(const char *key) const { return value_.contains(key); }
  [[nodiscard]] bool flag(const char *key) const {
    const json &v = at(key);
    if (!v.is_boolean()) fault(fmt::format("\"{}\" is neither true nor false", key));
    return v.get<bool>();
  }
  [[nodiscard]] std::uint64_t count(const char *key) const {
    const json &v = at(key);
    if (!v.is_number_unsigned()) fault(fmt::format("\"{}\" is not a count", key));
    return v.get<std::uint64_t>();
  }
  [[nodiscard]] float number(const char *key) const { return number(at(key), key); }
  [[nodiscard]] vec3 point(const char *key) const { return point(at(key), key); }
  [[nodiscard]] mat3 axes(const char *key) const {
    const json &v = at(key);
    if (!v.is_array() || v.size() != 3) fault(fmt::format("\"{}\" is not three axes", key));
    return {point(v[0], key), point(v[1], key), point(v[2], key)};
  }
  [[nodiscard]] std::vector<std::vector<vec3>> loops(const char *key) const {
    std::vector<std::vector<vec3>> out;
    const json &v = at(key);
    if (!v.is_array()) fault(fmt::format("\"{}\" is not a list of loops", key));
    for (const json &loop : v) {
      if (!loop.is_array()) fault(fmt::format("\"{}\" holds something that is not a loop", key));
      auto &points = out.emplace_back();
      points.reserve(loop.size());
      for (const json &p : loop) points.push_back(point(p, key));
    }
    return out;
  }
  template <class T> [[nodiscard]] T named(const char *key, std::optional<T> (*parse)(std::string_view)) const {
    const std::string word = text(key);
    const auto value = parse(word);
    if (!value) fault(fmt::format("\"{}\" is \"{}\", which this program does not know", key, word));
    return *value;
  }
  [[nodiscard]] Side side(const char *key = "side") const { return named<Side>(key, anatomy::side_from); }
  [[nodiscard]] Element child(const char *key) const { return {at(key), fmt::format("{}.{}", where_, key)}; }

private:
  float number(const json &v, const char *key) const {
    if (!v.is_number()) fault(fmt::format("\"{}\" is not a number", key));
    const auto out = static_cast<float>(v.get<double>());
    if (!std::isfinite(out)) fault(fmt::format("\"{}\" is beyond every measure", key));
    return out;
  }
  vec3 point(const json &v, const char *key) const {
    if (!v.is_array() || v.size() != 3) fault(fmt::format("\"{}\" is not a point", key));
    return {number(v[0], key), number(v[1], key), number(v[2], key)};
  }
  const json &value_;
  std::string where_;
};

using Names = std::map<std::string, std::uint32_t, std::less<>>;

std::uint32_t resolve(const Element &e, const char *key, const Names &names, bool may_be_empty) {
  const std::string id = e.text(key);
  if (id.empty() && may_be_empty) return none;
  const auto found = names.find(id);
  if (found == names.end()) e.fault(fmt::format("\"{}\" names \"{}\", which is not there", key, id));
  return found->second;
}

class ManifestReader {
public:
  ManifestReader(const json &root, std::span<const std::byte> payload) : root_(root, "body.json"), payload_(payload) {}

  Manifest read() {
    Body &body = out_.body;
    body.name = root_.text("name");
    body.source = root_.text("source");
    out_.glb = mark("glb");
    out_.fields = mark("fields");
    each("credits", [&](const Element &e) { body.credits.push_back({e.text("text"), e.text("licence"), e.text("url")}); });
    each("structures", [&](const Element &e) { read_structure(e); });
    each("joints", [&](const Element &e) { read_joint(e); });
    each("landmarks", [&](const Element &e) {
      body.landmarks.push_back({e.text("id"), e.side(), e.point("point"), resolve(e, "joint", joints_, false)});
    });
    each("patches", [&](const Element &e) { read_patch(e); });
    each("expected", [&](const Element &e) { read_expected(e); });
    each("regions", [&](const Element &e) { read_region(e); });
    each("trigger_points", [&](const Element &e) {
      body.trigger_points.push_back({e.text("pattern"), e.side(), e.point("point"), resolve(e, "joint", joints_, false),
                                     resolve(e, "structure", structures_, true)});
    });
    const json &notes = list("notes");
    for (const json &n : notes) {
      if (!n.is_string()) root_.fault("a note is not a text");
      body.notes.push_back(n.get<std::string>());
    }
    return std::move(out_);
  }

private:
  const json &list(const char *key) const {
    const json &v = root_.at(key);
    if (!v.is_array()) root_.fault(fmt::format("\"{}\" is not a list", key));
    return v;
  }
  template <class F> void each(const char *key, F &&take) const {
    const json &elements = list(key);
    for (std::size_t i = 0; i < elements.size(); ++i) take(Element(elements[i], fmt::format("body.json {}[{}]", key, i)));
  }
  [[nodiscard]] FileMark mark(const char *key) const {
    const Element e = root_.child(key);
    const std::string text = e.text("xxh3");
    FileMark out{e.count("size"), 0};
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), out.hash, 16);
    if (code != std::errc{} || end != text.data() + text.size() || text.size() != 16) e.fault("\"xxh3\" is not 16 hex digits");
    return out;
  }

  void read_structure(const Element &e) {
    Structure s;
    s.id = e.text("id");
    s.fma = e.text("fma");
    s.name = e.text("name");
    s.latin = e.text("latin");
    s.kind = e.named<Kind>("kind", parse_kind);
    s.side = e.side();
    s.bone = e.text("bone");
    s.muscle = e.text("muscle");
    s.system = e.text("system");
    s.generated = e.flag("generated");
    s.source = e.text("source");
    if (s.id.empty()) e.fault("has no id");
    if (!structures_.emplace(s.id, static_cast<std::uint32_t>(out_.body.structures.size())).second)
      e.fault(fmt::format("two structures are called \"{}\"", s.id));
    out_.meshes.push_back({e.text("node"), e.count("vertices"), e.count("triangles")});
    if (e.has("openness")) {
      const Element openness = e.child("openness");
      if (!read_field(payload_, openness.count("offset"), out_.meshes.back().vertices, s.mesh))
        openness.fault("its array lies beyond the end of fields.bin");
    }
    out_.body.structures.push_back(std::move(s));
  }

  void read_joint(const Element &e) {
    Joint j;
    j.id = e.text("id");
    j.parent = resolve(e, "parent", joints_, true); // only earlier joints are known yet: a parent comes first
    j.centre = e.point("centre");
    j.axes = e.axes("axes");
    j.how = e.text("how");
    j.residual_mm = e.number("residual_mm");
    if (!joints_.emplace(j.id, static_cast<std::uint32_t>(out_.body.joints.size())).second)
      e.fault(fmt::format("two joints are called \"{}\"", j.id));
    out_.body.joints.push_back(std::move(j));
  }

  void read_patch(const Element &e) {
    Patch p;
    p.muscle = e.text("muscle");
    p.side = e.side();
    p.role = e.named<Role>("role", parse_role);
    p.muscle_structure = resolve(e, "muscle_structure", structures_, true);
    p.bone_structure = resolve(e, "bone_structure", structures_, true);
    p.joint = resolve(e, "joint", joints_, false);
    p.how = e.named<Found>("how", parse_found);
    p.centroid = e.point("centroid");
    p.normal = e.point("normal");
    p.area_mm2 = e.number("area_mm2");
    p.reach_mm = e.number("reach_mm");
    p.outline = e.loops("outline");
    const Element surface = e.child("surface");
    if (!read_field(payload_, surface.count("offset"), surface.count("vertices"), surface.count("indices"), p))
      surface.fault("its arrays lie beyond the end of fields.bin");
    out_.body.patches.push_back(std::move(p));
  }

  void read_expected(const Element &e) {
    Expected x{e.text("muscle"), e.side(), e.named<Role>("role", parse_role), e.text("bone"), e.side("bone_side"), none,
               e.text("reason")};
    if (!e.at("patch").is_null()) {
      const std::uint64_t patch = e.count("patch");
      if (patch >= out_.body.patches.size())
        e.fault(fmt::format("\"patch\" is {}, there are {}", patch, out_.body.patches.size()));
      x.patch = static_cast<std::uint32_t>(patch);
    }
    out_.body.expected.push_back(std::move(x));
  }

  void read_region(const Element &e) {
    RegionField r;
    r.region = e.text("region");
    r.side = e.side();
    r.carrier = resolve(e, "carrier", structures_, false);
    r.area_cm2 = e.number("area_cm2");
    r.cap_mm = e.number("cap_mm");
    const Element field = e.child("field");
    if (!read_field(payload_, field.count("offset"), field.count("count"), r))
      field.fault("its arrays lie beyond the end of fields.bin");
    out_.body.regions.push_back(std::move(r));
  }

  Element root_;
  std::span<const std::byte> payload_;
  Manifest out_;
  Names structures_, joints_;
};

std::string below(std::string_view where, std::string_view file) {
  return (std::filesystem::path(where) / file).string();
}

Status check_schema(const json &root, std::string_view where) {
  const auto schema = root.is_object() ? root.find("schema") : root.end();
  if (!root.is_object() || schema == root.end() || !schema->is_string())
    return bad_input("is not an atlas of Myoscope: it names no schema", below(where, json_file));
  if (const auto name = schema->get<std::string>(); name != body_schema_name)
    return bad_input(fmt::format("has the schema \"{}\", this program reads \"{}\"", name, body_schema_name),
                     below(where, json_file), remedy);
  return {};
}

} // namespace

Result<Manifest> decode_manifest(std::string_view text, std::span<const std::byte> fields, std::string_view where) {
  try {
    const json root = json::parse(text);
    MYO_CHECK(check_schema(root, where));
    const auto payload = open_fields(fields, below(where, fields_file));
    MYO_TRY(payload);
    Manifest out = ManifestReader(root, *payload).read();
    if (out.fields.size != fields.size() || out.fields.hash != hash_bytes(fields))
      return bad_input("belongs to another body.json", below(where, fields_file), remedy);
    return out;
  } catch (const Fault &fault) {
    return bad_input(fault.what, below(where, "") + fault.where, remedy);
  } catch (const json::parse_error &e) {
    return bad_input(fmt::format("is not JSON (byte {})", e.byte), below(where, json_file), remedy);
  } catch (const json::exception &) {
    return bad_input("holds a number beyond every measure", below(where, json_file), remedy);
  }
}

Result<Manifest> read_manifest(const std::filesystem::path &folder) {
  std::error_code code;
  if (!std::filesystem::is_directory(folder, code))
    return bad_input("is not a folder", folder.string(), "name the folder that `myoscope atlas import` wrote");
  if (!std::filesystem::exists(folder / json_file, code))
    return bad_input("is not an atlas: body.json is missing", folder.string(),
                     "name the folder that `myoscope atlas import` wrote");
  const auto text = read_text(folder / json_file, json_limit);
  MYO_TRY(text);
  const auto fields = read_file(folder / fields_file);
  MYO_TRY(fields);
  return decode_manifest(*text, *fields, folder.string());
}

} // namespace myo::format
