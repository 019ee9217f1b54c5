#include "rig/model.h"
#include "rig/motion_senses.h"

#include <algorithm>
#include <map>

namespace myo::rig {

namespace {

constexpr double unlimited = std::numeric_limits<double>::infinity();

// The joint's own axes, named after the world axes they lie nearest to, so that senses hold whatever the body's maker
// called X, Y and Z.
dmat3 named_axes(const mat3 &axes) {
  const auto pick = [&](int world, int used) {
    int best = used == 0 ? 1 : 0;
    for (int i = 0; i < 3; ++i)
      if (i != used && std::abs(axes[i][world]) > std::abs(axes[best][world])) best = i;
    return best;
  };
  const auto toward = [&](int column, int world) {
    const dvec3 v(axes[column]);
    return v[world] < 0 ? -v : v;
  };
  const int x = pick(0, -1), z = pick(2, x);
  dvec3 ax = toward(x, 0), az = toward(z, 2);
  if (glm::length(ax) < 0.5 || glm::length(az) < 0.5) return dmat3(1);
  ax = glm::normalize(ax);
  az = glm::normalize(az - ax * glm::dot(ax, az));
  return {ax, glm::cross(az, ax), az};
}

struct Sided { std::string_view joint; Side side; };
Sided split(std::string_view rig_id) {
  if (rig_id.starts_with("left.")) return {rig_id.substr(5), Side::left};
  if (rig_id.starts_with("right.")) return {rig_id.substr(6), Side::right};
  return {rig_id, Side::midline};
}
std::string rig_id(std::string_view joint, Side side) {
  return side == Side::midline ? std::string(joint) : std::string(to_string(side)) + "." + std::string(joint);
}

// Ribs turn about the line through head and tubercle: nearly crosswise in the upper ones (pump handle), more to the
// back in the lower ones (bucket handle); 35 and 55 degrees off the frontal plane.
std::optional<dmat3> rib_axes(std::string_view joint, Side side) {
  constexpr std::string_view prefix = "costovertebral_";
  if (!joint.starts_with(prefix)) return std::nullopt;
  const std::string_view number = joint.substr(prefix.size());
  int rib = 0;
  for (const char c : number)
    if (c >= '0' && c <= '9') rib = rib * 10 + (c - '0');
  const double angle = glm::radians(35.0 + 20.0 * std::clamp(rib - 1, 0, 11) / 11.0);
  const double s = anatomy::sign(side);
  const dvec3 neck(std::cos(angle), 0, -s * std::sin(angle)), up(0, 1, 0);
  return dmat3(neck, up, glm::cross(neck, up));
}

struct Builder {
  const format::Body &body;
  const anatomy::Library &library;
  Rig::Model &model;
  std::map<std::string, std::uint32_t, std::less<>> index{};

  [[nodiscard]] std::uint32_t find(std::string_view id) const {
    const auto found = index.find(id);
    return found == index.end() ? format::none : found->second;
  }

  Status frames() {
    for (std::uint32_t j = 0; j < body.joints.size(); ++j) {
      const format::Joint &joint = body.joints[j];
      if (joint.parent != format::none && joint.parent >= body.joints.size())
        return bad_input("joint has a parent that does not exist", joint.id, "write the body again with `atlas import`");
      if (!index.emplace(joint.id, j).second) return bad_input("joint named twice", joint.id);
      Frame frame;
      frame.id = joint.id, frame.parent = joint.parent, frame.centre = joint.centre;
      const auto [name, side] = split(joint.id);
      frame.axes = rib_axes(name, side).value_or(named_axes(joint.axes));
      frame.low.fill(-unlimited), frame.high.fill(unlimited);
      model.frames.push_back(std::move(frame));
    }
    return {};
  }

  void carriers() {
    for (Frame &frame : model.frames) {
      const auto [name, side] = split(frame.id);
      const anatomy::JointDefinition *definition = library.joint(name);
      if (definition == nullptr) continue;
      for (const anatomy::Share &share : definition->carried_by)
        if (const std::uint32_t j = find(rig_id(share.joint, side)); j != format::none && share.weight > 0)
          frame.carried_by.emplace_back(j, share.weight);
        else if (const std::uint32_t m = find(share.joint); m != format::none && share.weight > 0)
          frame.carried_by.emplace_back(m, share.weight);
    }
  }

  Status order() {
    std::vector<char> state(model.frames.size(), 0); // 0 new, 1 on the way, 2 done
    const auto visit = [&](auto &&self, std::uint32_t j) -> Status {
      if (state[j] == 2) return {};
      if (state[j] == 1) return bad_input("joints hang on one another in a circle", model.frames[j].id);
      state[j] = 1;
      if (model.frames[j].parent != format::none) MYO_CHECK(self(self, model.frames[j].parent));
      for (const auto &[carrier, weight] : model.frames[j].carried_by) MYO_CHECK(self(self, carrier));
      state[j] = 2;
      model.order.push_back(j);
      return {};
    };
    for (std::uint32_t j = 0; j < model.frames.size(); ++j) MYO_CHECK(visit(visit, j));
    return {};
  }

  // Own motions of joints that have a frame bound its components, whoever drives them.
  void limits() {
    for (Frame &frame : model.frames) {
      const auto [name, side] = split(frame.id);
      for (const anatomy::Motion &motion : library.motions) {
        if (motion.joint != name) continue;
        const auto sense = sense_of(motion.joint, motion.plus, name, side);
        if (!sense || sense->gain == 0) continue;
        const double a = sense->gain * from_unit(motion, motion.plus_limit);
        const double b = -sense->gain * from_unit(motion, motion.minus_limit);
        const auto k = static_cast<std::size_t>(sense->axis);
        frame.low[k] = std::min(a, b), frame.high[k] = std::max(a, b);
      }
    }
  }

  [[nodiscard]] bool is_ancestor(std::uint32_t ancestor, std::uint32_t joint) const {
    for (std::uint32_t j = joint; j != format::none; j = model.frames[j].parent)
      if (j == ancestor) return true;
    return false;
  }

  // Levels in one line share a value; parallel ones (fingers, ribs) take it whole.
  void chains(std::vector<Drive> &drives) const {
    for (std::uint32_t i = 0; i < drives.size(); ++i) {
      drives[i].chain = i;
      for (std::uint32_t k = 0; k < i; ++k)
        if (is_ancestor(drives[k].joint, drives[i].joint) || is_ancestor(drives[i].joint, drives[k].joint)) {
          drives[i].chain = drives[k].chain;
          break;
        }
    }
  }

  void level_drives(const anatomy::Motion &motion, const anatomy::JointDefinition &region, Side side,
                    std::vector<Drive> &drives) const {
    const auto weight_of = [&](std::string_view direction, std::string_view level) {
      for (const anatomy::Share &share : region.shares(direction))
        if (share.joint == level) return share.weight;
      return 0.0;
    };
    const bool glide = motion.unit == "mm";
    for (const anatomy::Share &share : region.levels) {
      const std::vector<Side> sides = side != Side::midline                      ? std::vector{side}
                                      : find(share.joint) != format::none        ? std::vector{Side::midline}
                                                                                 : std::vector{Side::left, Side::right};
      for (const Side s : sides) {
        const std::uint32_t j = find(rig_id(share.joint, s));
        if (j == format::none) continue;
        Drive drive;
        drive.joint = j;
        drive.plus_weight = weight_of(motion.plus, share.joint);
        drive.minus_weight = weight_of(motion.minus, share.joint);
        if (glide) {
          drive.gain = drive.plus_weight; // signed flexion a level
        } else {
          const auto sense = sense_of(motion.joint, motion.plus, share.joint, s);
          if (!sense) continue;
          drive.axis = sense->axis, drive.gain = sense->gain;
        }
        if (drive.gain != 0 && (drive.plus_weight != 0 || drive.minus_weight != 0)) drives.push_back(drive);
      }
    }
    chains(drives);
  }

  // Mouth opening is measured at the incisors: a hinge with this lever, while the condyles glide forward by a quarter.
  void jaw_drives(std::uint32_t joint, std::vector<Drive> &drives) const {
    double lever = 0.085;
    for (const format::Landmark &landmark : body.landmarks)
      if (landmark.id == "infradentale") lever = std::max(0.03, double(glm::distance(landmark.point, body.joints[joint].centre)));
    drives.push_back({joint, Axis::x, 1.0 / lever, 1, 1, 0});
    drives.push_back({joint, Axis::glide_z, 0.25, 1, 1, 1});
  }

  [[nodiscard]] Coordinated coordinate(const anatomy::Motion &motion, Side side) const {
    Coordinated c;
    c.coordinate = {{motion.joint, side, motion.plus}, motion.plus, motion.minus, motion.unit,
                    -from_unit(motion, motion.minus_limit), from_unit(motion, motion.plus_limit)};
    const anatomy::JointDefinition *definition = library.joint(motion.joint);
    const std::uint32_t own = find(rig_id(motion.joint, side));
    if (motion.joint == "glenohumeral" || motion.joint == "scapulothoracic") {
      const char *carrier = motion.joint == "glenohumeral" ? "glenohumeral" : "acromioclavicular";
      if (find(rig_id(carrier, side)) != format::none) c.special = Special::shoulder;
    } else if (motion.joint == "tmj" && motion.plus == "depression") {
      if (own != format::none) jaw_drives(own, c.drives);
    } else if (definition != nullptr && definition->regional) {
      level_drives(motion, *definition, side, c.drives);
      if (motion.unit == "mm") c.special = Special::glide;
    } else if (own != format::none) {
      if (const auto sense = sense_of(motion.joint, motion.plus, motion.joint, side); sense && sense->gain != 0)
        c.drives.push_back({own, sense->axis, sense->gain, 1, 1, 0});
    }
    return c;
  }

  // The smaller of the region's limit and what its levels add up to.
  void bound(Coordinated &c) const {
    Coordinate &k = c.coordinate;
    if (c.special == Special::glide) {
      const auto [low, high] = glide_range(model, c);
      k.low = std::max(k.low, low), k.high = std::min(k.high, high);
      return;
    }
    if (c.special != Special::none) return;
    std::map<std::uint32_t, std::pair<double, double>> sums;
    for (const Drive &drive : c.drives) {
      const Frame &frame = model.frames[drive.joint];
      const auto axis = static_cast<std::size_t>(drive.axis);
      const double a = frame.low[axis] / drive.gain, b = frame.high[axis] / drive.gain;
      auto &[low, high] = sums[drive.chain];
      if (drive.minus_weight > 0) low += std::min(a, b);
      if (drive.plus_weight > 0) high += std::max(a, b);
    }
    for (const auto &[chain, sum] : sums) k.low = std::max(k.low, sum.first), k.high = std::min(k.high, sum.second);
  }

  void coordinates() {
    for (const anatomy::Motion &motion : library.motions) {
      const std::vector<Side> sides = motion.sided ? std::vector{Side::left, Side::right} : std::vector{Side::midline};
      for (const Side side : sides) {
        Coordinated c = coordinate(motion, side);
        if (c.drives.empty() && c.special != Special::shoulder) continue;
        bound(c);
        model.sliders.push_back(c.coordinate);
        model.coordinates.push_back(std::move(c));
      }
    }
  }

  // Places of a scapula, spread over what lies near the thorax.
  [[nodiscard]] std::vector<Shoulder::Rest> blade_of(std::uint32_t scapula) const {
    constexpr float near_m = 0.035F, give_m = 0.01F; // the wall is drawn over the ribs' farthest places: small motions are free
    constexpr std::size_t count = 64;
    std::vector<vec3> places;
    for (const format::Structure &s : body.structures)
      if (s.kind == format::Kind::bone && !s.mesh.joints.empty() && s.mesh.joints.front()[0] == scapula)
        for (const vec3 p : s.mesh.positions)
          if (const auto c = model.thorax.clearance(p); c.say > 0 && c.metres < near_m) places.push_back(p);
    std::vector<Shoulder::Rest> out;
    std::vector<float> apart(places.size(), std::numeric_limits<float>::infinity());
    for (std::size_t next = 0; out.size() < count && next < places.size();) { // each the farthest from those before
      out.push_back({places[next], std::min(model.thorax.clearance(places[next]).metres, 0.0F) - give_m});
      for (std::size_t i = 0; i < places.size(); ++i) apart[i] = std::min(apart[i], glm::distance(places[i], places[next]));
      next = static_cast<std::size_t>(std::max_element(apart.begin(), apart.end()) - apart.begin());
      if (!(apart[next] > 0)) break;
    }
    return out;
  }

  void girdles() {
    model.thorax = ThoraxWall(body);
    for (const Side side : {Side::left, Side::right}) {
      Shoulder s{side, find(rig_id("sternoclavicular", side)), find(rig_id("acromioclavicular", side)),
                 find(rig_id("glenohumeral", side)), 0.15, {0, -1, 0}, {}};
      if (s.scapula != format::none && !model.thorax.empty()) s.blade = blade_of(s.scapula);
      if (const std::uint32_t elbow = find(rig_id("elbow", side)); s.humerus != format::none && elbow != format::none)
        if (const dvec3 way = model.frames[elbow].centre - model.frames[s.humerus].centre; glm::length(way) > 0.05) s.upper_arm = glm::normalize(way);
      if (s.clavicle != format::none && s.scapula != format::none)
        s.clavicle_length = std::max(0.05, glm::distance(model.frames[s.clavicle].centre, model.frames[s.scapula].centre));
      if (s.scapula != format::none || s.humerus != format::none) model.shoulders.push_back(s);
      // The patella slides on the femur: it turns about the knee's axis by about 0.7 of the knee's flexion (van Kampen &
      // Huiskes 1990, recalled); against the tibia that is -0.3.
      const std::uint32_t patella = find(rig_id("patellofemoral", side)), knee = find(rig_id("knee", side));
      if (patella != format::none && knee != format::none)
        model.followers.push_back({patella, knee, is_ancestor(knee, patella) ? -0.3 : 0.7});
    }
  }

  void folds() {
    model.fold_sides.assign(model.frames.size(), 0);
    for (const Folding &folding : foldings())
      for (const Side side : {Side::left, Side::right}) {
        const auto shift = static_cast<std::uint32_t>(fold_shift * model.folds.size());
        const FoldingJoint limb{find(rig_id(folding.before, side)), find(rig_id(folding.joint, side)), find(rig_id(folding.end, side)),
                                folding.bone_m, shift};
        if (limb.before == format::none || limb.joint == format::none || limb.end == format::none) continue;
        model.folds.push_back(limb);
        model.fold_sides[limb.before] |= before_fold << shift;
        for (std::uint32_t j = 0; j < model.frames.size(); ++j)
          if (is_ancestor(limb.joint, j)) model.fold_sides[j] |= beyond_fold << shift;
      }
  }

  void points() {
    const auto joint_of = [&](std::uint32_t j) { return j < model.frames.size() ? j : format::none; };
    for (const format::Landmark &l : body.landmarks) model.landmarks.push_back({joint_of(l.joint), l.point});
    for (const format::Patch &p : body.patches) {
      model.patches.push_back({joint_of(p.joint), p.centroid});
      model.patch_normals.emplace_back(p.normal);
    }
    for (const format::TriggerPoint &t : body.trigger_points) model.trigger_points.push_back({joint_of(t.joint), t.point});
  }

  Status build() {
    MYO_CHECK(frames());
    carriers();
    MYO_CHECK(order());
    limits();
    for (std::uint32_t j = find("atlanto_occipital"); j != format::none; j = model.frames[j].parent) model.neck.push_back(j);
    std::reverse(model.neck.begin(), model.neck.end());
    girdles();
    coordinates();
    folds();
    points();
    return {};
  }
};

} // namespace

Rig::Rig(std::unique_ptr<Model> model) : model_(std::move(model)) {}
Rig::Rig(Rig &&) noexcept = default;
Rig &Rig::operator=(Rig &&) noexcept = default;
Rig::~Rig() = default;

Result<Rig> Rig::build(const format::Body &body, const anatomy::Library &library) {
  auto model = std::make_unique<Model>();
  Builder builder{body, library, *model};
  MYO_CHECK(builder.build());
  model->strains = Strains::of(body, library);
  return Rig(std::move(model));
}

} // namespace myo::rig
