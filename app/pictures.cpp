#include "pictures.h"

#include "base/files.h"
#include "settings.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>

namespace myo::app {
namespace fs = std::filesystem;
namespace {

constexpr int most_names = 100'000;

fs::path home() {
  const char *home = std::getenv("HOME");
  std::error_code code;
  return home != nullptr && *home == '/' ? fs::path(home) : fs::current_path(code);
}

bool is_folder(const fs::path &path) {
  std::error_code code;
  return !path.empty() && fs::is_directory(path, code);
}

// XDG_PICTURES_DIR="$HOME/Pictures" in user-dirs.dirs; the value is absolute or begins with $HOME.
fs::path desktop_pictures() {
  const char *config = std::getenv("XDG_CONFIG_HOME");
  const fs::path file = (config != nullptr && *config == '/' ? fs::path(config) : home() / ".config") / "user-dirs.dirs";
  const auto text = read_text(file, 1U << 16U);
  if (!text) return {};
  constexpr std::string_view key = "\nXDG_PICTURES_DIR=\"", in_home = "$HOME";
  const std::string lines = "\n" + *text;
  const std::size_t at = lines.rfind(key);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + key.size(), end = lines.find('"', begin);
  if (end == std::string::npos) return {};
  const std::string value = lines.substr(begin, end - begin);
  if (!value.starts_with(in_home)) return value.starts_with('/') ? fs::path(value) : fs::path{};
  const fs::path below = value.substr(std::min(value.size(), in_home.size() + 1));
  return below.empty() ? home() : home() / below;
}

} // namespace

fs::path picture_folder() {
  if (const auto chosen = setting("pictures"); chosen && fs::path(*chosen).is_absolute()) return *chosen;
  for (const fs::path &folder : {desktop_pictures(), home() / "Pictures"})
    if (is_folder(folder)) return folder;
  return home();
}

Status remember_picture_folder(const fs::path &folder) { return remember("pictures", folder.string()); }

fs::path typed_folder(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  if (text == "~") return home();
  if (text.starts_with("~/")) return home() / text.substr(2);
  const fs::path path(text);
  return path.is_absolute() ? path : (home() / path).lexically_normal();
}

std::string picture_stem(std::string_view title) {
  constexpr std::size_t longest = 80;
  std::string stem = "myoscope";
  bool gap = true;
  for (const char c : title) {
    const bool capital = c >= 'A' && c <= 'Z';
    if (capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      if (gap) stem += '-';
      stem += capital ? static_cast<char>(c - 'A' + 'a') : c;
      gap = false;
    } else gap = true;
    if (stem.size() >= longest) break;
  }
  return stem;
}

Result<fs::path> take_picture_name(const fs::path &folder, std::string_view stem) {
  std::error_code code;
  fs::create_directories(folder, code);
  if (!is_folder(folder))
    return machine_fault(code ? "cannot be made: " + code.message() : "is no folder", folder.string(), "choose another folder for pictures");
  for (int n = 1; n <= most_names; ++n) {
    const fs::path path = folder / (n == 1 ? fmt::format("{}.png", stem) : fmt::format("{}-{}.png", stem, n));
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file >= 0) {
      ::close(file);
      return path;
    }
    if (errno != EEXIST)
      return machine_fault(fmt::format("cannot be written to: {}", std::strerror(errno)), folder.string(), "choose another folder for pictures");
  }
  return machine_fault(fmt::format("has {} pictures of this name", most_names), folder.string(), "choose another folder for pictures");
}

} // namespace myo::app
