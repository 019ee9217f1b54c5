// What only some of a muscle's fibres do, what a muscle does only from a position, and what others have measured of it.
// As in the files: degrees, millimetres, [lateral, posterior, superior].
#pragma once

#include "anatomy/point_form.h"
#include "base/math.h"

#include <string>
#include <vector>

namespace myo::anatomy {

// One motion of a joint by so much; a sided joint is the muscle's own side's. `motion` is a plus or a minus name.
struct Turned { std::string joint, motion; double value = 0; };

// A place that the path of a muscle keeps to and that a bone carries: where a tendon runs behind a condyle, hooks round a shaft
// or is held down. Flesh that is near it along the fibres gives way to it.
struct PathPoint {
  double along = 0;                   // fibre coordinate, 0 origin to 1 insertion
  std::string on;                     // bone id
  PointForm at;
  std::vector<std::string> sources;
};

// Fibres told apart by where they lie across the muscle: all are ranked along `toward`, the farthest that way first.
struct MusclePart {
  std::string id;
  vec3 toward{0};                     // lps
  double from = 0, to = 1;            // which of them, as shares of all
  std::vector<std::string> actions;   // of Muscle::actions, those that a source gives to these fibres alone
  std::vector<std::string> sources;
};

// Actions that a source gives from a position, not from rest.
struct ActsFrom {
  std::vector<std::string> actions;   // of Muscle::actions
  std::vector<Turned> pose;
  std::vector<std::string> sources;
};

// A moment arm as somebody has published it.
struct PublishedArm {
  std::string muscle, part;           // part: a MusclePart's id, "" for the whole
  std::string action;                 // JOINT.MOTION[.ipsi|.contra]; positive arms turn it this way
  std::vector<Turned> pose;           // where; empty at rest
  double low_mm = 0, high_mm = 0;     // the range that is given; both alike for one figure
  bool sign_only = false;             // no figure is given, only which way it pulls: then the range is 1 or -1
  std::string how;                    // cadaver, MRI, model ...
  std::vector<std::string> sources;
};

} // namespace myo::anatomy
