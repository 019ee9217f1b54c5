#include "assemble/compare/compare.h"

#include "assemble/compare/attachment_gaps.h"
#include "assemble/compare/overlap.h"
#include "assemble/compare/shape.h"
#include "assemble/compare/skull.h"
#include "assemble/compare/surface_fit.h"
#include "assemble/mesh/measure.h"
#include "base/parallel.h"
#include "form/isosurface.h"

#include <algorithm>
#include <atomic>
#include <mutex>

namespace myo::assemble {
namespace {

constexpr std::size_t bone_samples = 22000, other_samples = 10000;

bool fitted(format::Kind kind) { return kind == format::Kind::bone || kind == format::Kind::tooth; }

// One motion for the whole body: all common bones' centres, or, where there are too few of them to say how it is
// turned, their surfaces.
Result<Rigid> align(const Tracer &tracer, const format::Body &a, const format::Body &b, const std::vector<Match> &bones) {
  std::vector<vec3> from, to;
  std::vector<std::uint32_t> all_a, all_b;
  for (const Match &m : bones) {
    const auto centre = [](const format::Body &body, const std::vector<std::uint32_t> &structures) {
      vec3 sum(0);
      float weight = 0;
      for (const std::uint32_t s : structures) {
        const auto area = static_cast<float>(area_m2(body.structures[s].mesh));
        sum += area * centroid(body.structures[s].mesh), weight += area;
      }
      return weight > 0 ? sum / weight : sum;
    };
    from.push_back(centre(a, m.a));
    to.push_back(centre(b, m.b));
    all_a.insert(all_a.end(), m.a.begin(), m.a.end());
    all_b.insert(all_b.end(), m.b.begin(), m.b.end());
  }
  if (from.size() >= 6) return fit_points(from, to);
  if (from.empty()) return Rigid{};
  const auto shape_a = Shape::of(tracer, a, all_a, other_samples), shape_b = Shape::of(tracer, b, all_b, other_samples);
  MYO_TRY(shape_a);
  MYO_TRY(shape_b);
  return fit_surfaces(shape_a->samples, shape_a->tree, shape_b->samples, shape_b->tree);
}

void describe_mesh(const Shape &a, const Shape &b, Compared &out) {
  const form::Topology t = form::topology({a.surface.positions, a.surface.indices});
  out.components = t.components;
  out.watertight = t.open_edges == 0 && t.crowded_edges == 0;
  if (out.watertight && t.bow_ties == 0) out.genus = t.genus;
  const double volume = volume_m3(b.surface);
  out.volume_ratio = volume != 0 ? volume_m3(a.surface) / volume : 0;
}

} // namespace

Result<Comparison> compare_bodies(const format::Body &a, const format::Body &b, const anatomy::Library &library,
                                  const std::vector<Subject> &only, Progress &progress) {
  const auto tracer = Tracer::start();
  MYO_TRY(tracer);
  progress.report("Aligning", 0);
  std::vector<Match> bones = match_bodies(a, b, {});
  std::erase_if(bones, [](const Match &m) { return m.kind != format::Kind::bone; });
  const auto alignment = align(*tracer, a, b, bones);
  MYO_TRY(alignment);
  Comparison out{*alignment, bones.size(), {}, {}};
  const std::vector<Match> matches = match_bodies(a, b, only);
  out.attachments = attachment_gaps(a, b, library, *alignment);

  if (!only.empty())
    std::erase_if(out.attachments, [&](const AttachmentGap &gap) {
      return std::none_of(matches.begin(), matches.end(), [&](const Match &m) { return m.id == gap.muscle && m.side == gap.side; });
    });

  const bool with_skull = std::any_of(matches.begin(), matches.end(), [](const Match &m) { return m.kind == format::Kind::bone && is_cranial(m.id); });
  const format::Body nobody;
  const auto skull_a = Skull::of(*tracer, with_skull ? a : nobody), skull_b = Skull::of(*tracer, with_skull ? b : nobody);
  MYO_TRY(skull_a);
  MYO_TRY(skull_b);

  std::vector<std::optional<Result<Compared>>> rows(matches.size());
  std::atomic<std::size_t> done{0};
  parallel_for(tbb::blocked_range<std::size_t>(0, matches.size(), 1), [&](const auto &range) {
    for (std::size_t i = range.begin(); i < range.end(); ++i) {
      if (progress.cancelled()) return;
      const Match &m = matches[i];
      rows[i] = [&]() -> Result<Compared> {
        const std::size_t count = m.kind == format::Kind::bone ? bone_samples : other_samples;
        auto shape_a = Shape::of(*tracer, a, m.a, count), shape_b = Shape::of(*tracer, b, m.b, count);
        MYO_TRY(shape_a);
        MYO_TRY(shape_b);
        if (m.kind == format::Kind::bone && is_cranial(m.id)) {
          keep_outside(shape_a->samples, skull_a->around);
          keep_outside(shape_b->samples, skull_b->around);
        }
        Compared row{m.fma, m.id, m.name, m.kind, m.side, group_of(m, library)};
        Rigid fit = *alignment;
        if (fitted(m.kind)) {
          fit = fit_surfaces(shape_a->samples, shape_a->tree, shape_b->samples, shape_b->tree, *alignment);
          const vec3 centre = centroid(shape_a->surface);
          row.offset_mm = 1e3 * static_cast<double>(glm::length(fit(centre) - (*alignment)(centre)));
          row.tilt_deg = after(fit, alignment->inverse()).angle_deg();
        }
        const DistanceSpread spread = spread_between(shape_a->samples, shape_a->tree, shape_b->samples, shape_b->tree, fit);
        row.mean_mm = spread.mean_mm, row.p95_mm = spread.p95_mm;
        row.silhouette = silhouette_overlap(moved_mesh(shape_a->surface, fit), moved_mesh(shape_b->surface, {}));
        describe_mesh(*shape_a, *shape_b, row);
        if (m.kind == format::Kind::muscle) row.attachment_mm = mean_gap(out.attachments, m.id, m.side);
        return row;
      }();
      progress.report("Comparing " + m.name, 0.95F * static_cast<float>(++done) / static_cast<float>(matches.size()));
    }
  });
  if (progress.cancelled()) return cancelled();
  for (auto &row : rows) {
    if (!row) return cancelled();
    MYO_TRY(*row);
    out.structures.push_back(std::move(**row));
  }
  if (with_skull && !skull_a->whole.samples.points.empty() && !skull_b->whole.samples.points.empty()) {
    progress.report("Comparing the skull as a whole", 0.96F);
    for (Compared &row : compare_skulls(*skull_a, *skull_b, b, *alignment)) out.structures.push_back(std::move(row));
  }
  if (progress.cancelled()) return cancelled();
  return out;
}

} // namespace myo::assemble
