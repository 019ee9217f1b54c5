// myoscope atlas regions: all regions of a body on a plate, each in a colour of its own.
#include "cli/atlas_name.h"
#include "cli/cli.h"

#include "assemble/compare/region_plate.h"
#include "atlas/load.h"
#include "capture/png.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace myo::app::cli {
namespace {

struct PlateOptions {
  std::string atlas = embedded_name;
  std::filesystem::path out;
};

Status plate(const PlateOptions &options) {
  const auto path = resolve_atlas_name(options.atlas);
  MYO_TRY(path);
  const auto library = open_spoken_library();
  MYO_TRY(library);
  Progress progress;
  const auto atlas = atlas::load_atlas(*path, progress);
  MYO_TRY(atlas);
  auto typesetter = text::Typesetter::open();
  MYO_TRY(typesetter);
  const auto picture = assemble::draw_region_plate(atlas->body(), *library, *typesetter);
  MYO_TRY(picture);
  MYO_CHECK(capture::write_png(options.out, *picture, {}));
  fmt::print("{}\n", options.out.string());
  return {};
}

} // namespace

void add_atlas_regions(CLI::App &atlas, Action &action) {
  auto options = std::make_shared<PlateOptions>();
  CLI::App *drawing = atlas.add_subcommand("regions", "Draw every region of a body in a colour of its own, from six sides");
  drawing->add_option("atlas", options->atlas, "Atlas folder, or embedded (default)")->option_text("ATLAS");
  drawing->add_option("--out", options->out, "The picture to write")->required()->option_text("FILE.png");
  drawing->callback([options, &action] { action = [options] { return plate(*options); }; });
}

} // namespace myo::app::cli
