#include "format/manifest.h"

#include "base/hash.h"
#include "base/parallel.h"
#include "format/bytes.h"
#include "format/fields.h"
#include "format/json_number.h"
#include "format/schema.h"

namespace myo::format {
namespace {

using Json = nlohmann::ordered_json;

std::string name_of(const Body &body, std::uint32_t structure) {
  return structure == none ? std::string{} : body.structures[structure].id;
}

// Text that is not UTF-8 is mended, not refused: names come from other people's tables.
std::string line(const Json &value) { return value.dump(-1, ' ', false, Json::error_handler_t::replace); }

// One element a line: a person can read the file and compare two of them.
void write_list(std::string &out, std::string_view key, const std::vector<std::string> &elements) {
  out += fmt::format(",\n\"{}\": [", key);
  for (std::size_t i = 0; i < elements.size(); ++i) {
    out += i == 0 ? "\n" : ",\n";
    out += elements[i];
  }
  out += "]";
}

// A line for each; `to_json` is asked from several threads.
template <class T, class F> std::vector<std::string> each(const std::vector<T> &values, F &&to_json) {
  std::vector<std::string> out(values.size());
  parallel_for(std::size_t{0}, values.size(), [&](std::size_t i) { out[i] = line(to_json(values[i])); });
  return out;
}

// Where each one's arrays begin, in their order.
template <class T> std::vector<std::uint64_t> add_all(FieldWriter &fields, const std::vector<T> &values) {
  std::vector<std::uint64_t> out;
  out.reserve(values.size());
  for (const T &value : values) out.push_back(fields.add(value));
  return out;
}
template <class T, class F>
std::vector<std::string> each(const std::vector<T> &values, const std::vector<std::uint64_t> &offsets, F &&to_json) {
  std::vector<std::string> out(values.size());
  parallel_for(std::size_t{0}, values.size(), [&](std::size_t i) { out[i] = line(to_json(values[i], offsets[i])); });
  return out;
}

Json structure_json(const Structure &s, std::uint64_t offset) {
  Json out{{"id", s.id},         {"fma", s.fma},
          {"name", s.name},     {"latin", s.latin},
          {"kind", to_string(s.kind)}, {"side", anatomy::to_string(s.side)},
          {"bone", s.bone},     {"muscle", s.muscle},
          {"system", s.system}, {"generated", s.generated},
          {"source", s.source}, {"node", node_name(s)},
          {"vertices", s.mesh.positions.size()}, {"triangles", s.mesh.indices.size() / 3}};
  if (!s.mesh.openness.empty()) out["openness"] = {{"offset", offset}};
  return out;
}


Json joint_json(const Body &body, const Joint &j) {
  return {{"id", j.id},
          {"parent", j.parent == none ? std::string{} : body.joints[j.parent].id},
          {"centre", json_point(j.centre)},
          {"axes", {json_point(j.axes[0]), json_point(j.axes[1]), json_point(j.axes[2])}},
          {"how", j.how},
          {"residual_mm", json_number(j.residual_mm)}};
}

Json outline_json(const std::vector<std::vector<vec3>> &outline) {
  Json loops = Json::array();
  for (const auto &loop : outline) {
    Json points = Json::array();
    for (const vec3 p : loop) points.push_back(json_point(p));
    loops.push_back(std::move(points));
  }
  return loops;
}

Json patch_json(const Body &body, const Patch &p, std::uint64_t offset) {
  return {{"muscle", p.muscle},
          {"side", anatomy::to_string(p.side)},
          {"role", anatomy::to_string(p.role)},
          {"muscle_structure", name_of(body, p.muscle_structure)},
          {"bone_structure", name_of(body, p.bone_structure)},
          {"joint", body.joints[p.joint].id},
          {"how", to_string(p.how)},
          {"centroid", json_point(p.centroid)},
          {"normal", json_point(p.normal)},
          {"area_mm2", json_number(p.area_mm2)},
          {"reach_mm", json_number(p.reach_mm)},
          {"surface", {{"offset", offset}, {"vertices", p.positions.size()}, {"indices", p.indices.size()}}},
          {"outline", outline_json(p.outline)}};
}

Json region_json(const Body &body, const RegionField &r, std::uint64_t offset) {
  return {{"region", r.region},
          {"side", anatomy::to_string(r.side)},
          {"carrier", name_of(body, r.carrier)},
          {"area_cm2", json_number(r.area_cm2)},
          {"cap_mm", json_number(r.cap_mm)},
          {"field", {{"offset", offset}, {"count", r.vertices.size()}}}};
}

Json expected_json(const Expected &e) {
  Json out{{"muscle", e.muscle}, {"side", anatomy::to_string(e.side)}, {"role", anatomy::to_string(e.role)},
           {"bone", e.bone},     {"bone_side", anatomy::to_string(e.bone_side)}};
  out["patch"] = e.patch == none ? Json() : Json(e.patch);
  out["reason"] = e.reason;
  return out;
}

Json mark_json(std::string_view file, FileMark mark) {
  return {{"file", file}, {"size", mark.size}, {"xxh3", hex(mark.hash)}};
}

} // namespace

HalfEncoded encode_lists(const Body &body) {
  FieldWriter fields;
  std::vector<std::uint64_t> openness;
  for (const Structure &s : body.structures) openness.push_back(s.mesh.openness.empty() ? 0 : fields.add(s.mesh));
  const std::vector<std::uint64_t> of_patches = add_all(fields, body.patches), of_regions = add_all(fields, body.regions);
  HalfEncoded out;
  out.fields = fields.finish();
  out.head = fmt::format("{{\"schema\": {},\n\"name\": {},\n\"source\": {}", line(body_schema_name), line(body.name), line(body.source));
  std::string &text = out.lists;
  write_list(text, "credits", each(body.credits, [](const Credit &c) {
               return Json{{"text", c.text}, {"licence", c.licence}, {"url", c.url}};
             }));
  write_list(text, "structures", each(body.structures, openness, structure_json));
  write_list(text, "joints", each(body.joints, [&](const Joint &j) { return joint_json(body, j); }));
  write_list(text, "landmarks", each(body.landmarks, [&](const Landmark &l) {
               return Json{{"id", l.id}, {"side", anatomy::to_string(l.side)}, {"joint", body.joints[l.joint].id},
                           {"point", json_point(l.point)}};
             }));
  write_list(text, "patches", each(body.patches, of_patches, [&](const Patch &p, std::uint64_t offset) { return patch_json(body, p, offset); }));
  write_list(text, "expected", each(body.expected, expected_json));
  write_list(text, "regions", each(body.regions, of_regions, [&](const RegionField &r, std::uint64_t offset) { return region_json(body, r, offset); }));
  write_list(text, "trigger_points", each(body.trigger_points, [&](const TriggerPoint &t) {
               return Json{{"pattern", t.pattern}, {"side", anatomy::to_string(t.side)}, {"joint", body.joints[t.joint].id},
                           {"structure", name_of(body, t.structure)}, {"point", json_point(t.point)}};
             }));
  write_list(text, "notes", each(body.notes, [](const std::string &n) { return Json(n); }));
  text += "}\n";
  return out;
}

Encoded with_marks(HalfEncoded half, FileMark glb) {
  Encoded out{std::move(half.head), std::move(half.fields)};
  out.json += ",\n\"glb\": " + mark_json(glb_file, glb).dump();
  out.json += ",\n\"fields\": " + mark_json(fields_file, {out.fields.size(), hash_bytes(out.fields)}).dump();
  out.json += half.lists;
  return out;
}

Encoded encode_manifest(const Body &body, FileMark glb) { return with_marks(encode_lists(body), glb); }

} // namespace myo::format
