// Two bodies in numbers, on shapes whose answers are known.
#include "assemble/compare/compare.h"

#include "bodies.h"

#include <gtest/gtest.h>

namespace myo::assemble::made {
namespace {

using anatomy::Side;

// Nine small balls in space that say how the whole body lies; as bones of the spine.
format::Body ball_body() {
  format::Body body;
  for (int i = 0; i < 9; ++i) {
    const vec3 centre(0.05F * float(i % 3), 0.06F * float(i), 0.04F * float((i * 7) % 5));
    body.structures.push_back(structure("FMA" + std::to_string(100 + i), "ball" + std::to_string(i), Side::midline, sphere(centre, 0.008F)));
  }
  return body;
}

Comparison compared(const format::Body &a, const format::Body &b) {
  Progress progress;
  auto out = compare_bodies(a, b, anatomy::Library{}, {}, progress);
  EXPECT_TRUE(out) << out.error().line();
  return std::move(*out);
}

const Compared &row(const Comparison &c, const std::string &fma) {
  for (const Compared &r : c.structures)
    if (r.fma == fma) return r;
  throw std::runtime_error(fma);
}

TEST(CompareNumbers, EqualBodiesAreNothingApart) {
  const format::Body body = ball_body();
  const Comparison c = compared(body, body);
  ASSERT_EQ(c.structures.size(), 9U);
  for (const Compared &r : c.structures) {
    EXPECT_LT(r.p95_mm, 1e-3);
    EXPECT_DOUBLE_EQ(r.silhouette, 1);
    EXPECT_DOUBLE_EQ(r.volume_ratio, 1);
    EXPECT_LT(*r.offset_mm, 1e-3);
  }
}

// |p + d - c| - r over a sphere: d cos(theta), so the mean is d / 2 and 95 % lie below 0.95 d.
TEST(CompareNumbers, TwoSpheresOffsetAreHalfTheOffsetApart) {
  format::Body a = ball_body(), b = ball_body();
  for (auto *body : {&a, &b}) {
    format::Structure s = structure("FMA7", "", Side::left, sphere(vec3(body == &a ? 0.102F : 0.1F, 0.5F, 0), 0.03F));
    s.kind = format::Kind::muscle, s.muscle = "ball"; // muscles are not fitted
    body->structures.push_back(std::move(s));
  }
  const Comparison c = compared(a, b);
  const Compared &r = row(c, "FMA7");
  EXPECT_NEAR(r.mean_mm, 1.0, 0.03);
  EXPECT_NEAR(r.p95_mm, 1.9, 0.05);
  EXPECT_FALSE(r.offset_mm);
  // Two equal discs at a distance d: the median view is one of the two that see the offset.
  const double rad = 30, d = 2, lens = 2 * rad * rad * std::acos(d / (2 * rad)) - d / 2 * std::sqrt(4 * rad * rad - d * d);
  EXPECT_NEAR(r.silhouette, lens / (2 * glm::pi<double>() * rad * rad - lens), 0.004);
}

TEST(CompareNumbers, ABonesOwnFitUndoesATurnAndAShift) {
  format::Body a = ball_body(), b = ball_body();
  const vec3 centre(0.1F, 0.4F, 0.05F);
  const format::Mesh mesh = box(centre, {0.05F, 0.1F, 0.02F});
  a.structures.push_back(structure("FMA7", "plank", Side::left, turned(mesh, turn_of(4, {1, 2, 3}), centre, {0.002F, -0.001F, 0.002F})));
  b.structures.push_back(structure("FMA7", "plank", Side::left, mesh));
  const Compared r = row(compared(a, b), "FMA7");
  EXPECT_NEAR(*r.offset_mm, 3, 0.1);
  EXPECT_NEAR(*r.tilt_deg, 4, 0.1);
  EXPECT_LT(r.mean_mm, 0.05);
  EXPECT_GT(r.silhouette, 0.99);
}

TEST(CompareNumbers, TheWholeBodyIsAlignedRigidlyButNotScaled) {
  const format::Body b = ball_body();
  format::Body a = ball_body();
  for (auto &s : a.structures) s.mesh = turned(s.mesh, turn_of(10, {0, 1, 1}), vec3(0), {0.1F, 0.02F, -0.3F});
  a.structures[3].mesh = turned(a.structures[3].mesh, mat3(1), vec3(0), {0.05F, 0, 0}); // one went astray
  const Comparison c = compared(a, b);
  EXPECT_NEAR(c.alignment.angle_deg(), 10, 0.02);
  EXPECT_LT(*row(c, "FMA105").offset_mm, 0.05);
  EXPECT_NEAR(*row(c, "FMA103").offset_mm, 50, 0.2);

  format::Body large = ball_body();
  for (auto &s : large.structures)
    for (vec3 &p : s.mesh.positions) p *= 1.1F;
  EXPECT_NEAR(row(compared(large, b), "FMA105").volume_ratio, 1.331, 0.005);
  EXPECT_NEAR(row(compared(large, b), "FMA105").mean_mm, 0.8, 0.03); // a tenth of the radius
}

TEST(CompareNumbers, CountsHolesPiecesAndCracks) {
  format::Body a, b;
  format::Mesh pieces = sphere(vec3(0.1F, 0.3F, 0), 0.01F), second = sphere(vec3(0.2F, 0.3F, 0), 0.01F), cracked = sphere(vec3(0, 0.6F, 0), 0.01F);
  const auto base = static_cast<std::uint32_t>(pieces.positions.size());
  for (const std::uint32_t i : second.indices) pieces.indices.push_back(base + i);
  pieces.positions.insert(pieces.positions.end(), second.positions.begin(), second.positions.end());
  pieces.normals.insert(pieces.normals.end(), second.normals.begin(), second.normals.end());
  cracked.indices.resize(cracked.indices.size() - 3);
  a.structures = {structure("FMA1", "ring", Side::midline, torus(vec3(0), 0.03F, 0.01F)), structure("FMA2", "two", Side::midline, pieces),
                  structure("FMA3", "crack", Side::midline, cracked)};
  b = a;
  const Comparison c = compared(a, b);
  EXPECT_EQ(row(c, "FMA1").genus, 1);
  EXPECT_EQ(row(c, "FMA1").components, 1U);
  EXPECT_TRUE(row(c, "FMA1").watertight);
  EXPECT_EQ(row(c, "FMA2").genus, 0);
  EXPECT_EQ(row(c, "FMA2").components, 2U);
  EXPECT_FALSE(row(c, "FMA3").watertight);
  EXPECT_FALSE(row(c, "FMA3").genus);
}

TEST(CompareNumbers, MatchesByFmaAndSideThenByName) {
  format::Body a, b;
  const format::Mesh m = sphere(vec3(0), 0.01F);
  a.structures = {structure("FMA1", "rib", Side::left, m), structure("", "talus", Side::right, m), structure("FMA9", "odd", Side::left, m),
                  structure("FMA5", "hook", Side::left, m)};
  b.structures = {structure("FMA1", "rib", Side::right, m), structure("FMA1", "rib", Side::left, m), structure("FMA4", "talus", Side::right, m),
                  structure("FMA8", "else", Side::left, m), structure("FMA5", "hook", Side::left, m)};
  a.source = "ours", b.source = "theirs";
  b.structures[4].generated = true; // not what the other source has
  const auto matches = match_bodies(a, b, {});
  ASSERT_EQ(matches.size(), 2U);
  EXPECT_EQ(matches[0].fma, "FMA1");
  EXPECT_EQ(matches[0].b, std::vector<std::uint32_t>{1});
  EXPECT_EQ(matches[1].id, "talus");
  EXPECT_EQ(matches[1].fma, "FMA4");
}

TEST(CompareNumbers, TheSkullIsComparedOnItsOutside) {
  // A shell whose hollow differs between the bodies while its outside does not.
  const auto shell = [](float inner) {
    format::Mesh m = sphere(vec3(0, 1.6F, 0), 0.09F);
    const format::Mesh hollow = sphere(vec3(0, 1.6F, 0), inner);
    const auto base = static_cast<std::uint32_t>(m.positions.size());
    for (std::size_t i = 0; i < hollow.indices.size(); i += 3)
      m.indices.insert(m.indices.end(), {base + hollow.indices[i], base + hollow.indices[i + 2], base + hollow.indices[i + 1]});
    m.positions.insert(m.positions.end(), hollow.positions.begin(), hollow.positions.end());
    m.normals.insert(m.normals.end(), hollow.normals.begin(), hollow.normals.end());
    return m;
  };
  format::Body a = ball_body(), b = ball_body();
  a.structures.push_back(structure("FMA52735", "occipital", Side::midline, shell(0.08F)));
  b.structures.push_back(structure("FMA52735", "occipital", Side::midline, shell(0.07F)));
  const Comparison c = compared(a, b);
  EXPECT_LT(row(c, "FMA52735").p95_mm, 0.05);
  int whole = 0;
  for (const Compared &r : c.structures)
    if (r.id == "skull_vault" || r.id == "skull_face_base") {
      ++whole;
      EXPECT_LT(r.mean_mm, 0.05) << r.id;
    }
  EXPECT_EQ(whole, 2);
}

TEST(CompareNumbers, AttachmentsAreComparedByTheirCentroids) {
  format::Body a = ball_body(), b = ball_body();
  for (auto *body : {&a, &b}) {
    format::Structure muscle = structure("FMA7", "", Side::left, sphere(vec3(0.2F, 0.2F, 0), 0.02F));
    muscle.kind = format::Kind::muscle, muscle.muscle = "strap";
    body->structures.push_back(std::move(muscle));
    for (const auto role : {format::Role::origin, format::Role::insertion}) {
      format::Patch patch;
      patch.muscle = "strap", patch.side = Side::left, patch.role = role;
      patch.bone_structure = role == format::Role::origin ? 2 : 4;
      patch.area_mm2 = 10;
      patch.centroid = vec3(0, body == &a && role == format::Role::origin ? 0.006F : 0.0F, 0);
      body->patches.push_back(patch);
    }
  }
  const Comparison c = compared(a, b);
  ASSERT_TRUE(row(c, "FMA7").attachment_mm);
  EXPECT_NEAR(*row(c, "FMA7").attachment_mm, 3, 0.05); // 6 and 0
  EXPECT_EQ(c.attachments.size(), 2U);
}

TEST(CompareNumbers, StopsWhenCancelled) {
  Progress progress;
  progress.cancel();
  const auto out = compare_bodies(ball_body(), ball_body(), anatomy::Library{}, {}, progress);
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().kind, ErrorKind::cancelled);
}

} // namespace
} // namespace myo::assemble::made
