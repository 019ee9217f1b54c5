#include "assemble/embedded/changed_room.h"

#include "base/files.h"
#include "form/sculpt/solid.h"

#include <algorithm>
#include <unistd.h>

namespace myo::assemble::embedded {
namespace {

namespace fs = std::filesystem;
using anatomy::BoneSheet;
using anatomy::SheetPart;

constexpr float soft_mm = 1; // what a soft join adds beyond both parts and its own width

Bounds everywhere() { return {vec3(-1e4F), vec3(1e4F)}; }

// Not where it is written: a line more above changes no shape.
bool same(SheetPart a, const SheetPart &b) {
  a.where = b.where;
  return a == b;
}

Bounds room_of(const SheetPart &part) {
  Bounds box = form::sculpt::make_solid(part.form)->bounds();
  const float wide = static_cast<float>(part.blend) + soft_mm;
  box.low -= wide, box.high += wide;
  // Whether it also stands on the other side, sheet and part decide together: both sides are looked at.
  box.add(Bounds{{-box.high.x, box.low.y, box.low.z}, {-box.low.x, box.high.y, box.high.z}});
  return box;
}

// Parts are joined in their order: one that is put in, taken out or changed counts, one that changes places counts as two.
void add_differences(Bounds &room, const std::vector<SheetPart> &before, const std::vector<SheetPart> &now) {
  std::size_t first = 0;
  while (first < std::min(before.size(), now.size()) && same(before[first], now[first])) ++first;
  std::size_t rest = 0;
  while (rest < std::min(before.size(), now.size()) - first && same(before[before.size() - 1 - rest], now[now.size() - 1 - rest])) ++rest;
  const bool level = before.size() == now.size();
  for (const auto *parts : {&before, &now})
    for (std::size_t i = first; i < parts->size() - rest; ++i)
      if (!level || !same(before[i], now[i])) room.add(room_of((*parts)[i]));
}

// A folder for one file, gone with it.
class Aside {
public:
  Aside() {
    std::string name = (fs::temp_directory_path() / "myoscope-sheet-XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  Aside(const Aside &) = delete;
  Aside &operator=(const Aside &) = delete;
  ~Aside() {
    std::error_code code;
    if (!path_.empty()) fs::remove_all(path_, code);
  }
  [[nodiscard]] const fs::path &path() const { return path_; }

private:
  fs::path path_;
};

} // namespace

Bounds changed_room(const BoneSheet &before, const BoneSheet &now) {
  const auto frame = [](const BoneSheet &s) { return std::tie(s.bone, s.family, s.symmetric, s.at, s.turn_deg, s.step, s.components, s.meets, s.gap, s.wave); };
  if (frame(before) != frame(now) || before.pieces.size() != now.pieces.size() || before.right || now.right || before.midline.size() != now.midline.size())
    return everywhere();
  Bounds room;
  add_differences(room, before.parts, now.parts);
  for (std::size_t i = 0; i < now.pieces.size(); ++i) {
    if (before.pieces[i].bone != now.pieces[i].bone || before.pieces[i].paired != now.pieces[i].paired) return everywhere();
    add_differences(room, before.pieces[i].parts, now.pieces[i].parts);
  }
  return room;
}

std::optional<BoneSheet> sheet_that_said(std::string_view text, const std::string &name, const anatomy::Library &library) {
  const Aside aside;
  std::error_code code;
  if (aside.path().empty()) return std::nullopt;
  fs::create_directories((aside.path() / name).parent_path(), code);
  if (!write_text(aside.path() / name, text)) return std::nullopt;
  auto sheet = anatomy::read_sheet(aside.path(), name, library);
  if (!sheet) return std::nullopt;
  return std::move(*sheet);
}

} // namespace myo::assemble::embedded
