#include "assemble/body_frame.h"

#include "assemble/landmarks.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {

bool Slab::holds(vec3 lps) const {
  const float v = absolute ? std::abs(lps[axis]) : lps[axis];
  return v >= low && v <= high;
}

std::optional<Slab> slab_of(const anatomy::LandmarkFilter &filter, const format::Body &body, anatomy::Side side,
                            const BodyFrame &frame, const Bounds &box, float scale, std::string &why) {
  Slab slab;
  slab.axis = filter.axis == "p" ? 1 : filter.axis == "s" ? 2 : 0;
  slab.low = static_cast<float>(filter.low);
  slab.high = static_cast<float>(filter.high);
  const auto operand = [&](const std::string &id) -> std::optional<vec3> {
    const format::Landmark *found = find_landmark(body, id, side);
    if (!found) return why = "landmark " + id + " is missing", std::nullopt;
    return frame.lps(found->point);
  };
  if (filter.kind == "bbox") {
    const float from = box.low[slab.axis];
    const float size = box.high[slab.axis] - from;
    slab.low = from + slab.low * size - 1e-3F;
    slab.high = from + slab.high * size + 1e-3F;
  } else if (filter.kind == "midline") {
    slab.axis = 0, slab.absolute = true;
    slab.high = std::max(slab.low, slab.high) * scale, slab.low = 0;
  } else if (filter.kind == "lat") {
    slab.axis = 0, slab.absolute = side == anatomy::Side::midline;
    slab.low *= scale, slab.high *= scale;
  } else if (filter.kind == "rel") {
    const auto a = operand(filter.a);
    if (!a) return std::nullopt;
    slab.low = (*a)[slab.axis] + slab.low * scale;
    slab.high = (*a)[slab.axis] + slab.high * scale;
  } else if (filter.kind == "frac") {
    const auto a = operand(filter.a);
    const auto b = operand(filter.b);
    if (!a || !b) return std::nullopt;
    const float from = (*a)[slab.axis];
    const float size = (*b)[slab.axis] - from;
    slab.low = from + slab.low * size, slab.high = from + slab.high * size;
    if (slab.low > slab.high) std::swap(slab.low, slab.high);
  } else {
    return why = "unknown filter " + filter.kind, std::nullopt;
  }
  return slab;
}

} // namespace myo::assemble
