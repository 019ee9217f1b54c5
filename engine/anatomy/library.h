// The vocabulary: everything Myoscope knows before it has seen a body. Read from assets/anatomy (TOML).
// Lengths in millimetres and angles in degrees here, as in the files; vectors are [lateral, posterior, superior]
// ("lps"; lateral = away from the midline on the side in question, so that one entry serves both sides).
#pragma once

#include "anatomy/muscle_acts.h"
#include "anatomy/muscle_shape.h"
#include "anatomy/point_form.h"
#include "anatomy/side.h"
#include "anatomy/surface.h"
#include "base/math.h"
#include "base/result.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace myo::anatomy {

// ---- landmarks -----------------------------------------------------------------------------------------------------
struct LandmarkFilter {
  std::string kind;      // bbox | midline | lat | rel | frac
  std::string axis;      // l | p | s where the kind needs one
  std::string a, b;      // landmark ids (rel: a; frac: a and b)
  double low = 0, high = 0;
};
struct LandmarkRule {
  // extreme       the surface point farthest along `direction` (mean of the 5 best samples)
  // chord         the surface point farthest outside the chord landmarks[0]..[1], towards `direction`
  // centroid      mean of the surface samples
  // sphere        centre of the sphere that fits the samples, radius low_mm..high_mm
  // contact       mean of the mutually nearest surfaces of the landmark's bone and bones[0] (gap + 2 mm)
  // nearest_bone  the surface point nearest to a computed point: landmarks[0] + offset, or, with two landmarks, the
  //               point `fraction` of the way from [0] to [1] + offset
  // farthest      the surface point farthest from landmarks[0];  nearest_to: nearest to it
  // mean          of all landmarks;  mean_sides: of the right and the left landmarks[0]
  // offset        landmarks[0] + offset;  between: the point `fraction` of the way [0]..[1] + offset
  std::string op;
  vec3 direction{0};                  // lps; extreme, chord ("out")
  std::vector<LandmarkFilter> where;  // bounds the samples
  std::vector<std::string> landmarks; // operands, in the rule's order
  std::vector<std::string> bones;     // second bone of a contact, when not the landmark's own
  double fraction = 0;                // between
  vec3 offset_mm{0};                  // lps; offset, between
  double low_mm = 0, high_mm = 0;     // sphere: radius range
};
struct Landmark {
  std::string id, name, definition;
  std::vector<std::string> bones;     // bone ids (see Bone) whose surface is searched
  bool midline = false;               // else one on each side
  bool soft = false;                  // lies on soft tissue, not on bone
  LandmarkRule rule;
  std::string scale;                  // scale reference for every mm value
  std::string source;
};

// ---- bones ---------------------------------------------------------------------------------------------------------
// The vocabulary of bones, cartilages and discs that attachments, landmarks and joints name.
struct Bone {
  std::string id;                     // "scapula", "rib_03", "c5", "occipital", "disc_c2_c3"
  std::string name, latin;
  std::string kind;                   // bone | tooth | disc | cartilage | ligament
  bool paired = false;
  std::string fma, fma_left, fma_right;
  std::string frame;                  // the rig joint whose child segment carries it, e.g. "c4_c5", "glenohumeral"
  std::string frame_to;               // discs, costal cartilages, ligaments: the joint that carries the other end (the
                                      // lower vertebra, the sternum ...); "" when rigid
};

// ---- attachments ---------------------------------------------------------------------------------------------------
enum class Role { origin, insertion };
[[nodiscard]] constexpr std::string_view to_string(Role r) { return r == Role::origin ? "origin" : "insertion"; }

// Where on the bone an attachment may lie; everything it leaves empty does not restrict.
struct AttachmentRegion {
  std::vector<std::string> near;      // landmark ids: within `radius_mm` of any of them
  std::vector<std::string> strip;     // landmark ids of a polyline: within `radius_mm` of it
  double radius_mm = 0;
  std::optional<vec3> facing;         // lps direction; surface normal within 90 degrees of it
  std::vector<LandmarkFilter> where;
};
struct Attachment {
  Role role = Role::origin;
  std::string bone;                   // bone id; "" for soft tissue (fascia, raphe, skin ...): text only, never expected
  std::string side = "ipsi";          // ipsi | contra | midline | both
  AttachmentRegion region;
  double reach_mm = 6;                // contact beyond this is not found
  bool optional = false;              // "some accounts": sought and shown, outside the expected count
  std::string through;                // muscle whose tendon this end shares (heads, conjoint insertions); a source may
                                      // hold the common tendon in that muscle's mesh only
  std::string text;                   // the fact sheet's wording, short
};

// ---- muscles -------------------------------------------------------------------------------------------------------
struct Muscle {
  std::string id, name, latin;
  int rows = 0;                       // rows of the fact sheet; each stands for one or more attachments
  std::vector<std::string> synonyms;
  std::string fma, fma_left, fma_right, ta2;
  std::vector<std::string> fma_parts_left, fma_parts_right, fma_parts; // heads or sets that a source may hold apart;
                                      // fma_parts: both sides in one
  std::string region, layer;          // layer: superficial | intermediate | deep
  bool paired = true;
  std::vector<Attachment> attachments;
  std::vector<std::string> via;       // bone ids that it wraps without attaching
  MuscleShape shape;
  std::vector<std::string> actions;   // JOINT.MOTION[.ipsi|.contra]
  std::vector<PathPoint> path;        // from origin to insertion
  std::vector<MusclePart> parts;      // fibres that act differently from the whole
  std::vector<ActsFrom> acts_from;
  std::vector<std::string> other_actions; // in words: what no joint motion says (tightens fascia, lifts the hyoid ...)
  std::string origin_text, insertion_text, nerve, variations;
  std::string function, considerations; // what it does, and what is worth knowing about it in use
  std::vector<std::string> patterns;  // those that name this muscle
  std::vector<std::string> sources;
};

// ---- what sources lack ---------------------------------------------------------------------------------------------
// Rows that a source's meshes cannot show by contact, each with its reason. They stay in the expected count.
struct Absence {
  std::string source;                 // format::Body::source: "bodyparts3d"
  std::string muscle;
  Role role = Role::origin;
  std::vector<std::string> bones;
  std::string why;
};

// Fibrous tissue that is shaped like a muscle and pulls on nothing by itself: fasciae, tracts, ligaments.
struct Fascia {
  std::string id, name, latin;
  std::string fma, fma_left, fma_right;
  std::string kind;                   // fascia | ligament
  std::string bone;                   // its id in bones.toml, for a ligament that has one
  bool paired = true;
  MuscleShape shape;
  std::string text;
  std::vector<std::string> sources;
};

// ---- joints and motions --------------------------------------------------------------------------------------------
struct Motion {
  std::string joint, plus, minus;     // "cervical", "flexion", "extension"
  bool sided = false;
  std::string unit;                   // deg | mm
  double plus_limit = 0, minus_limit = 0;  // both >= 0, in `unit`
};
struct Share { std::string joint; double weight = 0; };
struct JointDefinition {
  std::string id, name, latin;
  std::string parent;                 // joint id; "" for the root
  bool sided = false;                 // then its rig ids are "left.ID" and "right.ID"
  bool regional = false;              // cervical, thoracic, lumbar: spreads over `levels`, has no frame of its own
  std::vector<Share> levels;          // per-level shares for regional joints; they sum to 1
  // Shares of one motion (plus or minus name) where they differ from `levels`. Those of a motion in mm (protraction)
  // are signed degrees of flexion a level per millimetre; all others sum to 1.
  std::map<std::string, std::vector<Share>, std::less<>> levels_of;
  std::vector<Share> carried_by;      // moves as the blend of these joints' segments (sternum, hyoid); else by `parent`
  // Rule: landmark id | "sphere:LM" (the landmark is a sphere's centre) | "disc:BONE" (centroid; the disc's normal is
  // the long axis) | "contact:BONE|BONE" (mean of the mutually nearest surfaces; for a midline joint between paired
  // bones the mean of both sides) | "condyles:LM|LM" (midway; the flexion axis runs along the line). "" for regional.
  std::string centre;
  std::string source;

  // The shares for a motion given by its plus or minus name.
  [[nodiscard]] const std::vector<Share> &shares(std::string_view motion) const;
};
// "cervical.flexion=30", "right.glenohumeral.abduction=90"; value in the motion's unit, sign as of `plus`.
struct MotionValue { std::string joint; Side side = Side::midline; std::string motion; double value = 0; };
struct NamedPose { std::string id, name; std::vector<MotionValue> values; std::string source; };

// ---- regions and patterns ------------------------------------------------------------------------------------------
struct RegionLevel { std::string segment; double fraction = 0; };
struct RegionClip { std::string view; PointForm a, b, keep; };
struct Region {
  std::string id, name, latin, kind;  // kind: polygon | disc | strip | band | deep
  bool paired = true;
  bool bone_surface = false;          // carried by a deep surface, shown through the skin
  std::vector<std::string> skin_of;   // skin parts (head, neck, thorax ...)
  std::vector<std::string> minus;     // regions whose finished area is taken away
  std::vector<std::string> neighbours; // that it borders on; a pair is written at one of the two
  std::string scale;
  std::string chart;                  // polygon: "plane:posterior" | "sphere:LM" | "cyl:SEGMENT" | "direction"
  std::optional<vec3> chart_direction;
  double facing = 0;
  std::vector<PointForm> points;      // polygon, strip
  PointForm at;                       // disc
  double radius_mm = 0, half_width_mm = 0;
  vec3 radii_mm{0};                   // deep: half axes of the ball round `at`, lps
  bool round_caps = true;
  std::string project;                // nearest | posterior | superior ...
  std::string segment;                // band
  RegionLevel from, to;
  double sector_low = 0, sector_high = 360;
  std::vector<RegionClip> clip;
  std::vector<std::string> on;        // deep: ids of the bones that carry it
  std::string within_bone; double within_mm = 0;
  std::optional<double> check_area_cm2;
};
struct Segment {                      // an axis through a limb, neck or trunk, for bands and cylinder charts
  std::string id;
  PointForm a, b;                     // level 0 and level 1
  std::string reference;              // "lateral" (the body's), or "landmarks": from reference_points[0] to [1]
  std::vector<std::string> reference_points; // at `a`; two landmark ids, medial or ulnar first
  std::vector<std::string> reference_end;    // at `b`, where the limb twists (forearm, leg); else as at `a`
  std::string zero;                   // anterior | palmar | dorsal: the direction of angle 0
};
struct ScaleReference { std::string id, from, to; double mm = 0; };

struct Zone { std::string region; int tier = 3; std::string side = "ipsi"; }; // tier 3 most often, 2 often, 1 sometimes
// No effect up to `from`, `factor` from `to` on; of several entries the strongest counts. By motion: JOINT.MOTION (sided
// joints: on the pattern's side), in its unit; values are those of the levels themselves where a regional motion moves
// them. By length: by what share of their rest length the pattern's own muscles, on its side, are longer or shorter.
struct Provocation {
  std::string motion;                 // "" for a rule by length
  double from = 0, to = 0, factor = 1;
  std::string length{};               // stretched | shortened; "" for a rule by motion
  std::string kind{};                 // shortened | stretched | loaded | sustained: what is said of it; "": provoked only
};
// What tells a pattern from one that it is taken for.
struct Apart { std::string pattern, text; };
// One thing to do about it. `move` is a Move's id or ""; hold_s and times are 0 and "" where no source gives figures.
struct Relief { std::string text, move, times, source; double hold_s = 0; };
struct Pattern {
  std::string id, title;
  std::vector<std::string> muscles;
  std::vector<std::string> cues;      // Cue ids, in the order of cues.toml
  std::vector<std::string> red_flags; // RedFlag ids
  std::string no_zone;                // why nothing is painted; "" for all that have zones
  std::string place;                  // where the point is felt, in words
  std::string level; double fraction = 0.5;  // trigger point: vertebral level or share of the way origin -> insertion
  std::vector<std::string> at;        // optional landmark ids whose mean bounds the trigger point
  std::vector<Zone> zones;
  std::vector<Provocation> provocation;
  std::vector<std::string> compare_with;
  std::vector<Apart> apart;           // of those in compare_with
  std::string described;              // how people describe it
  std::vector<std::string> symptoms, sets_off, intensifies;
  std::vector<Relief> relief;         // self-care
  std::vector<std::string> notes;     // for massage and bodywork
  std::string evidence;
  std::vector<std::string> sources;
};

// What people say besides where it hurts ("stiff neck"); `words` are other ways to say it.
struct Cue { std::string id, name; std::vector<std::string> words; };
// A sign that wants a doctor before any thought of muscles. action: emergency | urgent | review.
struct RedFlag { std::string id, sign, action; std::vector<std::string> sources; };

// Where joints and nerve branches of the neck are felt, by region: "C2/3" is a joint, "C3" a branch.
struct JointPain { std::string region; std::vector<std::string> levels; };

// ---- moves ---------------------------------------------------------------------------------------------------------
// A whole pose and the way there: what a key does not name is at rest.
struct MoveKey { double take_s = 0, hold_s = 0; std::vector<MotionValue> values; };
// A small timeline of joint motions; after the last key the body goes back to rest. A sided move is written for the left
// side's muscle; the right's is its mirror image.
struct Move {
  std::string id, name, kind;         // kind: stretch | action
  bool sided = false;
  std::string how;                    // to the person who does it
  std::vector<std::string> muscles;   // that it lengthens (stretch) or that make it (action)
  int repeats = 1;
  std::vector<MoveKey> keys;
  std::vector<std::string> sources;
};

// ---- all of it -----------------------------------------------------------------------------------------------------
struct Library {
  std::vector<Bone> bones;
  std::vector<Landmark> landmarks;
  std::vector<ScaleReference> scales;
  std::vector<Segment> segments;
  std::map<std::string, std::vector<std::string>> skin_parts; // part -> bone ids
  std::vector<Muscle> muscles;
  std::vector<Absence> absences;
  std::vector<PublishedArm> published_arms;
  std::vector<Fascia> fasciae;
  std::vector<JointDefinition> joints;
  std::vector<Motion> motions;
  std::vector<NamedPose> poses;
  std::vector<Region> regions;
  SurfaceSheet surface;
  std::vector<Cue> cues;
  std::vector<RedFlag> red_flags;
  std::vector<Pattern> patterns;
  std::string seed_pattern;
  std::vector<JointPain> joint_pain;
  std::string joint_pain_source;
  std::vector<Move> moves;
  std::string language = "en";          // of all words here but Latin
  std::map<std::string, std::string, std::less<>> phrases;       // what the program itself says, by the English words
  std::map<std::string, std::string, std::less<>> motion_words;  // "flexion" -> words; empty in English: the id says it
  std::map<std::string, std::string, std::less<>> feature_words; // "scapula.spine" -> words; empty in English

  // nullptr when unknown. Muscles and bones are also found by FMA id through `search.h`.
  [[nodiscard]] const Bone *bone(std::string_view id) const;
  [[nodiscard]] const Landmark *landmark(std::string_view id) const;
  [[nodiscard]] const Muscle *muscle(std::string_view id) const;
  [[nodiscard]] const JointDefinition *joint(std::string_view id) const;
  [[nodiscard]] const Region *region(std::string_view id) const;
  [[nodiscard]] const Pattern *pattern(std::string_view id) const;
  [[nodiscard]] const NamedPose *pose(std::string_view id) const;
  // What the program itself says, in this library's language; English where that has no words for it.
  [[nodiscard]] std::string say(std::string_view english) const;
  [[nodiscard]] const Cue *cue(std::string_view id) const;
  [[nodiscard]] const RedFlag *red_flag(std::string_view id) const;
  [[nodiscard]] const Move *move(std::string_view id) const;
  [[nodiscard]] const Motion *motion(std::string_view joint, std::string_view motion) const; // plus or minus name
  // Why `source` cannot show this row; nullptr where it should.
  [[nodiscard]] const Absence *absence(std::string_view source, std::string_view muscle, Role role,
                                       std::string_view bone) const;
};

// Reads and checks the whole folder; the first fault is returned with file and line. Checks that every id resolves.
[[nodiscard]] Result<Library> read_library(const std::filesystem::path &folder);

// "right.glenohumeral.abduction=90" -> MotionValue with plus-sign value; clamps nothing; names the nearest motion when
// it is unknown, and asks for or refuses a side as the motion demands.
[[nodiscard]] Result<MotionValue> parse_motion(const Library &library, std::string_view text);

} // namespace myo::anatomy
