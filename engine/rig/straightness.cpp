#include "rig/straightness.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace myo::rig {
namespace {

using glm::dvec4;

constexpr float round_m = 0.04F, straight_m = 0.11F; // nearer: all the way round; farther: all the way straight
constexpr float least_weight = 0.02F;

// Joints that swing bones about; those of the spine turn little, and the radius turns about the forearm's own length.
bool swings(const format::Joint &joint) {
  constexpr std::array<std::string_view, 7> kinds{"sternoclavicular", "acromioclavicular", "glenohumeral", "elbow", "hip", "knee", "ankle"};
  const std::string_view id(joint.id);
  return std::ranges::any_of(kinds, [&](std::string_view kind) { return id.ends_with(kind); });
}

bool is_flesh(format::Kind kind) { return kind == format::Kind::muscle || kind == format::Kind::tendon || kind == format::Kind::fascia; }

} // namespace

std::vector<vec4> anchors(const format::Body &body, std::uint32_t structure) {
  const format::Structure &part = body.structures[structure];
  if (!is_flesh(part.kind)) return {};
  std::vector<dvec4> sums(body.joints.size(), dvec4(0));
  const bool has_own = std::ranges::any_of(body.patches, [&](const format::Patch &p) { return p.muscle_structure == structure; });
  for (const format::Patch &patch : body.patches) {
    // A tendon's mesh is held where its muscle is.
    const bool own = has_own ? patch.muscle_structure == structure : !part.muscle.empty() && patch.muscle == part.muscle && patch.side == part.side;
    if (!own || patch.joint >= sums.size()) continue;
    const double weight = std::max(1e-3, static_cast<double>(patch.area_mm2));
    sums[patch.joint] += dvec4(weight * glm::dvec3(patch.centroid), weight);
  }
  // Held from the trunk to the arm bone alone: what comes from the shoulder girdle lies round the joint, and elsewhere muscles hold
  // on along whole shafts, of which a mean place says little. From the trunk to the girdle it is only said what swings.
  bool arm = false, beyond = false, trunk = false, blade = false;
  for (std::size_t j = 0; j < sums.size(); ++j) {
    if (!(sums[j].w > 0)) continue;
    const std::string_view id(body.joints[j].id);
    const bool girdle = id.ends_with("sternoclavicular") || id.ends_with("acromioclavicular");
    const bool at_arm = id.ends_with("glenohumeral"), past = id.ends_with("elbow") || id.ends_with("radioulnar");
    arm |= at_arm, beyond |= past, blade |= girdle, trunk |= !girdle && !at_arm && !past;
  }
  if ((!arm && !blade) || beyond || !trunk) return {};
  std::vector<vec4> out;
  out.reserve(sums.size());
  for (std::size_t j = 0; j < sums.size(); ++j) {
    const std::string_view id(body.joints[j].id);
    const bool girdle = id.ends_with("sternoclavicular") || id.ends_with("acromioclavicular");
    const float kind = id.ends_with("glenohumeral") ? anchor_of_arm : girdle ? anchor_of_girdle : 1.0F;
    out.push_back(arm && sums[j].w > 0 ? vec4(vec3(glm::dvec3(sums[j]) / sums[j].w), kind) : vec4(0, 0, 0, girdle ? girdle_unheld : 0));
  }
  return out;
}

std::vector<float> straightness(const format::Body &body, std::uint32_t structure) {
  const format::Structure &part = body.structures[structure];
  const format::Mesh &mesh = part.mesh;
  if (!is_flesh(part.kind) || mesh.weights.size() != mesh.positions.size() || mesh.joints.size() != mesh.positions.size()) return {};
  std::vector<bool> swinging;
  swinging.reserve(body.joints.size());
  for (const format::Joint &joint : body.joints) swinging.push_back(swings(joint));
  std::vector<float> out(mesh.positions.size(), 0);
  for (std::size_t v = 0; v < out.size(); ++v) {
    float farthest = 0;
    for (int k = 0; k < 4; ++k) {
      const std::uint32_t joint = mesh.joints[v][k];
      if (mesh.weights[v][k] < least_weight || joint >= swinging.size() || !swinging[joint]) continue;
      farthest = std::max(farthest, glm::distance(mesh.positions[v], body.joints[joint].centre));
    }
    out[v] = glm::smoothstep(round_m, straight_m, farthest);
  }
  return out;
}

} // namespace myo::rig
