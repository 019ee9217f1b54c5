#include "assemble/embedded/build_body.h"

#include "assemble/attachments.h"
#include "assemble/deep_surface.h"
#include "assemble/joints.h"
#include "assemble/kept_step.h"
#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/muscles/grow_muscles.h"
#include "assemble/openness.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/steps.h"
#include "assemble/trigger_points.h"
#include "assemble/weights.h"
#include "base/parallel.h"

#include <array>
#include <fmt/format.h>
#include <ctime>
#include <optional>

namespace myo::assemble {
namespace {

constexpr std::uint64_t kept_bytes = 1ULL << 30; // of results: about ten whole bodies

// Shapes alone: everything rests on one joint, so that the atlas can be written and looked at.
void stand_still(format::Body &body) {
  body.joints = {{"sacrum", format::none, vec3(0), mat3(1), "judged", 0}};
  for (format::Structure &s : body.structures) {
    s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
    s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
  }
  for (format::Landmark &l : body.landmarks) l.joint = 0;
}

// What is asked for alone: bones, and what is grown on them.
struct Asked {
  std::vector<std::string> bones;
  std::set<std::string, std::less<>> flesh;
};
Result<Asked> asked_of(const std::vector<std::string> &only, std::span<const anatomy::BoneSheet> sheets, const anatomy::Library &library) {
  Asked out;
  for (const std::string &id : only) {
    const auto has = [&](const anatomy::BoneSheet &sheet) {
      return sheet.pieces.empty() ? sheet.bone == id : std::ranges::find(sheet.pieces, id, &anatomy::SheetPiece::bone) != sheet.pieces.end();
    };
    if (std::ranges::any_of(sheets, has)) out.bones.push_back(id);
    else if (library.muscle(id) != nullptr || std::ranges::find(library.fasciae, id, &anatomy::Fascia::id) != library.fasciae.end()) out.flesh.insert(id);
    else return bad_arguments(fmt::format("there is no sheet of \"{}\"", id), "see assets/anatomy/bones, muscles and fasciae");
  }
  return out;
}

struct Skin {
  format::Structure structure;
  std::vector<std::string> notes;
};
template <class A> void visit(A &a, Skin &s) {
  format::visit_structure(a, s.structure), format::visit_mesh(a, s.structure.mesh);
  a.list(s.notes, [](A &v, std::string &n) { v(n); });
}

// What nothing has changed for is found whole; else the stages of the skin look for what they made.
Result<Skin> skin_of(const format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *cache,
                     std::string_view sheet, std::uint64_t texts) {
  const std::uint64_t key = cache != nullptr ? Key(makers::steps()).value(body_hash(body)).value(texts).hash() : 0;
  if (cache != nullptr)
    if (auto known = cache->find<Skin>("skin", key)) return std::move(*known);
  Skin made;
  ResultCache none;
  auto skin = make_skin(body, library, progress, cache != nullptr ? *cache : none, sheet, made.notes);
  MYO_TRY(skin);
  made.structure = std::move(*skin);
  if (cache != nullptr) cache->keep("skin", key, made);
  return made;
}

// The skin is made on one core for long stretches. What lies under it is shaded meanwhile: skin darkens nothing.
Status skin_and_shading(format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *skin_cache,
                        std::string_view sheet, std::uint64_t texts, ResultCache &cache) {
  std::optional<Result<Skin>> skin;
  std::optional<Result<OpennessLists>> shades;
  Progress wrapping(progress, 0, 0.7F), shading(progress, 0.7F, 1);
  parallel_invoke([&] { skin.emplace(skin_of(body, library, wrapping, skin_cache, sheet, texts)); },
                       [&] { shades.emplace(find_openness(body.structures, library, shading, {.joints = body.joints}, cache)); });
  MYO_TRY(*skin);
  MYO_TRY(*shades);
  for (std::size_t i = 0; i < body.structures.size(); ++i) body.structures[i].mesh.openness = std::move((**shades)[i]);
  std::move((**skin).notes.begin(), (**skin).notes.end(), std::back_inserter(body.notes));
  body.structures.push_back(std::move((**skin).structure));
  return {};
}

// Skin and deep surfaces, which came after the others had been shaded.
std::set<std::uint32_t> unshaded(const format::Body &body) {
  std::set<std::uint32_t> out;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i)
    if (body.structures[i].mesh.openness.empty()) out.insert(i);
  return out;
}

} // namespace

std::filesystem::path body_cache(const std::filesystem::path &caches) { return caches.empty() ? caches : caches / "body"; }

Result<format::Body> build_embedded(const std::filesystem::path &anatomy, const anatomy::Library &library, Progress &progress,
                                    const BuildOptions &options, BuildReport *report_out) {
  BuildReport local, &report = report_out != nullptr ? *report_out : local;
  Stopwatch watch(report.steps);
  ResultCache cache(body_cache(options.cache));
  progress.report("Reading the sheets", 0);
  const auto sheets = anatomy::read_sheets(anatomy, library);
  MYO_TRY(sheets);
  watch.lap("read");
  format::Body body;
  body.name = "Myoscope";
  body.source = "embedded";
  body.credits.push_back({"Myoscope", "MIT", ""});
  std::vector<format::Landmark> given;
  const auto asked = asked_of(options.only, *sheets, library);
  MYO_TRY(asked);
  const std::vector<std::string> bones = asked->flesh.empty() ? asked->bones : std::vector<std::string>(); // flesh needs them all
  const Step sculpt{"sculpt", 0.3F, [&](format::Body &b, const anatomy::Library &l, Progress &p) -> Status {
                      MYO_CHECK(embedded::sculpt_bones(b, *sheets, l, p, {bones}, cache, &report.sculpted));
                      given = b.landmarks;
                      return {};
                    }};
  if (!bones.empty()) {
    MYO_CHECK(run_steps({&sculpt, 1}, 0, body, library, progress, watch));
    stand_still(body);
    return body;
  }
  const auto says = [&](std::string_view file) -> std::string_view {
    if (options.texts == nullptr) return {};
    const auto at = options.texts->find(file);
    return at == options.texts->end() ? std::string_view{} : at->second;
  };
  // Regions leave out parts that the surface's sheet shapes, such as the auricle.
  const std::string drawn_by = says("regions.toml").empty() || says("surface.toml").empty() ? std::string() : fmt::format("{}\n{}", says("regions.toml"), says("surface.toml"));
  const auto cache_if = [&](std::string_view text) { return text.empty() ? nullptr : &cache; };
  using Body = format::Body;
  using Library = anatomy::Library;
  // Each looks at the vocabulary, but not at all of it.
  const anatomy::Texts no_texts, &texts = options.texts != nullptr ? *options.texts : no_texts;
  const std::uint64_t of_muscles = texts_hash(texts, {"patterns/", "moves/", "poses.", "motions.", "cues.", "red_flags.", "joint_pain."});
  const std::uint64_t of_surface = texts_hash(texts, {"patterns/", "moves/", "poses.", "motions.", "cues.", "red_flags.", "joint_pain.", "muscles/", "fasciae/"});
  const auto keep = [&](const Step &step, std::uint64_t said) {
    if (options.texts == nullptr) return step;
    return kept(step, [&given, said] { // sheets say where features lie
      Key key(said);
      for (const format::Landmark &l : given) key.text(l.id).value(l.side).value(l.point);
      return key.hash();
    }, cache);
  };
  const Step landmarks = keep({"landmarks", 0.03F, [&](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::bones, given); }}, of_surface);
  const Step joints = keep({"joints", 0.03F, [](Body &b, const Library &l, Progress &p) { return build_joints(b, l, p); }}, of_surface);
  if (!asked->flesh.empty()) {
    const std::array some{sculpt, landmarks, joints,
                          Step{"muscles", 0.5F, [&](Body &b, const Library &l, Progress &p) {
                                 GrowOptions grow;
                                 grow.these = asked->flesh, grow.native = true, grow.cache = &cache;
                                 return grow_muscles(b, l, p, grow);
                               }}};
    MYO_CHECK(run_steps(some, 0, body, library, progress, watch));
    stand_still(body);
    return body;
  }
  const std::array steps{
      sculpt,
      landmarks,
      joints,
      keep({"muscles", 0.2F, [&](Body &b, const Library &l, Progress &p) { return grow_muscles(b, l, p, {.native = true, .cache = &cache}); }}, of_muscles),
      Step{"attachments", 0.05F, [&](Body &b, const Library &l, Progress &p) { return find_attachments(b, l, p, &cache); }},
      Step{"weights", 0.1F, [&](Body &b, const Library &l, Progress &p) { return weigh(b, l, p, &cache); }},
      keep({"where the skin will be", 0.01F, [](Body &b, const Library &l, Progress &p) { return place_soft_landmarks(b, l, p); }}, of_surface),
      Step{"skin and shading", 0.3F, [&](Body &b, const Library &l, Progress &p) { return skin_and_shading(b, l, p, cache_if(says("surface.toml")), says("surface.toml"), of_surface, cache); }},
      keep({"soft landmarks", 0.02F, [&](Body &b, const Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::skin, given); }}, of_surface),
      keep({"deep surfaces", 0.03F, [](Body &b, const Library &l, Progress &) { return add_deep_surfaces(b, l); }}, of_surface),
      Step{"regions", 0.1F, [&](Body &b, const Library &l, Progress &p) { return place_regions(b, l, p, Corners::rounded, cache_if(drawn_by), drawn_by); }},
      Step{"trigger points", 0.02F, [](Body &b, const Library &l, Progress &) { return place_trigger_points(b, l); }},
      Step{"openness", 0.02F, [&](Body &b, const Library &l, Progress &p) { return bake_openness(b, l, p, {.only = unshaded(b), .joints = b.joints}, &cache); }},
  };
  std::vector<Step> timed;
  timed.reserve(steps.size());
  for (const Step &step : steps)
    timed.push_back({step.name, step.share, [&report, run = step.run](Body &b, const Library &l, Progress &p) {
                       const double before = processor_seconds();
                       Status status = run(b, l, p);
                       report.cpu_seconds.push_back(processor_seconds() - before);
                       return status;
                     }});
  MYO_CHECK(run_steps(timed, 0, body, library, progress, watch));
  report.results = cache.tallies();
  cache.shrink(kept_bytes);
  progress.report("The body is built", 1);
  return body;
}

} // namespace myo::assemble
