#include "assemble/embedded/wholes.h"

#include "assemble/embedded/sculpt_bones.h"

#include <algorithm>

namespace myo::assemble::embedded {
namespace {

using anatomy::BoneSheet;
using form::sculpt::Sculpture;

// From one sheet's frame to another's in the body; `across` to that of the other side's bone.
mat4 between(const BoneSheet &from, const BoneSheet &to, bool across) {
  const mat4 mirror = glm::scale(mat4(1), vec3(across ? -1 : 1, 1, 1));
  return glm::inverse(placement(to)) * mirror * placement(from);
}

} // namespace

Wholes::Wholes(std::span<const BoneSheet> sheets) {
  std::map<std::string, const BoneSheet *> of_bone;
  for (const BoneSheet &sheet : sheets) {
    entries_[&sheet];
    if (sheet.pieces.empty()) of_bone[sheet.bone] = &sheet;
    for (const anatomy::SheetPiece &piece : sheet.pieces) of_bone[piece.bone] = &sheet;
  }
  const auto note = [&](const BoneSheet *a, const BoneSheet *b) {
    auto &list = entries_[a].meets;
    if (std::find(list.begin(), list.end(), b) == list.end()) list.push_back(b);
  };
  for (const BoneSheet &sheet : sheets)
    for (const std::string &bone : sheet.meets)
      if (const auto other = of_bone.find(bone); other != of_bone.end()) note(&sheet, other->second), note(other->second, &sheet);
  for (auto &[sheet, entry] : entries_) // in one order, whichever sheet names the joint
    std::sort(entry.meets.begin(), entry.meets.end(), [](const BoneSheet *a, const BoneSheet *b) { return a->id < b->id; });
}

std::string Wholes::text_of(const BoneSheet &sheet) const {
  std::string text = sheet.text;
  for (const BoneSheet *other : entries_.at(&sheet).meets) text += other->text;
  return text;
}

const Sculpture &Wholes::alone(const BoneSheet &sheet) {
  Entry &entry = entries_.at(&sheet);
  std::call_once(entry.alone_once, [&] { entry.alone = std::make_unique<Sculpture>(sheet.parts, sheet.symmetric); });
  return *entry.alone;
}

const Sculpture &Wholes::of(const BoneSheet &sheet) {
  Entry &entry = entries_.at(&sheet);
  if (entry.meets.empty()) return alone(sheet);
  std::call_once(entry.beside_once, [&] {
    std::vector<Sculpture::Neighbour> neighbours;
    for (const BoneSheet *other : entry.meets) {
      const auto gap = static_cast<float>(std::max(sheet.gap, other->gap));
      const Sculpture &solid = alone(*other);
      if (other != &sheet) neighbours.push_back({&solid, between(sheet, *other, false), gap});
      // The twin of a bone of its own side, and both of a pair that a bone of the midline lies between.
      if (other->paired && (other == &sheet || !sheet.paired)) neighbours.push_back({&solid, between(sheet, *other, true), gap});
    }
    entry.beside = std::make_unique<Sculpture>(alone(sheet), std::move(neighbours));
  });
  return *entry.beside;
}

} // namespace myo::assemble::embedded
