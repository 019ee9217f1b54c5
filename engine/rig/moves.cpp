#include "rig/moves.h"

#include <algorithm>
#include <cmath>

namespace myo::rig {
namespace {

// Starts and stops without a jerk.
double eased(double share) {
  const double t = std::clamp(share, 0.0, 1.0);
  return t * t * (3 - 2 * t);
}

Result<JointValues> key_values(const anatomy::Library &library, const anatomy::MoveKey &key, bool mirror) {
  JointValues out;
  for (const anatomy::MotionValue &value : key.values) {
    const auto coordinate = to_coordinate(library, mirror ? mirrored(value) : value);
    MYO_TRY(coordinate);
    out.add(coordinate->id, coordinate->value);
  }
  return out;
}

JointValues mixed(const JointValues &a, const JointValues &b, double share) {
  JointValues out;
  for (const auto &[id, value] : a.all()) out.add(id, (1 - share) * value);
  for (const auto &[id, value] : b.all()) out.add(id, share * value);
  return out;
}

} // namespace

double round_s(const anatomy::Move &move) {
  double sum = move.keys.empty() ? 0 : move.keys.front().take_s;
  for (const anatomy::MoveKey &key : move.keys) sum += key.take_s + key.hold_s;
  return sum;
}

double duration_s(const anatomy::Move &move) { return move.repeats * round_s(move); }

std::vector<double> telling_times(const anatomy::Move &move) {
  constexpr int steps = 4;
  std::vector<double> times;
  double begin = 0;
  for (const anatomy::MoveKey &key : move.keys) {
    for (int step = 1; step <= steps; ++step) times.push_back(begin + key.take_s * step / steps);
    begin += key.take_s + key.hold_s;
  }
  return times;
}

anatomy::MotionValue mirrored(const anatomy::MotionValue &value) {
  anatomy::MotionValue out = value;
  if (value.side != Side::midline) out.side = value.side == Side::left ? Side::right : Side::left;
  else if (value.motion.ends_with("_left")) out.value = 0.0 - value.value;
  return out;
}

Result<JointValues> values_at(const anatomy::Library &library, const anatomy::Move &move, Side side, double time_s) {
  if (!(time_s > 0) || time_s >= duration_s(move)) return JointValues{};
  double left = std::fmod(time_s, round_s(move));
  const bool mirror = move.sided && side == Side::right;
  JointValues before;
  for (const anatomy::MoveKey &key : move.keys) {
    const auto to = key_values(library, key, mirror);
    MYO_TRY(to);
    if (left < key.take_s) return mixed(before, *to, eased(left / key.take_s));
    left -= key.take_s;
    if (left < key.hold_s) return *to;
    left -= key.hold_s;
    before = *to;
  }
  return mixed(before, {}, eased(left / move.keys.front().take_s));
}

} // namespace myo::rig
