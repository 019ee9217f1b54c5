// The rig's inside: frames, which coordinate turns which joint about which axis, and limits. Private to the room.
#pragma once

#include "rig/rig.h"
#include "rig/rigid.h"
#include "rig/strain.h"
#include "rig/thorax_wall.h"

#include <array>
#include <limits>
#include <utility>

namespace myo::rig {

// Components of a joint's motion along its own axes: rotations about x (to the left), y (up), z (front), radians, then
// glides along world x, y, z, metres.
enum class Axis : std::uint8_t { x, y, z, glide_x, glide_y, glide_z };
inline constexpr std::size_t axis_count = 6;
using Components = std::array<double, axis_count>;

struct Frame {
  std::string id;
  std::uint32_t parent = format::none;
  dvec3 centre{0};
  dmat3 axes{1};                                     // columns: nearest to world +X, +Y, +Z
  std::vector<std::pair<std::uint32_t, double>> carried_by; // joints whose blend it follows instead of its parent
  Components low, high;                              // limits of each component, +-infinity where none is known
};

// One joint's part of a coordinate: component += gain * share.
struct Drive {
  std::uint32_t joint = 0;
  Axis axis = Axis::x;
  double gain = 1;                                   // sign and lever
  double plus_weight = 1, minus_weight = 1;          // of the coordinate's plus and minus direction
  std::uint32_t chain = 0;                           // drives of one chain share the value, chains each take it whole
};

enum class Special : std::uint8_t { none, glide, shoulder };

struct Coordinated {
  Coordinate coordinate;
  Special special = Special::none;                   // glide: head glide; shoulder: arm and scapula together
  std::vector<Drive> drives;
};

struct Shoulder {                                    // one side
  Side side = Side::left;
  std::uint32_t clavicle = format::none, scapula = format::none, humerus = format::none;
  double clavicle_length = 0.15;                     // metres
  dvec3 upper_arm{0, -1, 0};                         // the humerus' long axis at rest, from shoulder to elbow
  struct Rest { dvec3 place; double least_m = 0; };
  std::vector<Rest> blade;                           // places of the scapula that lie near the thorax, and how near they may come to it
};

struct Follower {                                    // the patella follows the knee
  std::uint32_t joint = 0, driver = 0;
  double gain = 1;
};

struct FoldingJoint {                                // a limb that can be bent until its flesh meets itself
  std::uint32_t before = 0, joint = 0, end = 0;
  float bone_m = 0;
  std::uint32_t shift = 0;
};

struct Rig::Model {
  std::vector<Frame> frames;
  std::vector<std::uint32_t> order;                  // parents and carriers first
  std::vector<Coordinated> coordinates;
  std::vector<Coordinate> sliders;                   // the same, for callers
  std::vector<Shoulder> shoulders;
  ThoraxWall thorax;
  std::vector<Follower> followers;
  std::vector<FoldingJoint> folds;
  std::vector<std::uint32_t> fold_sides;             // a frame: fold.h
  std::vector<std::uint32_t> neck;                   // joints from the root to the one that carries the skull

  struct Point { std::uint32_t joint; dvec3 rest; };
  std::vector<Point> landmarks, patches, trigger_points;
  std::vector<dvec3> patch_normals;
  Strains strains;
};

// Splits a value over drives of one chain by weight, none beyond its limits; what a full level cannot take the others do.
// `limits[i]` are of the drive's share (before gain), low <= 0 <= high. Returns the shares; they sum to the value or to
// what the chain can take.
[[nodiscard]] std::vector<double> spread(double value, const std::vector<double> &weights,
                                         const std::vector<std::pair<double, double>> &limits);

// What one joint does against its parent: its parts, then a turn given in world axes.
struct Local {
  Components parts{};
  dquat turn{1, 0, 0, 0};
};
[[nodiscard]] Rigid local_motion(const Frame &frame, const Local &local);
// `only`: one flag a frame, for those that are wanted and all that carry them; the others stay at rest. Empty: all.
[[nodiscard]] std::vector<Rigid> chain_motions(const Rig::Model &model, const std::vector<Local> &locals, const std::vector<bool> &only = {});

// Every coordinate's value spread over the joints it drives, each within its range; notes say what was limited.
[[nodiscard]] std::vector<Local> locals_of(const Rig::Model &model, const JointValues &values, std::vector<std::string> *notes);

// Head glide: components of every level that carry the head `metres` forward with its pitch unchanged.
struct Glide { std::vector<std::pair<std::uint32_t, double>> flexion; double reached = 0; };
[[nodiscard]] Glide solve_glide(const Rig::Model &model, const Coordinated &glide, double metres);
// Metres of head glide that flexion angles a joint (index of the frame) amount to.
[[nodiscard]] double glide_of(const Rig::Model &model, const Coordinated &glide, const std::vector<double> &flexion_of_joint);
[[nodiscard]] std::pair<double, double> glide_range(const Rig::Model &model, const Coordinated &glide);

// Arm and scapula: sets the clavicle's, scapula's and humerus' turns from their coordinates.
void pose_shoulder(const Rig::Model &model, const Shoulder &shoulder, const JointValues &values, std::vector<Local> &locals);

} // namespace myo::rig
