#include "form/isosurface.h"

#include "base/parallel.h"
#include "form/cell_corner.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::form {
namespace {

struct CubeTetrahedron {
  std::array<int, 4> corner; // of the cell: bits x, y, z
  bool positive;             // orientation of the corners in this order
};

constexpr std::array<CubeTetrahedron, 6> tetrahedra{{{{0, 1, 3, 7}, true},
                                                 {{0, 1, 5, 7}, false},
                                                 {{0, 2, 3, 7}, false},
                                                 {{0, 2, 6, 7}, true},
                                                 {{0, 4, 5, 7}, true},
                                                 {{0, 4, 6, 7}, false}}};

// Corner orders of even parity that list the inside corners (bits of the mask) first.
constexpr std::array<std::array<int, 4>, 16> inside_first{{{0, 1, 2, 3},
                                                           {0, 1, 2, 3},
                                                           {1, 0, 3, 2},
                                                           {0, 1, 2, 3},
                                                           {2, 3, 0, 1},
                                                           {0, 2, 3, 1},
                                                           {1, 2, 0, 3},
                                                           {3, 2, 1, 0},
                                                           {3, 2, 1, 0},
                                                           {0, 3, 1, 2},
                                                           {1, 3, 2, 0},
                                                           {2, 3, 0, 1},
                                                           {2, 3, 0, 1},
                                                           {1, 0, 3, 2},
                                                           {0, 1, 2, 3},
                                                           {0, 1, 2, 3}}};

// The 14 neighbours of a node: +1..+7 as bit triples, then their opposites.
glm::ivec3 neighbour(int i) {
  return i < 7 ? corner_offset(i + 1) : -corner_offset(i - 6);
}

// For every set of inside neighbours: may the node change side without changing the topology?
std::vector<std::uint8_t> simple_table() {
  std::array<std::array<bool, 14>, 14> adjacent{};
  for (int a = 0; a < 14; ++a)
    for (int b = 0; b < 14; ++b) {
      const glm::ivec3 d = neighbour(a) - neighbour(b);
      const bool up = d.x >= 0 && d.y >= 0 && d.z >= 0, down = d.x <= 0 && d.y <= 0 && d.z <= 0;
      adjacent[a][b] = a != b && (up || down) && std::max({std::abs(d.x), std::abs(d.y), std::abs(d.z)}) == 1;
    }
  const auto pieces = [&](unsigned set) {
    int count = 0;
    while (set != 0) {
      ++count;
      unsigned reached = set & (~set + 1), frontier = reached;
      while (frontier != 0) {
        const int a = __builtin_ctz(frontier);
        frontier &= frontier - 1;
        for (int b = 0; b < 14; ++b)
          if (adjacent[a][b] && (set >> b & 1U) != 0 && (reached >> b & 1U) == 0)
            reached |= 1U << b, frontier |= 1U << b;
      }
      set &= ~reached;
    }
    return count;
  };
  std::vector<std::uint8_t> table(1U << 14);
  for (unsigned set = 0; set < table.size(); ++set) table[set] = pieces(set) == 1 && pieces(~set & 0x3FFFU) == 1;
  return table;
}

struct Steps {
  std::array<std::ptrdiff_t, 14> by{};
  explicit Steps(const Lattice &l) {
    for (int i = 0; i < 14; ++i) {
      const glm::ivec3 n = neighbour(i);
      by[i] = n.x + static_cast<std::ptrdiff_t>(l.size.x) * (n.y + static_cast<std::ptrdiff_t>(l.size.y) * n.z);
    }
  }
};

bool on_rim(const Lattice &l, std::size_t i) {
  const auto nx = static_cast<std::size_t>(l.size.x), ny = static_cast<std::size_t>(l.size.y);
  const std::size_t x = i % nx, y = i / nx % ny, z = i / (nx * ny);
  return x == 0 || y == 0 || z == 0 || x + 1 == nx || y + 1 == ny || z + 1 == static_cast<std::size_t>(l.size.z);
}

// Turns outside nodes that the rim cannot reach into inside ones.
std::size_t fill_cavities(Field &field, const Steps &steps) {
  const std::size_t n = field.values.size();
  std::vector<std::uint8_t> open(n, 0);
  std::vector<std::size_t> stack;
  for (std::size_t i = 0; i < n; ++i) {
    if (!on_rim(field.lattice, i)) continue;
    field.values[i] = std::max(field.values[i], 0.01F * field.lattice.step);
    open[i] = 1;
    stack.push_back(i);
  }
  while (!stack.empty()) {
    const std::size_t i = stack.back();
    stack.pop_back();
    const bool rim = on_rim(field.lattice, i);
    for (int k = 0; k < 14; ++k) {
      const std::size_t j = i + static_cast<std::size_t>(steps.by[k]);
      if (rim && (j >= n || on_rim(field.lattice, j))) continue; // rim nodes are all open; wrapped steps end there too
      if (open[j] == 0 && field.values[j] >= 0) open[j] = 1, stack.push_back(j);
    }
  }
  std::size_t changed = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (open[i] == 0 && field.values[i] >= 0) field.values[i] = -0.1F * field.lattice.step, ++changed;
  return changed;
}

} // namespace

Lattice lattice_over(const Bounds &bounds, float margin, float step) {
  Lattice l;
  l.step = step;
  const glm::ivec3 low = glm::ivec3(glm::floor((bounds.low - margin) / step));
  const glm::ivec3 high = glm::ivec3(glm::ceil((bounds.high + margin) / step));
  l.origin = step * vec3(low);
  l.size = high - low + 1;
  return l;
}

float Field::sample(vec3 p) const {
  const vec3 g = glm::clamp((p - lattice.origin) / lattice.step, vec3(0), vec3(lattice.size - 1) - 1e-3F);
  const glm::ivec3 c = glm::ivec3(g);
  const vec3 t = g - vec3(c);
  const std::size_t i = lattice.index(c.x, c.y, c.z);
  const std::size_t dy = static_cast<std::size_t>(lattice.size.x), dz = dy * static_cast<std::size_t>(lattice.size.y);
  const auto row = [&](std::size_t k) { return glm::mix(values[k], values[k + 1], t.x); };
  return glm::mix(glm::mix(row(i), row(i + dy), t.y), glm::mix(row(i + dz), row(i + dy + dz), t.y), t.z);
}

vec3 Field::gradient(vec3 p) const {
  const float h = 0.5F * lattice.step;
  return vec3(sample(p + vec3(h, 0, 0)) - sample(p - vec3(h, 0, 0)),
              sample(p + vec3(0, h, 0)) - sample(p - vec3(0, h, 0)),
              sample(p + vec3(0, 0, h)) - sample(p - vec3(0, 0, h))) /
         (2 * h);
}

std::size_t make_ball(Field &field) {
  const Steps steps(field.lattice);
  std::size_t changed = fill_cavities(field, steps);
  const std::size_t n = field.values.size();
  std::size_t seed = 0;
  for (std::size_t i = 0; i < n; ++i)
    if (field.values[i] < field.values[seed]) seed = i;
  if (n == 0 || field.values[seed] >= 0) return changed;

  // Deepest first, by buckets of depth.
  constexpr std::size_t buckets = 4096;
  const float scale = static_cast<float>(buckets - 1) / -field.values[seed];
  std::vector<std::vector<std::size_t>> queue(buckets);
  const auto bucket_of = [&](std::size_t i) {
    return buckets - 1 - static_cast<std::size_t>(std::min(-field.values[i] * scale, static_cast<float>(buckets - 1)));
  };
  enum : std::uint8_t { idle = 0, queued = 1, inside = 2 };
  std::vector<std::uint8_t> state(n, idle);
  const std::vector<std::uint8_t> simple = simple_table();
  std::size_t now = bucket_of(seed);
  queue[now].push_back(seed);
  state[seed] = queued;
  bool first = true;
  while (now < buckets) {
    if (queue[now].empty()) {
      ++now;
      continue;
    }
    const std::size_t i = queue[now].back();
    queue[now].pop_back();
    unsigned set = 0;
    for (int k = 0; k < 14; ++k)
      if (state[i + static_cast<std::size_t>(steps.by[k])] == inside) set |= 1U << k;
    state[i] = idle;
    if (!first && simple[set] == 0) continue;
    first = false;
    state[i] = inside;
    for (int k = 0; k < 14; ++k) {
      const std::size_t j = i + static_cast<std::size_t>(steps.by[k]);
      if (state[j] != idle || field.values[j] >= 0) continue;
      state[j] = queued;
      const std::size_t b = bucket_of(j);
      queue[b].push_back(j);
      now = std::min(now, b);
    }
  }
  for (std::size_t i = 0; i < n; ++i)
    if (field.values[i] < 0 && state[i] != inside) field.values[i] = 0.1F * field.lattice.step, ++changed;
  return changed;
}

Surface isosurface(const Field &field) {
  const Lattice &l = field.lattice;
  Surface out;
  const std::size_t layer = static_cast<std::size_t>(l.size.x) * static_cast<std::size_t>(l.size.y);
  // Vertex on the edge that starts at a node of this layer (or the next) and runs along one of seven directions.
  constexpr std::uint32_t missing = 0xFFFFFFFFU;
  std::array<std::vector<std::uint32_t>, 2> edges{std::vector<std::uint32_t>(layer * 7, missing),
                                                  std::vector<std::uint32_t>(layer * 7, missing)};
  for (int z = 0; z + 1 < l.size.z; ++z) {
    for (int y = 0; y + 1 < l.size.y; ++y)
      for (int x = 0; x + 1 < l.size.x; ++x) {
        std::array<float, 8> v{};
        unsigned inside = 0;
        const std::size_t base = l.index(x, y, z);
        for (int c = 0; c < 8; ++c) {
          const glm::ivec3 o = corner_offset(c);
          v[c] = field.values[base + static_cast<std::size_t>(o.x) + static_cast<std::size_t>(o.y * l.size.x) +
                              static_cast<std::size_t>(o.z) * layer];
          if (v[c] < 0) inside |= 1U << c;
        }
        if (inside == 0 || inside == 0xFF) continue;
        const auto vertex = [&](int a, int b) {
          if (a > b) std::swap(a, b);
          const glm::ivec3 oa = corner_offset(a);
          const std::size_t node = static_cast<std::size_t>(y + oa.y) * static_cast<std::size_t>(l.size.x) +
                                   static_cast<std::size_t>(x + oa.x);
          std::uint32_t &slot = edges[(z + oa.z) & 1][node * 7 + static_cast<std::size_t>((b ^ a) - 1)];
          if (slot == missing) {
            slot = static_cast<std::uint32_t>(out.positions.size());
            const float t = std::clamp(v[a] / (v[a] - v[b]), 0.02F, 0.98F);
            const vec3 pa = l.point(x + oa.x, y + oa.y, z + oa.z);
            out.positions.push_back(pa + t * l.step * vec3(corner_offset(b ^ a)));
          }
          return slot;
        };
        const auto triangle = [&](bool forward, std::uint32_t a, std::uint32_t b, std::uint32_t c) {
          out.indices.push_back(a);
          out.indices.push_back(forward ? b : c);
          out.indices.push_back(forward ? c : b);
        };
        for (const CubeTetrahedron &t : tetrahedra) {
          unsigned mask = 0;
          for (int k = 0; k < 4; ++k)
            if ((inside >> t.corner[k] & 1U) != 0) mask |= 1U << k;
          if (mask == 0 || mask == 15) continue;
          const std::array<int, 4> &order = inside_first[mask];
          const int a = t.corner[order[0]], b = t.corner[order[1]], c = t.corner[order[2]], d = t.corner[order[3]];
          const int count = __builtin_popcount(mask);
          if (count == 1) {
            triangle(t.positive, vertex(a, b), vertex(a, c), vertex(a, d));
          } else if (count == 3) { // `order` lists the outside corner first here
            triangle(!t.positive, vertex(a, b), vertex(a, c), vertex(a, d));
          } else {
            const std::uint32_t p = vertex(a, c), q = vertex(a, d), r = vertex(b, d), s = vertex(b, c);
            triangle(t.positive, p, q, r);
            triangle(t.positive, p, r, s);
          }
        }
      }
    std::fill(edges[z & 1].begin(), edges[z & 1].end(), missing);
  }
  return out;
}

void smooth(Field &field, float sigma_steps) {
  if (sigma_steps <= 0) return;
  const int radius = static_cast<int>(std::ceil(2.5F * sigma_steps));
  std::vector<float> kernel(static_cast<std::size_t>(2 * radius + 1));
  float sum = 0;
  for (int k = -radius; k <= radius; ++k) {
    const float x = static_cast<float>(k) / sigma_steps;
    sum += kernel[static_cast<std::size_t>(k + radius)] = std::exp(-0.5F * x * x);
  }
  for (float &k : kernel) k /= sum;
  const Lattice &l = field.lattice;
  const std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(l.size.x),
                                          static_cast<std::size_t>(l.size.x) * static_cast<std::size_t>(l.size.y)};
  for (int axis = 0; axis < 3; ++axis) {
    const int n = l.size[axis], u = (axis + 1) % 3, v = (axis + 2) % 3;
    parallel_for(0, l.size[v], [&](int j) {
      std::vector<float> line(static_cast<std::size_t>(n));
      for (int i = 0; i < l.size[u]; ++i) {
        float *at =
            field.values.data() + static_cast<std::size_t>(i) * stride[u] + static_cast<std::size_t>(j) * stride[v];
        for (int k = 0; k < n; ++k) line[static_cast<std::size_t>(k)] = at[static_cast<std::size_t>(k) * stride[axis]];
        for (int k = 0; k < n; ++k) {
          float value = 0;
          for (int m = -radius; m <= radius; ++m)
            value += kernel[static_cast<std::size_t>(m + radius)] *
                     line[static_cast<std::size_t>(std::clamp(k + m, 0, n - 1))];
          at[static_cast<std::size_t>(k) * stride[axis]] = value;
        }
      }
    });
  }
}

} // namespace myo::form
