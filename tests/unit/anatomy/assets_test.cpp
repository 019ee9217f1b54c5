// The anatomy that ships: it loads, and it holds what it must.
#include "anatomy/library.h"

#include "anatomy/pattern_groups.h"
#include "anatomy/region_groups.h"
#include "support/shipped.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

using namespace myo;
using namespace myo::anatomy;
using myo::tests::shipped;

namespace {

const Attachment *attachment(std::string_view muscle, Role role, std::string_view bone) {
  const Muscle *found = shipped().muscle(muscle);
  if (found == nullptr) return nullptr;
  const auto it = std::find_if(found->attachments.begin(), found->attachments.end(),
                               [&](const Attachment &a) { return a.role == role && a.bone == bone; });
  return it == found->attachments.end() ? nullptr : &*it;
}

std::set<std::string> bones_of(std::string_view muscle, Role role) {
  std::set<std::string> out;
  for (const Attachment &a : shipped().muscle(muscle)->attachments) {
    if (a.role == role && !a.bone.empty() && !a.optional) out.insert(a.bone);
  }
  return out;
}

double sum(const std::vector<Share> &shares) {
  return std::accumulate(shares.begin(), shares.end(), 0.0, [](double s, const Share &share) { return s + share.weight; });
}

TEST(Assets, HoldEveryMuscleAndRowOfTheFactSheets) {
  const Library &library = shipped();
  EXPECT_EQ(library.muscles.size(), 166U);
  int rows = 0;
  for (const Muscle &muscle : library.muscles) rows += muscle.rows;
  EXPECT_EQ(rows, 454);
}

TEST(Assets, HoldTheVocabulary) {
  const Library &library = shipped();
  std::set<std::string> joints;
  for (const Motion &motion : library.motions) joints.insert(motion.joint);
  EXPECT_EQ(joints.size(), 43U);
  EXPECT_GE(library.landmarks.size(), 163U);
  EXPECT_EQ(library.patterns.size(), 139U);
  EXPECT_EQ(library.seed_pattern, "multifidus_cervicis_mid");
  const auto count = [&](std::string_view kind) {
    return std::count_if(library.bones.begin(), library.bones.end(), [&](const Bone &b) { return b.kind == kind; });
  };
  EXPECT_EQ(count("disc"), 23);
  EXPECT_GE(count("bone"), 100);
}

TEST(Assets, HoldEveryRegionAndPaintNearlyAll) {
  std::set<std::string> painted;
  for (const Pattern &pattern : shipped().patterns)
    for (const Zone &zone : pattern.zones) painted.insert(zone.region);
  EXPECT_EQ(shipped().regions.size(), 126U);
  EXPECT_GE(painted.size(), 115U);
}

TEST(Assets, EveryPatternSaysWhereItComesFrom) {
  for (const Pattern &pattern : shipped().patterns) {
    EXPECT_FALSE(pattern.sources.empty() || pattern.evidence.empty() || pattern.place.empty()) << pattern.id;
    if (!pattern.no_zone.empty()) continue; // a contested claim about the heart's rhythm: nothing to paint, nothing that sets it off
    EXPECT_FALSE(pattern.symptoms.empty() || pattern.sets_off.empty() || pattern.intensifies.empty()) << pattern.id;
    EXPECT_TRUE(std::any_of(pattern.zones.begin(), pattern.zones.end(), [](const Zone &z) { return z.tier == 3; })) << pattern.id;
    for (const Zone &zone : pattern.zones) {
      EXPECT_NE(zone.tier, 2) << pattern.id << ": no source that was read gives three grades";
      if (zone.region == "back_mid_band" || zone.region == "back_low_band") {
        EXPECT_EQ(zone.side, "both") << pattern.id;
      } else {
        EXPECT_EQ(zone.side, "ipsi") << pattern.id;
      }
    }
    for (const std::string &other : pattern.compare_with) EXPECT_NE(other, pattern.id);
  }
}

// What the pattern's page shows.
TEST(Assets, EveryPatternHasItsPage) {
  int without_zone = 0, with_cues = 0, with_relief = 0;
  for (const Pattern &pattern : shipped().patterns) {
    EXPECT_GE(pattern.described.size(), 140U) << pattern.id;
    EXPECT_GE(pattern.notes.size(), 2U) << pattern.id;
    ASSERT_EQ(pattern.apart.size(), pattern.compare_with.size()) << pattern.id;
    for (std::size_t i = 0; i < pattern.apart.size(); ++i) {
      EXPECT_EQ(pattern.apart[i].pattern, pattern.compare_with[i]) << pattern.id;
      EXPECT_GE(pattern.apart[i].text.size(), 40U) << pattern.id;
    }
    without_zone += pattern.no_zone.empty() ? 0 : 1;
    with_cues += pattern.cues.empty() ? 0 : 1;
    with_relief += pattern.relief.empty() ? 0 : 1;
  }
  EXPECT_EQ(without_zone, 1);
  EXPECT_GE(with_cues, 130);
  EXPECT_GE(with_relief, 130) << "where the fact sheets tell of a stretch";
}

TEST(Assets, EveryMuscleSaysWhatItDoes) {
  for (const Muscle &muscle : shipped().muscles) {
    EXPECT_GE(muscle.function.size(), 60U) << muscle.id;
    EXPECT_GE(muscle.considerations.size(), 90U) << muscle.id;
  }
}

// "cervical.rotation.ipsi" of a left muscle is the value "cervical.rotation_left" of the sheets.
bool shows(const Move &move, std::string_view action) {
  std::string_view name = action;
  std::string side;
  for (const auto &[end, word] : {std::pair{".ipsi", "_left"}, std::pair{".contra", "_right"}})
    if (name.ends_with(end)) name.remove_suffix(std::string_view(end).size()), side = word;
  const std::size_t dot = name.find('.');
  const std::string motion = std::string(name.substr(dot + 1)) + side;
  for (const MoveKey &key : move.keys)
    for (const MotionValue &v : key.values) {
      const Motion *known = shipped().motion(v.joint, v.motion);
      if (known != nullptr && v.joint == name.substr(0, dot) && (v.value > 0 ? known->plus : known->minus) == motion) return true;
    }
  return false;
}

TEST(Assets, EveryActionOfNeckAndShoulderGirdleHasAMove) {
  const std::set<std::string> regions{"neck", "neck_back", "suboccipital", "shoulder"};
  int actions = 0;
  for (const Muscle &muscle : shipped().muscles) {
    if (!regions.contains(muscle.region)) continue;
    for (const std::string &action : muscle.actions) {
      ++actions;
      EXPECT_TRUE(std::any_of(shipped().moves.begin(), shipped().moves.end(), [&](const Move &m) { return m.kind == "action" && shows(m, action); }))
          << muscle.id << ": " << action;
    }
  }
  EXPECT_GT(actions, 70);
}

TEST(Assets, JointsOfTheNeckAreFeltInRegionsThatThereAre) {
  EXPECT_EQ(shipped().joint_pain.size(), 8U);
  EXPECT_FALSE(shipped().joint_pain_source.empty());
  for (const JointPain &pain : shipped().joint_pain) EXPECT_TRUE(shipped().region(pain.region) != nullptr && !pain.levels.empty());
}

TEST(Assets, RegionsComeInGroupsFromHeadToFoot) {
  const std::vector<RegionGroup> groups = region_groups(shipped());
  EXPECT_EQ(groups.front().title, "Head and face");
  EXPECT_EQ(groups.back().title, "Foot and toes");
  std::set<std::string> all;
  for (const RegionGroup &group : groups)
    for (const Region *region : group.regions) EXPECT_TRUE(all.insert(region->id).second) << region->id;
  EXPECT_EQ(all.size(), shipped().regions.size());
  const auto has = [&](std::string_view title, std::string_view id) {
    for (const RegionGroup &g : groups)
      if (g.title == title) return std::any_of(g.regions.begin(), g.regions.end(), [&](const Region *r) { return r->id == id; });
    return false;
  };
  EXPECT_TRUE(has("Neck and throat", "neck_post_upper") && has("Shoulder", "scap_medial_upper") && has("Forearm and wrist", "forearm_uln") &&
              has("Foot and toes", "toes_plant") && has("Head and face", "ear_deep"));
}

TEST(Assets, PatternsAreListedFromHeadToFoot) {
  const std::vector<PatternGroup> groups = pattern_groups(shipped());
  ASSERT_EQ(groups.size(), 11U);
  EXPECT_EQ(groups.front().title, "Head and jaw");
  EXPECT_EQ(groups[1].title, "Neck");
  EXPECT_EQ(groups.back().title, "Leg and foot");
  std::size_t all = 0;
  for (const PatternGroup &group : groups) all += group.patterns.size();
  EXPECT_EQ(all, shipped().patterns.size());
  const auto &neck = groups[1].patterns;
  EXPECT_TRUE(std::any_of(neck.begin(), neck.end(), [](const Pattern *p) { return p->id == "multifidus_cervicis_mid"; }));
}

TEST(Assets, EveryVertebraHangsOnItsOwnJoint) {
  const Library &library = shipped();
  std::string below = "sacrum";
  for (const char *bone : {"l5", "l4", "l3", "l2", "l1", "t12", "t11", "t10", "t9", "t8", "t7", "t6", "t5", "t4", "t3", "t2",
                           "t1", "c7", "c6", "c5", "c4", "c3", "c2", "c1", "occipital"}) {
    const JointDefinition *joint = library.joint(library.bone(bone)->frame);
    ASSERT_NE(joint, nullptr) << bone;
    EXPECT_EQ(joint->parent, below) << bone;
    below = joint->id;
  }
}

TEST(Assets, SidedBonesHangOnSidedJointsOrOnTheMiddle) {
  const Library &library = shipped();
  for (const Bone &bone : library.bones) {
    const JointDefinition *joint = library.joint(bone.frame);
    ASSERT_NE(joint, nullptr) << bone.id;
    EXPECT_FALSE(joint->regional) << bone.id;
    if (!bone.paired) {
      EXPECT_FALSE(joint->sided) << bone.id << " lies in the middle";
    }
  }
  for (const JointDefinition &joint : library.joints) {
    const JointDefinition *parent = library.joint(joint.parent);
    if (parent != nullptr && parent->sided) {
      EXPECT_TRUE(joint.sided) << joint.id;
    }
  }
}

TEST(Assets, SharesAddUp) {
  for (const char *region : {"cervical", "thoracic", "lumbar"}) {
    const JointDefinition *joint = shipped().joint(region);
    ASSERT_NE(joint, nullptr);
    for (const char *motion : {"flexion", "extension", "lateral_flexion_left", "rotation_right"}) {
      EXPECT_NEAR(sum(joint->shares(motion)), 1.0, 1e-9) << region << " " << motion;
    }
  }
  // A glide of the head with level gaze turns the head by nothing.
  EXPECT_NEAR(sum(shipped().joint("cervical")->shares("protraction")), 0.0, 1e-9);
  for (const JointDefinition &joint : shipped().joints) {
    if (!joint.carried_by.empty()) {
      EXPECT_NEAR(sum(joint.carried_by), 1.0, 1e-9) << joint.id;
    }
  }
}

TEST(Assets, ForwardHeadAndChinTuckKeepTheGazeLevelAndStayWithinTheLimits) {
  for (const char *id : {"forward_head", "chin_tuck"}) {
    const NamedPose *pose = shipped().pose(id);
    ASSERT_NE(pose, nullptr);
    double nod = 0;
    for (const MotionValue &value : pose->values) {
      const Motion *motion = shipped().motion(value.joint, value.motion);
      ASSERT_NE(motion, nullptr);
      ASSERT_EQ(motion->plus, "flexion");
      EXPECT_LE(value.value, motion->plus_limit) << value.joint;
      EXPECT_GE(value.value, -motion->minus_limit) << value.joint;
      nod += value.value;
    }
    EXPECT_NEAR(nod, 0, 2.0) << id;
  }
}

TEST(Assets, ARegionIsNeverWiderThanItsLevels) {
  for (const char *region : {"cervical", "thoracic", "lumbar"}) {
    for (const char *name : {"flexion", "extension"}) {
      double levels = 0;
      for (const Share &share : shipped().joint(region)->levels) {
        const Motion *motion = shipped().motion(share.joint, "flexion");
        levels += std::string_view(name) == "flexion" ? motion->plus_limit : motion->minus_limit;
      }
      const Motion *whole = shipped().motion(region, "flexion");
      EXPECT_LE(std::string_view(name) == "flexion" ? whole->plus_limit : whole->minus_limit, levels + 1e-9) << region;
    }
  }
}

TEST(Assets, EveryMuscleOfThePatternsHasBonesAtItsEnds) {
  // What ends in an aponeurosis, a tract, a tendon or skin has bone at one end, or at none.
  const std::set<std::string> one_end{"extensor_digitorum_brevis", "occipitalis", "palmaris_longus",
                                      "pectoralis_major_abdominal", "quadratus_plantae"},
      none{"frontalis", "sternalis"};
  for (const Pattern &pattern : shipped().patterns) {
    for (const std::string &id : pattern.muscles) {
      const bool origin = !bones_of(id, Role::origin).empty(), insertion = !bones_of(id, Role::insertion).empty();
      EXPECT_EQ((origin ? 1 : 0) + (insertion ? 1 : 0), none.contains(id) ? 0 : one_end.contains(id) ? 1 : 2) << id;
    }
  }
}

TEST(Assets, KnownAttachments) {
  EXPECT_EQ(bones_of("levator_scapulae", Role::origin), (std::set<std::string>{"c1", "c2", "c3", "c4"}));
  EXPECT_EQ(bones_of("pectoralis_minor", Role::origin), (std::set<std::string>{"rib_03", "rib_04", "rib_05"}));
  EXPECT_EQ(bones_of("multifidus_cervicis", Role::origin), (std::set<std::string>{"c4", "c5", "c6", "c7"}));
  EXPECT_EQ(bones_of("semispinalis_cervicis", Role::insertion), (std::set<std::string>{"c2", "c3", "c4", "c5"}));
  EXPECT_EQ(bones_of("trapezius_transverse", Role::origin), (std::set<std::string>{"c7", "t1", "t2", "t3"}));
  EXPECT_EQ(bones_of("serratus_posterior_superior", Role::insertion),
            (std::set<std::string>{"rib_02", "rib_03", "rib_04", "rib_05"}));
}

TEST(Assets, ThinBladesAreBoundedByTheirFace) {
  const Attachment *front = attachment("subscapularis", Role::origin, "scapula");
  const Attachment *back = attachment("infraspinatus", Role::origin, "scapula");
  const Attachment *border = attachment("serratus_anterior", Role::insertion, "scapula");
  ASSERT_TRUE(front && back && border);
  ASSERT_TRUE(front->region.facing && back->region.facing && border->region.facing);
  EXPECT_LT(front->region.facing->y, 0); // [lateral, posterior, superior]
  EXPECT_GT(back->region.facing->y, 0);
  EXPECT_LT(border->region.facing->y, 0);
  EXPECT_GE(border->region.strip.size(), 3U);
  EXPECT_LE(border->region.radius_mm, 14);
}

TEST(Assets, NoRowReachesFartherThanContactMay) {
  for (const Muscle &muscle : shipped().muscles) {
    for (const Attachment &a : muscle.attachments) {
      if (!a.bone.empty()) {
        EXPECT_LE(a.reach_mm, 6) << muscle.id;
      }
      EXPECT_FALSE(a.text.empty()) << muscle.id;
    }
  }
}

// A bone of a limb that belongs to no part of the skin would stay behind when the limbs are spread for wrapping.
TEST(Assets, EveryPairedBoneLiesUnderAPartOfTheSkin) {
  std::set<std::string> under;
  for (const auto &[part, bones] : shipped().skin_parts) under.insert(bones.begin(), bones.end());
  const std::set<std::string> ossicles{"malleus", "incus", "stapes"};
  for (const Bone &b : shipped().bones)
    if (b.paired && (b.kind.empty() || b.kind == "bone" || b.kind == "tooth" || b.kind == "cartilage") && !ossicles.contains(b.id)) {
      EXPECT_TRUE(under.contains(b.id)) << b.id;
    }
}

// What a person with calipers could note down: at most 150 numbers a part, as for a bone (the reader sees to rounding).
TEST(Assets, SurfaceIsALabSheet) {
  const SurfaceSheet &sheet = shipped().surface;
  std::map<std::string, int> covered;
  for (const SurfaceCover &cover : sheet.covers)
    for (const std::string &part : cover.parts) ++covered[part];
  for (const auto &[part, bones] : shipped().skin_parts) EXPECT_EQ(covered[part], 1) << part;
  std::set<std::string> ids;
  for (const SurfacePart &part : sheet.parts) {
    EXPECT_TRUE(ids.insert(part.id).second) << part.id;
    EXPECT_FALSE(part.name.empty() || part.source.empty()) << part.id;
    std::size_t numbers = 0;
    for (const SurfacePoint &point : part.points) {
      EXPECT_FALSE(point.name.empty()) << point.id;
      numbers += (point.offset_mm == vec3(0) ? 0 : 3) + (point.from.size() > 1 ? 1 : 0);
    }
    for (const SurfaceForm &form : part.forms) {
      numbers += form.radii_mm.size() + (form.blend_mm > 0 ? 1 : 0) + (form.turn_deg == vec3(0) ? 0 : 3);
      numbers += (form.flat != 1 ? 4 : 0) + (form.height_mm != 0 ? 2 : 0) + (form.seen_from ? 4 : 0) + (form.globe_mm > 0 ? 4 : 0);
    }
    EXPECT_LE(numbers, 150U) << part.id;
  }
  for (const char *id : {"nose", "lips", "ear", "brow_and_eye", "fingers", "toes", "navel"}) EXPECT_TRUE(ids.contains(id)) << id;
}

TEST(Assets, EverythingHasItsSource) {
  const Library &library = shipped();
  for (const Muscle &muscle : library.muscles) EXPECT_FALSE(muscle.sources.empty()) << muscle.id;
  for (const Pattern &pattern : library.patterns) EXPECT_FALSE(pattern.sources.empty() || pattern.evidence.empty()) << pattern.id;
  for (const Landmark &landmark : library.landmarks) EXPECT_FALSE(landmark.source.empty()) << landmark.id;
  for (const JointDefinition &joint : library.joints) EXPECT_FALSE(joint.source.empty()) << joint.id;
}

TEST(Assets, AnFmaIdOfOneSideBelongsToOneThing) {
  std::set<std::string> seen;
  for (const Bone &bone : shipped().bones) {
    for (const std::string &fma : {bone.fma, bone.fma_left, bone.fma_right}) {
      if (!fma.empty()) {
        EXPECT_TRUE(seen.insert(fma).second) << bone.id << " " << fma;
      }
    }
  }
}

} // namespace
