// One picture without a window, and the files that come with it.
#pragma once

#include "atlas/atlas.h"
#include "base/result.h"
#include "capture/picture.h"
#include "heat/heat.h"
#include "scene/commands.h"
#include "workbench.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace myo::app {

// What a picture is to be filled with: a ball about a landmark as it is posed, or about the middle of structures.
struct CloseUp {
  std::uint32_t landmark = format::none;       // else:
  std::vector<std::uint32_t> structures;
  float radius = 0;                            // metres
};

// MYOSCOPE_VALIDATION=1: everything that is drawn is checked with Vulkan's validation layers.
[[nodiscard]] bool validation_asked();

struct StillOptions {
  uvec2 size_px{1080, 1350};
  std::uint32_t samples = 4;
  bool transparent = false;
  bool compose = true;                         // move the camera so that the subject fills what the words leave free
  std::optional<CloseUp> close_up;             // instead of `compose`
  std::optional<std::filesystem::path> out, ids, record;
  bool validation = validation_asked();
};

// What a picture of this scene is about: the pattern that is painted, else what is selected, else the body.
[[nodiscard]] std::string picture_title(const Workbench &workbench, const scene::Scene &scene, const heat::Heat &heat);

// Draws `scene` after obeying `commands`, then writes what is asked for. Nothing is written when anything fails before.
[[nodiscard]] Status write_still(const Workbench &workbench, scene::Scene scene,
                                 const std::vector<scene::Command> &commands, const StillOptions &options);

} // namespace myo::app
