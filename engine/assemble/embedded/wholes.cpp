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

// One side's own shape: of a pair, the bone there; of the midline, the whole bone as that half would have it.
std::unique_ptr<Sculpture> side_of(const BoneSheet &sheet, bool right) {
  return std::make_unique<Sculpture>(right && sheet.right ? sheet.right->parts : sheet.parts, sheet.symmetric);
}

std::unique_ptr<Sculpture> midline_bone(const BoneSheet &sheet) {
  const bool unlike = sheet.right && sheet.right->parts != sheet.parts;
  if (!unlike && sheet.midline.empty()) return side_of(sheet, false);
  Sculpture::Halves halves{side_of(sheet, false), unlike ? side_of(sheet, true) : nullptr, form::sculpt::Lean(sheet.midline)};
  return std::make_unique<Sculpture>(std::move(halves));
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

bool Wholes::sides_differ(const BoneSheet &sheet) const {
  const auto &meets = entries_.at(&sheet).meets;
  return sheet.paired && (sheet.asymmetric() || std::any_of(meets.begin(), meets.end(), [](const BoneSheet *other) { return other->asymmetric(); }));
}

const Sculpture &Wholes::alone(const BoneSheet &sheet, bool right) {
  Entry &entry = entries_.at(&sheet);
  Made &made = right && sheet.paired ? entry.right : entry.left;
  std::call_once(made.alone_once, [&] { made.alone = sheet.paired ? side_of(sheet, right) : midline_bone(sheet); });
  return *made.alone;
}

const Sculpture &Wholes::of(const BoneSheet &sheet, bool right) {
  Entry &entry = entries_.at(&sheet);
  if (entry.meets.empty()) return alone(sheet, right);
  Made &made = right ? entry.right : entry.left;
  std::call_once(made.beside_once, [&] {
    std::vector<Sculpture::Neighbour> neighbours;
    for (const BoneSheet *other : entry.meets) {
      const auto gap = static_cast<float>(std::max(sheet.gap, other->gap));
      // A right bone is sculpted as a left one, in a mirrored body: there the midline's bones are mirrored as well.
      if (other != &sheet) neighbours.push_back({&alone(*other, right), between(sheet, *other, right && !other->paired), gap});
      // The twin of a bone of its own side, and both of a pair that a bone of the midline lies between.
      if (other->paired && (other == &sheet || !sheet.paired)) neighbours.push_back({&alone(*other, !right), between(sheet, *other, true), gap});
    }
    made.beside = std::make_unique<Sculpture>(alone(sheet, right), std::move(neighbours));
  });
  return *made.beside;
}

} // namespace myo::assemble::embedded
