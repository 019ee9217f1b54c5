// Head protraction and retraction with level gaze: the lower levels flex by a total angle, the upper ones extend by as
// much; the total is found so that the head is carried as far as asked. With no net turn every point of the head moves
// alike, so it does not matter which one is measured.
#include "rig/model.h"

#include <algorithm>

namespace myo::rig {

namespace {

struct Neck {
  const Rig::Model &model;
  std::vector<std::uint32_t> lower, upper;
  std::vector<double> lower_weights, upper_weights;
  std::vector<std::pair<double, double>> lower_limits, upper_limits;

  Neck(const Rig::Model &m, const Coordinated &glide) : model(m) {
    for (const Drive &drive : glide.drives) {
      const Frame &frame = model.frames[drive.joint];
      auto &joints = drive.gain > 0 ? lower : upper;
      auto &weights = drive.gain > 0 ? lower_weights : upper_weights;
      auto &limits = drive.gain > 0 ? lower_limits : upper_limits;
      joints.push_back(drive.joint);
      weights.push_back(std::abs(drive.gain));
      limits.emplace_back(frame.low[0], frame.high[0]);
    }
  }

  [[nodiscard]] double capacity(double sign) const { // largest total angle, > 0
    double low = 0, up = 0;
    for (const auto &l : lower_limits) low += sign > 0 ? l.second : -l.first;
    for (const auto &l : upper_limits) up += sign > 0 ? -l.first : l.second;
    return std::max(0.0, std::min({low, up, glm::radians(60.0)}));
  }

  using Flexion = std::vector<std::pair<std::uint32_t, double>>;
  [[nodiscard]] Flexion shares(double total, double correction) const {
    Flexion flexion;
    const auto add = [&](const auto &joints, const std::vector<double> &angles) {
      for (std::size_t i = 0; i < joints.size(); ++i) flexion.emplace_back(joints[i], angles[i]);
    };
    add(lower, spread(total, lower_weights, lower_limits));
    add(upper, spread(-total - correction, upper_weights, upper_limits));
    return flexion;
  }

  [[nodiscard]] Rigid head(const Flexion &flexion) const {
    Rigid motion;
    for (const std::uint32_t j : model.neck) {
      const auto found = std::find_if(flexion.begin(), flexion.end(), [j](const auto &f) { return f.first == j; });
      if (found == flexion.end()) continue;
      Local local;
      local.parts[0] = found->second;
      motion = motion * local_motion(model.frames[j], local);
    }
    return motion;
  }

  // The flexion axes of the levels are not quite parallel; a small correction keeps the gaze level.
  [[nodiscard]] Flexion level(double total) const {
    double correction = 0;
    Flexion flexion = shares(total, 0);
    for (int i = 0; i < 3; ++i) {
      const dvec3 front = head(flexion).turn * dvec3(0, 0, 1);
      correction += std::atan2(-front.y, front.z);
      flexion = shares(total, correction);
    }
    return flexion;
  }

  [[nodiscard]] double forward(const Flexion &flexion) const {
    const dvec3 rest = model.frames[model.neck.back()].centre;
    return head(flexion).move(rest).z - rest.z;
  }
};

} // namespace

Glide solve_glide(const Rig::Model &model, const Coordinated &coordinate, double metres) {
  Glide glide;
  if (model.neck.empty() || metres == 0) return glide;
  const Neck neck(model, coordinate);
  const double sign = metres > 0 ? 1 : -1;
  double low = 0, high = neck.capacity(sign);
  for (int i = 0; i < 40; ++i) {
    const double middle = 0.5 * (low + high);
    if (sign * neck.forward(neck.level(sign * middle)) < std::abs(metres)) low = middle;
    else high = middle;
  }
  glide.flexion = neck.level(sign * 0.5 * (low + high));
  glide.reached = neck.forward(glide.flexion);
  return glide;
}

std::pair<double, double> glide_range(const Rig::Model &model, const Coordinated &coordinate) {
  if (model.neck.empty()) return {0, 0};
  const Neck neck(model, coordinate);
  return {std::min(0.0, neck.forward(neck.level(-neck.capacity(-1)))),
          std::max(0.0, neck.forward(neck.level(neck.capacity(1))))};
}

double glide_of(const Rig::Model &model, const Coordinated &coordinate, const std::vector<double> &flexion_of_joint) {
  if (model.neck.empty()) return 0;
  const Neck neck(model, coordinate);
  double lower = 0, upper = 0;
  for (const std::uint32_t j : neck.lower) lower += flexion_of_joint[j];
  for (const std::uint32_t j : neck.upper) upper -= flexion_of_joint[j];
  if (lower * upper <= 0) return 0;
  const double sign = lower > 0 ? 1 : -1;
  const double total = std::min({std::abs(lower), std::abs(upper), neck.capacity(sign)});
  return neck.forward(neck.level(sign * total));
}

} // namespace myo::rig
