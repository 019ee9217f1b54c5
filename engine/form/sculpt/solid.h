// Solids that a sculpture is joined from. Millimetres, in the bone's own frame (lateral, posterior, superior).
#pragma once

#include "anatomy/sheet.h"
#include "base/math.h"

#include <memory>

namespace myo::form::sculpt {

class Solid {
public:
  Solid() = default;
  virtual ~Solid() = default;
  Solid(const Solid &) = delete;
  Solid &operator=(const Solid &) = delete;

  // Signed distance, negative inside. Exact only near the surface; never much larger than the true distance, so that a
  // coarse look at it does not miss a thin place.
  [[nodiscard]] virtual float distance(vec3 p) const = 0;
  [[nodiscard]] virtual Bounds bounds() const = 0;
};
using SolidPtr = std::unique_ptr<Solid>;

[[nodiscard]] SolidPtr make_tube(const anatomy::TubeForm &form);
[[nodiscard]] SolidPtr make_ellipsoid(const anatomy::EllipsoidForm &form);
[[nodiscard]] SolidPtr make_wall(const anatomy::WallForm &form);
[[nodiscard]] SolidPtr make_plate(const anatomy::PlateForm &form);
[[nodiscard]] SolidPtr make_vault(const anatomy::VaultForm &form);
[[nodiscard]] SolidPtr make_half(const anatomy::HalfForm &form);
[[nodiscard]] SolidPtr make_solid(const anatomy::Form &form);

} // namespace myo::form::sculpt
