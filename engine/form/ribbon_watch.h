// Asks a barrier about points that move little from round to round: what was far off need not be asked for again until
// the point has come as near as that. Answers are the barrier's own. Private to this room.
#pragma once

#include "form/ribbon.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace myo::form {

class Watch {
public:
  Watch(const Barrier &barrier, std::size_t points) : barrier_(barrier), last_(points) {}
  [[nodiscard]] Clearance operator()(std::size_t which, vec3 p, float within) {
    Last &last = last_[which];
    if (last.clear - glm::distance(p, last.at) > within) return {};
    const Clearance c = barrier_(p, within + ahead);
    last = {p, std::min(c.distance, within + ahead)};
    return c.distance > within ? Clearance{} : c;
  }

private:
  static constexpr float ahead = 0.002F; // metres that are looked farther than asked
  struct Last {
    vec3 at{0};
    float clear = -1e9F; // nothing was nearer to `at`
  };
  const Barrier &barrier_;
  std::vector<Last> last_;
};

} // namespace myo::form
