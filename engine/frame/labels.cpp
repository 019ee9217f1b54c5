#include "frame/labels.h"

#include "frame/posed.h"

#include <algorithm>
#include <functional>
#include <map>

namespace myo::frame {
namespace {

constexpr std::size_t most_bones_with_features = 6; // of a whole skeleton the names of the bones are enough
constexpr std::size_t samples = 32;                 // points of a structure that are looked for
constexpr std::size_t most_names = 30;              // more is a wall of words
constexpr float feature_weight = 1e9F;              // features are what a bone was chosen for

bool nameable(format::Kind kind) { return kind != format::Kind::skin && kind != format::Kind::deep_surface; }

class Namer {
public:
  Namer(const View &view, const scene::Context &context, const atlas::Atlas &atlas, const std::vector<scene::Visible> &visible,
        const Sight &sight)
      : view_(view), context_(context), body_(*context.body), atlas_(atlas), visible_(visible), sight_(sight),
        eye_(scene::eye(view.document->camera)), area_(view.free_px.value_or(Box{vec2{0}, vec2{view.size_px}})) {}

  Labels names() {
    const std::vector<std::uint32_t> subjects = chosen();
    if (subjects.empty()) name_all();
    else name_chosen(subjects);
    std::ranges::stable_sort(out_.labels, std::greater{}, &Label::weight);
    if (out_.labels.size() > most_names) out_.labels.resize(most_names);
    return std::move(out_);
  }

private:
  struct Look { std::uint32_t structure = 0; vec2 at{0}; float seen_px2 = 0; };

  [[nodiscard]] bool solid(std::uint32_t s) const { return visible_[s].look == scene::Look::solid && nameable(body_.structures[s].kind); }

  // What is selected, else what is isolated.
  [[nodiscard]] std::vector<std::uint32_t> chosen() const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t s = 0; s < visible_.size(); ++s)
      if (visible_[s].selected && solid(s)) out.push_back(s);
    if (!out.empty()) return out;
    for (std::uint32_t s = 0; s < visible_.size(); ++s)
      if (view_.document->isolated.contains(body_.structures[s].id) && solid(s)) out.push_back(s);
    return out;
  }

  // The bones that chosen muscles join, without what is chosen itself.
  [[nodiscard]] std::vector<std::uint32_t> joined(const std::vector<std::uint32_t> &subjects) const {
    std::vector<std::uint32_t> out;
    for (const std::uint32_t s : subjects) {
      if (body_.structures[s].kind != format::Kind::muscle) continue;
      for (const std::uint32_t bone : atlas_.attached(s))
        if (solid(bone) && std::ranges::find(subjects, bone) == subjects.end() && std::ranges::find(out, bone) == out.end())
          out.push_back(bone);
    }
    return out;
  }

  [[nodiscard]] std::string name_of(std::uint32_t s) const {
    const format::Structure &structure = body_.structures[s];
    if (const anatomy::Muscle *muscle = context_.library->muscle(structure.muscle)) return muscle->name;
    if (const anatomy::Bone *bone = context_.library->bone(structure.bone)) return bone->name;
    return structure.name;
  }

  [[nodiscard]] std::optional<vec2> on_screen(vec3 point) const {
    const auto at = scene::project(view_.document->camera, point, vec2{view_.size_px});
    if (!at || at->x < area_.low.x || at->x > area_.high.x || at->y < area_.low.y || at->y > area_.high.y) return std::nullopt;
    return at;
  }

  void widen(std::uint32_t s) {
    const format::Mesh &mesh = body_.structures[s].mesh;
    const scene::Projector project(view_.document->camera, vec2{view_.size_px});
    for (std::size_t v = 0; v < mesh.positions.size(); v += 1 + mesh.positions.size() / 256)
      if (const auto at = project(posed(mesh, v, *view_.pose))) out_.subject.add(*at);
  }

  // Looks for points of the structure that are seen: the one nearest to their middle, and how large they lie on the screen.
  [[nodiscard]] Look look_at(std::uint32_t s) const {
    const format::Structure &structure = body_.structures[s];
    const format::Mesh &mesh = structure.mesh;
    std::vector<vec2> seen;
    for (std::size_t v = mesh.positions.size() / (2 * samples); v < mesh.positions.size(); v += 1 + mesh.positions.size() / samples) {
      const vec3 point = posed(mesh, v, *view_.pose);
      const auto at = on_screen(point);
      if (!at || glm::dot(posed_normal(mesh, v, *view_.pose), eye_ - point) <= 0) continue;
      if (sight_.sees(point, s, structure.muscle)) seen.push_back(*at);
    }
    if (seen.empty()) return {s, {}, 0};
    vec2 middle{0};
    Box extent = nothing();
    for (const vec2 p : seen) middle += p / static_cast<float>(seen.size()), extent.add(p);
    const vec2 at = *std::ranges::min_element(seen, {}, [&](vec2 p) { return glm::distance(p, middle); });
    const float share = static_cast<float>(seen.size()) / static_cast<float>(samples);
    return {s, at, share * std::max(1.0F, extent.area())};
  }

  void name_chosen(const std::vector<std::uint32_t> &subjects) {
    std::size_t bones = 0;
    for (const std::uint32_t s : subjects) bones += body_.structures[s].kind == format::Kind::bone;
    std::map<std::pair<std::string, format::Side>, Look> best; // a muscle may be several structures
    for (const std::uint32_t s : subjects) {
      widen(s);
      if (bones <= most_bones_with_features && name_features(s)) continue;
      keep_better(best[{name_of(s), body_.structures[s].side}], look_at(s));
    }
    for (const auto &[name, look] : best) add(look, 1);
    for (const std::uint32_t bone : joined(subjects)) {
      widen(bone); // the names stand beside it, not on it
      add(look_at(bone), 1e-3F, true); // less than any that is chosen
    }
  }

  static void keep_better(Look &known, const Look &look) {
    if (look.seen_px2 > known.seen_px2) known = look;
  }

  void add(const Look &look, float factor, bool light = false) {
    if (look.seen_px2 <= 0) return;
    out_.labels.push_back({name_of(look.structure), mark_of(body_.structures[look.structure]), look.at, factor * look.seen_px2, light});
    out_.subject.add(look.at);
  }

  void name_all() {
    std::map<std::string, Look> best;          // by name: of a pair the side that is seen better
    for (std::uint32_t s = 0; s < visible_.size(); ++s) {
      if (!solid(s)) continue;
      widen(s);
      keep_better(best[name_of(s)], look_at(s));
    }
    for (const auto &[name, look] : best) add(look, 1);
  }

  // Of a thin bone both faces lie within what sight takes for the bone's own, so the face itself must not look away; of a
  // border the normal may point anywhere. Sight's coarse surface may stand before a tip, so it is asked a little outside.
  [[nodiscard]] bool seen_on(std::uint32_t s, vec3 rest, vec3 point) const {
    constexpr float least = -0.5F, outside_m = 0.003F;
    const format::Mesh &mesh = body_.structures[s].mesh;
    const auto nearest = std::ranges::min_element(mesh.positions, {}, [&](vec3 p) { const vec3 d = p - rest; return glm::dot(d, d); });
    const vec3 normal = posed_normal(mesh, static_cast<std::size_t>(nearest - mesh.positions.begin()), *view_.pose);
    return glm::dot(normal, glm::normalize(eye_ - point)) > least && sight_.sees(point + outside_m * normal, s);
  }

  // The bone's named features that are seen. False: the bone has none.
  bool name_features(std::uint32_t s) {
    const format::Structure &bone = body_.structures[s];
    if (view_.features == nullptr || bone.bone.empty()) return false;
    bool has = false;
    for (std::size_t i = 0; i < body_.landmarks.size() && i < view_.pose->landmarks.size(); ++i) {
      const format::Landmark &l = body_.landmarks[i];
      const auto feature = view_.features->find(l.id);
      if (feature == view_.features->end() || feature->second.bone != bone.bone) continue;
      if (bone.side != format::Side::midline && l.side != bone.side) continue;
      has = true;
      const auto at = on_screen(view_.pose->landmarks[i]);
      if (at && seen_on(s, l.point, view_.pose->landmarks[i]))
        out_.labels.push_back({feature->second.name, {}, *at, feature_weight, true});
    }
    return has;
  }

  const View &view_;
  const scene::Context &context_;
  const format::Body &body_;
  const atlas::Atlas &atlas_;
  const std::vector<scene::Visible> &visible_;
  const Sight &sight_;
  vec3 eye_;
  Box area_;
  Labels out_;
};

} // namespace

std::string spoken_name(const format::Structure &structure, const anatomy::Library &library) {
  if (library.language == "en") return structure.name;
  if (const anatomy::Muscle *muscle = library.muscle(structure.muscle)) return muscle->name;
  if (const anatomy::Bone *bone = library.bone(structure.bone)) return bone->name;
  return library.say(structure.name);
}

std::string_view mark_of(const format::Structure &structure) {
  return structure.generated && structure.kind == format::Kind::muscle ? modelled_muscle : std::string_view{};
}

Labels labels_of(const View &view, const scene::Context &context, const atlas::Atlas &atlas,
                 const std::vector<scene::Visible> &visible, const Sight &sight) {
  return Namer(view, context, atlas, visible, sight).names();
}

} // namespace myo::frame
