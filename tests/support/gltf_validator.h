// Khronos' glTF validator, where node and `npm ci` in tests/support/validator have put it; tests/run installs both.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

namespace myo::tests {

[[nodiscard]] inline std::string validator_folder() { return MYO_SOURCE_DIR "/tests/support/validator"; }

[[nodiscard]] inline bool has_validator() {
  return std::filesystem::exists(validator_folder() + "/node_modules/gltf-validator") &&
         std::system("command -v node >/dev/null") == 0;
}

// Does it find no error and no warning?
[[nodiscard]] inline bool validates(const std::filesystem::path &glb) {
  return std::system(("node " + validator_folder() + "/check.mjs " + glb.string()).c_str()) == 0;
}

} // namespace myo::tests
