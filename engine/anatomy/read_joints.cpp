#include "anatomy/source.h"

#include <numeric>

namespace myo::anatomy {
namespace {

// One number a level, in the order of `levels`.
std::vector<Share> read_shares(Fields &f, std::string_view key, const std::vector<std::string> &levels, bool scaled) {
  const std::vector<double> weights = f.numbers(key, levels.size());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  if (scaled && !(sum > 0)) f.fault(key, "ranges must add up to more than 0");
  std::vector<Share> out;
  for (std::size_t i = 0; i < levels.size(); ++i) {
    out.push_back({levels[i], scaled && sum > 0 ? weights[i] / sum : weights[i]});
  }
  return out;
}

void read_levels(Fields &f, JointDefinition &joint) {
  const std::vector<std::string> levels = f.texts("levels");
  f.source().refer(Noun::joint, levels, f.where("levels"));
  const double even = levels.empty() ? 0 : 1.0 / static_cast<double>(levels.size());
  for (const std::string &level : levels) joint.levels.push_back({level, even});
  const auto tables = [&](std::string_view table, bool scaled) {
    f.table(table, "table of shares", false, [&](Fields &shares) {
      for (const std::string &motion : shares.keys()) {
        joint.levels_of[motion] = read_shares(shares, motion, levels, scaled);
      }
    });
  };
  tables("ranges", true);
  tables("shares", false);
  if (const auto flexion = joint.levels_of.find("flexion"); flexion != joint.levels_of.end()) {
    joint.levels = flexion->second;
  }
}

// The centre's words after the colon are landmarks or bones, as its kind says.
void check_centre(Fields &f, const std::string &centre) {
  const std::size_t colon = centre.find(':');
  if (colon == std::string::npos) return f.source().refer(Noun::landmark, centre, f.where("centre"));
  const std::string kind = centre.substr(0, colon), rest = centre.substr(colon + 1);
  const std::size_t bar = rest.find('|');
  const bool two = kind == "contact" || kind == "condyles";
  if ((!two && kind != "sphere" && kind != "disc") || two != (bar != std::string::npos)) {
    return f.fault("centre", fmt::format("\"{}\" is no rule for a centre", centre),
                   "use LANDMARK, sphere:LANDMARK, disc:BONE, contact:BONE|BONE or condyles:LANDMARK|LANDMARK");
  }
  const Noun noun = kind == "disc" || kind == "contact" ? Noun::bone : Noun::landmark;
  f.source().refer(noun, rest.substr(0, bar), f.where("centre"));
  if (two) f.source().refer(noun, rest.substr(bar + 1), f.where("centre"));
}

} // namespace

void read_joints(Fields &file, Library &library) {
  file.each("joint", "joint", [&](Fields &f) {
    JointDefinition joint;
    joint.id = f.text("id");
    joint.name = f.text("name");
    joint.latin = f.text("latin");
    joint.parent = f.text_or("parent", "");
    joint.sided = f.flag("sided");
    joint.regional = f.flag("regional");
    if (joint.regional) {
      read_levels(f, joint);
    } else {
      joint.centre = f.text("centre");
      check_centre(f, joint.centre);
    }
    f.table("carried_by", "list of carrying joints", false, [&](Fields &carried) {
      for (const std::string &by : carried.keys()) {
        joint.carried_by.push_back({by, carried.number(by)});
        f.source().refer(Noun::joint, by, carried.where(by));
      }
    });
    joint.source = f.text("source");
    f.source().define(Noun::joint, joint.id, f.where("id"));
    f.source().refer(Noun::joint, joint.parent, f.where("parent"));
    library.joints.push_back(std::move(joint));
  });
}

void read_motions(Fields &file, Library &library) {
  file.each("joint", "joint's motions", [&](Fields &f) {
    const std::string joint = f.text("id");
    const bool sided = f.flag("sided");
    static_cast<void>(f.text("source"));
    f.source().define(Noun::motion_joint, joint, f.where("id"));
    f.source().refer(Noun::joint, joint, f.where("id"));
    f.each("motions", "motion", [&](Fields &m) {
      Motion motion;
      motion.joint = joint;
      motion.plus = m.text("plus");
      motion.minus = m.text("minus");
      motion.sided = sided;
      motion.unit = m.word("unit", {"deg", "mm"});
      const std::vector<double> limits = m.numbers("limits", 2);
      motion.plus_limit = limits[0];
      motion.minus_limit = limits[1];
      if (limits[0] < 0 || limits[1] < 0) m.fault("limits", "limits are written as positive numbers");
      for (const std::string &name : {motion.plus, motion.minus}) {
        if (library.motion(joint, name) != nullptr) {
          m.fault("plus", fmt::format("{} has two motions called \"{}\"", joint, name));
        }
      }
      library.motions.push_back(std::move(motion));
    });
  });
}

void read_motion_value(Source &source, const Library &library, const std::string &text, const std::string &where,
                       std::vector<MotionValue> &out) {
  const Result<MotionValue> value = parse_motion(library, text);
  if (!value) return source.fault(value.error().what, where, value.error().remedy);
  out.push_back(*value);
}

void read_poses(Fields &file, Library &library) {
  file.each("pose", "pose", [&](Fields &f) {
    NamedPose pose;
    pose.id = f.text("id");
    pose.name = f.text("name");
    for (const std::string &value : f.texts("values")) {
      read_motion_value(f.source(), library, value, f.where("values"), pose.values);
    }
    pose.source = f.text("source");
    f.source().define(Noun::pose, pose.id, f.where("id"));
    library.poses.push_back(std::move(pose));
  });
}

} // namespace myo::anatomy
