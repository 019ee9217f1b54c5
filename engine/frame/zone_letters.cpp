#include "frame/zone_letters.h"

#include "frame/lettering.h"
#include "frame/posed.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>
#include <numeric>

namespace myo::frame {
namespace {

constexpr float facing = 0.2F;                 // cosine to the eye, at least: nobody reads a letter on a rim
constexpr float in_front_m = 0.03F;            // so much nearer to the eye hides
constexpr std::uint32_t candidates_at_most = 80, rim_at_most = 400;

using Felt = FeltZones::Felt;

// One value a vertex of each carrier.
std::map<std::uint32_t, std::vector<Felt>> felt_on_carriers(const heat::Heat &heat, const format::Body &body) {
  std::map<std::uint32_t, std::vector<Felt>> carriers;
  const auto of = [&](std::uint32_t carrier) -> std::vector<Felt> & {
    std::vector<Felt> &felt = carriers[carrier];
    felt.resize(body.structures[carrier].mesh.positions.size(), 0);
    return felt;
  };
  for (const heat::Zone &zone : heat.zones) {
    const format::RegionField &field = body.regions[zone.field];
    if (field.carrier >= body.structures.size()) continue;
    std::vector<Felt> &felt = of(field.carrier);
    const std::vector<vec3> &positions = body.structures[field.carrier].mesh.positions;
    for (std::size_t i = 0; i < field.vertices.size(); ++i) {
      const std::uint32_t v = field.vertices[i];
      const bool across = static_cast<float>(anatomy::sign(zone.side)) * positions[v].x < 0; // a zone ends at the midline
      if (field.distance_mm[i] > zone.grow_mm || across) continue;
      if (heat.count_overlay) felt[v] |= 1U << std::min(zone.pattern, 31U);
      else felt[v] = std::max(felt[v], static_cast<Felt>(zone.tier));
    }
  }
  if (const heat::Painted *paint = heat.shown_paint()) {
    std::vector<Felt> &felt = of(paint->carrier);
    for (Felt tier = 1; tier <= 3; ++tier)
      for (std::size_t v = 0; v < felt.size(); ++v)
        if (paint->distance_mm[tier - 1][v] <= 0) felt[v] = std::max(felt[v], tier);
  }
  return carriers;
}

struct PainSpot { vec2 px{0}; float away_m = 0; bool seen = false; };

// A connected piece of a carrier that faces the eye and on which all is felt alike.
struct PainIsland {
  std::uint32_t carrier = 0;
  Felt felt = 0;
  std::vector<std::uint32_t> inside;           // indices into the carrier's felt vertices
  std::vector<vec2> rim;                       // where it ends, on the screen
};

class PainPieces {                             // union by vertex
public:
  explicit PainPieces(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), 0U); }
  std::uint32_t of(std::uint32_t v) {
    while (parent_[v] != v) v = parent_[v] = parent_[parent_[v]];
    return v;
  }
  void join(std::uint32_t a, std::uint32_t b) { parent_[of(a)] = of(b); }

private:
  std::vector<std::uint32_t> parent_;
};

// Regions that adjoin leave a hair's breadth between them, which the picture paints over.
bool adjoin(const PainIsland &a, const PainIsland &b, float within_px) {
  if (a.carrier != b.carrier || a.felt != b.felt) return false;
  const std::size_t step = 1 + a.rim.size() / 200;
  for (std::size_t i = 0; i < a.rim.size(); i += step)
    if (std::ranges::any_of(b.rim, [&](vec2 p) { return glm::distance(p, a.rim[i]) < within_px; })) return true;
  return false;
}

std::vector<PainSpot> spots_of(const View &view, const format::Mesh &mesh, const FeltZones::Carrier &zones) {
  const scene::Projector project(view.document->camera, vec2{view.size_px});
  const vec3 eye = scene::eye(view.document->camera);
  std::vector<PainSpot> spots(zones.vertices.size());
  for (std::size_t i = 0; i < spots.size(); ++i) {
    const std::uint32_t v = zones.vertices[i];
    const vec3 point = posed(mesh, v, *view.pose), to_eye = eye - point;
    const float away = glm::length(to_eye);
    if (glm::dot(posed_normal(mesh, v, *view.pose), to_eye) <= facing * away) continue;
    if (const auto px = project(point)) spots[i] = {*px, away, true};
  }
  return spots;
}

void add_islands(std::vector<PainIsland> &islands, const FeltZones::Carrier &zones, const std::vector<PainSpot> &spots) {
  PainPieces pieces(spots.size());
  std::vector<bool> at_rim = zones.at_end;
  for (const auto &[a, b] : zones.edges) {
    if (spots[a].seen && spots[b].seen && zones.felt[a] == zones.felt[b]) pieces.join(a, b);
    else at_rim[a] = at_rim[b] = true;
  }
  std::map<std::uint32_t, PainIsland> by_root;
  for (std::uint32_t i = 0; i < spots.size(); ++i) {
    if (!spots[i].seen) continue;
    PainIsland &island = by_root[pieces.of(i)];
    island.carrier = zones.carrier, island.felt = zones.felt[i];
    if (at_rim[i]) island.rim.push_back(spots[i].px);
    else island.inside.push_back(i);
  }
  for (auto &[root, island] : by_root)
    if (!island.inside.empty()) islands.push_back(std::move(island));
}

// Whether another part of the carrier, as an arm before the trunk, lies before this spot. By a thin sample.
class Before {
public:
  Before(const View &view, const format::Mesh &mesh) {
    const scene::Projector project(view.document->camera, vec2{view.size_px});
    const vec3 eye = scene::eye(view.document->camera);
    const std::size_t step = std::max<std::size_t>(1, mesh.positions.size() / 12000);
    for (std::size_t v = 0; v < mesh.positions.size(); v += step) {
      const vec3 point = posed(mesh, v, *view.pose);
      if (const auto px = project(point)) sample_.push_back({*px, glm::distance(point, eye), true});
    }
  }
  [[nodiscard]] bool operator()(const PainSpot &spot, float within_px) const {
    return std::ranges::any_of(sample_, [&](const PainSpot &s) {
      return s.away_m < spot.away_m - in_front_m && glm::distance(s.px, spot.px) < within_px;
    });
  }

private:
  std::vector<PainSpot> sample_;
};

float least_distance(std::span<const vec2> points, vec2 at, float most) {
  const std::size_t step = std::max<std::size_t>(1, points.size() / rim_at_most);
  for (std::size_t i = 0; i < points.size(); i += step) most = std::min(most, glm::distance(points[i], at));
  return most;
}

float distance_to(const Box &box, vec2 at) { return glm::distance(glm::clamp(at, box.low, box.high), at); }

struct LetterSeat { PainSpot spot; float room_px = 0; }; // room: radius that is free around it

struct PainChart {
  const View &view;
  std::map<std::uint32_t, std::vector<PainSpot>> spots;
  std::vector<vec2> discs;                     // badges and crosses
  std::span<const Box> taken;
  float disc_px = 0;

  // What else keeps a letter away from a place: badges, words, the picture's edge, stronger pain over it.
  [[nodiscard]] float free_around(vec2 at, std::span<const vec2> covered, float most) const {
    const vec2 size{view.size_px};
    most = std::min({most, at.x, at.y, size.x - at.x, size.y - at.y});
    for (const vec2 disc : discs) most = std::min(most, glm::distance(disc, at) - disc_px);
    for (const Box &box : taken) most = std::min(most, distance_to(box, at));
    return least_distance(covered, at, most);
  }

  [[nodiscard]] LetterSeat seat(const PainIsland &island, std::span<const vec2> covered) const {
    LetterSeat best;
    const std::vector<PainSpot> &places = spots.at(island.carrier);
    const std::size_t step = 1 + island.inside.size() / candidates_at_most;
    for (std::size_t i = step / 2; i < island.inside.size(); i += step) {
      const PainSpot &spot = places[island.inside[i]];
      const float room = free_around(spot.px, covered, least_distance(island.rim, spot.px, 1e6F));
      if (room > best.room_px) best = {spot, room};
    }
    return best;
  }
};

std::string letters_of(const heat::Heat &heat, Felt felt) {
  if (!heat.count_overlay) return std::to_string(felt);
  std::string letters;
  for (std::size_t i = 0; i < heat.shown.size(); ++i)
    if ((felt >> i & 1U) != 0) letters += heat.shown[i].letter;
  return letters;
}

vec3 colour_of(const heat::Heat &heat, Felt felt) {
  const int level = heat.count_overlay ? std::popcount(felt) : static_cast<int>(felt);
  return heat.levels.empty() ? vec3{1} : heat.levels[std::min(static_cast<std::size_t>(level), heat.levels.size()) - 1].srgb;
}

// On the screen, where another carrier's pain is drawn over this island: what is felt more often, in an overlay what lies deep.
std::vector<vec2> covering(const PainIsland &island, const std::vector<PainIsland> &all, const View &view, const format::Body &body,
                           const PainChart &chart) {
  std::vector<vec2> points;
  for (const PainIsland &other : all) {
    const bool over = view.heat->count_overlay ? body.structures[island.carrier].kind == format::Kind::skin : other.felt > island.felt;
    if (other.carrier == island.carrier || !over) continue;
    for (std::size_t i = 0; i < other.inside.size(); i += 1 + other.inside.size() / candidates_at_most)
      points.push_back(chart.spots.at(other.carrier)[other.inside[i]].px);
  }
  return points;
}

} // namespace

void FeltZones::update(const heat::Heat &heat, const format::Body &body) {
  if (known_ && hash_ == heat.hash) return;
  known_ = true, hash_ = heat.hash;
  carriers_.clear();
  for (const auto &[carrier, felt] : felt_on_carriers(heat, body)) {
    const format::Mesh &mesh = body.structures[carrier].mesh;
    Carrier zones;
    zones.carrier = carrier;
    std::vector<std::uint32_t> place(felt.size(), format::none);
    for (std::uint32_t v = 0; v < felt.size(); ++v)
      if (felt[v] != 0) place[v] = static_cast<std::uint32_t>(zones.vertices.size()), zones.vertices.push_back(v), zones.felt.push_back(felt[v]);
    zones.at_end.assign(zones.vertices.size(), false);
    for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3)
      for (std::size_t k = 0; k < 3; ++k) {
        const std::uint32_t a = place[mesh.indices[t + k]], b = place[mesh.indices[t + (k + 1) % 3]];
        if (a != format::none && b != format::none) zones.edges.push_back({a, b});
        else if (a != format::none) zones.at_end[a] = true;
        else if (b != format::none) zones.at_end[b] = true;
      }
    carriers_.push_back(std::move(zones));
  }
}

std::vector<ZoneLetter> zone_letters(const View &view, const scene::Context &context, std::span<const scene::Visible> visible,
                                     std::span<const Badge> badges, std::span<const Box> taken, const Measures &measures, FeltZones &felt_zones) {
  std::vector<ZoneLetter> letters;
  const heat::Heat &heat = *view.heat;
  if (!heat.on) return letters;
  const format::Body &body = *context.body;
  PainChart chart{view, {}, {}, taken, badge_radius(measures)};
  for (const Badge &badge : badges) chart.discs.push_back(badge.at_px);
  for (const std::uint32_t point : heat.trigger_points)
    if (const auto at = scene::project(view.document->camera, view.pose->trigger_points[point], vec2{view.size_px})) chart.discs.push_back(*at);

  std::vector<PainIsland> islands;
  std::map<std::uint32_t, Before> before;
  felt_zones.update(heat, body);
  for (const FeltZones::Carrier &zones : felt_zones.carriers()) {
    if (visible[zones.carrier].look == scene::Look::hidden) continue;
    const format::Mesh &mesh = body.structures[zones.carrier].mesh;
    chart.spots[zones.carrier] = spots_of(view, mesh, zones);
    add_islands(islands, zones, chart.spots[zones.carrier]);
  }
  struct Wish { const PainIsland *island; LetterSeat seat; };
  std::vector<Wish> wishes;
  wishes.reserve(islands.size());
  for (const PainIsland &island : islands) wishes.push_back({&island, chart.seat(island, covering(island, islands, view, body, chart))});
  std::vector<const PainIsland *> lettered;
  std::ranges::stable_sort(wishes, std::greater{}, [](const Wish &w) { return w.seat.room_px; });

  const auto is_hidden = [&](const Wish &wish, float within_px) {
    const format::Structure &carrier = body.structures[wish.island->carrier];
    if (carrier.kind != format::Kind::skin) return false;
    const auto known = before.find(wish.island->carrier);
    return (known != before.end() ? known : before.emplace(wish.island->carrier, Before(view, carrier.mesh)).first)->second(wish.seat.spot, within_px);
  };
  for (const Wish &wish : wishes) {
    const std::string words = letters_of(heat, wish.island->felt);
    const float wide = 0.32F * static_cast<float>(words.size()) + 0.28F; // half its diagonal, in letter heights
    const float size = std::min(0.86F * measures.base_px, wish.seat.room_px / wide);
    if (size < 0.55F * measures.base_px) continue;
    const bool said = std::ranges::any_of(letters, [&](const ZoneLetter &l) {
      const float apart = glm::distance(l.at_px, wish.seat.spot.px);
      return apart < 1.2F * measures.base_px || (l.letters == words && apart < 2.5F * measures.base_px);
    }) || std::ranges::any_of(lettered, [&](const PainIsland *l) { return adjoin(*l, *wish.island, 0.5F * measures.base_px); });
    if (said || is_hidden(wish, size)) continue;
    lettered.push_back(wish.island);
    letters.push_back({wish.seat.spot.px, size, words, colour_of(heat, wish.island->felt)});
  }
  return letters;
}

vec3 letter_ink(vec3 zone_srgb) { return heat::lightness(zone_srgb) < 50 ? vec3{1} : vec3{0.05F, 0.04F, 0.06F}; }

void letter_zones(Canvas &canvas, text::Typesetter &typesetter, std::span<const ZoneLetter> letters) {
  for (const ZoneLetter &l : letters) {
    const text::Block block = typesetter.lay_out(l.letters, {text::Weight::semibold, l.size_px, 1.0F});
    const vec2 corner{l.at_px.x - 0.5F * block.width_px, l.at_px.y + 0.5F * block.cap_px - block.ascent_px};
    canvas.write(block, glm::floor(corner + 0.5F), colour(letter_ink(l.zone_srgb), 0.95F));
  }
}

} // namespace myo::frame
