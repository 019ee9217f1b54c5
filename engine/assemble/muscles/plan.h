// What one muscle of one side is to become: pieces with their ends on this body's bones. World frame, metres.
#pragma once

#include "anatomy/library.h"
#include "assemble/body_frame.h"
#include "assemble/muscles/terrain.h"
#include "form/ribbon.h"

#include <string>
#include <vector>

namespace myo::assemble {

// A point of an end's line and the bone structure it lies on; format::none when soft.
struct Hold {
  vec3 point{0};
  std::uint32_t bone = format::none;
};
[[nodiscard]] std::vector<vec3> points_of(const std::vector<Hold> &line);
[[nodiscard]] vec3 mean_of(const std::vector<Hold> &line); // not empty
// The bone under a line of holds: between two on one bone the surface, between two bones the straight line.
[[nodiscard]] form::Footer footer_on(const Terrain &terrain, std::vector<Hold> line);

struct Piece {
  std::string head;              // the sheet's head, "" when derived
  form::RibbonShape shape;
  std::vector<Hold> origin, insertion;
  bool other_half = false;       // of a midline muscle, whose sheet tells the left half
};


struct MusclePlan {
  const anatomy::Muscle *muscle = nullptr; // or a fascia's stand-in
  const anatomy::Fascia *fascia = nullptr;
  anatomy::Side side = anatomy::Side::midline;
  int layer = 5;                 // 1 deepest .. 9
  std::vector<Piece> pieces;
  std::vector<std::string> notes; // what could not be placed
};

struct Site {                    // everything a plan is made from
  const format::Body &body;
  const anatomy::Library &library;
  const Terrain &terrain;
  float mid = 0;
};

// A septum is one for both sides.
[[nodiscard]] bool on_midline(const Site &site, const std::vector<Hold> &line);

// Fills in layer and pieces of a plan that knows its muscle and side.
void make_plan(const Site &site, MusclePlan &plan);

// The two ways: by the sheet's section `shape`, or from the rows of `attach`.
void plan_by_shape(const Site &site, MusclePlan &plan);
void plan_by_attachments(const Site &site, MusclePlan &plan);

} // namespace myo::assemble
