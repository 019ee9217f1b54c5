// The shoulder girdle. Glenohumeral coordinates mean humerothoracic ones: where the arm points from the chest. The
// scapula takes about 0.3 of the elevation (2.3 parts arm to 1 part scapula, McQuade & Smidt 1998 and the review
// PMC2841046), tilting backwards as it turns; the clavicle rises, draws back and rolls (Ludewig et al. 2009: 11 to 15,
// 15 to 29 and 15 to 31 degrees at full elevation; the middles are used). Angles run linearly with elevation. Rise and roll
// belong to the scapula's upward rotation, whoever asks for it: it is partly made at the sternoclavicular joint. Where all that
// would press the scapula into the rib cage, it is turned on about its joint with the clavicle until it lies on it.
#include "rig/model.h"

#include <algorithm>

namespace myo::rig {

namespace {

constexpr double rhythm = 1.0 / 3.3;
const double full_elevation = glm::radians(180.0);
const double clavicle_rise = glm::radians(13.0), clavicle_retraction = glm::radians(22.0),
             clavicle_roll = glm::radians(23.0), scapula_posterior_tilt = glm::radians(20.0);
const double scapular_plane = glm::radians(35.0); // in front of the frontal plane
const dvec3 left_axis(1, 0, 0), up_axis(0, 1, 0), front_axis(0, 0, 1);

struct Arm { dquat turn{1, 0, 0, 0}; double elevation = 0; };

// Flexion and abduction together are one swing about the axis between theirs; the twist about the humerus' own long axis
// (Wu et al. 2005) comes before, the horizontal swing after it.
Arm arm_of(double s, const dvec3 &upper_arm, double flexion, double abduction, double internal, double horizontal) {
  Arm arm;
  const dquat swing = exponential(up_axis * (-s * horizontal)) * exponential(dvec3(-flexion, 0, s * abduction));
  arm.turn = swing * exponential(upper_arm * (s * internal));
  const dvec3 direction = swing * -up_axis;
  const double level = std::hypot(direction.x, direction.z);
  const double elevation = std::atan2(level, -direction.y);
  // An arm drawn straight back leaves the scapula where it is.
  const double behind = level > 1e-9 ? std::max(0.0, -direction.z / level) : 0.0;
  arm.elevation = elevation * (1.0 - behind);
  return arm;
}

// The scapula in a turn about its joint with the clavicle, turned on until it lies on the thorax and not in it: each time by the
// least turn that brings its deepest place out.
dquat on_thorax(const ThoraxWall &thorax, const Shoulder &shoulder, dvec3 joint_rest, dvec3 joint, dquat turn) {
  constexpr int most_tries = 8;
  constexpr double good_m = 3e-4, least_lever_m = 0.02, most_turn = 0.15;
  for (int tries = 0; tries < most_tries; ++tries) {
    double deepest = good_m;
    dvec3 way(0);
    for (const Shoulder::Rest &rest : shoulder.blade) {
      const dvec3 arm = turn * (rest.place - joint_rest);
      const ThoraxWall::Clearance now = thorax.clearance(vec3(joint + arm));
      const double lack = (rest.least_m - now.metres) * now.say;
      if (lack <= deepest) continue;
      const dvec3 out(thorax.outward(vec3(joint + arm))), across = glm::cross(arm, out);
      if (glm::length(across) < least_lever_m) continue;
      deepest = lack, way = across;
    }
    if (deepest <= good_m) break;
    const double length = glm::length(way);
    turn = glm::normalize(exponential(way / length * std::min(most_turn, deepest / length)) * turn);
  }
  return turn;
}

} // namespace

void pose_shoulder(const Rig::Model &model, const Shoulder &shoulder, const JointValues &values, std::vector<Local> &locals) {
  const double s = anatomy::sign(shoulder.side);
  const auto arm_value = [&](const char *motion) { return values.get({"glenohumeral", shoulder.side, motion}); };
  const auto blade_value = [&](const char *motion) { return values.get({"scapulothoracic", shoulder.side, motion}); };
  const Arm arm = arm_of(s, shoulder.upper_arm, arm_value("flexion"), arm_value("abduction"), arm_value("internal_rotation"),
                         arm_value("horizontal_adduction"));
  const double part = arm.elevation / full_elevation;                 // of the whole way up, of the arm
  const double protraction = blade_value("protraction");
  const double upward = blade_value("upward_rotation") + rhythm * arm.elevation;
  const double raised = upward / (rhythm * full_elevation);           // and of the scapula
  const double tilt = blade_value("anterior_tilt") - scapula_posterior_tilt * part;
  const double rise = std::asin(std::clamp(blade_value("elevation") / shoulder.clavicle_length, -0.9, 0.9));

  dquat clavicle(1, 0, 0, 0);
  if (shoulder.clavicle != format::none) {
    const Frame &frame = model.frames[shoulder.clavicle];
    dvec3 along = left_axis;
    if (shoulder.scapula != format::none) along = glm::normalize(s * (model.frames[shoulder.scapula].centre - frame.centre));
    clavicle = exponential(up_axis * (s * (clavicle_retraction * part - 0.5 * protraction))) *
               exponential(front_axis * (s * (rise + clavicle_rise * raised))) * exponential(-along * (clavicle_roll * raised));
    locals[shoulder.clavicle].turn = clavicle;
  }
  dquat scapula = clavicle;
  if (shoulder.scapula != format::none) {
    const dvec3 normal(-s * std::sin(scapular_plane), 0, std::cos(scapular_plane));
    const dvec3 spine(std::cos(scapular_plane), 0, s * std::sin(scapular_plane));
    scapula = exponential(up_axis * (-s * protraction)) * exponential(normal * (s * upward)) * exponential(spine * tilt);
    const dvec3 joint_rest = model.frames[shoulder.scapula].centre;
    const dvec3 hinge = shoulder.clavicle != format::none ? model.frames[shoulder.clavicle].centre : joint_rest;
    scapula = on_thorax(model.thorax, shoulder, joint_rest, hinge + clavicle * (joint_rest - hinge), scapula);
    locals[shoulder.scapula].turn = glm::conjugate(clavicle) * scapula;
  }
  if (shoulder.humerus != format::none) locals[shoulder.humerus].turn = glm::conjugate(scapula) * arm.turn;
}

} // namespace myo::rig
