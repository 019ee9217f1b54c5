// A compiled shader from the program's own files, with its reflection.
#pragma once

#include "gpu/reflection.h"

#include <cstdint>
#include <string>
#include <vector>

namespace myo::gpu {

struct Shader {
  std::string name;                        // "opaque.frag"
  std::vector<std::uint32_t> words;
  Reflection reflection;
};

// Reads shaders/NAME.spv wherever the program's files lie.
[[nodiscard]] Result<Shader> load_shader(const std::string &name);

} // namespace myo::gpu
