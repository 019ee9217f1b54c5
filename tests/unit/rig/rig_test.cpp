// Which way every motion goes, how far it may, and what regions make of it: told by where points of a body end up.
#include "format/check.h"
#include "rig/rig.h"
#include "support/tiny_body.h"

#include <gtest/gtest.h>

namespace myo::rig {
namespace {

struct Doll {
  anatomy::Library library = tests::tiny_library();
  format::Body body = tests::tiny_body();
  Rig rig = Rig::build(body, library).value();

  JointValues ask(std::initializer_list<const char *> motions) const {
    JointValues values;
    for (const char *text : motions) {
      const auto motion = anatomy::parse_motion(library, text);
      EXPECT_TRUE(motion) << text << ": " << (motion ? "" : motion.error().line());
      if (!motion) continue;
      const auto c = to_coordinate(library, *motion);
      EXPECT_TRUE(c) << text;
      values.add(c->id, c->value);
    }
    return values;
  }
  Pose pose(std::initializer_list<const char *> motions) const { return evaluate(rig, ask(motions)); }
  vec3 rest(std::string_view id, Side side = Side::midline) const {
    for (const auto &l : body.landmarks)
      if (l.id == id && l.side == side) return l.point;
    ADD_FAILURE() << "no landmark " << id;
    return {};
  }
  vec3 at(const Pose &pose, std::string_view id, Side side = Side::midline) const {
    for (std::size_t i = 0; i < body.landmarks.size(); ++i)
      if (body.landmarks[i].id == id && body.landmarks[i].side == side) return pose.landmarks[i];
    ADD_FAILURE() << "no landmark " << id;
    return {};
  }
  // How far a landmark goes, millimetres.
  vec3 step(std::initializer_list<const char *> motions, std::string_view id, Side side = Side::midline) const {
    return 1000.0F * (at(pose(motions), id, side) - rest(id, side));
  }
  float turn_deg(const Pose &pose, std::string_view joint) const {
    return glm::degrees(rotation_angle(pose.motions[rig.joint(joint)]));
  }
  // Signed: positive looks down.
  float pitch_deg(const Pose &pose, std::string_view joint = "atlanto_occipital") const {
    const vec3 front = vec3(pose.matrices[rig.joint(joint)] * vec4(0, 0, 1, 0));
    return glm::degrees(std::atan2(-front.y, front.z));
  }
};

const Doll &doll() {
  static const Doll one;
  return one;
}

TEST(TinyBody, IsAWholeBody) {
  const auto checked = format::check_body(doll().body);
  EXPECT_TRUE(checked) << checked.error().line();
  for (const auto &s : doll().body.structures) {
    if (s.kind == format::Kind::skin || s.kind == format::Kind::deep_surface) continue;
    double volume = 0;
    for (std::size_t i = 0; i + 2 < s.mesh.indices.size(); i += 3)
      volume += glm::dot(s.mesh.positions[s.mesh.indices[i]],
                         glm::cross(s.mesh.positions[s.mesh.indices[i + 1]], s.mesh.positions[s.mesh.indices[i + 2]]));
    EXPECT_GT(volume, 0) << s.id << " is inside out";
  }
}

TEST(Rig, RestIsRest) {
  const Pose pose = doll().pose({});
  for (const auto &m : pose.motions) {
    EXPECT_NEAR(m.real.w, 1, 1e-6);
    EXPECT_NEAR(glm::length(m.dual), 0, 1e-6);
  }
  EXPECT_EQ(pose.landmarks, evaluate(doll().rig, {}).landmarks);
  EXPECT_TRUE(pose.notes.empty());
}

TEST(Rig, EveryMotionOfTheVocabularyMovesThisBody) {
  for (const anatomy::Motion &motion : doll().library.motions) {
    const Side side = motion.sided ? Side::left : Side::midline;
    const CoordinateId id{motion.joint, side, motion.plus};
    const Coordinate *c = doll().rig.coordinate(id);
    ASSERT_NE(c, nullptr) << id.text();
    JointValues values;
    values.set(id, 0.5 * c->high);
    const Pose pose = evaluate(doll().rig, values);
    float most = 0;
    for (const auto &m : pose.motions) most = std::max({most, rotation_angle(m), glm::length(m.dual)});
    EXPECT_GT(most, 1e-3F) << id.text() << " moves nothing";
  }
}

TEST(Rig, NeckGoesTheWayTheWordsSay) {
  const vec3 flexed = doll().step({"cervical.flexion=30"}, "vertex");
  EXPECT_GT(flexed.z, 50);
  EXPECT_LT(flexed.y, -5);
  const vec3 tilted = doll().step({"cervical.lateral_flexion_left=30"}, "vertex");
  EXPECT_GT(tilted.x, 50);
  const vec3 turned = doll().step({"cervical.rotation_left=40"}, "nasion");
  EXPECT_GT(turned.x, 40);
  const vec3 extended = doll().step({"cervical.extension=30"}, "vertex");
  EXPECT_LT(extended.z, -50);
}

TEST(Rig, RegionalAngleIsTheHeadsAngle) {
  for (const auto &[motion, angle] : {std::pair{"cervical.flexion=30", 30.0F}, {"cervical.rotation_left=60", 60.0F},
                                      {"cervical.lateral_flexion_right=40", 40.0F}, {"cervical.flexion=62", 62.0F}})
    EXPECT_NEAR(doll().turn_deg(doll().pose({motion}), "atlanto_occipital"), angle, 0.1) << motion;
}

TEST(Rig, TrunkGoesTheWayTheWordsSay) {
  EXPECT_GT(doll().step({"lumbar.flexion=30"}, "jugular_notch").z, 100);
  EXPECT_GT(doll().step({"thoracic.lateral_flexion_left=20"}, "vertex").x, 60);
  EXPECT_GT(doll().step({"thoracic.rotation_left=30"}, "jugular_notch").x, 15);
}

TEST(Rig, LimitIsTheSmallerOfRegionAndSum) {
  // Levels of the lumbar spine add up to 48 degrees of flexion, the region allows 55; thoracic rotation the other way
  // round (71 against 35).
  EXPECT_NEAR(glm::degrees(doll().rig.coordinate({"lumbar", Side::midline, "flexion"})->high), 48, 0.01);
  EXPECT_NEAR(glm::degrees(doll().rig.coordinate({"thoracic", Side::midline, "rotation_left"})->high), 35, 0.01);
  const Pose pose = doll().pose({"lumbar.flexion=90"});
  EXPECT_NEAR(doll().turn_deg(pose, "l1_l2"), 48, 0.1);
  ASSERT_EQ(pose.notes.size(), 1U);
  EXPECT_EQ(pose.notes[0], "lumbar.flexion limited to 48.0 deg (asked 90.0 deg)");
}

TEST(Rig, ALevelNeverPassesItsRange) {
  const Pose pose = doll().pose({"cervical.flexion=62", "c5_c6.flexion=10"});
  const float c5 = doll().turn_deg(pose, "c5_c6"), c6 = doll().turn_deg(pose, "c6_c7");
  EXPECT_NEAR(c5 - c6, 10, 0.1);
  EXPECT_FALSE(pose.notes.empty());
}

TEST(Rig, HeadGlidesForwardWithLevelGaze) {
  for (const double mm : {10.0, 25.0, 35.0, -8.0, -15.0}) {
    JointValues values;
    values.set({"cervical", Side::midline, "protraction"}, mm * 0.001);
    const Pose pose = evaluate(doll().rig, values);
    const vec3 step = 1000.0F * (doll().at(pose, "nasion") - doll().rest("nasion"));
    EXPECT_NEAR(step.z, mm, 0.3) << mm;
    EXPECT_NEAR(step.x, 0, 0.1) << mm;
    EXPECT_NEAR(doll().pitch_deg(pose), 0, 0.5) << mm;
    EXPECT_TRUE(pose.notes.empty()) << pose.notes[0];
  }
}

TEST(Rig, NamedPosesDoWhatTheySay) {
  const auto named = [](const char *id) {
    return evaluate(doll().rig, pose_values(doll().library, *doll().library.pose(id)).value());
  };
  const Pose forward = named("forward_head");
  EXPECT_NEAR(doll().pitch_deg(forward), 0, 2);
  const float carried = 1000 * (doll().at(forward, "nasion").z - doll().rest("nasion").z);
  EXPECT_GT(carried, 25);
  EXPECT_LT(carried, 50);
  EXPECT_LT(doll().at(named("chin_tuck"), "nasion").z, doll().rest("nasion").z - 0.005F);
  EXPECT_NEAR(doll().pitch_deg(named("neck_flexion_30")), 30, 0.2);
}

TEST(Rig, EffectiveValuesSeeThroughTheWording) {
  const auto forward = pose_values(doll().library, *doll().library.pose("forward_head")).value();
  const CoordinateId glide{"cervical", Side::midline, "protraction"}, flexion{"cervical", Side::midline, "flexion"};
  EXPECT_EQ(forward.get(glide), 0);
  EXPECT_NEAR(effective(doll().rig, forward).get(glide), 0.035, 0.012);
  const JointValues asked = doll().ask({"cervical.protraction=20"});
  EXPECT_NEAR(effective(doll().rig, asked).get(glide), 0.020, 0.0005);
  const JointValues nod = doll().ask({"cervical.flexion=20", "c5_c6.flexion=3"});
  EXPECT_NEAR(glm::degrees(effective(doll().rig, nod).get(flexion)), 23, 0.01);
  EXPECT_EQ(effective(doll().rig, nod).get(glide), 0);
}

TEST(Rig, ArmsGoTheWayTheWordsSay) {
  for (const Side side : {Side::left, Side::right}) {
    const std::string s(to_string(side));
    const float lateral = anatomy::sign(side);
    const auto step = [&](const std::string &motion, std::string_view id) {
      return doll().step({(s + "." + motion).c_str()}, id, side);
    };
    EXPECT_GT(step("glenohumeral.flexion=60", "elbow_centre").z, 150) << s;
    EXPECT_GT(lateral * step("glenohumeral.abduction=60", "elbow_centre").x, 150) << s;
    EXPECT_LT(step("glenohumeral.extension=40", "elbow_centre").z, -100) << s;
    EXPECT_GT(step("elbow.flexion=90", "wrist_centre").z, 150) << s;
    // Turned in, the thumb side of the hand goes to the front.
    EXPECT_GT(step("radioulnar.pronation=80", "radial_styloid").z, 10) << s;
    EXPECT_GT(step("wrist.flexion=60", "finger3_tip").z, 100) << s;
    EXPECT_GT(lateral * step("wrist.radial_deviation=20", "finger3_tip").x, 30) << s;
    EXPECT_GT(step("fingers.flexion=90", "finger3_tip").z, 30) << s;
    EXPECT_LT(lateral * step("thumb.flexion=60", "finger1_tip").x, -10) << s;
    EXPECT_GT(step("thumb.abduction=40", "finger1_tip").z, 10) << s;
    const Pose out = doll().pose({(s + ".glenohumeral.abduction=90").c_str(), (s + ".glenohumeral.horizontal_adduction=90").c_str()});
    const vec3 arm = glm::normalize(doll().at(out, "elbow_centre", side) - out.joint_centres[doll().rig.joint(s + ".glenohumeral")]);
    EXPECT_GT(arm.z, 0.95F) << s;
    const Pose in = doll().pose({(s + ".elbow.flexion=90").c_str(), (s + ".glenohumeral.internal_rotation=60").c_str()});
    EXPECT_LT(lateral * (doll().at(in, "wrist_centre", side).x - doll().rest("wrist_centre", side).x), -0.1F) << s;
  }
}

TEST(Rig, LegsGoTheWayTheWordsSay) {
  for (const Side side : {Side::left, Side::right}) {
    const std::string s(to_string(side));
    const float lateral = anatomy::sign(side);
    const auto step = [&](const std::string &motion, std::string_view id) {
      return doll().step({(s + "." + motion).c_str()}, id, side);
    };
    EXPECT_GT(step("hip.flexion=60", "knee_centre").z, 200) << s;
    EXPECT_GT(lateral * step("hip.abduction=30", "knee_centre").x, 100) << s;
    EXPECT_LT(lateral * step("hip.internal_rotation=30", "toe1_tip").x, -50) << s;
    EXPECT_LT(step("knee.flexion=60", "ankle_centre").z, -200) << s;
    EXPECT_GT(step("ankle.dorsiflexion=20", "toe1_tip").y, 30) << s;
    EXPECT_LT(step("ankle.plantarflexion=40", "toe1_tip").y, -50) << s;
    // The sole turns to the midline: its inner edge rises over the outer one.
    EXPECT_GT(step("subtalar.inversion=20", "mt1_head").y - step("subtalar.inversion=20", "mt5_base").y, 5) << s;
    EXPECT_LT(step("hallux.flexion=40", "toe1_tip").y, -5) << s;
  }
}

TEST(Rig, JawAndRibsGoTheWayTheWordsSay) {
  EXPECT_NEAR(glm::length(doll().step({"tmj.depression=30"}, "infradentale")), 30, 5);
  EXPECT_LT(doll().step({"tmj.depression=30"}, "infradentale").y, -20);
  EXPECT_NEAR(doll().step({"tmj.protrusion=6"}, "infradentale").z, 6, 0.01);
  EXPECT_NEAR(doll().step({"tmj.lateral_left=5"}, "infradentale").x, 5, 0.01);
  for (const Side side : {Side::left, Side::right}) {
    const vec3 rib = doll().step({"ribs.elevation=10"}, "rib5_front", side);
    EXPECT_GT(rib.y, 8);
    EXPECT_GT(anatomy::sign(side) * rib.x, 0); // the bucket handle opens outwards
  }
}

TEST(Rig, ArmAngleIsHumerothoracicAndTheScapulaTakesItsShare) {
  for (const Side side : {Side::left, Side::right}) {
    const std::string s(to_string(side));
    const Pose pose = doll().pose({(s + ".glenohumeral.abduction=120").c_str()});
    EXPECT_NEAR(doll().turn_deg(pose, s + ".glenohumeral"), 120, 0.1);
    const float lateral = anatomy::sign(side);
    const vec3 inferior = 1000.0F * (doll().at(pose, "scap_inferior_angle", side) - doll().rest("scap_inferior_angle", side));
    EXPECT_GT(lateral * inferior.x, 30) << "upward rotation swings the lower angle out";
    const float scapula = doll().turn_deg(pose, s + ".acromioclavicular");
    EXPECT_GT(scapula, 30);
    EXPECT_LT(scapula, 45);
    const Pose shrug = doll().pose({(s + ".scapulothoracic.elevation=30").c_str()});
    EXPECT_NEAR(1000 * (doll().at(shrug, "acromion_lateral", side).y - doll().rest("acromion_lateral", side).y), 30, 4);
    const vec3 forward = doll().step({(s + ".scapulothoracic.protraction=20").c_str()}, "acromion_lateral", side);
    EXPECT_GT(forward.z, 20);
  }
}

TEST(Rig, SidesAreMirrorImages) {
  for (const Coordinate &c : doll().rig.coordinates()) {
    if (c.id.side != Side::left) continue;
    JointValues left, right;
    left.set(c.id, 0.7 * c.high);
    right.set({c.id.joint, Side::right, c.id.motion}, 0.7 * c.high);
    const Pose a = evaluate(doll().rig, left), b = evaluate(doll().rig, right);
    for (std::size_t i = 0; i < doll().body.joints.size(); ++i) {
      const std::string &id = doll().body.joints[i].id;
      if (!id.starts_with("left.")) continue;
      const vec3 p = a.joint_centres[i], q = b.joint_centres[doll().rig.joint("right." + id.substr(5))];
      EXPECT_NEAR(glm::distance(p, vec3(-q.x, q.y, q.z)), 0, 1e-5) << c.id.text() << " at " << id;
    }
  }
}

TEST(Rig, NeighboursShareAHemisphere) {
  const Pose pose = doll().pose({"cervical.rotation_left=60", "lumbar.flexion=45", "left.glenohumeral.abduction=170",
                                 "left.glenohumeral.internal_rotation=60", "right.hip.flexion=120", "right.knee.flexion=140"});
  for (std::size_t j = 1; j < pose.motions.size(); ++j) {
    const auto &m = pose.motions[j];
    EXPECT_NEAR(glm::length(m.real), 1, 1e-5);
    EXPECT_NEAR(glm::dot(m.real, m.dual), 0, 1e-5);
    EXPECT_GE(glm::dot(m.real, pose.motions[doll().body.joints[j].parent].real), 0) << doll().body.joints[j].id;
    const vec3 p(0.1F, 1.2F, 0.05F);
    EXPECT_NEAR(glm::distance(move_point(m, p), vec3(pose.matrices[j] * vec4(p, 1))), 0, 1e-5);
  }
}

TEST(Rig, ChestFollowsTheSpineWithoutTearing) {
  const Pose pose = doll().pose({"thoracic.flexion=30"});
  const float rest = glm::distance(doll().rest("jugular_notch"), doll().body.joints[doll().rig.joint("t3_t4")].centre);
  const float now = glm::distance(doll().at(pose, "jugular_notch"), pose.joint_centres[doll().rig.joint("t3_t4")]);
  EXPECT_NEAR(now, rest, 0.006F);
}

TEST(Rig, RefusesJointsThatHangOnEachOther) {
  auto library = doll().library;
  for (auto &joint : library.joints)
    if (joint.id == "t4_t5") joint.carried_by = {{"sternum", 1.0}};
  const auto rig = Rig::build(doll().body, library);
  ASSERT_FALSE(rig);
  EXPECT_NE(rig.error().line().find("circle"), std::string::npos);
}

TEST(Rig, ABodyWithoutLimbsStillNods) {
  format::Body body = doll().body;
  body.joints.resize(doll().rig.joint("tmj"));
  body.landmarks.clear(), body.patches.clear(), body.trigger_points.clear();
  const auto rig = Rig::build(body, doll().library);
  ASSERT_TRUE(rig);
  EXPECT_EQ(rig->coordinate({"elbow", Side::left, "flexion"}), nullptr);
  const Pose pose = evaluate(*rig, doll().ask({"cervical.flexion=30", "left.elbow.flexion=90"}));
  EXPECT_NEAR(glm::degrees(rotation_angle(pose.motions[rig->joint("atlanto_occipital")])), 30, 0.1);
  ASSERT_EQ(pose.notes.size(), 1U);
  EXPECT_EQ(pose.notes[0], "left.elbow.flexion moves nothing in this body");
}

} // namespace
} // namespace myo::rig
