#include "workbench.h"

#include "anatomy/language.h"
#include "atlas/load.h"
#include "base/resources.h"
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
  const auto own = embedded_body();
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

} // namespace myo::app
