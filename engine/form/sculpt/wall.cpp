#include "form/sculpt/solid.h"
#include "form/sculpt/spline.h"
#include "form/triangle_tree.h"

#include <algorithm>

namespace myo::form::sculpt {
namespace {

constexpr std::size_t most_along = 160, most_across = 80;

class Wall final : public Solid {
public:
  explicit Wall(const anatomy::WallForm &form) {
    const std::size_t along = grid(form);
    const std::size_t rows = positions_.size() / along;
    for (std::size_t r = 0; r + 1 < rows; ++r)
      for (std::size_t c = 0; c + 1 < along; ++c) {
        const auto a = static_cast<std::uint32_t>(r * along + c), b = a + 1, d = a + static_cast<std::uint32_t>(along), e = d + 1;
        indices_.insert(indices_.end(), {a, b, e, a, e, d});
      }
    float thickest = 0;
    for (const float h : half_) thickest = std::max(thickest, h);
    tree_ = TriangleTree(positions_, indices_);
    bounds_ = tree_.box();
    bounds_.low -= vec3(thickest), bounds_.high += vec3(thickest);
  }

  float distance(vec3 p) const override {
    const TriangleTree::Hit hit = tree_.nearest(p);
    float half = 0;
    for (int k = 0; k < 3; ++k) half += hit.share[k] * half_[indices_[3 * hit.triangle + static_cast<std::uint32_t>(k)]];
    return std::abs(hit.distance) - half;
  }
  Bounds bounds() const override { return bounds_; }

private:
  // Fills positions and half thicknesses row by row across the rails; returns how many there are along a rail.
  std::size_t grid(const anatomy::WallForm &form) {
    // All rails are sampled at the same places, so that a column joins corresponding points.
    std::size_t longest = 0;
    std::vector<Spline> rails;
    std::vector<std::vector<SplinePlace>> places;
    for (const auto &rail : form.rails) {
      rails.emplace_back(rail, false);
      places.push_back(rails.back().places(place_step_mm, most_along));
      if (places.back().size() > places[longest].size()) longest = places.size() - 1;
    }
    const std::vector<SplinePlace> shared = places[longest];
    float widest = 0;
    for (std::size_t r = 0; r + 1 < rails.size(); ++r)
      for (const SplinePlace &place : shared) widest = std::max(widest, glm::distance(rails[r].at(place), rails[r + 1].at(place)));
    const int between = std::clamp(static_cast<int>(widest / place_step_mm) + 1, 1, static_cast<int>(most_across));
    std::vector<Spline> columns;
    std::vector<std::vector<double>> thick;
    for (const SplinePlace &place : shared) {
      std::vector<vec3> points;
      std::vector<double> t;
      for (std::size_t r = 0; r < rails.size(); ++r)
        points.push_back(rails[r].at(place)), t.push_back(rails[r].value(form.thick[r], place));
      columns.emplace_back(std::move(points), false);
      thick.push_back(std::move(t));
    }
    for (std::size_t r = 0; r + 1 < rails.size(); ++r)
      for (int k = r == 0 ? 0 : 1; k <= between; ++k)
        for (std::size_t c = 0; c < columns.size(); ++c) {
          const SplinePlace place{r, static_cast<float>(k) / static_cast<float>(between)};
          positions_.push_back(columns[c].at(place));
          half_.push_back(std::max(0.5F, 0.5F * columns[c].value(thick[c], place)));
        }
    return columns.size();
  }

  std::vector<vec3> positions_;
  std::vector<float> half_;
  std::vector<std::uint32_t> indices_;
  TriangleTree tree_;
  Bounds bounds_;
};

} // namespace

SolidPtr make_wall(const anatomy::WallForm &form) { return std::make_unique<Wall>(form); }

} // namespace myo::form::sculpt
