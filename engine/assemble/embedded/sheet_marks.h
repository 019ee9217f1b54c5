// Which state of the sheets an atlas of our own body was made from, remembered beside the results of its steps: what was saved
// since is known by content, whatever clocks and checkouts say.
#pragma once

#include "assemble/result_cache.h"
#include "base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>

namespace myo::assemble {

struct SheetMarks {
  std::map<std::string, std::uint64_t, std::less<>> hashes; // of each file, by its name below assets/anatomy
  std::map<std::string, std::string, std::less<>> bones;    // what each file of bones/ says
  bool operator==(const SheetMarks &) const = default;
};

// Of every .toml below the folder.
[[nodiscard]] Result<SheetMarks> marks_of(const std::filesystem::path &anatomy);

// `atlas`: its content hash (Atlas::hash).
void remember_sheets(ResultCache &cache, std::uint64_t atlas, const SheetMarks &marks);
[[nodiscard]] std::optional<SheetMarks> remembered_sheets(ResultCache &cache, std::uint64_t atlas);

// Files that are there now and were not, or are not what they were; and files that are gone.
[[nodiscard]] std::set<std::string> files_that_differ(const SheetMarks &before, const SheetMarks &now);

// Whether the file tells the shape of single structures and nothing else: a bone, a family of bones, a muscle, a fascia.
[[nodiscard]] bool tells_a_shape(std::string_view file);

} // namespace myo::assemble
