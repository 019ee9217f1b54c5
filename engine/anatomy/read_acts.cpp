// Sections `path`, `part` and `acts_from` of a muscle's sheet, and moment_arms.toml.
#include "anatomy/source.h"

#include <algorithm>
#include <charconv>

namespace myo::anatomy {
namespace {

// "hip.flexion=90", without a side.
Turned read_turned(Fields &f, const Library &library, const std::string &text, std::string_view key) {
  Turned turned;
  const std::size_t dot = text.find('.'), equals = text.find('=');
  bool good = dot != std::string::npos && equals != std::string::npos && dot < equals;
  if (good) {
    turned.joint = text.substr(0, dot), turned.motion = text.substr(dot + 1, equals - dot - 1);
    const char *begin = text.data() + equals + 1, *end = text.data() + text.size();
    const auto [rest, fault] = std::from_chars(begin, end, turned.value);
    good = fault == std::errc() && rest == end && library.motion(turned.joint, turned.motion) != nullptr;
  }
  if (!good) f.fault(key, fmt::format("\"{}\" is no JOINT.MOTION=VALUE of motions.toml", text), "write hip.flexion=90, without a side");
  return turned;
}

std::vector<Turned> read_pose(Fields &f, const Library &library, const std::vector<std::string> &texts) {
  std::vector<Turned> pose;
  pose.reserve(texts.size());
  for (const std::string &text : texts) pose.push_back(read_turned(f, library, text, "pose"));
  return pose;
}

void check_actions(Fields &f, const Muscle &muscle, const std::vector<std::string> &actions) {
  for (const std::string &action : actions)
    if (std::find(muscle.actions.begin(), muscle.actions.end(), action) == muscle.actions.end())
      f.fault("actions", fmt::format("\"{}\" is not among the muscle's actions", action), "add it there, or strike this off");
}

} // namespace

void read_acts(Fields &f, const Library &library, Muscle &muscle) {
  f.each("path", "point of a path", [&](Fields &p) {
    PathPoint point;
    point.along = p.number("along");
    if (point.along < 0 || point.along > 1) p.fault("along", "a place along the fibres lies between 0 and 1");
    if (!muscle.path.empty() && point.along <= muscle.path.back().along) p.fault("along", "points of a path run from origin to insertion");
    point.on = p.text("on");
    p.source().refer(Noun::bone, point.on, p.where("on"));
    point.at = read_point(p, "at");
    point.sources = p.sources("sources");
    muscle.path.push_back(std::move(point));
  });
  f.each("part", "part of a muscle", [&](Fields &p) {
    MusclePart part;
    part.id = p.text("id");
    part.toward = p.vector("toward");
    if (part.toward == vec3(0)) p.fault("toward", "a direction of zero points nowhere");
    const std::vector<double> share = p.numbers("share", 2);
    if (share.size() == 2) part.from = share[0], part.to = share[1];
    if (!(part.from >= 0 && part.to <= 1 && part.to - part.from >= 0.1))
      p.fault("share", "a part is a tenth of the fibres or more, counted from 0 to 1", "write [0, 0.33] for the first third");
    part.actions = p.texts_or_none("actions");
    part.sources = p.sources("sources");
    check_actions(p, muscle, part.actions);
    const auto same = [&](const MusclePart &other) { return other.id == part.id; };
    if (std::any_of(muscle.parts.begin(), muscle.parts.end(), same)) p.fault("id", fmt::format("part \"{}\" stands here twice", part.id));
    muscle.parts.push_back(std::move(part));
  });
  f.each("acts_from", "position to act from", [&](Fields &p) {
    ActsFrom from;
    from.actions = p.texts("actions");
    from.pose = read_pose(p, library, p.texts("pose"));
    from.sources = p.sources("sources");
    check_actions(p, muscle, from.actions);
    muscle.acts_from.push_back(std::move(from));
  });
}

void read_moment_arms(Fields &file, Library &library) {
  file.each("arm", "moment arm", [&](Fields &f) {
    PublishedArm arm;
    arm.muscle = f.text("muscle");
    arm.part = f.text_or("part", "");
    arm.action = f.text("action");
    if (!known_action(library, arm.action)) f.fault("action", fmt::format("\"{}\" is no JOINT.MOTION of motions.toml", arm.action));
    arm.pose = read_pose(f, library, f.texts_or_none("pose"));
    arm.sign_only = f.has("sign");
    if (arm.sign_only) {
      arm.low_mm = arm.high_mm = f.word("sign", {"+", "-"}) == "-" ? -1 : 1;
    } else if (const std::vector<double> range = f.numbers("mm", 2); range.size() == 2) {
      arm.low_mm = range[0], arm.high_mm = range[1];
      if (arm.low_mm > arm.high_mm) f.fault("mm", "a range runs from a smaller to a larger value");
    }
    arm.how = f.text("how");
    arm.sources = f.sources("sources");
    const Muscle *muscle = library.muscle(arm.muscle);
    const auto same = [&](const MusclePart &part) { return part.id == arm.part; };
    if (muscle == nullptr) f.fault("muscle", fmt::format("there is no muscle \"{}\"", arm.muscle));
    else if (!arm.part.empty() && std::none_of(muscle->parts.begin(), muscle->parts.end(), same))
      f.fault("part", fmt::format("\"{}\" has no part \"{}\"", arm.muscle, arm.part));
    library.published_arms.push_back(std::move(arm));
  });
}

} // namespace myo::anatomy
