#include "support/tiny_body.h"

#include "support/shapes.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::tests {

using namespace format;

namespace {

constexpr std::array spine = {"l5_s1",   "l4_l5",  "l3_l4",  "l2_l3", "l1_l2", "t12_l1", "t11_t12", "t10_t11",
                              "t9_t10",  "t8_t9",  "t7_t8",  "t6_t7", "t5_t6", "t4_t5",  "t3_t4",   "t2_t3",
                              "t1_t2",   "c7_t1",  "c6_c7",  "c5_c6", "c4_c5", "c3_c4",  "c2_c3",   "atlantoaxial",
                              "atlanto_occipital"};

// The spine's curve: height of the i-th joint, and how far forward it lies at a height.
float spine_height(std::size_t i) {
  if (i < 5) return 0.990F + 0.033F * float(i);
  if (i < 17) return 1.150F + 0.0235F * float(i - 5);
  if (i < 23) return 1.430F + 0.0165F * float(i - 17);
  return i == 23 ? 1.535F : 1.545F;
}
float spine_depth(float y) {
  if (y < 1.12F) return -0.02F;
  if (y < 1.30F) return -0.02F - 0.04F * (y - 1.12F) / 0.18F;
  return -0.06F + 0.04F * std::min(1.0F, (y - 1.30F) / 0.25F);
}
// How far back the skin of the back lies at a height.
float back_depth(float y) {
  if (y < 1.40F) return -0.135F;
  if (y < 1.50F) return -0.135F + 0.045F * (y - 1.40F) / 0.10F;
  return -0.090F - 0.020F * std::min(1.0F, (y - 1.50F) / 0.09F);
}
vec3 side_of(Side side, vec3 left) { return side == Side::right ? vec3(-left.x, left.y, left.z) : left; }
std::string sided(Side side, std::string_view id) { return std::string(to_string(side)) + "." + std::string(id); }
constexpr std::array both = {Side::left, Side::right};

struct Maker {
  Body body;

  std::uint32_t joint(std::string_view id) const {
    for (std::uint32_t j = 0; j < body.joints.size(); ++j)
      if (body.joints[j].id == id) return j;
    return none;
  }
  std::uint32_t structure(std::string_view id) const {
    for (std::uint32_t s = 0; s < body.structures.size(); ++s)
      if (body.structures[s].id == id) return s;
    return none;
  }
  void add_joint(std::string id, std::string_view parent, vec3 centre) {
    Joint j;
    j.id = std::move(id), j.parent = joint(parent), j.centre = centre, j.how = "judged";
    body.joints.push_back(std::move(j));
  }
  Structure &add(std::string id, std::string name, Kind kind, Side side, std::string system, Mesh mesh) {
    Structure s;
    s.id = std::move(id), s.name = std::move(name), s.kind = kind, s.side = side, s.system = std::move(system);
    s.source = "made in code", s.mesh = std::move(mesh);
    body.structures.push_back(std::move(s));
    return body.structures.back();
  }
  void bone(std::string_view bone_id, std::string name, Side side, std::string_view frame, Mesh mesh) {
    const std::string id = "tiny." + (side == Side::midline ? std::string(bone_id) : sided(side, bone_id));
    bind(mesh, joint(side == Side::midline ? std::string(frame) : sided(side, frame)));
    add(id, std::move(name), Kind::bone, side, "skeletal", std::move(mesh)).bone = bone_id;
  }
  void landmark(std::string_view id, Side side, vec3 left, std::string_view frame) {
    const std::uint32_t j = side != Side::midline && joint(sided(side, frame)) != none ? joint(sided(side, frame)) : joint(frame);
    body.landmarks.push_back({std::string(id), side, side_of(side, left), j});
  }
};

void add_joints(Maker &m) {
  m.add_joint("sacrum", "", {0, 0.95F, -0.03F});
  std::string below = "sacrum";
  for (std::size_t i = 0; i < spine.size(); ++i) {
    const float y = spine_height(i);
    m.add_joint(spine[i], below, {0, y, spine_depth(y)});
    below = spine[i];
  }
  m.add_joint("tmj", "atlanto_occipital", {0, 1.575F, 0.02F});
  m.add_joint("hyoid", "c3_c4", {0, 1.49F, 0.03F});
  m.add_joint("sternum", "t4_t5", {0, 1.36F, 0.07F});
  for (const Side side : both) {
    const auto add = [&](std::string_view id, std::string_view parent, vec3 left) {
      const std::string up = m.joint(sided(side, parent)) != none ? sided(side, parent) : std::string(parent);
      m.add_joint(sided(side, id), up, side_of(side, left));
    };
    for (int rib = 1; rib <= 12; ++rib) {
      const char *level = spine[std::size_t(17 - rib)];
      const vec3 at = m.body.joints[m.joint(level)].centre;
      add(fmt::format("costovertebral_{:02}", rib), level, at + vec3(0.02F, 0, -0.01F));
    }
    add("sternoclavicular", "sternum", {0.025F, 1.40F, 0.05F});
    add("acromioclavicular", "sternoclavicular", {0.17F, 1.43F, -0.02F});
    add("glenohumeral", "acromioclavicular", {0.175F, 1.40F, -0.01F});
    add("elbow", "glenohumeral", {0.20F, 1.12F, -0.02F});
    add("radioulnar", "elbow", {0.215F, 1.10F, -0.01F});
    add("wrist", "radioulnar", {0.22F, 0.87F, 0});
    add("cmc_1", "wrist", {0.245F, 0.85F, 0.01F});
    add("mcp_1", "cmc_1", {0.265F, 0.82F, 0.015F});
    add("ip_1", "mcp_1", {0.275F, 0.79F, 0.015F});
    for (int ray = 2; ray <= 5; ++ray) {
      const float x = 0.245F - 0.017F * float(ray - 2);
      add(fmt::format("mcp_{}", ray), "wrist", {x, 0.79F, 0});
      add(fmt::format("pip_{}", ray), fmt::format("mcp_{}", ray), {x, 0.75F, 0});
      add(fmt::format("dip_{}", ray), fmt::format("pip_{}", ray), {x, 0.725F, 0});
    }
    add("hip", "sacrum", {0.09F, 0.90F, 0});
    add("patellofemoral", "hip", {0.09F, 0.49F, 0.05F});
    add("knee", "hip", {0.09F, 0.49F, 0.01F});
    add("ankle", "knee", {0.09F, 0.08F, -0.02F});
    add("subtalar", "ankle", {0.09F, 0.05F, -0.02F});
    add("midtarsal", "subtalar", {0.09F, 0.04F, 0.05F});
    add("mtp_1", "midtarsal", {0.075F, 0.02F, 0.13F});
    add("toe_ip_1", "mtp_1", {0.075F, 0.02F, 0.16F});
    for (int ray = 2; ray <= 5; ++ray)
      add(fmt::format("mtp_{}", ray), "midtarsal", {0.08F + 0.013F * float(ray - 1), 0.02F, 0.13F - 0.008F * float(ray - 2)});
  }
}

void add_bones(Maker &m) {
  m.bone("occipital", "Skull", Side::midline, "atlanto_occipital", ellipsoid({0, 1.63F, 0}, {0.072F, 0.095F, 0.092F}, 14, 20));
  m.bone("mandible", "Mandible", Side::midline, "tmj", box({0, 1.545F, 0.055F}, {0.08F, 0.025F, 0.06F}));
  m.bone("sacrum", "Pelvis", Side::midline, "sacrum", box({0, 0.93F, 0}, {0.24F, 0.12F, 0.10F}));
  m.bone("sternum", "Sternum", Side::midline, "sternum", box({0, 1.34F, 0.075F}, {0.035F, 0.14F, 0.012F}));
  const std::array names = {"l5", "l4", "l3", "l2", "l1", "t12", "t11", "t10", "t9", "t8", "t7", "t6",
                            "t5", "t4", "t3", "t2", "t1", "c7",  "c6",  "c5",  "c4", "c3", "c2", "c1"};
  for (std::size_t i = 0; i < names.size(); ++i) {
    const float bottom = spine_height(i), top = spine_height(i + 1), y = 0.5F * (bottom + top);
    const float width = i < 5 ? 0.048F : i < 17 ? 0.036F : 0.030F;
    // One box from the front of the vertebral body to the tip of the spinous process would hide the gap between the
    // laminae; a bone's shape does not matter here, its back edge does.
    Mesh body = ellipsoid({0, y, spine_depth(y) - 0.012F}, {0.5F * width, 0.46F * (top - bottom), 0.032F}, 6, 12);
    std::string upper(names[i]);
    std::transform(upper.begin(), upper.end(), upper.begin(), [](unsigned char c) { return char(std::toupper(c)); });
    m.bone(names[i], upper, Side::midline, spine[i], std::move(body));
  }
  for (const Side side : both) {
    const auto at = [&](float x, float y, float z) { return side_of(side, {x, y, z}); };
    const auto rod = [&](vec3 a, vec3 b, float r) {
      return spindle(a, b, [r](float u) { return r * std::sqrt(std::max(0.0F, 1 - std::pow(std::abs(2 * u - 1), 6.0F))); }, 10, 10);
    };
    const auto add = [&](const char *id, const char *name, const char *frame, Mesh mesh) {
      mesh.uv.clear();
      m.bone(id, fmt::format("{} {}", side == Side::left ? "Left" : "Right", name), side, frame, std::move(mesh));
    };
    add("clavicle", "clavicle", "sternoclavicular", rod(at(0.025F, 1.40F, 0.05F), at(0.17F, 1.43F, -0.02F), 0.007F));
    add("scapula", "scapula", "acromioclavicular", ellipsoid(at(0.115F, 1.36F, -0.10F), {0.045F, 0.07F, 0.008F}));
    add("humerus", "humerus", "glenohumeral", rod(at(0.175F, 1.42F, -0.01F), at(0.20F, 1.11F, -0.02F), 0.015F));
    add("ulna", "ulna", "elbow", rod(at(0.195F, 1.13F, -0.03F), at(0.205F, 0.88F, -0.005F), 0.010F));
    add("radius", "radius", "radioulnar", rod(at(0.215F, 1.11F, -0.01F), at(0.23F, 0.88F, 0), 0.010F));
    add("hand", "hand", "wrist", box(at(0.225F, 0.82F, 0), {0.08F, 0.09F, 0.02F}));
    for (int ray = 2; ray <= 5; ++ray) {
      const float x = 0.245F - 0.017F * float(ray - 2);
      add(fmt::format("phalanx_prox_{}", ray).c_str(), fmt::format("finger {}", ray).c_str(), fmt::format("mcp_{}", ray).c_str(),
          rod(at(x, 0.79F, 0), at(x, 0.75F, 0), 0.007F));
    }
    add("thumb", "thumb", "mcp_1", rod(at(0.265F, 0.82F, 0.015F), at(0.285F, 0.76F, 0.015F), 0.008F));
    add("femur", "femur", "hip", rod(at(0.09F, 0.92F, 0), at(0.09F, 0.49F, 0.01F), 0.022F));
    add("patella", "patella", "patellofemoral", ellipsoid(at(0.09F, 0.49F, 0.05F), {0.02F, 0.022F, 0.009F}));
    add("tibia", "tibia", "knee", rod(at(0.09F, 0.49F, 0.01F), at(0.09F, 0.08F, -0.02F), 0.020F));
    add("foot", "foot", "midtarsal", box(at(0.09F, 0.03F, 0.06F), {0.07F, 0.04F, 0.14F}));
    add("hallux", "big toe", "mtp_1", rod(at(0.075F, 0.02F, 0.13F), at(0.075F, 0.02F, 0.18F), 0.010F));
  }
}

void add_landmarks(Maker &m) {
  m.landmark("jugular_notch", Side::midline, {0, 1.41F, 0.075F}, "sternum");
  m.landmark("pubic_symphysis", Side::midline, {0, 0.89F, 0.05F}, "sacrum");
  m.landmark("nasion", Side::midline, {0, 1.64F, 0.092F}, "atlanto_occipital");
  m.landmark("inion", Side::midline, {0, 1.61F, -0.090F}, "atlanto_occipital");
  m.landmark("vertex", Side::midline, {0, 1.725F, 0}, "atlanto_occipital");
  m.landmark("menton", Side::midline, {0, 1.533F, 0.085F}, "tmj");
  m.landmark("infradentale", Side::midline, {0, 1.557F, 0.085F}, "tmj");
  m.landmark("c7_spinous", Side::midline, {0, 1.438F, -0.082F}, "c7_t1");
  m.landmark("t3_spinous", Side::midline, {0, 1.37F, -0.10F}, "t3_t4");
  for (const Side side : both) {
    m.landmark("scap_superior_angle", side, {0.08F, 1.42F, -0.10F}, "acromioclavicular");
    m.landmark("scap_inferior_angle", side, {0.10F, 1.29F, -0.10F}, "acromioclavicular");
    m.landmark("scap_spine_root", side, {0.075F, 1.39F, -0.10F}, "acromioclavicular");
    m.landmark("scapula:back", side, {0.115F, 1.36F, -0.108F}, "acromioclavicular"); // features of the blade
    m.landmark("scapula:front", side, {0.115F, 1.36F, -0.092F}, "acromioclavicular");
    m.landmark("scapula:top", side, {0.115F, 1.43F, -0.100F}, "acromioclavicular");
    m.landmark("acromion_lateral", side, {0.185F, 1.43F, -0.02F}, "acromioclavicular");
    m.landmark("elbow_centre", side, {0.20F, 1.12F, -0.02F}, "glenohumeral");
    m.landmark("wrist_centre", side, {0.22F, 0.87F, 0}, "radioulnar");
    m.landmark("radial_styloid", side, {0.24F, 0.88F, 0}, "radioulnar");
    m.landmark("finger3_tip", side, {0.228F, 0.70F, 0}, "dip_3");
    m.landmark("finger1_tip", side, {0.285F, 0.76F, 0.015F}, "ip_1");
    m.landmark("knee_centre", side, {0.09F, 0.49F, 0.01F}, "hip");
    m.landmark("ankle_centre", side, {0.09F, 0.08F, -0.02F}, "knee");
    m.landmark("toe1_tip", side, {0.075F, 0.02F, 0.18F}, "toe_ip_1");
    m.landmark("mt1_head", side, {0.075F, 0.02F, 0.13F}, "midtarsal");
    m.landmark("mt5_base", side, {0.125F, 0.02F, 0.05F}, "midtarsal");
    m.landmark("rib5_front", side, {0.06F, 1.27F, 0.08F}, "costovertebral_05");
  }
}

// A round patch of `radius_mm` on a plane, with some bone around it.
void add_patch(Maker &m, std::string_view muscle, std::uint32_t muscle_structure, std::string_view bone, Role role, Side side,
               vec3 centre, vec3 normal, float radius_mm) {
  Patch p;
  p.muscle = muscle, p.muscle_structure = muscle_structure, p.bone_structure = m.structure(bone);
  p.role = role, p.side = side, p.how = Found::generated, p.centroid = centre, p.normal = glm::normalize(normal);
  p.area_mm2 = glm::pi<float>() * radius_mm * radius_mm;
  p.joint = m.body.structures[p.bone_structure].mesh.joints[0][0];
  const vec3 helper = std::abs(p.normal.y) > 0.9F ? vec3(0, 0, 1) : vec3(0, 1, 0);
  const vec3 x = glm::normalize(glm::cross(helper, p.normal)), y = glm::cross(p.normal, x);
  const float reach = 1.5F * radius_mm * millimetre;
  const Mesh disc = sheet(13, 13, [&](float u, float v) { return centre + reach * (u * x + v * y); });
  p.positions = disc.positions, p.normals = disc.normals, p.indices = disc.indices;
  for (const vec3 q : p.positions) p.edge_mm.push_back(glm::distance(q, centre) / millimetre - radius_mm);
  std::vector<vec3> loop;
  for (int i = 0; i < 32; ++i) {
    const float a = 2 * glm::pi<float>() * float(i) / 32;
    loop.push_back(centre + radius_mm * millimetre * (std::cos(a) * x + std::sin(a) * y));
  }
  p.outline = {loop};
  const Structure &on = m.body.structures[p.bone_structure];
  m.body.expected.push_back({std::string(muscle), side, role, on.bone, on.side, std::uint32_t(m.body.patches.size()), ""});
  m.body.patches.push_back(std::move(p));
}

void add_muscle(Maker &m, std::string_view id, std::string_view fma, std::string_view name, Side side, vec3 origin, vec3 insertion,
                std::string_view from_bone, std::string_view to_bone, float thickness, vec3 origin_normal, vec3 insertion_normal) {
  origin = side_of(side, origin), insertion = side_of(side, insertion);
  Mesh mesh = spindle(origin, insertion, [thickness](float u) { return thickness * std::pow(4 * u * (1 - u), 0.7F) + 0.001F; }, 16, 12);
  const std::string from = std::string("tiny.") + (m.structure("tiny." + std::string(from_bone)) != none ? std::string(from_bone) : sided(side, from_bone));
  const std::string to = std::string("tiny.") + (m.structure("tiny." + std::string(to_bone)) != none ? std::string(to_bone) : sided(side, to_bone));
  const auto frame = [&](const std::string &bone) { return std::uint32_t(m.body.structures[m.structure(bone)].mesh.joints[0][0]); };
  const vec3 along = insertion - origin;
  bind(mesh, frame(from), frame(to),
       [&](vec3 p) { return glm::smoothstep(0.1F, 0.9F, glm::dot(p - origin, along) / glm::dot(along, along)); });
  Structure &s = m.add("tiny." + sided(side, id), fmt::format("{} {}", side == Side::left ? "Left" : "Right", name), Kind::muscle,
                       side, "muscular", std::move(mesh));
  s.muscle = id, s.fma = fma, s.generated = true;
  const auto index = std::uint32_t(m.body.structures.size() - 1);
  add_patch(m, id, index, from, Role::origin, side, origin, side_of(side, origin_normal), 6);
  add_patch(m, id, index, to, Role::insertion, side, insertion, side_of(side, insertion_normal), 5);
}

void add_muscles(Maker &m) {
  for (const Side side : both) {
    add_muscle(m, "multifidus_cervicis", "FMA22827", "cervical multifidus", side, {0.016F, 1.4545F, -0.055F}, {0.004F, 1.5045F, -0.069F},
               "c6", "c3", 0.009F, {0.4F, 0, -1}, {0.3F, 0, -1});
    add_muscle(m, "trapezius_descending", "FMA33532", "upper trapezius", side, {0.012F, 1.59F, -0.086F}, {0.15F, 1.435F, -0.055F},
               "occipital", "scapula", 0.014F, {0, -0.2F, -1}, {0, 1, -0.3F});
  }
}

// Skin of head, neck and back, facing backwards; moves with the spine at its height.
void add_skin(Maker &m) {
  Mesh mesh = sheet(69, 69, [](float u, float v) {
    const float y = 1.47F + 0.21F * v, half = 0.20F - 0.12F * glm::smoothstep(1.42F, 1.50F, y);
    const float x = -half * u;
    return vec3(x, y, back_depth(y) + 2.2F * x * x * glm::mix(1.0F, 3.0F, glm::smoothstep(1.42F, 1.50F, y)));
  });
  mesh.joints.clear(), mesh.weights.clear();
  for (const vec3 p : mesh.positions) {
    std::size_t i = 0;
    while (i + 2 < spine.size() && spine_height(i + 1) < p.y) ++i;
    const float low = spine_height(i), high = spine_height(i + 1);
    const float share = glm::clamp((p.y - low) / (high - low), 0.0F, 1.0F);
    mesh.joints.emplace_back(m.joint(spine[i]), m.joint(spine[i + 1]), 0, 0);
    mesh.weights.emplace_back(1 - share, share, 0, 0);
  }
  m.add("tiny.skin", "Skin", Kind::skin, Side::midline, "integument", std::move(mesh));
  for (const Side side : both) {
    Mesh deep = sheet(25, 25, [side](float u, float v) { return side_of(side, {0.09F, 1.37F, -0.085F}) + vec3(-0.05F * u, 0.06F * v, 0); });
    bind(deep, m.joint("t4_t5"));
    m.add("tiny." + sided(side, "scap_deep"), "Under the scapula", Kind::deep_surface, side, "integument", std::move(deep));
  }
}

// A round zone: signed straight distance, cut off at the midline.
void add_region(Maker &m, std::string_view id, Side side, std::string_view carrier, vec3 left_centre, float radius_mm) {
  RegionField field;
  field.region = id, field.side = side, field.carrier = m.structure(carrier);
  const vec3 centre = side_of(side, left_centre);
  const Mesh &mesh = m.body.structures[field.carrier].mesh;
  for (std::uint32_t v = 0; v < mesh.positions.size(); ++v) {
    const vec3 p = mesh.positions[v];
    float d = glm::distance(vec2(p), vec2(centre)) / millimetre - radius_mm;
    if (side != Side::midline) d = std::max(d, -anatomy::sign(side) * p.x / millimetre);
    if (d >= field.cap_mm) continue;
    field.vertices.push_back(v);
    field.distance_mm.push_back(d);
  }
  field.area_cm2 = glm::pi<float>() * radius_mm * radius_mm / 100;
  m.body.regions.push_back(std::move(field));
}

void add_zones(Maker &m) {
  for (const Side side : both) {
    add_region(m, "suboccipital", side, "tiny.skin", {0.03F, 1.575F, 0}, 20);
    add_region(m, "scap_medial_upper", side, "tiny.skin", {0.065F, 1.39F, 0}, 26);
    add_region(m, "neck_post_mid", side, "tiny.skin", {0.025F, 1.50F, 0}, 18);
    add_region(m, "suprascapular", side, "tiny.skin", {0.10F, 1.42F, 0}, 24);
    add_region(m, "scap_deep", side, "tiny." + sided(side, "scap_deep"), {0.09F, 1.37F, 0}, 30);
    const auto point = [&](const char *pattern, vec3 left, const char *frame, const char *muscle) {
      m.body.trigger_points.push_back({pattern, side, side_of(side, left), m.joint(frame), m.structure("tiny." + sided(side, muscle))});
    };
    point("multifidus_cervicis_mid", {0.010F, 1.479F, -0.066F}, "c4_c5", "multifidus_cervicis");
    point("trapezius_tp1", {0.08F, 1.51F, -0.072F}, "c4_c5", "trapezius_descending");
    point("crossing", {0.10F, 1.49F, -0.068F}, "c6_c7", "trapezius_descending");
  }
  add_region(m, "neck_midline", Side::midline, "tiny.skin", {0, 1.52F, 0}, 10);
}

} // namespace

Body tiny_body() {
  Maker m;
  m.body.name = "Tiny body", m.body.source = "test";
  m.body.credits = {{"A test body made in code", "MIT", ""}};
  add_joints(m);
  add_bones(m);
  add_landmarks(m);
  add_muscles(m);
  add_skin(m);
  add_zones(m);
  return std::move(m.body);
}

} // namespace myo::tests
