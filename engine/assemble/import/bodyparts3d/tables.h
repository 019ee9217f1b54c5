// The publisher's two tables: which concepts there are, and which element files each is made of.
#pragma once

#include "base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble::bodyparts3d {

struct Concept {
  std::string name;
  std::vector<std::string> elements; // file ids, in the table's order, each once
};

struct Tables {
  std::map<std::string, Concept> concepts;                    // by FMA id
  std::map<std::string, std::vector<std::string>> of_element; // element -> the concepts that name it, sorted
  std::vector<std::string> notes;
};

// Tab-separated, first line names the columns ("concept id", "en"; "concept id", "name", "element file id"). Errors
// carry file and line. Rows that one table has and the other lacks are notes; when fewer than half of the concepts
// agree the tables are of different releases, which is an error.
[[nodiscard]] Result<Tables> read_tables(std::string_view parts_list, std::string_view element_parts);

inline constexpr const char *parts_list_name = "isa_parts_list_e.txt";
inline constexpr const char *element_parts_name = "isa_element_parts.txt";

} // namespace myo::assemble::bodyparts3d
