#include "assemble/embedded/refresh.h"

#include "assemble/attachments.h"
#include "assemble/embedded/changed_room.h"
#include "assemble/embedded/sculpt_bones.h"
#include "assemble/embedded/skin_follows.h"
#include "assemble/joints.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/muscles/grow_muscles.h"
#include "assemble/openness.h"
#include "assemble/trigger_points.h"
#include "base/parallel.h"
#include "form/triangle_tree.h"
#include "format/as_written.h"
#include "format/order.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>

namespace myo::assemble {
namespace {

namespace fs = std::filesystem;

struct Saved {
  std::vector<std::string> bones;                   // of the sheets that were saved, or whose family was
  std::set<std::string, std::less<>> muscles;       // and fasciae
};

Saved what_was_saved(const std::set<std::string> &files, const std::vector<anatomy::BoneSheet> &sheets) {
  Saved out;
  for (const anatomy::BoneSheet &sheet : sheets) {
    if (!files.contains(sheet.file) && !files.contains("bones/families/" + sheet.family + ".toml")) continue;
    if (sheet.pieces.empty()) out.bones.push_back(sheet.bone);
    for (const anatomy::SheetPiece &piece : sheet.pieces) out.bones.push_back(piece.bone);
  }
  for (const std::string &file : files)
    if (file.starts_with("muscles/") || file.starts_with("fasciae/")) out.muscles.insert(fs::path(file).stem().string());
  return out;
}

// Where sheets of several pieces have changed.
std::map<std::string, Bounds, std::less<>> rooms_of(const std::set<std::string> &files, const std::vector<anatomy::BoneSheet> &sheets,
                                                    const SheetTexts &before, const anatomy::Library &library) {
  std::map<std::string, Bounds, std::less<>> out;
  for (const anatomy::BoneSheet &sheet : sheets) {
    const auto text = before.find(sheet.file);
    if (sheet.pieces.empty() || !sheet.family.empty() || !files.contains(sheet.file) || text == before.end()) continue;
    if (const auto old = embedded::sheet_that_said(text->second, sheet.file, library)) out[sheet.file] = embedded::changed_room(*old, sheet);
  }
  return out;
}

// One joint all over, as a bone has.
bool rigid(const format::Mesh &mesh) {
  return !mesh.joints.empty() && std::all_of(mesh.weights.begin(), mesh.weights.end(), [](vec4 w) { return w.x > 0.999F; }) &&
         std::all_of(mesh.joints.begin(), mesh.joints.end(), [&](u16vec4 j) { return j.x == mesh.joints.front().x; });
}

// Weights and openness of the nearest place of the old surface; `joint` carries what had none.
void take_over(format::Mesh &mesh, const format::Mesh &before, std::uint32_t joint) {
  const std::size_t n = mesh.positions.size();
  const bool stiff = before.joints.empty() || rigid(before), shaded = before.openness.size() == before.positions.size();
  if (stiff) {
    mesh.joints.assign(n, u16vec4(before.joints.empty() ? static_cast<std::uint16_t>(joint) : before.joints.front().x, 0, 0, 0));
    mesh.weights.assign(n, vec4(1, 0, 0, 0));
  }
  if (before.positions.empty() || (stiff && !shaded)) return;
  const PointTree old(before.positions);
  if (!stiff) mesh.joints.resize(n), mesh.weights.resize(n);
  mesh.openness.resize(shaded ? n : 0);
  parallel_for(std::size_t{0}, n, [&](std::size_t v) {
    const std::uint32_t k = old.nearest(mesh.positions[v]).index;
    if (!stiff) mesh.joints[v] = before.joints[k], mesh.weights[v] = before.weights[k];
    if (shaded) mesh.openness[v] = before.openness[k];
  });
}

// Patches of a bone that has changed, laid onto its new surface.
void lay_patches(format::Body &body, std::uint32_t bone) {
  const format::Mesh &mesh = body.structures[bone].mesh;
  std::optional<form::TriangleTree> surface;
  for (format::Patch &patch : body.patches) {
    if (patch.bone_structure != bone) continue;
    if (!surface) surface.emplace(mesh.positions, mesh.indices);
    const auto lay = [&](vec3 &p) { p = surface->nearest(p).point; };
    std::for_each(patch.positions.begin(), patch.positions.end(), lay);
    for (auto &loop : patch.outline) std::for_each(loop.begin(), loop.end(), lay);
    lay(patch.centroid);
  }
}

std::uint32_t place_of(const format::Body &body, const std::string &id) {
  const auto at = std::find_if(body.structures.begin(), body.structures.end(), [&](const auto &s) { return s.id == id; });
  return at == body.structures.end() ? format::none : static_cast<std::uint32_t>(at - body.structures.begin());
}

using Before = std::map<std::uint32_t, format::Mesh>; // by structure: its surface until now, empty if it is new

// Puts what was made into the body.
void put_in(format::Body &body, const anatomy::Library &library, format::Body &made, Before &before) {
  format::order_vertices(made);
  for (format::Structure &s : made.structures) {
    const std::uint32_t joint = s.bone.empty() ? 0 : joint_of_bone(body, library, s.bone, s.side);
    std::uint32_t at = place_of(body, s.id);
    if (at == format::none) {
      at = static_cast<std::uint32_t>(body.structures.size());
      body.structures.emplace_back();
    }
    take_over(s.mesh, body.structures[at].mesh, joint == format::none ? 0 : joint);
    before[at] = std::move(body.structures[at].mesh);
    body.structures[at] = std::move(s);
    if (!body.structures[at].bone.empty()) lay_patches(body, at);
  }
  for (const format::Landmark &l : made.landmarks)
    for (format::Landmark &old : body.landmarks)
      if (old.id == l.id && old.side == l.side) old.point = l.point;
}

// What hangs on a muscle's shape: where it is attached, and the trigger points on it. One that holds on to all ribs is looked
// at without its patches: to find so many takes as long as all else.
void hang_on(format::Body &body, const anatomy::Library &library, std::set<std::string, std::less<>> muscles) {
  constexpr std::ptrdiff_t many = 40;
  std::erase_if(muscles, [&](const std::string &id) { return std::ranges::count(body.expected, id, &format::Expected::muscle) > many; });
  find_attachments_again(body, library, muscles);
  std::vector<std::string> notes = body.notes; // those on trigger points are there already
  if (place_trigger_points(body, library)) body.notes = std::move(notes);
}

void raise_skin(format::Body &body, const Before &before) {
  const auto skin = std::ranges::find(body.structures, format::Kind::skin, &format::Structure::kind);
  if (skin == body.structures.end()) return;
  std::vector<Reshaped> shapes;
  for (const auto &[at, mesh] : before) shapes.push_back({mesh.indices.empty() ? nullptr : &mesh, &body.structures[at].mesh});
  let_skin_follow(skin->mesh, shapes);
}

// The skeleton as the whole build has it when muscles are grown, so that what was kept then serves now: the body at hand
// has its vertices in another order, and landmarks on its skin.
Status raise_skeleton(format::Body &out, const format::Body &body, std::span<const anatomy::BoneSheet> sheets,
                      const anatomy::Library &library, ResultCache &cache, Progress &progress) {
  MYO_CHECK(embedded::sculpt_bones(out, sheets, library, progress, {.only = {}, .glance = nullptr, .instead = &body}, cache));
  out.source = body.source, out.joints = body.joints, out.landmarks.clear();
  for (const format::Landmark &l : body.landmarks)
    if (const anatomy::Landmark *known = library.landmark(l.id); known == nullptr || !known->soft) out.landmarks.push_back(l);
  return {};
}

} // namespace

Result<Refreshed> refresh_embedded(format::Body now, const fs::path &anatomy, const anatomy::Library &library,
                                   const std::set<std::string> &files, ResultCache &cache, Progress &progress, const SheetTexts &texts) {
  const auto sheets = anatomy::read_sheets(anatomy, library);
  MYO_TRY(sheets);
  const Saved saved = what_was_saved(files, *sheets);
  Refreshed out{std::move(now), {}};
  Before before;
  if (!saved.bones.empty()) {
    Progress own(progress, 0, 0.6F);
    format::Body made;
    const embedded::Glance glance{&out.body, rooms_of(files, *sheets, texts, library)};
    MYO_CHECK(embedded::sculpt_bones(made, *sheets, library, own, {saved.bones, &glance}, cache));
    put_in(out.body, library, made, before);
  }
  if (!saved.muscles.empty()) {
    Progress own(progress, 0.6F, 0.9F);
    format::Body made;
    MYO_CHECK(raise_skeleton(made, out.body, *sheets, library, cache, own));
    const std::size_t bones = made.structures.size();
    GrowOptions options;
    options.these = saved.muscles, options.native = true, options.among = &out.body, options.cache = &cache;
    MYO_CHECK(grow_muscles(made, library, own, options));
    made.structures.erase(made.structures.begin(), made.structures.begin() + static_cast<std::ptrdiff_t>(bones));
    made.landmarks.clear(), made.patches.clear();
    put_in(out.body, library, made, before);
  }
  if (progress.cancelled()) return cancelled();
  if (before.empty()) return out;
  const bool whole = !out.body.patches.empty(); // else a few structures are looked at
  raise_skin(out.body, before);
  Progress own(progress, 0.9F, 1);
  OpennessOptions shade;
  for (const auto &[at, mesh] : before) // what is new
    if (out.body.structures[at].mesh.openness.empty()) shade.only.insert(at);
  shade.joints = out.body.joints;
  if (!shade.only.empty()) MYO_CHECK(bake_openness(out.body, library, own, shade, nullptr));
  if (whole && !saved.muscles.empty()) hang_on(out.body, library, saved.muscles);
  for (const auto &[at, mesh] : before) format::as_written(out.body.structures[at].mesh);
  for (const auto &[at, mesh] : before) out.changed.push_back(out.body.structures[at].id);
  return out;
}

} // namespace myo::assemble
