// The body surface: covers, places of detail, soft parts.
#include "anatomy/search.h"
#include "anatomy/sheet_scope.h"
#include "anatomy/source.h"

#include <algorithm>
#include <cmath>

namespace myo::anatomy {
namespace {

bool on_grid(double value, double grid) {
  return std::abs(value / grid - std::round(value / grid)) < 1e-6;
}
float rounded(Fields &f, std::string_view key, double value, double grid) {
  if (!on_grid(value, grid))
    f.fault(key, fmt::format("\"{}\" is given more finely than {} {}", key, grid,
                             grid == mm_step ? "mm" : grid == deg_step ? "degree" : "of the whole"),
            "round it");
  return static_cast<float>(value);
}
float length(Fields &f, std::string_view key) {
  const double value = f.number(key);
  if (value <= 0) f.fault(key, fmt::format("\"{}\" must be more than 0", key));
  return rounded(f, key, value, mm_step);
}
float length_or(Fields &f, std::string_view key, double otherwise) {
  return f.has(key) ? length(f, key) : (f.node(key), static_cast<float>(otherwise));
}
vec3 vector_or_zero(Fields &f, std::string_view key, double grid) {
  vec3 out(0);
  if (f.node(key) == nullptr) return out;
  const std::vector<double> v = f.numbers(key, 3);
  for (int k = 0; k < 3; ++k) out[k] = rounded(f, key, v[static_cast<std::size_t>(k)], grid);
  return out;
}

SurfaceCover read_cover(Fields &f) {
  SurfaceCover cover;
  cover.id = f.text("id");
  cover.parts = f.texts("parts");
  cover.next_to = f.texts_or_none("next_to");
  cover.each_side = f.flag("each_side");
  cover.closing_mm = length(f, "closing_mm");
  cover.thickness_mm = length(f, "thickness_mm");
  cover.blend_mm = length(f, "blend_mm");
  cover.smooth_mm = length(f, "smooth_mm");
  cover.overlap_mm = length(f, "overlap_mm");
  cover.step_mm = length(f, "step_mm");
  if (cover.thickness_mm >= cover.closing_mm) f.fault("thickness_mm", "a cover must be thinner than its closing");
  f.source().refer(Noun::skin_part, cover.parts, f.where("parts"));
  f.source().define(Noun::cover, cover.id, f.where("id"));
  f.source().refer(Noun::cover, cover.next_to, f.where("next_to"));
  return cover;
}

// Landmarks, joints as "joint:ID", and the points that were defined so far.
class Places {
public:
  explicit Places(const Library &library) {
    for (const Landmark &l : library.landmarks) known_.push_back(l.id);
    for (const JointDefinition &j : library.joints) known_.push_back("joint:" + j.id);
  }
  void define(Fields &f, const std::string &id) {
    if (std::find(known_.begin(), known_.end(), id) != known_.end())
      f.fault("id", fmt::format("there is a landmark or point \"{}\" already", id), "give it another id");
    known_.push_back(id);
  }
  void need(Fields &f, std::string_view key, const std::string &id) const {
    if (id.empty() || std::find(known_.begin(), known_.end(), id) != known_.end()) return;
    const std::vector<std::string> near = nearest_names(known_, id, 1);
    f.fault(key, fmt::format("there is no landmark or earlier point \"{}\"", id),
            near.empty() ? std::string() : fmt::format("did you mean \"{}\"?", near.front()));
  }

private:
  std::vector<std::string> known_;
};

SurfaceDetail read_detail(Fields &f, const Places &places) {
  SurfaceDetail detail;
  detail.id = f.text("id");
  detail.at = f.text("at");
  detail.scale = f.text("scale");
  detail.radius_mm = length(f, "radius_mm");
  detail.fade_mm = length(f, "fade_mm");
  detail.edge_mm = length(f, "edge_mm");
  detail.each_side = f.flag("each_side");
  places.need(f, "at", detail.at);
  f.source().refer(Noun::scale, detail.scale, f.where("scale"));
  return detail;
}

SurfacePoint read_surface_point(Fields &f, Places &places) {
  SurfacePoint point;
  point.id = f.text("id");
  point.name = f.text("name");
  if (const toml::node *from = f.node("from"); from != nullptr && from->is_array()) {
    point.from = f.texts("from");
    if (point.from.size() != 2) f.fault("from", "a point lies at one landmark or between two");
    point.fraction = static_cast<double>(rounded(f, "f", f.number("f"), share_step));
  } else {
    point.from = {f.text("from")};
  }
  for (const std::string &id : point.from) places.need(f, "from", id);
  point.offset_mm = vector_or_zero(f, "off_mm", mm_step);
  places.define(f, point.id);
  return point;
}

void read_radii(Fields &f, SurfaceForm &form, std::size_t most) {
  const toml::node *node = f.node("radii_mm");
  const toml::array *list = node == nullptr ? nullptr : node->as_array();
  if (list == nullptr) return f.fault("radii_mm", "\"radii_mm\" must be a list of numbers");
  for (const double value : f.numbers("radii_mm", list->size())) {
    if (value <= 0) f.fault("radii_mm", "a radius must be more than 0");
    form.radii_mm.push_back(rounded(f, "radii_mm", value, mm_step));
  }
  if (form.radii_mm.size() != 1 && form.radii_mm.size() != most)
    f.fault("radii_mm", fmt::format("there must be one radius or {}", most));
}

SurfaceForm read_form(Fields &f, const Places &places) {
  SurfaceForm form;
  form.id = f.text("id");
  const std::string kind = f.word("kind", {"ball", "tube", "relief", "eye"});
  form.points = f.texts("at");
  for (const std::string &id : form.points) places.need(f, "at", id);
  const auto points = [&](std::size_t least, std::size_t most) {
    if (form.points.size() < least || form.points.size() > most)
      f.fault("at", fmt::format("a {} takes {} to {} points", kind, least, most));
  };
  if (kind == "ball") {
    points(1, 2);
    read_radii(f, form, 3);
    form.turn_deg = vector_or_zero(f, "turn_deg", deg_step);
  } else if (kind == "tube") {
    form.kind = SurfaceForm::Kind::tube;
    points(2, 16);
    read_radii(f, form, form.points.size());
    if (f.has("flat")) {
      form.flat = rounded(f, "flat", f.number("flat"), share_step);
      form.flat_along = f.vector("flat_along");
      if (form.flat <= 0 || form.flat_along == vec3(0)) f.fault("flat", "a flat tube needs a share and a direction");
    }
  } else if (kind == "relief") {
    form.kind = SurfaceForm::Kind::relief;
    points(1, 16);
    form.height_mm = rounded(f, "height_mm", f.number("height_mm"), mm_step);
    form.width_mm = length(f, "width_mm");
    if (f.has("seen_from")) {
      form.seen_from = f.vector("seen_from");
      form.reach_mm = length(f, "reach_mm");
    }
  } else if (kind == "eye") {
    form.kind = SurfaceForm::Kind::eye;
    points(3, 3);
    form.globe_mm = length(f, "globe_mm");
    form.lid_mm = length(f, "lid_mm");
    form.upper_mm = length(f, "upper_mm");
    form.lower_mm = length(f, "lower_mm");
  }
  if (form.kind != SurfaceForm::Kind::relief) form.blend_mm = length_or(f, "blend_mm", 0);
  if (form.kind == SurfaceForm::Kind::ball || form.kind == SurfaceForm::Kind::tube) form.cut = f.flag("cut");
  return form;
}

SurfacePart read_part(Fields &f, Places &places) {
  SurfacePart part;
  part.id = f.text("id");
  part.name = f.text("name");
  part.scale = f.text("scale");
  part.source = f.text("source");
  if (f.has("limb")) part.limb = f.word("limb", {"arm", "leg"});
  part.turn_deg = vector_or_zero(f, "turn_deg", deg_step);
  part.apart = f.flag("apart");
  if (part.apart) part.blend_mm = length(f, "blend_mm");
  part.edge_mm = length_or(f, "edge_mm", 0);
  if (f.has("under")) {
    part.under = f.text("under");
    f.source().refer(Noun::cover, part.under, f.where("under"));
  }
  f.source().refer(Noun::scale, part.scale, f.where("scale"));
  f.each("point", "point of the surface", [&](Fields &p) { part.points.push_back(read_surface_point(p, places)); });
  f.each("form", "form of the surface", [&](Fields &form) {
    part.forms.push_back(read_form(form, places));
    const auto kind = part.forms.back().kind;
    if (!part.under.empty() && kind != SurfaceForm::Kind::ball && kind != SurfaceForm::Kind::tube)
      form.fault("kind", "under a cover there can only be balls and tubes");
  });
  return part;
}

} // namespace

void read_surface(Fields &file, Library &library) {
  SurfaceSheet &sheet = library.surface;
  Places places(library);
  sheet.edge_mm = length(file, "edge_mm");
  file.each("cover", "cover", [&](Fields &f) { sheet.covers.push_back(read_cover(f)); });
  file.each("part", "soft part", [&](Fields &f) { sheet.parts.push_back(read_part(f, places)); });
  file.each("detail", "detail", [&](Fields &f) { sheet.details.push_back(read_detail(f, places)); });
}

} // namespace myo::anatomy
