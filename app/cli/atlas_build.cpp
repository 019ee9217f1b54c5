// myoscope atlas build: our own body, from its sheets to an atlas folder.
#include "cli/atlas_build.h"

#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "assemble/embedded/build_body.h"
#include "assemble/embedded/refresh.h"
#include "assemble/result_cache.h"
#include "assemble/stopwatch.h"
#include "atlas/load.h"
#include "base/resources.h"
#include "format/as_written.h"
#include "format/schema.h"
#include "format/write.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct BuildArguments {
  std::filesystem::path out;
  std::vector<std::string> only;
  bool quick = false, json = false, quiet = false;
};

Json to_json(const assemble::BuildReport &report, const format::Body &body) {
  Json steps = Json::array(), bones = Json::array(), kinds = Json::object(), results = Json::object();
  double seconds = 0, cpu_seconds = 0;
  std::size_t triangles = 0;
  for (std::size_t i = 0; i < report.steps.size(); ++i) {
    const auto &step = report.steps[i];
    const double cpu = i > 0 && i <= report.cpu_seconds.size() ? report.cpu_seconds[i - 1] : 0; // none of reading the sheets
    steps.push_back({{"name", step.name}, {"seconds", step.seconds}, {"cpu_seconds", cpu}});
    seconds += step.seconds, cpu_seconds += cpu;
  }
  for (const auto &b : report.sculpted.bones)
    bones.push_back({{"bone", b.bone}, {"sheet", b.sheet}, {"triangles", b.triangles}, {"components", b.components}, {"genus", b.genus},
                     {"open_edges", b.open_edges}, {"crowded_edges", b.crowded_edges}, {"crumbs", b.dropped}, {"cached", b.cached}});
  std::map<format::Kind, std::size_t> of_kind;
  for (const format::Structure &s : body.structures) of_kind[s.kind] += s.mesh.indices.size() / 3;
  for (const auto &[kind, count] : of_kind) kinds[std::string(format::to_string(kind))] = count, triangles += count;
  for (const auto &[kind, tally] : report.results) results[kind] = {{"found", tally.found}, {"made", tally.made}};
  return {{"steps", steps}, {"seconds", seconds}, {"cpu_seconds", cpu_seconds}, {"structures", body.structures.size()},
          {"triangles", triangles}, {"triangles_by_kind", kinds}, {"results", results}, {"sculpted", bones}, {"notes", body.notes}};
}

// Sheets that are newer than an atlas, relative to the folder of all.
std::set<std::string> saved_since(const std::filesystem::path &atlas, const std::filesystem::path &anatomy) {
  std::error_code code;
  const auto built = std::filesystem::last_write_time(atlas / "body.json", code);
  std::set<std::string> out;
  for (auto entry = std::filesystem::recursive_directory_iterator(anatomy, code); !code && entry != std::filesystem::recursive_directory_iterator(); entry.increment(code))
    if (entry->path().extension() == ".toml" && entry->last_write_time(code) > built) out.insert(std::filesystem::relative(entry->path(), anatomy, code).generic_string());
  return out;
}

// What follows at once from the sheets that were saved since, into the atlas that is there; neighbours, skin and zones stay.
Result<format::Body> build_quickly(const BuildArguments &arguments, const std::filesystem::path &anatomy, const anatomy::Library &library, Progress &progress) {
  if (arguments.out.empty()) return bad_arguments("--quick needs an atlas that was built before", "name its folder with --out");
  const auto atlas = atlas::load_atlas(arguments.out, progress);
  MYO_TRY(atlas);
  if (atlas->body().source != "embedded") return bad_arguments(arguments.out.string() + " is not Myoscope's own body", "build it without --quick");
  const std::set<std::string> files = saved_since(arguments.out, anatomy);
  for (const std::string &file : files)
    if (!file.starts_with("bones/") && !file.starts_with("muscles/") && !file.starts_with("fasciae/"))
      return bad_arguments(file + " says more than the shape of one structure", "build without --quick");
  assemble::ResultCache cache(assemble::body_cache(user_cache_folder()));
  auto refreshed = assemble::refresh_embedded(atlas->body(), anatomy, library, files, cache, progress);
  MYO_TRY(refreshed);
  std::vector<std::string> &notes = refreshed->body.notes;
  for (const std::string &id : refreshed->changed) {
    const std::string note = id + " was put in quickly; its neighbours, the skin and the zones are as before";
    if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
  }
  return std::move(refreshed->body);
}

Status build(const BuildArguments &arguments) {
  const auto anatomy = find_resource("assets/anatomy");
  MYO_TRY(anatomy);
  if (!arguments.out.empty()) MYO_CHECK(format::may_write_atlas(arguments.out)); // before minutes of work
  anatomy::Texts texts;
  const auto library = anatomy::read_library(*anatomy, texts);
  MYO_TRY(library);
  Progress progress{arguments.quiet ? Progress::Listener() : steps_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  assemble::BuildReport report;
  auto body = arguments.quick ? build_quickly(arguments, *anatomy, *library, progress)
                              : assemble::build_embedded(*anatomy, *library, progress, {user_cache_folder(), arguments.only, &texts}, &report);
  MYO_TRY(body);
  if (!arguments.out.empty()) {
    assemble::Stopwatch watch(report.steps);
    double worked = assemble::processor_seconds();
    const auto lap = [&](const char *name) {
      const double now = assemble::processor_seconds();
      watch.lap(name), report.cpu_seconds.push_back(now - worked);
      worked = now;
    };
    format::as_written(*body);
    const auto written = format::write_ready_atlas(*body, arguments.out);
    MYO_TRY(written);
    lap("write");
    // Cooks the cache now, so that the first start is as quick as the second, and works from a folder nobody may write to.
    MYO_CHECK(atlas::cook_atlas(*body, *written, arguments.out, progress));
    lap("cook");
  }
  if (arguments.json) fmt::print("{}\n", to_json(report, *body).dump(2));
  else if (!arguments.quiet) {
    for (const std::string &note : body->notes) fmt::print(stderr, "note: {}\n", note);
    fmt::print("{} structures{}\n", body->structures.size(), arguments.out.empty() ? "" : "; written to " + arguments.out.string());
  }
  return {};
}

} // namespace

void add_atlas_build(CLI::App &atlas, Action &action) {
  auto arguments = std::make_shared<BuildArguments>();
  CLI::App *building = atlas.add_subcommand("build", "Build Myoscope's own body from assets/anatomy");
  building->add_option("--out", arguments->out, "Atlas folder to write")->option_text("DIR");
  building->add_option("--only", arguments->only, "These alone, as bare shapes: bones, or muscles and fasciae on the skeleton")->option_text("STRUCTURE ...");
  building->add_flag("--quick", arguments->quick, "Only what the sheets saved since the last build describe, into the atlas that is there")->excludes("--only");
  building->add_flag("--json", arguments->json, "Report as JSON");
  building->add_flag("--quiet", arguments->quiet, "Say nothing but faults");
  building->callback([arguments, &action] { action = [arguments] { return build(*arguments); }; });
}

} // namespace myo::app::cli
