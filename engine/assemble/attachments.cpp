#include "assemble/attachments.h"

#include "assemble/attachment_region.h"
#include "assemble/bone_samples.h"
#include "assemble/expected_rows.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/makers.h"
#include "assemble/named_places.h"
#include "assemble/patch_shape.h"
#include "assemble/surface_probe.h"
#include "assemble/tendon.h"
#include "base/parallel.h"

#include <algorithm>
#include <atomic>
#include <fmt/format.h>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float reaches_mm[] = {2, 3, 4, 6};
constexpr std::size_t plenty = 30;       // samples = mm2 that end the widening of the reach
constexpr std::size_t least = 3;         // fewer are chance
constexpr float facing = 0.2F;           // cosine of bone against muscle normal: rejects the far face of a thin blade
constexpr float short_gap = 15 * millimetre;
constexpr float joined_within = 2 * millimetre; // a muscle this near to a tendon runs into it
constexpr float over_midline = 5 * millimetre; // how far an attachment may cross on an unpaired bone

// The two run into each other somewhere.
bool touches(const SurfaceProbe &muscle, const SurfaceProbe &other) {
  const auto &points = other.samples().points;
  return std::any_of(points.begin(), points.end(), [&](vec3 p) { return muscle.tree().nearest(p).distance < joined_within; });
}

struct Contact {
  std::vector<std::uint32_t> samples;    // of the bone, ascending
  float reach_mm = 0;
  std::uint32_t bone_structure = format::none;
  float gap_mm = 1e9F;                   // nearest allowed bone sample to the muscle, for the reason when not found
  vec3 goal{0}, from{0};                 // that sample and the muscle's nearest one: where a tendon would run
};

struct Found {
  std::optional<format::Patch> patch;
  std::optional<format::Structure> tendon;
  std::string reason;
};

// Of the rows of one muscle and side.
struct FoundRows {
  std::vector<Found> rows;
};
template <class A> void visit(A &a, FoundRows &group) {
  a.list(group.rows, [](A &v, Found &f) {
    bool patch = f.patch.has_value(), tendon = f.tendon.has_value();
    v(patch, tendon, f.reason);
    if (patch) {
      if (!f.patch) f.patch.emplace();
      format::visit_patch(v, *f.patch);
    }
    if (tendon) {
      if (!f.tendon) f.tendon.emplace();
      format::visit_structure(v, *f.tendon), format::visit_mesh(v, f.tendon->mesh);
    }
  });
}

class Finder {
public:
  Finder(const format::Body &body, const anatomy::Library &library)
      : body_(body), library_(library), mid_(midline_x(body)) {}

  void prepare(const std::vector<AttachmentRow> &rows);
  [[nodiscard]] Found find(const AttachmentRow &row, const SurfaceProbe &muscle, float farthest) const;
  // Contact, directly or through a tendon that the source models as a part of its own or keeps in the mesh of the
  // muscle that shares it.
  [[nodiscard]] Found seek(const AttachmentRow &row, const SurfaceProbe &muscle) const;
  // Where contact fails: a straight tendon from the muscle's nearest end, if that is not far.
  [[nodiscard]] Found bridge(const AttachmentRow &row, const SurfaceProbe &muscle, float longest) const;
  [[nodiscard]] SurfaceProbe probe(const anatomy::Muscle &muscle, Side side, bool generated) const;
  // Of everything that decides what is found for these rows, which are one muscle's on one side.
  [[nodiscard]] std::uint64_t key_of(std::span<const AttachmentRow> rows) const;

private:
  [[nodiscard]] const SampledBone &bone(std::uint32_t structure) const {
    std::call_once(once_[structure], [&] { bones_[structure] = std::make_unique<SampledBone>(body_.structures[structure].mesh); });
    return *bones_[structure];
  }
  void add_muscle(Key &key, const std::string &muscle, Side side) const;
  [[nodiscard]] Contact touch(const AttachmentRow &row, std::uint32_t structure, const SurfaceProbe &muscle,
                              float farthest, std::string &why) const;
  [[nodiscard]] std::uint32_t owner(const AttachmentRow &row, vec3 at) const;
  [[nodiscard]] format::Patch start(const AttachmentRow &row, std::uint32_t structure) const;

  const format::Body &body_;
  const anatomy::Library &library_;
  float mid_ = 0;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> structures_of_;
  mutable std::vector<std::unique_ptr<SampledBone>> bones_; // by structure; made when they are asked for
  mutable std::vector<std::once_flag> once_;
  std::vector<std::uint64_t> shapes_;               // of all structures
  std::uint64_t scales_ = 0;                        // of this body
  std::map<std::uint32_t, SurfaceProbe> tendons_;   // the source's own tendon parts, by structure
};

void Finder::prepare(const std::vector<AttachmentRow> &rows) {
  std::map<std::string, bool> wanted;
  for (const AttachmentRow &r : rows) wanted[r.bone->id] = true;
  for (std::uint32_t i = 0; i < body_.structures.size(); ++i) {
    const format::Structure &s = body_.structures[i];
    if (!s.bone.empty() && wanted.contains(s.bone) && is_skeletal(s.kind)) structures_of_[s.bone].push_back(i);
  }
  for (std::uint32_t i = 0; i < body_.structures.size(); ++i) {
    const format::Structure &s = body_.structures[i];
    if (s.generated || !(s.kind == format::Kind::tendon || s.bone.ends_with("_tendon"))) continue;
    tendons_.emplace(i, SurfaceProbe(sample_surface(s.mesh)));
  }
  bones_.resize(body_.structures.size()), shapes_.resize(body_.structures.size());
  once_ = std::vector<std::once_flag>(body_.structures.size());
  scales_ = scales_hash(body_, library_);
  parallel_for(std::size_t{0}, shapes_.size(), [&](std::size_t i) { shapes_[i] = shape_hash(body_.structures[i].mesh); });
}

void Finder::add_muscle(Key &key, const std::string &muscle, Side side) const {
  for (std::uint32_t i = 0; i < body_.structures.size(); ++i) {
    const format::Structure &s = body_.structures[i];
    if (s.muscle == muscle && s.side == side && s.kind == format::Kind::muscle) key.value(i).value(shapes_[i]).value(s.generated);
  }
}

std::uint64_t Finder::key_of(std::span<const AttachmentRow> rows) const {
  Key key(makers::steps());
  const anatomy::Muscle &muscle = *rows.front().muscle;
  for (const std::string &text : {muscle.id, muscle.name, muscle.latin, muscle.fma, muscle.fma_left, muscle.fma_right}) key.text(text);
  key.value(rows.front().side).value(mid_).value(scales_).value(rows.size());
  add_muscle(key, muscle.id, rows.front().side);
  for (const auto &[structure, tendon] : tendons_) key.value(structure).value(shapes_[structure]).value(body_.structures[structure].side);
  std::string named; // the landmarks, as a sheet would name them
  const auto name = [&](const std::string &id) {
    const anatomy::Landmark *known = library_.landmark(id);
    named += '"' + id + '"';
    key.text(id).text(known != nullptr ? known->scale : "");
  };
  for (const AttachmentRow &row : rows) {
    key.value(row.role).text(row.bone->id).text(row.bone->name).value(row.bone_side).value(row.optional).value(row.places.size());
    if (const auto on = structures_of_.find(row.bone->id); on != structures_of_.end())
      for (const std::uint32_t s : on->second)
        key.value(s).value(shapes_[s]).value(body_.structures[s].side).value(joint_of_bone(body_, library_, row.bone->id, body_.structures[s].side));
    for (const anatomy::Attachment *a : row.places) {
      const anatomy::AttachmentRegion &r = a->region;
      key.text(a->side).text(a->through).value(static_cast<float>(a->reach_mm)).value(static_cast<float>(r.radius_mm));
      key.value(r.facing.has_value()).value(r.facing.value_or(vec3(0))).value(r.near.size()).value(r.strip.size());
      for (const std::string &id : r.near) name(id);
      for (const std::string &id : r.strip) name(id);
      for (const anatomy::LandmarkFilter &f : r.where) {
        key.text(f.kind).text(f.axis).value(static_cast<float>(f.low)).value(static_cast<float>(f.high));
        name(f.a), name(f.b);
      }
      if (const anatomy::Muscle *sharer = a->through.empty() ? nullptr : library_.muscle(a->through); sharer != nullptr)
        key.text(sharer->name), add_muscle(key, sharer->id, row.side);
    }
  }
  return key.value(named_places(body_, named)).hash();
}

SurfaceProbe Finder::probe(const anatomy::Muscle &muscle, Side side, bool generated) const {
  Samples samples;
  for (const format::Structure &s : body_.structures)
    if (s.muscle == muscle.id && s.side == side && s.kind == format::Kind::muscle && s.generated == generated)
      append(samples, sample_surface(s.mesh));
  return SurfaceProbe(std::move(samples));
}

std::uint32_t Finder::owner(const AttachmentRow &row, vec3 at) const {
  std::uint32_t best = format::none;
  float nearest = 1e30F;
  for (std::uint32_t i = 0; i < body_.structures.size(); ++i) {
    const format::Structure &s = body_.structures[i];
    if (s.muscle != row.muscle->id || s.side != row.side || s.kind != format::Kind::muscle) continue;
    if (best == format::none) best = i;
    for (const vec3 p : s.mesh.positions)
      if (const float d = glm::dot(p - at, p - at); d < nearest) nearest = d, best = i;
  }
  return best;
}

format::Patch Finder::start(const AttachmentRow &row, std::uint32_t structure) const {
  format::Patch patch;
  patch.muscle = row.muscle->id;
  patch.bone_structure = structure;
  patch.role = row.role;
  patch.side = row.side;
  const auto joint = joint_of_bone(body_, library_, row.bone->id, body_.structures[structure].side);
  patch.joint = joint == format::none ? 0 : joint;
  return patch;
}

// The bone's samples that the row allows, within `farthest` of the muscle, at the smallest reach that yields enough.
Contact Finder::touch(const AttachmentRow &row, std::uint32_t structure, const SurfaceProbe &muscle, float farthest,
                      std::string &why) const {
  const SampledBone &on = bone(structure);
  const Side side = row.bone_side == Side::midline ? row.side : row.bone_side;
  std::vector<RegionTest> regions;
  float reach = 0;
  bool crosses = row.bone_side != Side::midline || row.side == Side::midline;
  for (const anatomy::Attachment *a : row.places) {
    regions.emplace_back(a->region, body_, library_, side, mid_, on.box, why);
    reach = std::max(reach, static_cast<float>(a->reach_mm));
    crosses = crosses || a->side != "ipsi";
  }
  Bounds box;
  for (const vec3 p : muscle.samples().points) box.add(p);
  box.low -= farthest, box.high += farthest;
  struct Near {
    float distance;
    std::uint32_t sample;
  };
  std::vector<Near> near;
  Contact contact;
  contact.bone_structure = structure;
  const Samples &s = on.samples;
  for (std::uint32_t i = 0; i < s.points.size(); ++i) {
    const vec3 p = s.points[i];
    if (!box.holds(p)) continue;
    if (!crosses && anatomy::sign(row.side) * (p.x - mid_) < -over_midline) continue;
    if (std::none_of(regions.begin(), regions.end(), [&](const RegionTest &r) { return r(p, s.normals[i]); })) continue;
    const PointTree::Hit hit = muscle.tree().nearest(p);
    if (glm::dot(s.normals[i], muscle.samples().normals[hit.index]) >= facing) continue;
    if (hit.distance / millimetre < contact.gap_mm)
      contact.gap_mm = hit.distance / millimetre, contact.goal = p, contact.from = muscle.samples().points[hit.index];
    near.push_back({hit.distance / millimetre, i});
  }
  for (const float d : reaches_mm) {
    if (d > reach + 1e-3F && d != reaches_mm[0]) break;
    contact.samples.clear();
    for (const Near &n : near)
      if (n.distance <= d) contact.samples.push_back(n.sample);
    contact.reach_mm = d;
    if (contact.samples.size() >= plenty) break;
  }
  if (contact.samples.size() < least) contact.samples.clear();
  return contact;
}

Found Finder::find(const AttachmentRow &row, const SurfaceProbe &muscle, float farthest) const {
  Found found;
  const auto it = structures_of_.find(row.bone->id);
  Contact best;
  bool any = false;
  std::string why;
  if (it != structures_of_.end() && !muscle.empty())
    for (const std::uint32_t s : it->second) {
      const Side own = body_.structures[s].side;
      if (own != Side::midline && row.bone_side != Side::midline && own != row.bone_side) continue;
      any = true;
      Contact c = touch(row, s, muscle, farthest, why);
      const bool better = c.samples.size() > best.samples.size() ||
                          (c.samples.size() == best.samples.size() && c.gap_mm < best.gap_mm);
      if (better) best = std::move(c);
    }
  if (!any) return found.reason = "the body has no " + row.bone->name, found;
  if (!best.samples.empty()) {
    format::Patch patch = start(row, best.bone_structure);
    patch.how = format::Found::contact;
    patch.reach_mm = best.reach_mm;
    if (shape_patch(bone(best.bone_structure), best.samples, patch)) {
      patch.muscle_structure = owner(row, patch.centroid);
      found.patch = std::move(patch);
      return found;
    }
  }
  if (best.gap_mm > 1e8F) found.reason = "no allowed part of the bone lies near the muscle";
  else found.reason = fmt::format("the muscle ends {:.1f} mm away from where it may attach", best.gap_mm);
  if (!why.empty()) found.reason += "; " + why;
  return found;
}

Found Finder::seek(const AttachmentRow &row, const SurfaceProbe &muscle) const {
  Found found = find(row, muscle, 7 * millimetre);
  if (found.patch || muscle.empty()) return found;
  for (const auto &[structure, tendon] : tendons_) {
    const Side own = body_.structures[structure].side;
    if (own != Side::midline && row.side != own) continue;
    if (!touches(muscle, tendon)) continue;
    if (Found through = find(row, tendon, 7 * millimetre); through.patch) return through;
  }
  for (const anatomy::Attachment *a : row.places) {
    const anatomy::Muscle *sharer = a->through.empty() ? nullptr : library_.muscle(a->through);
    if (sharer == nullptr) continue;
    const SurfaceProbe common = probe(*sharer, row.side, false);
    if (common.empty() || !touches(muscle, common)) continue;
    Found through = find(row, common, 7 * millimetre);
    if (!through.patch) continue;
    through.patch->muscle_structure = owner(row, through.patch->centroid);
    through.reason = std::string(shared_tendon) + sharer->name;
    return through;
  }
  return find(row, muscle, 60 * millimetre); // to say how far it ends
}

Found Finder::bridge(const AttachmentRow &row, const SurfaceProbe &muscle, float longest) const {
  Found found;
  const auto it = structures_of_.find(row.bone->id);
  if (it == structures_of_.end() || muscle.empty()) return found;
  std::string why;
  Contact best;
  for (const std::uint32_t s : it->second) {
    const Side own = body_.structures[s].side;
    if (own != Side::midline && row.bone_side != Side::midline && own != row.bone_side) continue;
    Contact c = touch(row, s, muscle, longest, why);
    if (c.gap_mm < best.gap_mm) best = std::move(c);
  }
  if (best.gap_mm * millimetre > longest) return found;
  const SampledBone &on = bone(best.bone_structure);
  std::vector<std::uint32_t> disc;
  for (const PointTree::Hit &hit : on.tree.within(best.goal, tendon_foot)) disc.push_back(hit.index);
  std::sort(disc.begin(), disc.end());
  format::Patch patch = start(row, best.bone_structure);
  patch.how = format::Found::tendon;
  patch.reach_mm = best.gap_mm;
  if (!shape_patch(on, disc, patch)) return found;
  patch.muscle_structure = owner(row, best.from);
  // A midline muscle has a tendon to each side's bone.
  const bool either = row.side == Side::midline && row.bone_side != Side::midline;
  const std::string to = either ? fmt::format("{}.{}", row.bone->id, anatomy::to_string(row.bone_side)) : row.bone->id;
  found.tendon = tendon_between(best.from, best.goal, on, *row.muscle, row.side, to);
  found.patch = std::move(patch);
  return found;
}

// A patch that came with its generated muscle; one found for such a muscle later has a reach.
bool brought(const format::Patch &p) { return p.how == format::Found::generated && p.reach_mm == 0; }

// A generated muscle brings its patch along; a row takes the one on its own bone.
std::uint32_t brought_along(const format::Body &body, const AttachmentRow &row) {
  for (std::uint32_t i = 0; i < body.patches.size(); ++i) {
    const format::Patch &p = body.patches[i];
    if (!brought(p) || p.muscle != row.muscle->id || p.side != row.side || p.role != row.role) continue;
    const format::Structure &bone = body.structures[p.bone_structure];
    if (bone.bone == row.bone->id && (bone.side == row.bone_side || bone.side == Side::midline)) return i;
  }
  return format::none;
}

using RowGroup = std::pair<std::size_t, std::size_t>; // rows of one muscle and side, which lie together

std::vector<RowGroup> groups_of(std::span<const AttachmentRow> rows) {
  std::vector<RowGroup> groups;
  for (std::size_t i = 0; i < rows.size();) {
    std::size_t j = i;
    while (j < rows.size() && rows[j].muscle == rows[i].muscle && rows[j].side == rows[i].side) ++j;
    groups.emplace_back(i, j);
    i = j;
  }
  return groups;
}

void seek_all(const Finder &finder, const format::Body &body, std::span<const AttachmentRow> rows, const RowGroup &group, std::span<Found> found) {
  const auto [first, last] = group;
  SurfaceProbe muscle = finder.probe(*rows[first].muscle, rows[first].side, false);
  const bool grown = muscle.empty();
  if (grown) muscle = finder.probe(*rows[first].muscle, rows[first].side, true);
  for (std::size_t i = first; i < last; ++i)
    if (brought_along(body, rows[i]) == format::none) {
      found[i] = finder.seek(rows[i], muscle);
      if (grown && found[i].patch) found[i].patch->how = format::Found::generated;
    }
  if (grown) return;
  // What touches no bone gets a straight tendon to the nearest place it may attach to; these are counted apart.
  for (const anatomy::Role role : {anatomy::Role::origin, anatomy::Role::insertion}) {
    bool holds = false;
    for (std::size_t i = first; i < last; ++i)
      holds = holds || (rows[i].role == role && (found[i].patch || brought_along(body, rows[i]) != format::none));
    // Where others of that end do hold, only a short gap is an aponeurosis that the mesh leaves out.
    const float longest = holds ? short_gap : longest_tendon;
    for (std::size_t i = first; i < last; ++i)
      if (rows[i].role == role && !rows[i].optional && !found[i].patch && brought_along(body, rows[i]) == format::none)
        if (Found f = finder.bridge(rows[i], muscle, longest); f.patch) {
          f.reason = found[i].reason;
          found[i] = std::move(f);
        }
  }
}

// A row's patch, as an earlier search found it.
std::uint32_t patch_of(const format::Body &body, const AttachmentRow &row) {
  for (std::uint32_t i = 0; i < body.patches.size(); ++i) {
    const format::Patch &p = body.patches[i];
    const format::Structure &bone = body.structures[p.bone_structure];
    if (p.muscle == row.muscle->id && p.side == row.side && p.role == row.role && bone.bone == row.bone->id &&
        (bone.side == row.bone_side || bone.side == Side::midline || row.bone_side == Side::midline)) return i;
  }
  return format::none;
}

// What is expected of a row is there now.
void fulfil(format::Body &body, const AttachmentRow &row, std::uint32_t patch) {
  for (format::Expected &e : body.expected)
    if (e.muscle == row.muscle->id && e.side == row.side && e.role == row.role && e.bone == row.bone->id && e.bone_side == row.bone_side)
      e.patch = patch, e.reason.clear();
}

} // namespace

void find_attachments_again(format::Body &body, const anatomy::Library &library, const std::set<std::string, std::less<>> &muscles) {
  std::vector<AttachmentRow> rows = attachment_rows(body, library);
  std::erase_if(rows, [&](const AttachmentRow &row) { return !muscles.contains(row.muscle->id); });
  Finder finder(body, library);
  finder.prepare(rows);
  std::vector<Found> found(rows.size());
  const std::vector<RowGroup> groups = groups_of(rows);
  parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) { seek_all(finder, body, rows, groups[g], found); });
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!found[i].patch || found[i].tendon) continue;
    if (const std::uint32_t at = patch_of(body, rows[i]); at == format::none) {
      fulfil(body, rows[i], static_cast<std::uint32_t>(body.patches.size()));
      body.patches.push_back(std::move(*found[i].patch));
    } else if (body.patches[at].how != format::Found::tendon) {
      body.patches[at] = std::move(*found[i].patch);
    }
  }
}

Status find_attachments(format::Body &body, const anatomy::Library &library, Progress &progress, ResultCache *given) {
  ResultCache none, &cache = given != nullptr ? *given : none;
  progress.report("Finding where muscles attach", 0);
  body.expected.clear();
  std::erase_if(body.patches, [](const format::Patch &p) { return !brought(p); });
  std::erase_if(body.structures, [](const format::Structure &s) { return s.kind == format::Kind::tendon && s.generated; });
  const std::vector<AttachmentRow> rows = attachment_rows(body, library);
  Finder finder(body, library);
  finder.prepare(rows);

  const std::vector<RowGroup> groups = groups_of(rows);
  std::vector<Found> found(rows.size());
  std::atomic<std::size_t> done{0};
  const bool alone = body.patches.empty(); // none that came with grown muscles
  parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) {
    if (progress.cancelled()) return;
    const auto [first, last] = groups[g];
    const std::uint64_t key = alone ? finder.key_of(std::span(rows).subspan(first, last - first)) : 0;
    if (alone)
      if (auto known = cache.find<FoundRows>("attachments", key); known && known->rows.size() == last - first) {
        std::move(known->rows.begin(), known->rows.end(), found.begin() + static_cast<std::ptrdiff_t>(first));
        return;
      }
    seek_all(finder, body, rows, groups[g], found);
    if (!alone || progress.cancelled()) return;
    FoundRows kept{{found.begin() + static_cast<std::ptrdiff_t>(first), found.begin() + static_cast<std::ptrdiff_t>(last)}};
    cache.keep("attachments", key, kept);
    progress.report("Finding where muscles attach", static_cast<float>(++done) / static_cast<float>(groups.size()));
  });
  if (progress.cancelled()) return cancelled();

  for (std::size_t i = 0; i < rows.size(); ++i) {
    const AttachmentRow &row = rows[i];
    std::uint32_t at = brought_along(body, row);
    if (found[i].patch) {
      at = static_cast<std::uint32_t>(body.patches.size());
      body.patches.push_back(std::move(*found[i].patch));
    }
    if (row.optional) continue;
    const bool contact = at != format::none && body.patches[at].how != format::Found::tendon;
    if (const anatomy::Absence *absent = library.absence(body.source, row.muscle->id, row.role, row.bone->id);
        absent != nullptr && !contact)
      found[i].reason = fmt::format("{}{} ({})", allowed_row, absent->why, found[i].reason);
    body.expected.push_back({row.muscle->id, row.side, row.role, row.bone->id, row.bone_side, at, found[i].reason});
  }
  std::map<std::string, int> tendons; // a muscle may hold one bone by origin and insertion
  for (Found &f : found) {
    if (!f.tendon) continue;
    if (const int nth = ++tendons[f.tendon->id]; nth > 1) f.tendon->id += fmt::format(".{}", nth);
    body.structures.push_back(std::move(*f.tendon));
  }
  return {};
}

} // namespace myo::assemble
