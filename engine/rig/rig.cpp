#include "rig/rig.h"

#include "base/hash.h"
#include "rig/model.h"

#include <algorithm>

namespace myo::rig {

const std::vector<Coordinate> &Rig::coordinates() const { return model_->sliders; }

const Coordinate *Rig::coordinate(const CoordinateId &id) const {
  const auto found = std::find_if(model_->sliders.begin(), model_->sliders.end(), [&](const Coordinate &c) { return c.id == id; });
  return found == model_->sliders.end() ? nullptr : &*found;
}

std::uint32_t Rig::joint(std::string_view id) const {
  for (std::uint32_t j = 0; j < model_->frames.size(); ++j)
    if (model_->frames[j].id == id) return j;
  return format::none;
}

const Strains &Rig::strains() const { return model_->strains; }

double Rig::limit(const CoordinateId &id, double value) const {
  const Coordinate *known = coordinate(id);
  return known == nullptr ? 0.0 : std::clamp(value, known->low, known->high);
}

namespace {

std::string number(const Coordinate &c, double si) {
  return fmt::format("{:.1f} {}", c.unit == "mm" ? si * 1000.0 : glm::degrees(si), c.unit);
}

void add_spread(const Rig::Model &model, const Coordinated &c, double value, std::vector<Local> &locals) {
  std::vector<std::uint32_t> chains;
  for (const Drive &drive : c.drives)
    if (std::find(chains.begin(), chains.end(), drive.chain) == chains.end()) chains.push_back(drive.chain);
  for (const std::uint32_t chain : chains) {
    std::vector<const Drive *> drives;
    std::vector<double> weights;
    std::vector<std::pair<double, double>> limits;
    for (const Drive &drive : c.drives) {
      if (drive.chain != chain) continue;
      const Frame &frame = model.frames[drive.joint];
      const auto axis = static_cast<std::size_t>(drive.axis);
      const double a = frame.low[axis] / drive.gain, b = frame.high[axis] / drive.gain;
      drives.push_back(&drive);
      weights.push_back(value > 0 ? drive.plus_weight : drive.minus_weight);
      limits.emplace_back(std::min(a, b), std::max(a, b));
    }
    const std::vector<double> shares = spread(value, weights, limits);
    for (std::size_t i = 0; i < drives.size(); ++i)
      locals[drives[i]->joint].parts[static_cast<std::size_t>(drives[i]->axis)] += drives[i]->gain * shares[i];
  }
}

void limit_parts(const Rig::Model &model, std::vector<Local> &locals, std::vector<std::string> *notes) {
  for (std::size_t j = 0; j < locals.size(); ++j)
    for (std::size_t axis = 0; axis < axis_count; ++axis) {
      const Frame &frame = model.frames[j];
      double &part = locals[j].parts[axis];
      const double kept = std::clamp(part, frame.low[axis], frame.high[axis]);
      if (std::abs(kept - part) > 1e-6 && notes != nullptr)
        notes->push_back(frame.id + " is at the end of its range");
      part = kept;
    }
}

} // namespace

std::vector<Local> locals_of(const Rig::Model &model, const JointValues &values, std::vector<std::string> *notes) {
  std::vector<Local> locals(model.frames.size());
  JointValues allowed;
  for (const Coordinated &c : model.coordinates) {
    const double asked = values.get(c.coordinate.id);
    const double value = std::clamp(asked, c.coordinate.low, c.coordinate.high);
    if (std::abs(value - asked) > 1e-6 && notes != nullptr)
      notes->push_back(fmt::format("{} limited to {} (asked {})", c.coordinate.id.text(), number(c.coordinate, value),
                                   number(c.coordinate, asked)));
    allowed.set(c.coordinate.id, value);
    if (value == 0) continue;
    if (c.special == Special::glide) {
      for (const auto &[joint, flexion] : solve_glide(model, c, value).flexion) locals[joint].parts[0] += flexion;
    } else if (c.special == Special::none) {
      add_spread(model, c, value, locals);
    }
  }
  limit_parts(model, locals, notes);
  for (const Shoulder &shoulder : model.shoulders) pose_shoulder(model, shoulder, allowed, locals);
  return locals;
}

Pose evaluate(const Rig &rig, const JointValues &values) {
  const Rig::Model &model = rig.model();
  Pose pose;
  for (const auto &[id, value] : values.all())
    if (rig.coordinate(id) == nullptr) pose.notes.push_back(id.text() + " moves nothing in this body");
  const std::vector<Rigid> motions = chain_motions(model, locals_of(model, values, &pose.notes));
  for (std::size_t j = 0; j < motions.size(); ++j) {
    pose.motions.push_back(to_dual(motions[j]));
    pose.matrices.push_back(to_matrix(pose.motions.back()));
    pose.joint_centres.emplace_back(motions[j].move(model.frames[j].centre));
  }
  const auto place = [&](const Rig::Model::Point &p) {
    return vec3(p.joint == format::none ? p.rest : motions[p.joint].move(p.rest));
  };
  for (const auto &p : model.landmarks) pose.landmarks.push_back(place(p));
  for (const auto &p : model.trigger_points) pose.trigger_points.push_back(place(p));
  for (std::size_t i = 0; i < model.patches.size(); ++i) {
    const auto &p = model.patches[i];
    pose.patch_centroids.push_back(place(p));
    pose.patch_normals.emplace_back(p.joint == format::none ? model.patch_normals[i]
                                                             : motions[p.joint].turn * model.patch_normals[i]);
  }
  for (const FoldingJoint &limb : model.folds) {
    Fold fold = fold_between(pose.joint_centres[limb.before], pose.joint_centres[limb.joint], pose.joint_centres[limb.end], limb.bone_m);
    fold.shift = limb.shift;
    if (fold.strength > 0) pose.folds.push_back(fold);
  }
  if (!pose.folds.empty()) pose.fold_sides = model.fold_sides;
  pose.hash = hash_span(std::span<const DualQuaternion>(pose.motions));
  return pose;
}

JointValues effective(const Rig &rig, const JointValues &values) {
  const Rig::Model &model = rig.model();
  const std::vector<Local> locals = locals_of(model, values, nullptr);
  JointValues result;
  for (const Coordinated &c : model.coordinates) {
    const CoordinateId &id = c.coordinate.id;
    double value = rig.limit(id, values.get(id));
    if (c.special == Special::glide) {
      std::vector<double> flexion;
      flexion.reserve(locals.size());
      for (const Local &local : locals) flexion.push_back(local.parts[0]);
      value = glide_of(model, c, flexion);
    } else if (c.special == Special::none && !c.drives.empty()) {
      // Chains in parallel tell the same story; the first one is enough.
      value = 0;
      for (const Drive &drive : c.drives)
        if (drive.chain == c.drives.front().chain && drive.axis == c.drives.front().axis)
          value += locals[drive.joint].parts[static_cast<std::size_t>(drive.axis)] / drive.gain;
    }
    result.set(id, value);
  }
  return result;
}

} // namespace myo::rig
