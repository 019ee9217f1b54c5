// The tiny body on the program's workbench, and pictures of it as the program draws them.
#pragma once

#include "capture/picture.h"
#include "still.h"
#include "workbench.h"

#include <memory>
#include <string>
#include <vector>

namespace myo::golden {

[[nodiscard]] std::unique_ptr<app::Workbench> tiny_workbench();

struct Shot {
  capture::Picture picture;
  capture::IdPicture ids;
};
// Draws into a fresh folder and reads the files back, as a user of the command line would get them.
[[nodiscard]] Result<Shot> shoot(const app::Workbench &workbench, const std::vector<scene::Command> &commands,
                                 uvec2 size_px, std::uint32_t samples = 4);

} // namespace myo::golden
