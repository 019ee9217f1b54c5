// Muscles keep their volume: blended motions alone squeeze them where they shorten and inflate them where they lengthen, so
// their flesh moves out or in along its normals by as much as makes up for it.
#pragma once

#include "atlas/atlas.h"
#include "rig/pose.h"
#include "rig/thorax_wall.h"

#include <cstdint>
#include <span>
#include <vector>

namespace myo::rig {

// How much of the whole a vertex moves: most at the belly, nothing at the ends and in the tendon. `along` is the fibre
// coordinate, `tendon` the tendon's share, both 0 to 1. The skin pass does the same.
[[nodiscard]] constexpr float swell_share(float along, float tendon) { return 4.0F * along * (1.0F - along) * (1.0F - tendon); }

// Of a closed surface, cubic metres; about a point of its own, so that small cracks weigh little. Below 0 inside out.
[[nodiscard]] double enclosed_volume_m3(std::span<const vec3> positions, std::span<const std::uint32_t> triangles);

class Swelling {
public:
  // Measures the muscles of the atlas at rest; the atlas outlives this. In full detail: the coarser levels of thin sheets hold
  // other volumes.
  explicit Swelling(const atlas::Atlas &atlas);

  // Metres along the normals at a share of 1, one value a structure; 0 for what is no muscle or has kept its volume. At most
  // half of a muscle's thickness inwards.
  [[nodiscard]] std::vector<float> of(const Pose &pose) const;

private:
  struct Flesh {
    std::uint32_t structure = 0;
    std::vector<std::uint16_t> joints;         // that any of its vertices follows, each once
    std::vector<float> straight;               // straightness.h
    std::vector<vec4> anchors;
    double volume_m3 = 0;
  };
  [[nodiscard]] float swell_m(const Flesh &flesh, const Pose &pose) const;
  const atlas::Atlas *atlas_;
  ThoraxWall wall_;
  std::vector<Flesh> flesh_;
};

} // namespace myo::rig
