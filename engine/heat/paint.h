// From touches of the brush to what is painted on the skin, and to the regions that it covers. Derived from the document,
// never part of it.
#pragma once

#include "format/body.h"
#include "heat/mark.h"
#include "heat/skin_walk.h"

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace myo::heat {

inline constexpr float unpainted_mm = 60; // stands for everywhere that is not close to paint, as a region's cap does

struct Painted {
  std::uint32_t carrier = format::none;     // the skin: index into Body::structures
  // Of what is felt 1 or more, 2 or more, 3: millimetres to its edge at every vertex of the carrier, rest, negative inside.
  // Right within some millimetres of the edge, which is where it is seen.
  std::array<std::vector<float>, 3> distance_mm;
  std::array<float, 3> area_cm2{};          // of what is felt 1, 2, 3
  // Regions of the skin that are painted in part: their share, and the strongest that makes up a tenth of their paint. The
  // largest share comes first.
  std::vector<Mark> marks;
  std::uint64_t version = 0;                // of the distances

  // More than a sliver at another's edge.
  [[nodiscard]] bool shows(int felt) const { return area_cm2[static_cast<std::size_t>(felt - 1)] > 0.05F; }
  [[nodiscard]] bool empty() const { return !shows(1) && !shows(2) && !shows(3); }
};

// Keeps what does not change between touches, and where each of the last ones reached: a touch more costs itself alone, one
// that is undone next to nothing.
class Paint {
public:
  explicit Paint(const format::Body &body); // outlives it

  // What these touches amount to, the later ones over the earlier. Nothing where there are none, or no skin.
  [[nodiscard]] std::shared_ptr<const Painted> of(const std::vector<Dab> &dabs);

private:
  // A region of the skin on one side: how much of each place belongs to it.
  struct Ground {
    std::string region;
    Where where = Where::any;
    std::vector<std::pair<std::uint32_t, float>> places; // with the part of it, 0..1
    float cm2 = 0;
  };
  // What the present distances cover: cm2 of each place, and the places whose triangles it reaches.
  struct Cover { std::vector<float> cm2; std::vector<bool> close; };
  void learn_the_skin();
  void add_ground(const format::RegionField &field, const format::Mesh &skin);
  void lay(const Dab &dab, const SkinWalk::Ring &ring);
  void take(const std::vector<Dab> &dabs);
  [[nodiscard]] Cover cover(const std::vector<float> &distance_mm) const;
  [[nodiscard]] std::vector<Mark> marks(const std::array<Cover, 3> &covers) const;
  [[nodiscard]] std::shared_ptr<const Painted> painted() const;

  const format::Body *body_;
  std::uint32_t carrier_ = format::none;
  std::optional<SkinWalk> walk_;            // made when first painted on
  std::vector<Ground> grounds_;
  std::vector<std::uint32_t> home_;         // of a place: the smallest region that holds it
  std::vector<Dab> dabs_;                   // that are laid
  std::vector<SkinWalk::Ring> rings_;       // of each
  std::array<std::vector<float>, 3> distance_mm_; // as Painted's, by place
  std::shared_ptr<const Painted> painted_;
};

} // namespace myo::heat
