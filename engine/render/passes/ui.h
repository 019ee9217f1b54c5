// The panels, drawn over a copy of the picture. Their textures are compared by {texture, version}.
#pragma once

#include "render/passes/pass.h"

namespace myo::render {

class UiPass {
public:
  Status record(Context &context, gpu::Image &target);

private:
  struct Texture { std::uint64_t version = 0; gpu::Image image; };
  Status update(Context &context);
  PipelineBySamples pipeline_{recipe()};
  std::map<std::uint32_t, Texture> textures_;
  static gpu::GraphicsRecipe recipe();
};

} // namespace myo::render
