// myoscope atlas import | check | info (compare: atlas_compare.cpp): from a data set to an atlas folder, and what is in one.
#include "cli/atlas_bones.h"
#include "cli/atlas_build.h"
#include "cli/atlas_install.h"
#include "cli/atlas_poses.h"
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "assemble/check.h"
#include "atlas/load.h"
#include "import_atlas.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct AtlasOptions {
  std::string source;
  std::filesystem::path path, out;
  std::optional<std::filesystem::path> folder;
  bool json = false, poses = false;
};

Json to_json(const assemble::AttachmentTally &tally) {
  return {{"expected", tally.expected},   {"found", tally.contact},     {"share", tally.share()},
          {"shared", tally.shared},       {"tendon", tally.tendon},     {"missing", tally.missing},
          {"boneless", tally.boneless},   {"allowed", tally.allowed},   {"unlisted", tally.unlisted}, {"stale", tally.stale},
          {"generated_expected", tally.generated_expected}, {"generated", tally.generated}};
}

Json to_json(const assemble::ImportReport &report, const assemble::CheckReport &checked) {
  Json steps = Json::array();
  double seconds = 0;
  for (const auto &step : report.steps) {
    steps.push_back({{"name", step.name}, {"seconds", step.seconds}});
    seconds += step.seconds;
  }
  return {{"steps", std::move(steps)}, {"seconds", seconds}, {"files", report.files}, {"elements", report.elements},
          {"parts", report.parts}, {"structures", report.structures}, {"triangles_read", report.triangles_read},
          {"triangles_kept", report.triangles_kept}, {"closed_before", report.closed_before},
          {"closed_after", report.closed_after}, {"attachments", to_json(checked.attachments)}, {"notes", report.notes}};
}

Status import(const AtlasOptions &options) {
  const auto library = open_library();
  MYO_TRY(library);
  Progress progress{steps_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  assemble::ImportReport report;
  MYO_CHECK(import_atlas(options.path, options.out, *library, progress, report));
  // Cooks the cache now, so that the first start is as quick as the second.
  const auto loaded = atlas::load_atlas(options.out, progress);
  MYO_TRY(loaded);
  const assemble::CheckReport checked = assemble::check(loaded->body(), *library);
  progress.report("done", 1.0F);
  if (options.json) fmt::print("{}\n", to_json(report, checked).dump(2));
  else
    fmt::print("{} structures, {} triangles, {} of {} expected attachments found; written to {}\n",
               loaded->body().structures.size(), report.triangles_kept, checked.attachments.contact, checked.attachments.expected,
               options.out.string());
  return {};
}

Status check(const AtlasOptions &options) {
  if (options.poses) return check_poses(options.folder, options.json);
  const auto folder = find_atlas(options.folder);
  MYO_TRY(folder);
  const auto library = open_library();
  MYO_TRY(library);
  Progress progress;
  const auto body = atlas::read_atlas(*folder, progress);
  MYO_TRY(body);
  const assemble::CheckReport report = assemble::check(*body, *library);
  if (options.json) {
    Json rows = Json::array();
    for (const assemble::CheckRow &row : report.rows)
      rows.push_back({{"check", row.check}, {"subject", row.subject},
                      {"verdict", row.verdict == assemble::Verdict::good    ? "good"
                                  : row.verdict == assemble::Verdict::fault ? "fault"
                                                                            : "remark"},
                      {"value", row.value}, {"limit", row.limit}, {"unit", row.unit}, {"text", row.text}});
    fmt::print("{}\n", Json{{"good", report.good()}, {"attachments", to_json(report.attachments)}, {"rows", rows}}.dump(2));
  } else {
    fmt::print("{}", assemble::check_text(report));
  }
  if (report.good()) return {};
  const auto faults = std::count_if(report.rows.begin(), report.rows.end(),
                                    [](const auto &row) { return row.verdict == assemble::Verdict::fault; });
  return bad_input(fmt::format("{} of {} checks found a fault", faults, report.rows.size()), folder->string());
}

Json info_of(const format::Body &body, const anatomy::Library &library) {
  std::size_t triangles = 0, vertices = 0;
  std::map<format::Kind, int> kinds;
  Json generated = Json::array(), credits = Json::array();
  for (const format::Structure &s : body.structures) {
    triangles += s.mesh.indices.size() / 3, vertices += s.mesh.positions.size();
    ++kinds[s.kind];
    if (s.generated) generated.push_back(s.id);
  }
  for (const format::Credit &c : body.credits) credits.push_back({{"text", c.text}, {"licence", c.licence}, {"url", c.url}});
  std::set<std::string> regions, patterns;
  for (const format::RegionField &r : body.regions) regions.insert(r.region);
  for (const format::TriggerPoint &t : body.trigger_points) patterns.insert(t.pattern);
  return {{"name", body.name}, {"source", body.source}, {"structures", body.structures.size()},
          {"bones", kinds[format::Kind::bone]}, {"teeth", kinds[format::Kind::tooth]}, {"discs", kinds[format::Kind::disc]},
          {"cartilages", kinds[format::Kind::cartilage]}, {"muscles", kinds[format::Kind::muscle]},
          {"joints", body.joints.size()}, {"triangles", triangles}, {"vertices", vertices},
          {"attachments", to_json(assemble::check(body, library).attachments)}, {"regions", regions.size()},
          {"patterns", patterns.size()}, {"generated", std::move(generated)}, {"credits", std::move(credits)},
          {"notes", body.notes}};
}

Status info(const AtlasOptions &options) {
  const auto folder = find_atlas(options.folder);
  MYO_TRY(folder);
  const auto library = open_library();
  MYO_TRY(library);
  Progress progress;
  const auto atlas = atlas::load_atlas(*folder, progress);
  MYO_TRY(atlas);
  const Json described = info_of(atlas->body(), *library);
  if (options.json) {
    fmt::print("{}\n", described.dump(2));
    return {};
  }
  fmt::print("{} ({})\n", atlas->body().name, folder->string());
  for (const auto &[key, value] : described.items())
    if (value.is_number()) fmt::print("  {:<12} {}\n", key, value.dump());
  const Json &a = described["attachments"];
  fmt::print("  {:<12} {} of {} expected\n  {:<12} {}\n", "attachments", a["found"].dump(), a["expected"].dump(),
             "generated", described["generated"].size());
  for (const format::Credit &credit : atlas->body().credits) fmt::print("  {}\n", credit.text);
  return {};
}

} // namespace

void add_atlas(CLI::App &app, Action &action) {
  auto options = std::make_shared<AtlasOptions>();
  CLI::App *atlas = app.add_subcommand("atlas", "Make, check and describe atlas folders");
  atlas->require_subcommand(1);

  CLI::App *importing = atlas->add_subcommand("import", "Make an atlas folder from a data set");
  importing->add_option("source", options->source, "bodyparts3d")
      ->required()
      ->check(CLI::IsMember({"bodyparts3d"}))
      ->option_text("SOURCE");
  importing->add_option("path", options->path, "The data set: its folder, or its zip with the tables beside it")
      ->required()
      ->option_text("PATH");
  importing->add_option("--out", options->out, "Atlas folder to write")->required()->option_text("DIR");
  importing->add_flag("--json", options->json, "Report as JSON");
  importing->callback([options, &action] { action = [options] { return import(*options); }; });

  add_atlas_build(*atlas, action);
  add_atlas_install(*atlas, action);

  CLI::App *checking = atlas->add_subcommand("check", "Verify an atlas folder again");
  checking->add_option("folder", options->folder, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  checking->add_flag("--json", options->json, "Report as JSON");
  checking->add_flag("--poses", options->poses, "Put it through twelve poses and every action: volume, stretch, bone, skin");
  checking->callback([options, &action] { action = [options] { return check(*options); }; });

  add_atlas_bones(*atlas, action);
  add_atlas_compare(*atlas, action);
  add_atlas_regions(*atlas, action);
  add_atlas_poses(*atlas, action);

  CLI::App *describing = atlas->add_subcommand("info", "What an atlas folder holds");
  describing->add_option("folder", options->folder, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  describing->add_flag("--json", options->json, "As one JSON object");
  describing->callback([options, &action] { action = [options] { return info(*options); }; });
}

} // namespace myo::app::cli
