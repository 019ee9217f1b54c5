#include "assemble/soft_parts.h"

#include "assemble/body_frame.h"
#include "assemble/landmarks.h"

#include <algorithm>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float fade_mm = 8; // beyond a part its small triangles grow to what is round it

bool within(const Bounds &b, vec3 p) {
  return glm::all(glm::greaterThan(p, b.low)) && glm::all(glm::lessThan(p, b.high));
}

// World to lps mm as one matrix.
mat4 frame_matrix(const BodyFrame &frame) {
  mat4 m(1);
  const vec3 origin = frame.lps(vec3(0));
  for (int k = 0; k < 3; ++k) {
    vec3 unit(0);
    unit[k] = 1;
    m[k] = vec4(frame.lps(unit) - origin, 0);
  }
  m[3] = vec4(origin, 1);
  return m;
}

Limb limb_of(const std::string &name, Side side) {
  const bool left = side == Side::left;
  return name == "arm" ? (left ? Limb::left_arm : Limb::right_arm) : left ? Limb::left_leg : Limb::right_leg;
}

} // namespace

SoftParts::SoftParts(const format::Body &body, const anatomy::Library &library, const Spread &spread)
    : mid_(midline_x(body)), edge_(library.surface.edge_mm * millimetre) {
  for (const anatomy::SurfacePart &part : library.surface.parts) {
    place(body, library, spread, part, Side::left);
    if (!part.limb.empty()) place(body, library, spread, part, Side::right);
  }
  for (const anatomy::SurfaceDetail &d : library.surface.details)
    for (const Side side : {Side::left, Side::right}) {
      if (!d.each_side && side == Side::right) continue;
      const auto at = find(body, d.at, side, !d.each_side);
      if (!at) continue;
      const float k = scale_of(body, library, d.scale) * millimetre;
      const vec3 rest = BodyFrame::of(side, mid_).world(*at);
      details_.push_back({spread.apart(rest, spread.weights(rest)), k * d.radius_mm, k * d.fade_mm, k * d.edge_mm});
    }
}

// Of the side, in lps mm; `mean` takes the mean of both sides, so that one half can serve both.
std::optional<vec3> SoftParts::find(const format::Body &body, const std::string &id, Side side, bool mean) const {
  if (const auto found = points_.find({id, side}); found != points_.end()) return found->second;
  const auto of = [&](Side s) -> std::optional<vec3> {
    const BodyFrame frame = BodyFrame::of(s, mid_);
    constexpr std::string_view joint = "joint:";
    if (!id.starts_with(joint)) {
      const format::Landmark *l = find_landmark(body, id, s);
      return l != nullptr ? std::optional(frame.lps(l->point)) : std::nullopt;
    }
    const std::string name = id.substr(joint.size()), sided = (s == Side::right ? "right." : "left.") + name;
    for (const format::Joint &j : body.joints)
      if (j.id == sided || j.id == name) return frame.lps(j.centre);
    return std::nullopt;
  };
  const auto one = of(side);
  if (!mean || !one) return one;
  const auto other = of(side == Side::right ? Side::left : Side::right);
  return other ? 0.5F * (*one + *other) : *one;
}

void SoftParts::place(const format::Body &body, const anatomy::Library &library, const Spread &spread,
                      const anatomy::SurfacePart &part, Side side) {
  Placed placed;
  placed.id = part.id;
  placed.side = side;
  placed.under = part.under;
  placed.mirrored = part.limb.empty();
  placed.apart = part.apart;
  const BodyFrame frame = BodyFrame::of(side, mid_);
  placed.to_local = placed.rest_to_local = frame_matrix(frame);
  if (!placed.mirrored) placed.to_local = placed.to_local * glm::inverse(spread.motion(limb_of(part.limb, side)));
  const float k = scale_of(body, library, part.scale);
  const mat3 turn = turned(part.turn_deg);
  placed.blend = k * part.blend_mm;
  placed.edge = k * part.edge_mm * millimetre;

  const auto need = [&](const std::string &id) {
    const auto at = find(body, id, side, placed.mirrored);
    if (!at) notes_.push_back("the surface lacks its " + part.name + ": there is no " + id);
    return at;
  };
  for (const anatomy::SurfacePoint &p : part.points) {
    const auto a = need(p.from.front()), b = p.from.size() > 1 ? need(p.from.back()) : a;
    if (!a || !b) return;
    const vec3 at = glm::mix(*a, *b, static_cast<float>(p.fraction)) + turn * (k * p.offset_mm);
    points_[{p.id, side}] = at;
    if (placed.mirrored) points_[{p.id, Side::right}] = at;
  }
  for (const anatomy::SurfaceForm &form : part.forms) {
    std::vector<vec3> at;
    for (const std::string &id : form.points) {
      const auto p = need(id);
      if (!p) return;
      at.push_back(*p);
    }
    placed.forms.emplace_back(form, at, k, turn);
    placed.solid = placed.solid || form.kind != anatomy::SurfaceForm::Kind::relief;
    placed.bounds.add(placed.forms.back().bounds());
    for (const vec3 &p : at) {
      float r = k * std::max(form.width_mm, form.globe_mm);
      for (const float radius : form.radii_mm) r = std::max(r, k * radius);
      placed.core.add(p - r), placed.core.add(p + r);
    }
  }
  if (placed.forms.empty()) return;
  placed.bounds.low -= placed.blend, placed.bounds.high += placed.blend;
  find_boxes(placed);
  bounds_.add(placed.world);
  parts_.push_back(std::move(placed));
}

// Most points lie far from most parts: boxes tell that at once. How far a point is from a part's forms decides how small
// its triangles are, is asked for millions of times and need not be exact: it is read off a lattice.
void SoftParts::find_boxes(Placed &placed) {
  const mat4 to_world = glm::inverse(placed.to_local);
  const auto in_world = [&](const Bounds &box) {
    Bounds out;
    for (int corner = 0; corner < 8; ++corner) {
      const vec3 pick(corner & 1, corner >> 1 & 1, corner >> 2 & 1);
      vec3 p = glm::mix(box.low, box.high, pick);
      if (placed.mirrored && pick.x == 0) p.x = std::min(p.x, 0.0F);
      out.add(vec3(to_world * vec4(p, 1)));
      p.x = -p.x;
      if (placed.mirrored) out.add(vec3(to_world * vec4(p, 1)));
    }
    return out;
  };
  placed.world = in_world(placed.bounds);
  if (placed.edge <= 0) return;
  const Bounds reach{placed.core.low - fade_mm, placed.core.high + fade_mm};
  placed.near = in_world(reach);
  placed.beyond.lattice = form::lattice_over(reach, 0, 2);
  const form::Lattice &l = placed.beyond.lattice;
  placed.beyond.values.assign(l.count(), 2 * fade_mm);
  for (int z = 0; z < l.size.z; ++z)
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x; ++x)
        for (const SoftForm &form : placed.forms) {
          float &value = placed.beyond.values[l.index(x, y, z)];
          value = std::min(value, form.beyond(l.point(x, y, z)));
        }
}

vec3 SoftParts::local(const Placed &placed, vec3 world) {
  vec3 p(placed.to_local * vec4(world, 1));
  if (placed.mirrored) p.x = std::sqrt(p.x * p.x + 1); // both halves meet without a crease
  return p;
}

float SoftParts::operator()(vec3 world, float base) const {
  float f = base / millimetre;
  for (const Placed &part : parts_) {
    if (!part.under.empty() || !within(part.world, world)) continue;
    const vec3 p = local(part, world);
    if (!within(part.bounds, p)) continue;
    float own = part.apart ? 1e3F : f;
    for (const SoftForm &form : part.forms)
      if (within(form.bounds(), p)) own = form(p, own);
    f = part.apart ? melt(f, own, part.blend) : own;
  }
  return f * millimetre;
}

float SoftParts::off_part(const std::string &part, vec3 rest) const {
  float best = 1e3F;
  for (const Placed &placed : parts_) {
    if (placed.id != part) continue;
    vec3 p(placed.rest_to_local * vec4(rest, 1));
    if (placed.mirrored) p.x = std::sqrt(p.x * p.x + 1);
    float own = 1e3F;
    for (const SoftForm &form : placed.forms)
      if (within(form.bounds(), p)) own = form(p, own);
    best = std::min(best, own);
  }
  return best;
}

std::string_view SoftParts::shaped_by(vec3 world) const {
  const auto part = std::find_if(parts_.begin(), parts_.end(), [&](const Placed &p) {
    return p.solid && p.under.empty() && within(p.world, world) && within(p.core, local(p, world));
  });
  return part != parts_.end() ? std::string_view(part->id) : std::string_view();
}

std::vector<vec3> SoftParts::under(const std::string &cover, Side side, float spacing) const {
  std::vector<vec3> out;
  for (const Placed &part : parts_) {
    if (part.under != cover) continue;
    const mat4 to_world = glm::inverse(part.to_local);
    for (const Side s : {Side::left, Side::right}) {
      if (side != Side::midline && s != side) continue;
      if (!part.mirrored && s != part.side) continue;
      const float flip = part.mirrored && s != part.side ? -1.0F : 1.0F;
      for (const SoftForm &form : part.forms)
        for (vec3 p : form.samples(spacing / millimetre)) {
          p.x *= flip;
          out.push_back(vec3(to_world * vec4(p, 1)));
        }
    }
  }
  return out;
}

float SoftParts::edge(vec3 world) const {
  float e = edge_;
  for (const Detail &d : details_)
    e = std::min(e, glm::mix(d.edge, edge_, glm::smoothstep(d.radius, d.radius + d.fade, glm::distance(world, d.centre))));
  for (const Placed &part : parts_) {
    if (part.edge <= 0 || part.edge >= e) continue;
    if (!within(part.near, world)) continue;
    const float beyond = part.beyond.sample(local(part, world));
    e = std::min(e, glm::mix(part.edge, e, glm::smoothstep(0.0F, fade_mm, beyond)));
  }
  return e;
}

std::optional<vec3> SoftParts::point(const std::string &id, Side side) const {
  const auto found = points_.find({id, side});
  if (found == points_.end()) return std::nullopt;
  return BodyFrame::of(side, mid_).world(found->second);
}

} // namespace myo::assemble
