// The anatomy folder with one of its files replaced: the first byte chooses which.
#include "../../support/scratch.h"
#include "../target.h"
#include "anatomy/library.h"
#include "base/files.h"

#include <algorithm>

namespace myo::fuzz {
namespace fs = std::filesystem;
namespace {

// A few muscles and patterns are enough, and quick.
struct Folder {
  Folder() {
    const fs::path source = MYO_SOURCE_DIR "/assets/anatomy";
    for (const auto &entry : fs::directory_iterator(source))
      if (entry.is_regular_file()) copy(entry.path(), scratch / entry.path().filename().string());
    for (const char *sub : {"muscles", "patterns"}) {
      fs::create_directory(scratch / sub);
      std::vector<fs::path> names;
      for (const auto &entry : fs::directory_iterator(source / sub)) names.push_back(entry.path());
      std::sort(names.begin(), names.end());
      for (std::size_t i = 0; i < std::min<std::size_t>(3, names.size()); ++i)
        copy(names[i], scratch.path() / sub / names[i].filename());
    }
  }
  void copy(const fs::path &from, const fs::path &to) {
    fs::copy_file(from, to);
    if (fs::file_size(to) < 60'000) files.push_back(to); // the long ones make every round slow
    std::sort(files.begin(), files.end());
  }
  tests::Scratch scratch;
  std::vector<fs::path> files;
};
const Folder &folder() {
  static const Folder made;
  return made;
}

} // namespace

std::vector<Bytes> seeds() {
  std::vector<Bytes> out;
  for (std::size_t i = 0; i < folder().files.size(); ++i) {
    Bytes seed = read_file(folder().files[i]).value();
    seed.insert(seed.begin(), static_cast<std::byte>(i));
    out.push_back(std::move(seed));
  }
  return out;
}
void feed(std::span<const std::byte> input) {
  if (input.empty()) return;
  const fs::path &file = folder().files[static_cast<std::size_t>(input[0]) % folder().files.size()];
  const Bytes before = read_file(file).value();
  if (!write_file(file, input.subspan(1))) std::abort();
  expect_one_line(anatomy::read_library(folder().scratch.path()));
  if (!write_file(file, before)) std::abort();
}

} // namespace myo::fuzz
