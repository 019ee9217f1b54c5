#include "assemble/compare/subject.h"

#include "anatomy/search.h"

#include <algorithm>

namespace myo::assemble {
namespace {

bool holds(const std::vector<std::string> &list, const std::string &id) {
  return !id.empty() && std::find(list.begin(), list.end(), id) != list.end();
}

std::vector<std::string> known_names(const anatomy::Library &library) {
  std::vector<std::string> names{"skull", "skin"};
  for (const auto &bone : library.bones) names.push_back(bone.id);
  for (const auto &muscle : library.muscles) names.push_back(muscle.id);
  return names;
}

// Adds one name to the subject; false when nobody knows it.
bool add(const anatomy::Library &library, const std::string &name, Subject &subject) {
  if (name == "skull") {
    subject.bones.insert(subject.bones.end(), cranial_bones().begin(), cranial_bones().end());
    subject.title = "Skull";
    return true;
  }
  if (name == "skin") {
    subject.ids.push_back(name);
    subject.title = "Skin";
    return true;
  }
  if (const anatomy::Bone *bone = library.bone(name)) {
    subject.bones.push_back(bone->id);
    subject.paired |= bone->paired;
    subject.title = bone->name;
    return true;
  }
  if (const anatomy::Muscle *muscle = library.muscle(name)) {
    subject.muscles.push_back(muscle->id);
    subject.paired |= muscle->paired;
    subject.title = muscle->name;
    return true;
  }
  if (const std::string fma = anatomy::fma_id(name); !fma.empty()) {
    subject.ids.push_back(fma);
    subject.title = fma;
    for (const auto &hit : anatomy::find_bone(library, fma)) {
      subject.bones.push_back(hit.bone->id);
      subject.paired |= hit.bone->paired;
      subject.title = hit.bone->name;
    }
    for (const auto &hit : anatomy::find_muscle(library, fma)) {
      subject.muscles.push_back(hit.muscle->id);
      subject.paired |= hit.muscle->paired;
      subject.title = hit.muscle->name;
    }
    return true;
  }
  return false;
}

} // namespace

const std::vector<std::string> &cranial_bones() {
  static const std::vector<std::string> bones{"occipital", "frontal",  "sphenoid", "ethmoid", "vomer",
                                              "parietal",  "temporal", "zygomatic", "maxilla", "nasal",
                                              "lacrimal",  "palatine", "inferior_nasal_concha"};
  return bones;
}

Result<Subject> find_subject(const anatomy::Library &library, std::string_view text) {
  Subject subject;
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string name(text.substr(0, comma));
    text.remove_prefix(std::min(comma + 1, text.size()));
    if (name.empty()) continue;
    const std::string before = subject.title;
    if (!add(library, name, subject)) {
      std::string like;
      for (const std::string &near : anatomy::nearest_names(known_names(library), name, 4)) like += (like.empty() ? "" : ", ") + near;
      return bad_arguments(fmt::format("no bone, muscle or FMA id is called \"{}\"", name),
                           like.empty() ? "see myoscope list" : "did you mean " + like + "?");
    }
    if (++count > 1) subject.title = before + ", " + subject.title;
  }
  if (count == 0) return bad_arguments("no structure is named", "give a bone or muscle id, e.g. scapula");
  return subject;
}

std::vector<std::uint32_t> structures_of(const format::Body &body, const Subject &subject, Sides sides) {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const format::Structure &s = body.structures[i];
    if (sides == Sides::left && s.side == anatomy::Side::right) continue;
    if (sides == Sides::right && s.side == anatomy::Side::left) continue;
    const bool skin = s.kind == format::Kind::skin && holds(subject.ids, "skin");
    if (skin || holds(subject.bones, s.bone) || holds(subject.muscles, s.muscle) || holds(subject.ids, s.fma) ||
        holds(subject.ids, s.id))
      if (!s.mesh.indices.empty()) found.push_back(i);
  }
  return found;
}

LpsMesh lps_mesh(const format::Body &body, const std::vector<std::uint32_t> &structures, const BodyFrame &frame) {
  LpsMesh out;
  for (const std::uint32_t index : structures) {
    const format::Mesh &mesh = body.structures[index].mesh;
    const auto first = static_cast<std::uint32_t>(out.positions.size());
    for (const vec3 p : mesh.positions) out.positions.push_back(frame.lps(p));
    for (const vec3 n : mesh.normals) out.normals.push_back(frame.direction_lps(n));
    out.normals.resize(out.positions.size(), vec3(0, 0, 1));
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
      const bool mirrored = frame.mirror < 0; // turns triangles inside out; turned back here
      out.indices.push_back(first + mesh.indices[t]);
      out.indices.push_back(first + mesh.indices[t + (mirrored ? 2 : 1)]);
      out.indices.push_back(first + mesh.indices[t + (mirrored ? 1 : 2)]);
    }
    for (std::size_t t = 0; t < mesh.indices.size(); ++t) out.box.add(frame.lps(mesh.positions[mesh.indices[t]]));
  }
  return out;
}

} // namespace myo::assemble
