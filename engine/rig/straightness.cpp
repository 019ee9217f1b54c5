#include "rig/straightness.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace myo::rig {
namespace {

constexpr float round_m = 0.04F, straight_m = 0.11F; // nearer: all the way round; farther: all the way straight
constexpr float least_weight = 0.02F;

// Joints that swing bones about; those of the spine turn little, and the radius turns about the forearm's own length.
bool swings(const format::Joint &joint) {
  constexpr std::array<std::string_view, 7> kinds{"sternoclavicular", "acromioclavicular", "glenohumeral", "elbow", "hip", "knee", "ankle"};
  const std::string_view id(joint.id);
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return id.ends_with(kind); });
}

} // namespace

std::vector<float> straightness(const format::Body &body, std::uint32_t structure) {
  const format::Structure &part = body.structures[structure];
  const format::Mesh &mesh = part.mesh;
  const bool flesh = part.kind == format::Kind::muscle || part.kind == format::Kind::tendon || part.kind == format::Kind::fascia;
  if (!flesh || mesh.weights.size() != mesh.positions.size() || mesh.joints.size() != mesh.positions.size()) return {};
  std::vector<float> out(mesh.positions.size(), 0);
  for (std::size_t v = 0; v < out.size(); ++v) {
    float farthest = 0;
    for (int k = 0; k < 4; ++k) {
      const std::uint32_t joint = mesh.joints[v][k];
      if (mesh.weights[v][k] < least_weight || joint >= body.joints.size() || !swings(body.joints[joint])) continue;
      farthest = std::max(farthest, glm::distance(mesh.positions[v], body.joints[joint].centre));
    }
    out[v] = glm::smoothstep(round_m, straight_m, farthest);
  }
  return out;
}

} // namespace myo::rig
