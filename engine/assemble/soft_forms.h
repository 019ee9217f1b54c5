// The forms of the body surface (anatomy/surface.h) as solids in one frame of [lateral, posterior, superior] in
// millimetres: what they do to a field of distances.
#pragma once

#include "anatomy/surface.h"
#include "base/math.h"

#include <vector>

namespace myo::assemble {

// A union without a crease: even its curvature is steady. Never above min(a, b), equal to it where they differ by k or
// more.
[[nodiscard]] float melt(float a, float b, float k);

// About the first axis, then the second, then the third.
[[nodiscard]] mat3 turned(vec3 degrees);

class SoftForm {
public:
  // `points` are those that the form names; every length of it is multiplied by `scale`, and its directions are turned
  // by `turn`.
  SoftForm(const anatomy::SurfaceForm &form, const std::vector<vec3> &points, float scale, const mat3 &turn);

  // The field at `p` after this form has been added or taken away; `field` is what earlier forms left there.
  [[nodiscard]] float operator()(vec3 p, float field) const;
  // How far outside of what it shapes a point lies, 0 within.
  [[nodiscard]] float beyond(vec3 p) const;
  // Points all over a ball or tube, about `spacing` apart; for a tube some lie inside.
  [[nodiscard]] std::vector<vec3> samples(float spacing) const;
  [[nodiscard]] const Bounds &bounds() const { return bounds_; } // beyond it nothing of note changes

private:
  struct Segment {
    vec3 a, b;
    float ra, rb;
  };
  void make_curve(const std::vector<vec3> &points, const std::vector<float> &radii, float scale);
  [[nodiscard]] float ball(vec3 p) const;
  [[nodiscard]] float tube(vec3 p) const;
  [[nodiscard]] float relief(vec3 p) const;
  [[nodiscard]] float from_line(vec3 p) const; // squared, of a relief
  [[nodiscard]] float lids(vec3 p) const;

  anatomy::SurfaceForm::Kind kind_;
  bool cut_;
  float blend_;
  std::vector<Segment> curve_;          // tube, relief
  vec3 centre_{0}, radii_{0};           // ball, eye
  mat3 axes_{1};                        // ball: its axes; eye: across, forward, up
  float flat_ = 1;
  vec3 flat_along_{0}, seen_from_{0};
  float height_ = 0, width_ = 0, reach_ = 0;
  float globe_ = 0, lid_ = 0, upper_ = 0, lower_ = 0;
  vec2 corners_{0};                     // eye: inner and outer, across from its centre
  vec2 corners_up_{0};                  // ... and up
  Bounds bounds_;
};

} // namespace myo::assemble
