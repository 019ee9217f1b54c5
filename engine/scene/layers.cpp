#include "scene/layers.h"

#include "atlas/figure/body.h"

#include <algorithm>
#include <array>
#include <set>

namespace myo::scene {

using format::Kind;

std::string_view to_string(LayerState state) {
  return state == LayerState::hidden ? "hidden" : state == LayerState::ghost ? "ghost" : "shown";
}

std::optional<LayerState> layer_state_from(std::string_view text) {
  for (const LayerState state : {LayerState::hidden, LayerState::ghost, LayerState::shown})
    if (to_string(state) == text) return state;
  return std::nullopt;
}

const std::vector<std::string> &body_layers() {
  static const std::vector<std::string> layers = {"skin",   "superficial", "intermediate", "deep",
                                                  "fascia", "ligaments",   "cartilages",   "bones"};
  return layers;
}

std::string layer_of(const format::Structure &s, const anatomy::Library &library) {
  switch (s.kind) {
  case Kind::skin:
  case Kind::deep_surface: return "skin";
  case Kind::bone:
  case Kind::tooth: return "bones";
  case Kind::disc:
  case Kind::cartilage: return "cartilages";
  case Kind::ligament: return "ligaments";
  case Kind::fascia: return "fascia";
  case Kind::muscle:
  case Kind::tendon: {
    const anatomy::Muscle *muscle = s.muscle.empty() ? nullptr : library.muscle(s.muscle);
    const auto &layers = body_layers();
    if (muscle != nullptr && std::find(layers.begin(), layers.end(), muscle->layer) != layers.end()) return muscle->layer;
    return "superficial"; // unknown muscles can at least be switched off from outside in
  }
  case Kind::organ: break;
  }
  return s.system.empty() ? "organs" : s.system;
}

std::vector<std::string> layers_of(const format::Body &body, const anatomy::Library &library) {
  std::set<std::string> present;
  for (const format::Structure &s : body.structures) present.insert(layer_of(s, library));
  std::vector<std::string> layers;
  for (const std::string &layer : body_layers())
    if (present.erase(layer) != 0) layers.push_back(layer);
  layers.insert(layers.end(), present.begin(), present.end());
  return layers;
}

std::string layer_name(std::string_view layer) {
  if (layer == "superficial" || layer == "intermediate" || layer == "deep") {
    const std::string word(layer);
    return char(word[0] - 'a' + 'A') + word.substr(1) + " muscles";
  }
  if (layer == "cartilages") return "Cartilages and discs";
  std::string name(layer);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = char(name[0] - 'a' + 'A');
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

LayerState default_state(std::string_view layer) {
  if (layer == "skin") return LayerState::ghost;
  if (layer == atlas::figure_system) return LayerState::shown;
  const auto &layers = body_layers();
  const bool moves = std::find(layers.begin(), layers.end(), layer) != layers.end();
  return moves && layer != "fascia" ? LayerState::shown : LayerState::hidden;
}

} // namespace myo::scene
