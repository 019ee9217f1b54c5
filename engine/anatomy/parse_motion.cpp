#include "anatomy/library.h"
#include "anatomy/search.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace myo::anatomy {
namespace {

std::optional<double> number_from(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
    return std::nullopt;
  }
  return value;
}

std::string quoted(const std::vector<std::string> &names) {
  std::string out;
  for (const std::string &name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

std::vector<std::string> joints_of(const Library &library) {
  std::vector<std::string> out;
  for (const Motion &motion : library.motions) {
    if (out.empty() || out.back() != motion.joint) out.push_back(motion.joint);
  }
  return out;
}

std::vector<std::string> motions_of(const Library &library, std::string_view joint) {
  std::vector<std::string> out;
  for (const Motion &motion : library.motions) {
    if (motion.joint == joint) out.insert(out.end(), {motion.plus, motion.minus});
  }
  return out;
}

// Takes "left." or "right." off the front.
Side take_side(std::string_view &text) {
  for (const Side side : {Side::left, Side::right}) {
    const std::string_view name = to_string(side);
    if (text.starts_with(name) && text.substr(name.size()).starts_with('.')) {
      text.remove_prefix(name.size() + 1);
      return side;
    }
  }
  return Side::midline;
}

} // namespace

Result<MotionValue> parse_motion(const Library &library, std::string_view text) {
  const std::string whole(text);
  const std::size_t equals = text.find('=');
  const std::string_view form = "write [left.|right.]JOINT.MOTION=VALUE, as in cervical.flexion=30";
  if (equals == std::string_view::npos) return bad_arguments(fmt::format("\"{}\" has no value", whole), std::string(form));
  const std::optional<double> value = number_from(text.substr(equals + 1));
  if (!value) return bad_arguments(fmt::format("\"{}\" has no number after =", whole), std::string(form));
  std::string_view name = text.substr(0, equals);
  const Side side = take_side(name);
  const std::size_t dot = name.find('.');
  if (dot == std::string_view::npos) return bad_arguments(fmt::format("\"{}\" names no motion", whole), std::string(form));
  const std::string joint(name.substr(0, dot)), motion(name.substr(dot + 1));

  const std::vector<std::string> joints = joints_of(library);
  if (std::find(joints.begin(), joints.end(), joint) == joints.end()) {
    const std::vector<std::string> near = nearest_names(joints, joint, 3);
    return bad_arguments(fmt::format("there is no joint \"{}\"", joint),
                         near.empty() ? "see: list joints" : fmt::format("did you mean {}?", quoted(near)));
  }
  const Motion *found = library.motion(joint, motion);
  if (found == nullptr) {
    const std::vector<std::string> all = motions_of(library, joint), near = nearest_names(all, motion, 3);
    return bad_arguments(fmt::format("{} has no motion \"{}\"", joint, motion),
                         near.empty() ? fmt::format("it has {}", quoted(all)) : fmt::format("did you mean {}?", quoted(near)));
  }
  if (found->sided && side == Side::midline) {
    return bad_arguments(fmt::format("{} needs a side", joint),
                         fmt::format("write left.{0} or right.{0}", std::string(name)));
  }
  if (!found->sided && side != Side::midline) {
    return bad_arguments(fmt::format("{} has no side", joint), fmt::format("write {}", std::string(name)));
  }
  return MotionValue{joint, side, found->plus, motion == found->plus ? *value : 0.0 - *value};
}

} // namespace myo::anatomy
