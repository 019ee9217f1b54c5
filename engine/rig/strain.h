// How much longer or shorter every muscle is in a pose than at rest: signed strain, 0.08 = 8 % longer. Metres.
//
// A muscle of one side is all its bellies (heads, fascicles; format::Kind::muscle). Its length is the mean of theirs, each
// along its own path (rig/muscle_path.h); tendons of their own are part of their bellies' path. It is the way from bone to
// bone, tendons and all, as it is given by the pose alone: what the fibres do is not told.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"
#include "rig/muscle_course.h"
#include "rig/pose.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace myo::rig {

struct MuscleLength {
  double length_m = 0, rest_m = 0;             // 0: none of its bellies has a path
  [[nodiscard]] double strain() const { return rest_m > 0 ? length_m / rest_m - 1 : 0; }
};

// One muscle on one side of a body.
struct StrainedMuscle {
  std::string id;                              // anatomy::Muscle id
  format::Side side = format::Side::midline;
  std::vector<std::uint32_t> bellies;          // indices into Body::structures; each has a path
};

// Some fibres of it, with a path of their own (anatomy::MusclePart).
struct StrainedPart {
  std::uint32_t muscle = 0;                    // index into Strains::muscles()
  std::string id;
};

// All muscles of one body. Built once, asked for every pose; the body may be dropped in between.
class Strains {
public:
  [[nodiscard]] static Strains of(const format::Body &body); // without parts
  [[nodiscard]] static Strains of(const format::Body &body, const anatomy::Library &library);

  [[nodiscard]] const std::vector<StrainedMuscle> &muscles() const { return muscles_; } // by id, then side
  // Of every muscle, in that order, in a pose of this body.
  [[nodiscard]] std::vector<MuscleLength> at(const Pose &pose) const;
  // The mean over those of these structures that are bellies with a path.
  [[nodiscard]] MuscleLength mean(const Pose &pose, const std::vector<std::uint32_t> &structures) const;
  // The parts that the library tells apart, by muscle; their length in a pose; where one stands, format::none without.
  [[nodiscard]] const std::vector<StrainedPart> &parts() const { return parts_; }
  [[nodiscard]] MuscleLength part_at(const Pose &pose, std::uint32_t part) const;
  [[nodiscard]] std::uint32_t find_part(std::uint32_t muscle, std::string_view part) const;
  // Where a muscle stands in muscles(): that of the side, else the midline's; format::none without.
  [[nodiscard]] std::uint32_t find(std::string_view muscle, format::Side side) const;

private:
  [[nodiscard]] MuscleLength mean(const std::vector<Rigid> &motions, const std::vector<std::uint32_t> &structures) const;

  std::vector<StrainedMuscle> muscles_;
  std::vector<MuscleCourse> courses_;          // one a structure; empty where there is none
  std::vector<StrainedPart> parts_;
  std::vector<MuscleCourse> part_courses_;     // one each of parts_
};

// Muscles whose length has changed by a share of `least` or more, the most lengthened first, the most shortened last.
// `lengths` are one each of Strains::muscles; what is given is which of them.
[[nodiscard]] std::vector<std::uint32_t> ranked(const std::vector<MuscleLength> &lengths, double least);

} // namespace myo::rig
