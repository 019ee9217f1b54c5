// Two to four patterns looked at side by side: one document for each body. All else is shared, so that the bodies turn and
// move together.
#pragma once

#include "scene/scene.h"

#include <vector>

namespace myo::scene {

inline constexpr std::size_t compared_most = 4;
// Whether so many patterns can stand side by side, and whether these do.
[[nodiscard]] constexpr bool comparable(std::size_t patterns) { return patterns >= 2 && patterns <= compared_most; }
[[nodiscard]] inline bool compares(const heat::Settings &heat) {
  return heat.side_by_side && heat.on && !heat.show_marks && comparable(heat.active.size());
}

// One for each active pattern, which it shows alone; empty unless a comparison is shown. A selection that was the patterns'
// muscles becomes that pattern's own; the credit stands in the last alone.
[[nodiscard]] std::vector<Document> compared(const Document &document, const Context &context);

// The muscles of the active patterns on their sides: what a pattern selects. Structure ids, each once.
[[nodiscard]] std::vector<std::string> pattern_muscles(const Document &document, const Context &context);

} // namespace myo::scene
