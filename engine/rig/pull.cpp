// Levenberg and Marquardt's method on the distance of one point, in shares of each motion's range. A motion that is at its
// end and would go on is left out, so that what is left finds the nearest posture; a step that leads away is not taken, so
// that nothing swings to and fro.
#include "rig/pull.h"

#include "rig/model.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::rig {
namespace {

constexpr double near_enough_m = 2e-4;
constexpr double least_gain_m = 5e-6;          // a step that brings less ends the search
constexpr double worth_moving_m = 2e-5;        // less in all is no reason to move: out of reach, postures would creep
constexpr double longest_step = 0.15;          // of a motion's range
constexpr double probe = 1e-4;                 // of a motion's range, for slopes
constexpr int most_steps = 40;
constexpr double along_sight = 0.25;           // what a millimetre along the line of sight counts as
constexpr double least_damping = 1e-5, most_damping = 10;

// How willingly a motion follows: hands and feet keep their grip, the blade goes along with the arm, and the leg turns at
// the hip before it does at the knee.
struct Ease { std::string_view joint, motion; double ease; }; // motion "": all of the joint's
constexpr std::array<Ease, 14> eases{{{"fingers", "", 0},
                                      {"thumb", "", 0},
                                      {"toes", "", 0},
                                      {"hallux", "", 0},
                                      {"ribs", "", 0},
                                      {"wrist", "", 0.1},
                                      {"radioulnar", "", 0.1},
                                      {"scapulothoracic", "", 0.5},
                                      {"glenohumeral", "horizontal_adduction", 0.4},
                                      {"hip", "internal_rotation", 0.5},
                                      {"knee", "internal_rotation", 0.05},
                                      {"knee", "external_rotation", 0.05},
                                      {"ankle", "", 0.1},
                                      {"subtalar", "", 0.1}}};
constexpr double trunk_with_head = 0.02;       // the neck turns before the back does

double ease_of(const CoordinateId &id) {
  for (const Ease &e : eases)
    if (e.joint == id.joint && (e.motion.empty() || e.motion == id.motion)) return e.ease;
  return 1;
}

// Joints that a coordinate turns.
std::vector<std::uint32_t> turned_by(const Rig::Model &model, const Coordinated &c) {
  std::vector<std::uint32_t> joints;
  for (const Drive &drive : c.drives) joints.push_back(drive.joint);
  if (c.special == Special::shoulder)
    for (const Shoulder &s : model.shoulders)
      if (s.side == c.coordinate.id.side) joints.push_back(c.coordinate.id.joint == "glenohumeral" ? s.humerus : s.clavicle != format::none ? s.clavicle : s.scapula);
  return joints;
}

// One flag a frame: this joint and all that carries it.
std::vector<bool> carriers_of(const Rig::Model &model, std::uint32_t joint) {
  std::vector<bool> carries(model.frames.size(), false);
  std::vector<std::uint32_t> waiting{joint};
  while (!waiting.empty()) {
    const std::uint32_t j = waiting.back();
    waiting.pop_back();
    if (j == format::none || carries[j]) continue;
    carries[j] = true;
    waiting.push_back(model.frames[j].parent);
    for (const auto &[carrier, weight] : model.frames[j].carried_by) waiting.push_back(carrier);
    for (const Follower &f : model.followers)
      if (f.joint == j) waiting.push_back(f.driver);
  }
  return carries;
}

// A level's own motion beside the region's that drives it too: the region speaks for both.
bool spoken_for(const Rig::Model &model, const Coordinated &c) {
  if (c.special != Special::none || c.drives.size() != 1) return false;
  return std::any_of(model.coordinates.begin(), model.coordinates.end(), [&](const Coordinated &other) {
    return other.special == Special::none && other.drives.size() > 1 &&
           std::any_of(other.drives.begin(), other.drives.end(), [&](const Drive &d) { return d.joint == c.drives[0].joint && d.axis == c.drives[0].axis; });
  });
}

struct Freedom {
  const Coordinate *coordinate = nullptr;
  double scale = 0;                            // SI a unit of the search
};

bool in_neck(const Rig::Model &model, const std::vector<bool> &carries) {
  // The neck's own levels come last in the way from the root to the skull.
  const auto first = std::find_if(model.neck.begin(), model.neck.end(), [&](std::uint32_t j) { return model.frames[j].id == "c7_t1"; });
  return first != model.neck.end() && carries[*first];
}

std::vector<Freedom> freedoms_of(const Rig::Model &model, std::uint32_t joint, const std::vector<bool> &carries) {
  const std::string &id = model.frames[joint].id;
  const Side side = id.starts_with("left.") ? Side::left : id.starts_with("right.") ? Side::right : Side::midline;
  const auto on = [&](Side wanted) {
    std::vector<Freedom> found;
    for (const Coordinated &c : model.coordinates) {
      const CoordinateId &own = c.coordinate.id;
      if (own.side != wanted || c.special == Special::glide || spoken_for(model, c)) continue;
      const auto turned = turned_by(model, c);
      if (std::none_of(turned.begin(), turned.end(), [&](std::uint32_t j) { return j != format::none && carries[j]; })) continue;
      double ease = ease_of(own);
      if (id == "tmj" && own.joint != "tmj") ease = 0; // the lower jaw opens the mouth
      if (wanted == Side::midline && in_neck(model, carries) && (own.joint == "thoracic" || own.joint == "lumbar")) ease *= trunk_with_head;
      const double scale = std::sqrt(ease) * (c.coordinate.high - c.coordinate.low);
      if (scale > 0) found.push_back({&c.coordinate, scale});
    }
    return found;
  };
  std::vector<Freedom> limb;
  if (side != Side::midline) limb = on(side);
  return limb.empty() ? on(Side::midline) : limb; // a rib goes with the trunk
}

using Search = std::vector<double>;            // SI values, one a freedom

struct Hand {
  const Rig::Model &model;
  const Grip &grip;
  JointValues values;
  std::vector<Freedom> freedoms;
  std::vector<bool> carries;

  [[nodiscard]] dvec3 off(const Search &at) {  // from the place to the target
    for (std::size_t i = 0; i < at.size(); ++i) values.set(freedoms[i].coordinate->id, at[i]);
    const dvec3 place = chain_motions(model, locals_of(model, values, nullptr), carries)[grip.joint].move(dvec3(grip.place));
    const dvec3 apart = dvec3(grip.target) - place, sight(grip.sight);
    return apart - (1 - along_sight) * glm::dot(apart, sight) * sight;
  }

  [[nodiscard]] Search within(Search at) const {
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = std::clamp(at[i], freedoms[i].coordinate->low, freedoms[i].coordinate->high);
    return at;
  }

  // How the place moves with each freedom, by its unit of the search.
  [[nodiscard]] std::vector<dvec3> slopes(const Search &at, dvec3 here) {
    std::vector<dvec3> out;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Coordinate &c = *freedoms[i].coordinate;
      double h = probe * (c.high - c.low);
      if (at[i] + h > c.high) h = -h;
      Search other = at;
      other[i] += h;
      out.push_back((here - off(other)) * (freedoms[i].scale / h));
    }
    return out;
  }

  // The damped step towards the target, with what is at its end and would go on left out.
  [[nodiscard]] Search step(const Search &at, dvec3 here, const std::vector<dvec3> &slope, double damping) const {
    std::vector<bool> open(at.size(), true);
    Search next = at;
    for (std::size_t round = 0; round <= at.size(); ++round) {
      dmat3 normal(damping);
      for (std::size_t i = 0; i < at.size(); ++i)
        if (open[i]) normal += glm::outerProduct(slope[i], slope[i]);
      const dvec3 along = glm::inverse(normal) * here;
      double longest = 0;
      for (std::size_t i = 0; i < at.size(); ++i)
        if (open[i]) longest = std::max(longest, std::abs(glm::dot(slope[i], along) * freedoms[i].scale / range(i)));
      const double shorter = longest > longest_step ? longest_step / longest : 1.0;
      bool closed = false;
      for (std::size_t i = 0; i < at.size(); ++i) {
        next[i] = at[i];
        if (!open[i]) continue;
        const double by = shorter * freedoms[i].scale * glm::dot(slope[i], along);
        const Coordinate &c = *freedoms[i].coordinate;
        if ((by > 0 && at[i] >= c.high) || (by < 0 && at[i] <= c.low)) open[i] = false, closed = true;
        else next[i] += by;
      }
      if (!closed) break;
    }
    return within(next);
  }

  [[nodiscard]] double range(std::size_t i) const { return freedoms[i].coordinate->high - freedoms[i].coordinate->low; }

  // Goes down to the nearest posture that can be reached from here; returns how far it is off.
  double search(Search &at) {
    dvec3 here = off(at);
    double apart = glm::length(here), damping = 1e-3;
    std::vector<dvec3> slope = slopes(at, here);
    for (int n = 0; n < most_steps && apart > near_enough_m && damping < most_damping; ++n) {
      const Search next = step(at, here, slope, damping);
      const dvec3 there = off(next);
      const double gain = apart - glm::length(there);
      if (gain <= 0) {
        damping *= 8;
        continue;
      }
      at = next, here = there, apart -= gain;
      damping = std::max(least_damping, damping / 4);
      if (gain < least_gain_m) break;
      slope = slopes(at, here);
    }
    return apart;
  }

  // A straight limb cannot tell which way to fold: its hinge is bent a little, and what comes of it taken where it helps.
  void fold(Search &at, double &apart) {
    constexpr double worth_m = 2e-3, bend = 0.15;
    if (apart < 5e-3) return;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const Coordinate &c = *freedoms[i].coordinate;
      const bool one_way = c.high > 4 * -c.low || -c.low > 4 * c.high;
      const double bent = c.high > -c.low ? c.low + bend * range(i) : c.high - bend * range(i);
      const bool straight = c.high > -c.low ? at[i] < bent : at[i] > bent;
      if (!one_way || !straight || ease_of(c.id) < 1) continue;
      Search other = at;
      other[i] = bent;
      const double reached = search(other);
      if (reached < apart - worth_m) at = other, apart = reached;
    }
  }

  // At a kink slopes tell nothing (the blade stands still while the arm is drawn back): each motion is tried by itself.
  void creep(Search &at, double &apart) {
    constexpr double worth_m = 1e-3, tried = 0.02;
    constexpr int most_rounds = 3; // a drag goes on with the next frame
    if (apart < 5e-3) return;
    bool nearer = true;
    for (int round = 0; nearer && round < most_rounds; ++round) {
      nearer = false;
      for (std::size_t i = 0; i < at.size(); ++i)
        for (const double by : {-tried, tried}) {
          Search other = at;
          other[i] += by * range(i);
          other = within(other);
          if (glm::length(off(other)) > apart - worth_m) continue;
          apart = search(other);
          at = other, nearer = true;
        }
    }
  }
};

} // namespace

Pulled pull(const Rig &rig, const JointValues &from, const Grip &grip) {
  const Rig::Model &model = rig.model();
  Pulled out;
  out.values = from;
  if (grip.joint >= model.frames.size()) return out;
  const std::vector<bool> carries = carriers_of(model, grip.joint);
  Hand hand{model, grip, from, freedoms_of(model, grip.joint, carries), carries};
  if (hand.freedoms.empty()) return out;
  Search at;
  for (const Freedom &f : hand.freedoms) at.push_back(from.get(f.coordinate->id)), out.moved.push_back(f.coordinate->id);
  at = hand.within(at);
  out.moves = true;
  const double before = glm::length(hand.off(at));
  const Search begun = at;
  out.apart_m = hand.search(at);
  hand.fold(at, out.apart_m);
  hand.creep(at, out.apart_m);
  if (before - out.apart_m < worth_moving_m) at = begun, out.apart_m = before;
  for (std::size_t i = 0; i < at.size(); ++i) out.values.set(hand.freedoms[i].coordinate->id, at[i]);
  return out;
}

std::uint32_t joint_at(const format::Mesh &mesh, vec3 place) {
  std::size_t nearest = mesh.positions.size();
  float least = 1e30F;
  for (std::size_t v = 0; v < mesh.positions.size(); ++v) {
    const vec3 apart = mesh.positions[v] - place;
    if (const float d = glm::dot(apart, apart); d < least) least = d, nearest = v;
  }
  if (nearest >= mesh.joints.size() || nearest >= mesh.weights.size()) return format::none;
  int most = 0;
  for (int k = 1; k < 4; ++k)
    if (mesh.weights[nearest][k] > mesh.weights[nearest][most]) most = k;
  return mesh.joints[nearest][most];
}

} // namespace myo::rig
