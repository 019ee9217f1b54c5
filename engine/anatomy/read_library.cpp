// The whole folder: files in the order in which they need one another, then what only the whole can show.
#include "anatomy/library_texts.h"
#include "anatomy/source.h"

#include "base/files.h"

#include <algorithm>
#include <system_error>
#include <tuple>

namespace myo::anatomy {
namespace {

template <class Item> void check_name(Source &source, const std::string &file, const std::vector<Item> &items) {
  if (source.faulty() || items.empty()) return;
  if (items.back().id == std::filesystem::path(file).stem().string()) return;
  source.fault(fmt::format("the file defines \"{}\"", items.back().id), file + ":1", "name file and id alike");
}

// Depth-first walk along `next`; a fault names the first id that leads back to itself.
void check_acyclic(Source &source, std::string_view what, const std::string &file,
                   const std::map<std::string, std::vector<std::string>> &next) {
  std::map<std::string, int> state; // 1 = on the way, 2 = done
  const std::function<bool(const std::string &)> walk = [&](const std::string &id) {
    int &mark = state[id];
    if (mark != 0) return mark == 2;
    mark = 1;
    if (const auto found = next.find(id); found != next.end()) {
      for (const std::string &other : found->second) {
        if (!walk(other)) return false;
      }
    }
    state[id] = 2;
    return true;
  };
  for (const auto &[id, others] : next) {
    if (!walk(id)) return source.fault(fmt::format("{} \"{}\" depends on itself", what, id), file);
  }
}

void check_order(Source &source, const Library &library) {
  std::map<std::string, std::vector<std::string>> joints, landmarks, regions;
  std::size_t roots = 0;
  for (const JointDefinition &joint : library.joints) {
    if (!joint.parent.empty()) joints[joint.id].push_back(joint.parent);
    for (const Share &by : joint.carried_by) joints[joint.id].push_back(by.joint);
    if (joint.parent.empty() && !joint.regional) ++roots;
  }
  if (roots != 1) source.fault(fmt::format("there are {} joints without a parent", roots), "joints.toml", "keep one root");
  for (const Landmark &landmark : library.landmarks) {
    std::vector<std::string> &needs = landmarks[landmark.id];
    needs = landmark.rule.landmarks;
    for (const LandmarkFilter &filter : landmark.rule.where) {
      for (const std::string &id : {filter.a, filter.b}) {
        if (!id.empty()) needs.push_back(id);
      }
    }
  }
  for (const Region &region : library.regions) regions[region.id] = region.minus;
  check_acyclic(source, "joint", "joints.toml", joints);
  check_acyclic(source, "landmark", "landmarks.toml", landmarks);
  check_acyclic(source, "region", "regions.toml", regions);
}

// Gives every motion of a regional joint its shares by name: "rotation" stands for both directions, and a minus name
// that is not listed uses its plus name's.
void complete_shares(Source &source, Library &library) {
  for (JointDefinition &joint : library.joints) {
    if (!joint.regional) continue;
    std::map<std::string, std::vector<Share>, std::less<>> full;
    std::set<std::string> used;
    for (const Motion &motion : library.motions) {
      if (motion.joint != joint.id) continue;
      std::string stem = motion.plus;
      if (stem.ends_with("_left")) stem.resize(stem.size() - 5);
      const std::vector<Share> *plus = nullptr;
      for (const std::string &name : {stem, motion.plus}) {
        if (const auto found = joint.levels_of.find(name); found != joint.levels_of.end()) {
          plus = &found->second;
          used.insert(name);
        }
      }
      if (plus != nullptr) full[motion.plus] = full[motion.minus] = *plus;
      if (const auto minus = joint.levels_of.find(motion.minus); minus != joint.levels_of.end()) {
        full[motion.minus] = minus->second;
        used.insert(motion.minus);
      }
    }
    for (const auto &[name, shares] : joint.levels_of) {
      if (!used.contains(name)) {
        source.fault(fmt::format("\"{}\" shares out \"{}\", which is no motion of it", joint.id, name), "joints.toml",
                     "use the names of motions.toml");
      }
    }
    joint.levels_of = std::move(full);
  }
}

// A motion of a sided joint needs a sided joint, and the other way round.
void check_sides(Source &source, const Library &library) {
  for (const Motion &motion : library.motions) {
    const JointDefinition *joint = library.joint(motion.joint);
    if (joint != nullptr && joint->sided != motion.sided) {
      source.fault(fmt::format("\"{}\" is sided in one file only", motion.joint), "motions.toml",
                   "let joints.toml and motions.toml agree");
    }
  }
}

void check_source_name(Source &source, const std::string &file, const Absence &absence) {
  if (source.faulty() || absence.source == std::filesystem::path(file).stem().string()) return;
  source.fault(fmt::format("the file speaks of the source \"{}\"", absence.source), file + ":1", "name file and source alike");
}

// Each names rows that there are, each once.
void check_absences(Source &source, const Library &library) {
  std::set<std::tuple<std::string, std::string, Role, std::string>> seen;
  for (const Absence &a : library.absences)
    for (const std::string &bone : a.bones) {
      const auto &rows = library.muscle(a.muscle)->attachments;
      const bool row = std::any_of(rows.begin(), rows.end(), [&](const Attachment &x) {
        return x.role == a.role && x.bone == bone && !x.optional;
      });
      const std::string what = fmt::format("{}, {} on {}", a.muscle, to_string(a.role), bone);
      const std::string file = "sources/" + a.source + ".toml";
      if (!row) source.fault("\"" + what + "\" is no expected attachment", file, "strike it off the list");
      if (!seen.emplace(a.source, a.muscle, a.role, bone).second) source.fault("\"" + what + "\" is listed twice", file);
    }
}

void link_patterns(Library &library) {
  for (Muscle &muscle : library.muscles) {
    for (const Pattern &pattern : library.patterns) {
      const auto &of = pattern.muscles;
      if (std::find(of.begin(), of.end(), muscle.id) != of.end()) muscle.patterns.push_back(pattern.id);
    }
  }
}

} // namespace

Result<Library> read_library(const std::filesystem::path &folder) {
  Texts texts;
  return read_library(folder, texts);
}

Result<Library> read_library(const std::filesystem::path &folder, Texts &texts) {
  Source source;
  Library library;
  const auto read = [&](const std::string &name, std::string_view what, void (*reader)(Fields &, Library &)) {
    const auto before = read_text(folder / name);
    read_toml(source, folder, name, what, [&](Fields &file) { reader(file, library); });
    const auto after = read_text(folder / name);
    if (!source.faulty() && before && after && *before != *after) source.fault("was saved while it was read", name, "read it again");
    if (after) texts[name] = *after;
  };
  read("bones.toml", "file of bones", read_bones);
  read("landmarks.toml", "file of landmarks", read_landmarks);
  read("joints.toml", "file of joints", read_joints);
  read("motions.toml", "file of motions", read_motions);
  if (!source.faulty()) complete_shares(source, library);
  read("poses.toml", "file of poses", read_poses);
  read("regions.toml", "file of regions", read_regions);
  read("surface.toml", "file of the body surface", read_surface);
  for (const std::string &file : files_in(source, folder, "muscles")) {
    read(file, "muscle", read_muscle);
    check_name(source, file, library.muscles);
  }
  if (std::filesystem::exists(folder / "moment_arms.toml")) read("moment_arms.toml", "file of moment arms", read_moment_arms);
  if (std::filesystem::exists(folder / "fasciae")) {
    for (const std::string &file : files_in(source, folder, "fasciae")) {
      read(file, "fascia", read_fascia);
      check_name(source, file, library.fasciae);
    }
  }
  if (std::filesystem::exists(folder / "cues.toml")) read("cues.toml", "file of cues", read_cues);
  if (std::filesystem::exists(folder / "red_flags.toml")) read("red_flags.toml", "file of red flags", read_red_flags);
  if (std::filesystem::exists(folder / "joint_pain.toml")) read("joint_pain.toml", "file of joint pain", read_joint_pain);
  for (const std::string &file : files_in(source, folder, "patterns")) {
    read(file, "pattern", read_pattern);
    check_name(source, file, library.patterns);
  }
  if (std::filesystem::is_directory(folder / "moves"))
    for (const std::string &file : files_in(source, folder, "moves")) {
      read(file, "move", read_move);
      check_name(source, file, library.moves);
    }
  if (std::filesystem::is_directory(folder / "sources")) // a vocabulary without it speaks of no source
    for (const std::string &file : files_in(source, folder, "sources")) {
      const std::size_t first = library.absences.size();
      read(file, "source", read_absences);
      for (std::size_t i = first; i < library.absences.size(); ++i) check_source_name(source, file, library.absences[i]);
    }
  source.resolve();
  if (!source.faulty()) check_absences(source, library);
  if (!source.faulty()) check_order(source, library);
  if (!source.faulty()) check_sides(source, library);
  if (source.faulty()) return fail(*source.first());
  link_patterns(library);
  return library;
}

} // namespace myo::anatomy
