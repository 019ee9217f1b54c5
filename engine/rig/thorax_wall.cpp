#include "rig/thorax_wall.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace myo::rig {
namespace {

constexpr float step_m = 0.01F, fades_m = 0.02F; // rows; over how much the wall ends above and below
constexpr float kept_m = 0.02F;                  // farther out than this nothing needs to stay
constexpr float farthest_m = 0.12F;              // that anything is moved
constexpr float pi = 3.14159265F;

bool of_thorax(std::string_view joint) {
  if (joint.find("costovertebral") != std::string_view::npos || joint == "sternum") return true;
  return joint.size() > 1 && joint[0] == 't' && joint[1] >= '0' && joint[1] <= '9';
}

bool is_hard(format::Kind kind) { return kind == format::Kind::bone || kind == format::Kind::cartilage; }

} // namespace

ThoraxWall::ThoraxWall(const format::Body &body) {
  std::vector<bool> carries(body.joints.size(), false);
  for (std::size_t j = 0; j < carries.size(); ++j) {
    carries[j] = of_thorax(body.joints[j].id);
    if (body.joints[j].id == "t7_t8") joint_ = static_cast<std::uint32_t>(j);
  }
  std::vector<vec3> places;
  Bounds box;
  for (const format::Structure &s : body.structures) {
    if (!is_hard(s.kind) || s.mesh.joints.size() != s.mesh.positions.size() || s.mesh.joints.empty()) continue;
    const std::size_t joint = s.mesh.joints.front()[0];
    if (joint >= carries.size() || !carries[joint]) continue;
    for (const vec3 p : s.mesh.positions) places.push_back(p), box.add(p);
  }
  if (places.empty() || joint_ == format::none) return;
  line_ = {0, 0.5F * (box.low.z + box.high.z)};
  low_ = box.low.y;
  rows_ = static_cast<int>((box.high.y - low_) / step_m) + 1;
  std::vector<float> reach(static_cast<std::size_t>(rows_) * turns, 0);
  for (const vec3 p : places) {
    const int row = std::min(rows_ - 1, static_cast<int>((p.y - low_) / step_m));
    const auto turn = static_cast<std::size_t>((std::atan2(p.x - line_.x, p.z - line_.y) / (2 * pi) + 0.5F) * float(turns)) % turns;
    float &r = reach[static_cast<std::size_t>(row) * turns + turn];
    r = std::max(r, std::hypot(p.x - line_.x, p.z - line_.y));
  }
  // The widest of the neighbourhood, so that ribs and the gaps between them are one wall; then even.
  radii_ = reach;
  const auto at = [&](int row, int turn) { return static_cast<std::size_t>(std::clamp(row, 0, rows_ - 1)) * turns + static_cast<std::size_t>((turn + int(turns)) % int(turns)); };
  for (int row = 0; row < rows_; ++row)
    for (int t = 0; t < int(turns); ++t)
      for (int dr = -2; dr <= 2; ++dr)
        for (int dt = -1; dt <= 1; ++dt) radii_[at(row, t)] = std::max(radii_[at(row, t)], reach[at(row + dr, t + dt)]);
  for (int round = 0; round < 3; ++round) {
    const std::vector<float> before = radii_;
    for (int row = 0; row < rows_; ++row)
      for (int t = 0; t < int(turns); ++t)
        radii_[at(row, t)] = 0.5F * before[at(row, t)] + 0.125F * (before[at(row - 1, t)] + before[at(row + 1, t)] + before[at(row, t - 1)] + before[at(row, t + 1)]);
  }
}

float ThoraxWall::radius(int row, int turn) const {
  return radii_[static_cast<std::size_t>(std::clamp(row, 0, rows_ - 1)) * turns + static_cast<std::size_t>((turn + int(turns)) % int(turns))];
}

ThoraxWall::Clearance ThoraxWall::clearance(vec3 p) const {
  if (empty()) return {};
  const float x = p.x - line_.x, z = p.z - line_.y, up = (p.y - low_) / step_m - 0.5F;
  const float around = (std::atan2(x, z) / (2 * pi) + 0.5F) * float(turns) - 0.5F;
  const float row = std::floor(up), turn = std::floor(around), u = up - row, t = around - turn;
  const int r = static_cast<int>(row), k = static_cast<int>(turn);
  const float wall = glm::mix(glm::mix(radius(r, k), radius(r, k + 1), t), glm::mix(radius(r + 1, k), radius(r + 1, k + 1), t), u);
  const float above = p.y - low_, below = low_ + float(rows_) * step_m - p.y;
  return {std::hypot(x, z) - wall, glm::smoothstep(0.0F, fades_m, std::min(above, below))};
}

vec3 ThoraxWall::outward(vec3 p) const {
  const vec3 way(p.x - line_.x, 0, p.z - line_.y);
  const float size = glm::length(way);
  return size > 1e-4F ? way / size : vec3(0);
}

std::vector<vec4> ThoraxWall::packed() const {
  if (empty()) return {};
  std::vector<vec4> out{vec4(line_, low_, step_m), vec4(float(rows_), float(turns), float(joint_), 0)};
  for (std::size_t i = 0; i < radii_.size(); i += 4) out.emplace_back(radii_[i], radii_[i + 1], radii_[i + 2], radii_[i + 3]); // turns is a multiple of 4
  return out;
}

vec3 outside_thorax(vec3 place, vec3 rest, const ThoraxWall &wall, const Pose &pose) {
  if (wall.empty() || wall.joint() >= pose.matrices.size()) return place;
  const mat4 &carried = pose.matrices[wall.joint()];
  const vec3 back(glm::inverse(carried) * vec4(place, 1));
  const ThoraxWall::Clearance now = wall.clearance(back), before = wall.clearance(rest);
  const float missing = glm::clamp(std::min(before.metres, kept_m) - now.metres, 0.0F, farthest_m) * now.say;
  return place + missing * (mat3(carried) * wall.outward(back));
}

} // namespace myo::rig
