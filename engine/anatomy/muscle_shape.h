// How a muscle, fascia or ligament is shaped between its ends: section `shape` of its sheet. Millimetres and degrees;
// vectors are [lateral, posterior, superior]. Lengths hold for the reference body, as those of landmarks do.
#pragma once

#include "anatomy/point_form.h"

#include <optional>
#include <string>
#include <vector>

namespace myo::anatomy {

// belly  round to flat, an ellipse across, thickest at `belly_at`
// sheet  even thickness, thin rounded rims
// strips flat slips, one for each pair of ends
// tendons  as strips, but sinew from end to end and equally thick: the slips that a long tendon splits into
enum class HeadKind { belly, sheet, strips, tendons };
enum class Fascicles { parallel, pennate, fan };

struct ShapePoint {
  PointForm place;
  std::string bone;                  // snapped to this one's surface; "" = the landmark's own bones
  bool soft = false;                 // raphe, fascia, skin: stays where it is, or just off the bone that it names
};
// A line that the fibres cross on their way: points across the fibres, or `off` from the point `fraction` along each.
struct ShapeVia {
  std::vector<PointForm> points;     // empty: the second form
  double fraction = 0;
  vec3 off_mm{0};
};
struct ShapeEnd {
  double tendon_mm = -1;             // length of tendon or aponeurosis; below 0 = derived
  double foot_mm = 0;                // depth of the attachment across its line; 0 = derived
  double spread_mm = 0;              // breadth of the attachment where its line is one point; 0 = derived
  double tendon_width_mm = 0, tendon_thickness_mm = 0; // of the tendon itself; 0 = derived from the belly's
};
// One piece between two lines of points; both lines run the same way across the fibres.
struct ShapeStrand {
  std::vector<ShapePoint> origin, insertion;
  double origin_from = 0, origin_to = 1;       // the share of the line that it takes, when a line is shared out
  double insertion_from = 0, insertion_to = 1;
  std::vector<ShapeVia> via;
};
struct MuscleHead {
  std::string id;                    // unique within the muscle; "" when it has one head
  HeadKind kind = HeadKind::belly;
  Fascicles fascicles = Fascicles::parallel;
  double pennation_deg = 0;
  double width_mm = 0, thickness_mm = 0;       // at the thickest; 0 = derived
  double belly_at = 0.5;             // where along it is thickest
  bool taut = false;                 // pulled straight over what it crosses, rather than keeping its own curve
  std::optional<vec3> outward;       // where the outer face looks
  double bed_mm = 2;                 // hollows under the inner face no deeper than this are filled
  ShapeEnd origin, insertion;
  std::vector<ShapeStrand> strands;
  std::string source;                // "judged" unless it names one
};
struct MuscleShape {
  std::optional<int> layer;          // 1 deepest .. 9: the deeper is settled first
  std::vector<std::string> joins;    // muscles that continue it: they do not push it
  std::vector<std::string> over;     // bones and muscles that it lies outside of, whatever its course says
  std::vector<std::string> under;    // deeper-settled muscles that it nevertheless passes beneath
  std::vector<MuscleHead> heads;     // empty: derived from the attachments
};

} // namespace myo::anatomy
