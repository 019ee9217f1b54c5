// Everything that lies round a muscle which is being grown, one solid after another.
#pragma once

#include "assemble/surface_probe.h"
#include "form/loft.h"
#include "format/body.h"

#include <functional>
#include <vector>

namespace myo::assemble {

class Surroundings {
public:
  using Wanted = std::function<bool(const format::Structure &)>;
  // The structures that `wanted` picks and that come near `room`.
  Surroundings(const format::Body &body, const Bounds &room, const Wanted &wanted);

  // The solid that `p` lies deepest in, else the nearest one. Each answers for itself: where muscles overlap, a common
  // nearest surface would call the inside of one the outside of the other.
  [[nodiscard]] form::Clearance operator()(vec3 p) const;
  [[nodiscard]] bool empty() const { return solids_.empty(); }

private:
  struct Solid {
    Bounds box;
    SurfaceProbe probe;
  };
  std::vector<Solid> solids_;
};

// Lifts what a sheet of form::loft_sheet still has inside the surroundings, round by round; neighbours follow, so that it
// stays smooth. `across` and `along` are the sheet's cells; its ends (first and last row) stay where they are. Normals are
// made anew.
void clear_sheet(form::LoftMesh &sheet, int along, int across, const Surroundings &surroundings, float clearance, int rounds);

} // namespace myo::assemble
