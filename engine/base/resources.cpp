#include "base/resources.h"

#include <cstdlib>
#include <vector>

namespace myo {
namespace fs = std::filesystem;
namespace {

fs::path environment(const char *name) {
  const char *value = std::getenv(name);
  return value == nullptr ? fs::path{} : fs::path{value};
}

fs::path home_below(const char *variable, const char *fallback) {
  if (const fs::path xdg = environment(variable); !xdg.empty()) return xdg / "myoscope";
  const fs::path home = environment("HOME");
  return (home.empty() ? fs::temp_directory_path() : home / fallback) / "myoscope";
}

} // namespace

Result<fs::path> find_resource(std::string_view relative) {
  std::vector<fs::path> roots;
  if (const fs::path chosen = environment("MYOSCOPE_RESOURCES"); !chosen.empty()) roots.push_back(chosen);
  std::error_code code;
  const fs::path program = fs::read_symlink("/proc/self/exe", code).parent_path();
  if (!program.empty()) {
    roots.push_back(program.parent_path() / "share" / "myoscope");
    roots.push_back(program.parent_path()); // build/bin/.. holds shaders/
  }
  roots.emplace_back(MYO_BINARY_DIR);
  roots.emplace_back(MYO_SOURCE_DIR);
  for (const fs::path &root : roots)
    if (fs::path path = root / relative; fs::exists(path, code)) return path;
  return machine_fault("is missing from the program's own files", std::string(relative),
                       "install Myoscope again, or set MYOSCOPE_RESOURCES to the folder that holds it");
}

fs::path user_data_folder() {
  if (fs::path chosen = environment("MYOSCOPE_DATA"); !chosen.empty()) return chosen;
  return home_below("XDG_DATA_HOME", ".local/share");
}

fs::path user_cache_folder() { return home_below("XDG_CACHE_HOME", ".cache"); }

} // namespace myo
