// The owner of what lasts as long as one atlas is open: vocabulary, atlas, rig.
#pragma once

#include "anatomy/library.h"
#include "atlas/atlas.h"
#include "atlas/figure/figure.h"
#include "base/progress.h"
#include "base/result.h"
#include "rig/rig.h"
#include "scene/scene.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace myo::app {

struct Workbench {
  anatomy::Library library;
  atlas::Atlas atlas;
  rig::Rig rig;
  std::filesystem::path folder;                 // or the file of a foreign model
  std::unique_ptr<const atlas::Figure> figure{}; // the foreign model that the atlas shows at rest

  [[nodiscard]] scene::Context context() const { return {&atlas.body(), &library, &rig, figure.get()}; }
};

[[nodiscard]] Result<anatomy::Library> open_library();

// The environment's MYOSCOPE_LANGUAGE, else "en". What people read is in it; what bodies are made from stays English.
[[nodiscard]] std::string chosen_language();
[[nodiscard]] Result<anatomy::Library> open_spoken_library();

// "embedded", wherever an atlas is named: the body that was built with the program.
inline constexpr const char *embedded_name = "embedded";

// Its folder: among the program's own files, or where the environment's MYOSCOPE_BODY says.
[[nodiscard]] Result<std::filesystem::path> embedded_body();

// `chosen`, else the body built with the program, else the atlas imported last. Without any, the error says how to import.
[[nodiscard]] Result<std::filesystem::path> find_atlas(const std::optional<std::filesystem::path> &chosen);
[[nodiscard]] Result<std::unique_ptr<Workbench>> open_workbench(const std::optional<std::filesystem::path> &chosen,
                                                                Progress &progress);

// A model file of anybody's. An atlas folder, or a file with the body.json beside it that names it, is opened as the atlas that
// it is.
[[nodiscard]] Result<std::unique_ptr<Workbench>> open_model(const std::filesystem::path &file, Progress &progress);

} // namespace myo::app
