// Puts a rigged body through poses and measures what its surfaces do: volume, stretch, how deep muscles come into bones.
// A muscle is a structure of Kind::muscle. Lengths in millimetres where the name says so, shares and ratios from 0.
#pragma once

#include "anatomy/library.h"
#include "atlas/atlas.h"
#include "base/progress.h"
#include "base/result.h"
#include "format/body.h"
#include "rig/rig.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace myo::inspect {

struct MuscleInPose {
  std::uint32_t structure = 0;
  double volume = 1;               // posed to rest
  double stretch_p99 = 1;          // of its edges, posed to rest: 99 of 100 are stretched less
  std::size_t vertices = 0;
  std::size_t deeper = 0;          // vertices that lie more than `deeper_mm` farther inside a bone than at rest
  float deepest_mm = 0;            // by how much, of the worst
};

struct PoseOutcome {
  std::string pose;
  std::vector<MuscleInPose> muscles;
  double stretch_p99 = 1;          // of all muscles' edges together
  std::size_t bone_vertices = 0, bone_outside = 0; // sampled ones of bones that lie inside the skin at rest; outside it now
  struct Through { std::uint32_t structure = 0; std::size_t vertices = 0; };
  std::vector<Through> through;    // the bones that come out, most first
  double skin_m2 = 0;              // of the body surface, at rest
  double swallowed_m2 = 0;         // of what the surface has swallowed of itself, outside all creases; areas as at rest
  std::vector<double> creases_m2;  // the same, one each of creases()
  std::vector<std::string> notes;  // what the pose was limited to
};

inline constexpr float deeper_mm = 3;
inline constexpr double volume_low = 0.85, volume_high = 1.20, stretch_high = 2.5;
inline constexpr double creases_high = 0.03; // of the body surface

// Of named poses, in the order asked. Cancelled: an error. A pose that is not in the library is one, too.
[[nodiscard]] Result<std::vector<PoseOutcome>> try_poses(const atlas::Atlas &atlas, const anatomy::Library &library, const rig::Rig &rig,
                                                         std::span<const std::string> poses, Progress &progress);

// The twelve that `atlas check --poses` walks through: neck, trunk, shoulder, elbow, hip and knee.
[[nodiscard]] const std::vector<std::string> &trial_poses();

// Whether a structure's muscle belongs to neck or shoulder girdle, which are held to the range without exception.
[[nodiscard]] bool of_neck_or_girdle(const format::Structure &structure, const anatomy::Library &library);

// The figures that decide, with what they are out of.
struct PoseTally {
  std::size_t pairs = 0, in_range = 0;             // muscle and pose: volume within the range
  std::size_t near_pairs = 0, near_in_range = 0;   // of neck and shoulder girdle
  std::size_t vertices = 0, deeper = 0;            // of muscles, over all poses
  double worst_stretch_p99 = 1;                    // of the poses
  std::size_t bone_vertices = 0, bone_outside = 0;
  double skin_m2 = 0, swallowed_m2 = 0;            // the body surface over all poses, and what passes through itself outside the creases
  double worst_creases = 0;                        // of the poses: swallowed within the creases, as a share of the surface
};
[[nodiscard]] PoseTally tally(const format::Body &body, const anatomy::Library &library, std::span<const PoseOutcome> outcomes);

} // namespace myo::inspect
