// One piece of muscle between two lines: a middle surface of fibres, given thickness, laid round what is in its way and
// down onto the bones at both ends. Bellies, sheets and flat slips are the same thing with another section.
// World frame, metres. Same input, same bytes.
#pragma once

#include "form/loft.h"

#include <functional>
#include <optional>
#include <vector>

namespace myo::form {

// The clearance of a point, looked for no farther than `within`; its distance is 1e9 when nothing is that near.
using Barrier = std::function<Clearance(vec3 point, float within)>;

// Something that the ribbon lies over: how far along `way` one has to go from `point`, at most `reach`, to leave it for
// good; 0 when it is not met.
using Cover = std::function<float(vec3 point, vec3 way, float reach)>;

struct Footing {
  vec3 point{0}, normal{0, 1, 0}; // on the bone, outward
};
// The place of the bone nearest to a point; nothing where the end is held by soft tissue.
using Footer = std::function<std::optional<Footing>(vec3 point)>;

struct RibbonEnd {
  std::vector<vec3> line;  // across the fibres; one point or more
  Footer bone;             // empty: soft
  float tendon = 0;        // metres of tendon before the flesh begins
  float foot = 0;          // depth of the attachment across its line; 0 = as thick as the end
  float spread = 0;        // breadth where the line is a single point; 0 = derived
  float tendon_width = 0, tendon_thickness = 0; // of the tendon; 0 = derived from the flesh
};

enum class Section { belly, sheet, strip };

struct RibbonShape {
  Section section = Section::belly;
  RibbonEnd origin, insertion;
  std::vector<std::vector<vec3>> via; // lines across, or single points that the middle passes
  float width = 0.012F, thickness = 0.008F; // at the thickest; a sheet is as wide as its lines
  float belly_at = 0.5F;
  bool sinew = false;                 // tendon from end to end, equally wide and thick
  bool sewn_first = false, sewn_last = false; // a sheet's first, last fibre is another sheet's too: no rim there
  bool taut = false;                  // pulled straight over what it crosses, rather than keeping its own curve
  std::optional<vec3> outward;        // the outer face looks there
  float bed = 0.002F;                 // a hollow no deeper than this under the inner face is filled with flesh
  float gap = 0.0003F;                // kept to what is in the way
  float fineness = 1;                 // of the mesh; 2 has twice as many points along and across
};

// What the ribbon became: the mesh, and its end lines on the bones for the patches.
struct Ribbon {
  LoftMesh mesh;
  // The mesh is `rows` + 1 rings of `sides` points, row 0 at the origin: on each the outer face's columns, then the inner
  // face's back again, so that point k and point sides - k lie across from each other.
  int rows = 0, sides = 0;
  std::vector<vec3> origin_rim, insertion_rim; // outline of each end as it lies on the bone, closed
};

// Empty mesh when an end has no points.
[[nodiscard]] Ribbon loft_ribbon(const RibbonShape &shape, const Barrier &barrier, const std::vector<Cover> &covers = {});

} // namespace myo::form
