#include "workbench.h"

#include "anatomy/language.h"
#include "atlas/figure/body.h"
#include "atlas/figure/import.h"
#include "atlas/load.h"
#include "base/resources.h"
#include "format/schema.h"
#include "rig/figure_pose.h"
#include "settings.h"

#include <cstdlib>

namespace myo::app {
namespace fs = std::filesystem;

Result<anatomy::Library> open_library() {
  const auto folder = find_resource("assets/anatomy");
  MYO_TRY(folder);
  return anatomy::read_library(*folder);
}

std::string chosen_language() {
  if (const char *asked = std::getenv("MYOSCOPE_LANGUAGE"); asked != nullptr) return asked;
  return "en";
}

Result<anatomy::Library> open_spoken_library() {
  const auto folder = find_resource("assets/anatomy");
  MYO_TRY(folder);
  auto library = anatomy::read_library(*folder);
  MYO_TRY(library);
  MYO_CHECK(anatomy::speak(*library, *folder, chosen_language()));
  return library;
}

Result<fs::path> embedded_body() {
  std::error_code code;
  if (const char *elsewhere = std::getenv("MYOSCOPE_BODY"); elsewhere != nullptr) {
    if (fs::is_directory(elsewhere, code)) return elsewhere;
    return bad_input("is no atlas folder", elsewhere, "let MYOSCOPE_BODY name one, or unset it");
  }
  return find_resource("atlases/embedded");
}

Result<fs::path> find_atlas(const std::optional<fs::path> &chosen) {
  std::error_code code;
  auto own = embedded_body();
  if (chosen ? *chosen == embedded_name : own.has_value()) return own;
  if (chosen) {
    if (!fs::is_directory(*chosen, code)) return bad_input("is no atlas folder", chosen->string(), "give the folder that an import wrote");
    return *chosen;
  }
  if (auto last = last_atlas()) return *last;
  return bad_input("there is no atlas yet", {}, "make one with: myoscope atlas import bodyparts3d PATH --out DIR");
}

Result<std::unique_ptr<Workbench>> open_workbench(const std::optional<fs::path> &chosen, Progress &progress) {
  const auto folder = find_atlas(chosen);
  MYO_TRY(folder);
  auto library = open_spoken_library();
  MYO_TRY(library);
  auto atlas = atlas::load_atlas(*folder, progress);
  MYO_TRY(atlas);
  auto rig = rig::Rig::build(atlas->body(), *library);
  MYO_TRY(rig);
  return std::make_unique<Workbench>(Workbench{std::move(*library), std::move(*atlas), std::move(*rig), *folder});
}

namespace {

// The atlas folder that this is or belongs to.
std::optional<fs::path> atlas_around(const fs::path &file) {
  std::error_code code;
  if (fs::is_directory(file, code)) return file;
  if (file.filename() != format::glb_file) return std::nullopt;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  if (fs::is_regular_file(folder / format::json_file, code)) return folder;
  return std::nullopt;
}

} // namespace

Result<std::unique_ptr<Workbench>> open_model(const fs::path &file, Progress &progress) {
  if (const auto folder = atlas_around(file)) return open_workbench(folder, progress);
  auto library = open_spoken_library();
  MYO_TRY(library);
  auto read = atlas::import_figure(file, progress);
  MYO_TRY(read);
  auto figure = std::make_unique<atlas::Figure>(std::move(*read));
  figure->unit_m = rig::fitting_unit(*figure);
  if (figure->unit_m != 1) figure->notes.push_back(fmt::format("shown as if a unit of the file were {:g} m", figure->unit_m));
  progress.report("Simplifying for quick drawing", 0.6F);
  auto atlas = atlas::make_atlas(atlas::body_of(*figure, rig::shape_of(*figure, nullptr, 0)), progress);
  MYO_TRY(atlas);
  auto rig = rig::Rig::build(atlas->body(), *library);
  MYO_TRY(rig);
  return std::make_unique<Workbench>(Workbench{std::move(*library), std::move(*atlas), std::move(*rig), file, std::move(figure)});
}

} // namespace myo::app
