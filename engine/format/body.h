// A body as it lies on disk and in memory: what every importer, sculptor and loader produces or consumes.
// World frame (metres, +Y up, +Z anterior, +X the body's left), rest stance (arms down, palms forward).
#pragma once

#include "anatomy/library.h"
#include "anatomy/side.h"
#include "base/math.h"

#include <cstdint>
#include <string>
#include <vector>

namespace myo::format {

using anatomy::Role;
using anatomy::Side;

inline constexpr int body_schema = 1;          // "myoscope body 1"
inline constexpr std::uint32_t none = 0xFFFFFFFFU;

enum class Kind { bone, tooth, disc, cartilage, ligament, muscle, tendon, fascia, skin, deep_surface, organ };

// One structure's surface. All arrays but the optional ones have one element a vertex. Vertices are welded: one vertex
// a position, smooth normals, so that a level of detail may index the same array.
struct Mesh {
  std::vector<vec3> positions;
  std::vector<vec3> normals;                   // unit
  std::vector<u16vec4> joints;                 // index into Body::joints
  std::vector<vec4> weights;                   // each >= 0, sum 1
  std::vector<std::uint8_t> openness;          // baked ambient visibility, 255 = open sky
  std::vector<vec2> uv;                        // skin, deep surface: place in the heat chart, [0,1]^2, y down;
                                               // muscle: (fibre coordinate 0 origin .. 1 insertion, tendon share)
  std::vector<std::uint32_t> indices;          // triangles, counter-clockwise seen from outside
};

struct Structure {
  std::string id;                              // unique, stable: "FMA33586", "FMA33586.2", "gen.multifidus_cervicis.right.c5"
  std::string fma;                             // "FMA33586" or ""
  std::string name, latin;
  Kind kind = Kind::bone;
  Side side = Side::midline;
  std::string bone;                            // anatomy::Bone id for bones, discs, cartilages ...
  std::string muscle;                          // anatomy::Muscle id for muscles and tendons
  std::string system;                          // "skeletal", "muscular", "integument", else the layer's name
  bool generated = false;                      // made by form/loft, not from the source
  std::string source;                          // e.g. the dataset's element ids
  Mesh mesh;
};

struct Joint {                                 // hierarchy is depth-first: a parent comes before its children
  std::string id;                              // "sacrum" (root), "c4_c5", "right.glenohumeral"
  std::uint32_t parent = none;
  vec3 centre{0};                              // rest, world
  mat3 axes{1};                                // rest, world; columns: X flexion axis (to the body's left for midline
                                               // joints), Y long axis (up), Z anterior; right-handed
  std::string how;                             // sphere | contact | disc | condyles | landmark | judged
  float residual_mm = 0;                       // of the fit
};

struct Landmark {
  std::string id;
  Side side = Side::midline;
  vec3 point{0};
  std::uint32_t joint = 0;                     // moves with this joint
};

enum class Found { contact, generated, tendon };
struct Patch {                                 // one attachment of one muscle on one bone
  std::string muscle;                          // anatomy id
  std::uint32_t muscle_structure = none, bone_structure = none;
  Role role = Role::origin;
  Side side = Side::midline;                   // of the muscle
  Found how = Found::contact;
  vec3 centroid{0};
  vec3 normal{0, 0, 1};                        // mean, outward
  float area_mm2 = 0;
  float reach_mm = 0;                          // contact distance at which it was found
  std::uint32_t joint = 0;                     // of the bone
  std::vector<std::vector<vec3>> outline;      // closed loops on the bone
  // The bone's skin under and around the patch, finely triangulated: drawn as the patch, cut at edge_mm = 0.
  std::vector<vec3> positions, normals;
  std::vector<float> edge_mm;                  // signed distance to the patch's edge, negative inside
  std::vector<std::uint32_t> indices;
};

struct Expected {                              // one row of what attachments must be found
  std::string muscle;
  Side side = Side::midline;
  Role role = Role::origin;
  std::string bone;
  Side bone_side = Side::midline;
  std::uint32_t patch = none;                  // index into Body::patches when found
  std::string reason;                          // why not, when not; or why it is on the allow-list
};

struct RegionField {                           // one region's signed geodesic distance on its carrier
  std::string region;
  Side side = Side::midline;
  std::uint32_t carrier = none;                // structure
  std::vector<std::uint32_t> vertices;         // where the distance is below `cap_mm`; elsewhere it is +cap_mm
  std::vector<float> distance_mm;              // negative inside; may go on a little beyond the midline (assemble/regions.h)
  float cap_mm = 60;
  float area_cm2 = 0;
};

struct TriggerPoint {                          // place of a pattern's X on this body
  std::string pattern;
  Side side = Side::left;
  vec3 point{0};
  std::uint32_t joint = 0;                     // moves with this joint
  std::uint32_t structure = none;              // the muscle it lies in
};

struct Credit { std::string text, licence, url; };

struct Body {
  std::string name;                            // "BodyParts3D"
  std::string source;                          // "bodyparts3d" | "embedded" | ...
  std::vector<Credit> credits;
  std::vector<Structure> structures;
  std::vector<Joint> joints;
  std::vector<Landmark> landmarks;
  std::vector<Patch> patches;
  std::vector<Expected> expected;
  std::vector<RegionField> regions;
  std::vector<TriggerPoint> trigger_points;
  std::vector<std::string> notes;              // what the importer met and mended, one line each
};

} // namespace myo::format
