// Soft tissue of the head that the dataset has no meshes for: eyes with lids, nose, lips, cheeks, chewing muscles,
// floor of the mouth, ears. Built from landmarks; depths after published tissue-depth tables (adult means), lengths in
// millimetres.
#pragma once

#include "anatomy/library.h"
#include "format/body.h"

#include <vector>

namespace myo::assemble {

class Face {
public:
  Face(const format::Body &body, const anatomy::Library &library);

  // The field of the head with the face added; `base` is the field of skull and muscles at that point, metres, negative
  // inside.
  [[nodiscard]] float operator()(vec3 world, float base) const;
  [[nodiscard]] bool near(vec3 world) const; // does it change anything there?
  [[nodiscard]] bool fine(vec3 world) const; // eyes, nose, mouth, ears: wants small triangles
  [[nodiscard]] const std::vector<std::string> &missing() const { return missing_; }

private:
  struct Shape {
    enum class Kind { ellipsoid, cone } kind;
    vec3 a, b; // ellipsoid: centre, radii; cone: its two ends
    float ra = 0, rb = 0;
    float blend = 0;
    bool cut = false; // taken away instead of added
    mat3 axes{1};     // ellipsoid: columns are its axes in lps
  };
  void add(Shape s);
  void cone(vec3 a, vec3 b, float ra, float rb, float blend, bool cut = false);
  void ellipsoid(vec3 centre, vec3 radii, float blend, bool cut = false, mat3 axes = mat3(1));
  void build(const format::Body &body, anatomy::Side side, float scale);
  void ear(vec3 porion, float scale);
  [[nodiscard]] static float distance(const Shape &s, vec3 lps);

  float mid_ = 0;
  std::vector<Shape> shapes_; // of one side, in lps mm; the other is its mirror
  std::vector<Bounds> fine_;
  Bounds bounds_;
  std::vector<std::string> missing_;
};

} // namespace myo::assemble
