#include "assemble/compare/raster.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

constexpr int samples = 2;        // a side of every pixel
constexpr float no_depth = -1e30F; // depth where nothing is

struct Point { vec3 colour{0}, normal{0}; float depth = no_depth; };

// Depth buffer filling with a callback a covered sample; `eye` space: x right, y up, z towards the viewer, mm.
template <class Hit> void fill(const LpsMesh &mesh, const Frame &frame, float scale, int width, int height, Hit &&hit) {
  const Eye &e = frame.eye;
  const auto project = [&](vec3 p) {
    return vec3((p[e.right] * e.right_sign - frame.corner_mm.x) * scale, (frame.corner_mm.y - p[e.up] * e.up_sign) * scale,
                p[e.toward] * e.toward_sign);
  };
  const float near = e.toward_sign > 0 ? frame.box.high[e.toward] : -frame.box.low[e.toward];
  const float far = e.toward_sign > 0 ? frame.box.low[e.toward] : -frame.box.high[e.toward];
  for (std::size_t t = 0; t + 2 < mesh.indices.size(); t += 3) {
    const std::array corner{mesh.indices[t], mesh.indices[t + 1], mesh.indices[t + 2]};
    const vec3 a = project(mesh.positions[corner[0]]), b = project(mesh.positions[corner[1]]), c = project(mesh.positions[corner[2]]);
    const float twice = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
    if (std::abs(twice) < 1e-12F) continue;
    const int left = std::max(0, static_cast<int>(std::ceil(std::min({a.x, b.x, c.x}) - 0.5F)));
    const int right = std::min(width - 1, static_cast<int>(std::floor(std::max({a.x, b.x, c.x}) - 0.5F)));
    const int top = std::max(0, static_cast<int>(std::ceil(std::min({a.y, b.y, c.y}) - 0.5F)));
    const int bottom = std::min(height - 1, static_cast<int>(std::floor(std::max({a.y, b.y, c.y}) - 0.5F)));
    for (int y = top; y <= bottom; ++y)
      for (int x = left; x <= right; ++x) {
        const float px = static_cast<float>(x) + 0.5F, py = static_cast<float>(y) + 0.5F;
        const float wb = ((px - a.x) * (c.y - a.y) - (py - a.y) * (c.x - a.x)) / twice;
        const float wc = ((b.x - a.x) * (py - a.y) - (b.y - a.y) * (px - a.x)) / twice;
        const float wa = 1 - wb - wc;
        if (wa < -1e-5F || wb < -1e-5F || wc < -1e-5F) continue;
        const float depth = wa * a.z + wb * b.z + wc * c.z;
        if (depth > near || depth < far) continue;
        hit(x, y, depth, corner, vec3(wa, wb, wc));
      }
  }
}

// Share of the open sky over a point, from its neighbours' depths: near creases and wide hollows.
float openness(const std::vector<Point> &points, int width, int height, int x, int y, float scale, float radius_mm) {
  const Point &here = points[static_cast<std::size_t>(y * width + x)];
  constexpr int count = 14;
  const float turn = 0.7F * static_cast<float>((x % 4) + 4 * (y % 4)); // neighbours look in different directions
  float hidden = 0;
  for (int i = 0; i < count; ++i) {
    const float share = (static_cast<float>(i) + 0.5F) / count, angle = turn + 2.4F * static_cast<float>(i);
    const float reach = std::max(1.5F, radius_mm * scale * share);
    const int sx = x + static_cast<int>(std::lround(reach * std::cos(angle))), sy = y + static_cast<int>(std::lround(reach * std::sin(angle)));
    if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue;
    const Point &there = points[static_cast<std::size_t>(sy * width + sx)];
    if (there.depth == no_depth) continue;
    const vec3 way(static_cast<float>(sx - x) / scale, static_cast<float>(y - sy) / scale, there.depth - here.depth);
    const float length = glm::length(way);
    if (length < 1e-4F) continue;
    const float rise = glm::dot(here.normal, way) / length;
    hidden += std::max(0.0F, rise - 0.12F) / (1 + 0.12F * (length / radius_mm) * (length / radius_mm));
  }
  return std::max(0.0F, 1 - 2.4F * hidden / count);
}

float coded(float linear) {
  linear = std::clamp(linear, 0.0F, 1.0F);
  return linear <= 0.0031308F ? 12.92F * linear : 1.055F * std::pow(linear, 1 / 2.4F) - 0.055F;
}

vec3 light(const Point &p, float open) {
  const vec3 n = p.normal;
  const vec3 key = glm::normalize(vec3(-0.55F, 0.65F, 0.62F)), side = glm::normalize(vec3(0.85F, -0.05F, 0.45F));
  const float sky = 0.22F + 0.12F * n.y;
  const float main = 0.72F * std::max(0.0F, (glm::dot(n, key) + 0.12F) / 1.12F);
  const float second = 0.20F * std::max(0.0F, glm::dot(n, side));
  const float edge = 1 - 0.35F * std::pow(1 - std::clamp(n.z, 0.0F, 1.0F), 3.0F);
  return p.colour * ((sky + second) * open + main * (0.45F + 0.55F * open)) * edge;
}

} // namespace

std::string name_of(View view, bool midline) {
  switch (view) {
  case View::posterior: return "posterior";
  case View::anterior: return "anterior";
  case View::lateral: return midline ? "from the left" : "lateral";
  case View::medial: return midline ? "from the right" : "medial";
  case View::superior: return "superior";
  case View::inferior: return "inferior";
  }
  return {};
}

Eye eye_of(View view, float mirror) {
  switch (view) {
  case View::posterior: return {0, 2, 1, -mirror, 1, 1};
  case View::anterior: return {0, 2, 1, mirror, 1, -1};
  case View::lateral: return {1, 2, 0, mirror, 1, 1};
  case View::medial: return {1, 2, 0, -mirror, 1, -1};
  case View::superior: return {0, 1, 2, -mirror, -1, 1};
  case View::inferior: return {0, 1, 2, mirror, -1, -1};
  }
  return {};
}

Shaded shade(const std::vector<Layer> &layers, const Frame &frame) {
  const int width = frame.width * samples, height = frame.height * samples;
  const float scale = frame.px_per_mm * samples;
  const Eye &e = frame.eye;
  std::vector<Point> points(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  for (const Layer &layer : layers) {
    if (layer.mesh == nullptr) continue;
    const LpsMesh &mesh = *layer.mesh;
    fill(mesh, frame, scale, width, height, [&](int x, int y, float depth, const std::array<std::uint32_t, 3> &corner, vec3 w) {
      Point &p = points[static_cast<std::size_t>(y * width + x)];
      if (depth <= p.depth) return;
      const vec3 n = w.x * mesh.normals[corner[0]] + w.y * mesh.normals[corner[1]] + w.z * mesh.normals[corner[2]];
      const vec3 seen(n[e.right] * e.right_sign, n[e.up] * e.up_sign, n[e.toward] * e.toward_sign);
      const float length = glm::length(seen);
      const vec3 unit = length > 0 ? seen / length : vec3(0, 0, 1);
      // An inside that a cut or a hole lays open is darker and redder; smooth normals may lean a little past the rim.
      const bool inside = unit.z < -0.25F;
      p = {inside ? layer.colour * vec3(0.55F, 0.34F, 0.28F) : layer.colour, unit.z < 0 ? vec3(unit.x, unit.y, -unit.z) : unit, depth};
    });
  }
  const float size = static_cast<float>(std::max(frame.width, frame.height)) / frame.px_per_mm;
  const float wide = std::clamp(0.09F * size, 1.5F, 14.0F), narrow = 0.28F * wide;
  Shaded out{frame.width, frame.height, std::vector<vec4>(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height))};
  for (int y = 0; y < frame.height; ++y)
    for (int x = 0; x < frame.width; ++x) {
      vec3 sum(0);
      int covered = 0;
      for (int j = 0; j < samples; ++j)
        for (int i = 0; i < samples; ++i) {
          const int sx = x * samples + i, sy = y * samples + j;
          const Point &p = points[static_cast<std::size_t>(sy * width + sx)];
          if (p.depth == no_depth) continue;
          const float open = openness(points, width, height, sx, sy, scale, wide) * (0.5F + 0.5F * openness(points, width, height, sx, sy, scale, narrow));
          const vec3 c = light(p, open);
          sum += vec3(coded(c.x), coded(c.y), coded(c.z));
          ++covered;
        }
      if (covered > 0)
        out.pixels[static_cast<std::size_t>(y * frame.width + x)] =
            vec4(sum / static_cast<float>(covered), static_cast<float>(covered) / (samples * samples));
    }
  return out;
}

std::vector<std::uint8_t> silhouette(const LpsMesh &mesh, const Frame &frame) {
  std::vector<std::uint8_t> out(static_cast<std::size_t>(frame.width) * static_cast<std::size_t>(frame.height), 0);
  fill(mesh, frame, frame.px_per_mm, frame.width, frame.height,
       [&](int x, int y, float, const std::array<std::uint32_t, 3> &, vec3) { out[static_cast<std::size_t>(y * frame.width + x)] = 1; });
  return out;
}

} // namespace myo::assemble
