#include "rig/model.h"

#include <algorithm>

namespace myo::rig {

std::vector<double> spread(double value, const std::vector<double> &weights,
                           const std::vector<std::pair<double, double>> &limits) {
  std::vector<double> shares(weights.size(), 0.0);
  std::vector<bool> full(weights.size(), false);
  double left = value;
  // Each round fills at least one level or ends, so there are no more rounds than levels.
  for (std::size_t round = 0; round <= weights.size(); ++round) {
    double open = 0;
    for (std::size_t i = 0; i < weights.size(); ++i)
      if (!full[i]) open += weights[i];
    if (open <= 0 || std::abs(left) < 1e-12) break;
    const double portion = left / open;
    bool filled = false;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      if (full[i]) continue;
      const double wanted = shares[i] + portion * weights[i];
      const double got = std::clamp(wanted, limits[i].first, limits[i].second);
      left -= got - shares[i];
      shares[i] = got;
      if (got != wanted) full[i] = filled = true;
    }
    if (!filled) break;
  }
  return shares;
}

Rigid local_motion(const Frame &frame, const Local &local) {
  const Components &p = local.parts;
  const auto at = [&](Axis axis) { return p[static_cast<std::size_t>(axis)]; };
  // Swing first seen from the parent, the twist about the long axis innermost, so that turning the nodded head turns it
  // about the neck.
  const dquat swing = exponential(frame.axes[0] * at(Axis::x) + frame.axes[2] * at(Axis::z));
  const dquat twist = exponential(frame.axes[1] * at(Axis::y));
  const dvec3 glide(at(Axis::glide_x), at(Axis::glide_y), at(Axis::glide_z));
  return turn_about(frame.centre, glm::normalize(local.turn * swing * twist), glide);
}

std::vector<Rigid> chain_motions(const Rig::Model &model, const std::vector<Local> &locals, const std::vector<bool> &only) {
  std::vector<Rigid> motions(model.frames.size());
  for (const std::uint32_t j : model.order) {
    if (!only.empty() && !only[j]) continue;
    const Frame &frame = model.frames[j];
    Rigid base;
    if (!frame.carried_by.empty()) {
      Blend blend;
      for (const auto &[carrier, weight] : frame.carried_by) blend.add(motions[carrier], weight);
      base = blend.get();
    } else if (frame.parent != format::none) {
      base = motions[frame.parent];
    }
    const auto follower = std::find_if(model.followers.begin(), model.followers.end(),
                                       [j](const Follower &f) { return f.joint == j; });
    Rigid own = local_motion(frame, locals[j]);
    if (follower != model.followers.end()) {
      const Frame &driver = model.frames[follower->driver];
      own = turn_about(driver.centre, exponential(driver.axes[0] * (follower->gain * locals[follower->driver].parts[0])));
    }
    motions[j] = aligned(base * own, base.turn);
  }
  return motions;
}

} // namespace myo::rig
