#include "assemble/embedded/sculpt_bones.h"

#include "anatomy/features.h"
#include "assemble/body_frame.h"
#include "assemble/embedded/wholes.h"
#include "assemble/makers.h"
#include "base/parallel.h"
#include "form/sculpt/sculpture.h"
#include "form/triangle_tree.h"

#include <algorithm>
#include <atomic>
#include <cctype>
#include <chrono>
#include <cmath>
#include <optional>

namespace myo::assemble::embedded {
namespace {

using anatomy::BoneSheet;
using anatomy::Side;

constexpr float suture_mm = 0.2F;             // between two pieces of one sheet
constexpr float feature_mm = 3;               // farther off its bone, a feature's place is noted as wrong

struct Form { // millimetres, bone-local
  std::vector<vec3> positions, normals;
  std::vector<std::uint32_t> indices;
  std::uint32_t components = 1, open_edges = 0, crowded_edges = 0, dropped = 0;
  std::int32_t genus = 0;
};
template <class A> void visit(A &a, Form &f) {
  a(f.positions, f.normals, f.indices, f.components, f.open_edges, f.crowded_edges, f.dropped, f.genus);
}

struct Task { // one surface: a whole sheet, or one piece of it
  const BoneSheet *sheet = nullptr;
  std::optional<std::size_t> piece;
  const anatomy::Bone *bone = nullptr;
  Side only = Side::midline; // one side's own surface, where left and right differ
  Form form;
  bool cached = false;
  // A right bone made as the left one would be; a piece of the right half lies on the right already.
  [[nodiscard]] bool mirrored() const { return only == Side::right && !piece; }
};

Form to_form(form::sculpt::Sculpted made) {
  Form f;
  f.positions = std::move(made.surface.positions);
  f.normals = std::move(made.normals);
  f.indices = std::move(made.surface.indices);
  f.components = static_cast<std::uint32_t>(made.topology.components);
  f.open_edges = static_cast<std::uint32_t>(made.topology.open_edges);
  f.crowded_edges = static_cast<std::uint32_t>(made.topology.crowded_edges);
  f.genus = static_cast<std::int32_t>(made.topology.genus);
  f.dropped = static_cast<std::uint32_t>(made.dropped);
  return f;
}

// `coarser`: how much wider than the sheet's own the lattice is.
form::sculpt::MeshWish wish_of(const BoneSheet &sheet, float coarser) {
  form::sculpt::MeshWish wish;
  wish.step = static_cast<float>(sheet.step) * coarser;
  wish.error = 0.22F * wish.step;
  wish.fine_error = 0.12F * wish.step;
  wish.components = sheet.components;
  return wish;
}

form::sculpt::Sculpted sculpt(const Task &task, const form::sculpt::Sculpture &whole, float coarser) {
  using form::sculpt::Sculpture;
  const BoneSheet &sheet = *task.sheet;
  if (!task.piece) return mesh(whole, wish_of(sheet, coarser));
  std::vector<std::unique_ptr<Sculpture>> spaces;
  Sculpture::Cut cut{&whole, nullptr, {}, suture_mm, static_cast<float>(sheet.wave), 0, sheet.symmetric};
  for (std::size_t i = 0; i <= *task.piece; ++i) {
    if (sheet.pieces[i].parts.empty()) continue;
    spaces.push_back(std::make_unique<Sculpture>(sheet.pieces[i].parts, false));
    if (i == *task.piece) cut.space = spaces.back().get();
    else cut.taken.push_back(spaces.back().get());
  }
  if (sheet.pieces[*task.piece].paired) cut.side = task.only == Side::right ? -1 : 1;
  return mesh(Sculpture(std::move(cut)), wish_of(sheet, coarser));
}

std::uint64_t key_of(const Task &task, const Wholes &wholes) {
  const bool right = task.only == Side::right;
  return Key(makers::sculptor()).text(wholes.text_of(*task.sheet)).value(task.piece ? *task.piece + 1 : std::size_t{0}).value(right).hash();
}

std::string side_name(const anatomy::Bone &bone, Side side) {
  if (side == Side::midline) return bone.name;
  std::string lower = bone.name;
  if (lower.size() > 1 && std::islower(static_cast<unsigned char>(lower[1])) != 0)
    lower[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(lower[0])));
  return fmt::format("{} {}", side == Side::left ? "Left" : "Right", lower);
}

format::Kind kind_of(const anatomy::Bone &bone) {
  if (bone.kind == "tooth") return format::Kind::tooth;
  if (bone.kind == "disc") return format::Kind::disc;
  if (bone.kind == "cartilage") return format::Kind::cartilage;
  if (bone.kind == "ligament") return format::Kind::ligament;
  return format::Kind::bone;
}

std::string id_of(const anatomy::Bone &bone, Side side) {
  const std::string &fma = side == Side::left ? bone.fma_left : side == Side::right ? bone.fma_right : bone.fma;
  return !fma.empty() ? fma : side == Side::midline ? bone.id : fmt::format("{}.{}", bone.id, to_string(side));
}

// The body's frame as the task's sheet is written for one side: a right bone may be the left one's mirror image.
BodyFrame frame_of(const Task &task, Side side) {
  const bool mirror = side == Side::right && (task.only != Side::right || task.mirrored());
  return BodyFrame::of(mirror ? Side::right : Side::left, 0);
}

format::Structure place(const Task &task, Side side) {
  const anatomy::Bone &bone = *task.bone;
  format::Structure s;
  s.fma = side == Side::left ? bone.fma_left : side == Side::right ? bone.fma_right : bone.fma;
  s.id = id_of(bone, side);
  s.name = side_name(bone, side);
  s.latin = bone.latin;
  s.kind = kind_of(bone);
  s.side = side;
  s.bone = bone.id;
  s.system = "skeletal";
  s.source = task.sheet->file;
  const BodyFrame frame = frame_of(task, side);
  const mat4 to_body = placement(*task.sheet);
  const mat3 turn(to_body);
  for (const vec3 p : task.form.positions) s.mesh.positions.push_back(frame.world(vec3(to_body * vec4(p, 1))));
  for (const vec3 n : task.form.normals) s.mesh.normals.push_back(frame.direction_world(turn * n));
  s.mesh.indices = task.form.indices;
  if (frame.mirror < 0)
    for (std::size_t i = 0; i + 2 < s.mesh.indices.size(); i += 3) std::swap(s.mesh.indices[i + 1], s.mesh.indices[i + 2]);
  return s;
}

// The sheet's features that lie on this surface, as landmarks.
void add_features(format::Body &body, const Task &task) {
  const BoneSheet &sheet = *task.sheet;
  const mat4 to_body = placement(sheet);
  const form::sculpt::Lean lean(sheet.midline);
  const form::TriangleTree surface(task.form.positions, task.form.indices);
  // Where a feature lies on the surface, as the left would be written: of a midline's bone the right half is looked at mirrored.
  const auto place_on = [&](const anatomy::Feature &f, bool right_half) {
    const vec3 mirror(right_half ? -1 : 1, 1, 1), at = lean.bent(mirror * f.at), on = surface.nearest(at).point;
    if (const float off = glm::distance(on, at); off > feature_mm)
      body.notes.push_back(fmt::format("{}: feature \"{}\" lies {:.1f} mm off its bone", f.where, f.id, static_cast<double>(off)));
    return mirror * on;
  };
  for (std::size_t i = 0; i < sheet.features.size(); ++i) {
    const anatomy::Feature &left = sheet.features[i], &right = sheet.right ? sheet.right->features[i] : left;
    if (task.piece && left.bone != task.bone->id) continue;
    const std::string id = anatomy::feature_landmark(sheet, left);
    const auto add = [&](Side side, vec3 on) {
      vec3 world = BodyFrame::of(side, 0).world(vec3(to_body * vec4(on, 1)));
      if (side == Side::midline && sheet.midline.empty()) world.x = 0;
      body.landmarks.push_back({id, side, world, 0});
    };
    if (!task.bone->paired && std::abs(left.at.x) <= 0.5F) {
      add(Side::midline, place_on(left, false));
      continue;
    }
    if (task.mirrored()) {
      add(Side::right, place_on(right, false));
      continue;
    }
    if (task.piece && task.only == Side::right) continue; // its serrated cut; the left piece's places, mirrored
    const vec3 on = place_on(left, false);
    add(Side::left, on);
    if (task.only == Side::left && !task.piece) continue;
    add(Side::right, !task.bone->paired && sheet.asymmetric() ? place_on(right, true) : on);
  }
}

void note_faults(format::Body &body, const Task &task, SculptReport &report) {
  const Form &f = task.form;
  report.bones.push_back({task.bone->id, task.sheet->file, f.components, f.open_edges, f.crowded_edges, f.dropped, f.genus,
                          f.indices.size() / 3, task.cached});
  const auto note = [&](std::string text) { body.notes.push_back(fmt::format("{}: {} {}", task.sheet->file, task.bone->id, text)); };
  if (f.dropped > 0) note(fmt::format("had {} loose crumbs, left out", f.dropped));
  if (f.open_edges + f.crowded_edges > 0) note("is not a closed surface");
  if (!task.piece && task.sheet->genus && *task.sheet->genus != f.genus)
    note(fmt::format("has genus {}, its sheet says {}", f.genus, *task.sheet->genus));
}

Result<std::vector<Task>> tasks_of(std::span<const BoneSheet> sheets, const Wholes &wholes, const anatomy::Library &library,
                                   const SculptOptions &options) {
  std::vector<Task> tasks;
  std::vector<std::string> unknown = options.only;
  const auto add = [&](const BoneSheet &sheet, const std::string &bone, std::optional<std::size_t> piece) {
    if (!options.only.empty() && std::find(options.only.begin(), options.only.end(), bone) == options.only.end()) return;
    std::erase(unknown, bone);
    const bool each = piece ? sheet.wave > 0 && sheet.pieces[*piece].paired : wholes.sides_differ(sheet);
    for (const Side only : each ? std::vector{Side::left, Side::right} : std::vector{Side::midline})
      tasks.push_back({&sheet, piece, library.bone(bone), only, {}, false});
  };
  for (const BoneSheet &sheet : sheets) {
    if (sheet.pieces.empty()) add(sheet, sheet.bone, std::nullopt);
    for (std::size_t i = 0; i < sheet.pieces.size(); ++i) add(sheet, sheet.pieces[i].bone, i);
  }
  if (!unknown.empty()) return bad_arguments(fmt::format("there is no sheet of \"{}\"", unknown.front()), "see assets/anatomy/bones");
  return tasks;
}

// Whether a change leaves the task's surface as it is shown: a piece that lies clear of it.
bool untouched(const Task &task, const Glance &glance) {
  const auto room = glance.rooms.find(task.sheet->file);
  if (!task.piece || room == glance.rooms.end()) return false;
  const Side side = task.only != Side::midline ? task.only : task.bone->paired ? Side::left : Side::midline;
  const auto shown = std::ranges::find(glance.shown->structures, id_of(*task.bone, side), &format::Structure::id);
  if (shown == glance.shown->structures.end()) return false;
  const mat4 to_sheet = glm::inverse(placement(*task.sheet));
  const BodyFrame frame = frame_of(task, side);
  Bounds box;
  for (const vec3 p : shown->mesh.positions) box.add(vec3(to_sheet * vec4(frame.lps(p), 1)));
  return !box.touches(room->second);
}

// A task's bones as another body shows them.
void take_over(format::Body &body, const Task &task, const format::Body &from) {
  const std::vector<Side> both{Side::left, Side::right}, one{task.only};
  for (const Side side : task.only == Side::midline && task.bone->paired ? both : one) {
    const auto shown = std::ranges::find(from.structures, id_of(*task.bone, side), &format::Structure::id);
    if (shown == from.structures.end()) continue;
    format::Structure s = *shown;
    s.mesh.joints.clear(), s.mesh.weights.clear(), s.mesh.openness.clear();
    body.structures.push_back(std::move(s));
  }
}

void sculpt_all(std::vector<Task> &tasks, Wholes &wholes, ResultCache &cache, Progress &progress) {
  std::atomic<std::size_t> done{0};
  parallel_for(std::size_t(0), tasks.size(), [&](std::size_t i) {
    if (progress.cancelled()) return;
    Task &task = tasks[i];
    task.cached = true;
    task.form = cache.get<Form>("form", key_of(task, wholes), [&] {
      task.cached = false;
      return to_form(sculpt(task, wholes.of(*task.sheet, task.mirrored()), 1));
    });
    const std::size_t n = ++done;
    progress.report(fmt::format("Sculpting bones, {} of {}: {}", n, tasks.size(), task.bone->name),
                    static_cast<float>(n) / static_cast<float>(tasks.size()));
  });
}

// Makes what is not kept on the coarsest lattice, sees how long that takes, and makes it again on the finest that most of a
// second allows: what a solid costs depends on its parts, its neighbours and the machine.
void sculpt_for_a_glance(std::vector<Task> &tasks, Wholes &wholes, ResultCache &cache, Progress &progress) {
  constexpr double allowed = 0.7; // seconds
  constexpr float coarsest = 4, not_worth_it = 2.8F;
  std::vector<Task *> left;
  for (Task &task : tasks) {
    auto known = cache.find<Form>("form", key_of(task, wholes));
    task.cached = known.has_value();
    if (known) task.form = std::move(*known);
    else left.push_back(&task);
  }
  const auto make = [&](float coarser) {
    parallel_for(std::size_t(0), left.size(), [&](std::size_t i) {
      if (progress.cancelled()) return;
      Task &task = *left[i];
      const auto made = [&](float how) { return to_form(sculpt(task, wholes.of(*task.sheet, task.mirrored()), how)); };
      task.form = made(coarser);
      if (task.form.indices.empty()) task.form = made(1); // too thin for so coarse a look
      else if (coarser <= 1) cache.keep("form", key_of(task, wholes), task.form);
    });
  };
  progress.report("Sculpting bones", 0);
  using Clock = std::chrono::steady_clock;
  const Clock::time_point start = Clock::now();
  make(coarsest);
  const double took = std::chrono::duration<double>(Clock::now() - start).count();
  const float finest = coarsest * static_cast<float>(std::sqrt(took / allowed));
  if (finest < not_worth_it) make(std::max(1.0F, finest));
}

} // namespace

mat4 placement(const BoneSheet &sheet) {
  mat4 m = glm::translate(mat4(1), sheet.at);
  m = glm::rotate(m, sheet.turn_deg.z * degree, vec3(0, 0, 1));
  m = glm::rotate(m, sheet.turn_deg.y * degree, vec3(0, 1, 0));
  return glm::rotate(m, sheet.turn_deg.x * degree, vec3(1, 0, 0));
}

Status sculpt_bones(format::Body &body, std::span<const BoneSheet> sheets, const anatomy::Library &library, Progress &progress,
                    const SculptOptions &options, ResultCache &cache, SculptReport *report_out) {
  SculptReport local, &report = report_out != nullptr ? *report_out : local;
  Wholes wholes(sheets);
  auto tasks = tasks_of(sheets, wholes, library, options);
  MYO_TRY(tasks);
  if (options.instead != nullptr) {
    parallel_for(std::size_t(0), tasks->size(), [&](std::size_t i) {
      if (auto known = cache.find<Form>("form", key_of((*tasks)[i], wholes))) (*tasks)[i].form = std::move(*known);
    });
  } else if (options.glance != nullptr) {
    std::erase_if(*tasks, [&](const Task &task) { return untouched(task, *options.glance); });
    sculpt_for_a_glance(*tasks, wholes, cache, progress);
  } else {
    sculpt_all(*tasks, wholes, cache, progress);
  }
  if (progress.cancelled()) return cancelled();
  for (const Task &task : *tasks) {
    if (task.form.indices.empty() && options.instead != nullptr) {
      take_over(body, task, *options.instead);
      continue;
    }
    if (task.form.indices.empty())
      return bad_input(fmt::format("the parts of \"{}\" leave nothing", task.bone->id), task.sheet->file, "look at its cuts and pieces");
    note_faults(body, task, report);
    if (task.only != Side::midline) body.structures.push_back(place(task, task.only));
    else if (task.bone->paired)
      for (const Side side : {Side::left, Side::right}) body.structures.push_back(place(task, side));
    else body.structures.push_back(place(task, Side::midline));
    add_features(body, task);
  }
  return {};
}

} // namespace myo::assemble::embedded
