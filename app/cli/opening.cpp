#include "cli/opening.h"

#include "pictures.h"
#include "still.h"
#include "workbench.h"

#include <cstdlib>

namespace myo::app {
#ifndef MYO_HAS_WINDOW
bool has_display() { return false; }
Status run_window(const WindowOptions &) { return machine_fault("this program was built without its window"); }
#endif
} // namespace myo::app

namespace myo::app::cli {
namespace {

constexpr const char *how_to_import =
    "Myoscope has no atlas yet. Make one from the BodyParts3D data set (CC BY 4.0, lifesciencedb.jp/bp3d):\n"
    "\n"
    "  myoscope atlas import bodyparts3d PATH --out DIR\n"
    "\n"
    "PATH is the folder, or the zip with the publisher's tables beside it. Then start Myoscope again.\n";

Status write_opening_picture(const WindowOptions &options) {
  Progress progress;
  const auto workbench = options.file ? open_model(*options.file, progress) : open_workbench(options.atlas, progress);
  MYO_TRY(workbench);
  std::error_code code;
  const auto out = take_picture_name(std::filesystem::current_path(code), "myoscope"); // covers no picture that is there
  MYO_TRY(out);
  StillOptions still;
  still.out = *out;
  if (Status drawn = write_still(**workbench, scene::opening_scene((*workbench)->context()), {}, still); !drawn) {
    std::filesystem::remove(*out, code);
    return drawn;
  }
  fmt::print("There is no display, so the opening picture was written to {}\n", out->string());
  return {};
}

} // namespace

Status open_program(const WindowOptions &options) {
  if (has_display()) return run_window(options);
  if (!options.file && !options.atlas && !find_atlas({})) {
    fmt::print("{}", how_to_import);
    return {};
  }
  return write_opening_picture(options);
}

} // namespace myo::app::cli
