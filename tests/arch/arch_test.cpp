#include "tree.h"

#include <algorithm>
#include <cctype>
#include <gtest/gtest.h>
#include <map>
#include <regex>
#include <set>

namespace myo::tests {
namespace {

// What each room may use, all arrows followed (docs/architecture.md; engine/CMakeLists.txt builds from the same plan).
const std::map<std::string, std::set<std::string>> may_use{
    {"base", {}},
    {"anatomy", {"base"}},
    {"format", {"base", "anatomy"}},
    {"form", {"base", "anatomy"}},
    {"assemble", {"form", "format", "anatomy", "text", "capture", "base"}},
    {"atlas", {"format", "anatomy", "base"}},
    {"rig", {"atlas", "format", "anatomy", "base"}},
    {"inspect", {"form", "rig", "atlas", "format", "anatomy", "base"}},
    {"heat", {"atlas", "rig", "format", "anatomy", "base", "shared"}},
    {"scene", {"atlas", "rig", "heat", "format", "anatomy", "base"}},
    {"text", {"base"}},
    {"packet", {"base", "shared"}},
    {"frame", {"scene", "atlas", "rig", "heat", "text", "packet", "format", "anatomy", "base", "shared"}},
    {"gpu", {"base"}},
    {"render", {"gpu", "packet", "base", "shared"}},
    {"capture", {"base"}},
};

std::string room_of(const SourceFile &file) {
  if (!file.below("engine/")) return {};
  return file.path.substr(7, file.path.find('/', 7) - 7);
}

struct Include {
  const SourceFile *file;
  std::size_t line;
  std::string target;
  [[nodiscard]] std::string where() const { return file->path + ":" + std::to_string(line) + " includes " + target; }
};

const std::vector<SourceFile> &files() {
  static const std::vector<SourceFile> all = project_files();
  return all;
}

std::vector<Include> includes() {
  static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"].*)");
  std::vector<Include> out;
  for (const SourceFile &file : files()) {
    if (!file.code()) continue;
    each_line(file.text(), [&](std::size_t number, std::string_view line) {
      std::match_results<std::string_view::const_iterator> match;
      if (line.find("include") != std::string_view::npos && std::regex_match(line.begin(), line.end(), match, pattern))
        out.push_back({&file, number, match[1].str()});
    });
  }
  return out;
}

TEST(Arch, SeesTheTree) {
  EXPECT_GT(files().size(), 50U);
  EXPECT_GT(includes().size(), 100U);
}

TEST(Arch, RoomsUseOnlyWhatThePlanAllows) {
  for (const Include &include : includes()) {
    const std::string room = room_of(*include.file);
    if (room.empty()) continue;
    const std::string target = include.target.substr(0, include.target.find('/'));
    if (target == include.target || target == room || !(may_use.count(target) != 0 || target == "shared" || target == "app"))
      continue;
    ASSERT_EQ(may_use.count(room), 1U) << room << " is not in the plan";
    EXPECT_EQ(may_use.at(room).count(target), 1U) << include.where();
  }
}

TEST(Arch, RoomsAreThoseOfThePlan) {
  for (const SourceFile &file : files()) {
    const std::string room = room_of(file);
    if (room.empty() || file.path == "engine/CMakeLists.txt") continue;
    EXPECT_EQ(may_use.count(room), 1U) << file.path;
  }
}

TEST(Arch, NoIncludeClimbsOutOfItsRoom) {
  for (const Include &include : includes())
    if (include.file->below("engine/")) {
      EXPECT_EQ(include.target.find(".."), std::string::npos) << include.where();
    }
}

void only_in(const std::regex &target, const std::vector<std::string> &folders) {
  for (const Include &include : includes()) {
    if (!std::regex_match(include.target, target) || include.file->below("tests/")) continue;
    bool allowed = false;
    for (const std::string &folder : folders) allowed |= include.file->below(folder);
    EXPECT_TRUE(allowed) << include.where();
  }
}

TEST(Arch, VulkanStaysInGpuAndRender) { only_in(std::regex("vulkan/.*|volk\\.h"), {"engine/gpu/", "engine/render/"}); }
TEST(Arch, WindowLibrariesStayInTheApp) { only_in(std::regex("imgui.*|GLFW/.*|backends/imgui.*"), {"app/"}); }
TEST(Arch, AssimpStaysInItsTwoPlaces) { only_in(std::regex("assimp/.*"), {"engine/atlas/", "engine/assemble/import/"}); }
TEST(Arch, PixelsOfTheCaptureNeedNoGpu) {
  for (const Include &include : includes())
    if (include.file->below("engine/capture/")) {
      EXPECT_NE(include.target.rfind("vulkan", 0), 0U) << include.where();
    }
}

// A file may be longer when it says why, in a line "Longer than 800 lines because ...".
TEST(Arch, NoFileIsOver800Lines) {
  for (const SourceFile &file : files()) {
    if (!file.code() && !file.below("shaders/")) continue;
    const std::string text = file.text();
    const auto lines = std::count(text.begin(), text.end(), '\n');
    EXPECT_TRUE(lines <= 800 || text.find("Longer than 800 lines because") != std::string::npos)
        << file.path << " has " << lines << " lines";
  }
}

// Words that belong to a workplace, not to a project. Spelled in two halves so that this file does not find itself.
TEST(Arch, NoWordOfAWorkplace) {
  const std::vector<std::string> words{std::string("/wo") + "rk/", std::string("/tm") + "p/myo", std::string("/ho") + "me/",
                                       std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X:"};
  for (const SourceFile &file : files()) {
    if (file.size > 2'000'000 || file.path.ends_with(".png") || file.path.ends_with("package-lock.json")) continue;
    const std::string text = file.text();
    for (const std::string &word : words)
      for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
        const bool inside_a_path = at > 0 && (std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0 || text[at - 1] == '_');
        if (word[0] == '/' && inside_a_path) continue; // build/x/work/y is no machine's folder
        ADD_FAILURE() << file.path << ":" << 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')
                      << " says " << word;
      }
  }
}

TEST(Arch, HeadersSayWhatTheyAreAndAreIncludedOnce) {
  for (const SourceFile &file : files()) {
    if (!file.below("engine/") || !file.path.ends_with(".h")) continue;
    const std::string text = file.text();
    EXPECT_EQ(text.rfind("//", 0), 0U) << file.path << " should begin with what it is for";
    EXPECT_NE(text.find("#pragma once"), std::string::npos) << file.path;
  }
}

TEST(Arch, RepositoryIsSmall) {
  std::uintmax_t total = 0;
  for (const SourceFile &file : files()) total += file.size;
  EXPECT_LT(total, 40U << 20) << "the whole tree";
}

// The anatomy is measurements and words. Vertices, faces and scanned outlines of a data set never enter the tree.
TEST(Arch, NoGeometryIsCommitted) {
  static const std::set<std::string> kinds{".obj", ".glb", ".gltf", ".ply", ".stl", ".bin", ".fbx", ".vtk", ".vtp", ".vdb",
                                           ".off", ".dae", ".3ds", ".blend", ".cache", ".zip", ".gz", ".npz", ".npy"};
  for (const SourceFile &file : files()) {
    const std::string kind = std::filesystem::path(file.path).extension().string();
    const bool fuzz_seed = file.below("tests/fuzz/corpus/") && file.size < 64 * 1024; // made in code, tiny
    EXPECT_TRUE(kinds.count(kind) == 0 || fuzz_seed) << file.path;
  }
}

// Numbers in a list and in the lists directly inside it; a table in between ({ lm = ..., off = [...] }) names what its few
// numbers belong to, so they do not add up.
class ListCounter {
public:
  explicit ListCounter(std::string text) : text_(std::move(text)) {}

  // Calls back with the line and length of every list longer than `limit`.
  void longer_than(int limit, const std::function<void(std::size_t, int)> &found) {
    for (at_ = 0; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') skip_until('"');
      else if (c == '#') skip_until('\n');
      else if (c == '[' || c == '{') open_.push_back({c, at_, 0});
      else if ((c == ']' || c == '}') && !open_.empty()) close(limit, found);
      else if (std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_') skip_word();
      else if (std::isdigit(static_cast<unsigned char>(c)) != 0) {
        skip_word();
        if (!open_.empty()) ++open_.back().numbers;
      }
    }
  }

private:
  struct Bracket {
    char kind;
    std::size_t begin;
    int numbers;
  };
  void close(int limit, const std::function<void(std::size_t, int)> &found) {
    const Bracket closed = open_.back();
    open_.pop_back();
    if (closed.kind != '[') return;
    if (closed.numbers > limit)
      found(1 + static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(closed.begin), '\n')), closed.numbers);
    if (!open_.empty() && open_.back().kind == '[') open_.back().numbers += closed.numbers;
  }
  void skip_until(char end) {
    while (++at_ < text_.size() && text_[at_] != end) {}
  }
  void skip_word() { // a number or a name: 1.5e-3, right_3
    const auto inside = [&](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; };
    while (at_ + 1 < text_.size() && inside(text_[at_ + 1])) ++at_;
  }
  std::string text_;
  std::size_t at_ = 0;
  std::vector<Bracket> open_;
};

TEST(Arch, NoLongListOfNumbersInTheAnatomy) {
  for (const SourceFile &file : files()) {
    if (!file.below("assets/") || !(file.path.ends_with(".toml") || file.path.ends_with(".json"))) continue;
    ListCounter(file.text()).longer_than(16, [&](std::size_t line, int numbers) {
      ADD_FAILURE() << file.path << ":" << line << " lists " << numbers << " numbers";
    });
  }
}

TEST(Arch, ListCounterSeesGeometry) {
  int found = 0;
  const auto count = [&](std::size_t, int) { ++found; };
  ListCounter("a = [1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16]").longer_than(16, count);
  ListCounter("a = [{ p = [1,2,3] },{ p = [1,2,3] },{ p = [1,2,3] },{ p = [1,2,3] },{ p = [1,2,3] },{ p = [1,2,3] }] # 1").longer_than(16, count);
  EXPECT_EQ(found, 0);
  ListCounter("a = [[1,2,3],[4,5,6],[7,8,9],[-1.5e3,2,3],[4,5,6],[7,8,9]]").longer_than(16, count);
  ListCounter("a = [\n1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,\n17]").longer_than(16, count);
  EXPECT_EQ(found, 2);
}

} // namespace
} // namespace myo::tests
