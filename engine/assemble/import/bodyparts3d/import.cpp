#include "assemble/import/bodyparts3d/import.h"

#include "assemble/import/bodyparts3d/classify.h"
#include "assemble/import/bodyparts3d/coccyx.h"
#include "assemble/import/bodyparts3d/reading.h"
#include "assemble/import/bodyparts3d/split.h"
#include "assemble/import/bodyparts3d/units.h"
#include "assemble/import/bodyparts3d/words.h"
#include "assemble/mesh/measure.h"
#include "assemble/mesh/normals.h"
#include "assemble/mesh/simplify.h"
#include "assemble/stopwatch.h"
#include "base/parallel.h"

#include <atomic>

namespace myo::assemble::bodyparts3d {
namespace {

using anatomy::Side;
using format::Kind;

// x of the plane between left and right: the middle between paired parts' centroids.
float midline_of(const std::vector<Part> &parts) {
  std::map<std::string, std::pair<float, int>> pairs; // name without its side -> sum of centroids, how many
  for (const Part &part : parts) {
    std::string name = lower(part.name);
    for (const std::string_view side : {"left", "right"})
      if (const std::size_t at = name.find(side); at != std::string::npos) {
        name.erase(at, side.size());
        auto &[sum, count] = pairs[name];
        sum += centroid(part.surface).x;
        ++count;
        break;
      }
  }
  std::vector<float> middles;
  for (const auto &[name, pair] : pairs)
    if (pair.second == 2) middles.push_back(0.5F * pair.first);
  if (middles.empty()) return 0;
  std::nth_element(middles.begin(), middles.begin() + std::ptrdiff_t(middles.size() / 2), middles.end());
  return middles[middles.size() / 2];
}

struct Mended {
  std::string title; // "Right first costal cartilage (FMA7875)"
  RepairCounts counts;
  std::vector<format::Structure> structures;
  bool coccyx_parted = false;
};

format::Mesh finish(Surface surface, double error_mm) {
  if (error_mm > 0) surface = simplify(surface, error_mm);
  order_for_drawing(surface);
  format::Mesh mesh;
  mesh.normals = smooth_normals(surface);
  mesh.positions = std::move(surface.positions);
  mesh.indices = std::move(surface.indices);
  return mesh;
}

std::string joined(const std::vector<std::string> &words) {
  std::string text;
  for (const std::string &word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

// `coccyx`: the vocabulary's, when no part of the source carries it.
Mended mend(Part part, const Label &label, float midline, const anatomy::Bone *coccyx, const ImportOptions &options) {
  Mended result;
  result.title = fmt::format("{} ({})", part.name, part.concept_id.empty() ? part.elements.front() : part.concept_id);
  const bool set =
      lower(part.name).starts_with("set of") || (label.kind == Kind::muscle && label.side == Side::midline);
  result.counts = repair(part.surface, {.drop_shards = !set});
  std::vector<Half> halves;
  if (label.side == Side::midline && label.kind == Kind::muscle)
    halves = split_sides(std::move(part.surface), midline);
  else
    halves.push_back({label.side, std::move(part.surface)});

  std::optional<Surface> tail;
  if (coccyx != nullptr && label.bone == "sacrum")
    if (auto parted = part_coccyx(halves.front().surface)) {
      halves.front().surface = std::move(parted->sacrum);
      tail = std::move(parted->coccyx);
    }

  const std::string id = part.concept_id.empty() ? part.elements.front() : part.concept_id;
  const bool hard = label.kind == Kind::bone || label.kind == Kind::tooth;
  for (Half &half : halves) {
    format::Structure s;
    s.id = halves.size() > 1 ? fmt::format("{}.{}", id, to_string(half.side)) : id;
    s.fma = part.concept_id;
    s.name = halves.size() > 1 ? fmt::format("{} ({})", part.name, to_string(half.side)) : part.name;
    s.latin = label.latin;
    s.kind = label.kind;
    s.side = half.side;
    s.bone = label.bone;
    s.muscle = label.muscle;
    s.system = label.system;
    s.source = joined(part.elements);
    s.mesh = finish(std::move(half.surface), hard ? options.bone_error_mm : options.soft_error_mm);
    if (!s.mesh.indices.empty()) result.structures.push_back(std::move(s));
  }
  if (tail && !result.structures.empty()) {
    format::Structure s = result.structures.front();
    s.id += ".coccyx";
    s.fma = coccyx->fma, s.name = coccyx->name, s.latin = coccyx->latin, s.bone = coccyx->id;
    s.mesh = finish(std::move(*tail), options.bone_error_mm);
    result.structures.push_back(std::move(s));
    result.coccyx_parted = true;
  }
  return result;
}

// Ids stay unique when one concept's elements had to stay apart.
void number_repeated_ids(std::vector<format::Structure> &structures) {
  std::map<std::string, int> seen;
  for (format::Structure &s : structures)
    if (const int n = ++seen[s.id]; n > 1) s.id = fmt::format("{}.{}", s.id, n);
}

void summarise(const ImportReport &report, std::vector<std::string> &notes) {
  const RepairCounts &r = report.repair;
  notes.push_back(fmt::format("{} files, {} parts, {} structures; {} of {} triangles kept", report.files, report.parts,
                              report.structures, report.triangles_kept, report.triangles_read));
  notes.push_back(fmt::format("repair: {} of {} vertices after welding, {} repeated and {} degenerate triangles and {} "
                              "stray shards dropped, {} triangles turned right side out",
                              r.vertices_after, r.vertices_before, r.duplicate_triangles, r.degenerate_triangles,
                              r.shards, r.flipped_triangles));
  notes.push_back(fmt::format("cracks: {} sewn, {} filled; open edges {} -> {}, closed parts {} -> {}", r.cracks_closed,
                              r.holes_filled, r.open_before, r.open_after, report.closed_before, report.closed_after));
}

} // namespace

Result<format::Body> import_structures(const std::filesystem::path &path, const anatomy::Library &library,
                                       Progress &progress, const ImportOptions &options, ImportReport *report_out,
                                       float from, float to) {
  ImportReport local, &report = report_out != nullptr ? *report_out : local;
  format::Body body;
  body.name = "BodyParts3D";
  body.source = "bodyparts3d";
  body.credits.push_back({"BodyParts3D, (c) The Database Center for Life Science", "CC BY 4.0",
                          "https://dbarchive.biosciencedbc.jp/en/bodyparts3d/"});

  // Read.
  Stopwatch watch(report.steps);
  constexpr float read = 0.4F; // of this, the reading
  Progress own(progress, from, from + read * (to - from));
  auto reading = read_archive_apart(path, own);
  MYO_TRY(reading);
  report.files = reading->files;
  body.notes = std::move(reading->notes);
  std::vector<Part> parts = std::move(reading->parts);
  for (const Part &part : parts) report.elements += part.elements.size();
  mend_units(parts, body.notes);
  for (Part &part : parts) place_in_world(part);
  MYO_CHECK(check_atlas(parts));
  const float midline = midline_of(parts);
  const Classifier classifier(library);
  std::vector<Label> labels;
  for (const Part &part : parts) labels.push_back(classifier.label(part.concept_id, part.name));
  if (!options.other_systems) {
    std::size_t i = 0;
    std::erase_if(parts, [&](const Part &) { return !musculoskeletal(labels[i++].kind); });
    std::erase_if(labels, [](const Label &label) { return !musculoskeletal(label.kind); });
  }
  report.parts = parts.size();
  watch.lap("read");

  // Repair.
  const bool own_coccyx = std::any_of(labels.begin(), labels.end(), [](const Label &l) { return l.bone == "coccyx"; });
  const anatomy::Bone *coccyx = own_coccyx ? nullptr : library.bone("coccyx");
  std::vector<Mended> mended(parts.size());
  std::atomic<std::size_t> done{0};
  parallel_for(std::size_t(0), parts.size(), [&](std::size_t i) {
    if (progress.cancelled()) return;
    mended[i] = mend(std::move(parts[i]), labels[i], midline, coccyx, options);
    const std::size_t n = ++done;
    if (n % 16 == 0)
      progress.report(fmt::format("Repairing {} of {} parts", n, mended.size()),
                      from + (to - from) * (read + (1 - read) * float(n) / float(mended.size())));
  });
  if (progress.cancelled()) return cancelled();
  for (std::size_t i = 0; i < mended.size(); ++i) {
    const RepairCounts &counts = mended[i].counts;
    report.repair += counts;
    report.triangles_read += counts.triangles_before;
    report.closed_before += counts.open_before == 0 ? 1 : 0;
    report.closed_after += counts.open_after == 0 ? 1 : 0;
    if (counts.shards > 0)
      body.notes.push_back(fmt::format("{}: stray shards left out: {}", mended[i].title, counts.shards));
    if (musculoskeletal(labels[i].kind) && !labels[i].known)
      body.notes.push_back(fmt::format("{} is not in the vocabulary; it comes in by its name", mended[i].title));
    if (mended[i].coccyx_parted)
      body.notes.push_back(fmt::format("{} carries the coccyx; it is parted from it at the waist", mended[i].title));
    if (mended[i].structures.empty())
      body.notes.push_back(fmt::format("{} has no surface left after repair", mended[i].title));
    for (format::Structure &s : mended[i].structures) {
      report.triangles_kept += s.mesh.indices.size() / 3;
      body.structures.push_back(std::move(s));
    }
  }
  number_repeated_ids(body.structures);
  report.structures = body.structures.size();
  watch.lap("repair");
  summarise(report, body.notes);
  report.notes = body.notes;
  progress.report("Parts are repaired", to);
  return body;
}

} // namespace myo::assemble::bodyparts3d
