// What the body surface must show: a face in order, ears, fingers and toes apart, two like halves. Landmarks and joints
// say where to look.
#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/skin.h"
#include "form/remesh.h"
#include "form/triangle_tree.h"
#include "whole.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace myo {
namespace {

constexpr float mm = millimetre;

class SkinLooks : public Body {
protected:
  // The skin with the splits along its charts undone.
  static const form::Surface &skin() {
    static const form::Surface welded = [] {
      form::Surface out;
      for (const format::Structure &s : body().structures) {
        if (s.kind != Kind::skin) continue;
        const std::vector<std::uint32_t> weld = assemble::weld_map(s.mesh.positions);
        std::vector<std::uint32_t> number(weld.size(), format::none);
        for (const std::uint32_t i : s.mesh.indices) {
          std::uint32_t &n = number[weld[i]];
          if (n == format::none) n = static_cast<std::uint32_t>(out.positions.size()), out.positions.push_back(s.mesh.positions[i]);
          out.indices.push_back(n);
        }
      }
      return out;
    }();
    return welded;
  }

  static vec3 place(const std::string &id, Side side = Side::left) {
    const std::string joint = (side == Side::right ? "right." : "left.") + id;
    for (const format::Joint &j : body().joints)
      if (j.id == joint) return j.centre;
    const format::Landmark *l = assemble::find_landmark(body(), id, side);
    EXPECT_NE(l, nullptr) << id;
    return l != nullptr ? l->point : vec3(0);
  }

  // Of the vertices within `box` the one farthest along `direction`.
  static vec3 farthest(const Bounds &box, vec3 direction) {
    vec3 best(0);
    float most = -1e9F;
    for (const vec3 &p : skin().positions)
      if (glm::all(glm::greaterThan(p, box.low)) && glm::all(glm::lessThan(p, box.high)) && glm::dot(p, direction) > most)
        most = glm::dot(p, direction), best = p;
    return best;
  }

  // How far forward the skin reaches at a place of the face.
  static float front(float x, float y, float half_wide = 4 * mm, float half_high = 2 * mm) {
    const float behind = place("porion").z;
    return farthest({vec3(x - half_wide, y - half_high, behind), vec3(x + half_wide, y + half_high, 1)}, vec3(0, 0, 1)).z;
  }
  static float mid() {
    static const float x = assemble::midline_x(body());
    return x;
  }
  static float profile(float y) { return front(mid(), y, 3 * mm, 1.2F * mm); }
  // The farthest forward, or the farthest back, that the midline comes between two heights.
  static float most(float a, float b) { return std::max(a, b); }
  static float least(float a, float b) { return std::min(a, b); }
  static float along_profile(float from, float to, float (*which)(float, float)) {
    float out = profile(from);
    for (float y = from; y <= to; y += 0.5F * mm) out = which(out, profile(y));
    return out;
  }
  static float stomion() { return 0.5F * (place("prosthion").y + place("infradentale").y); }
};

// Into how many loops a plane cuts a surface, of those that lie wholly within `radius` of `origin`.
std::size_t pieces(const form::Surface &s, vec3 origin, vec3 normal, float radius) {
  std::vector<std::uint32_t> root;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> crossing; // edge to its number
  std::vector<bool> outside;
  const auto find = [&](std::uint32_t i) {
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
  };
  for (std::size_t t = 0; t + 2 < s.indices.size(); t += 3) {
    std::vector<std::uint32_t> cut;
    for (std::size_t k = 0; k < 3; ++k) {
      const std::uint32_t a = std::min(s.indices[t + k], s.indices[t + (k + 1) % 3]);
      const std::uint32_t b = std::max(s.indices[t + k], s.indices[t + (k + 1) % 3]);
      if ((glm::dot(s.positions[a] - origin, normal) < 0) == (glm::dot(s.positions[b] - origin, normal) < 0)) continue;
      const auto [it, fresh] = crossing.emplace(std::pair{a, b}, static_cast<std::uint32_t>(root.size()));
      if (fresh) root.push_back(it->second), outside.push_back(glm::distance(s.positions[a], origin) > radius);
      cut.push_back(it->second);
    }
    if (cut.size() == 2) root[find(cut[0])] = find(cut[1]);
  }
  std::map<std::uint32_t, bool> leaves;
  for (std::uint32_t i = 0; i < root.size(); ++i) leaves[find(i)] = leaves[find(i)] || outside[i];
  return static_cast<std::size_t>(std::count_if(leaves.begin(), leaves.end(), [](const auto &l) { return !l.second; }));
}

TEST_F(SkinLooks, IsOneClosedBallOfFewEnoughTriangles) {
  const form::Topology t = form::topology(skin());
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.genus, 0);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
  EXPECT_GT(skin().indices.size() / 3, 120'000U);
  EXPECT_LE(skin().indices.size() / 3, 240'000U);
}

TEST_F(SkinLooks, HoldsTheBones) {
  for (const format::Structure &s : body().structures) {
    if (s.kind != Kind::skin) continue;
    const form::TriangleTree tree(s.mesh.positions, s.mesh.indices, s.mesh.normals);
    std::size_t outside = 0, all = 0;
    for (const format::Structure &b : body().structures) {
      if (b.kind != Kind::bone && b.kind != Kind::tooth && b.kind != Kind::cartilage) continue;
      for (std::size_t i = 0; i < b.mesh.positions.size(); i += 5) {
        ++all;
        if (tree.nearest(b.mesh.positions[i]).distance > 0.5F * mm) ++outside;
      }
    }
    EXPECT_LT(static_cast<double>(outside), 0.01 * static_cast<double>(all));
  }
}

TEST_F(SkinLooks, HasANoseBeforeBrowAndLips) {
  const vec3 nasion = place("nasion"), menton = place("menton"), glabella = place("glabella");
  const Bounds face{vec3(mid() - 0.1F, menton.y - 0.02F, place("porion").z), vec3(mid() + 0.1F, glabella.y + 0.03F, 1)};
  const vec3 nose = farthest(face, vec3(0, 0, 1));
  EXPECT_NEAR(nose.x, mid(), 5 * mm) << "the nose is what stands out most, in the midline ...";
  EXPECT_GT(nose.y, place("prosthion").y) << "... above the mouth ...";
  EXPECT_LT(nose.y, nasion.y - 0.02F) << "... and below the eyes";
  EXPECT_GT(nose.z, place("anterior_nasal_spine").z + 15 * mm);
  const float root = along_profile(nasion.y - 5 * mm, glabella.y, least), brow = along_profile(glabella.y, glabella.y + 15 * mm, most);
  EXPECT_LT(root, brow) << "the root of the nose lies behind the brow";
  EXPECT_GT(nose.z, brow + 10 * mm);
  EXPECT_GT(nose.z, profile(stomion() + 5 * mm) + 8 * mm);
}

TEST_F(SkinLooks, HasLipsThatPartAndAChinBelowThem) {
  const float at = stomion();
  // Somewhere about the teeth the profile goes back between two lips that stand out.
  float parting = 0, lower = 0;
  for (float y = at - 12 * mm; y <= at + 8 * mm; y += 0.5F * mm) {
    const float above = along_profile(y, at + 12 * mm, most), below = along_profile(at - 15 * mm, y, most);
    if (const float deep = std::min(above, below) - profile(y); deep > parting) parting = deep, lower = below;
  }
  EXPECT_GT(parting, 0.5F * mm);
  const float fold = along_profile(at - 24 * mm, at - 10 * mm, least), chin = along_profile(place("menton").y + 4 * mm, at - 22 * mm, most);
  EXPECT_GT(lower, fold) << "below the lip the profile goes back";
  EXPECT_GT(chin, fold) << "and forward again at the chin";
}

TEST_F(SkinLooks, HasEyesBetweenLids) {
  for (const Side side : {Side::left, Side::right}) {
    const vec3 rim = place("frontozygomatic", side), above = place("supraorbital_mid", side);
    const float y = above.y - 20 * mm, x = glm::mix(above.x, rim.x, 0.2F);
    const float eye = front(x, y, 3 * mm);
    EXPECT_GT(eye, rim.z + 10 * mm) << "the eye stands before the orbit's outer rim";
    EXPECT_LT(eye, above.z + 4 * mm) << "... and not before the brow";
    // The lids stand round it: up the middle of the eye the surface comes forward at each margin.
    const float ball = front(x, y, 1 * mm, 0.7F * mm);
    const auto lid = [&](float from, float to) {
      float most = -1;
      for (float h = from; h <= to; h += 0.5F) most = std::max(most, front(x, y + h * mm, 1 * mm, 0.7F * mm));
      return most;
    };
    EXPECT_GT(lid(3, 12), ball - 1.5F * mm);
    EXPECT_GT(lid(-10, -3), ball - 3.5F * mm);
  }
}

TEST_F(SkinLooks, HasTwoEarsThatStandOffTheHead) {
  for (const Side side : {Side::left, Side::right}) {
    const vec3 canal = place("porion", side), out(canal.x > mid() ? 1 : -1, 0, 0);
    const Bounds band{vec3(mid() - 0.13F, canal.y - 0.03F, canal.z - 0.06F), vec3(mid() + 0.13F, canal.y + 0.05F, canal.z + 0.08F)};
    const vec3 ear = farthest(band, out);
    EXPECT_GT((ear.x - canal.x) * out.x, 12 * mm);
    EXPECT_LT(ear.z, canal.z - 5 * mm) << "the rim flares behind the ear's opening";
    EXPECT_GT(ear.y, canal.y - 10 * mm);
    // A cut across the ear's upper half finds it and the head in one loop, but between rim and head there is air.
    const assemble::PointTree tree(skin().positions);
    const vec3 behind = ear - 9 * mm * out - vec3(0, 0, 4 * mm);
    EXPECT_GT(tree.nearest(behind).distance, 1.5F * mm) << "air behind the rim";
  }
}

TEST_F(SkinLooks, HasFiveFingersApart) {
  for (const Side side : {Side::left, Side::right}) {
    vec3 middle(0), along(0);
    for (const char *n : {"2", "3", "4", "5"}) {
      const vec3 a = place(std::string("pip_") + n, side), b = place(std::string("dip_") + n, side);
      middle += 0.25F * glm::mix(a, b, 0.4F), along += b - a;
    }
    EXPECT_EQ(pieces(skin(), middle, glm::normalize(along), 0.07F), 4U);
    const vec3 root = place("mcp_1", side), end = place("ip_1", side);
    EXPECT_EQ(pieces(skin(), glm::mix(root, end, 0.8F), glm::normalize(end - root), 0.025F), 1U) << "the thumb";
  }
}

// Their soles run together farther forward than they should; the ends of the four longer ones stand free.
TEST_F(SkinLooks, HasToesWhoseEndsStandApart) {
  for (const Side side : {Side::left, Side::right}) {
    // Upright along the line of their middle joints.
    const vec3 big = glm::mix(place("toe_ip_1", side), place("toe1_tip", side), 0.2F);
    const vec3 little = glm::mix(place("toe_pip_5", side), place("toe_dip_5", side), 0.6F);
    vec3 forward = glm::cross(little - big, vec3(0, 1, 0));
    if (forward.z < 0) forward = -forward;
    forward = glm::normalize(forward);
    EXPECT_EQ(pieces(skin(), 0.5F * (big + little) + 16 * mm * forward, forward, 0.07F), 4U);
  }
}

TEST_F(SkinLooks, HasTwoLikeHalves) {
  const assemble::PointTree tree(skin().positions);
  const std::vector<vec3> normals = form::vertex_normals(skin().positions, skin().indices);
  std::size_t beyond = 0;
  for (const vec3 &p : skin().positions) {
    const vec3 q(2 * mid() - p.x, p.y, p.z);
    float best = 1;
    for (const assemble::PointTree::Hit &h : tree.nearest(q, 4)) // to the tangent plane: vertices need not match
      best = std::min(best, std::abs(glm::dot(q - skin().positions[h.index], normals[h.index])));
    if (best > 2 * mm) ++beyond;
  }
  EXPECT_LT(static_cast<double>(beyond), 0.005 * static_cast<double>(skin().positions.size()));
}

} // namespace
} // namespace myo
