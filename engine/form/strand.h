// A ribbon before it has faces: its course laid round bone, among other strands that want the same room. Strands push
// each other's courses apart first; then each takes its thickness as far as the room between them goes, so that faces
// never cross and neighbours share the border where both are equally far from their own middle.
// World frame, metres. Same input, same bytes. Private to this room but for what `pack` needs.
#pragma once

#include "form/ribbon.h"
#include "form/ribbon_course.h"
#include "form/triangle_tree.h"

#include <span>

namespace myo::form {

class Strand {
public:
  // A place of the middle surface.
  struct Near {
    float distance = 1e9F;  // unsigned
    vec3 point{0}, normal{0, 1, 0};
    float u = 0, v = 0;     // along and across
    float half = 0;         // wanted half thickness there, 0 at the edges
    bool edge = false;      // the nearest place lies on the edge: the point is beside the strand
    [[nodiscard]] bool found() const { return distance < 1e8F; }
  };

  // `shape` is kept by address. An empty strand when an end has no points.
  Strand(const RibbonShape &shape, const Barrier &bones, const std::vector<Cover> &covers);

  [[nodiscard]] bool empty() const { return laid_.course.size() == 0; }
  [[nodiscard]] const RibbonShape &shape() const { return *shape_; }
  [[nodiscard]] const Laid &laid() const { return laid_; }
  [[nodiscard]] const Course &course() const { return laid_.course; }
  [[nodiscard]] float half(int row, int column) const { return half_[laid_.course.index(row, column)]; }
  [[nodiscard]] float thickest() const { return thickest_; } // half
  [[nodiscard]] const Bounds &box() const { return middle_.box(); } // of the middle surface
  [[nodiscard]] vec3 centre(int row) const;

  [[nodiscard]] Near near(vec3 p, float within) const;
  // How far out a place of this strand lies: 0 in its middle, 1 on its wanted surface.
  [[nodiscard]] float share(const Near &near, vec3 p) const;

  void move_to(std::vector<vec3> points);

private:
  void place();

  const RibbonShape *shape_;
  Laid laid_;
  std::vector<float> half_, row_half_, row_width_; // a point; a row
  std::vector<std::uint32_t> indices_;
  TriangleTree middle_;
  float thickest_ = 0;
};

enum class Relation { beside, over, under }; // how a strand lies to its neighbour

struct Neighbour {
  const Strand *strand = nullptr;
  Relation relation = Relation::beside;
  bool yields = false; // a thin sheet takes no room from this strand
  bool sewn = false;   // both are parts of one sheet, with one wall between them
  bool joined = false; // one continues the other: they share a border, but do not push each other away
};

// Where the strand's course goes next, pushed by its neighbours and clear of bone; `start` is where it was first laid.
[[nodiscard]] std::vector<vec3> give_way(const Strand &strand, const std::vector<vec3> &start, std::span<const Neighbour> neighbours,
                                         const Barrier &bones);

// The strand with its faces, in the room that is its own.
[[nodiscard]] Ribbon fill_strand(const Strand &strand, std::span<const Neighbour> neighbours, const Barrier &bones);

// Draws in what still lies in a neighbour after both were filled: coarse triangles cut corners. `surfaces` are those of
// the neighbours; what is drawn in stays out of bone.
void trim(Ribbon &ribbon, std::span<const TriangleTree *const> surfaces, const Barrier &bones);

} // namespace myo::form
