// Points, and the filters that bound where a landmark or an attachment may lie.
#include "anatomy/source.h"

namespace myo::anatomy {
namespace {

std::optional<double> number_of(const toml::node &node) {
  return node.is_number() ? node.value<double>() : std::nullopt;
}

void refer(Source &source, const std::string &landmark, const std::string &where) {
  if (landmark.find('{') == std::string::npos) source.refer(Noun::landmark, landmark, where);
}

PointForm point_from(Fields &fields, std::string_view key, const toml::node &node) {
  PointForm point;
  const std::string where = place(fields.file(), node);
  if (const auto *name = node.as_string()) {
    point.landmark = name->get();
    refer(fields.source(), point.landmark, where);
    return point;
  }
  const toml::table *table = node.as_table();
  if (table == nullptr) {
    fields.source().fault(fmt::format("\"{}\" must be a landmark or a point", key), where,
                          "write \"landmark\", { lm, off }, { a, b, f, off } or { l, p, s }");
    return point;
  }
  Fields form(fields.source(), *table, fields.file(), "point");
  if (form.has("lm")) {
    point.landmark = form.text("lm");
    refer(fields.source(), point.landmark, where);
  } else if (form.has("a")) {
    for (const std::string_view end : {"a", "b"}) point.between.push_back(read_point(form, end));
    point.fraction = form.number("f");
  } else {
    for (const std::string_view axis : {"l", "p", "s"}) point.mix.push_back(read_point(form, axis));
  }
  if (form.has("off")) point.offset_mm = form.vector("off");
  return point;
}

// How many words follow the kind: an axis, landmarks.
struct Shape { bool axis; int landmarks; int numbers; };
std::optional<Shape> shape_of(std::string_view kind) {
  if (kind == "bbox") return Shape{true, 0, 2};
  if (kind == "midline") return Shape{false, 0, 1};
  if (kind == "lat") return Shape{false, 0, 2};
  if (kind == "rel") return Shape{true, 1, 2};
  if (kind == "frac") return Shape{true, 2, 2};
  return std::nullopt;
}

// ["frac", "a", "b", "s", 0.2, 0.4]; false when it is anything else.
bool filter_from(const toml::node &node, LandmarkFilter &out) {
  const toml::array *list = node.as_array();
  if (list == nullptr || list->empty() || !(*list)[0].is_string()) return false;
  out.kind = (*list)[0].as_string()->get();
  const std::optional<Shape> shape = shape_of(out.kind);
  if (!shape) return false;
  std::size_t next = 1;
  const auto text = [&](std::string &value) {
    if (next >= list->size() || !(*list)[next].is_string()) return false;
    value = (*list)[next++].as_string()->get();
    return true;
  };
  if (shape->landmarks > 0 && !text(out.a)) return false;
  if (shape->landmarks > 1 && !text(out.b)) return false;
  if (shape->axis && (!text(out.axis) || (out.axis != "l" && out.axis != "p" && out.axis != "s"))) return false;
  if (list->size() != next + static_cast<std::size_t>(shape->numbers)) return false;
  if (shape->numbers == 2) {
    const std::optional<double> low = number_of((*list)[next++]);
    if (!low) return false;
    out.low = *low;
  }
  const std::optional<double> high = number_of((*list)[next]);
  if (!high) return false;
  out.high = *high;
  return out.low <= out.high;
}

} // namespace

std::vector<LandmarkFilter> read_filters(Fields &fields, std::string_view key) {
  std::vector<LandmarkFilter> out;
  const toml::node *node = fields.node(key);
  if (node == nullptr) return out;
  const toml::array *list = node->as_array();
  if (list == nullptr) {
    fields.fault(key, fmt::format("\"{}\" must be a list of filters", key));
    return out;
  }
  for (const toml::node &item : *list) {
    LandmarkFilter filter;
    const std::string where = place(fields.file(), item);
    if (!filter_from(item, filter)) {
      fields.source().fault("this is no filter", where,
                            "use [\"bbox\", axis, lo, hi], [\"midline\", mm], [\"lat\", lo, hi], [\"rel\", landmark, "
                            "axis, lo, hi] or [\"frac\", a, b, axis, lo, hi] with axis l, p or s and lo <= hi");
      return out;
    }
    fields.source().refer(Noun::landmark, filter.a, where);
    fields.source().refer(Noun::landmark, filter.b, where);
    out.push_back(std::move(filter));
  }
  return out;
}

PointForm read_point(Fields &fields, std::string_view key, const toml::node &node) { return point_from(fields, key, node); }

PointForm read_point(Fields &fields, std::string_view key) {
  const toml::node *node = fields.node(key);
  if (node == nullptr) {
    fields.fault(key, fmt::format("the point \"{}\" is missing", key));
    return {};
  }
  return point_from(fields, key, *node);
}

std::vector<PointForm> read_points(Fields &fields, std::string_view key) {
  std::vector<PointForm> out;
  const toml::node *node = fields.node(key);
  const toml::array *list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr) {
    fields.fault(key, fmt::format("\"{}\" must be a list of points", key));
    return out;
  }
  for (const toml::node &item : *list) out.push_back(point_from(fields, key, item));
  return out;
}

} // namespace myo::anatomy
