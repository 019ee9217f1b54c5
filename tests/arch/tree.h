// The files of the project as git knows them: tracked, or new and not ignored. Without git, what lies in its folders.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace myo::tests {

struct SourceFile {
  std::string path; // from the root, e.g. "engine/base/files.h"
  std::uintmax_t size = 0;
  [[nodiscard]] std::string text() const;
  [[nodiscard]] bool below(std::string_view folder) const { return path.rfind(folder, 0) == 0; }
  [[nodiscard]] bool code() const; // C++
};

[[nodiscard]] const std::filesystem::path &root();
[[nodiscard]] std::vector<SourceFile> project_files();

// Calls back with line number and line.
void each_line(const std::string &text, const std::function<void(std::size_t, std::string_view)> &visit);

} // namespace myo::tests
