#include "atlas/atlas.h"

#include <algorithm>
#include <utility>

namespace myo::atlas {
namespace {

// A thing on the midline is found whichever side is asked for.
constexpr std::array<Side, 3> every_side{Side::midline, Side::left, Side::right};

template <class Map> void insert(Map &map, const std::string &id, Side side, std::size_t index) {
  const auto put = [&](Side s) { map[{id, s}].push_back(static_cast<std::uint32_t>(index)); };
  if (side != Side::midline) return put(side);
  for (const Side s : every_side) put(s);
}

void sort_unique(std::vector<std::uint32_t> &values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

std::uint32_t first_of(Indices found) { return found.empty() ? none : found.front(); }

} // namespace

Atlas::Atlas(format::Body body, std::vector<Levels> levels, std::uint64_t hash)
    : body_(std::move(body)), levels_(std::move(levels)), hash_(hash), children_(body_.joints.size()),
      patches_on_(body_.structures.size()), attached_(body_.structures.size()) {
  for (std::size_t i = 0; i < body_.structures.size(); ++i) {
    const format::Structure &s = body_.structures[i];
    const auto index = static_cast<std::uint32_t>(i);
    structures_[s.id].push_back(index);
    if (!s.fma.empty()) fma_[s.fma].push_back(index);
    kinds_[s.kind].push_back(index);
    if (!s.muscle.empty()) insert(muscles_, s.muscle, s.side, i);
    if (!s.bone.empty()) insert(bones_, s.bone, s.side, i);
    Bounds &bounds = bounds_.emplace_back();
    for (const vec3 p : s.mesh.positions) bounds.add(p);
    whole_.add(bounds);
  }
  for (std::size_t i = 0; i < body_.joints.size(); ++i) {
    joints_[body_.joints[i].id].push_back(static_cast<std::uint32_t>(i));
    if (body_.joints[i].parent != none) children_[body_.joints[i].parent].push_back(static_cast<std::uint32_t>(i));
  }
  for (std::size_t i = 0; i < body_.landmarks.size(); ++i) insert(landmarks_, body_.landmarks[i].id, body_.landmarks[i].side, i);
  for (std::size_t i = 0; i < body_.patches.size(); ++i) {
    const format::Patch &p = body_.patches[i];
    insert(patches_, p.muscle, p.side, i);
    if (p.bone_structure != none) patches_on_[p.bone_structure].push_back(static_cast<std::uint32_t>(i));
    if (p.bone_structure == none || p.muscle_structure == none) continue;
    attached_[p.bone_structure].push_back(p.muscle_structure);
    attached_[p.muscle_structure].push_back(p.bone_structure);
  }
  for (auto &list : attached_) sort_unique(list);
  for (std::size_t i = 0; i < body_.regions.size(); ++i) insert(regions_, body_.regions[i].region, body_.regions[i].side, i);
  for (std::size_t i = 0; i < body_.trigger_points.size(); ++i)
    insert(trigger_points_, body_.trigger_points[i].pattern, body_.trigger_points[i].side, i);
}

Indices Atlas::find(const Named &map, std::string_view id) {
  const auto found = map.find(id);
  return found == map.end() ? Indices{} : Indices(found->second);
}
Indices Atlas::find(const Sided &map, std::string_view id, Side side) {
  const auto found = map.find(KeyLess::View(id, side));
  return found == map.end() ? Indices{} : Indices(found->second);
}

std::uint32_t Atlas::structure(std::string_view id) const { return first_of(find(structures_, id)); }
Indices Atlas::fma(std::string_view fma) const { return find(fma_, fma); }
Indices Atlas::muscle(std::string_view id, Side side) const { return find(muscles_, id, side); }
Indices Atlas::bone(std::string_view id, Side side) const { return find(bones_, id, side); }
Indices Atlas::kind(format::Kind kind) const {
  const auto found = kinds_.find(kind);
  return found == kinds_.end() ? Indices{} : Indices(found->second);
}
std::uint32_t Atlas::joint(std::string_view id) const { return first_of(find(joints_, id)); }
Indices Atlas::children(std::uint32_t joint) const { return children_.at(joint); }
std::uint32_t Atlas::landmark(std::string_view id, Side side) const { return first_of(find(landmarks_, id, side)); }
Indices Atlas::patches(std::string_view muscle, Side side) const { return find(patches_, muscle, side); }
Indices Atlas::patches_on(std::uint32_t bone_structure) const { return patches_on_.at(bone_structure); }
Indices Atlas::regions(std::string_view region, Side side) const { return find(regions_, region, side); }
std::uint32_t Atlas::trigger_point(std::string_view pattern, Side side) const {
  return first_of(find(trigger_points_, pattern, side));
}
Indices Atlas::trigger_points(std::string_view pattern, Side side) const { return find(trigger_points_, pattern, side); }
Indices Atlas::attached(std::uint32_t structure) const { return attached_.at(structure); }

} // namespace myo::atlas
