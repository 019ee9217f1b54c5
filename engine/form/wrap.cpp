#include "form/wrap.h"

#include "base/hash.h"
#include "base/parallel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace myo::form {
namespace {

constexpr std::int32_t nobody = -1;

// For every node the node of its nearest seed (exact Euclidean distance transform, Felzenszwalb and Huttenlocher 2012,
// carrying the seed along). `nearest` holds the node's own index at seeds and `nobody` elsewhere.
void spread_nearest(const Lattice &l, std::vector<std::int32_t> &nearest) {
  const std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(l.size.x),
                                          static_cast<std::size_t>(l.size.x) * static_cast<std::size_t>(l.size.y)};
  const auto coordinates = [&](std::int32_t i) {
    return glm::ivec3(i % l.size.x, i / l.size.x % l.size.y, i / (l.size.x * l.size.y));
  };
  for (int axis = 0; axis < 3; ++axis) {
    const int n = l.size[axis], u = (axis + 1) % 3, v = (axis + 2) % 3;
    parallel_for(0, l.size[v], [&](int j) {
      std::vector<std::int32_t> seed(static_cast<std::size_t>(n)), hull(static_cast<std::size_t>(n));
      std::vector<double> height(static_cast<std::size_t>(n)), from(static_cast<std::size_t>(n) + 1);
      for (int i = 0; i < l.size[u]; ++i) {
        std::int32_t *line =
            nearest.data() + static_cast<std::size_t>(i) * stride[u] + static_cast<std::size_t>(j) * stride[v];
        int top = -1; // lower envelope of the parabolas
        for (int q = 0; q < n; ++q) {
          const auto qi = static_cast<std::size_t>(q);
          seed[qi] = line[qi * stride[axis]];
          if (seed[qi] == nobody) continue;
          const glm::ivec3 s = coordinates(seed[qi]);
          const int du = s[u] - i, dv = s[v] - j, da = s[axis] - q; // da is 0 until this axis has been spread
          height[qi] = static_cast<double>(du) * du + static_cast<double>(dv) * dv + static_cast<double>(da) * da;
          double start = -std::numeric_limits<double>::infinity();
          while (top >= 0) {
            const auto p = static_cast<std::size_t>(hull[static_cast<std::size_t>(top)]);
            start = (height[qi] + static_cast<double>(q) * q - height[p] -
                     static_cast<double>(p) * static_cast<double>(p)) /
                    (2.0 * (q - static_cast<double>(p)));
            if (start > from[static_cast<std::size_t>(top)]) break;
            --top;
            start = -std::numeric_limits<double>::infinity();
          }
          ++top;
          hull[static_cast<std::size_t>(top)] = q;
          from[static_cast<std::size_t>(top)] = start;
        }
        if (top < 0) continue;
        int at = 0;
        for (int q = 0; q < n; ++q) {
          while (at < top && from[static_cast<std::size_t>(at) + 1] < q) ++at;
          line[static_cast<std::size_t>(q) * stride[axis]] =
              seed[static_cast<std::size_t>(hull[static_cast<std::size_t>(at)])];
        }
      }
    });
  }
}

// Points sorted into nodes, and for every node the nearest node that holds some.
class Cloud {
public:
  Cloud(const Lattice &lattice, const std::vector<vec3> &points) : lattice_(lattice) {
    nearest_.assign(lattice.count(), nobody);
    slot_.assign(lattice.count(), nobody);
    std::vector<float> count;
    for (const vec3 &p : points) {
      const glm::ivec3 c = glm::ivec3(glm::round((p - lattice.origin) / lattice.step));
      if (!holds(c)) continue;
      const std::size_t i = lattice.index(c.x, c.y, c.z);
      if (slot_[i] == nobody) {
        slot_[i] = static_cast<std::int32_t>(at_.size());
        at_.emplace_back(0);
        count.push_back(0);
        nearest_[i] = static_cast<std::int32_t>(i);
      }
      at_[static_cast<std::size_t>(slot_[i])] += p;
      count[static_cast<std::size_t>(slot_[i])] += 1;
    }
    for (std::size_t k = 0; k < at_.size(); ++k) at_[k] /= count[k];
    spread_nearest(lattice, nearest_);
  }

  struct Hit {
    float distance = 1.0F;
    vec3 point{0};
  };
  // Within half a step or so of the truth: the transform compares nodes, not the points in them.
  [[nodiscard]] Hit roughly(std::size_t i, vec3 p) const {
    if (nearest_[i] == nobody) return {};
    const vec3 q = at_[static_cast<std::size_t>(slot_[static_cast<std::size_t>(nearest_[i])])];
    return {glm::distance(p, q), q};
  }
  // The best of all points within two nodes of the rough answer.
  [[nodiscard]] Hit exactly(std::size_t i, vec3 p) const {
    Hit best = roughly(i, p);
    if (nearest_[i] == nobody) return best;
    const std::int32_t n = nearest_[i];
    const glm::ivec3 c(n % lattice_.size.x, n / lattice_.size.x % lattice_.size.y,
                       n / (lattice_.size.x * lattice_.size.y));
    const glm::ivec3 low = glm::max(c - 2, glm::ivec3(0)), high = glm::min(c + 2, lattice_.size - 1);
    for (int z = low.z; z <= high.z; ++z)
      for (int y = low.y; y <= high.y; ++y)
        for (int x = low.x; x <= high.x; ++x) {
          const std::int32_t k = slot_[lattice_.index(x, y, z)];
          if (k == nobody) continue;
          const float d = glm::distance(p, at_[static_cast<std::size_t>(k)]);
          if (d < best.distance) best = {d, at_[static_cast<std::size_t>(k)]};
        }
    return best;
  }

private:
  [[nodiscard]] bool holds(glm::ivec3 c) const {
    return glm::all(glm::greaterThanEqual(c, glm::ivec3(0))) && glm::all(glm::lessThan(c, lattice_.size));
  }
  Lattice lattice_;
  std::vector<std::int32_t> nearest_, slot_;
  std::vector<vec3> at_;
};

template <class F> void each_node(const Lattice &l, F &&f) {
  parallel_for(0, l.size.z, [&](int z) {
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x; ++x) f(l.index(x, y, z), l.point(x, y, z));
  });
}

// Nodes at least `limit` away that the rim reaches through such nodes.
std::vector<std::uint8_t> open_air(const Field &distance, float limit) {
  const Lattice &l = distance.lattice;
  std::vector<std::uint8_t> open(l.count(), 0);
  std::vector<glm::ivec3> stack;
  const auto visit = [&](int x, int y, int z) {
    const std::size_t i = l.index(x, y, z);
    if (open[i] != 0 || distance.values[i] < limit) return;
    open[i] = 1;
    stack.emplace_back(x, y, z);
  };
  for (int z = 0; z < l.size.z; ++z)
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x;
           x += (z == 0 || y == 0 || z + 1 == l.size.z || y + 1 == l.size.y) ? 1 : std::max(1, l.size.x - 1))
        visit(x, y, z);
  while (!stack.empty()) {
    const glm::ivec3 c = stack.back();
    stack.pop_back();
    for (int axis = 0; axis < 3; ++axis)
      for (int step = -1; step <= 1; step += 2) {
        glm::ivec3 d = c;
        d[axis] += step;
        if (d[axis] >= 0 && d[axis] < l.size[axis]) visit(d.x, d.y, d.z);
      }
  }
  return open;
}

} // namespace

float soft_min(float a, float b, float k) {
  if (k <= 0) return std::min(a, b);
  const float h = std::max(k - std::abs(a - b), 0.0F) / k;
  return std::min(a, b) - h * h * k * 0.25F;
}

Field closing_field(const WrapRegion &region) {
  const float step = region.step;
  Bounds bounds;
  for (const vec3 &p : region.points) bounds.add(p);
  Field field;
  field.lattice = lattice_over(bounds, region.closing + region.blend + 4 * step, step);
  const Lattice &l = field.lattice;

  const Cloud cloud(l, region.points);
  field.values.resize(l.count());
  each_node(l, [&](std::size_t i, vec3 p) {
    const float rough = cloud.roughly(i, p).distance;
    field.values[i] = std::abs(rough - region.closing) < 3 * step ? cloud.exactly(i, p).distance : rough;
  });
  const std::vector<std::uint8_t> open = open_air(field, region.closing);

  // The dilated cloud's true boundary, just inside the open air: the points at `closing` from the cloud.
  std::vector<vec3> boundary;
  for (int z = 0; z < l.size.z; ++z)
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x; ++x) {
        const std::size_t i = l.index(x, y, z);
        if (open[i] == 0 || field.values[i] > region.closing + 1.8F * step) continue;
        const vec3 p = l.point(x, y, z), source = cloud.exactly(i, p).point;
        boundary.push_back(source + region.closing * glm::normalize(p - source));
      }
  const Cloud rim(l, boundary);
  const float depth = region.closing - region.offset; // of the skin below the rim
  each_node(l, [&](std::size_t i, vec3 p) {
    if (open[i] != 0) {
      field.values[i] -= region.offset;
      return;
    }
    const float rough = rim.roughly(i, p).distance;
    field.values[i] = depth - (std::abs(rough - depth) < 3 * step ? rim.exactly(i, p).distance : rough);
  });
  smooth(field, region.sigma_steps);
  return field;
}

float Wrapping::operator()(vec3 p) const {
  constexpr float far = 0.1F, fade = 0.01F; // fade: how soon a region that is farther loses its say
  float bare = far, cover = 0, all = 0;
  for (const Part &part : parts_) {
    if (!glm::all(glm::greaterThan(p, part.low)) || !glm::all(glm::lessThan(p, part.high))) continue;
    const float value = part.field.sample(p) + part.offset; // to the tissue itself
    const float nearer = std::min(bare, value);
    const float weight = std::exp((nearer - value) / fade), rest = std::exp((nearer - bare) / fade);
    cover = rest * cover + weight * part.offset;
    all = rest * all + weight;
    bare = soft_min(bare, value, part.blend);
  }
  return all > 0 ? bare - cover / all : far;
}

std::uint64_t Wrapping::hash() const {
  std::uint64_t h = hash_bytes(std::as_bytes(std::span(&bounds_, 1)));
  for (const Part &p : parts_) {
    const std::array<float, 9> numbers{p.field.lattice.origin.x, p.field.lattice.origin.y, p.field.lattice.origin.z,
                                       p.field.lattice.step, static_cast<float>(p.field.lattice.size.x),
                                       static_cast<float>(p.field.lattice.size.y), static_cast<float>(p.field.lattice.size.z), p.blend, p.offset};
    h = hash_span(std::span<const float>(p.field.values), hash_bytes(std::as_bytes(std::span(numbers)), h));
  }
  return h;
}

Result<Wrapping> wrap(std::span<const WrapRegion> regions, Progress &progress) {
  Wrapping out;
  for (const WrapRegion &r : regions) {
    if (progress.cancelled()) return cancelled();
    if (r.points.empty()) continue;
    Field one = closing_field(r);
    for (const vec3 &p : r.points) out.bounds_.add(p - r.offset - 4 * r.step), out.bounds_.add(p + r.offset + 4 * r.step);
    const vec3 low = one.lattice.origin;
    const vec3 high = one.lattice.point(one.lattice.size.x - 1, one.lattice.size.y - 1, one.lattice.size.z - 1);
    out.parts_.push_back({std::move(one), low, high, r.blend, r.offset});
  }
  if (out.parts_.empty())
    return bad_input("there is nothing to put a skin around", {}, "import a body with bones and muscles first");
  return out;
}

} // namespace myo::form
