#include "settings.h"

#include "base/files.h"
#include "base/resources.h"

#include <nlohmann/json.hpp>

namespace myo::app {
namespace fs = std::filesystem;
namespace {

fs::path settings_file() { return user_data_folder() / "settings.json"; }

nlohmann::ordered_json all_settings() {
  const auto text = read_text(settings_file(), 1U << 20U);
  nlohmann::ordered_json settings;
  if (text) settings = nlohmann::ordered_json::parse(*text, nullptr, false);
  return settings.is_object() ? settings : nlohmann::ordered_json::object();
}

} // namespace

std::optional<std::string> setting(std::string_view key) {
  const nlohmann::ordered_json settings = all_settings();
  const auto found = settings.find(std::string(key));
  if (found == settings.end() || !found->is_string()) return std::nullopt;
  return found->get<std::string>();
}

Status remember(std::string_view key, const std::string &text) {
  std::error_code code;
  fs::create_directories(user_data_folder(), code);
  if (code) return machine_fault("cannot be created: " + code.message(), user_data_folder().string());
  nlohmann::ordered_json settings = all_settings();
  settings[std::string(key)] = text;
  return write_text(settings_file(), settings.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n");
}

std::optional<fs::path> last_atlas() {
  const auto folder = setting("atlas");
  std::error_code code;
  if (!folder || !fs::is_directory(*folder, code)) return std::nullopt;
  return *folder;
}

Status remember_atlas(const fs::path &folder) {
  std::error_code code;
  return remember("atlas", fs::absolute(folder, code).lexically_normal().string());
}

} // namespace myo::app
