#include "heat/paint.h"

#include "base/hash.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <set>

namespace myo::heat {
namespace {

constexpr float beyond_mm = 12;         // how far past a touch's edge its distance is known: more than a soft edge shows
constexpr float carve_mm = 1.5F;        // more than its own size that a touch takes of what it covers: no rim stays behind
constexpr float least_share = 0.03F;    // of a region: less is a touch of its neighbour that spilled over
constexpr float felt_share = 0.1F;      // of a region's paint

// How much of a triangle lies where a value, linear from corner to corner, is below 0.
float part_below(float a, float b, float c) {
  const bool in_a = a < 0, in_b = b < 0, in_c = c < 0;
  if (in_a == in_b && in_b == in_c) return in_a ? 1.0F : 0.0F;
  // First the corner that is alone on its side of the edge.
  if (in_a == in_b) std::swap(a, c);
  else if (in_a == in_c) std::swap(a, b);
  const float tip = a / (a - b) * (a / (a - c));
  return a < 0 ? tip : 1 - tip;
}

} // namespace

Paint::Paint(const format::Body &body) : body_(&body) {
  for (std::uint32_t s = 0; s < body.structures.size() && carrier_ == format::none; ++s)
    if (body.structures[s].kind == format::Kind::skin && body.structures[s].mesh.indices.size() >= 3) carrier_ = s;
}

void Paint::learn_the_skin() {
  const format::Mesh &skin = body_->structures[carrier_].mesh;
  walk_.emplace(skin);
  for (std::vector<float> &distance : distance_mm_) distance.assign(walk_->places(), unpainted_mm);
  for (const format::RegionField &field : body_->regions)
    if (field.carrier == carrier_) add_ground(field, skin);
  home_.assign(walk_->places(), format::none);
  for (std::uint32_t g = 0; g < grounds_.size(); ++g)
    for (const auto &[place, part] : grounds_[g].places) {
      std::uint32_t &home = home_[place];
      if (part > 0.5F && (home == format::none || grounds_[g].cm2 < grounds_[home].cm2)) home = g;
    }
}

// A region of one side ends at the midline, though its distances may go on beyond.
void Paint::add_ground(const format::RegionField &field, const format::Mesh &skin) {
  Ground ground{field.region, where_of(field.side), {}, 0};
  for (std::size_t i = 0; i < field.vertices.size(); ++i) {
    const std::uint32_t vertex = field.vertices[i], place = walk_->place_of()[vertex];
    const float past_midline = field.side == anatomy::Side::midline ? -unpainted_mm : -anatomy::sign(field.side) * skin.positions[vertex].x / millimetre;
    const float part = glm::clamp(0.5F - std::max(field.distance_mm[i], past_midline) / walk_->spacing_mm(place), 0.0F, 1.0F);
    if (part > 0) ground.places.emplace_back(place, part);
  }
  std::ranges::sort(ground.places);
  const auto doubled = std::unique(ground.places.begin(), ground.places.end(), [](const auto &a, const auto &b) { return a.first == b.first; });
  ground.places.erase(doubled, ground.places.end()); // at a seam of the chart
  for (const auto &[place, part] : ground.places) ground.cm2 += part * walk_->area_cm2(place);
  if (ground.cm2 > 0) grounds_.push_back(std::move(ground));
}

// What is felt as much or less now reaches at least as far as this touch; what is felt more ends just before it.
void Paint::lay(const Dab &dab, const SkinWalk::Ring &ring) {
  for (const SkinWalk::Reached &reached : ring.places) {
    const float from_edge = reached.mm - dab.radius_mm;
    for (int felt = 1; felt <= 3; ++felt) {
      float &distance = distance_mm_[static_cast<std::size_t>(felt - 1)][reached.place];
      distance = felt <= dab.felt ? std::min(distance, from_edge) : std::max(distance, carve_mm - from_edge);
    }
  }
}

void Paint::take(const std::vector<Dab> &dabs) {
  const auto [old, fresh] = std::ranges::mismatch(dabs_, dabs);
  const auto kept = static_cast<std::size_t>(old - dabs_.begin());
  if (kept < dabs_.size()) { // something was undone
    rings_.resize(kept);
    for (std::vector<float> &distance : distance_mm_) std::ranges::fill(distance, unpainted_mm);
    for (std::size_t i = 0; i < kept; ++i) lay(dabs[i], rings_[i]);
  }
  for (std::size_t i = kept; i < dabs.size(); ++i) {
    rings_.push_back(walk_->around(dabs[i].at, dabs[i].radius_mm + beyond_mm));
    rings_.back().places.shrink_to_fit();
    lay(dabs[i], rings_.back());
  }
  dabs_ = dabs;
}

Paint::Cover Paint::cover(const std::vector<float> &distance_mm) const {
  Cover cover{std::vector<float>(walk_->places(), 0), std::vector<bool>(walk_->places(), false)};
  const std::span<const std::uint32_t> corners = walk_->corners();
  for (std::size_t t = 0; 3 * t < corners.size(); ++t) {
    const std::uint32_t *c = &corners[3 * t];
    const float part = part_below(distance_mm[c[0]], distance_mm[c[1]], distance_mm[c[2]]);
    if (!(part > 0)) continue;
    for (std::size_t k = 0; k < 3; ++k) cover.cm2[c[k]] += part * walk_->triangle_cm2(t) / 3, cover.close[c[k]] = true;
  }
  return cover;
}

// A region in whose midst somebody touched counts, however large it is.
std::vector<Mark> Paint::marks(const std::array<Cover, 3> &covers) const {
  std::set<std::uint32_t> touched;
  for (std::size_t i = 0; i < dabs_.size(); ++i)
    if (dabs_[i].felt > 0) touched.insert(home_[rings_[i].middle]);
  std::vector<Mark> marks;
  for (std::uint32_t g = 0; g < grounds_.size(); ++g) {
    const Ground &ground = grounds_[g];
    std::array<float, 3> cm2{}; // felt 1 or more, 2 or more, 3
    for (const auto &[place, part] : ground.places)
      for (std::size_t k = 0; k < 3; ++k) cm2[k] += part * covers[k].cm2[place];
    const float share = cm2[0] / ground.cm2;
    if (!(share > 0) || (share < least_share && !touched.contains(g))) continue;
    const int felt = cm2[2] >= felt_share * cm2[0] ? 3 : cm2[1] >= felt_share * cm2[0] ? 2 : 1;
    marks.push_back({ground.region, ground.where, felt, std::min(share, 1.0F)});
  }
  std::ranges::stable_sort(marks, std::greater{}, &Mark::share);
  return marks;
}

std::shared_ptr<const Painted> Paint::painted() const {
  const std::array<Cover, 3> covers{cover(distance_mm_[0]), cover(distance_mm_[1]), cover(distance_mm_[2])};
  auto out = std::make_shared<Painted>();
  out->carrier = carrier_;
  for (std::size_t k = 0; k < 3; ++k) {
    // Where paint was taken away its old edge is still near: without anything inside it is no edge.
    const auto there = [&](std::uint32_t place) {
      const float distance = distance_mm_[k][place];
      return covers[k].close[place] ? distance : std::max(distance, walk_->spacing_mm(place));
    };
    std::vector<float> &distance = out->distance_mm[k];
    distance.reserve(walk_->place_of().size());
    for (const std::uint32_t place : walk_->place_of()) distance.push_back(there(place));
    out->version = hash_span(std::span<const float>(distance), out->version);
    out->area_cm2[k] = std::accumulate(covers[k].cm2.begin(), covers[k].cm2.end(), 0.0F);
  }
  for (std::size_t k = 0; k < 2; ++k) out->area_cm2[k] -= out->area_cm2[k + 1]; // exactly so much and not more
  out->marks = marks(covers);
  return out;
}

std::shared_ptr<const Painted> Paint::of(const std::vector<Dab> &dabs) {
  if (dabs.empty() || carrier_ == format::none) return nullptr;
  if (painted_ && dabs == dabs_) return painted_;
  if (!walk_) learn_the_skin();
  take(dabs);
  painted_ = painted();
  return painted_;
}

} // namespace myo::heat
