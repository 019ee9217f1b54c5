#include "assemble/check.h"

#include "assemble/check_parts.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/measure.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <iterator>
#include <map>
#include <optional>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Side;
using format::Kind;

constexpr double sphere_mirror_mm = 3;       // between a centre and its mirrored twin
constexpr double contact_mirror_mm = 6;
constexpr double volume_low = 0.7, volume_high = 1.4;
constexpr double weight_slack = 1e-3;
constexpr double disc_mm = 6, gap_mm = 6;    // a disc's spread about its plane; a joint's two surfaces

// A summary never reads better than the rows that it sums up.
void sum_up(std::string_view name, std::size_t from, double value, std::string text, std::vector<CheckRow> &rows) {
  const auto faults = std::count_if(rows.begin() + static_cast<std::ptrdiff_t>(from), rows.end(),
                                    [](const CheckRow &r) { return r.verdict == Verdict::fault; });
  if (faults > 0) text += fmt::format("; {} of the rows above {} a fault", faults, faults == 1 ? "is" : "are");
  rows.push_back({std::string(name), "all", faults > 0 ? Verdict::fault : Verdict::good, value, 0, "", std::move(text)});
}

void weights(const format::Body &body, std::vector<CheckRow> &rows) {
  const std::size_t from = rows.size();
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
  sum_up("weights", from, double(vertices), fmt::format("{} vertices looked at", vertices), rows);
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

// How well the joints in the midline fit what they were found by; the paired ones are told side by side.
void fits(const format::Body &body, std::vector<CheckRow> &rows) {
  for (const format::Joint &j : body.joints) {
    if (j.id.find('.') != std::string::npos) continue;
    const double limit = j.how == "disc" ? disc_mm : j.how == "contact" ? gap_mm : 0;
    if (limit == 0) {
      rows.push_back({"fit", j.id, Verdict::remark, 0, 0, "mm", j.how + ": nothing was fitted"});
      continue;
    }
    const double off = double(j.residual_mm);
    rows.push_back({"fit", j.id, off <= limit ? Verdict::good : Verdict::remark, off, limit, "mm",
                    fmt::format("{}: residual {:.2f} mm, {}", j.how, off,
                                j.how == "disc" ? "the spread of the disc about its plane" : "the gap between its surfaces")});
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

void order(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  const auto height = [&](std::string_view bone) -> std::optional<float> {
    Bounds box;
    for (const format::Structure &s : body.structures)
      if (s.bone == bone) box.add(bounds(s.mesh.positions));
    if (box.empty()) return std::nullopt;
    return box.centre().y;
  };
  bool all = true;
  const std::string_view part = missing_part(body, library);
  for (const char *id : {"occipital", "c1", "c2"}) {
    if (!library.bone(id) || height(id)) continue;
    all = false;
    rows.push_back({"order", id, part.empty() ? Verdict::fault : Verdict::remark, 0, 0, "m",
                    part.empty() ? fmt::format("the body has no {}", library.bone(id)->name)
                                 : fmt::format("the body has no {}; it is a part only, without bones of the {}", library.bone(id)->name, part)});
  }
  const auto c1 = height("c1"), c2 = height("c2"), c0 = height("occipital");
  if (!all || !c0 || !c1 || !c2) return;
  const bool good = *c2 < *c1 && *c1 < *c0;
  rows.push_back({"order", "c1", good ? Verdict::good : Verdict::fault, double(*c1), 0, "m",
                  good ? "C1 lies between C2 and the occiput" : "C1 does not lie between C2 and the occiput"});
}

void names(const format::Body &body, const anatomy::Library &library, std::vector<CheckRow> &rows) {
  const std::size_t from = rows.size();
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
  const std::size_t before = rows.size();
  check_landmarks(body, library, rows);
  const auto absent = std::count_if(rows.begin() + static_cast<std::ptrdiff_t>(before), rows.end(),
                                    [](const CheckRow &r) { return r.text.find("is not placed") != std::string::npos; });
  check_regions(body, library, rows);
  for (const format::Patch &p : body.patches) {
    if (!library.muscle(p.muscle)) fault(p.muscle, "a patch is of an unknown muscle");
    if (p.muscle_structure >= body.structures.size() || p.bone_structure >= body.structures.size() ||
        p.joint >= body.joints.size() || !(p.area_mm2 > 0))
      fault(p.muscle, "a patch is empty or names what is not there");
    else if (body.structures[p.muscle_structure].muscle != p.muscle)
      fault(p.muscle, "a patch lies on a structure of another muscle");
  }
  check_trigger_points(body, library, rows);
  sum_up("names", from, double(ids.size()),
         fmt::format("{} structures, {} joints, {} landmarks ({} not placed), {} regions", body.structures.size(), body.joints.size(),
                     body.landmarks.size(), absent, body.regions.size()),
         rows);
}

} // namespace

bool CheckReport::good() const {
  return std::none_of(rows.begin(), rows.end(), [](const CheckRow &r) { return r.verdict == Verdict::fault; });
}

CheckReport check(const format::Body &body, const anatomy::Library &library) {
  CheckReport report;
  weights(body, report.rows);
  check_attachments(body, library, report);
  mirror(body, report.rows);
  fits(body, report.rows);
  volumes(body, report.rows);
  order(body, library, report.rows);
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
