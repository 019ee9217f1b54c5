// myoscope atlas build: our own body, from its sheets to an atlas folder.
#include "cli/atlas_build.h"

#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "assemble/embedded/build_body.h"
#include "assemble/embedded/refresh.h"
#include "assemble/embedded/sheet_marks.h"
#include "assemble/result_cache.h"
#include "assemble/stopwatch.h"
#include "atlas/cache.h"
#include "atlas/load.h"
#include "base/resources.h"
#include "format/as_written.h"
#include "format/schema.h"
#include "format/write.h"

#include <CLI/CLI.hpp>
#include <chrono>
#include <fmt/ranges.h>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view put_in_at_once = " was put in quickly; its neighbours and the zones are as before, and the skin is only lifted over it";

struct BuildArguments {
  std::filesystem::path out;
  std::vector<std::string> only;
  bool quick = false, json = false, quiet = false;
};

// How long each part of the work took, as clock and processor.
struct Laps {
  struct Lap { std::string name; double seconds = 0, cpu_seconds = 0; };
  std::vector<Lap> all;

  void lap(std::string name) {
    const double now = seconds_now(), worked = assemble::processor_seconds();
    all.push_back({std::move(name), now - last_, worked - worked_});
    last_ = now, worked_ = worked;
  }
  [[nodiscard]] double seconds() const { return last_ - first_; }

private:
  static double seconds_now() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }
  double first_ = seconds_now(), last_ = first_, worked_ = assemble::processor_seconds();
};

Json to_json(const Laps::Lap &l) { return {{"name", l.name}, {"seconds", l.seconds}, {"cpu_seconds", l.cpu_seconds}}; }
Json to_json(const Laps &laps) {
  Json out = Json::array();
  for (const Laps::Lap &l : laps.all) out.push_back(to_json(l));
  return out;
}

// What was put into the atlas at once.
struct Shown {
  atlas::Atlas atlas;
  std::vector<std::string> changed;
  Laps laps;
};

Json to_json(const assemble::BuildReport &report, const Laps &laps, const format::Body &body, const Shown *shown) {
  Json steps = Json::array(), bones = Json::array(), kinds = Json::object(), results = Json::object();
  double seconds = 0, cpu_seconds = 0;
  std::size_t triangles = 0;
  const auto add = [&](const Laps::Lap &lap) {
    steps.push_back(to_json(lap));
    seconds += lap.seconds, cpu_seconds += lap.cpu_seconds;
  };
  for (std::size_t i = 0; i < report.steps.size(); ++i) // none was taken of reading the sheets
    add({report.steps[i].name, report.steps[i].seconds, i > 0 && i <= report.cpu_seconds.size() ? report.cpu_seconds[i - 1] : 0});
  for (const Laps::Lap &l : laps.all) add(l);
  for (const auto &b : report.sculpted.bones)
    bones.push_back({{"bone", b.bone}, {"sheet", b.sheet}, {"triangles", b.triangles}, {"components", b.components}, {"genus", b.genus},
                     {"open_edges", b.open_edges}, {"crowded_edges", b.crowded_edges}, {"crumbs", b.dropped}, {"cached", b.cached}});
  std::map<format::Kind, std::size_t> of_kind;
  for (const format::Structure &s : body.structures) of_kind[s.kind] += s.mesh.indices.size() / 3;
  for (const auto &[kind, count] : of_kind) kinds[std::string(format::to_string(kind))] = count, triangles += count;
  for (const auto &[kind, tally] : report.results) results[kind] = {{"found", tally.found}, {"made", tally.made}};
  Json out{{"steps", steps}, {"seconds", seconds}, {"cpu_seconds", cpu_seconds}, {"structures", body.structures.size()},
           {"triangles", triangles}, {"triangles_by_kind", kinds}, {"results", results}, {"sculpted", bones}, {"notes", body.notes}};
  if (shown != nullptr) out["at_once"] = {{"changed", shown->changed}, {"seconds", shown->laps.seconds()}, {"steps", to_json(shown->laps)}};
  return out;
}

// All that a build needs, however it goes about it.
struct Job {
  std::filesystem::path out, anatomy;
  const anatomy::Library &library;
  assemble::SheetMarks marks;
  assemble::ResultCache cache{assemble::body_cache(user_cache_folder())};
  Progress &progress;
};

// What follows at once from the saved sheets, put into the atlas that is there.
Result<Shown> show(Job &job, const atlas::Atlas &before, const assemble::SheetMarks &said, const std::set<std::string> &files, Laps laps) {
  auto refreshed = assemble::refresh_embedded(before.body(), job.anatomy, job.library, files, job.cache, job.progress, said.bones);
  MYO_TRY(refreshed);
  for (const std::string &id : refreshed->changed) {
    const std::string note = id + std::string(put_in_at_once);
    if (std::ranges::find(refreshed->body.notes, note) == refreshed->body.notes.end()) refreshed->body.notes.push_back(note);
  }
  laps.lap("shapes");
  auto atlas = atlas::write_and_cook(std::move(refreshed->body), job.out, job.progress, &before);
  MYO_TRY(atlas);
  assemble::remember_sheets(job.cache, atlas->hash(), job.marks);
  laps.lap("write");
  return Shown{std::move(*atlas), std::move(refreshed->changed), std::move(laps)};
}

// --quick: that and no more, of at most so many sheets.
Result<Shown> build_quickly(Job &job, std::size_t at_most) {
  if (job.out.empty()) return bad_arguments("--quick needs an atlas that was built before", "name its folder with --out");
  Laps laps;
  auto atlas = atlas::load_atlas(job.out, job.progress);
  MYO_TRY(atlas);
  laps.lap("read");
  if (atlas->body().source != "embedded") return bad_arguments(job.out.string() + " is not Myoscope's own body", "build it without --quick");
  const auto said = assemble::remembered_sheets(job.cache, atlas->hash());
  if (!said) return bad_arguments("which sheets " + job.out.string() + " was built from is not known any more", "build without --quick");
  const std::set<std::string> files = assemble::files_that_differ(*said, job.marks);
  for (const std::string &file : files)
    if (!job.marks.hashes.contains(file)) return bad_arguments(file + " is gone", "build without --quick");
    else if (!assemble::tells_a_shape(file)) return bad_arguments(file + " says more than the shape of one structure", "build without --quick");
  if (files.size() > at_most) return bad_arguments(fmt::format("{} sheets have changed", files.size()), "build without --quick");
  if (files.empty()) return Shown{std::move(*atlas), {}, std::move(laps)};
  return show(job, *atlas, *said, files, std::move(laps));
}

// Before the minute that an exact body takes: whoever has saved a few sheets finds them in the atlas within two seconds. What
// stands in the way of that stands in nobody's way: the exact build follows, and says what is wrong with a sheet.
std::optional<Shown> show_at_once(Job &job) {
  constexpr std::size_t few = 8; // more take longer than a look is worth
  if (job.out.empty() || !atlas::has_cache(job.out)) return std::nullopt;
  auto shown = build_quickly(job, few);
  if (!shown || shown->changed.empty()) return std::nullopt;
  return std::move(*shown);
}

void say(const Shown &shown, std::string_view what_follows) {
  fmt::print(stderr, "{} put in after {:.1f} s{}\n", fmt::join(shown.changed, ", "), shown.laps.seconds(), what_follows);
}

void tell(const BuildArguments &arguments, const assemble::BuildReport &report, const Laps &laps, const format::Body &body, const Shown *shown) {
  if (arguments.json) {
    fmt::print("{}\n", to_json(report, laps, body, shown).dump(2));
  } else if (!arguments.quiet) {
    for (const std::string &note : body.notes) fmt::print(stderr, "note: {}\n", note);
    fmt::print("{} structures{}\n", body.structures.size(), arguments.out.empty() ? "" : "; written to " + arguments.out.string());
  }
}

// The exact body into its folder; what has been shown there lends it levels of detail.
Result<atlas::Atlas> write_whole(Job &job, format::Body body, const Shown *shown) {
  format::as_written(body);
  // Cooks the cache now, so that the first start is as quick as the second, and works from a folder nobody may write to.
  auto written = atlas::write_and_cook(std::move(body), job.out, job.progress, shown != nullptr ? &shown->atlas : nullptr);
  if (written) assemble::remember_sheets(job.cache, written->hash(), job.marks);
  return written;
}

Status build(const BuildArguments &arguments) {
  const auto anatomy = find_resource("assets/anatomy");
  MYO_TRY(anatomy);
  if (!arguments.out.empty()) MYO_CHECK(format::may_write_atlas(arguments.out)); // before minutes of work
  anatomy::Texts texts;
  const auto library = anatomy::read_library(*anatomy, texts);
  MYO_TRY(library);
  auto marks = assemble::marks_of(*anatomy);
  MYO_TRY(marks);
  Progress progress{arguments.quiet ? Progress::Listener() : steps_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  Job job{.out = arguments.out, .anatomy = *anatomy, .library = *library, .marks = std::move(*marks), .progress = progress};
  if (arguments.quick) {
    const auto shown = build_quickly(job, job.marks.hashes.size());
    MYO_TRY(shown);
    if (!arguments.quiet && !arguments.json && !shown->changed.empty()) say(*shown, "; neighbours and zones follow when it is built without --quick");
    tell(arguments, {}, {}, shown->atlas.body(), &*shown);
    return {};
  }
  const std::optional<Shown> shown = arguments.only.empty() ? show_at_once(job) : std::nullopt;
  if (progress.cancelled()) return cancelled();
  if (shown && !arguments.quiet) say(*shown, "; the whole body follows");
  const Shown *before = shown ? &*shown : nullptr;
  assemble::BuildReport report;
  auto body = assemble::build_embedded(*anatomy, *library, progress, {user_cache_folder(), arguments.only, &texts}, &report);
  MYO_TRY(body);
  Laps laps;
  if (arguments.out.empty()) {
    tell(arguments, report, laps, *body, before);
    return {};
  }
  const auto atlas = write_whole(job, std::move(*body), before);
  MYO_TRY(atlas);
  laps.lap("write");
  tell(arguments, report, laps, atlas->body(), before);
  return {};
}

} // namespace

void add_atlas_build(CLI::App &atlas, Action &action) {
  auto arguments = std::make_shared<BuildArguments>();
  CLI::App *building = atlas.add_subcommand("build", "Build Myoscope's own body from assets/anatomy");
  building->add_option("--out", arguments->out, "Atlas folder to write")->option_text("DIR");
  building->add_option("--only", arguments->only, "These alone, as bare shapes: bones, or muscles and fasciae on the skeleton")->option_text("STRUCTURE ...");
  building->add_flag("--quick", arguments->quick, "Stop after what the sheets saved since the last build describe is in the atlas")->excludes("--only");
  building->add_flag("--json", arguments->json, "Report as JSON");
  building->add_flag("--quiet", arguments->quiet, "Say nothing but faults");
  building->callback([arguments, &action] { action = [arguments] { return build(*arguments); }; });
}

} // namespace myo::app::cli
