// myoscope atlas compare A B: one body held against another, as a picture of one structure or in numbers.
#include "cli/atlas_name.h"
#include "cli/cli.h"
#include "cli/compare_report.h"
#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "assemble/compare/numbers.h"
#include "assemble/compare/sheet.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/measure.h"
#include "atlas/load.h"
#include "capture/png.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace myo::app::cli {
namespace {

constexpr std::string_view no_body = "none"; // in A's place: B alone is drawn

struct CompareOptions {
  std::string a, b, overlay, side = "left", zoom, with;
  std::vector<std::string> sections, only;
  std::optional<std::filesystem::path> out;
  bool only_views = false, only_sections = false, json = false;
};

Result<assemble::SheetOptions> sheet_options(const CompareOptions &options) {
  assemble::SheetOptions sheet;
  if (options.only_views && (options.only_sections || !options.sections.empty()))
    return bad_arguments("--only-views leaves out the sections that are asked for");
  sheet.sections = !options.only_views;
  sheet.views = !options.only_sections && options.sections.empty();
  std::size_t planes = 0;
  for (const std::string &text : options.sections) {
    const std::size_t axis = std::string_view("lps").find(text.empty() ? ' ' : text[0]);
    assemble::ChosenPlanes chosen{static_cast<int>(axis), assemble::numbers_of(text.size() > 2 ? text.substr(2) : "")};
    if (axis > 2 || text.size() < 3 || text[1] != '=' || chosen.values_mm.empty())
      return bad_arguments(fmt::format("\"{}\" is no section", text), "write e.g. --section s=1405 or --section l=80,95,110");
    planes += chosen.values_mm.size();
    sheet.planes.push_back(std::move(chosen));
  }
  if (planes > 6) return bad_arguments(fmt::format("{} sections are too many for one sheet", planes), "ask for at most 6");
  if (!options.zoom.empty()) {
    const std::vector<float> z = assemble::numbers_of(options.zoom);
    if (z.size() != 6 || !(z[0] < z[1] && z[2] < z[3] && z[4] < z[5]))
      return bad_arguments(fmt::format("\"{}\" is no box", options.zoom), "write --zoom l0,l1,p0,p1,s0,s1 in mm, each pair rising");
    sheet.zoom = Bounds{{z[0], z[2], z[4]}, {z[1], z[3], z[5]}};
  }
  return sheet;
}

std::string note_of(const format::Body &body, const std::vector<std::uint32_t> &structures, const assemble::LpsMesh &mesh) {
  if (mesh.empty()) return {};
  double volume = 0;
  for (const std::uint32_t s : structures) volume += assemble::volume_m3(body.structures[s].mesh);
  const vec3 low = mesh.box.low, high = mesh.box.high, size = mesh.box.size();
  return fmt::format("l {:.1f} to {:.1f}   p {:.1f} to {:.1f}   s {:.1f} to {:.1f}   size {:.1f} x {:.1f} x {:.1f} mm   {:.1f} cm³",
                     low.x, high.x, low.y, high.y, low.z, high.z, size.x, size.y, size.z, 1e6 * volume);
}

Status overlay(const CompareOptions &options) {
  const auto wanted = sheet_options(options);
  MYO_TRY(wanted);
  if (!options.out) return bad_arguments("--overlay draws a picture and needs a place for it", "add --out sheet.png");
  const auto library = open_library();
  MYO_TRY(library);
  const auto subject = assemble::find_subject(*library, options.overlay);
  MYO_TRY(subject);
  Progress progress;
  const CancelOnInterrupt interrupt{progress};
  auto typesetter = text::Typesetter::open();
  MYO_TRY(typesetter);

  const assemble::Sides sides = !subject->paired || options.side == "both" ? assemble::Sides::both
                                : options.side == "right"                   ? assemble::Sides::right
                                                                            : assemble::Sides::left;
  const anatomy::Side side = sides == assemble::Sides::right ? anatomy::Side::right : anatomy::Side::left;
  const auto prepare = [&](const std::string &name) -> Result<assemble::SheetBody> {
    if (name == no_body) return assemble::SheetBody{"-", {}, {}, {}};
    const auto path = resolve_atlas_name(name);
    MYO_TRY(path);
    const auto atlas = atlas::load_atlas(*path, progress);
    MYO_TRY(atlas);
    const format::Body &body = atlas->body();
    const auto frame = assemble::BodyFrame::of(side, assemble::midline_x(body));
    assemble::SheetBody out{body.name, {}, {}, {}};
    const auto structures = assemble::structures_of(body, *subject, sides);
    out.mesh = assemble::lps_mesh(body, structures, frame);
    out.note = note_of(body, structures, out.mesh);
    if (!options.with.empty()) {
      const auto others = assemble::find_subject(*library, options.with);
      MYO_TRY(others);
      out.others = assemble::lps_mesh(body, assemble::structures_of(body, *others, sides), frame);
    }
    return out;
  };
  const auto a = prepare(options.a);
  MYO_TRY(a);
  const auto b = prepare(options.b);
  MYO_TRY(b);

  const bool paired = sides != assemble::Sides::both;
  const assemble::SheetSubject shown{subject->title + (paired ? ", " + options.side : ""),
                                     side == anatomy::Side::right ? -1.0F : 1.0F, !paired};
  const auto picture = assemble::draw_sheet(shown, *a, *b, *wanted, *typesetter, progress);
  MYO_TRY(picture);
  MYO_CHECK(capture::write_png(*options.out, *picture, {}));
  fmt::print("{}\n", options.out->string());
  return {};
}

Status numbers(const CompareOptions &options) {
  if (options.out) return bad_arguments("--out is for a picture", "add --overlay STRUCTURE, or leave --out away");
  const auto library = open_library();
  MYO_TRY(library);
  std::vector<assemble::Subject> only;
  for (const std::string &text : options.only) {
    auto subject = assemble::find_subject(*library, text);
    MYO_TRY(subject);
    only.push_back(std::move(*subject));
  }
  const auto path_a = resolve_atlas_name(options.a), path_b = resolve_atlas_name(options.b);
  MYO_TRY(path_a);
  MYO_TRY(path_b);
  Progress loading, progress{tenths_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  const auto a = atlas::load_atlas(*path_a, loading), b = atlas::load_atlas(*path_b, loading);
  MYO_TRY(a);
  MYO_TRY(b);
  const auto compared = assemble::compare_bodies(a->body(), b->body(), *library, only, progress);
  MYO_TRY(compared);
  fmt::print("{}", options.json ? compare_json(*compared) : compare_table(*compared));
  return {};
}

} // namespace

void add_atlas_compare(CLI::App &atlas, Action &action) {
  auto options = std::make_shared<CompareOptions>();
  CLI::App *comparing = atlas.add_subcommand("compare", "Hold one body against another");
  comparing->add_option("a", options->a, "Atlas folder, or embedded: the body that is judged; none: look at B alone")->required()->option_text("A");
  comparing->add_option("b", options->b, "Atlas folder, or embedded: the body it is held against")->required()->option_text("B");
  comparing->add_option("--overlay", options->overlay, "Draw this structure of both: bone, muscle or FMA id, several with commas, or skull, skin")
      ->option_text("ID,...");
  comparing->add_option("--out", options->out, "Picture to write")->option_text("PNG");
  comparing->add_option("--side", options->side, "Side of a paired structure: left (default), right, both")
      ->check(CLI::IsMember({"left", "right", "both"}))
      ->option_text("SIDE");
  comparing->add_flag("--only-views", options->only_views, "Without sections, larger");
  comparing->add_flag("--only-sections", options->only_sections, "Without views, larger");
  comparing->add_option("--section", options->sections, "These sections only, mm: s=1405 or l=80,95; up to 6")->option_text("AXIS=MM,...");
  comparing->add_option("--zoom", options->zoom, "Only what lies in this box, mm: l0,l1,p0,p1,s0,s1")->option_text("BOX");
  comparing->add_option("--with", options->with, "Neighbours to show in grey")->option_text("ID,...");
  comparing->add_option("--only", options->only, "Numbers of these structures only")->option_text("ID ...");
  comparing->add_flag("--json", options->json, "Numbers as JSON instead of a table");
  comparing->callback([options, &action] {
    action = [options] { return options->overlay.empty() ? numbers(*options) : overlay(*options); };
  });
}

} // namespace myo::app::cli
