// Which draw is seen at which pixel: ids at one sample, with a depth of their own, so that they are exact. On request.
#pragma once

#include "render/passes/pass.h"

namespace myo::render {

class IdPass {
public:
  // Draws the ids within `area`; ghosts are looked through.
  Status record(Context &context, VkRect2D area);

private:
  PipelineBySamples pipeline_{recipe()};
  static gpu::GraphicsRecipe recipe();
};

} // namespace myo::render
