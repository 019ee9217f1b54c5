#include "anatomy/sheet_scope.h"

#include "anatomy/expression.h"
#include "anatomy/search.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace myo::anatomy {
namespace {

bool on_step(double value, double step) { return std::abs(value / step - std::round(value / step)) < 1e-6; }

std::size_t numbers_in(const toml::array &list) {
  std::size_t n = 0;
  for (const toml::node &item : list) {
    if (item.is_number()) ++n;
    else if (const toml::array *inner = item.as_array()) n += numbers_in(*inner);
  }
  return n;
}

std::string perhaps(const std::vector<std::string> &names, std::string_view name) {
  const auto near = nearest_names(names, std::string(name), 1);
  return near.empty() ? "" : fmt::format("did you mean \"{}\"?", near.front());
}

} // namespace

void SheetScope::fault(const toml::node &node, std::string what, std::string remedy) {
  source_.fault(std::move(what), place(file_, node), std::move(remedy));
}

double SheetScope::literal(const toml::node &node, double step) {
  const double value = *node.value<double>();
  if (!std::isfinite(value)) fault(node, "a value is not a number");
  else if (step > 0 && !on_step(value, step))
    fault(node, fmt::format("{} is finer than a lab sheet", value), fmt::format("round it to a multiple of {}", step));
  return value;
}

void SheetScope::measure(const std::string &name, const toml::node &node, Measure m, double step) {
  m.name = name;
  m.where = place(file_, node);
  if (m.unit == "point") {
    const toml::array *list = node.as_array();
    if (list == nullptr || list->size() != 3) return fault(node, fmt::format("point \"{}\" must be [lateral, posterior, superior]", name));
    for (const toml::node &item : *list) {
      if (!item.is_number()) return fault(node, fmt::format("point \"{}\" must be three numbers", name), "what is computed belongs into [derive]");
      m.values.push_back(literal(item, step));
    }
  } else {
    if (!node.is_number()) return fault(node, fmt::format("\"{}\" must be a number", name), "what is computed belongs into [derive]");
    m.values.push_back(literal(node, step));
  }
  Measures &into = m.unit == "deviation" ? deviations_ : measures_;
  const auto found = into.find(name);
  if (found != into.end() && found->second.inherited == m.inherited)
    return fault(node, fmt::format("\"{}\" is measured twice, first at {}", name, found->second.where), "keep one of them");
  into[name] = std::move(m);
}

void SheetScope::read_measures(Fields &table, const std::string &provenance, bool family) {
  Measure m;
  m.provenance = provenance;
  m.inherited = family;
  if (provenance == "cited") m.source = table.text("source");
  const auto group = [&](std::string_view key, const char *unit, double step) {
    table.table(key, "group of measurements", false, [&](Fields &fields) {
      m.unit = unit;
      for (const std::string &name : fields.keys()) measure(name, *fields.node(name), m, step);
    });
  };
  group("mm", "mm", mm_step);
  group("deg", "deg", deg_step);
  group("share", "share", share_step);
  group("point_mm", "point", mm_step);
  if (family && table.has("deviation_mm")) table.fault("deviation_mm", "a family has no deviation", "write it in the sheet of the bone that leans");
  group("deviation_mm", "deviation", mm_step);
}

void SheetScope::read_tables(Fields &layer, bool family) {
  for (const char *provenance : {"read", "judged"})
    layer.table(provenance, "table of measurements", false,
                [&](Fields &table) { read_measures(table, provenance, family); });
  layer.each("cited", "table of cited measurements", [&](Fields &table) { read_measures(table, "cited", family); });
}

void SheetScope::read(Fields &layer, bool family) {
  file_ = layer.file();
  read_tables(layer, family);
  layer.table("derive", "table of derived values", false, [&](Fields &table) {
    for (const std::string &name : table.keys()) derived_[name] = {table.node(name), file_, false};
  });
}

std::vector<Measure> SheetScope::listed(const Measures &measures) {
  std::vector<Measure> out;
  for (const auto &[name, m] : measures) out.push_back(m);
  return out;
}

std::vector<Measure> SheetScope::measures() const { return listed(measures_); }

void SheetScope::read_right(Fields &table, bool symmetric) {
  SheetScope written(source_, file_);
  written.read_tables(table, false);
  for (const auto &[name, m] : written.deviations_)
    source_.fault("a deviation is of the midline, not of the right", m.where, "write [read.deviation_mm] without \"right\"");
  right_ = written.measures_;
  for (const auto &[name, m] : right_) {
    const auto left = measures_.find(name);
    if (left == measures_.end()) {
      source_.fault(fmt::format("\"{}\" is not measured, so its right cannot differ", name), m.where,
                    derived_.contains(name) ? "it is derived: measure it for both first" : unknown(name));
    } else if (left->second.unit != m.unit) {
      source_.fault(fmt::format("\"{}\" is a {} on the left, not a {}", name, left->second.unit, m.unit), m.where);
    } else if (symmetric && m.unit == "point" && left->second.values[0] == 0) {
      source_.fault(fmt::format("\"{}\" lies on the midline, where both halves meet", name), m.where, "say by deviation_mm how far it stands beside it");
    } else if (symmetric && m.unit == "point" && left->second.values[0] * m.values[0] <= 0) {
      source_.fault(fmt::format("the lateral of \"{}\" has another sign than on the left", name), m.where, "write it as the left is: away from the midline");
    }
  }
}

SheetScope SheetScope::right() const {
  SheetScope out = *this;
  for (const auto &[name, m] : right_) out.measures_[name] = m;
  return out;
}

std::vector<MidlinePoint> SheetScope::midline() {
  constexpr double nearest = 1; // mm: a silent point so close to one that deviates goes with it
  std::vector<MidlinePoint> out;
  if (deviations_.empty()) return out;
  for (const auto &[name, m] : deviations_) {
    const auto at = named_point(name);
    if (!at) source_.fault(fmt::format("there is no point \"{}\" that could deviate", name), m.where, unknown(name));
    else if (at->x != 0) source_.fault(fmt::format("\"{}\" lies beside the midline, so it cannot deviate from it", name), m.where, "measure its right apart");
    else out.push_back({*at, m.values[0]});
  }
  std::vector<std::string> silent;
  for (const auto &[name, m] : measures_) silent.push_back(name);
  for (const auto &[name, d] : derived_) silent.push_back(name);
  for (const std::string &name : silent) {
    const auto at = named_point(name);
    if (!at || at->x != 0) continue;
    if (std::none_of(out.begin(), out.end(), [&](const MidlinePoint &p) { return glm::distance(p.at, *at) < nearest; })) out.push_back({*at, 0});
  }
  return out;
}

std::string SheetScope::unknown(std::string_view name) const {
  std::vector<std::string> names;
  for (const auto &[id, m] : measures_) names.push_back(id);
  return perhaps(names, name);
}

std::vector<Measure> SheetScope::unused() const {
  std::vector<Measure> out;
  for (const auto &[name, m] : measures_)
    if (!used_.contains(name) && !m.inherited) out.push_back(m);
  return out;
}

std::optional<double> SheetScope::named_scalar(std::string_view name) {
  used_.emplace(name);
  if (const auto found = measures_.find(name); found != measures_.end())
    return found->second.values.size() == 1 ? std::optional(found->second.values[0]) : std::nullopt;
  if (const auto found = derived_.find(name); found != derived_.end()) {
    Derived &d = found->second;
    if (!d.node->is_string() && !d.node->is_number()) return std::nullopt;
    if (d.busy) return fault(*d.node, fmt::format("\"{}\" is derived from itself", name)), 0;
    const std::string here = std::exchange(file_, d.file);
    d.busy = true;
    const double value = scalar(*d.node, share_step);
    d.busy = false;
    file_ = here;
    return value;
  }
  if (const std::size_t dot = name.rfind('.'); dot != std::string_view::npos && dot + 2 == name.size()) {
    const auto p = named_point(name.substr(0, dot));
    const std::size_t axis = std::string_view("lps").find(name.back());
    if (p && axis != std::string_view::npos) return (*p)[static_cast<int>(axis)];
  }
  return std::nullopt;
}

std::optional<vec3> SheetScope::named_point(std::string_view name) {
  used_.emplace(name);
  if (const auto found = measures_.find(name); found != measures_.end() && found->second.values.size() == 3) {
    const auto &v = found->second.values;
    return vec3(v[0], v[1], v[2]);
  }
  if (const auto found = derived_.find(name); found != derived_.end() && !found->second.node->is_string() && !found->second.node->is_number()) {
    Derived &d = found->second;
    if (d.busy) return fault(*d.node, fmt::format("\"{}\" is derived from itself", name)), vec3(0);
    const std::string here = std::exchange(file_, d.file);
    d.busy = true;
    const vec3 value = point(*d.node);
    d.busy = false;
    file_ = here;
    return value;
  }
  return std::nullopt;
}

double SheetScope::scalar(const toml::node &node, double step) {
  if (node.is_number()) return literal(node, step);
  const auto *text = node.as_string();
  if (text == nullptr) return fault(node, "a number, or arithmetic in quotes, is wanted"), 0;
  const auto value = evaluate(text->get(), [&](std::string_view name) { return named_scalar(name); });
  if (!value) return fault(node, value.error()), 0;
  return *value;
}

std::vector<double> SheetScope::scalars(const toml::node &node, double step) {
  const toml::array *list = node.as_array();
  if (list == nullptr) return {scalar(node, step)};
  if (numbers_in(*list) > longest_list) fault(node, fmt::format("a list of more than {} numbers", longest_list), "name them");
  std::vector<double> out;
  for (const toml::node &item : *list) out.push_back(scalar(item, step));
  return out;
}

vec3 SheetScope::vector(const toml::node &node, double step) {
  const toml::array *list = node.as_array();
  if (list == nullptr || list->size() != 3) return fault(node, "three values are wanted: lateral, posterior, superior"), vec3(0);
  return {scalar(*list->get(0), step), scalar(*list->get(1), step), scalar(*list->get(2), step)};
}

vec3 SheetScope::point_of_table(const toml::table &table) {
  vec3 at{0};
  std::set<std::string_view> known;
  const auto take = [&](std::string_view key) { return known.insert(key), table.get(key); };
  const toml::node *of = take("of"), *between = take("between"), *mirror = take("mirror"), *off = take("off"), *f = take("f");
  if ((of != nullptr) + (between != nullptr) + (mirror != nullptr) != 1)
    return fault(table, "a point is { of, off }, { between, f, off } or { mirror }"), at;
  if (of != nullptr) at = point(*of);
  if (mirror != nullptr) at = point(*mirror) * vec3(-1, 1, 1);
  if (between != nullptr) {
    const std::vector<vec3> ends = points(*between);
    if (ends.size() != 2) return fault(*between, "between wants two points"), at;
    const float share = f == nullptr ? 0.5F : static_cast<float>(scalar(*f, share_step));
    at = glm::mix(ends[0], ends[1], share);
  }
  if (off != nullptr) at += vector(*off, mm_step);
  for (const auto &[key, node] : table)
    if (!known.contains(key.str())) fault(node, fmt::format("a point has no key \"{}\"", key.str()), "use of, between, f, mirror, off");
  return at;
}

vec3 SheetScope::point(const toml::node &node) {
  if (const toml::table *table = node.as_table()) return point_of_table(*table);
  if (node.is_array()) return vector(node, mm_step);
  const auto *name = node.as_string();
  if (name == nullptr) return fault(node, "a point's name, or [lateral, posterior, superior], is wanted"), vec3(0);
  if (const auto p = named_point(name->get())) return *p;
  std::vector<std::string> names;
  for (const auto &[id, m] : measures_)
    if (m.unit == "point") names.push_back(id);
  for (const auto &[id, d] : derived_) names.push_back(id);
  fault(node, fmt::format("there is no point \"{}\"", name->get()), perhaps(names, name->get()));
  return vec3(0);
}

std::vector<vec3> SheetScope::points(const toml::node &node) {
  const toml::array *list = node.as_array();
  if (list == nullptr) return fault(node, "a list of points is wanted"), std::vector<vec3>();
  if (numbers_in(*list) > longest_list) fault(node, fmt::format("a list of more than {} numbers", longest_list), "name the points");
  std::vector<vec3> out;
  for (const toml::node &item : *list) out.push_back(point(item));
  return out;
}

int SheetScope::literals(const toml::node &node) {
  // The zeros of an offset say nothing; a number in quotes is a number.
  if (node.is_number()) return *node.value<double>() != 0 ? 1 : 0;
  if (const auto *text = node.as_string()) {
    char *end = nullptr;
    const double value = std::strtod(text->get().c_str(), &end);
    return !text->get().empty() && *end == 0 && value != 0 ? 1 : 0;
  }
  int n = 0;
  if (const toml::array *list = node.as_array())
    for (const toml::node &item : *list) n += literals(item);
  if (const toml::table *table = node.as_table())
    for (const auto &[key, item] : *table) n += literals(item);
  return n;
}

} // namespace myo::anatomy
