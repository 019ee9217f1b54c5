// What is felt where: the active patterns as zones on this body, live with the pose.
//
// One pattern is shown as tiers; several as "k of N patterns reach here" (an overlay, never added brightness).
// "ipsi" is the active side, "contra" the other one, "both" both; a midline region serves every side. A zone never
// crosses the midline unless its side says so.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"
#include "heat/legend.h"
#include "heat/mark.h"
#include "heat/paint.h"
#include "heat/ramp.h"
#include "rig/rig.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace myo::heat {

using anatomy::Side;

enum class Sides { left, right, both };
[[nodiscard]] std::string_view to_string(Sides sides);
[[nodiscard]] std::optional<Sides> sides_from(std::string_view text);
[[nodiscard]] constexpr Sides opposite(Sides s) {
  return s == Sides::left ? Sides::right : s == Sides::right ? Sides::left : Sides::both;
}

[[nodiscard]] constexpr Sides next(Sides s) { // right -> left -> both -> right
  return s == Sides::right ? Sides::left : s == Sides::left ? Sides::both : Sides::right;
}

// Where one side is meant by another word for it; `otherwise` where none is.
[[nodiscard]] constexpr Sides sides_of(Side side, Sides otherwise) {
  return side == Side::left ? Sides::left : side == Side::right ? Sides::right : otherwise;
}
[[nodiscard]] constexpr Sides sides_of(Where where, Sides otherwise) {
  return where == Where::left ? Sides::left : where == Where::right ? Sides::right : where == Where::both ? Sides::both : otherwise;
}
// "left side", "right side", "both sides": English, for Library::say.
[[nodiscard]] std::string_view phrase_of(Sides sides);

inline constexpr float strength_low = 0.0F, strength_high = 1.6F;

struct Active {
  std::string pattern;             // anatomy::Pattern id
  Sides sides = Sides::right;      // where the trigger point is
  float strength = 1;              // 0..1.6; 1 = as the sources draw it
  friend bool operator==(const Active &, const Active &) = default;
};

// All that the user sets.
struct Settings {
  bool on = true;
  std::vector<Active> active;
  bool side_by_side = false;       // two to four active patterns each on a body of its own, instead of laid over one another
  Ramp ramp = Ramp::reds;
  bool provoke = true;             // the pose raises what it provokes
  std::vector<Mark> marks;         // where it hurts; of a paired region one for each side, in the library's order
  std::vector<Dab> dabs;           // where it hurts, painted; the later over the earlier
  std::vector<std::string> cues;   // what is so besides, anatomy::Cue ids in the library's order
  bool show_marks = false;         // marks and dabs are shown instead of the patterns
  friend bool operator==(const Settings &, const Settings &) = default;
};

[[nodiscard]] inline bool any_marked(const Settings &settings) { return !settings.marks.empty() || !settings.dabs.empty(); }
// The side in use: that of the first pattern, right without one.
[[nodiscard]] inline Sides sides_of(const Settings &settings) {
  return settings.active.empty() ? Sides::right : settings.active.front().sides;
}

struct Zone {
  std::uint32_t field = 0;         // index into Body::regions
  int tier = 3;                    // 3 most often, 2 often, 1 sometimes
  std::uint32_t pattern = 0;       // index of the shown pattern
  Side side = Side::midline;       // of the field: a zone of one side ends at the midline however far it grows
  float grow_mm = 0;               // shifts the edge outwards
};

struct Shown {                     // one pattern that is active
  std::string pattern, title;
  std::string letter;              // where several are shown: "A", "B", ... on the zones and before the title; else empty
  Sides sides = Sides::right;
  float factor = 1;                // provocation of the present pose (heat/provocation.h), 1 = none
  std::string kind;                // how the pose does it: shortened | stretched | loaded | sustained, or ""
  float strength = 1;              // asked strength x factor, limited to strength_high
};

struct Level {                     // one step of the picture: a tier, or how many patterns reach here
  vec3 srgb{0};                    // the legend's
  float opacity = 1;
};

struct Heat {
  bool on = false;
  bool count_overlay = false;
  bool marks = false;              // what is painted is where it hurts, not what a pattern tells
  std::vector<Shown> shown;
  std::vector<Zone> zones;         // ordered by pattern, tier (1 first), field
  std::shared_ptr<const Painted> painted; // what the dabs amount to, shown or not; nothing without dabs
  std::vector<std::uint32_t> trigger_points; // indices into Body::trigger_points
  Ramp ramp = Ramp::reds;
  float strength = 1;              // of the strongest pattern
  std::vector<Level> levels;       // from the outermost inwards: tiers 1..3, or counts 1..4
  Legend legend;
  std::vector<std::string> notes;  // zones that this body cannot show, one line each
  std::uint64_t bake_hash = 0;     // of what the baked chart depends on (zones, growth, overlay): unchanged = no bake
  std::uint64_t hash = 0;          // of everything here

  // The paint, where it is to be seen.
  [[nodiscard]] const Painted *shown_paint() const { return on && marks && painted && !painted->empty() ? painted.get() : nullptr; }
};

// Unknown patterns are left out with a note (commands refuse them before they get here). `pose` is what was asked; what
// it amounts to a region (rig::effective) is worked out inside. `painted`: of the settings' dabs, by a Paint that the caller
// keeps; without it they are not shown.
[[nodiscard]] Heat evaluate(const format::Body &body, const anatomy::Library &library, const rig::Rig &rig,
                            const Settings &settings, const rig::JointValues &pose, std::shared_ptr<const Painted> painted = {});

// The fields (indices into Body::regions) that one zone of a pattern stands for, when its trigger point is on `point`.
[[nodiscard]] std::vector<std::uint32_t> fields_of(const format::Body &body, const anatomy::Library &library,
                                                   const anatomy::Zone &zone, Side point);
[[nodiscard]] std::vector<Side> trigger_sides(Sides sides);
// The fields that one mark stands for, and all that these settings show (dabs have none: they lie on the skin itself).
[[nodiscard]] std::vector<std::uint32_t> fields_of(const format::Body &body, const Mark &mark);
[[nodiscard]] std::vector<std::uint32_t> painted_fields(const format::Body &body, const anatomy::Library &library, const Settings &settings);

// Strength (after provocation) as edge growth, and as opacity of a level's colour; see heat.cpp for the reasons.
[[nodiscard]] float grow_mm(float strength, int tier);
[[nodiscard]] float opacity(float strength, vec3 srgb);

} // namespace myo::heat
