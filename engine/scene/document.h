// All that decides what is to be seen: plain data, compared and hashed whole. Only `apply` changes it.
#pragma once

#include "heat/heat.h"
#include "rig/joint_values.h"
#include "scene/camera.h"
#include "scene/layers.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace myo::scene {

enum class Background { studio_light, studio_dark, white, black, transparent };
[[nodiscard]] std::string_view to_string(Background background);
[[nodiscard]] std::optional<Background> background_from(std::string_view text);
[[nodiscard]] bool is_dark(Background background); // text on it is light

// What is written and drawn in the picture itself (never the panels).
struct PictureOptions {
  bool legend = true;
  bool side_marker = true;
  bool credit = true;
  bool caption = true;             // name of the selected muscle and of the pose
  friend bool operator==(const PictureOptions &, const PictureOptions &) = default;
};

struct Document {
  // Visibility. Structures by id; see visibility.h for how these combine.
  std::map<std::string, LayerState> layers; // a layer not named here has its default state
  std::set<std::string> hidden;
  std::set<std::string> isolated;  // not empty: only these are shown
  bool xray = false;               // all that is not selected is a ghost
  std::vector<std::string> selection; // structure ids, in the order they were chosen
  std::string hover;               // structure id or ""
  bool attachments = true;         // patches of the selected muscles, with O / I letters
  bool labels = false;             // names of selected structures beside them
  bool length_colours = false;     // muscles in the colours of how much longer or shorter they are than at rest

  rig::JointValues pose;
  std::string pose_name;           // id of the named pose that `pose` is, or ""
  std::string animation;           // of a foreign model, by its name; "" = at rest
  double animation_s = 0;          // into it

  heat::Settings heat;

  Camera camera;
  Background background = Background::studio_light;
  PictureOptions picture;

  friend bool operator==(const Document &, const Document &) = default;
};

// Of everything but hover, which is not a state anybody saves.
[[nodiscard]] std::uint64_t state_hash(const Document &document);

// Counters that decide what is rebuilt: unchanged = keep what you have.
struct Versions {
  std::uint64_t pose = 1, heat = 1, visibility = 1, camera = 1, text = 1;
  friend bool operator==(const Versions &, const Versions &) = default;
};

} // namespace myo::scene
