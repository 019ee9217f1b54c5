#include "assemble/attachments.h"
#include "assemble/check_parts.h"
#include "assemble/expected_rows.h"
#include "form/triangle_tree.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>
#include <tuple>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;
using format::Kind;

constexpr double wanted_share = 0.95; // of all expected attachments, found by contact
constexpr double contact_mm = 6;      // nothing farther is a contact, whatever a patch says of itself
constexpr double outline_mm = 1;      // a patch is drawn this much rounder than the surface that was met

std::string told(const format::Expected &e) {
  return fmt::format("{}, {} on {}", with_side(e.muscle, e.side), anatomy::to_string(e.role), with_side(e.bone, e.bone_side));
}

// Muscles that have a mesh on a side; true where one is the source's own.
using Meshes = std::map<std::pair<std::string, Side>, bool>;

Meshes meshes(const format::Body &body) {
  Meshes out;
  for (const format::Structure &s : body.structures)
    if (s.kind == Kind::muscle && !s.muscle.empty()) {
      bool &own = out[{s.muscle, s.side}];
      own = own || !s.generated;
    }
  return out;
}

// How far patches lie from what they are said to touch.
class Gaps {
public:
  Gaps(const format::Body &body, const anatomy::Library &library) : body_(body), library_(library) {}

  // To the nearest of the muscle itself, the source's own tendons and the muscles that share a tendon with it; what lies
  // farther than `far` is not measured.
  [[nodiscard]] double of(const format::Patch &patch, float far) {
    const std::vector<vec3> points = inside(patch);
    double least = 1e9;
    const auto look = [&](const auto &wanted) {
      for (std::uint32_t i = 0; i < body_.structures.size(); ++i)
        if (const format::Structure &s = body_.structures[i]; may_hold(s, patch) && wanted(s)) least = std::min(least, to(i, points, far));
      return least <= static_cast<double>(far / millimetre);
    };
    if (look([&](const format::Structure &s) { return s.muscle == patch.muscle && s.kind == Kind::muscle; })) return least;
    if (look([](const format::Structure &s) { return s.kind == Kind::tendon || s.bone.ends_with("_tendon"); })) return least;
    const anatomy::Muscle *muscle = library_.muscle(patch.muscle);
    if (muscle == nullptr) return least;
    look([&](const format::Structure &s) {
      return s.kind == Kind::muscle && std::any_of(muscle->attachments.begin(), muscle->attachments.end(),
                                                   [&](const anatomy::Attachment &a) { return a.through == s.muscle; });
    });
    return least;
  }

private:
  static bool may_hold(const format::Structure &s, const format::Patch &patch) {
    const bool fallback = s.generated && s.kind != Kind::muscle; // a tendon that bridges what does not touch
    return !fallback && (s.side == patch.side || s.side == Side::midline || patch.side == Side::midline);
  }

  static std::vector<vec3> inside(const format::Patch &patch) {
    std::vector<vec3> out;
    for (std::size_t i = 0; i < patch.positions.size() && i < patch.edge_mm.size(); ++i)
      if (patch.edge_mm[i] <= 0) out.push_back(patch.positions[i]);
    if (out.empty()) out.push_back(patch.centroid);
    return out;
  }

  double to(std::uint32_t structure, const std::vector<vec3> &points, float far) {
    auto found = trees_.find(structure);
    if (found == trees_.end()) {
      const format::Mesh &mesh = body_.structures[structure].mesh;
      found = trees_.emplace(structure, form::TriangleTree(mesh.positions, mesh.indices)).first;
    }
    double least = 1e9;
    for (const vec3 p : points)
      if (!found->second.empty() && found->second.box().holds(p, far))
        if (const auto hit = found->second.nearest(p, far); hit.found())
          least = std::min(least, static_cast<double>(std::abs(hit.distance) / millimetre));
    return least;
  }

  const format::Body &body_;
  const anatomy::Library &library_;
  std::map<std::uint32_t, form::TriangleTree> trees_;
};

bool within_reach(const format::Patch &patch) { return double(patch.reach_mm) <= contact_mm + 1e-3; }

// What is wrong with the patch that a row is said to have; "" when nothing is.
std::string wrong(const format::Body &body, const format::Expected &row, const format::Patch &patch, Gaps &gaps) {
  if (patch.muscle != row.muscle || patch.side != row.side || patch.role != row.role ||
      patch.bone_structure >= body.structures.size() || body.structures[patch.bone_structure].bone != row.bone)
    return "its patch is of another attachment";
  if (patch.how != format::Found::contact) return {};
  if (!within_reach(patch))
    return fmt::format("its contact at {:.1f} mm is none: the limit is {:.0f} mm", patch.reach_mm, contact_mm);
  const double most = contact_mm + outline_mm;
  if (gaps.of(patch, static_cast<float>(most) * millimetre) > most)
    return fmt::format("its patch lies more than {:.0f} mm from the muscle", most);
  return {};
}

using RowKey = std::tuple<std::string, Side, Role, std::string, Side>;
RowKey key_of(const format::Expected &e) { return {e.muscle, e.side, e.role, e.bone, e.bone_side}; }

// The vocabulary's rows for this body, with what the body says of each. What it leaves out, adds or gets wrong is a
// fault; a wrong patch counts as none.
std::vector<format::Expected> asked_rows(const format::Body &body, const anatomy::Library &library, CheckReport &report) {
  const auto fault = [&](const std::string &muscle, std::string text) {
    report.rows.push_back({"attachments", muscle, Verdict::fault, 0, 0, "", std::move(text)});
  };
  std::map<RowKey, const format::Expected *> stored;
  for (const format::Expected &e : body.expected)
    if (!stored.emplace(key_of(e), &e).second) fault(e.muscle, told(e) + ": stands twice on the body's list");
  std::vector<format::Expected> rows;
  std::map<std::pair<std::string, Side>, std::pair<int, int>> left_out; // of a muscle on a side: missing, all
  Gaps gaps(body, library);
  for (const AttachmentRow &r : attachment_rows(body, library)) {
    if (r.optional) continue;
    format::Expected row{r.muscle->id, r.side, r.role, r.bone->id, r.bone_side, format::none, "not on the body's list"};
    auto &[missing, all] = left_out[{row.muscle, row.side}];
    ++all;
    if (const auto found = stored.find(key_of(row)); found == stored.end()) {
      ++missing;
    } else {
      row = *found->second;
      stored.erase(found);
    }
    if (row.patch != format::none) {
      const bool there = row.patch < body.patches.size();
      const std::string why = there ? wrong(body, row, body.patches[row.patch], gaps) : "its patch is not there";
      if (!why.empty()) fault(row.muscle, told(row) + ": " + why), row.patch = format::none, row.reason = why;
    }
    rows.push_back(std::move(row));
  }
  for (const auto &[muscle, count] : left_out)
    if (count.first > 0)
      fault(muscle.first, fmt::format("{}: {} of {} expected attachments are not on the body's list", with_side(muscle.first, muscle.second),
                                      count.first, count.second));
  for (const auto &[key, e] : stored) fault(e->muscle, told(*e) + ": the vocabulary expects no such attachment of this body");
  return rows;
}

void count_row(const format::Body &body, const format::Expected &e, bool lacks_bone, bool generated, CheckReport &report) {
  AttachmentTally &tally = report.attachments;
  const format::Patch *patch = e.patch < body.patches.size() ? &body.patches[e.patch] : nullptr;
  if (generated) {
    ++tally.generated_expected;
    tally.generated += patch != nullptr;
    if (!patch)
      report.rows.push_back({"attachments", e.muscle, Verdict::remark, 0, 0, "", fmt::format("generated {}: {}", told(e), e.reason)});
    return;
  }
  ++tally.expected;
  if (patch && patch->how == format::Found::contact) {
    ++tally.contact;
    if (!e.reason.starts_with(shared_tendon)) return;
    ++tally.shared;
    report.rows.push_back({"attachments", e.muscle, Verdict::good, double(patch->reach_mm), contact_mm, "mm", told(e) + ": " + e.reason});
    return;
  }
  if (patch) ++tally.tendon;
  else ++tally.missing, tally.boneless += lacks_bone;
  const bool allowed = e.reason.starts_with(allowed_row);
  ++(allowed ? tally.allowed : tally.unlisted);
  report.rows.push_back({"attachments", e.muscle, Verdict::remark, patch ? double(patch->reach_mm) : 0, contact_mm, "mm",
                         fmt::format("{}: {}{}", told(e), patch ? "fallback tendon; " : "", e.reason)});
}

// Entries of the source's list that this body proves wrong.
void stale_absences(const format::Body &body, const std::vector<format::Expected> &asked, const anatomy::Library &library,
                    CheckReport &report) {
  for (const anatomy::Absence &a : library.absences)
    for (const std::string &bone : a.bones) {
      if (a.source != body.source) continue;
      int rows = 0, found = 0;
      for (const format::Expected &e : asked) {
        if (e.muscle != a.muscle || e.role != a.role || e.bone != bone) continue;
        ++rows;
        found += e.patch < body.patches.size() && body.patches[e.patch].how == format::Found::contact;
      }
      if (rows == 0 || found < rows) continue;
      ++report.attachments.stale;
      report.rows.push_back({"attachments", a.muscle, Verdict::remark, 0, 0, "",
                             fmt::format("{} on {} is found, but stands on the list of what the source cannot give",
                                         anatomy::to_string(a.role), bone)});
    }
}

void ends(const format::Body &body, const std::vector<format::Expected> &rows, const std::set<std::string> &bones, CheckReport &report) {
  AttachmentTally &tally = report.attachments;
  std::set<std::tuple<std::string, Side, Role>> held, asked, possible;
  for (const format::Patch &p : body.patches)
    if (p.how != format::Found::contact || within_reach(p)) held.emplace(p.muscle, p.side, p.role);
  std::set<std::pair<std::string, Side>> muscles;
  for (const format::Expected &e : rows) {
    muscles.emplace(e.muscle, e.side);
    asked.emplace(e.muscle, e.side, e.role);
    if (bones.contains(e.bone)) possible.emplace(e.muscle, e.side, e.role);
  }
  tally.muscles = int(muscles.size());
  for (const auto &[muscle, side, role] : asked) {
    if (held.contains({muscle, side, role})) continue;
    const bool could = possible.contains({muscle, side, role});
    if (could) ++(role == Role::origin ? tally.without_origin : tally.without_insertion);
    report.rows.push_back({"attachments", muscle, could ? Verdict::fault : Verdict::remark, 0, 1, "",
                           fmt::format("{} has no {}{}", with_side(muscle, side), anatomy::to_string(role),
                                       could ? "" : ": the body lacks every bone for it")});
  }
}

} // namespace

std::string summary(const AttachmentTally &t) {
  return fmt::format("{} of {} expected found by contact ({:.1f} %), {} of them through a tendon in another muscle's mesh; not "
                     "by contact: {} bridged by a fallback tendon, {} missing, {} of these on bones that the body lacks; {} on "
                     "the source's list of absences, {} not; generated muscles apart: {} of {}",
                     t.contact, t.expected, 100 * t.share(), t.shared, t.tendon, t.missing, t.boneless, t.allowed, t.unlisted,
                     t.generated, t.generated_expected);
}

void check_attachments(const format::Body &body, const anatomy::Library &library, CheckReport &report) {
  const Meshes own = meshes(body);
  std::set<std::string> bones;
  for (const format::Structure &s : body.structures) bones.insert(s.bone);
  const std::vector<format::Expected> rows = asked_rows(body, library, report);
  for (const format::Expected &e : rows) {
    const auto mesh = own.find({e.muscle, e.side});
    count_row(body, e, !bones.contains(e.bone), mesh != own.end() && !mesh->second, report);
  }
  stale_absences(body, rows, library, report);
  ends(body, rows, bones, report);
  const AttachmentTally &tally = report.attachments;
  const Verdict verdict = tally.expected == 0 ? Verdict::remark : tally.share() >= wanted_share ? Verdict::good : Verdict::fault;
  report.rows.push_back({"attachments", "all", verdict, tally.share(), wanted_share, "share", summary(tally)});
}

} // namespace myo::assemble
