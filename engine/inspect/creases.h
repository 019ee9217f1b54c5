// The bands of the body surface where skin may fold onto itself when joints bend.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace myo::inspect {

// Skin within `radius_m` of the centre of any joint whose id ends so, in the rest stance.
struct Crease {
  std::string_view name;
  std::vector<std::string_view> joints;
  float radius_m = 0;
};
[[nodiscard]] const std::vector<Crease> &creases();

inline constexpr std::uint8_t no_crease = 0xFF;
// One value a triangle of a skin: index into creases(), the one whose joint is nearest for its radius; no_crease outside all.
[[nodiscard]] std::vector<std::uint8_t> creases_of(const format::Body &body, const format::Mesh &skin);

} // namespace myo::inspect
