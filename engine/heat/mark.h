// Where it hurts, as somebody says or paints it.
#pragma once

#include "anatomy/side.h"
#include "base/math.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace myo::heat {

// `any`: nobody said on which side.
enum class Where { any, left, right, both };
[[nodiscard]] std::string_view to_string(Where where);
[[nodiscard]] std::optional<Where> where_from(std::string_view text);
// Of a mark on a region of this side of the body.
[[nodiscard]] constexpr Where where_of(anatomy::Side side) {
  return side == anatomy::Side::left ? Where::left : side == anatomy::Side::right ? Where::right : Where::any;
}

struct Mark {
  std::string region;       // anatomy::Region id
  Where where = Where::any; // an unpaired region has no side: any
  int felt = 3;             // 3 most, 2 quite, 1 a little
  float share = 1;          // of the region that hurts, (0, 1]
  friend bool operator==(const Mark &, const Mark &) = default;
};

// One touch of the brush on the skin. Later dabs cover earlier ones.
struct Dab {
  vec3 at{0};               // on the skin, rest stance, world
  float radius_mm = 15;     // along the skin
  int felt = 3;             // as of a mark; 0 erases
  friend bool operator==(const Dab &, const Dab &) = default;
};
inline constexpr float brush_low_mm = 5, brush_high_mm = 40;
inline constexpr std::size_t most_dabs = 4000; // undo keeps whole documents

} // namespace myo::heat
