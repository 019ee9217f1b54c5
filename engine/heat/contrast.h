// What tells patterns apart that feel alike, as a table: one column a pattern, in the words of the vocabulary.
#pragma once

#include "anatomy/library.h"

#include <span>
#include <string>
#include <vector>

namespace myo::heat {

struct ContrastEntry {
  std::string text;
  bool shared = false;             // every other column has it too: it tells nothing apart
};
struct ContrastRow {
  std::string name;                // "felt most often"
  std::vector<std::vector<ContrastEntry>> columns; // as many as patterns; some may be empty, not all
};

// Rows, each of which at least one column fills: where it is felt by tier, on which side of the body, what sets it off and
// makes it worse, what is so besides, and what the sheets say of each pair. Text is in the library's language.
[[nodiscard]] std::vector<ContrastRow> contrast(const anatomy::Library &library, std::span<const anatomy::Pattern *const> patterns);

} // namespace myo::heat
