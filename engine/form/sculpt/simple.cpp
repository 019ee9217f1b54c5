#include "form/sculpt/solid.h"
#include "form/sculpt/superellipse.h"

namespace myo::form::sculpt {
namespace {

mat3 turned(vec3 deg) {
  const quat q = glm::angleAxis(deg.z * degree, vec3(0, 0, 1)) * glm::angleAxis(deg.y * degree, vec3(0, 1, 0)) *
                 glm::angleAxis(deg.x * degree, vec3(1, 0, 0));
  return glm::mat3_cast(q);
}

class Ellipsoid final : public Solid {
public:
  explicit Ellipsoid(const anatomy::EllipsoidForm &form) : form_(form), back_(glm::transpose(turned(form.turn_deg))) {}
  float distance(vec3 p) const override {
    return superellipse_distance(back_ * (p - form_.at), form_.radii, static_cast<float>(form_.corner));
  }
  Bounds bounds() const override {
    const float r = form_.corner > 2 ? glm::length(form_.radii) : glm::max(glm::max(form_.radii.x, form_.radii.y), form_.radii.z);
    return {form_.at - vec3(r), form_.at + vec3(r)};
  }

private:
  anatomy::EllipsoidForm form_;
  mat3 back_;
};

class Half final : public Solid {
public:
  explicit Half(const anatomy::HalfForm &form) : at_(form.at), normal_(glm::normalize(form.normal)) {}
  float distance(vec3 p) const override { return glm::dot(p - at_, normal_); }
  Bounds bounds() const override { return {vec3(-1e4F), vec3(1e4F)}; }

private:
  vec3 at_, normal_;
};

} // namespace

SolidPtr make_ellipsoid(const anatomy::EllipsoidForm &form) { return std::make_unique<Ellipsoid>(form); }
SolidPtr make_half(const anatomy::HalfForm &form) { return std::make_unique<Half>(form); }

SolidPtr make_solid(const anatomy::Form &form) {
  struct {
    SolidPtr operator()(const anatomy::TubeForm &f) const { return make_tube(f); }
    SolidPtr operator()(const anatomy::EllipsoidForm &f) const { return make_ellipsoid(f); }
    SolidPtr operator()(const anatomy::WallForm &f) const { return make_wall(f); }
    SolidPtr operator()(const anatomy::PlateForm &f) const { return make_plate(f); }
    SolidPtr operator()(const anatomy::VaultForm &f) const { return make_vault(f); }
    SolidPtr operator()(const anatomy::HalfForm &f) const { return make_half(f); }
  } make;
  return std::visit(make, form);
}

} // namespace myo::form::sculpt
