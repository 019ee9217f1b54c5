// Where it hurts, as somebody says or paints it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace myo::heat {

// `any`: nobody said on which side.
enum class Where { any, left, right, both };
[[nodiscard]] std::string_view to_string(Where where);
[[nodiscard]] std::optional<Where> where_from(std::string_view text);

struct Mark {
  std::string region;       // anatomy::Region id
  Where where = Where::any; // an unpaired region has no side: any
  int felt = 3;             // 3 most, 2 quite, 1 a little
  float share = 1;          // of the region that hurts, (0, 1]
  friend bool operator==(const Mark &, const Mark &) = default;
};

} // namespace myo::heat
