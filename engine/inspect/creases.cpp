#include "inspect/creases.h"

#include <algorithm>

namespace myo::inspect {

const std::vector<Crease> &creases() {
  static const std::vector<Crease> bands{
      {"neck", {"atlanto_occipital", "c2_c3", "c3_c4", "c4_c5", "c5_c6", "c6_c7", "c7_t1"}, 0.085F},
      {"armpit and the side that the arm hangs on", {"glenohumeral"}, 0.19F},
      {"elbow", {"elbow"}, 0.12F},
      {"wrist", {"wrist"}, 0.05F},
      {"fingers", {"cmc_1", "mcp_1", "mcp_2", "mcp_3", "mcp_4", "mcp_5", "ip_1", "pip_2", "pip_3", "pip_4", "pip_5", "dip_2", "dip_3", "dip_4", "dip_5"}, 0.03F},
      {"waist", {"l1_l2", "l2_l3", "l3_l4", "l4_l5"}, 0.17F},
      {"groin, buttock and where the thighs touch", {"hip"}, 0.22F},
      {"knee", {"knee"}, 0.15F},
      {"ankle", {"ankle"}, 0.07F},
      {"toes", {"mtp_1", "mtp_2", "mtp_3", "mtp_4", "mtp_5", "toe_ip_1", "toe_pip_2", "toe_pip_3", "toe_pip_4", "toe_pip_5"}, 0.03F},
  };
  return bands;
}

std::vector<std::uint8_t> creases_of(const format::Body &body, const format::Mesh &skin) {
  struct Ball { vec3 centre; float radius; std::uint8_t crease; };
  std::vector<Ball> balls;
  for (std::size_t c = 0; c < creases().size(); ++c)
    for (const format::Joint &joint : body.joints) {
      const std::size_t dot = joint.id.find('.');
      const std::string_view kind = std::string_view(joint.id).substr(dot == std::string::npos ? 0 : dot + 1);
      if (std::ranges::find(creases()[c].joints, kind) != creases()[c].joints.end()) balls.push_back({joint.centre, creases()[c].radius_m, static_cast<std::uint8_t>(c)});
    }
  std::vector<std::uint8_t> out(skin.indices.size() / 3, no_crease);
  for (std::size_t t = 0; t < out.size(); ++t) {
    const vec3 middle = (skin.positions[skin.indices[3 * t]] + skin.positions[skin.indices[3 * t + 1]] + skin.positions[skin.indices[3 * t + 2]]) / 3.0F;
    float nearest = 1;
    for (const Ball &ball : balls)
      if (const float share = glm::distance(middle, ball.centre) / ball.radius; share < nearest) nearest = share, out[t] = ball.crease;
  }
  return out;
}

} // namespace myo::inspect
