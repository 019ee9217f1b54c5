#include "assemble/joints.h"

#include "assemble/bone_samples.h"
#include "assemble/contact.h"
#include "assemble/joint_axes.h"
#include "assemble/landmarks.h"
#include "base/parallel.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace myo::assemble {
namespace {

using anatomy::JointDefinition;
using anatomy::Side;

struct Wanted {
  const JointDefinition *definition = nullptr;
  Side side = Side::midline;
  std::optional<JointPlace> place;
  std::string why;
};

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out;
  for (std::size_t from = 0; from <= text.size();) {
    const std::size_t to = std::min(text.find(at, from), text.size());
    out.emplace_back(text.substr(from, to - from));
    from = to + 1;
  }
  return out;
}

class Builder {
public:
  Builder(const format::Body &body, const anatomy::Library &library)
      : body_(body), library_(library), bones_(body), mid_(midline_x(body)) {}

  void place(Wanted &wanted) const;

private:
  [[nodiscard]] std::optional<JointPlace> at_landmark(const std::string &id, Side side, std::string &why) const;
  [[nodiscard]] std::optional<JointPlace> sphere(const std::string &id, Side side, std::string &why) const;
  [[nodiscard]] std::optional<JointPlace> disc(const std::string &bone, std::string &why) const;
  [[nodiscard]] std::optional<JointPlace> contact(const std::string &a, const std::string &b, Side side,
                                                  std::string &why) const;
  [[nodiscard]] std::optional<JointPlace> condyles(const std::string &a, const std::string &b, Side side,
                                                   std::string &why) const;

  const format::Body &body_;
  const anatomy::Library &library_;
  BoneSamples bones_;
  float mid_ = 0;
};

std::optional<JointPlace> Builder::at_landmark(const std::string &id, Side side, std::string &why) const {
  const format::Landmark *found = find_landmark(body_, id, side);
  if (!found) return why = "landmark " + id + " is missing", std::nullopt;
  return JointPlace{found->point, {}, {}, "landmark", 0};
}

std::optional<JointPlace> Builder::sphere(const std::string &id, Side side, std::string &why) const {
  const anatomy::Landmark *landmark = library_.landmark(id);
  if (!landmark) return why = "landmark " + id + " is unknown", std::nullopt;
  if (landmark->rule.op != "sphere") return at_landmark(id, side, why);
  const auto fit = landmark_sphere(body_, library_, bones_, *landmark, side);
  if (!fit) return why = "no sphere fits " + id, std::nullopt;
  return JointPlace{fit->centre, {}, {}, "sphere", fit->residual_mm};
}

std::optional<JointPlace> Builder::disc(const std::string &bone, std::string &why) const {
  const Samples samples = bones_.of(bone, Side::midline);
  if (samples.points.size() < 10) return why = "the body has no " + bone, std::nullopt;
  const Plane plane = fit_plane(samples.points);
  JointPlace place{plane.centre, {}, plane.normal, "disc", plane.thickness_mm};
  place.centre.x = mid_;
  return place;
}

// One contact; or, in the midline, the mean of the left and the right one, which must not be mixed: the near surfaces
// of both sides rarely have the same size.
std::optional<JointPlace> Builder::contact(const std::string &a, const std::string &b, Side side, std::string &why) const {
  if (side != Side::midline) {
    // A rib leans on its vertebra twice, with head and tubercle; the wide band takes in both.
    const float band = a.starts_with("rib_") ? 8 * millimetre : 2 * millimetre;
    const auto fit = fit_contact(bones_.of(a, side), bones_.of(b, side), band);
    if (!fit) return why = fmt::format("{} and {} do not meet", a, b), std::nullopt;
    return JointPlace{fit->centre, {}, {}, "contact", fit->gap_mm};
  }
  const auto half = [&](const Samples &all, Side which) {
    Samples out;
    for (std::size_t i = 0; i < all.points.size(); ++i)
      if (anatomy::sign(which) * (all.points[i].x - mid_) > 3 * millimetre) {
        out.points.push_back(all.points[i]);
        out.normals.push_back(all.normals[i]);
      }
    return out;
  };
  const auto left = fit_contact(half(bones_.of(a, side), Side::left), half(bones_.of(b, side), Side::left));
  const auto right = fit_contact(half(bones_.of(a, side), Side::right), half(bones_.of(b, side), Side::right));
  if (!left || !right) return why = fmt::format("{} and {} do not meet on both sides", a, b), std::nullopt;
  JointPlace place{0.5F * (left->centre + right->centre), left->centre - right->centre, {}, "contact",
                   std::max(left->gap_mm, right->gap_mm)};
  place.centre.x = mid_;
  return place;
}

std::optional<JointPlace> Builder::condyles(const std::string &a, const std::string &b, Side side, std::string &why) const {
  const auto first = sphere(a, side, why);
  const auto second = sphere(b, side, why);
  if (!first || !second) return std::nullopt;
  vec3 across = second->centre - first->centre;
  if (across.x < 0) across = -across;
  return JointPlace{0.5F * (first->centre + second->centre), across, {}, "condyles",
                    std::max(first->residual_mm, second->residual_mm)};
}

void Builder::place(Wanted &wanted) const {
  const std::string &rule = wanted.definition->centre;
  const Side side = wanted.side;
  const std::size_t colon = rule.find(':');
  const std::string kind = colon == std::string::npos ? "" : rule.substr(0, colon);
  const auto names = split(colon == std::string::npos ? rule : rule.substr(colon + 1), '|');
  if (kind.empty()) wanted.place = at_landmark(rule, side, wanted.why);
  else if (kind == "sphere") wanted.place = sphere(names[0], side, wanted.why);
  else if (kind == "disc") wanted.place = disc(names[0], wanted.why);
  else if (names.size() != 2) wanted.why = "the rule needs two names";
  else if (kind == "contact") wanted.place = contact(names[0], names[1], side, wanted.why);
  else if (kind == "condyles") wanted.place = condyles(names[0], names[1], side, wanted.why);
  else wanted.why = "unknown rule " + rule;
}

// Depth first from the roots; children in the library's order, left before right.
void append(std::vector<Wanted> &wanted, std::size_t at, std::uint32_t parent, std::vector<format::Joint> &out) {
  const Wanted &w = wanted[at];
  std::uint32_t here = parent;
  if (w.place) {
    here = static_cast<std::uint32_t>(out.size());
    out.push_back({rig_id(w.definition->id, w.side), parent, w.place->centre, mat3(1), w.place->how, w.place->residual_mm});
  }
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Wanted &child = wanted[i];
    if (child.definition->parent != w.definition->id) continue;
    if (w.side != Side::midline && child.side != w.side) continue;
    append(wanted, i, here, out);
  }
}

// The placed joints none of whose ancestors is: one, the sacrum, on a whole body.
void tops(const std::vector<Wanted> &wanted, std::size_t at, std::vector<std::size_t> &out) {
  if (wanted[at].place) return out.push_back(at);
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Wanted &child = wanted[i], &w = wanted[at];
    if (child.definition->parent == w.definition->id && (w.side == Side::midline || child.side == w.side)) tops(wanted, i, out);
  }
}

// A part of a body has no sacrum to stand on: the first joint that is there takes its place, and what else has lost its
// parents hangs on it. What is carried by others (hyoid, sternum) carries nobody if that can be helped.
std::vector<format::Joint> grow_tree(std::vector<Wanted> &wanted, std::vector<std::string> &notes) {
  std::vector<std::size_t> top;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    if (wanted[i].definition->parent.empty()) tops(wanted, i, top);
  std::vector<format::Joint> joints;
  if (top.empty()) return joints;
  const auto root = std::find_if(top.begin(), top.end(), [&](std::size_t t) { return wanted[t].definition->carried_by.empty(); });
  if (root != top.end()) std::rotate(top.begin(), root, root + 1);
  for (const std::size_t t : top) {
    const std::size_t here = joints.size();
    append(wanted, t, here == 0 ? format::none : 0, joints);
    if (here > 0)
      notes.push_back(fmt::format("joint {} has no parent on this body and hangs on {}", joints[here].id, joints.front().id));
    else if (!wanted[t].definition->parent.empty())
      notes.push_back(fmt::format("the body has no sacrum to stand on; the rig's root is {}", joints.front().id));
  }
  return joints;
}

std::uint32_t joint_of_landmark(const format::Body &body, const anatomy::Library &library,
                                const anatomy::Landmark &landmark, Side side, int depth) {
  for (const std::string &bone : landmark.bones)
    if (const auto j = joint_of_bone(body, library, bone, side); j != format::none) return j;
  if (depth > 8) return 0;
  for (const std::string &id : landmark.rule.landmarks)
    if (const anatomy::Landmark *other = library.landmark(id))
      return joint_of_landmark(body, library, *other, other->midline ? Side::midline : side, depth + 1);
  return 0;
}

} // namespace

std::string rig_id(std::string_view joint, Side side) {
  return side == Side::midline ? std::string(joint) : fmt::format("{}.{}", anatomy::to_string(side), joint);
}

std::uint32_t find_joint(const format::Body &body, std::string_view id) {
  for (std::uint32_t i = 0; i < body.joints.size(); ++i)
    if (body.joints[i].id == id) return i;
  return format::none;
}

std::uint32_t joint_or_ancestor(const format::Body &body, const anatomy::Library &library, std::string_view joint,
                                Side side) {
  std::string id(joint);
  for (int depth = 0; depth < 64 && !id.empty(); ++depth) {
    const JointDefinition *definition = library.joint(id);
    if (!definition) return format::none;
    const auto found = find_joint(body, rig_id(id, definition->sided ? side : Side::midline));
    if (found != format::none) return found;
    id = definition->parent;
  }
  return format::none;
}

std::uint32_t joint_of_bone(const format::Body &body, const anatomy::Library &library, std::string_view bone, Side side) {
  const anatomy::Bone *known = library.bone(bone);
  return known ? joint_or_ancestor(body, library, known->frame, side) : format::none;
}

void tie_landmarks(format::Body &body, const anatomy::Library &library) {
  for (format::Landmark &l : body.landmarks)
    if (const anatomy::Landmark *known = library.landmark(l.id))
      l.joint = joint_of_landmark(body, library, *known, l.side, 0);
}

Status build_joints(format::Body &body, const anatomy::Library &library, Progress &progress) {
  progress.report("Finding the centres of the joints", 0);
  std::vector<Wanted> wanted;
  for (const JointDefinition &d : library.joints) {
    if (d.regional) continue;
    if (!d.sided) wanted.push_back({&d, Side::midline, {}, {}});
    else wanted.push_back({&d, Side::left, {}, {}}), wanted.push_back({&d, Side::right, {}, {}});
  }
  const Builder builder(body, library);
  parallel_for(std::size_t{0}, wanted.size(), [&](std::size_t i) {
    if (!progress.cancelled()) builder.place(wanted[i]);
  });
  if (progress.cancelled()) return cancelled();
  for (const Wanted &w : wanted)
    if (!w.place) body.notes.push_back(fmt::format("joint {} not placed: {}", rig_id(w.definition->id, w.side), w.why));

  std::map<std::string, JointPlace, std::less<>> places;
  for (const Wanted &w : wanted)
    if (w.place) places.emplace(rig_id(w.definition->id, w.side), *w.place);
  std::vector<format::Joint> joints = grow_tree(wanted, body.notes);
  if (joints.empty())
    return bad_input("not one joint could be placed", body.name,
                     "give a body with bones that meet: a sacrum, or two vertebrae with the disc between them, will do");
  body.joints = std::move(joints);
  orient_joints(body, places);
  tie_landmarks(body, library);
  progress.report("Finding the centres of the joints", 1);
  return {};
}

} // namespace myo::assemble
