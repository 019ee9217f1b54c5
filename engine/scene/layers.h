// Which layer a structure belongs to, from the skin to the bone, and whether layers are shown.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::scene {

enum class LayerState { hidden, ghost, shown };
[[nodiscard]] std::string_view to_string(LayerState state);
[[nodiscard]] std::optional<LayerState> layer_state_from(std::string_view text);

// Layer ids of what moves the body, outside in: "skin", "superficial", "intermediate", "deep" (muscles with their
// tendons), "fascia", "ligaments", "cartilages" (with the discs), "bones" (with the teeth). Everything else is a layer
// of its structure's system ("nervous", "organs" ...), hidden until asked for.
[[nodiscard]] const std::vector<std::string> &body_layers();
inline constexpr std::array muscle_layers = {"superficial", "intermediate", "deep"};

[[nodiscard]] std::string layer_of(const format::Structure &structure, const anatomy::Library &library);
// All layers of a body: body_layers() that it has, then its other systems by name.
[[nodiscard]] std::vector<std::string> layers_of(const format::Body &body, const anatomy::Library &library);
[[nodiscard]] std::string layer_name(std::string_view layer); // "Superficial muscles"

// shown for bones, cartilages, ligaments, muscles and the parts of a foreign model, ghost for skin, hidden for fascia and other systems.
[[nodiscard]] LayerState default_state(std::string_view layer);

} // namespace myo::scene
