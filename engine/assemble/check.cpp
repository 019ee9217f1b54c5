#include "assemble/check.h"

#include "anatomy/features.h"
#include "assemble/attachments.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/measure.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <map>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;
using format::Kind;

constexpr double wanted_share = 0.95;        // of all expected attachments, found by contact
constexpr double sphere_mirror_mm = 3;       // between a centre and its mirrored twin
constexpr double contact_mirror_mm = 6;
constexpr double volume_low = 0.7, volume_high = 1.4;
constexpr double weight_slack = 1e-3;

std::string with_side(std::string_view name, Side side) {
  return side == Side::midline ? std::string(name) : fmt::format("{} {}", anatomy::to_string(side), name);
}

void weights(const format::Body &body, std::vector<CheckRow> &rows) {
  std::size_t vertices = 0;
  for (const format::Structure &s : body.structures) {
    if (s.mesh.weights.empty() && s.kind == Kind::deep_surface) continue;
    const std::size_t count = s.mesh.positions.size();
    vertices += count;
    if (s.mesh.weights.size() != count || s.mesh.joints.size() != count) {
      rows.push_back({"weights", s.id, Verdict::fault, double(s.mesh.weights.size()), double(count), "",
                      fmt::format("{} vertices, {} weights, {} joints", count, s.mesh.weights.size(), s.mesh.joints.size())});
      continue;
    }
    double worst = 0;
    bool astray = false;
    for (std::size_t v = 0; v < count; ++v) {
      const vec4 w = s.mesh.weights[v];
      worst = std::max(worst, std::abs(double(w.x) + double(w.y) + double(w.z) + double(w.w) - 1));
      for (glm::length_t k = 0; k < 4; ++k)
        astray = astray || !(w[k] >= 0) || (w[k] > 0 && s.mesh.joints[v][k] >= body.joints.size());
    }
    if (worst > weight_slack || astray || std::isnan(worst))
      rows.push_back({"weights", s.id, Verdict::fault, worst, weight_slack, "",
                      astray ? "a weight is negative or names a joint that is not there" : "weights do not sum to 1"});
  }
  rows.push_back({"weights", "all", Verdict::good, double(vertices), 0, "", fmt::format("{} vertices looked at", vertices)});
}

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
    report.rows.push_back({"attachments", e.muscle, Verdict::good, double(patch->reach_mm), 6, "mm", told(e) + ": " + e.reason});
    return;
  }
  if (patch) ++tally.tendon;
  else ++tally.missing, tally.boneless += lacks_bone;
  const bool allowed = e.reason.starts_with(allowed_row);
  ++(allowed ? tally.allowed : tally.unlisted);
  report.rows.push_back({"attachments", e.muscle, Verdict::remark, patch ? double(patch->reach_mm) : 0, 6, "mm",
                         fmt::format("{}: {}{}", told(e), patch ? "fallback tendon; " : "", e.reason)});
}

// Entries of the source's list that this body proves wrong.
void stale_absences(const format::Body &body, const anatomy::Library &library, CheckReport &report) {
  for (const anatomy::Absence &a : library.absences)
    for (const std::string &bone : a.bones) {
      if (a.source != body.source) continue;
      int rows = 0, found = 0;
      for (const format::Expected &e : body.expected) {
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

void ends(const format::Body &body, const std::set<std::string> &bones, CheckReport &report) {
  AttachmentTally &tally = report.attachments;
  std::set<std::tuple<std::string, Side, Role>> held, asked, possible;
  for (const format::Patch &p : body.patches) held.emplace(p.muscle, p.side, p.role);
  std::set<std::pair<std::string, Side>> muscles;
  for (const format::Expected &e : body.expected) {
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

std::string summary(const AttachmentTally &t) {
  return fmt::format("{} of {} expected found by contact ({:.1f} %), {} of them through a tendon in another muscle's mesh; not "
                     "by contact: {} bridged by a fallback tendon, {} missing, {} of these on bones that the body lacks; {} on "
                     "the source's list of absences, {} not; generated muscles apart: {} of {}",
                     t.contact, t.expected, 100 * t.share(), t.shared, t.tendon, t.missing, t.boneless, t.allowed, t.unlisted,
                     t.generated, t.generated_expected);
}

void attachments(const format::Body &body, const anatomy::Library &library, CheckReport &report) {
  const Meshes own = meshes(body);
  std::set<std::string> bones;
  for (const format::Structure &s : body.structures) bones.insert(s.bone);
  for (const format::Expected &e : body.expected) {
    const auto mesh = own.find({e.muscle, e.side});
    count_row(body, e, !bones.contains(e.bone), mesh != own.end() && !mesh->second, report);
  }
  stale_absences(body, library, report);
  ends(body, bones, report);
  const AttachmentTally &tally = report.attachments;
  const bool enough = tally.expected == 0 || tally.share() >= wanted_share;
  report.rows.push_back({"attachments", "all", enough ? Verdict::good : Verdict::fault, tally.share(), wanted_share, "share",
                         summary(tally)});
}

void mirror(const format::Body &body, std::vector<CheckRow> &rows) {
  const float mid = midline_x(body);
  for (const format::Joint &left : body.joints) {
    if (!left.id.starts_with("left.")) continue;
    const auto at = find_joint(body, "right." + left.id.substr(5));
    if (at == format::none) {
      rows.push_back({"mirror", left.id, Verdict::remark, 0, 0, "mm", "has no twin on the right"});
      continue;
    }
    const format::Joint &right = body.joints[at];
    const vec3 mirrored(2 * mid - right.centre.x, right.centre.y, right.centre.z);
    const double off = double(glm::distance(left.centre, mirrored) / millimetre);
    const bool judged = left.how == "sphere" || left.how == "contact";
    const double limit = left.how == "sphere" ? sphere_mirror_mm : left.how == "contact" ? contact_mirror_mm : 0;
    rows.push_back({"mirror", left.id.substr(5), judged && off > limit ? Verdict::fault : judged ? Verdict::good : Verdict::remark,
                    off, limit, "mm",
                    fmt::format("{}: left and right differ by {:.1f} mm (residual {:.2f} / {:.2f} mm)", left.how, off,
                                left.residual_mm, right.residual_mm)});
  }
}

void volumes(const format::Body &body, std::vector<CheckRow> &rows) {
  std::map<std::string, std::pair<double, double>> pairs;
  for (const format::Structure &s : body.structures) {
    const std::string &key = !s.bone.empty() ? s.bone : s.muscle;
    if (key.empty() || s.side == Side::midline || s.generated) continue;
    auto &[left, right] = pairs[key];
    (s.side == Side::left ? left : right) += volume_m3(s.mesh);
  }
  int looked = 0;
  for (const auto &[key, v] : pairs) {
    if (!(v.first > 0) || !(v.second > 0)) {
      rows.push_back({"volume", key, Verdict::remark, 0, 0, "ratio", fmt::format("{} is on one side only", key)});
      continue;
    }
    ++looked;
    const double ratio = v.second / v.first;
    if (ratio < volume_low || ratio > volume_high)
      rows.push_back({"volume", key, Verdict::remark, ratio, ratio < 1 ? volume_low : volume_high, "ratio",
                      fmt::format("{}: right is {:.2f} times left", key, ratio)});
  }
  rows.push_back({"volume", "all", Verdict::good, double(looked), 0, "", fmt::format("{} pairs compared", looked)});
}

void order(const format::Body &body, std::vector<CheckRow> &rows) {
  const auto height = [&](std::string_view bone) -> std::optional<float> {
    Bounds box;
    for (const format::Structure &s : body.structures)
      if (s.bone == bone) box.add(bounds(s.mesh.positions));
    if (box.empty()) return std::nullopt;
    return box.centre().y;
  };
  const auto c1 = height("c1");
  const auto c2 = height("c2");
  const auto c0 = height("occipital");
  if (!c0 || !c1 || !c2) return;
  const bool good = *c2 < *c1 && *c1 < *c0;
  rows.push_back({"order", "c1", good ? Verdict::good : Verdict::fault, double(*c1), 0, "m",
                  good ? "C1 lies between C2 and the occiput" : "C1 does not lie between C2 and the occiput"});
}

void names(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  const auto fault = [&](std::string subject, std::string text) {
    rows.push_back({"names", std::move(subject), Verdict::fault, 0, 0, "", std::move(text)});
  };
  std::set<std::string> ids;
  for (const format::Structure &s : body.structures) {
    if (!ids.insert(s.id).second) fault(s.id, "two structures share this id");
    if (!s.bone.empty() && !library.bone(s.bone)) fault(s.id, "unknown bone " + s.bone);
    if (!s.muscle.empty() && !library.muscle(s.muscle)) fault(s.id, "unknown muscle " + s.muscle);
  }
  std::set<std::string> joints;
  for (std::size_t i = 0; i < body.joints.size(); ++i) {
    const format::Joint &j = body.joints[i];
    if (!joints.insert(j.id).second) fault(j.id, "two joints share this id");
    if (i == 0 ? j.parent != format::none : j.parent >= i) fault(j.id, "its parent does not come before it");
    const std::size_t dot = j.id.find('.');
    if (!library.joint(dot == std::string::npos ? j.id : j.id.substr(dot + 1))) fault(j.id, "unknown joint");
  }
  std::size_t absent = 0;
  for (const anatomy::Landmark &l : library.landmarks)
    for (const Side side : {Side::midline, Side::left, Side::right}) {
      if ((side == Side::midline) != l.midline || find_landmark(body, l.id, side)) continue;
      ++absent;
      rows.push_back({"names", l.id, Verdict::remark, 0, 0, "", fmt::format("landmark {} is not placed", with_side(l.id, side))});
    }
  for (const format::Landmark &l : body.landmarks) {
    if (!library.landmark(l.id) && !library.bone(anatomy::feature_bone(l.id))) fault(l.id, "unknown landmark");
    if (l.joint >= body.joints.size()) fault(l.id, "its joint is not there");
  }
  for (const format::RegionField &r : body.regions) {
    if (!library.region(r.region)) fault(r.region, "unknown region");
    if (r.carrier >= body.structures.size()) fault(r.region, "its carrier is not there");
  }
  for (const format::Patch &p : body.patches)
    if (p.muscle_structure >= body.structures.size() || p.bone_structure >= body.structures.size() ||
        p.joint >= body.joints.size() || !(p.area_mm2 > 0))
      fault(p.muscle, "a patch is empty or names what is not there");
  for (const format::TriggerPoint &t : body.trigger_points)
    if (!library.pattern(t.pattern)) fault(t.pattern, "unknown pattern");
  rows.push_back({"names", "all", Verdict::good, double(ids.size()), 0, "",
                  fmt::format("{} structures, {} joints, {} landmarks ({} not placed), {} regions", body.structures.size(),
                              body.joints.size(), body.landmarks.size(), absent, body.regions.size())});
}

} // namespace

bool CheckReport::good() const {
  return std::none_of(rows.begin(), rows.end(), [](const CheckRow &r) { return r.verdict == Verdict::fault; });
}

CheckReport check(const format::Body &body, const anatomy::Library &library) {
  CheckReport report;
  weights(body, report.rows);
  attachments(body, library, report);
  mirror(body, report.rows);
  volumes(body, report.rows);
  order(body, report.rows);
  names(body, library, report.rows);
  return report;
}

std::string check_text(const CheckReport &report) {
  std::string text;
  for (const CheckRow &r : report.rows) {
    const std::string_view word = r.verdict == Verdict::fault ? "FAULT" : r.verdict == Verdict::remark ? "note" : "ok";
    text += fmt::format("{:<5}  {:<11}  {:<32}  {}\n", word, r.check, r.subject, r.text);
  }
  const AttachmentTally &t = report.attachments;
  const auto faults = std::count_if(report.rows.begin(), report.rows.end(),
                                    [](const CheckRow &r) { return r.verdict == Verdict::fault; });
  text += fmt::format("\nattachments: {}; {} muscles, {} without origin, {} without insertion\n{}\n", summary(t), t.muscles,
                      t.without_origin, t.without_insertion, faults == 0 ? "no faults" : fmt::format("{} faults", faults));
  return text;
}

} // namespace myo::assemble
