#include "assemble/skin_face.h"

#include "assemble/body_frame.h"
#include "assemble/landmarks.h"
#include "form/wrap.h"

#include <algorithm>
#include <cmath>

namespace myo::assemble {
namespace {

vec3 along(vec3 a, vec3 b, float f) {
  return glm::mix(a, b, f);
}

} // namespace

Face::Face(const format::Body &body, const anatomy::Library &library) : mid_(midline_x(body)) {
  build(body, anatomy::Side::left, scale_of(body, library, "head"));
}

void Face::add(Shape s) {
  const float reach = s.blend + 2;
  if (s.kind == Shape::Kind::cone) {
    for (const auto &[p, r] : {std::pair{s.a, s.ra}, std::pair{s.b, s.rb}})
      bounds_.add(p - (r + reach)), bounds_.add(p + (r + reach));
  } else {
    const float r = std::max({s.b.x, s.b.y, s.b.z}) + reach;
    bounds_.add(s.a - r), bounds_.add(s.a + r);
  }
  shapes_.push_back(s);
}
void Face::cone(vec3 a, vec3 b, float ra, float rb, float blend, bool cut) {
  add({Shape::Kind::cone, a, b, ra, rb, blend, cut, mat3(1)});
}
void Face::ellipsoid(vec3 centre, vec3 radii, float blend, bool cut, mat3 axes) {
  add({Shape::Kind::ellipsoid, centre, radii, 0, 0, blend, cut, axes});
}

float Face::distance(const Shape &s, vec3 p) {
  if (s.kind == Shape::Kind::cone) {
    const vec3 d = s.b - s.a;
    const float n = glm::dot(d, d);
    const float t = n > 0 ? glm::clamp(glm::dot(p - s.a, d) / n, 0.0F, 1.0F) : 0.0F;
    return glm::distance(p, s.a + t * d) - glm::mix(s.ra, s.rb, t);
  }
  const vec3 q = glm::transpose(s.axes) * (p - s.a) / s.b; // first-order distance to an ellipsoid
  const float k = glm::length(q), g = glm::length(q / s.b);
  return g > 1e-6F ? k * (k - 1) / g : -std::min({s.b.x, s.b.y, s.b.z});
}

bool Face::near(vec3 world) const {
  if (shapes_.empty()) return false;
  const vec3 p = BodyFrame{mid_, world.x < mid_ ? -1.0F : 1.0F}.lps(world);
  return glm::all(glm::greaterThan(p, bounds_.low)) && glm::all(glm::lessThan(p, bounds_.high));
}

bool Face::fine(vec3 world) const {
  const vec3 p = BodyFrame{mid_, world.x < mid_ ? -1.0F : 1.0F}.lps(world);
  return std::any_of(fine_.begin(), fine_.end(), [&](const Bounds &b) {
    return glm::all(glm::greaterThan(p, b.low)) && glm::all(glm::lessThan(p, b.high));
  });
}

float Face::operator()(vec3 world, float base) const {
  if (!near(world)) return base;
  vec3 p = BodyFrame{mid_, world.x < mid_ ? -1.0F : 1.0F}.lps(world);
  p.x = std::sqrt(p.x * p.x + 4.0F); // both halves meet without a crease
  float f = base / millimetre;
  for (const Shape &s : shapes_) {
    const float d = distance(s, p);
    f = s.cut ? -form::soft_min(-f, d, s.blend) : form::soft_min(f, d, s.blend);
  }
  return f * millimetre;
}

void Face::build(const format::Body &body, anatomy::Side side, float k) {
  const BodyFrame frame = BodyFrame::of(side, mid_);
  bool whole = true;
  const auto lm = [&](const char *id) {
    const format::Landmark *l = find_landmark(body, id, side);
    if (l == nullptr) whole = false, missing_.emplace_back(id);
    return l != nullptr ? frame.lps(l->point) : vec3(0);
  };
  const vec3 glabella = lm("glabella"), nasion = lm("nasion"), spine = lm("anterior_nasal_spine");
  const vec3 prosthion = lm("prosthion"), infradentale = lm("infradentale"), pogonion = lm("pogonion"),
             menton = lm("menton");
  const vec3 orbitale = lm("orbitale"), brow = lm("supraorbital_mid"), rim = lm("frontozygomatic"),
             inner = lm("orbit_medial");
  const vec3 zygion = lm("zygion"), zygoma = lm("zygoma_body"), zygomaxillare = lm("zygomaxillare"),
             gonion = lm("gonion");
  const vec3 jaw = lm("mandible_lower_mid"), porion = lm("porion"), hyoid = lm("hyoid_body");
  const vec3 temporal_top = lm("temporal_line_top"), stephanion = lm("stephanion");
  if (!whole) return;
  const auto off = [k](vec3 p, float l, float post, float s) { return p + k * vec3(l, post, s); };

  // What is hollow inside: brain case, nose, mouth, throat. Left open, the skin would creep in through a gap and line
  // them.
  const vec3 skull = lm("biporion_centre"), axis = lm("c2_body"), c6 = lm("c6_body");
  if (!whole) return;
  ellipsoid(off(skull, 0, 0, 53), k * vec3(56, 74, 56), 4 * k);
  cone(off(nasion, 0, 20, -22), off(along(nasion, skull, 0.6F), 0, 0, -8), 13 * k, 20 * k, 4 * k);
  const vec3 mouth = along(along(prosthion, infradentale, 0.5F), axis, 0.4F);
  ellipsoid(mouth, k * vec3(27, 34, 25), 4 * k);
  cone(off(axis, 0, -24, 30), off(axis, 0, -24, -28), 23 * k, 20 * k, 4 * k);
  cone(off(axis, 0, -24, -28), off(c6, 0, -32, 0), 20 * k, 16 * k, 4 * k);

  // Temporalis fills the fossa behind the orbit's outer rim, masseter lies on the ramus, the cheek's fat before it.
  const vec3 fossa = along(along(rim, zygion, 0.5F), along(temporal_top, stephanion, 0.5F), 0.42F);
  ellipsoid({fossa.x - 4 * k, fossa.y, fossa.z}, k * vec3(14, 40, 42), 16 * k);
  cone(off(along(zygoma, zygion, 0.75F), -6, 0, -8), off(gonion, -1, -10, 10), 9 * k, 10 * k, 10 * k);
  cone(off(zygoma, -3, 3, -4), off(zygion, -5, 0, 0), 8.5F * k, 7 * k, 8 * k);
  const vec3 buccal = along(along(zygomaxillare, gonion, 0.38F), along(prosthion, infradentale, 0.5F), 0.12F);
  ellipsoid(off(buccal, -3, 0, 0), k * vec3(17, 27, 30), 16 * k);
  ellipsoid(off(along(orbitale, zygomaxillare, 0.5F), -9, 2, -2), k * vec3(21, 16, 20), 12 * k);
  // The parotid gland behind the jaw, below the ear.
  cone(off(along(gonion, porion, 0.25F), 5, 8, 0), off(porion, -6, 2, -14), 11 * k, 9 * k, 14 * k);
  cone(off(along(zygoma, zygion, 0.6F), -7, 2, -16), off(along(zygomaxillare, gonion, 0.6F), -4, 0, 2), 10 * k, 10 * k,
       10 * k);
  ellipsoid(off(along(porion, zygion, 0.55F), -9, 0, -13), k * vec3(11, 17, 13),
            12 * k); // below the arch, before the ear
  // Jaw line and floor of the mouth.
  cone(gonion, jaw, 8 * k, 8 * k, 8 * k);
  cone(jaw, off(menton, 8, 6, 4), 8 * k, 9 * k, 8 * k);
  cone(off(menton, 0, 14, 6), off(hyoid, 0, 6, 8), 15 * k, 17 * k, 12 * k);
  ellipsoid({0.0F, 0.5F * (menton.y + gonion.y) + 4 * k, jaw.z + 9 * k}, k * vec3(gonion.x / k - 2, 34, 12), 12 * k);

  // Brow, eyes. The globe's front stands about 16 mm before the outer rim (exophthalmometry), its lids 2 mm more.
  cone(off(glabella, 8, 4, -4), off(brow, 2, 3, 3), 6 * k, 6.5F * k, 7 * k);
  cone(off(brow, 2, 3, 3), off(rim, -2, 1, 4), 6.5F * k, 5.5F * k, 7 * k);
  const vec3 eye{0.5F * (inner.x + rim.x) + 2 * k, rim.y - 2 * k, 0.5F * (brow.z + orbitale.z) - 1 * k};
  ellipsoid(off(eye, 0, 6.5F, -2), k * vec3(22, 14, 18), 7 * k);
  ellipsoid(eye, k * vec3(13.6F, 13.6F, 12.6F), 3.5F * k);
  const auto lid = [&](float from, float to, float height, float radius, float depth, bool cut) { // arc over the globe
    vec3 before(0);
    for (int i = 0; i <= 6; ++i) {
      const float t = static_cast<float>(i) / 6, a = glm::mix(from, to, t) * degree;
      const float h = height * std::sin(t * glm::pi<float>());
      const float reach = std::sqrt(std::max(0.0F, 13.8F * 13.8F - h * h));
      const vec3 p = off(eye, reach * std::sin(a), -reach * std::cos(a) + depth, h);
      if (i > 0) cone(before, p, radius * k, radius * k, 1.2F * k, cut);
      before = p;
    }
  };
  lid(-52, 58, 7.5F, 1.7F, -0.4F, false); // upper lid's fold
  lid(-50, 56, -6.0F, 1.3F, 0.2F, false); // lower lid
  lid(-48, 54, -2.5F, 0.8F, -0.7F, true); // where the closed lids meet
  cone(off(inner, 3, -2, -2), off(inner, 6, 3, 0), 4 * k, 4 * k, 4 * k);

  // Nose: the tip stands about 0.6 of the nose's height before the spine.
  const vec3 tip = off(spine, 0, -19, 5);
  const vec3 root = off(nasion, 0, 3, -1), mid = along(root, tip, 0.5F);
  cone(root, mid, 5.5F * k, 6.5F * k, 6 * k);
  cone(mid, tip, 6.5F * k, 8 * k, 5 * k);
  const vec3 wing = off(spine, 10, -7, 3);
  cone(off(nasion, 5, 7, -8), off(wing, -1, 5, 4), 5 * k, 8.5F * k, 10 * k);
  ellipsoid(wing, k * vec3(6, 11.5F, 7), 5 * k);
  cone(off(tip, 0, 3, -3), off(spine, 0, -1, -2), 5 * k, 5 * k, 4 * k);
  ellipsoid(off(spine, 6, -9, -5), k * vec3(2.6F, 5, 3.5F), 2 * k, true);

  // Mouth: a soft base round the teeth, two lips on it, and the slit between them.
  const float front = std::min(prosthion.y, infradentale.y);
  const vec3 line{0, front - 6 * k, 0.5F * (prosthion.z + infradentale.z) + 0.5F * k};
  ellipsoid({0, front + 14 * k, line.z + 1 * k}, k * vec3(31, 19, 21), 8 * k);
  const auto arc = [&](float x) { return 0.02F * x * x; }; // how far the lips curve back, mm
  const auto lip = [&](float dz, float forward, float r0, float r1, float droop, bool cut, float blend) {
    vec3 before(0);
    for (int i = 0; i <= 6; ++i) {
      const float t = static_cast<float>(i) / 6, x = 25 * t;
      const vec3 p = off(line, x, arc(x) - forward, dz * (1 - 0.75F * t * t) - droop * t * t);
      if (i > 0) cone(before, p, glm::mix(r0, r1, t - 1.0F / 6) * k, glm::mix(r0, r1, t) * k, blend * k, cut);
      before = p;
    }
  };
  lip(4.2F, 0.4F, 4.4F, 1.4F, 1, false, 3.5F);
  lip(-4.8F, -0.2F, 5.2F, 1.4F, 1, false, 3.5F);
  lip(0, 5.4F, 1.5F, 0.9F, 1, true, 1.2F);
  cone(off(line, 0, 1, 13), off(line, 0, 0, 7), 2.2F * k, 2.6F * k, 3 * k, false);
  ellipsoid(off(line, 0, -8, 11), k * vec3(2.2F, 3, 5), 2.5F * k, true); // philtrum
  // Chin: a pad on the mental protuberance under the fold below the lip.
  ellipsoid(off(pogonion, 0, 2, -4), k * vec3(19, 12, 13), 8 * k);
  ear(porion, k);

  const auto box = [&](vec3 a, float r) { fine_.push_back({a - k * r, a + k * r}); };
  box(eye, 22);
  box(along(root, tip, 0.6F), 26);
  box(line, 27);
  box(off(line, 20, 6, 0), 16);
  box(off(porion, 6, 14, 4), 36);
}

// The auricle in its own plane: +a backwards, +b upwards, +c away from the head; tilted 12 degrees back, turned out 25.
void Face::ear(vec3 porion, float k) {
  const float tilt = 12 * degree, flare = 25 * degree;
  const vec3 up(0, std::sin(tilt), std::cos(tilt)), back(0, std::cos(tilt), -std::sin(tilt));
  const vec3 out = glm::normalize(std::cos(flare) * vec3(1, 0, 0) - std::sin(flare) * back);
  const vec3 a_axis = glm::normalize(std::cos(flare) * back + std::sin(flare) * vec3(1, 0, 0));
  const vec3 origin = porion + k * vec3(5, 1, 0);
  const auto at = [&](float a, float b, float c) { return origin + k * (a * a_axis + b * up + c * out); };
  const auto tube = [&](const std::vector<vec3> &path, float r, float blend) {
    for (std::size_t i = 1; i < path.size(); ++i) cone(path[i - 1], path[i], r * k, r * k, blend * k);
  };
  const mat3 axes(a_axis, up, out);
  ellipsoid(at(9, 8, 0.5F), k * vec3(17, 26, 3.2F), 3 * k, false, axes); // plate
  ellipsoid(at(3, 6, -7), k * vec3(9, 20, 10), 5 * k, false, axes);      // joins it to the head
  ellipsoid(at(4, -19, 1), k * vec3(9, 9, 4.2F), 4 * k, false, axes);    // lobe
  tube({at(3, 3, 1), at(-6, 10, 3), at(-8, 20, 4), at(-3, 30, 4), at(7, 35, 4), at(17, 32, 4), at(24, 24, 4),
        at(26, 13, 4), at(24, 2, 4), at(19, -8, 3.5F), at(12, -17, 3)},
       3.1F, 2);                                                                                      // helix
  tube({at(10, -10, 3), at(15, -2, 3.5F), at(16, 8, 3.5F), at(12, 17, 3.5F), at(5, 24, 3)}, 2.6F, 2); // antihelix
  ellipsoid(at(5, 2, 4), k * vec3(7, 9, 5), 2 * k, true, axes);                                       // concha
  ellipsoid(at(-3, -1, 3), k * vec3(3.2F, 5, 3.4F), 2 * k, false, axes);                              // tragus
}

} // namespace myo::assemble
