#include "tree.h"

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>

namespace myo::tests {
namespace fs = std::filesystem;
namespace {

std::vector<std::string> git_files() {
  const std::string command = "git -C '" + root().string() + "' ls-files -co --exclude-standard 2>/dev/null";
  const std::unique_ptr<FILE, int (*)(FILE *)> pipe(::popen(command.c_str(), "r"), ::pclose);
  std::string all;
  std::array<char, 4096> buffer{};
  while (pipe && std::fgets(buffer.data(), buffer.size(), pipe.get()) != nullptr) all += buffer.data();
  std::vector<std::string> out;
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) out.push_back(line);
  return out;
}

std::vector<std::string> walked_files() {
  std::vector<std::string> out;
  for (auto it = fs::recursive_directory_iterator(root()); it != fs::recursive_directory_iterator(); ++it) {
    const std::string name = it->path().filename().string();
    if (it->is_directory() && (name == "build" || name == ".git" || name == "node_modules")) it.disable_recursion_pending();
    if (it->is_regular_file()) out.push_back(fs::relative(it->path(), root()).string());
  }
  return out;
}

} // namespace

const fs::path &root() {
  static const fs::path path = MYO_SOURCE_DIR;
  return path;
}

std::string SourceFile::text() const {
  std::ifstream in(root() / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool SourceFile::code() const { return path.ends_with(".h") || path.ends_with(".cpp"); }

std::vector<SourceFile> project_files() {
  std::vector<std::string> names = git_files();
  if (names.empty()) names = walked_files();
  std::vector<SourceFile> out;
  for (std::string &name : names) {
    std::error_code code;
    const auto size = fs::file_size(root() / name, code);
    if (!code) out.push_back({std::move(name), size});
  }
  return out;
}

void each_line(const std::string &text, const std::function<void(std::size_t, std::string_view)> &visit) {
  std::size_t number = 1;
  std::size_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find('\n', begin);
    if (end == std::string::npos) end = text.size();
    visit(number++, std::string_view(text).substr(begin, end - begin));
    begin = end + 1;
  }
}

} // namespace myo::tests
