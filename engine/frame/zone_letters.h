// Letters on the zones themselves, so that a picture in grey, or seen by colour-blind eyes, says what its colours say: of one
// pattern the tier's number, of several the letters of the patterns that reach there. The legend has the same letters.
#pragma once

#include "frame/badges.h"
#include "frame/canvas.h"
#include "frame/theme.h"
#include "frame/view.h"

#include <span>
#include <string>
#include <utility>
#include <vector>

namespace myo::frame {

struct ZoneLetter {
  vec2 at_px{0};                               // its middle
  float size_px = 0;
  std::string letters;
  vec3 zone_srgb{0};                           // of the colour it stands on
  friend bool operator==(const ZoneLetter &, const ZoneLetter &) = default;
};

// What is felt where on the surfaces that carry pain, and how it hangs together: worked out once for what is shown, whatever the
// camera and the pose do.
class FeltZones {
public:
  using Felt = std::uint32_t;                  // a tier 1..3, or of several patterns a bit for each
  struct Carrier {
    std::uint32_t carrier = 0;                 // the structure
    std::vector<std::uint32_t> vertices;       // on which anything is felt
    std::vector<Felt> felt;                    // one for each of them
    std::vector<bool> at_end;                  // whether nothing is felt beside it
    std::vector<std::pair<std::uint32_t, std::uint32_t>> edges; // of the surface, between indices of these vertices
  };
  void update(const heat::Heat &heat, const format::Body &body);
  [[nodiscard]] const std::vector<Carrier> &carriers() const { return carriers_; }

private:
  std::vector<Carrier> carriers_;
  bool known_ = false;
  std::uint64_t hash_ = 0;                     // of the heat that it was worked out for
};

// One for each connected piece of what is felt alike, in its widest part as it is seen from here; none where it would not fit,
// nor on a badge, a trigger point's X or the boxes `taken` by other words, nor on skin that is hidden.
[[nodiscard]] std::vector<ZoneLetter> zone_letters(const View &view, const scene::Context &context, std::span<const scene::Visible> visible,
                                                   std::span<const Badge> badges, std::span<const Box> taken, const Measures &measures,
                                                   FeltZones &felt_zones);
// Light on dark colours, dark on light ones.
[[nodiscard]] vec3 letter_ink(vec3 zone_srgb);
void letter_zones(Canvas &canvas, text::Typesetter &typesetter, std::span<const ZoneLetter> letters);

} // namespace myo::frame
