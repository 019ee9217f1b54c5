// The soft parts of the body surface (surface.toml) placed on a body by its landmarks and joints: nose, lips, ears,
// finger pads ... as changes to the field of distances that wraps bones and muscles.
#pragma once

#include "anatomy/library.h"
#include "assemble/skin_spread.h"
#include "assemble/soft_forms.h"
#include "form/isosurface.h"
#include "format/body.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble {

class SoftParts {
public:
  SoftParts(const format::Body &body, const anatomy::Library &library, const Spread &spread);

  // The field with the parts added; `base` is the field of what is wrapped. World (spread stance), metres, negative
  // inside.
  [[nodiscard]] float operator()(vec3 world, float base) const;
  // The part whose forms, more than a relief, shape the skin there by themselves; empty where there is none.
  [[nodiscard]] std::string_view shaped_by(vec3 world) const;
  // Points of the parts that lie under a cover, on one side of the body (its midline: both sides), spread stance.
  [[nodiscard]] std::vector<vec3> under(const std::string &cover, anatomy::Side side, float spacing) const;
  // How far the skin at a point of the rest stance is from a part by itself, mm, negative inside; far away 1000.
  [[nodiscard]] float off_part(const std::string &part, vec3 rest) const;
  // Wished edge of triangles, metres: of the sheet where no part or detail lies.
  [[nodiscard]] float edge(vec3 world) const;
  // Where a point of the sheet, a landmark or a joint came to lie; nothing when the body lacks what it leans on.
  [[nodiscard]] std::optional<vec3> point(const std::string &id, anatomy::Side side) const;
  [[nodiscard]] const Bounds &bounds() const { return bounds_; } // of all parts, spread stance
  [[nodiscard]] const std::vector<std::string> &notes() const { return notes_; } // what could not be placed, and why

private:
  struct Placed {
    std::string id;
    mat4 to_local{1}, rest_to_local{1}; // world, spread and at rest, to [lateral, posterior, superior] mm
    anatomy::Side side;
    std::string under;
    bool mirrored = false;              // one half serves both sides
    bool apart = false;
    bool solid = false;                 // has forms that are more than relief
    float blend = 0, edge = 0;
    Bounds bounds, core;                // local: of the forms, with and without the reach of their blends
    Bounds world, near;                 // world: of `bounds` and of where the wish for small triangles reaches
    form::Field beyond;                 // mm beyond all of its forms, local
    std::vector<SoftForm> forms;
  };
  struct Detail {
    vec3 centre;
    float radius, fade, edge;
  };
  static void find_boxes(Placed &placed);
  void place(const format::Body &body, const anatomy::Library &library, const Spread &spread,
             const anatomy::SurfacePart &part, anatomy::Side side);
  [[nodiscard]] std::optional<vec3> find(const format::Body &body, const std::string &id, anatomy::Side side,
                                         bool mean) const;
  [[nodiscard]] static vec3 local(const Placed &placed, vec3 world);

  float mid_ = 0, edge_ = 0.005F;
  std::map<std::pair<std::string, anatomy::Side>, vec3> points_; // in lps mm of their side, rest stance
  std::vector<Placed> parts_;
  std::vector<Detail> details_;
  Bounds bounds_;
  std::vector<std::string> notes_;
};

} // namespace myo::assemble
