#include "muscle_score.h"

#include "assemble/attachments.h"
#include "assemble/bone_samples.h"
#include "assemble/mesh/measure.h"
#include "assemble/mesh/normals.h"
#include "assemble/mesh/sampler.h"
#include "form/triangle_tree.h"
#include "assemble/muscles/grow_muscles.h"
#include "assemble/muscles/overlap.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <tbb/parallel_for.h>

namespace myo::score {
namespace {

using namespace assemble;
using format::Kind;
using format::Side;

float quantile(std::vector<float> v, float q) {
  if (v.empty()) return 0;
  std::sort(v.begin(), v.end());
  return v[static_cast<std::size_t>(q * static_cast<float>(v.size() - 1))];
}

form::TriangleTree tree_of(const format::Mesh &m) {
  return {m.positions, m.indices, m.normals.size() == m.positions.size() ? m.normals : smooth_normals(m)};
}

// Bones, joints and landmarks alone; grown ligaments are grown again.
format::Body bare(const format::Body &body) {
  format::Body out;
  out.name = body.name, out.source = body.source, out.credits = body.credits;
  out.joints = body.joints, out.landmarks = body.landmarks;
  for (const format::Structure &s : body.structures)
    if (is_skeletal(s.kind) && !s.id.starts_with("gen.")) out.structures.push_back(s);
  return out;
}

void compare(const format::Body &source, const format::Body &grown, MuscleScore &score) {
  std::vector<const format::Structure *> theirs, ours;
  for (const auto &s : source.structures)
    if (s.kind == Kind::muscle && s.muscle == score.muscle && s.side == score.side && !s.generated) theirs.push_back(&s);
  for (const auto &s : grown.structures)
    if (s.kind == Kind::muscle && s.muscle == score.muscle && s.side == score.side) ours.push_back(&s);
  if (theirs.empty() || ours.empty()) return;
  score.compared = true;
  double volume_theirs = 0, volume_ours = 0;
  std::vector<float> distances;
  const auto measure = [&](const auto &from, const auto &to) {
    std::vector<form::TriangleTree> trees;
    trees.reserve(to.size());
    for (const auto *s : to) trees.push_back(tree_of(s->mesh));
    std::vector<float> part;
    for (const auto *s : from)
      for (const vec3 p : sample_surface(s->mesh, 0.15).points) {
        float d = 1e30F;
        for (const form::TriangleTree &t : trees) d = std::min(d, std::abs(t.nearest(p, std::min(d, 1e15F)).distance));
        part.push_back(d / millimetre);
      }
    return part;
  };
  for (const auto *s : theirs) volume_theirs += std::abs(volume_m3(s->mesh));
  for (const auto *s : ours) volume_ours += std::abs(volume_m3(s->mesh));
  const std::vector<float> a = measure(theirs, ours), b = measure(ours, theirs);
  double sum_a = 0, sum_b = 0;
  for (const float d : a) sum_a += static_cast<double>(d);
  for (const float d : b) sum_b += static_cast<double>(d);
  score.mean_mm = static_cast<float>(0.5 * (sum_a / double(a.size()) + sum_b / double(b.size())));
  score.p95_mm = std::max(quantile(a, 0.95F), quantile(b, 0.95F));
  score.volume_ratio = static_cast<float>(volume_ours / std::max(1e-12, volume_theirs));
}

void compare_attachments(const format::Body &source, const format::Body &grown, MuscleScore &score) {
  for (const format::Patch &p : source.patches) {
    if (p.muscle != score.muscle || p.side != score.side || p.how != format::Found::contact) continue;
    const format::Structure &bone = source.structures[p.bone_structure];
    for (const format::Patch &q : grown.patches) {
      if (q.muscle != p.muscle || q.side != p.side || q.role != p.role) continue;
      const format::Structure &own = grown.structures[q.bone_structure];
      if (own.id != bone.id && (own.bone != bone.bone || own.side != bone.side || own.bone.empty())) continue;
      score.attachment_mm.push_back(glm::distance(p.centroid, q.centroid) / millimetre);
      break;
    }
  }
}

} // namespace

float Score::median_mean() const {
  std::vector<float> v;
  for (const auto &m : muscles)
    if (m.compared) v.push_back(m.mean_mm);
  return quantile(v, 0.5F);
}
float Score::median_p95() const {
  std::vector<float> v;
  for (const auto &m : muscles)
    if (m.compared) v.push_back(m.p95_mm);
  return quantile(v, 0.5F);
}
float Score::attachment_median() const {
  std::vector<float> v;
  for (const auto &m : muscles) v.insert(v.end(), m.attachment_mm.begin(), m.attachment_mm.end());
  return quantile(v, 0.5F);
}
float Score::attachment_p95() const {
  std::vector<float> v;
  for (const auto &m : muscles) v.insert(v.end(), m.attachment_mm.begin(), m.attachment_mm.end());
  return quantile(v, 0.95F);
}
std::size_t Score::triangles() const {
  std::size_t n = 0;
  for (const auto &m : muscles) n += m.triangles;
  return n;
}

Result<Score> score_muscles(const format::Body &body, const anatomy::Library &library, Progress &progress, const ScoreOptions &options) {
  Score score;
  score.grown = bare(options.bones != nullptr ? *options.bones : body);
  const auto began = std::chrono::steady_clock::now();
  assemble::GrowOptions grow;
  grow.these = options.only; // among their neighbours, as in a whole body
  grow.right = options.both;
  grow.native = options.bones != nullptr;
  MYO_CHECK(assemble::grow_muscles(score.grown, library, progress, grow));
  score.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  if (options.bones != nullptr) MYO_CHECK(assemble::find_attachments(score.grown, library, progress));

  const std::vector<MuscleOverlap> overlap = muscle_overlaps(score.grown);
  score.muscles.resize(overlap.size());
  tbb::parallel_for(std::size_t{0}, overlap.size(), [&](std::size_t k) {
    const format::Structure &s = score.grown.structures[overlap[k].structure];
    MuscleScore &m = score.muscles[k];
    m.muscle = s.muscle, m.side = s.side;
    const anatomy::Muscle *muscle = library.muscle(s.muscle);
    m.region = muscle != nullptr ? muscle->region : "";
    m.derived = muscle != nullptr && muscle->shape.heads.empty();
    m.triangles = s.mesh.indices.size() / 3;
    compare(body, score.grown, m);
    compare_attachments(body, score.grown, m);
    m.in_bone_mm = overlap[k].in_bone_mm, m.clear_share = overlap[k].clear_share, m.worst = overlap[k].worst;
  });
  for (format::Structure &s : score.grown.structures)
    if (s.mesh.joints.size() != s.mesh.positions.size()) {
      s.mesh.joints.assign(s.mesh.positions.size(), u16vec4(0));
      s.mesh.weights.assign(s.mesh.positions.size(), vec4(1, 0, 0, 0));
      s.mesh.openness.assign(s.mesh.positions.size(), 255);
    }
  return score;
}

std::string table(const Score &score) {
  std::vector<MuscleScore> rows = score.muscles;
  std::stable_sort(rows.begin(), rows.end(), [](const MuscleScore &a, const MuscleScore &b) {
    if (a.compared != b.compared) return a.compared;
    return a.compared ? a.mean_mm > b.mean_mm : a.clear_share < b.clear_share;
  });
  std::string out = fmt::format("{:<36}{:<9}{:<8}{:>6}{:>7}{:>7}{:>7}{:>9}{:>8}{:>8}  {}\n", "muscle", "side", "shape", "tris",
                                "mean", "p95", "volume", "attach", "clear%", "in bone", "runs into");
  for (const MuscleScore &m : rows)
    out += fmt::format("{:<36}{:<9}{:<8}{:>6}{:>7.1f}{:>7.1f}{:>7.2f}{:>9.1f}{:>8.1f}{:>8.1f}  {}\n", m.muscle,
                       anatomy::to_string(m.side), m.derived ? "derived" : "sheet", m.triangles, m.mean_mm, m.p95_mm,
                       m.volume_ratio, quantile(m.attachment_mm, 0.5F), 100 * m.clear_share, m.in_bone_mm, m.worst);
  std::map<std::string, std::vector<const MuscleScore *>> regions;
  for (const MuscleScore &m : rows) regions[m.region].push_back(&m);
  out += fmt::format("\n{:<16}{:>8}{:>10}{:>8}{:>8}{:>9}{:>9}\n", "region", "muscles", "compared", "mean", "p95", "99 clear", "3 mm");
  for (const auto &[region, list] : regions) {
    std::vector<float> mean, p95;
    std::size_t clear = 0, dry = 0;
    for (const MuscleScore *m : list) {
      if (m->compared) mean.push_back(m->mean_mm), p95.push_back(m->p95_mm);
      clear += m->clear_share >= 0.99F, dry += m->in_bone_mm <= 3;
    }
    out += fmt::format("{:<16}{:>8}{:>10}{:>8.1f}{:>8.1f}{:>9}{:>9}\n", region, list.size(), mean.size(), quantile(mean, 0.5F),
                       quantile(p95, 0.5F), clear, dry);
  }
  std::size_t compared = 0, clear = 0, dry = 0;
  for (const MuscleScore &m : rows) compared += m.compared, clear += m.clear_share >= 0.99F, dry += m.in_bone_mm <= 3;
  out += fmt::format("{} grown in {:.1f} s, {} triangles; {} compared: median mean {:.2f} mm, median p95 {:.2f} mm; attachments "
                     "median {:.1f} mm, p95 {:.1f} mm; {} of {} at least 99 % clear, {} no more than 3 mm in bone\n",
                     rows.size(), score.seconds, score.triangles(), compared, score.median_mean(), score.median_p95(),
                     score.attachment_median(), score.attachment_p95(), clear, rows.size(), dry);
  return out;
}

} // namespace myo::score
