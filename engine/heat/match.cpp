#include "heat/match.h"

#include <algorithm>
#include <array>

namespace myo::heat {
namespace {

using anatomy::Library;
using anatomy::Pattern;

// How well a zone of a tier explains what is felt so much: what is felt most is explained best by an essential zone, what
// is felt a little by spillover.
constexpr float explains(int tier, float felt) {
  constexpr std::array<std::array<float, 3>, 3> table{{{0.95F, 0.9F, 0.8F}, {0.75F, 1, 0.95F}, {0.55F, 0.8F, 1}}}; // [felt][tier]
  return table[static_cast<std::size_t>(std::clamp(felt, 1.0F, 3.0F) - 1)][static_cast<std::size_t>(tier - 1)];
}
// What a zone weighs in its pattern: essential zones are nearly always there, spillover is not missed.
constexpr float mass(int tier) { return tier == 3 ? 1.0F : tier == 2 ? 0.6F : 0.25F; }

constexpr float by_neighbour = 0.2F; // people do not draw to the millimetre
constexpr float recall_weight = 1.5F;
constexpr float cue_weight = 0.3F;
constexpr float whole_share = 0.5F;  // so much of a region painted counts as all of it
constexpr float told_share = 0.2F;   // less of a region is not worth a word when no zone lies there: a brush spills over

float counted(float share) { return std::min(1.0F, share / whole_share); }

std::vector<Where> candidates(const std::vector<Mark> &marks) {
  bool left = false, right = false;
  for (const Mark &m : marks) left |= m.where == Where::left || m.where == Where::both, right |= m.where == Where::right || m.where == Where::both;
  if (!left && !right) return {Where::any};
  if (left && right) return {Where::right, Where::left, Where::both};
  // The other side too: some zones lie across the midline from their point.
  return {Where::right, Where::left};
}

} // namespace

Matcher::Matcher(const Library &library) : library_(&library) {
  const auto n = static_cast<std::uint32_t>(library.regions.size());
  for (std::uint32_t i = 0; i < n; ++i) index_.emplace(library.regions[i].id, i);
  neighbours_.assign(n, std::vector<bool>(n, false));
  for (std::uint32_t i = 0; i < n; ++i)
    for (const std::string &id : library.regions[i].neighbours)
      if (const auto j = index_.find(id); j != index_.end()) neighbours_[i][j->second] = neighbours_[j->second][i] = true;
}

// Where the side of the point is open, it is taken to be the right one.
std::vector<Matcher::Zone> Matcher::zones_of(const Pattern &pattern, Where where) const {
  std::vector<Zone> out;
  const auto add = [&](std::uint32_t half, int tier) {
    const auto known = std::find_if(out.begin(), out.end(), [&](const Zone &z) { return z.half == half; });
    if (known == out.end()) out.push_back({half, tier});
    else known->tier = std::max(known->tier, tier);
  };
  for (const bool left : {false, true}) {
    if (where != Where::both && left != (where == Where::left)) continue;
    for (const anatomy::Zone &zone : pattern.zones) {
      const auto i = index_.find(zone.region);
      if (i == index_.end()) continue;
      if (!library_->regions[i->second].paired) add(2 * i->second, zone.tier);
      else
        for (const bool on_left : {true, false})
          if (zone.side == "both" || (zone.side == "contra") == (on_left != left)) add(2 * i->second + (on_left ? 0U : 1U), zone.tier);
    }
  }
  return out;
}

// A mark without a side lies on the candidate's; it is one mark all the same.
Matcher::Halves Matcher::painted(const std::vector<Mark> &marks, Where candidate) const {
  Halves out{std::vector<Painted>(2 * index_.size()), {}};
  for (const Mark &m : marks) {
    const auto i = index_.find(m.region);
    if (i == index_.end() || !(m.share > 0)) continue;
    const Where where = m.where != Where::any ? m.where : candidate == Where::any ? Where::right : candidate;
    const auto paint = [&](std::uint32_t half) {
      Painted &p = out.at[half];
      p.felt = std::max(p.felt, static_cast<float>(std::clamp(m.felt, 1, 3)));
      p.share = std::max(p.share, std::min(m.share, 1.0F));
    };
    if (!library_->regions[i->second].paired) {
      paint(2 * i->second);
      continue;
    }
    if (where != Where::right) paint(2 * i->second);
    if (where != Where::left) paint(2 * i->second + 1);
  }
  for (std::uint32_t h = 0; h < out.at.size(); ++h)
    if (out.at[h].share > 0) out.painted.push_back(h);
  return out;
}

// Regions that border on each other, on one side or across a region of the midline.
bool Matcher::beside(std::uint32_t half, std::uint32_t other) const {
  const std::uint32_t a = half / 2, b = other / 2;
  if (!neighbours_[a][b]) return false;
  return half % 2 == other % 2 || !library_->regions[a].paired || !library_->regions[b].paired;
}

Matcher::Score Matcher::score(const std::vector<Zone> &zones, const Halves &halves) const {
  float asked = 0, explained = 0, all = 0, met = 0;
  Score out;
  for (const std::uint32_t h : halves.painted) {
    const float weight = halves.at[h].felt * halves.at[h].share;
    asked += weight;
    const auto zone = std::find_if(zones.begin(), zones.end(), [&](const Zone &z) { return z.half == h; });
    if (zone != zones.end()) {
      explained += weight * explains(zone->tier, halves.at[h].felt);
      if (zone->tier == 3) out.essential += weight;
      continue;
    }
    int near = 0;
    for (const Zone &z : zones)
      if (beside(h, z.half)) near = std::max(near, z.tier);
    explained += weight * by_neighbour * (near == 3 ? 1.0F : near > 0 ? 0.5F : 0.0F);
  }
  for (const Zone &z : zones) {
    all += mass(z.tier);
    float there = counted(halves.at[z.half].share);
    if (!(there > 0))
      for (const std::uint32_t h : halves.painted)
        if (beside(z.half, h)) there = std::max(there, by_neighbour * counted(halves.at[h].share));
    met += mass(z.tier) * there;
  }
  if (!(asked > 0) || !(all > 0)) return out;
  const float recall = explained / asked, precision = met / all;
  if (recall + precision > 0) out.value = (1 + recall_weight) * precision * recall / (recall_weight * precision + recall);
  out.essential /= asked;
  return out;
}

std::string Matcher::named(std::uint32_t half, Where where) const {
  const anatomy::Region &region = library_->regions[half / 2];
  const Where own = half % 2 == 0 ? Where::left : Where::right;
  if (!region.paired || where == Where::any || where == own) return region.name;
  return fmt::format("{} ({})", region.name, library_->say(to_string(own)));
}

std::vector<std::string> Matcher::why(const std::vector<Zone> &zones, const Halves &halves, Where where) const {
  std::vector<std::string> out;
  for (const int tier : {3, 2, 1})
    for (const Zone &z : zones)
      if (z.tier == tier && halves.at[z.half].share > 0) out.push_back(fmt::format(fmt::runtime(library_->say("tier {} at: {}")), tier, named(z.half, where)));
  for (const std::uint32_t h : halves.painted) {
    if (halves.at[h].share < told_share || std::any_of(zones.begin(), zones.end(), [&](const Zone &z) { return z.half == h; })) continue;
    const auto near = std::find_if(zones.begin(), zones.end(), [&](const Zone &z) { return beside(h, z.half); });
    out.push_back(near != zones.end() ? fmt::format(fmt::runtime(library_->say("beside its zone {}: {}")), named(near->half, where), named(h, where))
                                      : fmt::format(fmt::runtime(library_->say("does not explain: {}")), named(h, where)));
  }
  for (const Zone &z : zones)
    if (z.tier == 3 && !(halves.at[z.half].share > 0)) out.push_back(fmt::format(fmt::runtime(library_->say("nothing painted at: {}")), named(z.half, where)));
  return out;
}

std::vector<Match> Matcher::match(const std::vector<Mark> &marks, const std::vector<std::string> &cues, std::size_t top) const {
  struct Ranked { Match match; float essential; };
  std::vector<Ranked> ranked;
  for (const Where where : candidates(marks)) {
    const Halves halves = painted(marks, where);
    for (const Pattern &pattern : library_->patterns) {
      const std::vector<Zone> zones = zones_of(pattern, where);
      const Score s = score(zones, halves);
      const auto met = std::count_if(cues.begin(), cues.end(), [&](const std::string &cue) {
        return std::find(pattern.cues.begin(), pattern.cues.end(), cue) != pattern.cues.end();
      });
      const float agree = cues.empty() ? 0 : static_cast<float>(met) / static_cast<float>(cues.size());
      // Cues alone rank too; with places they only re-rank what the places explain.
      const float value = marks.empty() ? agree : cues.empty() ? s.value : s.value * (1 + cue_weight * agree) / (1 + cue_weight);
      if (value > 0) ranked.push_back({{&pattern, where, value, {}}, s.essential});
    }
  }
  std::sort(ranked.begin(), ranked.end(), [](const Ranked &a, const Ranked &b) {
    if (a.match.score != b.match.score) return a.match.score > b.match.score;
    if (a.essential != b.essential) return a.essential > b.essential;
    if (a.match.pattern->id != b.match.pattern->id) return a.match.pattern->id < b.match.pattern->id;
    return a.match.where < b.match.where;
  });
  // Each pattern once, on the side that fits best.
  std::vector<Match> out;
  for (Ranked &r : ranked) {
    if (out.size() >= top) break;
    if (std::any_of(out.begin(), out.end(), [&](const Match &m) { return m.pattern == r.match.pattern; })) continue;
    r.match.why = why(zones_of(*r.match.pattern, r.match.where), painted(marks, r.match.where), r.match.where);
    for (const std::string &cue : cues)
      if (const auto &own = r.match.pattern->cues; std::find(own.begin(), own.end(), cue) != own.end())
        if (const anatomy::Cue *known = library_->cue(cue)) r.match.why.push_back(fmt::format(fmt::runtime(library_->say("cue: {}")), known->name));
    out.push_back(std::move(r.match));
  }
  return out;
}

} // namespace myo::heat
