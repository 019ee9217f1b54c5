// How layers, hiding, isolation, x-ray and selection combine, for every structure of a body.
#pragma once

#include "scene/scene.h"

#include <cstdint>
#include <vector>

namespace myo::scene {

enum class Look : std::uint8_t { hidden, ghost, solid };

struct Visible {
  Look look = Look::hidden;
  bool selected = false;
  bool hovered = false;
};

// One element a structure. Rules, the first that applies:
//  1. hidden by name: hidden;
//  2. isolation: what is not isolated is hidden; what is, is solid;
//  3. selected: solid, whatever its layer;
//  4. a hidden layer: hidden;
//  5. x-ray: ghost;
//  6. its layer's state.
// Deep surfaces only carry zones: ghosts while a shown zone lies on them, else hidden, whatever else holds.
[[nodiscard]] std::vector<Visible> visibility(const Document &document, const Context &context);

// Of the rest surfaces of what is solid; of ghosts when nothing is; the whole body when nothing is visible.
[[nodiscard]] Bounds visible_bounds(const Document &document, const Context &context);
[[nodiscard]] Bounds bounds_of(const format::Body &body, const std::vector<std::uint32_t> &structures);

} // namespace myo::scene
