#include "assemble/attachment_region.h"

#include "assemble/landmarks.h"

#include <algorithm>

namespace myo::assemble {
namespace {

float distance_to_segment(vec3 p, vec3 a, vec3 b) {
  const vec3 ab = b - a;
  const float l = glm::dot(ab, ab);
  const float t = l > 0 ? glm::clamp(glm::dot(p - a, ab) / l, 0.0F, 1.0F) : 0.0F;
  return glm::distance(p, a + t * ab);
}

} // namespace

RegionTest::RegionTest(const anatomy::AttachmentRegion &region, const format::Body &body,
                       const anatomy::Library &library, anatomy::Side side, float mid, const Bounds &bone_box,
                       std::string &why)
    : frame_(BodyFrame::of(side, mid)), facing_(region.facing) {
  float scale = 1;
  bool scaled = false;
  const auto gather = [&](const std::vector<std::string> &ids, std::vector<vec3> &out) {
    for (const std::string &id : ids) {
      const format::Landmark *found = find_landmark(body, id, side);
      if (!found) {
        why = "landmark " + id + " is missing";
        continue;
      }
      out.push_back(found->point);
      named_.push_back(found->point);
      if (const anatomy::Landmark *known = library.landmark(id); known && !scaled)
        scale = scale_of(body, library, known->scale), scaled = true;
    }
  };
  gather(region.near, near_);
  gather(region.strip, strip_);
  radius_ = static_cast<float>(region.radius_mm) * scale * millimetre;
  Bounds box; // in lps, from the corners of the bone's own
  for (int corner = 0; corner < 8; ++corner)
    box.add(frame_.lps({(corner & 1) ? bone_box.high.x : bone_box.low.x, (corner & 2) ? bone_box.high.y : bone_box.low.y,
                        (corner & 4) ? bone_box.high.z : bone_box.low.z}));
  for (const anatomy::LandmarkFilter &f : region.where)
    if (const auto slab = slab_of(f, body, side, frame_, box, scale, why)) slabs_.push_back(*slab);
}

bool RegionTest::operator()(vec3 point, vec3 normal) const {
  if (facing_ && glm::dot(frame_.direction_lps(normal), *facing_) < 1e-3F) return false; // square to it is not facing it
  if (!slabs_.empty()) {
    const vec3 lps = frame_.lps(point);
    if (!std::all_of(slabs_.begin(), slabs_.end(), [&](const Slab &s) { return s.holds(lps); })) return false;
  }
  if (radius_ <= 0 || (near_.empty() && strip_.empty())) return true;
  for (const vec3 p : near_)
    if (glm::distance(point, p) <= radius_) return true;
  for (std::size_t i = 0; i < strip_.size(); ++i)
    if (distance_to_segment(point, strip_[i], strip_[std::min(i + 1, strip_.size() - 1)]) <= radius_) return true;
  return false;
}

} // namespace myo::assemble
