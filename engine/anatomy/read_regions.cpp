// Scale references, segments, skin parts and regions.
#include "anatomy/source.h"

#include <algorithm>

namespace myo::anatomy {
namespace {

void read_reference(Fields &f, Segment &segment) {
  const toml::node *reference = f.node("reference");
  if (reference != nullptr && reference->is_string()) {
    segment.reference = f.word("reference", {"lateral"});
  } else {
    segment.reference = "landmarks";
    segment.reference_points = f.texts("reference");
    segment.reference_end = f.texts_or_none("reference_end");
    for (const auto *list : {&segment.reference_points, &segment.reference_end}) {
      if (list->size() != 2 && !(list->empty() && list == &segment.reference_end)) {
        f.fault("reference", "a reference line runs between two landmarks");
      }
      f.source().refer(Noun::landmark, *list, f.where("reference"));
    }
  }
}

void read_segments(Fields &file, Library &library) {
  file.each("segment", "segment", [&](Fields &f) {
    Segment segment;
    segment.id = f.text("id");
    segment.a = read_point(f, "a");
    segment.b = read_point(f, "b");
    read_reference(f, segment);
    segment.zero = f.word("zero", {"anterior", "palmar", "dorsal"});
    f.source().define(Noun::segment, segment.id, f.where("id"));
    library.segments.push_back(std::move(segment));
  });
}

void read_chart(Fields &f, Region &region) {
  const toml::node *chart = f.node("chart");
  if (chart != nullptr && chart->is_array()) {
    region.chart = "direction";
    region.chart_direction = f.vector("chart");
  } else {
    region.chart = f.text("chart");
    const std::size_t colon = region.chart.find(':');
    const std::string kind = region.chart.substr(0, colon);
    const std::string of = colon == std::string::npos ? std::string() : region.chart.substr(colon + 1);
    if (kind == "sphere") {
      f.source().refer(Noun::landmark, of, f.where("chart"));
    } else if (kind == "cyl") {
      f.source().refer(Noun::segment, of, f.where("chart"));
    } else if (kind != "plane" || (of != "posterior" && of != "anterior")) {
      f.fault("chart", fmt::format("\"{}\" is no chart", region.chart),
              "use plane:posterior, plane:anterior, sphere:LANDMARK, cyl:SEGMENT or a direction [l, p, s]");
    }
  }
  region.facing = f.number_or("facing", 0);
}

RegionLevel read_level(Fields &f, std::string_view key) {
  RegionLevel level;
  f.table(key, "level", true, [&](Fields &at) {
    level.segment = at.text("segment");
    level.fraction = at.number("f");
    at.source().refer(Noun::segment, level.segment, at.where());
  });
  return level;
}

void read_band(Fields &f, Region &region) {
  region.segment = f.text("segment");
  f.source().refer(Noun::segment, region.segment, f.where("segment"));
  region.from = read_level(f, "from");
  region.to = read_level(f, "to");
  const std::vector<double> sector = f.numbers("sector", 2);
  region.sector_low = sector[0];
  region.sector_high = sector[1];
  if (region.sector_low >= region.sector_high) f.fault("sector", "a sector runs from a smaller to a larger angle");
  f.each("clip", "clip", [&](Fields &c) {
    RegionClip clip;
    clip.view = c.word("view", {"anterior", "posterior", "lateral"});
    clip.a = read_point(c, "a");
    clip.b = read_point(c, "b");
    clip.keep = read_point(c, "keep");
    region.clip.push_back(std::move(clip));
  });
}

// Inside the body, on a surface of its own: a ball round a point, or a band along a line of points.
void read_deep(Fields &f, Region &region) {
  region.on = f.texts("on");
  f.source().refer(Noun::bone, region.on, f.where("on"));
  if (f.has("at")) {
    region.at = read_point(f, "at");
    region.radii_mm = f.vector("radii_mm");
    if (!(std::min({region.radii_mm.x, region.radii_mm.y, region.radii_mm.z}) > 0)) f.fault("radii_mm", "half axes are more than 0");
    return;
  }
  region.points = read_points(f, "points");
  if (region.points.size() < 2) f.fault("points", "a band needs at least two points");
  region.half_width_mm = f.number("half_width_mm");
  if (region.half_width_mm <= 0) f.fault("half_width_mm", "\"half_width_mm\" must be more than 0");
}

void read_shape(Fields &f, Region &region) {
  const auto projected = [&] {
    region.project = f.word("project", {"nearest", "posterior", "anterior", "superior", "lateral", "inferior"});
  };
  const auto positive = [&](std::string_view key) {
    const double value = f.number(key);
    if (value <= 0) f.fault(key, fmt::format("\"{}\" must be more than 0", key));
    return value;
  };
  if (region.kind == "deep" && !f.has("chart")) return read_deep(f, region);
  if (region.kind == "polygon" || region.kind == "deep") {
    read_chart(f, region);
    region.points = read_points(f, "points");
    if (region.points.size() < 3) f.fault("points", "a polygon needs at least three corners");
  } else if (region.kind == "disc") {
    region.at = read_point(f, "at");
    region.radius_mm = positive("radius_mm");
    projected();
  } else if (region.kind == "strip") {
    region.points = read_points(f, "points");
    if (region.points.size() < 2) f.fault("points", "a strip needs at least two points");
    region.half_width_mm = positive("half_width_mm");
    region.round_caps = f.word("caps", {"round", "flat"}, "round") == "round";
    projected();
  } else if (region.kind == "band") {
    read_band(f, region);
  }
  if (region.kind != "deep") return;
  region.on = f.texts("on");
  f.source().refer(Noun::bone, region.on, f.where("on"));
  f.table("within", "distance to a bone", true, [&](Fields &w) {
    region.within_bone = w.text("bone");
    region.within_mm = w.number("mm");
    w.source().refer(Noun::bone, region.within_bone, w.where());
  });
}

} // namespace

void read_regions(Fields &file, Library &library) {
  file.each("scale", "scale reference", [&](Fields &f) {
    ScaleReference scale{f.text("id"), f.text("from"), f.text("to"), f.number("mm")};
    if (scale.mm <= 0) f.fault("mm", "a reference length must be more than 0");
    f.source().define(Noun::scale, scale.id, f.where("id"));
    f.source().refer(Noun::landmark, {scale.from, scale.to}, f.where("from"));
    library.scales.push_back(std::move(scale));
  });
  read_segments(file, library);
  file.table("skin_parts", "skin part", true, [&](Fields &f) {
    for (const std::string &part : f.keys()) {
      const std::vector<std::string> bones = f.texts(part);
      f.source().define(Noun::skin_part, part, f.where(part));
      f.source().refer(Noun::bone, bones, f.where(part));
      library.skin_parts[part] = bones;
    }
  });
  file.each("region", "region", [&](Fields &f) {
    Region region;
    region.id = f.text("id");
    region.name = f.text("name");
    region.latin = f.text_or("latin", "");
    region.kind = f.word("kind", {"polygon", "disc", "strip", "band", "deep"});
    region.paired = !f.flag("midline");
    region.bone_surface = f.flag("bone_surface");
    region.skin_of = f.texts("skin_of");
    region.minus = f.texts_or_none("minus");
    region.neighbours = f.texts_or_none("neighbours");
    region.scale = f.text("scale");
    read_shape(f, region);
    if (f.has("check_area_cm2")) region.check_area_cm2 = f.number("check_area_cm2");
    f.source().define(Noun::region, region.id, f.where("id"));
    f.source().refer(Noun::skin_part, region.skin_of, f.where("skin_of"));
    f.source().refer(Noun::region, region.minus, f.where("minus"));
    f.source().refer(Noun::region, region.neighbours, f.where("neighbours"));
    f.source().refer(Noun::scale, region.scale, f.where("scale"));
    library.regions.push_back(std::move(region));
  });
}

} // namespace myo::anatomy
