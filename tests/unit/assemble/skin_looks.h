// What a body surface must show, whatever body it was wrapped around: a face in order, ears, fingers and toes apart,
// two like halves. Landmarks and joints say where to look.
#pragma once

#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/skin.h"
#include "form/isosurface.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <vector>

namespace myo::assemble::looks {

inline vec3 place(const format::Body &body, const std::string &id, anatomy::Side side = anatomy::Side::left) {
  const std::string joint = (side == anatomy::Side::right ? "right." : "left.") + id;
  for (const format::Joint &j : body.joints)
    if (j.id == joint) return j.centre;
  const format::Landmark *l = find_landmark(body, id, side);
  EXPECT_NE(l, nullptr) << id;
  return l != nullptr ? l->point : vec3(0);
}

// How many pieces a plane cuts a surface into within `radius` of `origin`: loops that lie wholly within.
inline std::size_t pieces(const form::Surface &s, vec3 origin, vec3 normal, float radius) {
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

inline void expect_fingers_and_toes(const format::Body &body, const form::Surface &skin) {
  for (const anatomy::Side side : {anatomy::Side::left, anatomy::Side::right}) {
    vec3 middle(0), along(0);
    for (const char *n : {"2", "3", "4", "5"}) {
      const vec3 a = place(body, std::string("pip_") + n, side), b = place(body, std::string("dip_") + n, side);
      middle += 0.25F * glm::mix(a, b, 0.4F), along += b - a;
    }
    EXPECT_EQ(pieces(skin, middle, glm::normalize(along), 0.07F), 4U) << "fingers";
    // Toes: upright along the line of their middle joints.
    const vec3 big = glm::mix(place(body, "toe_ip_1", side), place(body, "toe1_tip", side), 0.2F);
    const vec3 little = glm::mix(place(body, "toe_pip_5", side), place(body, "toe_dip_5", side), 0.6F);
    vec3 front = glm::cross(little - big, vec3(0, 1, 0));
    if (front.z < 0) front = -front;
    EXPECT_EQ(pieces(skin, 0.5F * (big + little) + 0.006F * glm::normalize(front), glm::normalize(front), 0.07F), 5U) << "toes";
  }
}

// Of the vertices within `box` the one farthest along `direction`.
inline vec3 farthest(const form::Surface &s, const Bounds &box, vec3 direction) {
  vec3 best(0);
  float most = -1e9F;
  for (const vec3 &p : s.positions)
    if (glm::all(glm::greaterThan(p, box.low)) && glm::all(glm::lessThan(p, box.high)) && glm::dot(p, direction) > most)
      most = glm::dot(p, direction), best = p;
  return best;
}

inline void expect_face(const format::Body &body, const form::Surface &skin) {
  const float mid = midline_x(body), mm = millimetre;
  const vec3 nasion = place(body, "nasion"), spine = place(body, "anterior_nasal_spine"), prosthion = place(body, "prosthion"),
             menton = place(body, "menton"), porion = place(body, "porion"), glabella = place(body, "glabella");
  // The profile: how far forward the skin reaches in the midline at a height.
  const auto profile = [&](float y) {
    const Bounds strip{vec3(mid - 4 * mm, y - 2 * mm, porion.z), vec3(mid + 4 * mm, y + 2 * mm, 1)};
    return farthest(skin, strip, vec3(0, 0, 1)).z;
  };
  const Bounds face{vec3(mid - 0.1F, menton.y - 0.02F, porion.z), vec3(mid + 0.1F, glabella.y + 0.03F, 1)};
  const vec3 nose = farthest(skin, face, vec3(0, 0, 1));
  EXPECT_NEAR(nose.x, mid, 5 * mm) << "the nose is what stands out most, in the midline ...";
  EXPECT_GT(nose.y, prosthion.y) << "... above the mouth ...";
  EXPECT_LT(nose.y, nasion.y - 0.02F) << "... and below the eyes";
  EXPECT_GT(nose.z, spine.z + 15 * mm);
  const float root = profile(nasion.y - 3 * mm), brow = profile(glabella.y);
  EXPECT_LT(root, brow) << "the root of the nose lies behind the brow";
  EXPECT_GT(nose.z, brow + 10 * mm);
  const float stomion = 0.5F * (prosthion.y + place(body, "infradentale").y);
  const float upper = profile(stomion + 5 * mm), line = profile(stomion - 1 * mm), lower = profile(stomion - 6 * mm);
  EXPECT_GT(std::min(upper, lower), line + 0.5F * mm) << "the lips part at a line behind both";
  EXPECT_GT(nose.z, upper + 8 * mm);
  const float fold = profile(stomion - 13 * mm), chin = profile(0.35F * stomion + 0.65F * menton.y);
  EXPECT_GT(lower, fold) << "below the lip the profile goes back";
  EXPECT_GT(chin, fold - 1 * mm);

  // Ears: the widest part of the head behind the porion, 20 mm beyond it, and a bowl before their rim.
  for (const anatomy::Side side : {anatomy::Side::left, anatomy::Side::right}) {
    const vec3 canal = place(body, "porion", side), out(canal.x > mid ? 1 : -1, 0, 0);
    const Bounds band{vec3(mid - 0.13F, canal.y - 0.03F, canal.z - 0.06F), vec3(mid + 0.13F, canal.y + 0.05F, canal.z + 0.08F)};
    const vec3 ear = farthest(skin, band, out);
    EXPECT_GT((ear.x - canal.x) * out.x, 0.012F);
    EXPECT_LT(ear.z, canal.z - 0.005F) << "the rim flares behind the ear's opening";
    EXPECT_GT(ear.y, canal.y - 0.01F);
    // The eyeball shows between the lids, behind the brow, before the orbit's outer rim.
    const vec3 rim = place(body, "frontozygomatic", side), above = place(body, "supraorbital_mid", side);
    const float y = above.y - 20 * mm, x = glm::mix(above.x, rim.x, 0.2F);
    const Bounds eye{vec3(x - 3 * mm, y - 2 * mm, porion.z), vec3(x + 3 * mm, y + 2 * mm, 1)};
    const float front = farthest(skin, eye, vec3(0, 0, 1)).z;
    EXPECT_GT(front, rim.z + 10 * mm);
    EXPECT_LT(front, above.z + 4 * mm);
  }
}

// Mirrored in the midline every vertex meets the surface within `most`, but for a few in folds that close differently.
inline void expect_symmetric(const format::Body &body, const form::Surface &skin, float most) {
  const float mid = midline_x(body);
  const PointTree tree(skin.positions);
  const std::vector<vec3> normals = [&] {
    std::vector<vec3> out(skin.positions.size(), vec3(0));
    for (std::size_t t = 0; t + 2 < skin.indices.size(); t += 3) {
      const vec3 a = skin.positions[skin.indices[t]], b = skin.positions[skin.indices[t + 1]], c = skin.positions[skin.indices[t + 2]];
      for (std::size_t k = 0; k < 3; ++k) out[skin.indices[t + k]] += glm::cross(b - a, c - a);
    }
    return out;
  }();
  std::size_t beyond = 0;
  for (const vec3 &p : skin.positions) {
    const vec3 q(2 * mid - p.x, p.y, p.z);
    float best = 1;
    for (const PointTree::Hit &h : tree.nearest(q, 4)) // to the tangent plane: vertices need not match
      if (const float n = glm::length(normals[h.index]); n > 0)
        best = std::min(best, std::abs(glm::dot(q - skin.positions[h.index], normals[h.index])) / n);
    if (best > most) ++beyond;
  }
  EXPECT_LT(static_cast<double>(beyond), 0.005 * static_cast<double>(skin.positions.size()));
}

// The skin with the splits along its charts undone.
inline form::Surface welded(const format::Mesh &m) {
  const std::vector<std::uint32_t> weld = weld_map(m.positions);
  std::vector<std::uint32_t> number(m.positions.size(), 0xFFFFFFFFU);
  form::Surface out;
  for (const std::uint32_t i : m.indices) {
    std::uint32_t &n = number[weld[i]];
    if (n == 0xFFFFFFFFU) n = static_cast<std::uint32_t>(out.positions.size()), out.positions.push_back(m.positions[i]);
    out.indices.push_back(n);
  }
  return out;
}

} // namespace myo::assemble::looks
