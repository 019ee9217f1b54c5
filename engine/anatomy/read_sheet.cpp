#include "anatomy/sheet.h"

#include "anatomy/sheet_scope.h"
#include "base/files.h"

#include <algorithm>

namespace myo::anatomy {
namespace {

constexpr std::size_t most_scalars = 150; // a bone

double step_of(const std::string &word) { return word == "fine" ? 0.6 : word == "coarse" ? 1.2 : 0.9; }

// Optional values of a part.
class PartReader {
public:
  PartReader(Fields &fields, SheetScope &scope) : fields_(fields), scope_(scope) {}

  double number(std::string_view key, double step, double fallback) {
    const toml::node *node = fields_.node(key);
    return node == nullptr ? fallback : scope_.scalar(*node, step);
  }
  std::vector<double> numbers(std::string_view key, double step) {
    const toml::node *node = fields_.node(key);
    return node == nullptr ? std::vector<double>() : scope_.scalars(*node, step);
  }
  vec3 vector(std::string_view key, double step, vec3 fallback) {
    const toml::node *node = fields_.node(key);
    return node == nullptr ? fallback : scope_.vector(*node, step);
  }
  vec3 point(std::string_view key) {
    const toml::node *node = wanted(key);
    return node == nullptr ? vec3(0) : scope_.point(*node);
  }
  std::vector<vec3> points(std::string_view key, bool required) {
    const toml::node *node = required ? wanted(key) : fields_.node(key);
    return node == nullptr ? std::vector<vec3>() : scope_.points(*node);
  }
  const toml::node *wanted(std::string_view key) {
    const toml::node *node = fields_.node(key);
    if (node == nullptr) fields_.fault(key, fmt::format("this part lacks \"{}\"", key), "add it");
    return node;
  }
  // One value for all, or one a point.
  void fits(std::string_view key, const std::vector<double> &values, std::size_t points) {
    if (values.size() > 1 && values.size() != points)
      fields_.fault(key, fmt::format("\"{}\" has {} values for {} points", key, values.size(), points), "give one, or one a point");
  }

  TubeForm tube() {
    TubeForm t;
    t.points = points("points", true);
    t.closed = fields_.flag("closed");
    const std::vector<double> radius = numbers("radius_mm", mm_step);
    t.wide = numbers("half_wide_mm", mm_step);
    t.thin = numbers("half_thin_mm", mm_step);
    if (radius.empty() == (t.wide.empty() || t.thin.empty()))
      fields_.fault("radius_mm", "a tube has either radius_mm or half_wide_mm and half_thin_mm");
    if (!radius.empty()) t.wide = t.thin = radius;
    t.wide_back = numbers("half_wide_back_mm", mm_step);
    t.thin_back = numbers("half_thin_back_mm", mm_step);
    t.wide_dir = vector("wide_dir", share_step, t.wide_dir);
    t.twist_deg = numbers("twist_deg", deg_step);
    t.shift_wide = numbers("shift_wide_mm", mm_step);
    t.shift_thin = numbers("shift_thin_mm", mm_step);
    t.corner = number("corner", share_step, t.corner);
    t.triangle = number("triangle", share_step, 0);
    t.apex_deg = number("apex_deg", deg_step, 0);
    t.cap = number("cap", share_step, t.cap);
    t.edge = number("edge_mm", mm_step, t.edge);
    for (const auto &[key, values] : {std::pair{"half_wide_mm", &t.wide}, {"half_thin_mm", &t.thin}, {"half_wide_back_mm", &t.wide_back},
                                      {"half_thin_back_mm", &t.thin_back}, {"twist_deg", &t.twist_deg}, {"shift_wide_mm", &t.shift_wide},
                                      {"shift_thin_mm", &t.shift_thin}}) {
      fits(key, *values, t.points.size());
      if (std::string_view(key).starts_with("half"))
        for (const double v : *values)
          if (!(v > 0)) fields_.fault(key, "a half width must be more than 0");
    }
    if (t.points.size() < (t.closed ? 3U : 2U)) fields_.fault("points", "a tube needs two points, a ring three");
    if (!(t.corner >= 1)) fields_.fault("corner", "corner must be 1 or more");
    if (!(glm::length(t.wide_dir) > 0)) fields_.fault("wide_dir", "a direction has no length");
    return t;
  }
  EllipsoidForm ellipsoid() {
    EllipsoidForm e;
    e.at = point("at");
    if (const toml::node *node = wanted("radii_mm")) e.radii = node->is_array() ? scope_.vector(*node, mm_step) : vec3(static_cast<float>(scope_.scalar(*node, mm_step)));
    e.turn_deg = vector("turn_deg", deg_step, vec3(0));
    e.corner = number("corner", share_step, 2);
    if (!(glm::min(glm::min(e.radii.x, e.radii.y), e.radii.z) > 0)) fields_.fault("radii_mm", "a radius must be more than 0");
    return e;
  }
  WallForm wall() {
    WallForm w;
    const toml::node *rails = wanted("rails");
    const toml::array *list = rails == nullptr ? nullptr : rails->as_array();
    if (list == nullptr || list->size() < 2) return fields_.fault("rails", "a wall needs two or more rails, each a list of points"), w;
    for (const toml::node &rail : *list) w.rails.push_back(scope_.points(rail));
    for (const auto &rail : w.rails)
      if (rail.size() != w.rails[0].size() || rail.size() < 2) fields_.fault("rails", "rails need equally many points, two at least");
    const toml::node *thick = wanted("thick_mm");
    if (thick == nullptr) return w;
    const toml::array *each = thick->as_array();
    for (std::size_t r = 0; r < w.rails.size(); ++r) {
      const toml::node *own = each == nullptr ? thick : each->get(std::min(r, each->size() - 1));
      if (each != nullptr && each->size() != w.rails.size()) fields_.fault("thick_mm", "give one thickness, or one a rail");
      w.thick.push_back(scope_.scalars(*own, mm_step));
      fits("thick_mm", w.thick.back(), w.rails[0].size());
    }
    return w;
  }
  PlateForm plate() {
    PlateForm p;
    p.outline = points("outline", true);
    p.inside = points("inside", false);
    p.straight = fields_.flag("straight");
    if (p.outline.size() < 3) fields_.fault("outline", "an outline needs three points");
    const double even = number("thick_mm", mm_step, 0);
    p.outline_thick.assign(p.outline.size(), even);
    p.inside_thick.assign(p.inside.size(), even);
    const auto several = [&](std::string_view key, std::vector<double> &out) {
      std::vector<double> own = numbers(key, mm_step);
      fits(key, own, out.size());
      if (own.size() == 1) own.assign(out.size(), own[0]);
      if (!own.empty()) out = std::move(own);
    };
    several("rim_mm", p.outline_thick);
    several("inside_mm", p.inside_thick);
    for (const auto *list : {&p.outline_thick, &p.inside_thick})
      for (const double t : *list)
        if (!(t > 0)) fields_.fault("thick_mm", "a plate needs thick_mm, or rim_mm and inside_mm, more than 0");
    return p;
  }
  VaultForm vault() {
    VaultForm v;
    v.at = point("at");
    v.points = points("points", true);
    v.thick = number("thick_mm", mm_step, 0);
    if (v.points.size() < 4) fields_.fault("points", "a vault needs four points or more");
    return v;
  }
  HalfForm half() { return {point("at"), vector("normal", share_step, {0, 0, 1})}; }

private:
  Fields &fields_;
  SheetScope &scope_;
};

SheetPart read_part(Fields &fields, SheetScope &scope, double blend) {
  PartReader reader(fields, scope);
  SheetPart part;
  part.where = fields.where();
  part.name = fields.text("name");
  const std::string kind = fields.word("kind", {"tube", "ellipsoid", "wall", "plate", "vault", "half"});
  const std::string op = fields.word("op", {"add", "cut", "keep"}, "add");
  part.op = op == "cut" ? PartOp::cut : op == "keep" ? PartOp::keep : PartOp::add;
  part.blend = reader.number("blend_mm", mm_step, blend);
  part.mirror = fields.flag("mirror");
  part.fine = fields.flag("fine");
  if (part.blend < 0) fields.fault("blend_mm", "a blend cannot be negative");
  if (kind == "tube") part.form = reader.tube();
  else if (kind == "ellipsoid") part.form = reader.ellipsoid();
  else if (kind == "wall") part.form = reader.wall();
  else if (kind == "plate") part.form = reader.plate();
  else if (kind == "vault") part.form = reader.vault();
  else part.form = reader.half();
  return part;
}

struct Frame { double blend = 2; };
struct Layer { Fields *fields; std::string file; bool family; };

void read_frame(Fields &layer, SheetScope &scope, BoneSheet &sheet, Frame &frame) {
  layer.table("frame", "frame", false, [&](Fields &fields) {
    PartReader reader(fields, scope);
    sheet.at = reader.vector("at_mm", mm_step, sheet.at);
    sheet.turn_deg = reader.vector("turn_deg", deg_step, sheet.turn_deg);
    if (fields.has("symmetric")) sheet.symmetric = fields.flag("symmetric");
    if (fields.has("detail")) sheet.step = step_of(fields.word("detail", {"fine", "normal", "coarse"}, "normal"));
    frame.blend = reader.number("blend_mm", mm_step, frame.blend);
    if (fields.has("genus")) sheet.genus = static_cast<int>(fields.number("genus"));
    if (fields.has("components")) sheet.components = static_cast<int>(fields.number("components"));
    sheet.wave = reader.number("wave_mm", mm_step, sheet.wave);
    sheet.gap = reader.number("gap_mm", mm_step, sheet.gap);
    if (sheet.gap < 0) fields.fault("gap_mm", "a gap cannot be negative");
  });
}

// A part that a bone names like one of its family takes that one's place; others follow.
void place_part(std::vector<SheetPart> &parts, SheetPart part, Source &source, bool family_only) {
  const auto same = std::find_if(parts.begin(), parts.end(), [&](const SheetPart &p) { return p.name == part.name; });
  if (same == parts.end()) return parts.push_back(std::move(part));
  if (family_only || same->where.substr(0, same->where.rfind(':')) == part.where.substr(0, part.where.rfind(':')))
    return source.fault(fmt::format("part \"{}\" is written twice, first at {}", part.name, same->where), part.where, "rename one");
  *same = std::move(part);
}

void read_layer(Fields &layer, SheetScope &scope, BoneSheet &sheet, const Frame &frame, bool family) {
  Source &source = layer.source();
  for (const std::string &name : layer.texts_or_none("drop"))
    if (std::erase_if(sheet.parts, [&](const SheetPart &p) { return p.name == name; }) == 0)
      layer.fault("drop", fmt::format("the family has no part \"{}\"", name));
  layer.each("part", "part", [&](Fields &f) { place_part(sheet.parts, read_part(f, scope, frame.blend), source, family); });
  layer.each("piece", "piece", [&](Fields &f) {
    SheetPiece piece;
    piece.where = f.where();
    piece.bone = f.text("bone");
    source.refer(Noun::bone, piece.bone, piece.where);
    f.each("part", "part", [&](Fields &p) { piece.parts.push_back(read_part(p, scope, 0)); });
    sheet.pieces.push_back(std::move(piece));
  });
  layer.each("feature", "feature", [&](Fields &f) {
    PartReader reader(f, scope);
    Feature feature;
    feature.where = f.where();
    feature.id = f.text("id");
    feature.name = f.text("name");
    feature.at = reader.point("at");
    feature.bone = f.text_or("bone", "");
    feature.landmark = f.text_or("landmark", "");
    source.refer(Noun::landmark, feature.landmark, feature.where);
    std::erase_if(sheet.features, [&](const Feature &old) { return old.id == feature.id; });
    sheet.features.push_back(std::move(feature));
  });
  for (const char *key : {"part", "piece", "frame", "derive"}) // where a label stands shapes nothing
    if (const toml::node *node = layer.node(key)) sheet.literals += SheetScope::literals(*node);
}

void read_layers(std::span<const Layer> layers, SheetScope &scope, BoneSheet &sheet, const Frame &frame) {
  for (const Layer &layer : layers) {
    scope.use_file(layer.file);
    read_layer(*layer.fields, scope, sheet, frame, layer.family);
  }
}

// The right half, or the right bone of a pair: the same parts made of its own measurements.
void read_right(Fields &own, std::span<const Layer> layers, SheetScope &scope, BoneSheet &sheet, const Frame &frame) {
  own.table("right", "table of what differs on the right", false, [&](Fields &fields) {
    scope.use_file(own.file());
    scope.read_right(fields, sheet.symmetric);
    sheet.right = SheetRight{scope.right_measures(), {}, {}, own.where("right")};
    if (own.source().faulty()) return;
    BoneSheet other;
    SheetScope names = scope.right();
    read_layers(layers, names, other, frame);
    sheet.right->parts = std::move(other.parts);
    sheet.right->features = std::move(other.features);
  });
}

// A bone with two halves, or one of a pair, may have a right of its own; only a symmetric one has a midline to leave.
void settle_asymmetry(BoneSheet &sheet, Source &source) {
  if (sheet.right && !sheet.pieces.empty())
    source.fault("a sheet of pieces has no right side of its own", sheet.right->where, "leave out [right]");
  else if (sheet.right && !sheet.symmetric && !sheet.paired)
    source.fault("a bone that is neither symmetric nor paired has no right side of its own", sheet.right->where, "leave out [right]");
  if (!sheet.deviations.empty() && (!sheet.symmetric || !sheet.pieces.empty()))
    source.fault("only a symmetric bone of the midline can deviate from it", sheet.deviations.front().where, "leave out deviation_mm");
  if (sheet.right && sheet.right->measures.empty()) source.fault("nothing differs on the right", sheet.right->where, "leave out [right]");
}

void settle(BoneSheet &sheet, const Library &library, Source &source) {
  const auto paired = [&](const std::string &id) {
    const Bone *bone = library.bone(id);
    return bone != nullptr && bone->paired;
  };
  sheet.paired = sheet.pieces.empty() && paired(sheet.bone);
  for (SheetPiece &piece : sheet.pieces) piece.paired = paired(piece.bone);
  if (sheet.symmetric && sheet.paired)
    source.fault("a paired bone cannot be symmetric about lateral 0", sheet.file, "leave out symmetric");
  settle_asymmetry(sheet, source);
  const std::size_t most = most_scalars * sheet.bones();
  if (sheet.scalars() > most)
    source.fault(fmt::format("{} numbers are more than {} a bone", sheet.scalars(), most / sheet.bones()), sheet.file,
                 "describe it by fewer measurements and better parts");
  if (sheet.parts.empty()) source.fault("a sheet without a part", sheet.file, "add [[part]] tables");
  std::set<std::string> ids;
  for (const Feature &f : sheet.features) {
    if (!ids.insert(f.id).second) source.fault(fmt::format("feature \"{}\" is written twice", f.id), f.where, "rename one");
    if (!sheet.pieces.empty() && std::none_of(sheet.pieces.begin(), sheet.pieces.end(), [&](const SheetPiece &p) { return p.bone == f.bone; }))
      source.fault(fmt::format("feature \"{}\" must name one of the pieces as its bone", f.id), f.where);
  }
}

BoneSheet read_one(Source &source, const std::filesystem::path &folder, const std::string &name, const Library &library) {
  BoneSheet sheet;
  sheet.file = name;
  sheet.id = std::filesystem::path(name).stem().string();
  for (const Bone &bone : library.bones) source.define(Noun::bone, bone.id, "bones.toml");
  for (const Landmark &l : library.landmarks) source.define(Noun::landmark, l.id, "landmarks.toml");

  read_toml(source, folder, name, "bone sheet", [&](Fields &own) {
    sheet.bone = own.text_or("bone", "");
    sheet.family = own.text_or("family", "");
    (void)own.text_or("note", "");
    source.refer(Noun::bone, sheet.bone, own.where("bone"));
    sheet.meets = own.texts_or_none("meets");
    source.refer(Noun::bone, sheet.meets, own.where("meets"));
    if (sheet.bone.empty() != own.has("piece"))
      own.fault("bone", "a sheet names its bone, or has [[piece]] tables that do");
    SheetScope scope(source, name);
    Frame frame;
    const auto finish = [&](Fields *family) {
      if (family != nullptr) {
        scope.use_file(family->file());
        read_frame(*family, scope, sheet, frame);
      }
      scope.use_file(name);
      read_frame(own, scope, sheet, frame);
      std::vector<Layer> layers;
      if (family != nullptr) layers.push_back({family, family->file(), true});
      layers.push_back({&own, name, false});
      read_layers(layers, scope, sheet, frame);
      sheet.measures = scope.measures();
      if (const auto idle = scope.unused(); !idle.empty() && !source.faulty())
        source.fault(fmt::format("nothing uses the measurement \"{}\"", idle.front().name), idle.front().where, "use it or remove it");
      if (source.faulty()) return;
      read_right(own, layers, scope, sheet, frame);
      scope.use_file(name);
      sheet.deviations = scope.deviations();
      sheet.midline = scope.midline();
    };
    if (sheet.family.empty()) {
      scope.read(own, false);
      finish(nullptr);
      return;
    }
    const std::string family_name = "bones/families/" + sheet.family + ".toml";
    read_toml(source, folder, family_name, "family of bones", [&](Fields &family) {
      (void)family.text_or("note", "");
      if (family.has("right")) family.fault("right", "a family has no right side of its own", "write it in the sheet of the bone that differs");
      scope.read(family, true);
      scope.read(own, false);
      finish(&family);
    });
    if (auto text = read_text(folder / family_name)) sheet.text += *text;
  });
  if (auto text = read_text(folder / name)) sheet.text += *text;
  source.resolve();
  if (!source.faulty()) settle(sheet, library, source);
  return sheet;
}

} // namespace

std::size_t BoneSheet::scalars() const {
  std::size_t n = static_cast<std::size_t>(literals);
  for (const auto *list : {&measures, &deviations})
    for (const Measure &m : *list) n += m.values.size();
  if (right)
    for (const Measure &m : right->measures) n += m.values.size();
  return n;
}

Result<BoneSheet> read_sheet(const std::filesystem::path &folder, const std::string &name, const Library &library) {
  Source source;
  BoneSheet sheet = read_one(source, folder, name, library);
  if (source.faulty()) return fail(*source.first());
  return sheet;
}

Result<std::vector<BoneSheet>> read_sheets(const std::filesystem::path &folder, const Library &library) {
  std::vector<std::string> names;
  std::error_code code;
  for (const auto &entry : std::filesystem::directory_iterator(folder / "bones", code))
    if (entry.path().extension() == ".toml") names.push_back("bones/" + entry.path().filename().string());
  if (code) return machine_fault("the folder of bone sheets cannot be read", (folder / "bones").string(), code.message());
  std::sort(names.begin(), names.end());
  std::vector<BoneSheet> sheets;
  std::map<std::string, std::string> made; // bone -> file
  for (const std::string &name : names) {
    auto sheet = read_sheet(folder, name, library);
    MYO_TRY(sheet);
    std::vector<std::string> bones{sheet->bone};
    if (!sheet->pieces.empty()) {
      bones.clear();
      for (const SheetPiece &piece : sheet->pieces) bones.push_back(piece.bone);
    }
    for (const std::string &bone : bones)
      if (const auto [at, fresh] = made.emplace(bone, name); !fresh)
        return bad_input(fmt::format("bone \"{}\" has a sheet already, {}", bone, at->second), name, "keep one of them");
    sheets.push_back(std::move(*sheet));
  }
  return sheets;
}

} // namespace myo::anatomy
