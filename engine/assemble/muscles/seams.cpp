#include "assemble/muscles/seams.h"

#include <algorithm>
#include <optional>

namespace myo::assemble {
namespace {

constexpr float one_place = 2 * millimetre;   // on the way two sheets name one place,
constexpr float neighbours = 12 * millimetre; // at its ends places on bones that lie side by side

// The places that an edge of a sheet passes; none where a course is told by single points, which have no edge.
std::vector<vec3> edge_of(const form::RibbonShape &shape, bool last) {
  std::vector<vec3> out;
  const auto add = [&](const std::vector<vec3> &line) {
    if (line.size() < 2) return false;
    out.push_back(last ? line.back() : line.front());
    return true;
  };
  bool whole = shape.section == form::Section::sheet && add(shape.origin.line);
  for (const auto &line : shape.via) whole = whole && add(line);
  whole = whole && add(shape.insertion.line);
  return whole ? out : std::vector<vec3>{};
}

bool coincide(const std::vector<vec3> &a, const std::vector<vec3> &b) {
  if (a.size() < 3 || a.size() != b.size()) return false; // two ends alone tell no course
  for (std::size_t i = 0; i < a.size(); ++i)
    if (glm::distance(a[i], b[i]) > (i == 0 || i + 1 == a.size() ? neighbours : one_place)) return false;
  return true;
}

std::optional<SharedBorder> border_between(const std::vector<MusclePlan> &plans, std::size_t i, std::size_t p, std::size_t j, std::size_t q) {
  for (const bool a : {false, true})
    for (const bool b : {false, true})
      if (coincide(edge_of(plans[i].pieces[p].shape, a), edge_of(plans[j].pieces[q].shape, b))) return SharedBorder{{i, p, a}, {j, q, b}};
  return std::nullopt;
}

} // namespace

bool joined(const MusclePlan &a, const MusclePlan &b) {
  const auto continues = [](const anatomy::Muscle &one, const anatomy::Muscle &other) {
    return std::find(one.shape.joins.begin(), one.shape.joins.end(), other.id) != one.shape.joins.end();
  };
  return continues(*a.muscle, *b.muscle) || continues(*b.muscle, *a.muscle);
}

std::vector<SharedBorder> shared_borders(const std::vector<MusclePlan> &plans) {
  std::vector<SharedBorder> out;
  for (std::size_t i = 0; i < plans.size(); ++i)
    for (std::size_t j = i + 1; j < plans.size(); ++j) {
      if (plans[i].side != plans[j].side || !joined(plans[i], plans[j])) continue;
      for (std::size_t p = 0; p < plans[i].pieces.size(); ++p)
        for (std::size_t q = 0; q < plans[j].pieces.size(); ++q)
          if (const auto border = border_between(plans, i, p, j, q)) out.push_back(*border);
    }
  return out;
}

void open_borders(std::vector<MusclePlan> &plans) {
  for (const SharedBorder &s : shared_borders(plans))
    for (const Border &b : {s.a, s.b}) {
      form::RibbonShape &shape = plans[b.plan].pieces[b.piece].shape;
      (b.last ? shape.sewn_last : shape.sewn_first) = true;
    }
}

} // namespace myo::assemble
