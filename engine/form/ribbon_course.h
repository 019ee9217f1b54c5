// The middle surface of a ribbon: rows along the fibres (row 0 = origin), columns across them. Private to this room.
#pragma once

#include "form/ribbon.h"

namespace myo::form {

[[nodiscard]] inline vec3 unit_or(vec3 v, vec3 otherwise) {
  const float l = glm::length(v);
  return l > 1e-9F ? v / l : otherwise;
}

class Course {
public:
  Course() = default;
  Course(int rows, int columns)
      : rows_(rows), columns_(columns), points_(static_cast<std::size_t>((rows + 1) * (columns + 1))) {}
  [[nodiscard]] int rows() const { return rows_; }       // pieces, one fewer than lines of points
  [[nodiscard]] int columns() const { return columns_; }
  [[nodiscard]] std::size_t index(int row, int column) const {
    return static_cast<std::size_t>(row * (columns_ + 1) + column);
  }
  [[nodiscard]] vec3 &at(int row, int column) { return points_[index(row, column)]; }
  [[nodiscard]] vec3 at(int row, int column) const { return points_[index(row, column)]; }
  [[nodiscard]] std::size_t size() const { return points_.size(); }
  [[nodiscard]] std::vector<vec3> &points() { return points_; }
  [[nodiscard]] const std::vector<vec3> &points() const { return points_; }
  // Towards the insertion, unit.
  [[nodiscard]] vec3 along(int row, int column) const;

private:
  int rows_ = 0, columns_ = 0;
  std::vector<vec3> points_;
};

// What the courses of one ribbon share.
struct Profile {
  std::vector<float> across;               // v of each column, 0..1
  float length = 0;                        // of the middle fibre, metres
  float tendon_from = 0, tendon_to = 0;    // shares of the length
  [[nodiscard]] float flesh(const RibbonShape &shape, float u) const; // 0 at the tendons, 1 at the belly
  [[nodiscard]] float half_thickness(const RibbonShape &shape, float u) const; // in the middle of the section
  [[nodiscard]] float width(const RibbonShape &shape, float u) const;  // of bellies and strips
  [[nodiscard]] float section(const RibbonShape &shape, float v, float width, float half) const; // share of the half thickness
};

struct Laid {
  Course course;
  Profile profile;
  std::vector<vec3> normals;               // outward, one a point
  std::vector<vec3> towards;               // where the outer face looks, one a row
  std::vector<Footing> origin, insertion;  // one a column; soft ends have the course's own point and normal
};

// Square to the course, all on the side of `towards`.
[[nodiscard]] std::vector<vec3> course_normals(const Course &course, const std::vector<vec3> &towards);

[[nodiscard]] Laid lay_course(const RibbonShape &shape, const Barrier &barrier, const std::vector<Cover> &covers);

} // namespace myo::form
