// myoscope measure: one distance, angle or width of one body, as a person with calipers would take it.
#include "cli/atlas_name.h"
#include "cli/cli.h"

#include "assemble/compare/caliper.h"
#include "assemble/compare/numbers.h"
#include "assemble/landmarks.h"
#include "atlas/load.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <cmath>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

struct MeasureOptions {
  std::string atlas, question, side = "left";
  std::vector<std::string> words;
  bool json = false;
};

struct Reading { double value = 0; std::string unit; };

Status expect(const MeasureOptions &options, bool good, std::string_view form) {
  if (good) return {};
  return bad_arguments(fmt::format("{} takes {}", options.question, form),
                       "a point is a landmark, e.g. acromion_top or right.acromion_top, or l,p,s in mm");
}

Result<Reading> distance(const MeasureOptions &options, const format::Body &body, const anatomy::Library &library, anatomy::Side side) {
  MYO_CHECK(expect(options, options.words.size() == 2, "two points"));
  const auto a = assemble::point_at(body, library, options.words[0], side), b = assemble::point_at(body, library, options.words[1], side);
  MYO_TRY(a);
  MYO_TRY(b);
  return Reading{std::round(2.0 * static_cast<double>(glm::length(*a - *b))) / 2.0, "mm"};
}

Result<Reading> angle(const MeasureOptions &options, const format::Body &body, const anatomy::Library &library, anatomy::Side side) {
  MYO_CHECK(expect(options, options.words.size() == 3, "three points, the vertex in the middle"));
  std::vector<vec3> points;
  for (const std::string &word : options.words) {
    const auto point = assemble::point_at(body, library, word, side);
    MYO_TRY(point);
    points.push_back(*point);
  }
  const auto found = assemble::angle_deg(points[0], points[1], points[2]);
  if (!found) return bad_arguments("two of the points are the same", "an angle needs three different ones");
  return Reading{std::round(*found), "degrees"};
}

Result<Reading> width(const MeasureOptions &options, const format::Body &body, const anatomy::Library &library, anatomy::Side side) {
  MYO_CHECK(expect(options, options.words.size() == 4 && options.words[2] == "through", "BONE AXIS through POINT"));
  const std::string &axis = options.words[1];
  std::vector<float> direction = assemble::numbers_of(axis);
  if (axis == "l") direction = {1, 0, 0};
  if (axis == "p") direction = {0, 1, 0};
  if (axis == "s") direction = {0, 0, 1};
  if (direction.size() != 3) return bad_arguments(fmt::format("\"{}\" is no axis", axis), "give l, p, s or a direction l,p,s");
  const auto subject = assemble::find_subject(library, options.words[0]);
  MYO_TRY(subject);
  const auto point = assemble::point_at(body, library, options.words[3], side);
  MYO_TRY(point);
  const auto sides = !subject->paired                    ? assemble::Sides::both
                     : side == anatomy::Side::right ? assemble::Sides::right
                                                    : assemble::Sides::left;
  const auto mesh = assemble::lps_mesh(body, assemble::structures_of(body, *subject, sides),
                                       assemble::BodyFrame::of(side, assemble::midline_x(body)));
  if (mesh.empty()) return bad_input("this body does not have it", options.words[0]);
  const auto found = assemble::width_mm(mesh, *point, {direction[0], direction[1], direction[2]});
  if (!found) return bad_input("that line does not meet it", options.words[0], "choose a point inside or beside it");
  return Reading{std::round(2.0 * *found) / 2.0, "mm"};
}

Status measure(const MeasureOptions &options) {
  const auto path = resolve_atlas_name(options.atlas);
  MYO_TRY(path);
  const auto library = open_library();
  MYO_TRY(library);
  Progress progress;
  const auto atlas = atlas::load_atlas(*path, progress);
  MYO_TRY(atlas);
  const anatomy::Side side = *anatomy::side_from(options.side);
  const auto ask = options.question == "distance" ? distance : options.question == "angle" ? angle : width;
  const auto reading = ask(options, atlas->body(), *library, side);
  MYO_TRY(reading);
  if (options.json)
    fmt::print("{}\n", nlohmann::ordered_json{{"question", options.question}, {"value", reading->value}, {"unit", reading->unit}}.dump());
  else fmt::print("{:g}\n", reading->value);
  return {};
}

} // namespace

void add_measure(CLI::App &app, Action &action) {
  auto options = std::make_shared<MeasureOptions>();
  CLI::App *measuring = app.add_subcommand("measure", "One distance, angle or width of a body, to 0.5 mm or 1 degree");
  measuring->add_option("atlas", options->atlas, "Atlas folder, or embedded")->required()->option_text("ATLAS");
  measuring->add_option("question", options->question, "distance P P | angle P P P | width BONE AXIS through P")
      ->required()
      ->check(CLI::IsMember({"distance", "angle", "width"}))
      ->option_text("QUESTION");
  measuring->add_option("of", options->words, "Landmarks or l,p,s in mm; for a width the bone and l, p or s first")
      ->required()
      ->option_text("...");
  measuring->add_option("--side", options->side, "Side that paired names mean: left (default) or right")
      ->check(CLI::IsMember({"left", "right"}))
      ->option_text("SIDE");
  measuring->add_flag("--json", options->json, "As JSON");
  measuring->callback([options, &action] { action = [options] { return measure(*options); }; });
}

} // namespace myo::app::cli
