#include "form/sculpt/radial_basis.h"
#include "form/sculpt/solid.h"

#include <algorithm>
#include <array>

namespace myo::form::sculpt {
namespace {

// The radius is a smooth function of direction that passes through the points.
class Vault final : public Solid {
public:
  explicit Vault(const anatomy::VaultForm &form)
      : at_(form.at), thick_(static_cast<float>(form.thick)) {
    for (const vec3 p : form.points) {
      const float r = glm::distance(p, at_);
      low_ = std::min(low_, r), high_ = std::max(high_, r);
    }
    low_ *= 0.7F, high_ *= 1.2F;
    tabulate(fit(form));
  }
  float distance(vec3 p) const override {
    const vec3 q = p - at_;
    const float r = glm::length(q);
    if (r < 1e-3F) return thick_ > 0 ? low_ : -low_;
    // The surface leans against the ray; the true distance is a little shorter.
    const float d = 0.9F * (r - radius(q));
    return thick_ > 0 ? std::abs(d + 0.5F * thick_) - 0.5F * thick_ : d;
  }
  Bounds bounds() const override { return {at_ - vec3(high_), at_ + vec3(high_)}; }

private:
  // The radius over the six faces of a cube, so that a look at it costs the same however many points there are.
  static constexpr int cells = 96, side = cells + 3; // one node beyond either edge, for the cubic
  static vec3 face_direction(int face, float u, float v) {
    vec3 d(0);
    d[face / 2] = face % 2 == 0 ? 1.0F : -1.0F;
    d[(face / 2 + 1) % 3] = u, d[(face / 2 + 2) % 3] = v;
    return d;
  }
  void tabulate(const RadialBasis &basis) {
    table_.resize(static_cast<std::size_t>(6 * side * side));
    for (int face = 0; face < 6; ++face)
      for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
          const auto at = [](int i) { return 2 * static_cast<float>(i - 1) / cells - 1; };
          table_[index(face, x, y)] = std::clamp(basis(glm::normalize(face_direction(face, at(x), at(y)))), low_, high_);
        }
  }
  static std::size_t index(int face, int x, int y) { return static_cast<std::size_t>((face * side + y) * side + x); }

  [[nodiscard]] float radius(vec3 q) const {
    const vec3 a = glm::abs(q);
    const int axis = a.x >= a.y && a.x >= a.z ? 0 : a.y >= a.z ? 1 : 2;
    const int face = 2 * axis + (q[axis] < 0 ? 1 : 0);
    const auto place = [&](int k) { return glm::clamp(0.5F * (q[(axis + k) % 3] / a[axis] + 1) * cells, 0.0F, cells - 0.001F); };
    const float u = place(1), v = place(2);
    const int x = static_cast<int>(u), y = static_cast<int>(v);
    std::array<float, 4> rows{};
    for (int k = 0; k < 4; ++k) {
      const std::size_t i = index(face, x, y + k);
      rows[static_cast<std::size_t>(k)] = cubic(&table_[i], u - static_cast<float>(x));
    }
    return cubic(rows.data(), v - static_cast<float>(y));
  }
  static float cubic(const float *p, float t) { // Catmull-Rom
    return p[1] + 0.5F * t * (p[2] - p[0] + t * (2 * p[0] - 5 * p[1] + 4 * p[2] - p[3] + t * (3 * (p[1] - p[2]) + p[3] - p[0])));
  }

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
  std::vector<float> table_;
};

} // namespace

SolidPtr make_vault(const anatomy::VaultForm &form) { return std::make_unique<Vault>(form); }

} // namespace myo::form::sculpt
