#include "assemble/landmarks.h"

#include "assemble/body_frame.h"
#include "assemble/bone_samples.h"
#include "assemble/contact.h"
#include "assemble/joints.h"
#include "assemble/surface_probe.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <optional>

namespace myo::assemble {
namespace {

using anatomy::LandmarkRule;
using anatomy::Side;

constexpr std::size_t best_of = 5; // an extreme is the mean of this many samples

class Evaluator {
public:
  Evaluator(const format::Body &body, const BoneSamples &bones, const SurfaceProbe &skin,
            std::map<std::string, float> scales)
      : body_(body), bones_(bones), skin_(skin), scales_(std::move(scales)), mid_(midline_x(body)) {}

  [[nodiscard]] std::optional<vec3> operator()(const anatomy::Landmark &landmark, Side side, std::string &why) const;
  // The sphere behind a landmark whose rule is one: its centre in the world, metres.
  [[nodiscard]] std::optional<SphereFit> sphere(const anatomy::Landmark &landmark, Side side, std::string &why) const;

private:
  [[nodiscard]] BodyFrame frame_of(Side side) const { return BodyFrame::of(side, mid_); }
  [[nodiscard]] float scale_for(const anatomy::Landmark &landmark) const {
    const auto found = scales_.find(landmark.scale);
    return found == scales_.end() ? 1.0F : found->second;
  }
  struct Cloud {
    std::vector<vec3> lps, normals; // normals in lps too
    Bounds box;                     // of the whole bone or bones, in lps
  };
  [[nodiscard]] Cloud cloud(const anatomy::Landmark &landmark, Side side, const BodyFrame &frame) const;
  [[nodiscard]] std::optional<vec3> operand(std::string_view id, Side side, const BodyFrame &frame) const;
  // The surface that a sphere is fitted to: lps, but in metres.
  [[nodiscard]] std::optional<Samples> ball(const anatomy::Landmark &landmark, Side side, std::string &why) const;
  [[nodiscard]] bool filter(Cloud &cloud, const LandmarkRule &rule, Side side, const BodyFrame &frame, float scale,
                            std::string &why) const;
  [[nodiscard]] std::optional<vec3> compute(const LandmarkRule &rule, Side side, const BodyFrame &frame, float scale,
                                            std::string &why) const;

  const format::Body &body_;
  const BoneSamples &bones_;
  const SurfaceProbe &skin_;
  std::map<std::string, float> scales_;
  float mid_ = 0;
};

std::optional<vec3> Evaluator::operand(std::string_view id, Side side, const BodyFrame &frame) const {
  const format::Landmark *found = find_landmark(body_, id, side);
  if (!found) return std::nullopt;
  return frame.lps(found->point);
}

Evaluator::Cloud Evaluator::cloud(const anatomy::Landmark &landmark, Side side, const BodyFrame &frame) const {
  Cloud out;
  for (const std::string &bone : landmark.bones)
    for (const std::uint32_t s : bones_.structures(bone, side)) {
      const Samples &samples = bones_.of(s);
      // A paired landmark on an unpaired bone: its own half only.
      const bool half = side != Side::midline && body_.structures[s].side == Side::midline;
      for (std::size_t i = 0; i < samples.points.size(); ++i) {
        const vec3 p = frame.lps(samples.points[i]);
        out.box.add(p);
        if (half && p.x < -1) continue;
        out.lps.push_back(p);
        out.normals.push_back(frame.direction_lps(samples.normals[i]));
      }
    }
  return out;
}

bool Evaluator::filter(Cloud &cloud, const LandmarkRule &rule, Side side, const BodyFrame &frame, float scale,
                       std::string &why) const {
  for (const anatomy::LandmarkFilter &f : rule.where) {
    const auto slab = slab_of(f, body_, side, frame, cloud.box, scale, why);
    if (!slab) return false;
    Cloud kept;
    kept.box = cloud.box;
    for (std::size_t i = 0; i < cloud.lps.size(); ++i) {
      if (!slab->holds(cloud.lps[i])) continue;
      kept.lps.push_back(cloud.lps[i]);
      kept.normals.push_back(cloud.normals[i]);
    }
    cloud = std::move(kept);
  }
  if (cloud.lps.empty()) return why = "no surface of the bone passes its filters", false;
  return true;
}

// The mean of the few samples with the largest score; ties go to the earlier sample.
template <class Score> vec3 best(const std::vector<vec3> &points, std::size_t count, const Score &score) {
  std::vector<std::pair<float, std::size_t>> ranked;
  ranked.reserve(points.size());
  for (std::size_t i = 0; i < points.size(); ++i) ranked.emplace_back(-score(points[i]), i);
  const std::size_t n = std::min(count, ranked.size());
  std::partial_sort(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(n), ranked.end());
  glm::dvec3 sum{0};
  for (std::size_t i = 0; i < n; ++i) sum += glm::dvec3(points[ranked[i].second]);
  return vec3(sum / static_cast<double>(n));
}

// Rules that need no surface: a point made of other points.
std::optional<vec3> Evaluator::compute(const LandmarkRule &rule, Side side, const BodyFrame &frame, float scale,
                                       std::string &why) const {
  std::vector<vec3> points;
  for (const std::string &id : rule.landmarks) {
    if (rule.op == "mean_sides") {
      const auto l = operand(id, Side::left, {mid_, 1});
      const auto r = operand(id, Side::right, {mid_, -1});
      if (!l || !r) return why = "landmark " + id + " is missing", std::nullopt;
      points.push_back(0.5F * (*l + *r));
      continue;
    }
    const auto p = operand(id, side, frame);
    if (!p) return why = "landmark " + id + " is missing", std::nullopt;
    points.push_back(*p);
  }
  if (points.empty()) return why = "the rule names no landmark", std::nullopt;
  const vec3 offset = scale * rule.offset_mm;
  if (rule.op == "mean" || rule.op == "mean_sides") {
    vec3 sum{0};
    for (const vec3 p : points) sum += p;
    return sum / static_cast<float>(points.size()) + offset;
  }
  if (points.size() >= 2) return glm::mix(points[0], points[1], static_cast<float>(rule.fraction)) + offset;
  return points[0] + offset;
}

std::optional<Samples> Evaluator::ball(const anatomy::Landmark &landmark, Side side, std::string &why) const {
  const BodyFrame frame = frame_of(side);
  Cloud c = cloud(landmark, side, frame);
  if (c.lps.empty()) return why = "the body has none of its bones", std::nullopt;
  if (!filter(c, landmark.rule, side, frame, scale_for(landmark), why)) return std::nullopt;
  Samples samples; // metres, so that one tolerance serves all fits
  for (const vec3 p : c.lps) samples.points.push_back(p * millimetre);
  samples.normals = std::move(c.normals);
  return samples;
}

// A condyle is no ball: several spheres fit it equally well, and which one wins is chance. Both sides together, laid
// onto each other, choose one; each side then fits it to its own bone. Only a side that is clearly shaped otherwise
// goes its own way.
std::optional<SphereFit> Evaluator::sphere(const anatomy::Landmark &landmark, Side side, std::string &why) const {
  constexpr float clearly = 1.25F; // times as much surface
  const auto own = ball(landmark, side, why);
  if (!own) return std::nullopt;
  const float scale = scale_for(landmark);
  const float low = static_cast<float>(landmark.rule.low_mm) * scale * millimetre;
  const float high = static_cast<float>(landmark.rule.high_mm) * scale * millimetre;
  auto fit = fit_sphere(*own, low, high);
  std::string unused;
  if (const auto twin = side == Side::midline ? std::nullopt : ball(landmark, anatomy::opposite(side), unused)) {
    Samples both = side == Side::left ? *own : *twin; // in the same order, whichever side asks
    append(both, side == Side::left ? *twin : *own);
    if (const auto shared = fit_sphere(both, low, high))
      if (const auto mine = settle_sphere(*own, *shared, low, high))
        if (!fit || static_cast<float>(fit->inliers) <= clearly * static_cast<float>(mine->inliers)) fit = mine;
  }
  if (!fit) return why = "no sphere fits", std::nullopt;
  fit->centre = frame_of(side).world(fit->centre / millimetre);
  return fit;
}

std::optional<vec3> Evaluator::operator()(const anatomy::Landmark &landmark, Side side, std::string &why) const {
  const BodyFrame frame = frame_of(side);
  const LandmarkRule &rule = landmark.rule;
  const float scale = scale_for(landmark);
  std::optional<vec3> at;
  if (rule.op == "mean" || rule.op == "mean_sides" || rule.op == "offset" || rule.op == "between") {
    at = compute(rule, side, frame, scale, why);
  } else if (rule.op == "contact") {
    std::vector<std::string> names = landmark.bones;
    names.insert(names.end(), rule.bones.begin(), rule.bones.end());
    if (rule.bones.size() >= 2) names = rule.bones;
    if (names.size() < 2) return why = "a contact needs two bones", std::nullopt;
    const auto fit = fit_contact(bones_.of(names[0], side), bones_.of(names[1], side));
    if (!fit) return why = fmt::format("{} and {} do not meet", names[0], names[1]), std::nullopt;
    at = frame.lps(fit->centre);
  } else {
    if (rule.op == "sphere") {
      const auto fit = sphere(landmark, side, why);
      return fit ? std::optional(fit->centre) : std::nullopt;
    }
    Cloud c = cloud(landmark, side, frame);
    if (c.lps.empty()) return why = "the body has none of its bones", std::nullopt;
    if (!filter(c, rule, side, frame, scale, why)) return std::nullopt;
    if (rule.op == "extreme") {
      at = best(c.lps, best_of, [&](vec3 p) { return glm::dot(p, rule.direction); });
    } else if (rule.op == "centroid") {
      at = best(c.lps, c.lps.size(), [](vec3) { return 0.0F; });
    } else if (rule.op == "chord") {
      if (rule.landmarks.size() < 2) return why = "a chord needs two landmarks", std::nullopt;
      const auto a = operand(rule.landmarks[0], side, frame);
      const auto b = operand(rule.landmarks[1], side, frame);
      if (!a || !b) return why = "a chord's end is missing", std::nullopt;
      const vec3 along = glm::normalize(*b - *a);
      const vec3 out = glm::normalize(rule.direction - glm::dot(rule.direction, along) * along);
      at = best(c.lps, best_of, [&](vec3 p) {
        const float t = glm::dot(p - *a, along) / glm::distance(*a, *b);
        return t < 0 || t > 1 ? -1e6F : glm::dot(p - *a, out);
      });
    } else if (rule.op == "nearest_bone" || rule.op == "nearest_to") {
      const auto goal = compute(rule, side, frame, scale, why);
      if (!goal) return std::nullopt;
      at = best(c.lps, 1, [&](vec3 p) { return -glm::distance(p, *goal); });
    } else if (rule.op == "farthest") {
      const auto goal = compute(rule, side, frame, scale, why);
      if (!goal) return std::nullopt;
      at = best(c.lps, best_of, [&](vec3 p) { return glm::distance(p, *goal); });
    } else {
      return why = "unknown rule " + rule.op, std::nullopt;
    }
  }
  if (!at) return std::nullopt;
  if (landmark.midline) at->x = 0;
  vec3 world = frame.world(*at);
  if (landmark.soft && !skin_.empty()) world = skin_(world).point;
  return world;
}

// Everything that can be placed, in as many rounds as the dependencies are deep. Reasons for the rest in `why`.
void place_round(format::Body &body, const anatomy::Library &library, const Evaluator &evaluate, LandmarkPass pass,
                 std::span<const format::Landmark> given, std::map<std::pair<std::string, Side>, std::string> &why) {
  const auto wanted = [&](const anatomy::Landmark &l) { return l.soft == (pass == LandmarkPass::skin); };
  std::vector<std::pair<const anatomy::Landmark *, Side>> open;
  for (const anatomy::Landmark &l : library.landmarks) {
    if (!wanted(l)) continue;
    if (l.midline) open.emplace_back(&l, Side::midline);
    else open.emplace_back(&l, Side::left), open.emplace_back(&l, Side::right);
  }
  std::erase_if(body.landmarks, [&](const format::Landmark &l) {
    const anatomy::Landmark *known = library.landmark(l.id);
    return known && wanted(*known);
  });
  for (const format::Landmark &g : given) {
    const anatomy::Landmark *known = library.landmark(g.id);
    if (!known || !wanted(*known)) continue;
    body.landmarks.push_back(g);
    std::erase_if(open, [&](const auto &o) { return o.first == known && o.second == g.side; });
  }
  for (bool moved = true; moved;) {
    moved = false;
    std::vector<std::pair<const anatomy::Landmark *, Side>> still;
    for (const auto &[landmark, side] : open) {
      std::string reason;
      if (const auto at = evaluate(*landmark, side, reason)) {
        body.landmarks.push_back({landmark->id, side, *at, 0});
        moved = true;
      } else {
        why[{landmark->id, side}] = reason;
        still.emplace_back(landmark, side);
      }
    }
    open = std::move(still);
  }
  std::erase_if(why, [&](const auto &entry) {
    return std::none_of(open.begin(), open.end(), [&](const auto &o) {
      return o.first->id == entry.first.first && o.second == entry.first.second;
    });
  });
}

std::map<std::string, float> all_scales(const format::Body &body, const anatomy::Library &library) {
  std::map<std::string, float> scales;
  for (const anatomy::ScaleReference &r : library.scales) scales[r.id] = scale_of(body, library, r.id);
  return scales;
}

} // namespace

std::optional<SphereFit> landmark_sphere(const format::Body &body, const anatomy::Library &library,
                                         const BoneSamples &bones, const anatomy::Landmark &landmark, Side side) {
  const SurfaceProbe no_skin{Samples{}};
  std::string why;
  return Evaluator(body, bones, no_skin, all_scales(body, library)).sphere(landmark, side, why);
}

const format::Landmark *find_landmark(const format::Body &body, std::string_view id, Side side) {
  for (const format::Landmark &l : body.landmarks)
    if (l.id == id && (l.side == side || l.side == Side::midline)) return &l;
  return nullptr;
}

float midline_x(const format::Body &body) {
  std::map<std::string, std::pair<Bounds, Bounds>> pairs;
  for (const format::Structure &s : body.structures) {
    if (s.kind != format::Kind::bone || s.bone.empty() || s.side == Side::midline) continue;
    auto &[left, right] = pairs[s.bone];
    Bounds &box = s.side == Side::left ? left : right;
    for (const vec3 p : s.mesh.positions) box.add(p);
  }
  std::vector<float> middles;
  for (const auto &[bone, boxes] : pairs)
    if (!boxes.first.empty() && !boxes.second.empty())
      middles.push_back(0.5F * (boxes.first.centre().x + boxes.second.centre().x));
  if (middles.empty()) return 0;
  const auto half = middles.begin() + static_cast<std::ptrdiff_t>(middles.size() / 2);
  std::nth_element(middles.begin(), half, middles.end());
  return *half;
}

float scale_of(const format::Body &body, const anatomy::Library &library, std::string_view scale) {
  for (const anatomy::ScaleReference &r : library.scales) {
    if (r.id != scale || !(r.mm > 0)) continue;
    float sum = 0;
    int count = 0;
    for (const Side side : {Side::left, Side::right}) {
      const format::Landmark *a = find_landmark(body, r.from, side);
      const format::Landmark *b = find_landmark(body, r.to, side);
      if (!a || !b) continue;
      sum += glm::distance(a->point, b->point) / millimetre;
      ++count;
    }
    if (count > 0 && sum > 0) return sum / static_cast<float>(count) / static_cast<float>(r.mm);
  }
  return 1;
}

Status place_landmarks(format::Body &body, const anatomy::Library &library, Progress &progress, LandmarkPass pass,
                       std::span<const format::Landmark> given) {
  progress.report(pass == LandmarkPass::bones ? "Finding bony landmarks" : "Finding landmarks on the skin", 0);
  const BoneSamples bones(body);
  Samples skin_samples;
  if (pass == LandmarkPass::skin)
    for (const format::Structure &s : body.structures)
      if (s.kind == format::Kind::skin) append(skin_samples, sample_surface(s.mesh, 0.1));
  const SurfaceProbe skin(std::move(skin_samples)); // before there is a skin, they stand where their rules put them

  // Lengths inside rules are the reference body's; the first round measures this body, the second uses the measure.
  std::map<std::string, float> scales;
  std::map<std::pair<std::string, Side>, std::string> why;
  for (int round = 0; round < (pass == LandmarkPass::bones ? 2 : 1); ++round) {
    if (progress.cancelled()) return cancelled();
    if (round == 1 || pass == LandmarkPass::skin) scales = all_scales(body, library);
    const Evaluator evaluate(body, bones, skin, scales);
    place_round(body, library, evaluate, pass, given, why);
    progress.report("Finding landmarks", 0.5F * static_cast<float>(round + 1));
  }
  if (!body.joints.empty()) tie_landmarks(body, library);
  for (const auto &[key, reason] : why)
    body.notes.push_back(fmt::format("landmark {}{}{} not placed: {}", key.first, key.second == Side::midline ? "" : " ",
                                     key.second == Side::midline ? "" : anatomy::to_string(key.second), reason));
  return {};
}

} // namespace myo::assemble
