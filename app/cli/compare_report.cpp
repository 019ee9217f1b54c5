#include "cli/compare_report.h"

#include "cli/rounded.h"
#include "format/schema.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using assemble::Compared;
using assemble::Group;
using Json = nlohmann::ordered_json;

template <class T> Json maybe(const std::optional<T> &value) { return value ? Json(*value) : Json(nullptr); }
Json maybe_mm(const std::optional<double> &value) { return value ? Json(rounded(*value, 0.001)) : Json(nullptr); }

double quantile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(at);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (at - static_cast<double>(low)) * (values[high] - values[low]);
}

std::string number(const std::optional<double> &value) { return value ? fmt::format("{:.2f}", *value) : "-"; }

bool misplaced(const Compared &c) {
  return (c.offset_mm && *c.offset_mm > assemble::offset_limit_mm) || (c.tilt_deg && *c.tilt_deg > assemble::tilt_limit_deg);
}

std::string_view verdict(bool good) { return good ? "pass" : "FAIL"; }

std::string group_line(Group group, const std::vector<Compared> &all) {
  std::vector<double> mean, p95, overlap;
  int away = 0;
  for (const Compared &c : all) {
    if (c.group != group) continue;
    mean.push_back(c.mean_mm), p95.push_back(c.p95_mm), overlap.push_back(c.silhouette);
    if (misplaced(c)) ++away;
  }
  if (mean.empty()) return {};
  const assemble::Limits limits = assemble::limits_of(group);
  const double m = quantile(mean, 0.5), p = quantile(p95, 0.5), o = quantile(overlap, 0.5);
  std::string line = fmt::format("{:<40} {:>4} {:>7.2f} {:>7.2f} {:>7.3f}", limits.name, mean.size(), m, p, o);
  if (limits.mean_mm > 0)
    line += fmt::format("   <= {:.1f} {}   <= {:.1f} {}   >= {:.2f} {}", limits.mean_mm, verdict(m <= limits.mean_mm), limits.p95_mm,
                        verdict(p <= limits.p95_mm), assemble::overlap_limit, verdict(o >= assemble::overlap_limit));
  if (away > 0) line += fmt::format("   {} beyond {:g} mm or {:g} degrees", away, assemble::offset_limit_mm, assemble::tilt_limit_deg);
  return line + "\n";
}

std::string attachment_line(const assemble::Comparison &comparison, bool distal) {
  std::vector<double> gaps;
  for (const assemble::AttachmentGap &gap : comparison.attachments)
    if (gap.distal == distal) gaps.push_back(gap.mm);
  if (gaps.empty()) return {};
  double sum = 0;
  for (const double gap : gaps) sum += gap;
  const double mean = sum / static_cast<double>(gaps.size()), p95 = quantile(gaps, 0.95), factor = distal ? 2 : 1;
  const double mean_limit = factor * assemble::attachment_limit_mm, p95_limit = factor * assemble::attachment_p95_mm;
  return fmt::format("{:<40} {:>4} {:>7.2f} {:>7.2f} {:>7}   <= {:.1f} {}   <= {:.1f} {}\n",
                     distal ? "attachments of distal muscles" : "attachment centroids", gaps.size(), mean, p95, "", mean_limit,
                     verdict(mean <= mean_limit), p95_limit, verdict(p95 <= p95_limit));
}

} // namespace

std::string compare_json(const assemble::Comparison &comparison) {
  Json rows = Json::array();
  for (const Compared &c : comparison.structures)
    rows.push_back({{"fma", c.fma},
                    {"name", c.name},
                    {"kind", format::to_string(c.kind)},
                    {"mean_mm", rounded(c.mean_mm, 0.001)},
                    {"p95_mm", rounded(c.p95_mm, 0.001)},
                    {"silhouette", rounded(c.silhouette, 0.0001)},
                    {"volume_ratio", rounded(c.volume_ratio, 0.0001)},
                    {"genus", maybe(c.genus)},
                    {"components", c.components},
                    {"watertight", c.watertight},
                    {"attachment_mm", maybe_mm(c.attachment_mm)},
                    {"offset_mm", maybe_mm(c.offset_mm)},
                    {"tilt_deg", maybe_mm(c.tilt_deg)},
                    {"side", anatomy::to_string(c.side)},
                    {"id", c.id},
                    {"group", assemble::limits_of(c.group).name}});
  return Json{{"structures", std::move(rows)}}.dump(2) + "\n";
}

std::string compare_table(const assemble::Comparison &comparison) {
  std::string out = fmt::format("{:<32} {:<8} {:>7} {:>7} {:>7} {:>7} {:>6} {:>6} {:>6} {:>7} {:>7} {:>7}\n", "structure", "side", "mean mm",
                                "p95 mm", "outline", "volume", "genus", "parts", "closed", "attach", "offset", "tilt");
  for (const Compared &c : comparison.structures)
    out += fmt::format("{:<32} {:<8} {:>7.2f} {:>7.2f} {:>7.3f} {:>7.3f} {:>6} {:>6} {:>6} {:>7} {:>7} {:>7}{}\n", c.id, anatomy::to_string(c.side),
                       c.mean_mm, c.p95_mm, c.silhouette, c.volume_ratio, c.genus ? std::to_string(*c.genus) : "-", c.components,
                       c.watertight ? "yes" : "no", number(c.attachment_mm), number(c.offset_mm), number(c.tilt_deg), misplaced(c) ? "  !" : "");
  out += fmt::format("\nThe whole of A was turned {:.2f} degrees and shifted {:.2f} mm, by {} common bones.\n\n",
                     comparison.alignment.angle_deg(), 1e3 * glm::length(comparison.alignment.shift), comparison.bones_aligned);
  out += fmt::format("{:<40} {:>4} {:>7} {:>7} {:>7}   medians against the limits\n", "group", "", "mean mm", "p95 mm", "outline");
  for (const Group group : assemble::all_groups) out += group_line(group, comparison.structures);
  for (const bool distal : {false, true}) out += attachment_line(comparison, distal);
  return out;
}

} // namespace myo::app::cli
