// Section `shape` of a muscle's sheet: heads, and for each the strands that its ends spell out.
#include "anatomy/sheet_scope.h"
#include "anatomy/source.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace myo::anatomy {
namespace {

constexpr std::size_t longest_course = 6; // a course is a few named places, not a list of points along a body
constexpr std::array<std::string_view, 24> spine{"c1", "c2", "c3", "c4", "c5", "c6",  "c7",  "t1",  "t2", "t3", "t4", "t5",
                                                 "t6", "t7", "t8", "t9", "t10", "t11", "t12", "l1", "l2", "l3", "l4", "l5"};

// What calipers and a protractor can tell: half millimetres, whole degrees.
double measure(Fields &f, std::string_view key, double least, double most, double step, double fallback) {
  const double v = f.number_or(key, fallback);
  if (!f.has(key)) return v;
  if (v < least || v > most) f.fault(key, fmt::format("\"{}\" lies between {} and {}", key, least, most));
  if (std::abs(v / step - std::round(v / step)) > 1e-6) f.fault(key, fmt::format("\"{}\" is rounded to {}", key, step));
  return v;
}
double mm(Fields &f, std::string_view key, double most, double fallback = 0) { return measure(f, key, 0, most, 0.5, fallback); }

void check_rounded(Fields &f, std::string_view key, vec3 v) {
  for (int k = 0; k < 3; ++k)
    if (std::abs(2 * v[k] - std::round(2 * v[k])) > 1e-4F) return f.fault(key, "offsets are rounded to 0.5 mm");
}
void check_rounded(Fields &f, std::string_view key, const PointForm &p) {
  check_rounded(f, key, p.offset_mm);
  for (const PointForm &q : p.between) check_rounded(f, key, q);
  for (const PointForm &q : p.mix) check_rounded(f, key, q);
}

PointForm point_for_bone(PointForm p, const std::string &bone) {
  p.landmark = anatomy::for_bone(p.landmark, bone);
  for (PointForm &q : p.between) q = point_for_bone(q, bone);
  for (PointForm &q : p.mix) q = point_for_bone(q, bone);
  return p;
}

void refer(Fields &f, std::string_view key, const PointForm &p) {
  f.source().refer(Noun::landmark, p.landmark, f.where(key));
  for (const PointForm &q : p.between) refer(f, key, q);
  for (const PointForm &q : p.mix) refer(f, key, q);
}

// POINT, { on = "bone", at = POINT }, { soft = POINT } or { soft = POINT, on = "bone" }.
ShapePoint shape_point(Fields &f, std::string_view key, const toml::node &node) {
  ShapePoint point;
  const toml::table *table = node.as_table();
  if (table != nullptr && (table->contains("soft") || table->contains("on"))) {
    Fields form(f.source(), *table, f.file(), "point");
    point.soft = form.has("soft");
    if (form.has("on")) {
      point.bone = form.text("on");
      f.source().refer(Noun::bone, point.bone, place(f.file(), node));
    }
    point.place = read_point(form, point.soft ? "soft" : "at");
  } else {
    point.place = read_point(f, key, node);
  }
  check_rounded(f, key, point.place);
  return point;
}

// An end as written: a line of points, once or for each of some bones.
struct End {
  ShapeEnd measures;
  std::vector<ShapePoint> line;
  std::vector<std::string> bones;
  vec3 step_mm{0};
  [[nodiscard]] std::vector<ShapePoint> on(Fields &f, std::string_view key, const std::string &bone, double rank) const {
    std::vector<ShapePoint> out = line;
    for (ShapePoint &p : out) {
      p.place = point_for_bone(p.place, bone);
      p.place.offset_mm += static_cast<float>(rank) * step_mm;
      if (!bone.empty() && !p.soft && p.bone.empty()) p.bone = bone;
      refer(f, key, p.place);
    }
    return out;
  }
};

End read_end(Fields &head, std::string_view key) {
  End end;
  head.table(key, fmt::format("{} of a head", key), true, [&](Fields &f) {
    end.bones = f.texts_or_none("bones");
    f.source().refer(Noun::bone, end.bones, f.where("bones"));
    const toml::node *at = f.node("at"), *line = f.node("line");
    if ((at == nullptr) == (line == nullptr)) f.fault(key, "an end has a point `at` or a `line` of points");
    if (at != nullptr) end.line.push_back(shape_point(f, "at", *at));
    if (line != nullptr) {
      const toml::array *list = line->as_array();
      if (list == nullptr || list->size() < 2 || list->size() > longest_list) {
        f.fault("line", fmt::format("a line is a list of 2 to {} points", longest_list));
      } else {
        for (const toml::node &item : *list) end.line.push_back(shape_point(f, "line", item));
      }
    }
    if (f.has("step")) end.step_mm = f.vector("step"), check_rounded(f, "step", end.step_mm);
    end.measures.tendon_mm = mm(f, "tendon_mm", 500, -1);
    end.measures.foot_mm = mm(f, "foot_mm", 60);
    end.measures.spread_mm = mm(f, "spread_mm", 120);
    end.measures.tendon_width_mm = mm(f, "tendon_width_mm", 120);
    end.measures.tendon_thickness_mm = mm(f, "tendon_thickness_mm", 20);
  });
  return end;
}

struct Via {
  ShapeVia via;
  vec3 step_mm{0};
};
std::vector<Via> read_vias(Fields &f) {
  std::vector<Via> out;
  const toml::node *node = f.node("via");
  if (node == nullptr) return out;
  const toml::array *list = node->as_array();
  if (list == nullptr) {
    f.fault("via", "\"via\" is a list: points, lines of points, or { f, off }");
    return out;
  }
  if (list->size() > longest_course) f.fault("via", "a course names 6 places at most");
  for (const toml::node &item : *list) {
    Via via;
    const toml::table *table = item.as_table();
    if (const toml::array *line = item.as_array()) {
      for (const toml::node &p : *line) via.via.points.push_back(read_point(f, "via", p));
    } else if (table != nullptr && table->contains("f") && !table->contains("a")) {
      Fields form(f.source(), *table, f.file(), "via");
      via.via.fraction = measure(form, "f", 0.01, 0.99, 0.01, 0.5);
      if (form.has("off")) via.via.off_mm = form.vector("off"), check_rounded(form, "off", via.via.off_mm);
      if (form.has("step")) via.step_mm = form.vector("step"), check_rounded(form, "step", via.step_mm);
    } else {
      via.via.points.push_back(read_point(f, "via", item));
    }
    for (const PointForm &p : via.via.points) check_rounded(f, "via", p);
    if (via.via.points.size() > longest_list) f.fault("via", "a line has 16 points at most");
    out.push_back(std::move(via));
  }
  return out;
}

std::vector<ShapeVia> vias_for(Fields &f, const std::vector<Via> &vias, const std::string &bone, double rank) {
  std::vector<ShapeVia> out;
  for (const Via &v : vias) {
    ShapeVia via = v.via;
    for (PointForm &p : via.points) p = point_for_bone(p, bone), refer(f, "via", p);
    via.off_mm += static_cast<float>(rank) * v.step_mm;
    out.push_back(std::move(via));
  }
  return out;
}

// The bone that lies `levels` above; ribs count by their numbers.
std::string above(const std::string &bone, int levels) {
  if (const auto at = std::find(spine.begin(), spine.end(), bone); at != spine.end()) {
    const auto to = (at - spine.begin()) - levels;
    return to < 0 || to >= static_cast<std::ptrdiff_t>(spine.size()) ? std::string() : std::string(spine[static_cast<std::size_t>(to)]);
  }
  const std::size_t digits = bone.find_last_not_of("0123456789") + 1;
  if (digits >= bone.size()) return {};
  const int number = std::stoi(bone.substr(digits)) - levels;
  return number < 1 ? std::string()
                    : fmt::format("{}{:0{}}", bone.substr(0, digits), number, static_cast<int>(bone.size() - digits));
}

bool has(const std::vector<std::string> &list, const std::string &item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

void pair_by_levels(Fields &f, const End &origin, const End &insertion, const std::vector<Via> &vias,
                    const std::vector<double> &levels, MuscleHead &head) {
  for (const std::string &from : origin.bones)
    for (std::size_t k = 0; k < levels.size(); ++k) {
      const std::string to = above(from, static_cast<int>(levels[k]));
      if (!has(insertion.bones, to)) continue;
      const auto rank = static_cast<double>(k);
      ShapeStrand strand;
      strand.origin = origin.on(f, "origin", from, rank);
      strand.insertion = insertion.on(f, "insertion", to, rank);
      strand.via = vias_for(f, vias, from, rank);
      head.strands.push_back(std::move(strand));
    }
  if (head.strands.empty()) f.fault("levels", "no two bones lie these levels apart");
}

// Both ends name bones: one strand for each, shared out evenly when one has more. Only one does: the other's line is
// shared out. Neither: as many strands as the lines have points.
void share_out(Fields &f, const End &origin, const End &insertion, const std::vector<Via> &vias, MuscleHead &head) {
  const auto count_of = [](const End &e) { return e.bones.empty() ? e.line.size() : e.bones.size(); };
  const bool bones = !origin.bones.empty() || !insertion.bones.empty();
  const std::size_t count = std::max(origin.bones.empty() && bones ? 1 : count_of(origin),
                                     insertion.bones.empty() && bones ? 1 : count_of(insertion));
  const auto end_of = [&](const End &e, std::string_view key, std::size_t i, std::vector<ShapePoint> &out, double &from,
                          double &to, std::string &bone) {
    if (!e.bones.empty()) {
      const std::size_t at = i * e.bones.size() / count;
      bone = e.bones[at];
      out = e.on(f, key, bone, 0);
      return;
    }
    out = e.on(f, key, {}, 0);
    if (!bones && e.line.size() == count) { // point by point
      out = {out[i]};
      return;
    }
    from = static_cast<double>(i) / static_cast<double>(count);
    to = static_cast<double>(i + 1) / static_cast<double>(count);
  };
  for (std::size_t i = 0; i < count; ++i) {
    ShapeStrand strand;
    std::string bone, other;
    end_of(origin, "origin", i, strand.origin, strand.origin_from, strand.origin_to, bone);
    end_of(insertion, "insertion", i, strand.insertion, strand.insertion_from, strand.insertion_to, other);
    strand.via = vias_for(f, vias, bone.empty() ? other : bone, 0);
    head.strands.push_back(std::move(strand));
  }
}

// One strand between whole lines; an end with bones strings its points on all of them.
void whole(Fields &f, const End &origin, const End &insertion, const std::vector<Via> &vias, MuscleHead &head) {
  ShapeStrand strand;
  const auto line_of = [&](const End &e, std::string_view key) {
    if (e.bones.empty()) return e.on(f, key, {}, 0);
    std::vector<ShapePoint> all;
    for (const std::string &bone : e.bones)
      for (ShapePoint &p : e.on(f, key, bone, 0)) all.push_back(std::move(p));
    return all;
  };
  strand.origin = line_of(origin, "origin");
  strand.insertion = line_of(insertion, "insertion");
  strand.via = vias_for(f, vias, {}, 0);
  head.strands.push_back(std::move(strand));
}

MuscleHead read_head(Fields &f) {
  MuscleHead head;
  head.id = f.text_or("id", "");
  const std::string kind = f.word("kind", {"belly", "sheet", "strips", "tendons"});
  head.kind = kind == "sheet"     ? HeadKind::sheet
              : kind == "strips"  ? HeadKind::strips
              : kind == "tendons" ? HeadKind::tendons
                                  : HeadKind::belly;
  const std::string fascicles = f.word("fascicles", {"parallel", "pennate", "fan"}, "parallel");
  head.fascicles = fascicles == "fan" ? Fascicles::fan : fascicles == "pennate" ? Fascicles::pennate : Fascicles::parallel;
  head.pennation_deg = measure(f, "pennation_deg", 0, 60, 1, 0);
  head.width_mm = mm(f, "width_mm", 400);
  head.thickness_mm = mm(f, "thickness_mm", 80);
  head.belly_at = measure(f, "belly_at", 0.1, 0.9, 0.05, 0.5);
  head.taut = f.flag("taut");
  head.bed_mm = mm(f, "bed_mm", 40, 2);
  if (f.has("outward")) head.outward = f.vector("outward");
  if (head.outward && *head.outward == vec3(0)) f.fault("outward", "an outward of zero points nowhere");
  head.source = f.text_or("source", "judged");
  const End origin = read_end(f, "origin"), insertion = read_end(f, "insertion");
  if (head.kind == HeadKind::tendons)
    for (const auto &[key, end] : {std::pair{"origin", &origin}, std::pair{"insertion", &insertion}})
      if (end->measures.tendon_mm >= 0) f.fault(key, "tendons are sinew from end to end and have no \"tendon_mm\"");
  head.origin = origin.measures, head.insertion = insertion.measures;
  const std::vector<Via> vias = read_vias(f);
  std::vector<double> levels;
  if (const toml::node *node = f.node("levels")) {
    const toml::array *list = node->as_array();
    if (list == nullptr || list->empty() || list->size() > longest_list) f.fault("levels", "\"levels\" is a short list of whole numbers");
    else levels = f.numbers("levels", list->size());
    if (origin.bones.empty() || insertion.bones.empty()) f.fault("levels", "levels need bones at both ends");
  }
  if (f.source().faulty()) return head;
  if (!levels.empty()) pair_by_levels(f, origin, insertion, vias, levels, head);
  else if (head.kind == HeadKind::strips || head.kind == HeadKind::tendons) share_out(f, origin, insertion, vias, head);
  else whole(f, origin, insertion, vias, head);
  return head;
}

} // namespace

void read_shape(Fields &muscle, const Library &library, MuscleShape &shape) {
  muscle.table("shape", "shape section", false, [&](Fields &f) {
    if (f.has("layer")) shape.layer = static_cast<int>(measure(f, "layer", 1, 9, 1, 5));
    shape.joins = f.texts_or_none("joins"), shape.under = f.texts_or_none("under"), shape.over = f.texts_or_none("over");
    f.source().refer(Noun::muscle, shape.joins, f.where("joins"));
    f.source().refer(Noun::muscle, shape.under, f.where("under"));
    for (const std::string &id : shape.over) { // bones first: most are
      const bool bone = std::any_of(library.bones.begin(), library.bones.end(), [&](const Bone &b) { return b.id == id; });
      f.source().refer(bone ? Noun::bone : Noun::muscle, id, f.where("over"));
    }
    std::set<std::string> ids;
    f.each("head", "head of a muscle", [&](Fields &h) {
      shape.heads.push_back(read_head(h));
      if (!ids.insert(shape.heads.back().id).second) h.fault("id", "two heads share an id", "give each its own");
    });
  });
}

} // namespace myo::anatomy
