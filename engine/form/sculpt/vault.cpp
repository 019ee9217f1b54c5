#include "form/sculpt/radial_basis.h"
#include "form/sculpt/solid.h"

#include <algorithm>

namespace myo::form::sculpt {
namespace {

// The radius is a smooth function of direction that passes through the points.
class Vault final : public Solid {
public:
  explicit Vault(const anatomy::VaultForm &form)
      : at_(form.at), thick_(static_cast<float>(form.thick)), radius_(fit(form)) {
    for (const vec3 p : form.points) {
      const float r = glm::distance(p, at_);
      low_ = std::min(low_, r), high_ = std::max(high_, r);
    }
    low_ *= 0.7F, high_ *= 1.2F;
  }
  float distance(vec3 p) const override {
    const vec3 q = p - at_;
    const float r = glm::length(q);
    if (r < 1e-3F) return thick_ > 0 ? low_ : -low_;
    // The surface leans against the ray; the true distance is a little shorter.
    const float d = 0.9F * (r - std::clamp(radius_(q / r), low_, high_));
    return thick_ > 0 ? std::abs(d + 0.5F * thick_) - 0.5F * thick_ : d;
  }
  Bounds bounds() const override { return {at_ - vec3(high_), at_ + vec3(high_)}; }

private:
  static RadialBasis fit(const anatomy::VaultForm &form) {
    std::vector<vec3> ways;
    std::vector<double> radii;
    for (const vec3 p : form.points) {
      const vec3 q = p - form.at;
      const float r = std::max(1e-3F, glm::length(q));
      ways.push_back(q / r), radii.push_back(static_cast<double>(r));
    }
    return {ways, radii, Kernel::cubic, 3};
  }
  vec3 at_;
  float thick_, low_ = 1e9F, high_ = 0;
  RadialBasis radius_;
};

} // namespace

SolidPtr make_vault(const anatomy::VaultForm &form) { return std::make_unique<Vault>(form); }

} // namespace myo::form::sculpt
