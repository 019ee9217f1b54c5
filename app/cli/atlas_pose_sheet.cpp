// myoscope atlas poses: the body in the twelve poses of `atlas check --poses`, each from two sides, on one sheet.
#include "cli/cli.h"
#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "capture/png.h"
#include "frame/theme.h"
#include "inspect/pose_trial.h"
#include "scene/views.h"
#include "side_by_side.h"
#include "still.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace myo::app::cli {
namespace {

constexpr std::uint32_t columns = 12, cell_width = 300, cell_height = 460, cell_gap = 4;

struct PoseSheetOptions {
  std::optional<std::filesystem::path> atlas;
  std::filesystem::path out;
  bool skin = false;
};

// All muscles under a ghost of the skin, or the skin itself; the pose's name above.
scene::Document look_of(const scene::Document &opening, bool skin) {
  scene::Document d = opening;
  d.heat.active.clear();
  d.selection.clear();
  d.layers = {{"superficial", scene::LayerState::shown}, {"intermediate", scene::LayerState::shown}, {"deep", scene::LayerState::shown},
              {"skin", skin ? scene::LayerState::shown : scene::LayerState::hidden}};
  d.picture = {false, false, false, true};
  return d;
}

Result<std::vector<scene::Document>> documents_of(const Workbench &bench, bool skin) {
  std::vector<scene::Document> out;
  for (const std::string &pose : inspect::trial_poses())
    for (const char *view : {"anterior", "lateral_left"}) {
      scene::Scene scene;
      scene.document = look_of(scene::opening_scene(bench.context()).document, skin);
      MYO_CHECK(scene::apply(scene, scene::SetPose{pose}, bench.context()));
      MYO_CHECK(scene::apply(scene, scene::SetView{view}, bench.context()));
      out.push_back(std::move(scene.document));
    }
  return out;
}

Status pose_sheet(const PoseSheetOptions &options) {
  Progress progress{steps_to_stderr()};
  const CancelOnInterrupt interrupt{progress};
  const auto bench = open_workbench(options.atlas, progress);
  MYO_TRY(bench);
  const auto documents = documents_of(**bench, options.skin);
  MYO_TRY(documents);
  auto renderer = render::Renderer::create({.validation = validation_asked()});
  MYO_TRY(renderer);
  auto line = FrameLine::open(**bench, scene::opening_scene((*bench)->context()));
  MYO_TRY(line);
  const auto rows = static_cast<std::uint32_t>((documents->size() + columns - 1) / columns);
  std::vector<frame::Box> cells;
  for (std::uint32_t i = 0; i < documents->size(); ++i) {
    const vec2 low = vec2(cell_width + cell_gap, cell_height + cell_gap) * vec2(i % columns, i / columns);
    cells.push_back({low, low + vec2(cell_width, cell_height)});
  }
  FrameInput input;
  input.size_px = {columns * (cell_width + cell_gap) - cell_gap, rows * (cell_height + cell_gap) - cell_gap};
  input.capture.colour = true;
  auto sheet = draw_cells(*line, **renderer, *documents, cells, input, true);
  MYO_TRY(sheet);
  MYO_CHECK(capture::write_png(options.out, {input.size_px.x, input.size_px.y, std::move(sheet->colour)}, {}));
  fmt::print("{}\n", options.out.string());
  return {};
}

} // namespace

void add_atlas_poses(CLI::App &atlas, Action &action) {
  auto options = std::make_shared<PoseSheetOptions>();
  CLI::App *drawing = atlas.add_subcommand("poses", "Draw a body in the poses of check --poses, each from two sides");
  drawing->add_option("atlas", options->atlas, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("ATLAS");
  drawing->add_flag("--skin", options->skin, "With its skin on");
  drawing->add_option("--out", options->out, "The picture to write")->required()->option_text("FILE.png");
  drawing->callback([options, &action] { action = [options] { return pose_sheet(*options); }; });
}

} // namespace myo::app::cli
