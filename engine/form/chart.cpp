#include "form/chart.h"

#include "form/chart_pack.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

namespace myo::form {
namespace {

constexpr std::uint32_t none = 0xFFFFFFFFU;
constexpr float steepest = 0.17F; // cosine: a triangle seen flatter than this (80 degrees) has no place in a chart

// One chart's plane: axes in the surface's space, right-handed with the direction it is seen from.
struct View {
  vec3 u, v, out;
};

class Charting {
public:
  Charting(std::span<const vec3> positions, std::span<const vec3> normals, std::span<const std::uint32_t> indices,
           std::span<const std::uint32_t> segment, std::span<const mat3> frames, const ChartWish &wish)
      : positions_(positions), indices_(indices), frames_(frames), wish_(wish), count_(indices.size() / 3) {
    measure(normals, segment);
    find_neighbours();
  }

  void label() {
    std::vector<vec3> soft = soft_;
    for (int pass = 0; pass < 12; ++pass) {
      std::vector<vec3> next(count_);
      for (std::size_t t = 0; t < count_; ++t) {
        vec3 sum = soft[t];
        for (const std::uint32_t o : neighbours_[t])
          if (o != none) sum += soft[o];
        next[t] = glm::length(sum) > 0 ? glm::normalize(sum) : soft[t];
      }
      soft.swap(next);
    }
    label_.resize(count_);
    for (std::size_t t = 0; t < count_; ++t) {
      std::uint32_t best = best_view(segment_[t], soft[t]);
      if (facing(t, best) < 0.3F) best = best_view(segment_[t], hard_[t]);
      label_[t] = best;
    }
    for (int pass = 0; pass < 8; ++pass) // borders straighten: follow two of three neighbours
      for (std::size_t t = 0; t < count_; ++t) {
        const auto &n = neighbours_[t];
        for (int k = 0; k < 3; ++k) {
          const std::uint32_t a = n[static_cast<std::size_t>(k)], b = n[static_cast<std::size_t>((k + 1) % 3)];
          if (a == none || b == none || label_[a] != label_[b] || label_[a] == label_[t]) continue;
          if (facing(t, label_[a]) > 0.4F) label_[t] = label_[a];
        }
      }
  }

  // Connected triangles of one label become a chart; small charts join the neighbour with the longest common border
  // that sees all their triangles from the front.
  void gather() {
    for (int round = 0; round < 40; ++round) {
      connect();
      std::vector<double> area(chart_count_, 0);
      for (std::size_t t = 0; t < count_; ++t) area[chart_[t]] += area_[t];
      std::vector<std::map<std::uint32_t, double>> border(chart_count_);
      std::vector<std::vector<std::uint32_t>> members(chart_count_);
      for (std::size_t t = 0; t < count_; ++t) {
        if (area[chart_[t]] * 1e4 >= static_cast<double>(wish_.smallest_cm2)) continue;
        members[chart_[t]].push_back(static_cast<std::uint32_t>(t));
        for (std::size_t k = 0; k < 3; ++k)
          if (const std::uint32_t o = neighbours_[t][k]; o != none && chart_[o] != chart_[t])
            border[chart_[t]][chart_[o]] += edge_length(t, k);
      }
      std::vector<std::uint32_t> label_of(chart_count_);
      for (std::size_t t = 0; t < count_; ++t) label_of[chart_[t]] = label_[t];
      std::vector<std::uint32_t> order(chart_count_);
      std::iota(order.begin(), order.end(), 0U);
      std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return area[a] < area[b]; });
      std::vector<bool> busy(chart_count_, false);
      bool changed = false;
      for (const std::uint32_t c : order) {
        if (members[c].empty() || busy[c]) continue;
        std::uint32_t best = none;
        double longest = 0;
        for (const auto &[o, length] : border[c]) {
          if (busy[o] || length <= longest) continue;
          const bool fits = std::all_of(members[c].begin(), members[c].end(),
                                        [&, label = label_of[o]](std::uint32_t t) { return facing(t, label) > steepest; });
          if (fits) best = o, longest = length;
        }
        if (best == none) continue;
        for (const std::uint32_t t : members[c]) label_[t] = label_of[best];
        busy[c] = busy[best] = changed = true;
      }
      if (!changed) break;
    }
    connect();
  }

  // A chart that lies over itself in its plane is cut: what comes second, walking outwards from the first triangle,
  // becomes a chart of its own.
  void part_overlaps(float mm_per_texel) {
    for (int round = 0; round < 4; ++round) {
      std::vector<std::uint8_t> second(count_, 0);
      bool found = false;
      for (const std::vector<std::uint32_t> &walk : walks()) {
        const View view = view_of(label_[walk.front()]);
        const float texel = mm_per_texel * 0.001F;
        Bounds box;
        for (const std::uint32_t t : walk)
          for (std::size_t k = 0; k < 3; ++k) box.add(vec3(flat(positions_[indices_[3 * t + k]], view) / texel, 0));
        Canvas canvas(box);
        for (const std::uint32_t t : walk)
          if (!paint(t, view, texel, canvas)) second[t] = 1, found = true;
      }
      if (!found) return;
      for (std::size_t t = 0; t < count_; ++t)
        if (second[t] != 0) layer_[t] += 1;
      connect();
    }
  }

  Charts finish() {
    std::vector<Bounds> box(chart_count_);
    std::vector<View> views(chart_count_);
    for (std::size_t t = 0; t < count_; ++t) {
      const View view = views[chart_[t]] = view_of(label_[t]);
      for (std::size_t k = 0; k < 3; ++k) box[chart_[t]].add(vec3(flat(positions_[indices_[3 * t + k]], view), 0));
    }
    const int side = wish_.size_px, gutter = wish_.gutter_px;
    const auto boxes = [&](double scale) {
      std::vector<glm::ivec2> sizes;
      for (const Bounds &b : box) {
        const vec3 s = b.size();
        sizes.emplace_back(static_cast<int>(std::ceil(scale * static_cast<double>(s.x))) + gutter + 1,
                           static_cast<int>(std::ceil(scale * static_cast<double>(s.y))) + gutter + 1);
      }
      return sizes;
    };
    double low = 0, high = 16 * side; // pixels per metre
    std::optional<std::vector<glm::ivec2>> places = pack(boxes(0), side - gutter);
    for (int k = 0; k < 26; ++k) {
      const double scale = 0.5 * (low + high);
      if (auto p = pack(boxes(scale), side - gutter))
        low = scale, places = std::move(p);
      else
        high = scale;
    }
    Charts out;
    if (!places) return out;
    out.count = chart_count_;
    out.chart = chart_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs; // vertex, chart
    for (std::size_t i = 0; i < indices_.size(); ++i) pairs.emplace_back(indices_[i], chart_[i / 3]);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> unique = pairs;
    std::sort(unique.begin(), unique.end());
    unique.erase(std::unique(unique.begin(), unique.end()), unique.end());
    for (const auto &[v, c] : unique) {
      const vec2 p = flat(positions_[v], views[c]) - vec2(box[c].low);
      const vec2 px = static_cast<float>(low) * p + vec2((*places)[c]) + static_cast<float>(gutter) + 0.5F;
      out.source.push_back(v);
      out.uv.push_back(px / static_cast<float>(side));
    }
    for (const auto &p : pairs)
      out.indices.push_back(
          static_cast<std::uint32_t>(std::lower_bound(unique.begin(), unique.end(), p) - unique.begin()));
    out.distortion = distortion(out, low);
    return out;
  }

  // Millimetres a texel if the charts filled about half of the texture.
  [[nodiscard]] float rough_texel_mm() const {
    const double all = std::accumulate(area_.begin(), area_.end(), 0.0);
    return static_cast<float>(1000.0 * std::sqrt(all / (0.5 * wish_.size_px * static_cast<double>(wish_.size_px))));
  }

private:
  void measure(std::span<const vec3> normals, std::span<const std::uint32_t> segment) {
    for (std::size_t t = 0; t < count_; ++t) {
      const std::uint32_t a = indices_[3 * t], b = indices_[3 * t + 1], c = indices_[3 * t + 2];
      const vec3 n = glm::cross(positions_[b] - positions_[a], positions_[c] - positions_[a]);
      const float length = glm::length(n);
      area_.push_back(0.5 * static_cast<double>(length));
      hard_.push_back(length > 0 ? n / length : normals[a]);
      soft_.push_back(normals[a] + normals[b] + normals[c]);
      segment_.push_back(segment[b] == segment[c] ? segment[b] : segment[a]);
    }
    layer_.assign(count_, 0);
  }
  void find_neighbours() {
    struct Side {
      std::uint64_t key;
      std::uint32_t corner;
    };
    std::vector<Side> sides;
    for (std::uint32_t i = 0; i < indices_.size(); ++i) {
      const std::uint32_t a = indices_[i], b = indices_[i / 3 * 3 + (i + 1) % 3];
      sides.push_back({std::uint64_t{std::min(a, b)} << 32 | std::max(a, b), i});
    }
    for (std::uint32_t t = 0; t < count_; ++t)
      for (std::uint32_t k = 0; k < 3; ++k) {
        const std::uint32_t a = indices_[3 * t + k], b = indices_[3 * t + (k + 1) % 3];
        sides[3 * t + k] = {std::uint64_t{std::min(a, b)} << 32 | std::max(a, b), 3 * t + k};
      }
    std::sort(sides.begin(), sides.end(),
              [](const Side &a, const Side &b) { return a.key != b.key ? a.key < b.key : a.corner < b.corner; });
    neighbours_.assign(count_, {none, none, none});
    for (std::size_t i = 0; i + 1 < sides.size(); ++i)
      if (sides[i].key == sides[i + 1].key) {
        neighbours_[sides[i].corner / 3][sides[i].corner % 3] = sides[i + 1].corner / 3;
        neighbours_[sides[i + 1].corner / 3][sides[i + 1].corner % 3] = sides[i].corner / 3;
      }
  }
  [[nodiscard]] double edge_length(std::size_t t, std::size_t k) const {
    return static_cast<double>(
        glm::distance(positions_[indices_[3 * t + k]], positions_[indices_[3 * t + (k + 1) % 3]]));
  }
  [[nodiscard]] View view_of(std::uint32_t label) const {
    const std::uint32_t segment = label / 6, axis = label % 6 / 2;
    const mat3 frame = segment < frames_.size() ? frames_[segment] : mat3(1);
    const vec3 out = (label % 2 == 0 ? 1.0F : -1.0F) * frame[static_cast<int>(axis)];
    const vec3 v = axis == 1 ? frame[2] : frame[1]; // keep the long axis (column 1) upright where it is in the plane
    return {glm::cross(v, out), -v, out};           // y runs down in a texture
  }
  [[nodiscard]] static vec2 flat(vec3 p, const View &view) { return {glm::dot(p, view.u), glm::dot(p, view.v)}; }
  [[nodiscard]] float facing(std::size_t t, std::uint32_t label) const {
    return glm::dot(hard_[t], view_of(label).out);
  }
  [[nodiscard]] std::uint32_t best_view(std::uint32_t segment, vec3 normal) const {
    std::uint32_t best = segment * 6;
    for (std::uint32_t k = 1; k < 6; ++k)
      if (glm::dot(normal, view_of(segment * 6 + k).out) > glm::dot(normal, view_of(best).out)) best = segment * 6 + k;
    return best;
  }
  void connect() {
    chart_.assign(count_, none);
    chart_count_ = 0;
    std::vector<std::uint32_t> stack;
    for (std::uint32_t s = 0; s < count_; ++s) {
      if (chart_[s] != none) continue;
      chart_[s] = chart_count_;
      stack.push_back(s);
      while (!stack.empty()) {
        const std::uint32_t t = stack.back();
        stack.pop_back();
        for (const std::uint32_t o : neighbours_[t])
          if (o != none && chart_[o] == none && label_[o] == label_[t] && layer_[o] == layer_[t])
            chart_[o] = chart_count_, stack.push_back(o);
      }
      ++chart_count_;
    }
  }
  // Each chart's triangles, breadth first from the one that faces its view best.
  [[nodiscard]] std::vector<std::vector<std::uint32_t>> walks() const {
    std::vector<std::uint32_t> start(chart_count_, none);
    for (std::uint32_t t = 0; t < count_; ++t)
      if (start[chart_[t]] == none || facing(t, label_[t]) > facing(start[chart_[t]], label_[t])) start[chart_[t]] = t;
    std::vector<bool> seen(count_, false);
    std::vector<std::vector<std::uint32_t>> out(chart_count_);
    for (std::uint32_t c = 0; c < chart_count_; ++c) {
      out[c].push_back(start[c]);
      seen[start[c]] = true;
      for (std::size_t i = 0; i < out[c].size(); ++i)
        for (const std::uint32_t o : neighbours_[out[c][i]])
          if (o != none && chart_[o] == c && !seen[o]) seen[o] = true, out[c].push_back(o);
    }
    return out;
  }
  // Which texels of a chart's plane are taken.
  class Canvas {
  public:
    explicit Canvas(const Bounds &box) // in texels
        : low_(glm::floor(vec2(box.low))), size_(glm::ivec2(glm::ceil(vec2(box.high))) - low_ + 1),
          taken_(static_cast<std::size_t>(size_.x) * static_cast<std::size_t>(size_.y), 0) {}
    [[nodiscard]] std::uint8_t &at(glm::ivec2 p) {
      p -= low_;
      return taken_[static_cast<std::size_t>(p.y) * static_cast<std::size_t>(size_.x) + static_cast<std::size_t>(p.x)];
    }

  private:
    glm::ivec2 low_, size_;
    std::vector<std::uint8_t> taken_;
  };
  // Marks the texels whose centre lies well inside the triangle; false (and nothing marked) when one is taken already.
  bool paint(std::uint32_t t, const View &view, float texel, Canvas &canvas) const {
    std::array<vec2, 3> p;
    for (std::size_t k = 0; k < 3; ++k) p[k] = flat(positions_[indices_[3 * t + k]], view) / texel;
    const float twice = (p[1].x - p[0].x) * (p[2].y - p[0].y) - (p[1].y - p[0].y) * (p[2].x - p[0].x);
    if (twice == 0) return true;
    const vec2 low = glm::min(glm::min(p[0], p[1]), p[2]), high = glm::max(glm::max(p[0], p[1]), p[2]);
    std::vector<glm::ivec2> mine;
    for (int y = static_cast<int>(std::floor(low.y)); y <= static_cast<int>(std::ceil(high.y)); ++y)
      for (int x = static_cast<int>(std::floor(low.x)); x <= static_cast<int>(std::ceil(high.x)); ++x) {
        const vec2 q(x, y);
        bool inside = true;
        for (std::size_t k = 0; k < 3 && inside; ++k) {
          const vec2 a = p[k], b = p[(k + 1) % 3];
          inside = ((b.x - a.x) * (q.y - a.y) - (b.y - a.y) * (q.x - a.x)) / twice > 1e-3F;
        }
        if (!inside) continue;
        if (canvas.at({x, y}) != 0) return false;
        mine.emplace_back(x, y);
      }
    for (const glm::ivec2 &p_taken : mine) canvas.at(p_taken) = 1;
    return true;
  }
  [[nodiscard]] Distortion distortion(const Charts &charts, double pixels_per_metre) const {
    Distortion d;
    d.pixels_per_mm = pixels_per_metre / 1000;
    std::vector<std::pair<double, double>> ratio; // ratio, area
    double all = 0, flipped = 0, filled = 0;
    for (std::size_t t = 0; t < count_; ++t) {
      const vec3 a = positions_[indices_[3 * t]], b = positions_[indices_[3 * t + 1]],
                 c = positions_[indices_[3 * t + 2]];
      const vec2 ua = charts.uv[charts.indices[3 * t]], ub = charts.uv[charts.indices[3 * t + 1]],
                 uc = charts.uv[charts.indices[3 * t + 2]];
      all += area_[t];
      const double uv_area = 0.5 * static_cast<double>((ub.x - ua.x) * (uc.y - ua.y) - (ub.y - ua.y) * (uc.x - ua.x));
      filled += std::abs(uv_area);
      const vec3 x = b - a;
      const float base = glm::length(x);
      if (base <= 0 || area_[t] <= 0) continue;
      if (uv_area >= 0) { // y runs down, so every triangle must turn clockwise
        flipped += area_[t];
        continue;
      }
      const float cx = glm::dot(c - a, x) / base, cy = static_cast<float>(2 * area_[t]) / base;
      const vec2 du = (ub - ua) / base, dv = (uc - ua - du * cx) / cy;
      const double p = glm::dot(du, du), q = glm::dot(du, dv), r = glm::dot(dv, dv);
      const double mean = 0.5 * (p + r), spread = std::sqrt(0.25 * (p - r) * (p - r) + q * q);
      ratio.emplace_back(std::sqrt((mean + spread) / std::max(mean - spread, 1e-18)), area_[t]);
    }
    std::sort(ratio.begin(), ratio.end());
    double sum = 0;
    const double seen = all - flipped;
    for (const auto &[value, area] : ratio) {
      if (sum <= 0.50 * seen) d.p50 = value;
      if (sum <= 0.95 * seen) d.p95 = value;
      if (sum <= 0.99 * seen) d.p99 = value;
      sum += area;
    }
    d.flipped_area = all > 0 ? flipped / all : 0;
    d.fill = filled;
    return d;
  }

  std::span<const vec3> positions_;
  std::span<const std::uint32_t> indices_;
  std::span<const mat3> frames_;
  ChartWish wish_;
  std::size_t count_;
  std::vector<double> area_;
  std::vector<vec3> hard_, soft_; // face normals: of the triangle, of its vertices
  std::vector<std::uint32_t> segment_, label_, layer_, chart_;
  std::uint32_t chart_count_ = 0;
  std::vector<std::array<std::uint32_t, 3>> neighbours_;
};

} // namespace

Charts make_charts(std::span<const vec3> positions, std::span<const vec3> normals,
                   std::span<const std::uint32_t> indices, std::span<const std::uint32_t> segment,
                   std::span<const mat3> frames, const ChartWish &wish) {
  if (indices.empty()) return {};
  Charting work(positions, normals, indices, segment, frames, wish);
  work.label();
  work.gather();
  work.part_overlaps(work.rough_texel_mm());
  return work.finish();
}

} // namespace myo::form
