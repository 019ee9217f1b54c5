// The body surface as the sheet `surface.toml` writes it: covers that wrap bones and muscles, and soft parts (nose,
// lips, ears, finger pads ...) that are added to them. Millimetres and degrees, vectors [lateral, posterior, superior];
// lengths hold for a body of reference size and are multiplied by the scale of their part.
#pragma once

#include "base/math.h"

#include <optional>
#include <string>
#include <vector>

namespace myo::anatomy {

// How one region is wrapped: gaps narrower than twice `closing_mm` are bridged, then a cover is laid on.
struct SurfaceCover {
  std::string id;
  std::vector<std::string> parts;      // skin parts (regions.toml) whose bones make its territory
  std::vector<std::string> next_to;    // covers it meets, of the same side or of the midline
  bool each_side = false;
  float closing_mm = 14, thickness_mm = 5, blend_mm = 8, smooth_mm = 2.5F;
  float overlap_mm = 14;               // how far it wraps what is its neighbours', too
  float step_mm = 2.5F;                // of the lattice
};

// A place where triangles are to be small; between places the smallest wish counts.
struct SurfaceDetail {
  std::string id, at, scale;           // a landmark or point
  float radius_mm = 0, fade_mm = 0, edge_mm = 0;
  bool each_side = false;
};

// A named point: a landmark, an earlier point, or "joint:ID" of the same side; or `fraction` of the way between two.
struct SurfacePoint {
  std::string id, name;
  std::vector<std::string> from;
  double fraction = 0;
  vec3 offset_mm{0};
};

struct SurfaceForm {
  // ball    ellipsoid at points[0] with radii_mm [l, p, s]; its long (superior) axis towards points[1] where given
  // tube    a smooth curve through the points, round, radii_mm one a point or one for all
  // relief  raises (height_mm > 0) or lowers the surface along the points, half as wide as `width_mm`
  // eye     globe in points[0] and lids that part from points[1] (inner corner) to points[2] (outer corner)
  enum class Kind { ball, tube, relief, eye };
  std::string id;
  Kind kind = Kind::ball;
  std::vector<std::string> points;
  std::vector<float> radii_mm;
  vec3 turn_deg{0};                    // ball: about the lateral, posterior and superior axis, in this order
  float flat = 1;                      // tube: its extent along `flat_along` as a share of its radius
  vec3 flat_along{0};
  float blend_mm = 0;                  // how wide it melts into what is there
  bool cut = false;                    // taken away instead of added
  float height_mm = 0, width_mm = 0;   // relief
  std::optional<vec3> seen_from;       // relief: measured as seen from that direction, not in space ...
  float reach_mm = 0;                  // ... so far before and behind its curve
  float globe_mm = 0, lid_mm = 0, upper_mm = 0, lower_mm = 0; // eye: radius, thickness, opening above and below
};

struct SurfacePart {
  std::string id, name, scale, source;
  std::string limb;                    // "" = head and trunk: one half, mirrored; "arm", "leg": each side its own
  vec3 turn_deg{0};                    // of the axes in which the part's offsets and radii are given
  std::string under;                   // cover that wraps its forms together with bones and muscles: fat and glands
                                       // that no mesh gives; "" = they work on the wrapped surface
  bool apart = false;                  // its forms make a body of their own first, which then melts by `blend_mm`
  float blend_mm = 0;
  float edge_mm = 0;                   // wished edge of triangles around it; 0 = no wish
  std::vector<SurfacePoint> points;
  std::vector<SurfaceForm> forms;      // each works on what the earlier ones left
};

struct SurfaceSheet {
  float edge_mm = 5;                   // of triangles where nothing else is wished
  std::vector<SurfaceCover> covers;
  std::vector<SurfaceDetail> details;
  std::vector<SurfacePart> parts;
};

} // namespace myo::anatomy
