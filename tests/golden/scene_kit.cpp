#include "scene_kit.h"

#include "atlas/load.h"
#include "capture/png.h"
#include "support/tiny_body.h"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace myo::golden {
namespace fs = std::filesystem;

std::unique_ptr<app::Workbench> tiny_workbench() {
  anatomy::Library library = tests::tiny_library();
  Progress progress;
  auto atlas = atlas::make_atlas(tests::tiny_body(), progress);
  if (!atlas) throw std::runtime_error(atlas.error().line());
  auto rig = rig::Rig::build(atlas->body(), library);
  if (!rig) throw std::runtime_error(rig.error().line());
  return std::make_unique<app::Workbench>(app::Workbench{std::move(library), std::move(*atlas), std::move(*rig), "tiny"});
}

Result<Shot> shoot(const app::Workbench &workbench, const std::vector<scene::Command> &commands, uvec2 size_px,
                   std::uint32_t samples) {
  std::string folder = (fs::temp_directory_path() / "myoscope-golden-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) return machine_fault("no temporary folder");
  app::StillOptions options;
  options.size_px = size_px;
  options.samples = samples;
  options.out = fs::path(folder) / "picture.png";
  options.ids = fs::path(folder) / "ids.png";
  options.validation = true;
  const Status drawn = app::write_still(workbench, scene::opening_scene(workbench.context()), commands, options);
  Result<Shot> shot = Shot{};
  if (!drawn) {
    shot = tl::unexpected<Error>(drawn.error());
  } else {
    auto picture = capture::read_png(*options.out);
    auto ids = capture::read_ids(*options.ids);
    if (!picture) shot = tl::unexpected<Error>(picture.error());
    else if (!ids) shot = tl::unexpected<Error>(ids.error());
    else shot = Shot{std::move(picture->picture), std::move(*ids)};
  }
  std::error_code code;
  fs::remove_all(folder, code);
  return shot;
}

} // namespace myo::golden
