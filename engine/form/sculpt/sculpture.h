// A sheet's parts joined to one solid, and that solid as a closed triangle surface.
// Bone-local frame (lateral, posterior, superior), millimetres.
#pragma once

#include "anatomy/sheet.h"
#include "form/isosurface.h"
#include "form/sculpt/lean.h"
#include "form/sculpt/solid.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace myo::form::sculpt {

inline constexpr float doubt = 1.6F; // distances may be off by this factor away from the surface

// Parts joined in the order in which they are written.
class Sculpture {
public:
  // `symmetric`: every part that does not lie on the midline stands on both sides.
  Sculpture(std::span<const anatomy::SheetPart> parts, bool symmetric);
  // What of `whole` lies in `space` and not in `taken`, `gap` apart from the cuts; `wave` serrates the cuts; `side` +1 or
  // -1 leaves one half of the body. With `fold` the spaces are those of the left half, and the right half mirrors them.
  struct Cut { const Sculpture *whole, *space; std::vector<const Sculpture *> taken; float gap, wave; int side; bool fold = false; };
  explicit Sculpture(Cut cut);
  // A bone beside `whole`: where the two would touch, each keeps to its own side of the middle between them, `gap` mm
  // apart, so that joint surfaces fit each other. `to_its_frame` leads from the frame of `whole` to that of `solid`.
  struct Neighbour { const Sculpture *solid; mat4 to_its_frame; float gap; };
  Sculpture(const Sculpture &whole, std::vector<Neighbour> neighbours);
  // A bone of the midline whose halves differ or that leans: `left` for what lies left of the midline, `right` mirrored
  // for the rest, melting into each other along it, and then bent. Without `right` both halves are `left`.
  struct Halves { std::unique_ptr<const Sculpture> left, right; Lean lean; };
  explicit Sculpture(Halves halves);

  [[nodiscard]] float distance(vec3 p) const { return distance(p, everything_); }
  [[nodiscard]] Bounds bounds() const { return bounds_; }

  // The parts that matter within a box; joins of distant parts are left out. Distances below about `band` are right.
  struct Subset {
    std::vector<std::uint32_t> parts;
    std::vector<std::uint32_t> taken; // of a cut: which earlier spaces reach into the box
    bool space = true;                // of a cut: whether its own space ends in the box
    std::vector<std::uint32_t> neighbours; // which of them reach into the box,
    std::vector<Subset> of_neighbours;     // and with which of their parts
    std::vector<Subset> halves;            // of two halves: what of the left and of the right one reaches into it
    [[nodiscard]] bool empty() const; // nothing solid
  };
  [[nodiscard]] const Subset &everything() const { return everything_; }
  [[nodiscard]] Subset near(const Bounds &box, float band) const { return near(box, band, everything_); }
  [[nodiscard]] Subset near(const Bounds &box, float band, const Subset &among) const;
  [[nodiscard]] float distance(vec3 p, const Subset &subset) const;
  // Whether a point of the surface lies where little must be lost: near a part that is fine, or at the rim of a cut.
  [[nodiscard]] bool fine(vec3 p) const;

private:
  struct Item { anatomy::PartOp op; float blend; std::unique_ptr<Solid> solid; Bounds bounds; bool mirrored, fine; };
  void add(const anatomy::SheetPart &part, bool mirrored);
  [[nodiscard]] float cut_distance(vec3 p, const Subset &subset) const;
  [[nodiscard]] vec3 waved(vec3 p) const;
  [[nodiscard]] Subset near_neighbours(const Bounds &box, float band, const Subset &among) const;
  [[nodiscard]] float distance_beside(vec3 p, const Subset &subset) const;
  [[nodiscard]] Subset near_halves(const Bounds &box, float band, const Subset &among) const;
  [[nodiscard]] float distance_of_halves(vec3 p, const Subset &subset) const;

  std::vector<Item> items_;
  Subset everything_;
  Bounds bounds_;
  std::unique_ptr<Cut> cut_;
  const Sculpture *alone_ = nullptr; // what gives way to the neighbours
  std::vector<Neighbour> neighbours_;
  std::optional<Halves> halves_;
};

struct Sculpted {
  Surface surface;             // mm, bone-local
  std::vector<vec3> normals;   // from the solid itself
  Topology topology;
  std::size_t dropped = 0;     // loose crumbs left out
};
struct MeshWish {
  float step = 0.9F;           // lattice, mm
  float error = 0.1F;          // what decimation may move, mm
  int components = 1;
  float fine_error = 0.05F;    // as `error`, where the sculpture is fine
};
[[nodiscard]] Sculpted mesh(const Sculpture &sculpture, const MeshWish &wish);

} // namespace myo::form::sculpt
