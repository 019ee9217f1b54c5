// myoscope render: the opening view, a muscle or patterns as a PNG file. Same arguments, same bytes.
#include "cli/animation.h"
#include "cli/cli.h"
#include "cli/scene_options.h"

#include "anatomy/search.h"
#include "base/files.h"
#include "capture/png.h"
#include "frame/best_view.h"
#include "heat/match.h"
#include "scene/view_record.h"
#include "still.h"

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <memory>

namespace myo::app::cli {
namespace {

struct RenderOptions {
  std::optional<std::filesystem::path> atlas, file, record;
  std::string animation;
  std::string muscle, side = "right", view, size = "1080x1350", background = "light", frame;
  std::vector<std::string> patterns, hurts, layers, isolated;
  PoseOptions pose;
  bool no_text = false, labels = false, lengths = false, side_given = false, side_by_side = false;
  StillOptions still;
};

// A view record is a JSON file, or a picture that Myoscope wrote: it carries the record that made it.
Result<std::string> record_text(const std::filesystem::path &path) {
  if (path.extension() != ".png") return read_text(path, 1U << 20U);
  const auto file = capture::read_png(path);
  MYO_TRY(file);
  for (const capture::PngText &text : file->text)
    if (text.key == "Myoscope view") return text.value;
  return bad_input("carries no view record", path.string(), "give a picture that Myoscope wrote, or a JSON file");
}

Result<scene::Scene> opening(const Workbench &workbench, const RenderOptions &options) {
  scene::Scene scene = scene::opening_scene(workbench.context());
  if (!options.record) return scene;
  const auto text = record_text(*options.record);
  MYO_TRY(text);
  auto read = scene::read_view(*text, workbench.context(), options.record->string());
  MYO_TRY(read);
  MYO_CHECK(scene::apply(scene, scene::OpenView{std::move(read->document)}, workbench.context()));
  return scene;
}

Result<scene::SetLayer> parse_layer(const std::string &text) {
  const std::size_t equals = text.find('=');
  const std::string state = equals == std::string::npos ? "shown" : text.substr(equals + 1);
  const auto known = scene::layer_state_from(state);
  if (!known) return bad_arguments(fmt::format("\"{}\" is no state of a layer", state), "use shown, ghost or hidden");
  return scene::SetLayer{text.substr(0, equals), *known};
}

// What an id, FMA id or bone's name stands for, on the asked sides.
std::vector<std::uint32_t> shown_on(const Workbench &workbench, const std::string &name, heat::Sides sides) {
  std::vector<std::uint32_t> found = scene::resolve(workbench.context(), name);
  std::erase_if(found, [&](std::uint32_t s) { return !on_side(workbench.atlas.body().structures[s].side, sides); });
  return found;
}

// "nasion:120": a landmark, or a structure by any of its ids, and the radius in mm of what is to fill the picture.
Result<CloseUp> parse_close_up(const Workbench &workbench, const std::string &text, heat::Sides sides) {
  const std::size_t colon = text.rfind(':');
  char *end = nullptr;
  const char *number = colon == std::string::npos ? "" : text.c_str() + colon + 1;
  const float radius = std::strtof(number, &end);
  if (end == number || *end != 0 || !(radius >= 5 && radius <= 5000))
    return bad_arguments(fmt::format("\"{}\" is no close-up", text), "write PLACE:RADIUS_MM with 5 to 5000 mm");
  CloseUp wish{.radius = radius * millimetre};
  const std::string place = text.substr(0, colon);
  const atlas::Atlas &atlas = workbench.atlas;
  wish.landmark = atlas.landmark(place, on_side(format::Side::right, sides) ? format::Side::right : format::Side::left);
  if (wish.landmark == format::none) wish.structures = shown_on(workbench, place, sides);
  if (wish.landmark != format::none || !wish.structures.empty()) return wish;
  std::vector<std::string> known;
  for (const format::Landmark &l : atlas.body().landmarks) known.push_back(l.id);
  const std::vector<std::string> near = anatomy::nearest_names(known, place, 1);
  return bad_arguments(fmt::format("this body has no landmark or structure \"{}\"", place),
                       near.empty() ? "see landmarks.toml" : fmt::format("did you mean \"{}\"?", near.front()));
}

// Structures by any of their names, on the asked sides.
Result<scene::Isolate> isolate_of(const Workbench &workbench, const std::vector<std::string> &names, heat::Sides sides) {
  scene::Isolate isolate;
  for (const std::string &name : names) {
    std::vector<std::uint32_t> found = shown_on(workbench, name, sides);
    if (found.empty()) {
      const auto muscle = find_muscle(workbench, name, sides); // by its English name, or the complaint with the nearest ones
      MYO_TRY(muscle);
      found = muscle->structures;
    }
    for (const std::uint32_t s : found) isolate.ids.push_back(workbench.atlas.body().structures[s].id);
  }
  return isolate;
}

// "levator_scapulae" or "levator_scapulae:left".
struct AskedPattern { std::string id; std::optional<heat::Sides> sides; };
Result<AskedPattern> parse_pattern(const anatomy::Library &library, const std::string &text) {
  const std::size_t colon = text.find(':');
  const auto id = find_pattern(library, text.substr(0, colon));
  MYO_TRY(id);
  if (colon == std::string::npos) return AskedPattern{*id, {}};
  const auto sides = heat::sides_from(text.substr(colon + 1));
  if (!sides) return bad_arguments(fmt::format("\"{}\" is no side", text.substr(colon + 1)), "write PATTERN:left, PATTERN:right or PATTERN:both");
  return AskedPattern{*id, *sides};
}

Result<std::vector<scene::Command>> commands_of(const Workbench &workbench, const RenderOptions &options) {
  std::vector<scene::Command> commands;
  const heat::Sides sides = sides_of(options.side);
  if (options.side_given || !options.record) commands.emplace_back(scene::SetSides{sides});
  std::string view = options.view;
  if (!options.patterns.empty()) {
    scene::SetPattern set;
    std::vector<scene::SetSides> own_sides;
    for (const std::string &text : options.patterns) {
      const auto asked = parse_pattern(workbench.library, text);
      MYO_TRY(asked);
      set.patterns.push_back(asked->id);
      if (asked->sides) own_sides.push_back({*asked->sides, asked->id});
    }
    if (view.empty() && !options.record) view = frame::best_view(workbench.context(), set.patterns, sides);
    commands.emplace_back(std::move(set));
    commands.insert(commands.end(), own_sides.begin(), own_sides.end());
  }
  if (options.side_by_side) commands.emplace_back(scene::ShowSideBySide{scene::Set::on});
  if (!options.muscle.empty()) {
    const auto found = find_muscle(workbench, options.muscle, sides);
    MYO_TRY(found);
    if (options.patterns.empty()) commands.emplace_back(scene::SetPattern{}); // the muscle alone
    scene::Select select;
    for (const std::uint32_t s : found->structures) select.ids.push_back(workbench.atlas.body().structures[s].id);
    commands.emplace_back(std::move(select));
    if (view.empty() && options.patterns.empty()) view = frame::best_view(workbench.atlas.body(), found->structures);
  }
  if (!options.isolated.empty()) {
    auto isolate = isolate_of(workbench, options.isolated, sides);
    MYO_TRY(isolate);
    if (options.patterns.empty() && options.muscle.empty())
      commands.emplace_back(scene::SetPattern{}), commands.emplace_back(scene::Select{});
    commands.emplace_back(std::move(*isolate));
  }
  for (const std::string &text : options.hurts) {
    const auto mark = heat::parse_mark(workbench.library, text);
    MYO_TRY(mark);
    commands.emplace_back(scene::MarkRegion{mark->region, heat::sides_of(mark->where, sides), mark->felt, 0});
  }
  PoseOptions posed = options.pose;
  if (workbench.figure) {
    auto moment = animation_moment(*workbench.figure, options.animation, posed.time_s);
    MYO_TRY(moment);
    commands.insert(commands.end(), moment->begin(), moment->end());
    posed.time_s = -1;
  } else if (!options.animation.empty()) {
    return bad_arguments("--animation needs a model with animations", "give one with --file");
  }
  auto pose = posed.commands(workbench, sides);
  MYO_TRY(pose);
  commands.insert(commands.end(), pose->begin(), pose->end());
  if (options.lengths) {
    commands.emplace_back(scene::ShowLengths{scene::Set::on});
    if (!options.muscle.empty()) // it alone, as without colours
      for (const char *layer : scene::muscle_layers) commands.emplace_back(scene::SetLayer{layer, scene::LayerState::hidden});
  }
  for (const std::string &text : options.layers) {
    auto layer = parse_layer(text);
    MYO_TRY(layer);
    commands.emplace_back(std::move(*layer));
  }
  if (!view.empty()) commands.emplace_back(scene::SetView{view});
  const auto background = options.still.transparent          ? scene::Background::transparent
                          : options.background == "dark"     ? scene::Background::studio_dark
                          : options.background == "white"    ? scene::Background::white
                          : options.background == "black"    ? scene::Background::black
                                                             : scene::Background::studio_light;
  if (!options.record || options.still.transparent || options.background != "light")
    commands.emplace_back(scene::SetBackground{background});
  if (options.no_text) commands.emplace_back(scene::SetPicture{{false, false, false, false}});
  if (options.no_text || options.labels) commands.emplace_back(scene::ShowLabels{options.labels ? scene::Set::on : scene::Set::off});
  return commands;
}

Status render(RenderOptions options) {
  const auto size = parse_size(options.size);
  MYO_TRY(size);
  options.still.size_px = *size;
  Progress progress;
  const auto workbench = options.file ? open_model(*options.file, progress) : open_workbench(options.atlas, progress);
  MYO_TRY(workbench);
  auto scene = opening(**workbench, options);
  MYO_TRY(scene);
  const auto commands = commands_of(**workbench, options);
  MYO_TRY(commands);
  options.still.compose = !options.record || !options.view.empty();
  if (!options.frame.empty()) {
    const auto wish = parse_close_up(**workbench, options.frame, sides_of(options.side));
    MYO_TRY(wish);
    options.still.close_up = *wish;
  }
  auto status = write_still(**workbench, std::move(*scene), *commands, options.still);
  return status;
}

} // namespace

void add_render(CLI::App &app, Action &action) {
  auto options = std::make_shared<RenderOptions>();
  CLI::App *command = app.add_subcommand("render", "Write a picture as PNG; needs no display");
  command->add_option("--out", options->still.out, "The picture to write")->required()->option_text("FILE.png");
  command->add_option("--atlas", options->atlas, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  command->add_option("--file", options->file, "A model of your own instead: glTF or whatever Assimp reads")
      ->excludes("--atlas")
      ->option_text("FILE");
  command->add_option("--animation", options->animation, "Animation of the model by name or number; --time says which moment, default its beginning")
      ->option_text("NAME|N");
  command->add_option("--muscle", options->muscle, "Muscle by id, FMA id or name: its attachments are shown")
      ->option_text("ID");
  command->add_option("--pattern", options->patterns, "Referral pattern, on the chosen side or one of its own; may be repeated")
      ->option_text("ID[:left|right|both]")
      ->allow_extra_args(false);
  command->add_flag("--side-by-side", options->side_by_side, "Two to four patterns, each on a body of its own");
  command->add_option("--hurts", options->hurts, "Paint where it hurts instead of a pattern: a region; may be repeated")
      ->option_text("REGION[:left|right|both][=1..3]")
      ->allow_extra_args(false);
  CLI::Option *side = command->add_option("--side", options->side, "Side of the body")
                          ->check(CLI::IsMember({"left", "right", "both"}))
                          ->option_text("left|right|both");
  options->pose.add_to(*command);
  command->add_option("--view", options->view, "Standard view (myoscope list views), or azimuth,elevation in degrees")
      ->option_text("NAME|AZ,EL");
  command->add_option("--frame", options->frame, "Close-up: a landmark or structure, and what fills the picture around it")
      ->option_text("PLACE:RADIUS_MM");
  command->add_option("--layer", options->layers, "Layer to show, or LAYER=hidden, LAYER=ghost; may be repeated")
      ->option_text("LAYER[=STATE]")
      ->allow_extra_args(false);
  command->add_option("--isolate", options->isolated, "Show only this structure, by id, FMA id or name; may be repeated")
      ->option_text("ID")
      ->allow_extra_args(false);
  command->add_flag("--labels", options->labels, "Names beside what is chosen, of a bone its features");
  command->add_flag("--lengths", options->lengths, "Muscles in the colours of how much longer or shorter the pose makes them");
  command->add_option("--size", options->size, "Pixels, default 1080x1350")->option_text("WxH");
  command->add_option("--samples", options->still.samples, "Samples a pixel, default 4")
      ->check(CLI::IsMember({1, 4}))
      ->option_text("1|4");
  command->add_flag("--transparent", options->still.transparent, "Transparent ground");
  command->add_flag("--no-text", options->no_text, "Nothing written in the picture");
  command->add_option("--background", options->background, "Ground, default light")
      ->check(CLI::IsMember({"light", "dark", "white", "black"}))
      ->option_text("light|dark|white|black");
  command->add_option("--record", options->record, "Show this view record (JSON, or a picture by Myoscope)")
      ->option_text("VIEW.json");
  command->add_option("--write-record", options->still.record, "Write the view record of this picture")
      ->option_text("VIEW.json");
  command->add_option("--ids", options->still.ids, "Also write which structure lies at every pixel")
      ->option_text("FILE.png");
  command->add_flag("--validation", options->still.validation, "Check the drawing with Vulkan's validation layers");
  command->callback([options, side, &action] {
    options->side_given = side->count() > 0;
    action = [options] { return render(*options); };
  });
}

} // namespace myo::app::cli
