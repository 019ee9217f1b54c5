// Distances along the skin from where a brush touches it, so that paint stays on the finger and on the lip that it was put
// on: what is near through the air is not near along the skin.
#pragma once

#include "format/body.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <vector>

namespace myo::heat {

class SkinWalk {
public:
  struct Reached { std::uint32_t place; float mm; };
  // From `around`: the place nearest to the touch, and all that are near enough.
  struct Ring { std::uint32_t middle = 0; std::vector<Reached> places; };

  // Vertices that a seam of the chart has doubled are one place. The mesh has at least one triangle.
  explicit SkinWalk(const format::Mesh &skin);

  // Places within `reach_mm` of a point (rest, metres), each once. The point need not lie on the skin exactly: it is taken
  // along the normal there. Fast marching of a round front (Novotni and Klein 2002), within about 2 %.
  [[nodiscard]] Ring around(vec3 at, float reach_mm);

  [[nodiscard]] std::size_t places() const { return points_.size(); }
  [[nodiscard]] std::span<const std::uint32_t> place_of() const { return place_of_; } // a vertex of the mesh
  [[nodiscard]] float area_cm2(std::uint32_t place) const { return area_cm2_[place]; } // a third of its triangles'
  [[nodiscard]] float spacing_mm(std::uint32_t place) const { return spacing_mm_[place]; } // to its neighbours
  [[nodiscard]] std::span<const std::uint32_t> corners() const { return corners_; } // three places a triangle
  [[nodiscard]] float triangle_cm2(std::size_t triangle) const { return triangle_cm2_[triangle]; }

private:
  struct Step { float metres; std::uint32_t place; friend bool operator>(const Step &a, const Step &b) { return a.metres > b.metres; } };
  using Front = std::priority_queue<Step, std::vector<Step>, std::greater<>>;

  void weld(const format::Mesh &skin);
  void join();
  void measure();
  [[nodiscard]] std::uint32_t nearest(vec3 at) const;
  void begin(vec3 at, std::uint32_t middle, Front &front);
  void pass(std::uint32_t place, Front &front);
  void offer(std::uint32_t place, float metres, Front &front);
  [[nodiscard]] float known(std::uint32_t place) const { return walk_[place] == this_walk_ ? metres_[place] : 1e30F; }

  std::vector<std::uint32_t> place_of_;
  std::vector<vec3> points_, normals_;
  std::vector<float> area_cm2_, spacing_mm_;
  std::vector<std::uint32_t> corners_;
  std::vector<float> triangle_cm2_;
  std::vector<std::uint32_t> first_, triangles_;   // those that meet at a place: triangles_[first_[p] .. first_[p + 1]]
  std::vector<float> metres_;                      // of the present walk; kept from call to call, as it is as long as the skin
  std::vector<std::uint32_t> walk_, settled_;      // in which walk a place was reached, and passed
  std::uint32_t this_walk_ = 0;
};

} // namespace myo::heat
