#include "support/tiny_body.h"

#include <array>

namespace myo::tests {

using namespace anatomy;

namespace {

struct Level { const char *id; double flexion, extension, lateral, turn; };
// Ranges in degrees, rounded; made up for the test body, of the right order.
constexpr std::array cervical = {
    Level{"atlanto_occipital", 4, 20, 5, 5}, Level{"atlantoaxial", 11, 11, 5, 38}, Level{"c2_c3", 5, 5, 10, 3},
    Level{"c3_c4", 8, 8, 11, 7},             Level{"c4_c5", 10, 10, 11, 7},        Level{"c5_c6", 10, 10, 8, 7},
    Level{"c6_c7", 9, 9, 7, 6},              Level{"c7_t1", 5, 5, 4, 2}};
constexpr std::array thoracic = {
    Level{"t1_t2", 2, 2, 5, 9}, Level{"t2_t3", 2, 2, 6, 8}, Level{"t3_t4", 2, 2, 5, 8},   Level{"t4_t5", 2, 2, 6, 8},
    Level{"t5_t6", 2, 2, 6, 8}, Level{"t6_t7", 3, 3, 6, 7}, Level{"t7_t8", 3, 3, 6, 7},   Level{"t8_t9", 3, 3, 6, 6},
    Level{"t9_t10", 3, 3, 6, 4}, Level{"t10_t11", 5, 5, 7, 2}, Level{"t11_t12", 6, 6, 9, 2}, Level{"t12_l1", 6, 6, 8, 2}};
constexpr std::array lumbar = {Level{"l1_l2", 8, 4, 6, 2}, Level{"l2_l3", 10, 4, 6, 2}, Level{"l3_l4", 10, 5, 8, 2},
                               Level{"l4_l5", 11, 5, 6, 2}, Level{"l5_s1", 9, 8, 3, 1}};

struct Range { const char *joint, *plus, *minus; double plus_limit, minus_limit; const char *unit = "deg"; };
constexpr std::array sided_ranges = {
    Range{"scapulothoracic", "elevation", "depression", 40, 20, "mm"},
    Range{"scapulothoracic", "protraction", "retraction", 25, 25},
    Range{"scapulothoracic", "upward_rotation", "downward_rotation", 55, 10},
    Range{"scapulothoracic", "anterior_tilt", "posterior_tilt", 15, 25},
    Range{"glenohumeral", "flexion", "extension", 180, 60},
    Range{"glenohumeral", "abduction", "adduction", 180, 30},
    Range{"glenohumeral", "internal_rotation", "external_rotation", 70, 90},
    Range{"glenohumeral", "horizontal_adduction", "horizontal_abduction", 130, 40},
    Range{"elbow", "flexion", "extension", 150, 0},
    Range{"radioulnar", "pronation", "supination", 160, 10},
    Range{"wrist", "flexion", "extension", 80, 70},
    Range{"wrist", "radial_deviation", "ulnar_deviation", 20, 30},
    Range{"thumb", "flexion", "extension", 160, 35},
    Range{"thumb", "abduction", "adduction", 60, 30},
    Range{"thumb", "opposition", "reposition", 30, 5},
    Range{"fingers", "flexion", "extension", 280, 40},
    Range{"fingers", "abduction", "adduction", 25, 20},
    Range{"hip", "flexion", "extension", 120, 20},
    Range{"hip", "abduction", "adduction", 45, 25},
    Range{"hip", "internal_rotation", "external_rotation", 45, 45},
    Range{"knee", "flexion", "extension", 140, 5},
    Range{"knee", "internal_rotation", "external_rotation", 25, 35},
    Range{"ankle", "dorsiflexion", "plantarflexion", 20, 50},
    Range{"subtalar", "inversion", "eversion", 30, 15},
    Range{"toes", "flexion", "extension", 90, 40},
    Range{"toes", "abduction", "adduction", 15, 10},
    Range{"hallux", "flexion", "extension", 95, 70},
    Range{"hallux", "abduction", "adduction", 15, 10},
};

void add_motion(Library &library, const char *joint, const char *plus, const char *minus, bool sided, const char *unit,
                double plus_limit, double minus_limit) {
  library.motions.push_back({joint, plus, minus, sided, unit, plus_limit, minus_limit});
}

JointDefinition named(std::string id, bool sided = false) {
  JointDefinition joint;
  joint.name = id, joint.id = std::move(id), joint.sided = sided;
  return joint;
}

template <class Levels> void add_region(Library &library, const char *id, const Levels &levels, double flexion,
                                        double extension, double lateral, double turn) {
  JointDefinition region = named(id);
  region.regional = true;
  for (const Level &level : levels) {
    region.levels.push_back({level.id, 1.0 / double(levels.size())});
    const auto share = [&](const char *motion, double range, double sum) {
      region.levels_of[motion].push_back({level.id, range / sum});
    };
    double f = 0, e = 0, l = 0, t = 0;
    for (const Level &k : levels) f += k.flexion, e += k.extension, l += k.lateral, t += k.turn;
    share("flexion", level.flexion, f), share("extension", level.extension, e);
    share("lateral_flexion_left", level.lateral, l), share("lateral_flexion_right", level.lateral, l);
    share("rotation_left", level.turn, t), share("rotation_right", level.turn, t);
  }
  library.joints.push_back(region);
  add_motion(library, id, "flexion", "extension", false, "deg", flexion, extension);
  add_motion(library, id, "lateral_flexion_left", "lateral_flexion_right", false, "deg", lateral, lateral);
  add_motion(library, id, "rotation_left", "rotation_right", false, "deg", turn, turn);
  for (const Level &level : levels) {
    library.joints.push_back(named(level.id));
    add_motion(library, level.id, "flexion", "extension", false, "deg", level.flexion, level.extension);
    add_motion(library, level.id, "lateral_flexion_left", "lateral_flexion_right", false, "deg", level.lateral, level.lateral);
    add_motion(library, level.id, "rotation_left", "rotation_right", false, "deg", level.turn, level.turn);
  }
}

void add_group(Library &library, const char *id, bool sided, const std::vector<std::pair<std::string, double>> &levels) {
  JointDefinition group = named(id, sided);
  group.regional = true;
  for (const auto &[level, weight] : levels) group.levels.push_back({level, weight});
  library.joints.push_back(group);
}

void add_spine(Library &library) {
  add_region(library, "cervical", cervical, 64, 63, 49, 80);
  add_region(library, "thoracic", thoracic, 35, 25, 25, 35);
  add_region(library, "lumbar", lumbar, 55, 25, 25, 6);
  const std::array glide = {-0.46, -0.24, -0.12, 0.0, 0.19, 0.25, 0.22, 0.16};
  for (JointDefinition &joint : library.joints)
    if (joint.id == "cervical")
      for (std::size_t i = 0; i < glide.size(); ++i)
        for (const char *motion : {"protraction", "retraction"}) joint.levels_of[motion].push_back({cervical[i].id, glide[i]});
  add_motion(library, "cervical", "protraction", "retraction", false, "mm", 50, 40);
}

void add_limbs(Library &library) {
  for (const Range &r : sided_ranges) add_motion(library, r.joint, r.plus, r.minus, true, r.unit, r.plus_limit, r.minus_limit);
  add_motion(library, "tmj", "depression", "elevation", false, "mm", 50, 0);
  add_motion(library, "tmj", "protrusion", "retrusion", false, "mm", 8, 1);
  add_motion(library, "tmj", "lateral_left", "lateral_right", false, "mm", 9, 9);
  add_motion(library, "ribs", "elevation", "depression", false, "deg", 15, 5);
  for (const char *id : {"glenohumeral", "elbow", "radioulnar", "wrist", "hip", "knee", "ankle", "subtalar", "midtarsal",
                         "sternoclavicular", "acromioclavicular", "patellofemoral", "cmc_1", "mcp_1", "ip_1", "mtp_1", "toe_ip_1"})
    library.joints.push_back(named(id, true));
  for (const char *id : {"sacrum", "tmj"}) library.joints.push_back(named(id));
  JointDefinition hyoid = named("hyoid");
  hyoid.carried_by = {{"tmj", 0.5}, {"c3_c4", 0.5}};
  JointDefinition sternum = named("sternum");
  sternum.carried_by = {{"t2_t3", 0.25}, {"t4_t5", 0.5}, {"t6_t7", 0.25}};
  library.joints.push_back(hyoid);
  library.joints.push_back(sternum);
  std::vector<std::pair<std::string, double>> ribs, fingers, toes;
  for (int i = 1; i <= 12; ++i) ribs.emplace_back(fmt::format("costovertebral_{:02}", i), 1.0 / 12);
  for (int i = 2; i <= 5; ++i) {
    for (const auto &[name, weight] : {std::pair{"mcp", 0.32}, {"pip", 0.39}, {"dip", 0.29}})
      fingers.emplace_back(fmt::format("{}_{}", name, i), weight / 4);
    toes.emplace_back(fmt::format("mtp_{}", i), 0.25);
  }
  for (const auto *group : {&ribs, &fingers, &toes})
    for (const auto &[id, weight] : *group) library.joints.push_back(named(id, true));
  add_group(library, "ribs", false, ribs);
  add_group(library, "fingers", true, fingers);
  add_group(library, "toes", true, toes);
  add_group(library, "thumb", true, {{"cmc_1", 0.3}, {"mcp_1", 0.3}, {"ip_1", 0.4}});
  add_group(library, "hallux", true, {{"mtp_1", 0.5}, {"toe_ip_1", 0.5}});
  add_group(library, "scapulothoracic", true, {{"sternoclavicular", 0.5}, {"acromioclavicular", 0.5}});
}

void add_poses(Library &library) {
  const auto pose = [&](const char *id, const char *name, std::vector<MotionValue> values) {
    library.poses.push_back({id, name, std::move(values), "made up"});
  };
  pose("neutral", "Neutral", {});
  pose("neck_flexion_30", "Neck flexed 30 degrees", {{"cervical", Side::midline, "flexion", 30}});
  pose("forward_head", "Forward head",
       {{"atlanto_occipital", Side::midline, "extension", 16}, {"atlantoaxial", Side::midline, "extension", 8},
        {"c2_c3", Side::midline, "extension", 4}, {"c4_c5", Side::midline, "flexion", 7},
        {"c5_c6", Side::midline, "flexion", 9}, {"c6_c7", Side::midline, "flexion", 8}, {"c7_t1", Side::midline, "flexion", 4}});
  pose("chin_tuck", "Chin tuck", {{"cervical", Side::midline, "retraction", 12}});
  pose("arms_abducted_90", "Arms raised sideways",
       {{"glenohumeral", Side::left, "abduction", 90}, {"glenohumeral", Side::right, "abduction", 90}});
}

void add_muscles(Library &library) {
  Muscle deep;
  deep.id = "multifidus_cervicis", deep.name = "Cervical multifidus", deep.latin = "M. multifidus cervicis";
  deep.fma = "FMA22827", deep.region = "neck", deep.layer = "deep";
  deep.patterns = {"multifidus_cervicis_mid"};
  deep.origin_text = "Articular process of C6", deep.insertion_text = "Spinous process of C3";
  Attachment from, to;
  from.role = Role::origin, from.bone = "c6", to.role = Role::insertion, to.bone = "c3", to.side = "midline";
  deep.attachments = {from, to};
  Muscle sheet;
  sheet.id = "trapezius_descending", sheet.name = "Upper trapezius", sheet.latin = "M. trapezius, pars descendens";
  sheet.fma = "FMA33532", sheet.region = "shoulder", sheet.layer = "superficial";
  sheet.patterns = {"trapezius_tp1"};
  from.bone = "occipital", from.side = "midline", to.bone = "scapula", to.side = "ipsi";
  sheet.attachments = {from, to};
  library.muscles = {deep, sheet};
}

void add_bones(Library &library) {
  const auto bone = [&](std::string id, std::string name, bool paired, std::string frame) {
    Bone b;
    b.id = std::move(id), b.name = std::move(name), b.kind = "bone", b.paired = paired, b.frame = std::move(frame);
    library.bones.push_back(b);
  };
  bone("occipital", "Skull", false, "atlanto_occipital");
  bone("mandible", "Mandible", false, "tmj");
  bone("c3", "C3", false, "c3_c4");
  bone("c6", "C6", false, "c6_c7");
  bone("scapula", "Scapula", true, "acromioclavicular");
  bone("clavicle", "Clavicle", true, "sternoclavicular");
  bone("humerus", "Humerus", true, "glenohumeral");
}

void add_patterns(Library &library) {
  const auto region = [&](const char *id, const char *name, bool paired, bool deep = false) {
    Region r;
    r.id = id, r.name = name, r.paired = paired, r.kind = deep ? "deep" : "disc", r.bone_surface = deep;
    library.regions.push_back(r);
  };
  region("suboccipital", "Base of the skull", true);
  region("scap_medial_upper", "Upper medial border of the scapula", true);
  region("neck_post_mid", "Back of the neck", true);
  region("suprascapular", "Above the scapula", true);
  region("neck_midline", "Midline of the neck", false);
  region("scap_deep", "Under the scapula", true, true);
  Pattern seed;
  seed.id = "multifidus_cervicis_mid", seed.title = "Base of the head and under the shoulder blade";
  seed.muscles = {"multifidus_cervicis"}, seed.level = "C4-C5";
  seed.zones = {{"suboccipital", 3, "ipsi"}, {"scap_medial_upper", 3, "ipsi"}, {"neck_post_mid", 1, "ipsi"},
                {"suprascapular", 1, "ipsi"}, {"scap_deep", 1, "ipsi"}};
  seed.provocation = {{"cervical.protraction", 0, 40, 1.5}};
  seed.compare_with = {"trapezius_tp1"};
  seed.evidence = "clinical tradition only";
  Pattern second;
  second.id = "trapezius_tp1", second.title = "Side of the neck", second.muscles = {"trapezius_descending"};
  second.zones = {{"suboccipital", 3, "ipsi"}, {"neck_post_mid", 2, "ipsi"}};
  second.provocation = {{"scapulothoracic.elevation", 0, 30, 1.4}};
  second.evidence = "clinical tradition only";
  Pattern third;
  third.id = "crossing", third.title = "Felt on the other side", third.muscles = {"trapezius_descending"};
  third.zones = {{"suprascapular", 3, "contra"}, {"neck_midline", 1, "ipsi"}, {"scap_medial_upper", 2, "both"}};
  third.evidence = "made up for the test body";
  library.patterns = {seed, second, third};
  library.seed_pattern = seed.id;
}

} // namespace

// A nod to the left and back, and one complaint.
void add_moves(Library &library) {
  library.cues.push_back({"stiff_neck", "Stiff neck", {"crick in the neck"}});
  library.cues.push_back({"headache", "Headache", {}});
  Move nod;
  nod.id = "nod_aside", nod.name = "Nod aside", nod.kind = "stretch", nod.sided = true;
  nod.how = "Let the ear sink to the other shoulder.";
  nod.muscles = {"levator_scapulae"};
  nod.keys = {{2, 4, {{"cervical", Side::midline, "lateral_flexion_left", -30}}}};
  nod.sources = {"made up for the test body"};
  library.moves.push_back(std::move(nod));
}

Library tiny_library() {
  Library library;
  add_spine(library);
  add_limbs(library);
  add_poses(library);
  add_muscles(library);
  add_bones(library);
  add_patterns(library);
  add_moves(library);
  return library;
}

} // namespace myo::tests
