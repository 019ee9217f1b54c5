#include "form/sculpt/sculpture.h"

#include "form/wrap.h"

#include <algorithm>
#include <cmath>

namespace myo::form::sculpt {
namespace {

Bounds moved(const Bounds &b, const mat4 &m) {
  Bounds out;
  for (int i = 0; i < 8; ++i) {
    const vec3 corner((i & 1) != 0 ? b.high.x : b.low.x, (i & 2) != 0 ? b.high.y : b.low.y, (i & 4) != 0 ? b.high.z : b.low.z);
    out.add(vec3(m * vec4(corner, 1)));
  }
  return out;
}

constexpr float seam = 3; // mm to both sides of the midline: there two unlike halves melt into each other

Bounds widened(const Bounds &b, float lateral) { return {b.low - vec3(lateral, 0, 0), b.high + vec3(lateral, 0, 0)}; }

Bounds mirrored(const Bounds &b) { return {{-b.high.x, b.low.y, b.low.z}, {-b.low.x, b.high.y, b.high.z}}; }

float gap_between(const Bounds &a, const Bounds &b) {
  return glm::length(glm::max(vec3(0), glm::max(a.low - b.high, b.low - a.high)));
}

bool on_midline(const Bounds &b) { return std::abs(b.low.x + b.high.x) < 0.02F * std::max(1.0F, b.high.x - b.low.x); }

float join(float d, float other, anatomy::PartOp op, float k) {
  switch (op) {
  case anatomy::PartOp::add: return k > 0 ? soft_min(d, other, k) : std::min(d, other);
  case anatomy::PartOp::cut: return k > 0 ? -soft_min(-d, other, k) : std::max(d, -other);
  case anatomy::PartOp::keep: return k > 0 ? -soft_min(-d, -other, k) : std::max(d, other);
  }
  return d;
}

// A suture's teeth: smooth, bounded by 1, the same everywhere in the world of one bone.
vec3 teeth(vec3 p) {
  const auto wave = [](float a, float b, float c) { return std::sin(0.9F * a + 1.3F * std::sin(0.35F * b) + 0.25F * c); };
  return {wave(p.y + p.z, p.z, p.x), wave(p.z + p.x, p.x, p.y), wave(p.x - p.y, p.y, p.z)};
}

} // namespace

void Sculpture::add(const anatomy::SheetPart &part, bool mirror) {
  SolidPtr solid = make_solid(part.form);
  Bounds box = solid->bounds();
  if (mirror) box = mirrored(box);
  if (part.op == anatomy::PartOp::add) bounds_.add(box);
  everything_.parts.push_back(static_cast<std::uint32_t>(items_.size()));
  items_.push_back({part.op, static_cast<float>(part.blend), std::move(solid), box, mirror, part.fine});
}

Sculpture::Sculpture(std::span<const anatomy::SheetPart> parts, bool symmetric) {
  for (const anatomy::SheetPart &part : parts) {
    add(part, false);
    const bool half = std::holds_alternative<anatomy::HalfForm>(part.form);
    const bool twin = part.mirror || (symmetric && (half ? std::abs(std::get<anatomy::HalfForm>(part.form).normal.x) > 1e-3F
                                                          : !on_midline(items_.back().bounds)));
    if (twin) add(part, true);
  }
}

Sculpture::Sculpture(Cut cut)
    : everything_(cut.whole->everything_), bounds_(cut.whole->bounds()), cut_(std::make_unique<Cut>(std::move(cut))) {
  for (std::uint32_t i = 0; i < cut_->taken.size(); ++i) everything_.taken.push_back(i);
  if (cut_->space == nullptr) return;
  // A space that is cut out of planes has no bounds of its own.
  Bounds space = cut_->space->bounds();
  if (space.empty()) return;
  if (cut_->fold) space.add(mirrored(space));
  bounds_.low = glm::max(bounds_.low, space.low), bounds_.high = glm::min(bounds_.high, space.high);
}

Sculpture::Sculpture(const Sculpture &whole, std::vector<Neighbour> neighbours)
    : everything_(whole.everything_), bounds_(whole.bounds()), alone_(&whole), neighbours_(std::move(neighbours)) {
  for (std::uint32_t i = 0; i < neighbours_.size(); ++i) {
    everything_.neighbours.push_back(i);
    everything_.of_neighbours.push_back(neighbours_[i].solid->everything());
  }
}

Sculpture::Sculpture(Halves halves) : halves_(std::move(halves)) {
  everything_.halves.push_back(halves_->left->everything());
  bounds_ = halves_->left->bounds();
  if (halves_->right) everything_.halves.push_back(halves_->right->everything()), bounds_.add(halves_->right->bounds());
  bounds_ = widened(bounds_, halves_->lean.most());
}

bool Sculpture::Subset::empty() const {
  return parts.empty() && std::all_of(halves.begin(), halves.end(), [](const Subset &half) { return half.empty(); });
}

Sculpture::Subset Sculpture::near_halves(const Bounds &box, float band, const Subset &among) const {
  constexpr float unlike = 6; // mm: so far from each other's surface both distances must be right where they are mixed
  const Bounds straight = widened(box, halves_->lean.most());
  Subset out;
  out.halves.resize(among.halves.size());
  if (!halves_->right) return out.halves[0] = halves_->left->near(straight, band, among.halves[0]), out;
  const bool left = straight.high.x > -seam - band, right = straight.low.x < seam + band;
  const float deep = left && right ? band + unlike : band;
  if (left) out.halves[0] = halves_->left->near(straight, deep, among.halves[0]);
  if (right) out.halves[1] = halves_->right->near(straight, deep, among.halves[1]);
  return out;
}

float Sculpture::distance_of_halves(vec3 p, const Subset &subset) const {
  const vec3 q = halves_->lean.straight(p);
  const auto half = [&](const Sculpture &of, std::size_t i) { return of.distance(q, subset.halves[i]); };
  if (!halves_->right || q.x >= seam) return half(*halves_->left, 0);
  if (q.x <= -seam) return half(*halves_->right, 1);
  return glm::mix(half(*halves_->right, 1), half(*halves_->left, 0), glm::smoothstep(-seam, seam, q.x));
}

Sculpture::Subset Sculpture::near_neighbours(const Bounds &box, float band, const Subset &among) const {
  constexpr float deepest = 6; // mm: so far into each other both distances must be right
  Subset out;
  for (std::size_t i = 0; i < among.neighbours.size(); ++i) {
    const Neighbour &n = neighbours_[among.neighbours[i]];
    const Bounds there = moved(box, n.to_its_frame);
    if (gap_between(n.solid->bounds(), there) > band + n.gap) continue;
    Subset subset = n.solid->near(there, band + n.gap + deepest, among.of_neighbours[i]);
    if (subset.empty() || n.solid->distance(there.centre(), subset) > doubt * 0.5F * glm::length(there.size()) + band + n.gap) continue;
    out.neighbours.push_back(among.neighbours[i]);
    out.of_neighbours.push_back(std::move(subset));
  }
  Subset own = alone_->near(box, out.neighbours.empty() ? band : band + deepest, among);
  out.parts = std::move(own.parts), out.halves = std::move(own.halves);
  return out;
}

float Sculpture::distance_beside(vec3 p, const Subset &subset) const {
  constexpr float soft = 1; // mm: the rim of a joint surface
  const float own = alone_->distance(p, subset);
  float d = own;
  for (std::size_t i = 0; i < subset.neighbours.size(); ++i) {
    const Neighbour &n = neighbours_[subset.neighbours[i]];
    const float other = n.solid->distance(vec3(n.to_its_frame * vec4(p, 1)), subset.of_neighbours[i]);
    d = -soft_min(-d, -0.5F * (own - other + n.gap), soft);
  }
  return d;
}

vec3 Sculpture::waved(vec3 p) const { return cut_->wave > 0 ? p + cut_->wave * teeth(p) : p; }

float Sculpture::cut_distance(vec3 p, const Subset &subset) const {
  constexpr float far = 15; // mm: farther from the space than any block that is looked into
  const Cut &c = *cut_;
  vec3 q = waved(p);
  float d = -1e4F;
  if (c.side != 0) d = std::max(d, 0.5F * c.gap - static_cast<float>(c.side) * q.x);
  if (c.fold) q.x = std::abs(q.x);
  if (c.space != nullptr && subset.space) d = std::max(d, c.space->distance(q) + 0.5F * c.gap);
  for (const std::uint32_t i : subset.taken) d = std::max(d, 0.5F * c.gap - c.taken[i]->distance(q));
  return d > far ? d : std::max(d, c.whole->distance(p, subset));
}

Sculpture::Subset Sculpture::near(const Bounds &box, float band, const Subset &among) const {
  if (alone_ != nullptr) return near_neighbours(box, band, among);
  if (halves_) return near_halves(box, band, among);
  const vec3 middle = box.centre();
  const float reach = doubt * 0.5F * glm::length(box.size()) + band;
  if (cut_) {
    const Cut &c = *cut_;
    Subset out = c.whole->near(box, band, among);
    vec3 q = waved(middle);
    const float wide = reach + doubt * 2 * c.wave + c.gap;
    if (c.fold) q.x = std::abs(q.x);
    out.space = c.space != nullptr && among.space && c.space->distance(q) > -wide;
    for (const std::uint32_t i : among.taken)
      if (c.taken[i]->distance(q) < wide) out.taken.push_back(i);
    return out;
  }
  Subset out;
  for (const std::uint32_t i : among.parts) {
    const Item &item = items_[i];
    if (item.op != anatomy::PartOp::keep) {
      if (gap_between(item.bounds, box) > band + item.blend) continue;
      if (item.solid->distance(item.mirrored ? vec3(-middle.x, middle.y, middle.z) : middle) > reach + item.blend) continue;
    }
    out.parts.push_back(i);
  }
  return out;
}

bool Sculpture::fine(vec3 p) const {
  constexpr float near_part = 2, rim = 0.8F; // mm
  if (alone_ != nullptr) return alone_->fine(p);
  if (halves_) {
    const vec3 q = halves_->lean.straight(p);
    return (halves_->right && q.x < 0 ? halves_->right : halves_->left)->fine(q);
  }
  const auto reaches = [](const Bounds &bounds, vec3 at, float within) { return bounds.empty() || bounds.holds(at, doubt * within); };
  if (cut_) {
    if (cut_->whole->fine(p)) return true;
    vec3 q = waved(p);
    float to_cut = cut_->side != 0 ? std::abs(q.x) : 1e4F;
    if (cut_->fold) q.x = std::abs(q.x);
    if (cut_->space != nullptr && reaches(cut_->space->bounds(), q, rim)) to_cut = std::min(to_cut, std::abs(cut_->space->distance(q)));
    for (const Sculpture *taken : cut_->taken)
      if (to_cut >= rim && reaches(taken->bounds(), q, rim)) to_cut = std::abs(taken->distance(q));
    if (to_cut >= rim) return false;
    Bounds here;
    here.add(p);
    return std::abs(cut_->whole->distance(p, cut_->whole->near(here, 2 * rim))) < rim;
  }
  return std::any_of(items_.begin(), items_.end(), [&](const Item &item) {
    return item.fine && reaches(item.bounds, p, near_part) && item.solid->distance(item.mirrored ? vec3(-p.x, p.y, p.z) : p) < near_part;
  });
}

float Sculpture::distance(vec3 p, const Subset &subset) const {
  if (cut_) return cut_distance(p, subset);
  if (alone_ != nullptr) return distance_beside(p, subset);
  if (halves_) return distance_of_halves(p, subset);
  float d = 1e4F;
  for (const std::uint32_t i : subset.parts) {
    const Item &item = items_[i];
    const float other = item.solid->distance(item.mirrored ? vec3(-p.x, p.y, p.z) : p);
    d = join(d, other, item.op, item.blend);
  }
  return d;
}

} // namespace myo::form::sculpt
