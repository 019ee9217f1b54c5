#include "cli/scene_options.h"

#include "anatomy/search.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>

namespace myo::app::cli {
namespace {

std::string nearest(const std::vector<std::string> &names, const std::string &query) {
  const std::vector<std::string> near = anatomy::nearest_names(names, query, 4);
  std::string list;
  for (const std::string &name : near) list += (list.empty() ? "" : ", ") + name;
  return list;
}

template <class T> Error unknown(const char *what, const std::string &query, const std::vector<T> &known, const char *where) {
  std::vector<std::string> names;
  names.reserve(known.size());
  for (const T &entry : known) names.push_back(entry.id);
  const std::string list = nearest(names, query);
  return {ErrorKind::arguments, fmt::format("there is no {} \"{}\"", what, query), {},
          list.empty() ? fmt::format("see myoscope list {}", where) : fmt::format("did you mean: {}?", list)};
}

// Other names of a muscle count as well: "SCM" means two muscles, "levator anguli" one.
Error unknown_muscle(const anatomy::Library &library, const std::string &name) {
  Error error = unknown("muscle", name, library.muscles, "muscles");
  std::string list;
  const std::vector<anatomy::MuscleHit> hits = anatomy::find_muscle(library, name);
  for (std::size_t i = 0; i < std::min<std::size_t>(hits.size(), 4); ++i) list += (i > 0 ? ", " : "") + hits[i].muscle->id;
  if (!list.empty()) error.remedy = fmt::format("did you mean: {}?", list);
  return error;
}

void tell_limit(const Workbench &workbench, const std::string &text, const anatomy::MotionValue &asked) {
  const auto wish = rig::to_coordinate(workbench.library, asked);
  if (!wish) return; // refused where it is applied
  if (workbench.rig.coordinate(wish->id) == nullptr) {
    fmt::print(stderr, "myoscope: note: {}: this body does not move there\n", text);
    return;
  }
  const double kept = workbench.rig.limit(wish->id, wish->value);
  if (std::abs(kept - wish->value) > 1e-6)
    fmt::print(stderr, "myoscope: note: {} is beyond the range of this motion; {:g} is shown\n", text, asked.value * kept / wish->value);
}

} // namespace

void PoseOptions::add_to(CLI::App &command, const std::string &otherwise) {
  command.add_option("--pose", pose, "Named pose (myoscope list poses)")->option_text("NAME");
  command.add_option("--joint", motions, "Joint motion in degrees or mm, e.g. cervical.flexion=30; may be repeated")
      ->option_text("[SIDE.]JOINT.MOTION=VALUE")
      ->allow_extra_args(false);
  command.add_option("--move", move, "A move (myoscope list moves) on the chosen side")->option_text("NAME");
  command.add_option("--time", time_s, "Seconds into the move; default: " + otherwise)
      ->check(CLI::NonNegativeNumber)
      ->option_text("S");
}

Result<std::vector<scene::Command>> PoseOptions::commands(const Workbench &workbench, heat::Sides sides) const {
  const anatomy::Library &library = workbench.library;
  std::vector<scene::Command> commands;
  if (time_s >= 0 && move.empty()) return bad_arguments("--time needs --move");
  if (!pose.empty()) {
    std::string id = pose;
    if (id != "rest" && library.pose(id) == nullptr) {
      const auto named = std::find_if(library.poses.begin(), library.poses.end(),
                                      [&](const anatomy::NamedPose &p) { return p.name == pose; });
      if (named == library.poses.end()) return fail(unknown("pose", pose, library.poses, "poses"));
      id = named->id;
    }
    commands.emplace_back(scene::SetPose{id});
  }
  if (!move.empty()) {
    const anatomy::Move *found = library.move(move);
    if (found == nullptr)
      for (const anatomy::Move &m : library.moves)
        if (m.name == move) found = &m;
    if (found == nullptr) return fail(unknown("move", move, library.moves, "moves"));
    const anatomy::MoveKey &first = found->keys.front();
    commands.emplace_back(scene::SetMove{found->id, sides, time_s >= 0 ? time_s : first.take_s + first.hold_s / 2});
  }
  scene::SetMotions set;
  for (const std::string &text : motions) {
    auto value = anatomy::parse_motion(library, text);
    if (!value) {
      Error error = value.error();
      error.kind = ErrorKind::arguments;
      return fail(error);
    }
    tell_limit(workbench, text, *value);
    set.values.push_back(std::move(*value));
  }
  if (!set.values.empty()) commands.emplace_back(std::move(set));
  return commands;
}

heat::Sides sides_of(const std::string &text) { return heat::sides_from(text).value_or(heat::Sides::right); }

bool on_side(format::Side side, heat::Sides sides) {
  return side == format::Side::midline || sides == heat::Sides::both ||
         side == (sides == heat::Sides::left ? format::Side::left : format::Side::right);
}

Result<FoundMuscle> find_muscle(const Workbench &workbench, const std::string &name, heat::Sides sides) {
  const anatomy::Library &library = workbench.library;
  FoundMuscle found;
  std::optional<format::Side> named_side;      // an FMA id of one side's muscle says the side itself
  if (const anatomy::Muscle *muscle = library.muscle(name)) found.muscles.push_back(muscle);
  else
    for (const anatomy::MuscleHit &hit : anatomy::find_muscle(library, name)) {
      if (!hit.exact) continue;
      found.muscles.push_back(hit.muscle);
      if (hit.side != format::Side::midline) named_side = hit.side;
    }
  const auto side_fits = [&](format::Side side) {
    return named_side ? side == *named_side || side == format::Side::midline : on_side(side, sides);
  };
  const std::vector<format::Structure> &structures = workbench.atlas.body().structures;
  const std::string fma = anatomy::fma_id(name);
  for (std::uint32_t i = 0; i < structures.size(); ++i) {
    const format::Structure &s = structures[i];
    const bool named = std::any_of(found.muscles.begin(), found.muscles.end(),
                                   [&](const anatomy::Muscle *m) { return m->id == s.muscle; });
    const bool carries = s.id == name || (!fma.empty() && s.fma == fma);
    if ((named && side_fits(s.side)) || carries) found.structures.push_back(i);
  }
  if (found.muscles.empty() && found.structures.empty()) return fail(unknown_muscle(library, name));
  if (const auto bone = std::find_if(found.structures.begin(), found.structures.end(), [&](std::uint32_t s) {
        return structures[s].kind != format::Kind::muscle && structures[s].kind != format::Kind::tendon;
      }); bone != found.structures.end())
    return bad_arguments(fmt::format("\"{}\" is no muscle: {}", name, structures[*bone].name), "see myoscope list muscles; --isolate shows any structure");
  if (found.structures.empty())
    return bad_input(fmt::format("this body has no {}", found.muscles[0]->name), workbench.folder.string());
  return found;
}

Result<std::string> find_pattern(const anatomy::Library &library, const std::string &name) {
  if (library.pattern(name) != nullptr) return name;
  return fail(unknown("pattern", name, library.patterns, "patterns"));
}

Result<uvec2> parse_size(const std::string &text) {
  uvec2 size{0};
  const char *end = text.data() + text.size();
  const auto width = std::from_chars(text.data(), end, size.x);
  const bool good = width.ec == std::errc{} && width.ptr != end && *width.ptr == 'x';
  const auto height = good ? std::from_chars(width.ptr + 1, end, size.y) : width;
  if (!good || height.ec != std::errc{} || height.ptr != end)
    return bad_arguments(fmt::format("\"{}\" is no size", text), "write it as WIDTHxHEIGHT in pixels, e.g. 1080x1350");
  if (size.x == 0 || size.y == 0)
    return bad_arguments(fmt::format("a picture of {}x{} has no pixels", size.x, size.y), "e.g. --size 1080x1350");
  return size;
}

} // namespace myo::app::cli
