#include "anatomy/search.h"
#include "scene/scene.h"

#include <algorithm>

namespace myo::scene {

namespace {

struct Wanted { std::string_view id; format::Side side = format::Side::midline; };

Wanted split_side(std::string_view id) {
  for (const format::Side side : {format::Side::left, format::Side::right})
    if (const auto name = anatomy::to_string(side); id.starts_with(name) && id.substr(name.size()).starts_with('.'))
      return {id.substr(name.size() + 1), side};
  return {id, format::Side::midline};
}

} // namespace

std::vector<std::uint32_t> resolve(const Context &context, std::string_view id) {
  std::vector<std::uint32_t> found;
  const auto &structures = context.body->structures;
  const auto collect = [&](auto &&matches) {
    for (std::uint32_t i = 0; i < structures.size(); ++i)
      if (matches(structures[i])) found.push_back(i);
    return !found.empty();
  };
  if (collect([&](const format::Structure &s) { return s.id == id; })) return found;

  const auto [name, side] = split_side(id);
  const auto on_side = [side = side](const format::Structure &s) { return side == format::Side::midline || s.side == side; };
  if (const std::string fma = anatomy::fma_id(name); !fma.empty()) {
    // A concept may stand for the pair, for one side, or for a part that the body shows several times.
    std::vector<std::pair<std::string, format::Side>> muscles, bones;
    for (const auto &hit : anatomy::find_muscle(*context.library, fma)) muscles.emplace_back(hit.muscle->id, hit.side);
    for (const auto &hit : anatomy::find_bone(*context.library, fma)) bones.emplace_back(hit.bone->id, hit.side);
    const auto named = [](const auto &hits, const std::string &own, format::Side own_side) {
      return !own.empty() && std::any_of(hits.begin(), hits.end(), [&](const auto &hit) {
        return hit.first == own && (hit.second == format::Side::midline || hit.second == own_side);
      });
    };
    collect([&](const format::Structure &s) {
      return on_side(s) && (s.fma == fma || named(muscles, s.muscle, s.side) || named(bones, s.bone, s.side));
    });
    return found;
  }
  collect([&, wanted = name](const format::Structure &s) {
    return on_side(s) && ((!s.muscle.empty() && s.muscle == wanted) || (!s.bone.empty() && s.bone == wanted));
  });
  return found;
}

std::vector<std::string> muscle_parts(const Context &context, std::string_view muscle, heat::Sides sides) {
  std::vector<std::string> ids;
  for (const heat::Side side : heat::trigger_sides(sides))
    for (const std::uint32_t s : resolve(context, fmt::format("{}.{}", anatomy::to_string(side), muscle))) ids.push_back(context.body->structures[s].id);
  return ids;
}

std::vector<std::string> pattern_parts(const Context &context, const anatomy::Pattern &pattern, heat::Sides sides) {
  std::vector<std::string> ids;
  for (const std::string &muscle : pattern.muscles)
    for (std::string &id : muscle_parts(context, muscle, sides))
      if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(std::move(id));
  return ids;
}

} // namespace myo::scene
