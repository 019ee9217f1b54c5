#include "form/ribbon_course.h"

#include "form/polyline.h"
#include "form/ribbon_watch.h"

#include <algorithm>
#include <cmath>

namespace myo::form {
namespace {

constexpr float stiff = 0.75F;          // share of its half thickness that the middle keeps clear; the rest gives way
constexpr float course_push = 0.004F;  // metres a round
constexpr int rounds = 36;
constexpr int lift_every = 5, lifts = 7;  // what lies under a deeper neighbour is lifted over it
constexpr float tent = 0.5F;              // slope of what is lifted along
constexpr float lift_reach = 0.022F;
constexpr float wall = 0.002F;            // share of a sheet's width
constexpr float longest_pull = 0.0015F; // metres a round that tautness moves a point

vec3 mean_of(std::span<const vec3> points) {
  vec3 sum(0);
  for (const vec3 p : points) sum += p;
  return points.empty() ? sum : sum / static_cast<float>(points.size());
}

vec3 square_to(vec3 v, vec3 axis) { return v - glm::dot(v, axis) * axis; }

// The middle line before it has a breadth: through the ends' middles and the via points, pushed out of the way.
std::vector<vec3> middle_line(const RibbonShape &shape, const Barrier &barrier, int rows, float clear) {
  std::vector<vec3> guide{mean_of(shape.origin.line)};
  for (const auto &line : shape.via) guide.push_back(mean_of(line));
  guide.push_back(mean_of(shape.insertion.line));
  const std::vector<vec3> start = resample(curve_through(guide), rows + 1);
  std::vector<vec3> line = start, shift(start.size(), vec3(0));
  const float total = length_of(start);
  Watch watch(barrier, line.size());
  for (int round = 0; round < 25; ++round) {
    const std::vector<vec3> before = shift;
    for (std::size_t i = 1; i + 1 < line.size(); ++i) {
      shift[i] = glm::mix(before[i], 0.5F * (before[i - 1] + before[i + 1]), 0.6F);
      vec3 p = start[i] + shift[i];
      const float u = static_cast<float>(i) / static_cast<float>(rows);
      const float want = std::min(clear, 0.6F * total * std::min(u, 1 - u));
      if (barrier)
        if (const Clearance c = watch(i, p, want); c.distance < want) p += std::min(want - c.distance, course_push) * c.away;
      shift[i] = p - start[i];
      line[i] = p;
    }
  }
  return line;
}

// Where the outer face looks along the line: away from what lies nearest, evened out, square to the line.
std::vector<vec3> outward_along(const RibbonShape &shape, const Barrier &barrier, const std::vector<vec3> &line) {
  std::vector<vec3> out(line.size(), vec3(0));
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (shape.outward) {
      out[i] = unit_or(*shape.outward, vec3(0, 0, 1));
      continue;
    }
    if (!barrier) continue;
    const Clearance c = barrier(line[i], 0.04F);
    if (c.distance < 1) out[i] = c.away * (0.01F / (0.01F + std::max(0.0F, c.distance)));
  }
  for (std::size_t round = 0; round < line.size() / 2 + 2; ++round) {
    const std::vector<vec3> before = out;
    for (std::size_t i = 0; i < out.size(); ++i)
      out[i] = 0.5F * before[i] + 0.25F * (before[i > 0 ? i - 1 : 0] + before[std::min(i + 1, out.size() - 1)]);
  }
  vec3 last(0);
  for (std::size_t i = 0; i < line.size(); ++i) {
    const vec3 t = unit_or(line[std::min(i + 1, line.size() - 1)] - line[i > 0 ? i - 1 : 0], vec3(0, 1, 0));
    vec3 n = square_to(out[i], t);
    if (glm::length(n) < 1e-5F) n = square_to(last, t);
    if (glm::length(n) < 1e-5F) n = square_to(std::abs(t.x) < 0.8F ? vec3(1, 0, 0) : vec3(0, 1, 0), t);
    out[i] = last = glm::normalize(n);
  }
  return out;
}

Footing foot_at(const RibbonEnd &end, vec3 p, vec3 normal) {
  if (end.bone)
    if (const auto on = end.bone(p)) return *on;
  return {p, normal};
}

// The end's columns on its bone. A single point is spread along `over`.
std::vector<Footing> end_columns(const RibbonEnd &end, const std::vector<float> &across, vec3 over, vec3 outward,
                                 float spread, bool may_turn) {
  std::vector<vec3> line = end.line;
  if (line.size() >= 2 && may_turn && glm::dot(line.back() - line.front(), over) < 0) std::reverse(line.begin(), line.end());
  std::vector<Footing> out;
  const Footing middle = line.size() == 1 ? foot_at(end, line[0], outward) : Footing{};
  if (line.size() == 1 && end.bone) over = unit_or(square_to(over, middle.normal), over);
  for (const float v : across) {
    const vec3 p = line.size() == 1 ? line[0] + (v - 0.5F) * spread * over : point_at(line, v);
    out.push_back(foot_at(end, p, outward));
  }
  return out;
}

// A sheet's fibres by length along lines that have another number of points, by their order along equal ones.
std::vector<std::vector<vec3>> matched(const RibbonShape &shape, const std::vector<float> &across) {
  std::vector<const std::vector<vec3> *> lines{&shape.origin.line};
  for (const auto &via : shape.via) lines.push_back(&via);
  lines.push_back(&shape.insertion.line);
  std::size_t count = 0;
  bool equal = true;
  for (const auto *l : lines) {
    if (l->size() < 2) continue;
    if (count != 0 && l->size() != count) equal = false;
    count = l->size();
  }
  std::vector<float> knots; // v of each listed point
  if (equal && count >= 2) {
    knots.assign(count, 0.0F);
    for (std::size_t k = 1; k < count; ++k) {
      float step = 0;
      for (const auto *l : lines)
        if (l->size() == count) step += glm::distance((*l)[k - 1], (*l)[k]);
      knots[k] = knots[k - 1] + std::max(step, 1e-6F);
    }
    for (float &k : knots) k /= knots.back();
  }
  std::vector<std::vector<vec3>> out;
  for (const auto *l : lines) {
    std::vector<vec3> row;
    if (l->size() != count || knots.empty()) {
      for (const float v : across) row.push_back(l->size() < 2 ? mean_of(*l) : point_at(curve_through(*l), v));
    } else {
      const std::vector<vec3> curve = curve_through(*l, 12);
      const bool fine = curve.size() == 12 * (count - 1) + 1;
      for (const float v : across) {
        std::size_t k = 1;
        while (k + 1 < count && knots[k] < v) ++k;
        const float t = glm::clamp((v - knots[k - 1]) / (knots[k] - knots[k - 1]), 0.0F, 1.0F);
        if (!fine) {
          row.push_back(glm::mix((*l)[k - 1], (*l)[k], t));
          continue;
        }
        const float at = 12 * (static_cast<float>(k - 1) + t);
        const auto i = std::min(static_cast<std::size_t>(at), curve.size() - 2);
        row.push_back(glm::mix(curve[i], curve[i + 1], at - static_cast<float>(i)));
      }
    }
    out.push_back(std::move(row));
  }
  return out;
}

std::vector<float> columns_across(const RibbonShape &shape, int columns) {
  std::vector<float> v;
  const float round = shape.section == Section::sheet ? 0.35F : 1.0F; // closer together towards a round edge
  for (int j = 0; j <= columns; ++j) {
    const float t = static_cast<float>(j) / static_cast<float>(columns);
    v.push_back(glm::mix(t, 0.5F - 0.5F * std::cos(glm::pi<float>() * t), round));
  }
  // A sewn edge is a wall as high as the sheet is thick: its next column stands right beside it.
  if (shape.sewn_first) v[1] = wall;
  if (shape.sewn_last) v[v.size() - 2] = 1 - wall;
  return v;
}

void even_out(std::vector<vec3> &normals, const Course &c, int times) {
  for (int round = 0; round < times; ++round) {
    const std::vector<vec3> before = normals;
    for (int r = 0; r <= c.rows(); ++r)
      for (int j = 0; j <= c.columns(); ++j) {
        vec3 sum = 2.0F * before[c.index(r, j)];
        if (r > 0) sum += before[c.index(r - 1, j)];
        if (r < c.rows()) sum += before[c.index(r + 1, j)];
        if (j > 0) sum += before[c.index(r, j - 1)];
        if (j < c.columns()) sum += before[c.index(r, j + 1)];
        normals[c.index(r, j)] = unit_or(sum, before[c.index(r, j)]);
      }
  }
}

// Raises what lies under something that it must cover, and its surroundings with it like a tent, so that evening out
// does not pull it back under.
void lift_over(Course &course, const Course &start, std::vector<vec3> &shift, const Profile &profile, const std::vector<Cover> &under,
               const std::vector<vec3> &outward) {
  const std::vector<vec3> up = course_normals(course, outward);
  std::vector<float> lift(course.size(), 0.0F);
  bool any = false;
  for (int r = 1; r < course.rows(); ++r) {
    const float u = static_cast<float>(r) / static_cast<float>(course.rows());
    const float reach = std::min(lift_reach, 0.8F * profile.length * std::min(u, 1 - u));
    for (int j = 0; j <= course.columns(); ++j) {
      const std::size_t i = course.index(r, j);
      float exit = 0;
      for (const Cover &c : under) exit = std::max(exit, c(course.points()[i], up[i], reach));
      lift[i] = exit > 0 ? exit + 0.0008F : 0.0F;
      any = any || exit > 0;
    }
  }
  if (!any) return;
  const auto from = [&](std::size_t i, std::size_t n) { return lift[n] - tent * glm::distance(course.points()[i], course.points()[n]); };
  for (int sweep = 0; sweep < 2; ++sweep)
    for (const bool forward : {true, false})
      for (int k = 0; k < (course.rows() - 1) * (course.columns() + 1); ++k) {
        const int at = forward ? k : (course.rows() - 1) * (course.columns() + 1) - 1 - k;
        const int r = 1 + at / (course.columns() + 1), j = at % (course.columns() + 1);
        const std::size_t i = course.index(r, j);
        if (r > 1) lift[i] = std::max(lift[i], from(i, course.index(r - 1, j)));
        if (r + 1 < course.rows()) lift[i] = std::max(lift[i], from(i, course.index(r + 1, j)));
        if (j > 0) lift[i] = std::max(lift[i], from(i, course.index(r, j - 1)));
        if (j < course.columns()) lift[i] = std::max(lift[i], from(i, course.index(r, j + 1)));
      }
  for (std::size_t i = 0; i < lift.size(); ++i) {
    shift[i] += lift[i] * up[i];
    course.points()[i] = start.points()[i] + shift[i];
  }
}

} // namespace

std::vector<vec3> course_normals(const Course &c, const std::vector<vec3> &towards) {
  std::vector<vec3> out(c.size(), vec3(0));
  float turn = 0;
  for (int r = 0; r <= c.rows(); ++r)
    for (int j = 0; j <= c.columns(); ++j) {
      const vec3 down = c.at(std::min(r + 1, c.rows()), j) - c.at(std::max(r - 1, 0), j);
      const vec3 over = c.at(r, std::min(j + 1, c.columns())) - c.at(r, std::max(j - 1, 0));
      const vec3 n = glm::cross(over, down);
      out[c.index(r, j)] = unit_or(n, vec3(0));
      turn += glm::dot(out[c.index(r, j)], towards[static_cast<std::size_t>(r)]);
    }
  if (turn < 0)
    for (vec3 &n : out) n = -n;
  even_out(out, c, 4);
  for (int r = 0; r <= c.rows(); ++r)
    for (int j = 0; j <= c.columns(); ++j)
      if (glm::length(out[c.index(r, j)]) < 0.5F) out[c.index(r, j)] = towards[static_cast<std::size_t>(r)];
  return out;
}

vec3 Course::along(int row, int column) const {
  return unit_or(at(std::min(row + 1, rows_), column) - at(std::max(row - 1, 0), column), vec3(0, 1, 0));
}

float Profile::flesh(const RibbonShape &shape, float u) const {
  const float from = tendon_from, to = std::max(from + 0.05F, 1 - tendon_to);
  const float x = glm::clamp((u - from) / (to - from), 0.0F, 1.0F);
  if (shape.section == Section::sheet) { // full soon after its tendon, the sooner the thinner it is
    const float ramp = glm::clamp(2 * shape.thickness / std::max(1e-4F, (to - from) * length), 0.06F, 0.22F);
    return smooth_step(0, ramp, x) * smooth_step(0, ramp, 1 - x);
  }
  const float peak = glm::clamp(shape.belly_at, 0.1F, 0.9F);
  const float warped = x < peak ? 0.5F * x / peak : 0.5F + 0.5F * (x - peak) / (1 - peak);
  return std::pow(std::max(0.0F, std::sin(glm::pi<float>() * warped)), 0.75F);
}

float Profile::half_thickness(const RibbonShape &shape, float u) const {
  if (shape.sinew) return 0.5F * shape.thickness;
  const auto least = [&](const RibbonEnd &at, float tendon) {
    if (at.tendon_thickness > 0) return at.tendon_thickness;
    const float share = tendon > 0 ? 0.16F : 0.34F; // flesh may reach the bone thick
    return glm::clamp(share * shape.thickness, 0.0008F, tendon > 0 ? 0.004F : 0.01F);
  };
  const float end = glm::mix(least(shape.origin, tendon_from), least(shape.insertion, tendon_to), smooth_step(0.35F, 0.65F, u));
  return 0.5F * (end + (std::max(shape.thickness, end) - end) * flesh(shape, u));
}

float Profile::width(const RibbonShape &shape, float u) const {
  if (shape.sinew) return shape.width;
  const auto least = [&](const RibbonEnd &at) { return at.tendon_width > 0 ? at.tendon_width : 0.42F * shape.width; };
  const float end = glm::mix(least(shape.origin), least(shape.insertion), smooth_step(0.35F, 0.65F, u));
  return end + (shape.width - end) * std::pow(flesh(shape, u), 0.8F);
}

float Profile::section(const RibbonShape &shape, float v, float width, float half) const {
  const float from_rim = std::min(v, 1 - v);
  if (v < 0.5F ? shape.sewn_first : shape.sewn_last) return from_rim < 0.5F * wall ? 0.0F : 1.0F;
  float rim = 0.5F; // share of the width over which the edge rounds off
  if (shape.section == Section::sheet) rim = glm::clamp(2.2F * half / std::max(width, 1e-4F), 0.06F, 0.5F);
  if (shape.section == Section::strip) rim = 0.4F;
  const float x = std::min(1.0F, from_rim / rim);
  const float power = shape.section == Section::belly ? 2.3F : 2.0F; // flesh is fuller than an ellipse
  return std::pow(std::max(0.0F, 1 - std::pow(1 - x, power)), 1 / power);
}

Laid lay_course(const RibbonShape &shape, const Barrier &barrier, const std::vector<Cover> &covers) {
  Laid laid;
  std::vector<vec3> guide{mean_of(shape.origin.line)};
  for (const auto &line : shape.via) guide.push_back(mean_of(line));
  guide.push_back(mean_of(shape.insertion.line));
  const float guess = std::max(0.004F, length_of(curve_through(guide)));
  const float broad = std::max({shape.width, length_of(shape.origin.line), length_of(shape.insertion.line)});
  const float along = glm::clamp(guess / 30, 0.003F, 0.009F) / shape.fineness;
  const float across = glm::clamp(broad / 9, 0.0018F, 0.008F) / shape.fineness;
  const int rows = std::clamp(static_cast<int>(std::lround(guess / along)), 6, 72);
  const int columns = std::clamp(static_cast<int>(std::lround(broad / across)), shape.section == Section::strip ? 3 : 5,
                                 shape.section == Section::strip ? 5 : 48);

  Profile &profile = laid.profile;
  profile.across = columns_across(shape, columns);
  const std::vector<vec3> line = middle_line(shape, barrier, rows, stiff * 0.5F * shape.thickness);
  profile.length = std::max(0.004F, length_of(line));
  profile.tendon_from = std::min(0.8F, shape.origin.tendon / profile.length);
  profile.tendon_to = std::min(0.8F, shape.insertion.tendon / profile.length);
  if (const float both = profile.tendon_from + profile.tendon_to; both > 0.9F)
    profile.tendon_from *= 0.9F / both, profile.tendon_to *= 0.9F / both;

  const std::vector<vec3> outward = outward_along(shape, barrier, line);
  const auto last = line.size() - 1;
  const auto over = [&](std::size_t i) {
    const vec3 t = unit_or(line[std::min(i + 1, last)] - line[i > 0 ? i - 1 : 0], vec3(0, 1, 0));
    return unit_or(glm::cross(t, outward[i]), vec3(1, 0, 0));
  };
  const bool sheet = shape.section == Section::sheet;
  const float spread_from = shape.origin.spread > 0 ? shape.origin.spread : profile.width(shape, 0);
  const float spread_to = shape.insertion.spread > 0 ? shape.insertion.spread : profile.width(shape, 1);
  Course start(rows, columns);
  if (sheet) {
    const auto lines = matched(shape, profile.across);
    RibbonEnd from = shape.origin, to = shape.insertion;
    if (from.line.size() > 1) from.line = lines.front();
    if (to.line.size() > 1) to.line = lines.back();
    const auto exact = [&](const RibbonEnd &end, vec3 way, vec3 out, float spread) {
      if (end.line.size() == 1) return end_columns(end, profile.across, way, out, spread, true);
      std::vector<Footing> feet;
      for (const vec3 p : end.line) feet.push_back(foot_at(end, p, out));
      return feet;
    };
    vec3 way_from = over(0), way_to = over(last);
    if (to.line.size() > 1) way_from = unit_or(to.line.back() - to.line.front(), way_from);
    if (from.line.size() > 1) way_to = unit_or(from.line.back() - from.line.front(), way_to);
    laid.origin = exact(from, way_from, outward.front(), spread_from);
    laid.insertion = exact(to, way_to, outward.back(), spread_to);
    for (int j = 0; j <= columns; ++j) {
      const auto c = static_cast<std::size_t>(j);
      std::vector<vec3> fibre{laid.origin[c].point};
      for (std::size_t k = 1; k + 1 < lines.size(); ++k) {
        if (shape.via[k - 1].size() > 1) {
          fibre.push_back(lines[k][c]);
          continue;
        }
        // One point stands for the whole line: the ruled line there, moved so that its middle passes the point.
        const vec3 a = mean_of(shape.origin.line), b = mean_of(shape.insertion.line);
        const float s = glm::clamp(glm::dot(lines[k][c] - a, b - a) / std::max(1e-9F, glm::dot(b - a, b - a)), 0.05F, 0.95F);
        fibre.push_back(lines[k][c] + glm::mix(laid.origin[c].point - a, laid.insertion[c].point - b, s));
      }
      fibre.push_back(laid.insertion[c].point);
      const auto column = resample(curve_through(fibre), rows + 1);
      for (int r = 0; r <= rows; ++r) start.at(r, j) = column[static_cast<std::size_t>(r)];
    }
  } else {
    laid.origin = end_columns(shape.origin, profile.across, over(0), outward.front(), spread_from, true);
    laid.insertion = end_columns(shape.insertion, profile.across, over(last), outward.back(), spread_to, true);
    const float reach_from = glm::clamp(1.2F * length_of(shape.origin.line) / profile.length, 0.12F, 0.5F);
    const float reach_to = glm::clamp(1.2F * length_of(shape.insertion.line) / profile.length, 0.12F, 0.5F);
    for (int r = 0; r <= rows; ++r) {
      const auto i = static_cast<std::size_t>(r);
      const float u = static_cast<float>(r) / static_cast<float>(rows);
      const float a = 1 - smooth_step(0, reach_from, u), b = 1 - smooth_step(0, reach_to, 1 - u);
      for (int j = 0; j <= columns; ++j) {
        const auto c = static_cast<std::size_t>(j);
        const vec3 own = (profile.across[c] - 0.5F) * profile.width(shape, u) * over(i);
        start.at(r, j) = line[i] + a * (laid.origin[c].point - line.front()) + b * (laid.insertion[c].point - line.back()) +
                         std::max(0.0F, 1 - a - b) * own;
      }
    }
  }

  // Rounds of giving way: the shift is evened out, so that the course keeps its own curve, and pushed clear again.
  Course course = start;
  std::vector<vec3> shift(start.size(), vec3(0));
  Watch watch(barrier, start.size());
  for (int round = 0; barrier && round < rounds; ++round) {
    if (!covers.empty() && round % lift_every == 0 && round < lift_every * lifts) lift_over(course, start, shift, profile, covers, outward);
    const std::vector<vec3> before = shift;
    const Course old = course;
    for (int r = 1; r < rows; ++r) {
      const float u = static_cast<float>(r) / static_cast<float>(rows);
      const float half = profile.half_thickness(shape, u);
      const float to_end = profile.length * std::min(u, 1 - u);
      for (int j = 0; j <= columns; ++j) {
        const std::size_t i = start.index(r, j);
        vec3 goal = 0.5F * (before[start.index(r - 1, j)] + before[start.index(r + 1, j)]);
        if (j > 0 && j < columns) goal = 0.5F * (goal + 0.5F * (before[start.index(r, j - 1)] + before[start.index(r, j + 1)]));
        vec3 p = start.points()[i] + glm::mix(before[i], goal, 0.5F);
        if (shape.taut) {
          vec3 straight = 0.5F * (old.at(r - 1, j) + old.at(r + 1, j));
          if (j > 0 && j < columns) straight = glm::mix(straight, 0.5F * (old.at(r, j - 1) + old.at(r, j + 1)), 0.3F);
          const vec3 pull = 0.45F * (straight - p);
          p += pull * std::min(1.0F, longest_pull / std::max(1e-9F, glm::length(pull)));
        }
        const float wide = sheet ? glm::distance(old.at(r, 0), old.at(r, columns)) : profile.width(shape, u);
        const float want = std::min(shape.gap + stiff * half * profile.section(shape, profile.across[static_cast<std::size_t>(j)], wide, half),
                                    0.6F * to_end);
        if (const Clearance k = watch(i, p, want); k.distance < want) p += std::min(want - k.distance, course_push) * k.away;
        shift[i] = p - start.points()[i];
        course.points()[i] = p;
      }
    }
  }
  laid.normals = course_normals(course, outward);
  laid.towards = outward;
  laid.course = std::move(course);
  return laid;
}

} // namespace myo::form
