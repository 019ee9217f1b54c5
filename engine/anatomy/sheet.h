// A bone's sheet: the measurements and shape parts from which engine/form sculpts it. Read from assets/anatomy/bones.
// Millimetres and degrees. The bone-local frame is [lateral, posterior, superior], lateral = away from the midline on
// the bone's own side, so that one sheet serves left and right. docs/anatomy-source.md tells how to write one.
#pragma once

#include "anatomy/library.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace myo::anatomy {

// ---- shape parts ---------------------------------------------------------------------------------------------------
// An elliptic tube along a smooth line through `points`. Half widths have one value for all points or one a point.
struct TubeForm {
  std::vector<vec3> points;
  bool closed = false;                        // a ring
  std::vector<double> wide, thin;             // half widths along the wide and the thin axis of the section
  std::vector<double> wide_back, thin_back;   // the same on the other side of the line; empty = alike
  vec3 wide_dir{1, 0, 0};                     // where the wide axis points, as far as the line's direction lets it
  std::vector<double> twist_deg;              // turns the section about the line
  std::vector<double> shift_wide, shift_thin; // moves the tube off the line, along the section's own axes
  double corner = 2;                          // 2 ellipse; larger = boxier
  double triangle = 0, apex_deg = 0;          // 0 none .. 0.3 clearly three-cornered, one corner at this angle from wide
  double cap = 1;                             // length of the rounded ends as a share of the half width; 0 = cut flat
  double edge = 0.5;                          // rounding of the rim of flat ends, mm
  bool operator==(const TubeForm &) const = default;
};
struct EllipsoidForm {
  vec3 at{0}, radii{1}, turn_deg{0};
  double corner = 2;
  bool operator==(const EllipsoidForm &) const = default;
};
// A wall of varying thickness spanned by two or more rails (smooth lines with equally many points).
struct WallForm {
  std::vector<std::vector<vec3>> rails;
  std::vector<std::vector<double>> thick;     // full thickness: a rail each, one value or one a point
  bool operator==(const WallForm &) const = default;
};
// A bent plate: a closed outline, points inside that it passes through, and thickness that varies smoothly.
struct PlateForm {
  std::vector<vec3> outline, inside;
  std::vector<double> outline_thick, inside_thick; // full thickness at each point
  bool straight = false;                      // outline with corners instead of a smooth curve
  bool operator==(const PlateForm &) const = default;
};
// A closed surface about a centre that passes through the named points; solid, or a shell of `thick`.
struct VaultForm {
  vec3 at{0};
  std::vector<vec3> points;
  double thick = 0;
  bool operator==(const VaultForm &) const = default;
};
// Everything behind a plane.
struct HalfForm {
  vec3 at{0}, normal{0, 0, 1};
  bool operator==(const HalfForm &) const = default;
};
using Form = std::variant<TubeForm, EllipsoidForm, WallForm, PlateForm, VaultForm, HalfForm>;

enum class PartOp { add, cut, keep };         // union, subtraction, intersection with what stands so far
struct SheetPart {
  std::string name;
  PartOp op = PartOp::add;
  double blend = 2;                           // width of the soft join, mm
  Form form;
  bool mirror = false;                        // also reflected at lateral 0
  bool fine = false;                          // a line or pit that thinning the surface must not lose
  std::string where;                          // file:line
  bool operator==(const SheetPart &) const = default;
};

// ---- the sheet -----------------------------------------------------------------------------------------------------
struct Measure {
  std::string name, unit;                     // unit: mm | deg | share | point | deviation
  std::string provenance, source;             // read | judged | cited
  std::vector<double> values;                 // 1, or 3 for a point
  std::string where;
  bool inherited = false;                     // the family's value
};
struct Feature {                              // a named place that a label can point to
  std::string id, name;
  vec3 at{0};                                 // bone-local
  std::string bone;                           // the piece it lies on; "" = the sheet's only bone
  std::string landmark;                       // the vocabulary's landmark that it is; "" = none
  std::string where;
};
struct SheetPiece {                           // a bone cut out of a sheet that holds several
  std::string bone;
  std::vector<SheetPart> parts;               // the space it fills; empty = what earlier pieces leave
  bool paired = false;                        // cut in two at lateral 0: a left and a right bone
  std::string where;
};
// The right half of a symmetric bone, or the right one of a pair, where it differs. As the left would be written.
struct SheetRight {
  std::vector<Measure> measures;              // those that differ
  std::vector<SheetPart> parts;
  std::vector<Feature> features;
  std::string where;
};
struct MidlinePoint { vec3 at{0}; double deviation = 0; }; // that stands so far to the body's left of the median plane, mm
struct BoneSheet {
  std::string id;                             // file name without ".toml"
  std::string file;                           // below assets/anatomy
  std::string bone;                           // bone id of the vocabulary; "" when pieces say which
  std::string family;
  bool paired = false;                        // of the bone: sculpted once, placed on both sides
  bool symmetric = false;                     // mirrored about lateral 0
  vec3 at{0};                                 // of the local origin in the body, lps
  vec3 turn_deg{0};                           // local to body: about lateral, then posterior, then superior
  double step = 0.9;                          // lattice step, mm
  std::optional<int> genus;
  int components = 1;
  std::vector<std::string> meets;             // bones that it gives way to, as they do to it
  double gap = 1;                             // between it and them: two layers of cartilage, mm
  double wave = 0;                            // serration of the cuts between pieces, mm
  std::vector<Measure> measures;
  std::vector<SheetPart> parts;
  std::vector<SheetPiece> pieces;
  std::vector<Feature> features;
  std::optional<SheetRight> right;            // absent: like the left
  std::vector<Measure> deviations;            // of points of the midline,
  std::vector<MidlinePoint> midline;          // and these with the points that hold the bone straight; empty = all straight
  int literals = 0;                           // numbers other than 0 in parts, pieces, frame and derived values
  std::string text;                           // what was read, sheet and family: the content that a cache hashes

  [[nodiscard]] std::size_t scalars() const;  // of all measures and literals together
  [[nodiscard]] bool asymmetric() const { return right || !midline.empty(); }
  [[nodiscard]] std::size_t bones() const { return pieces.empty() ? 1 : pieces.size(); }
};

// Every sheet below FOLDER/bones, in the order of their names. The first fault is returned with file and line.
[[nodiscard]] Result<std::vector<BoneSheet>> read_sheets(const std::filesystem::path &folder, const Library &library);
// One sheet; `name` is "bones/c5.toml".
[[nodiscard]] Result<BoneSheet> read_sheet(const std::filesystem::path &folder, const std::string &name,
                                           const Library &library);

} // namespace myo::anatomy
