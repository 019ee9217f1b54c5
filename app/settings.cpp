#include "settings.h"

#include "base/files.h"
#include "base/resources.h"

#include <nlohmann/json.hpp>

namespace myo::app {
namespace fs = std::filesystem;
namespace {

fs::path settings_file() { return user_data_folder() / "settings.json"; }

} // namespace

std::optional<fs::path> last_atlas() {
  const auto text = read_text(settings_file(), 1U << 20U);
  if (!text) return std::nullopt;
  const nlohmann::json settings = nlohmann::json::parse(*text, nullptr, false);
  if (!settings.is_object() || !settings.contains("atlas") || !settings["atlas"].is_string()) return std::nullopt;
  fs::path folder = settings["atlas"].get<std::string>();
  std::error_code code;
  if (!fs::is_directory(folder, code)) return std::nullopt;
  return folder;
}

Status remember_atlas(const fs::path &folder) {
  std::error_code code;
  const fs::path whole = fs::absolute(folder, code);
  fs::create_directories(user_data_folder(), code);
  if (code) return machine_fault("cannot be created: " + code.message(), user_data_folder().string());
  nlohmann::ordered_json settings;
  if (const auto text = read_text(settings_file(), 1U << 20U)) {
    settings = nlohmann::ordered_json::parse(*text, nullptr, false);
    if (!settings.is_object()) settings = nlohmann::ordered_json::object();
  }
  settings["atlas"] = whole.lexically_normal().string();
  return write_text(settings_file(), settings.dump(2) + "\n");
}

} // namespace myo::app
