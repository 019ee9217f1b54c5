// myoscope atlas bones: where the bones of a body go through each other, and where they are too thin to be bone.
#include "cli/atlas_bones.h"

#include "cli/atlas_name.h"

#include "assemble/body_frame.h"
#include "assemble/compare/overlaps.h"
#include "assemble/landmarks.h"
#include "atlas/load.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

struct BonesOptions {
  std::string atlas = "embedded";
  float deeper_mm = 0.5F, thinner_mm = 1;
  bool json = false;
};

std::string place(const format::Body &body, std::uint32_t structure, vec3 at) {
  const vec3 p = assemble::BodyFrame::of(body.structures[structure].side, assemble::midline_x(body)).lps(at);
  return fmt::format("{:.1f},{:.1f},{:.1f}", p.x, p.y, p.z);
}

Status bones(const BonesOptions &options) {
  const auto path = resolve_atlas_name(options.atlas);
  MYO_TRY(path);
  Progress progress;
  const auto atlas = atlas::load_atlas(*path, progress);
  MYO_TRY(atlas);
  const format::Body &body = atlas->body();
  const auto overlaps = assemble::bone_overlaps(body, options.deeper_mm);
  MYO_TRY(overlaps);
  const auto thin = assemble::thin_places(body, options.thinner_mm);
  MYO_TRY(thin);
  const auto name = [&](std::uint32_t i) { return body.structures[i].name; };
  Json report{{"overlaps", Json::array()}, {"thin", Json::array()}};
  for (const auto &o : *overlaps) {
    if (!options.json)
      fmt::print("{} in {}: {} vertices, {:.1f} mm at {}\n", name(o.of), name(o.in), o.vertices, o.deepest_mm, place(body, o.of, o.at));
    report["overlaps"].push_back({{"of", name(o.of)}, {"in", name(o.in)}, {"vertices", o.vertices}, {"deepest_mm", o.deepest_mm}, {"at", place(body, o.of, o.at)}});
  }
  for (const auto &t : *thin) {
    if (!options.json) fmt::print("{}: {} vertices thin, {:.2f} mm at {}\n", name(t.structure), t.vertices, t.thinnest_mm, place(body, t.structure, t.at));
    report["thin"].push_back({{"of", name(t.structure)}, {"vertices", t.vertices}, {"thinnest_mm", t.thinnest_mm}, {"at", place(body, t.structure, t.at)}});
  }
  if (options.json) fmt::print("{}\n", report.dump(2));
  else fmt::print("{} overlaps deeper than {:g} mm, {} bones thinner than {:g} mm somewhere\n", overlaps->size(), options.deeper_mm, thin->size(), options.thinner_mm);
  return {};
}

} // namespace

void add_atlas_bones(CLI::App &atlas, Action &action) {
  auto options = std::make_shared<BonesOptions>();
  CLI::App *looking = atlas.add_subcommand("bones", "Where bones go through each other or are too thin");
  looking->add_option("atlas", options->atlas, "Atlas folder, or embedded (default)")->option_text("ATLAS");
  looking->add_option("--deeper", options->deeper_mm, "Only overlaps deeper than this, mm; default 0.5")->option_text("MM");
  looking->add_option("--thinner", options->thinner_mm, "Only walls thinner than this, mm; default 1")->option_text("MM");
  looking->add_flag("--json", options->json, "As JSON");
  looking->callback([options, &action] { action = [options] { return bones(*options); }; });
}

} // namespace myo::app::cli
