// The options that say what is to be seen, shared by the commands that show or measure.
#pragma once

#include "base/result.h"
#include "heat/heat.h"
#include "scene/commands.h"
#include "workbench.h"

#include <optional>
#include <string>
#include <vector>

namespace CLI { class App; }

namespace myo::app::cli {

struct PoseOptions {
  std::string pose;                            // "" = rest
  std::vector<std::string> motions;            // "cervical.flexion=30"
  std::string move;                            // id or name; "" = none
  double time_s = -1;                          // into the move; < 0: the middle of its first hold
  void add_to(CLI::App &command, const std::string &otherwise = "the middle of its first hold"); // what no time means
  // A move is made on `sides`. What goes beyond the body's range is shown at its end; a line on stderr says so.
  [[nodiscard]] Result<std::vector<scene::Command>> commands(const Workbench &workbench, heat::Sides sides) const;
};

// "left" | "right" | "both"; CLI11 has checked it.
[[nodiscard]] heat::Sides sides_of(const std::string &text);
[[nodiscard]] bool on_side(format::Side side, heat::Sides sides); // the midline belongs to both

// A muscle as people name it (id, FMA id, name, synonym) on this body. FMA ids that several parts share mean all of
// them. Unknown names are refused with the nearest ones.
struct FoundMuscle {
  std::vector<const anatomy::Muscle *> muscles;
  std::vector<std::uint32_t> structures;       // bellies and tendons, on the asked sides
};
[[nodiscard]] Result<FoundMuscle> find_muscle(const Workbench &workbench, const std::string &name, heat::Sides sides);
[[nodiscard]] Result<std::string> find_pattern(const anatomy::Library &library, const std::string &name);

// "1080x1350"
[[nodiscard]] Result<uvec2> parse_size(const std::string &text);

} // namespace myo::app::cli
