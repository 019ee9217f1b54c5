#include "gpu/shader.h"

#include "base/files.h"
#include "base/resources.h"

#include <cstring>

namespace myo::gpu {

Result<Shader> load_shader(const std::string &name) {
  const auto path = find_resource("shaders/" + name + ".spv");
  MYO_TRY(path);
  const auto bytes = read_file(*path, 16ULL << 20U);
  MYO_TRY(bytes);
  constexpr std::uint32_t magic = 0x07230203U;
  Shader out{name, std::vector<std::uint32_t>(bytes->size() / 4), {}};
  std::memcpy(out.words.data(), bytes->data(), out.words.size() * 4);
  if (bytes->size() % 4 != 0 || out.words.empty() || out.words[0] != magic)
    return machine_fault("is no compiled shader", path->string(), "build or install Myoscope again");
  auto reflection = reflect(out.words, name);
  MYO_TRY(reflection);
  out.reflection = std::move(*reflection);
  return out;
}

} // namespace myo::gpu
