#include "assemble/skin.h"

#include "form/isosurface.h"
#include "form/remesh.h"

#include "../../support/scratch.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace {

using namespace myo;
using namespace myo::assemble;

format::Mesh solid(auto &&distance, Bounds bounds) {
  form::Field f;
  f.lattice = form::lattice_over(bounds, 0.012F, 0.004F);
  for (int z = 0; z < f.lattice.size.z; ++z)
    for (int y = 0; y < f.lattice.size.y; ++y)
      for (int x = 0; x < f.lattice.size.x; ++x) f.values.push_back(distance(f.lattice.point(x, y, z)));
  const form::Surface s = form::isosurface(f);
  format::Mesh m;
  m.positions = s.positions;
  m.indices = s.indices;
  m.normals = form::vertex_normals(m.positions, m.indices);
  return m;
}
format::Mesh rod(vec3 a, vec3 b, float r) {
  Bounds box;
  for (const vec3 p : {a, b}) box.add(p - r), box.add(p + r);
  return solid(
      [=](vec3 p) {
        const vec3 d = b - a;
        return glm::distance(p, a + glm::clamp(glm::dot(p - a, d) / glm::dot(d, d), 0.0F, 1.0F) * d) - r;
      },
      box);
}

anatomy::Library library() {
  anatomy::Library l;
  l.bones = {{.id = "l1", .name = "L1", .kind = "bone", .frame = "sacrum"},
             {.id = "c1", .name = "C1", .kind = "bone", .frame = "neck"}};
  l.joints = {{.id = "sacrum"}, {.id = "neck", .parent = "sacrum"}};
  l.skin_parts = {{"abdomen", {"l1"}}, {"neck", {"c1"}}};
  return l;
}

// Two bones end to end, each with a joint of its own, and a belly beside the lower one.
format::Body body() {
  format::Body b;
  b.name = "sticks";
  b.joints = {{.id = "sacrum"}, {.id = "neck", .parent = 0, .centre = vec3(0, 0.1F, 0)}};
  b.structures.push_back({.id = "low",
                          .kind = format::Kind::bone,
                          .bone = "l1",
                          .system = "skeletal",
                          .mesh = rod({0, -0.1F, 0}, {0, 0.08F, 0}, 0.02F)});
  b.structures.push_back({.id = "high",
                          .kind = format::Kind::bone,
                          .bone = "c1",
                          .system = "skeletal",
                          .mesh = rod({0, 0.12F, 0}, {0, 0.25F, 0}, 0.02F)});
  b.structures.push_back({.id = "belly",
                          .kind = format::Kind::muscle,
                          .system = "muscular",
                          .mesh = rod({0.03F, -0.05F, 0}, {0.03F, 0.02F, 0}, 0.02F)});
  return b;
}

const format::Structure &skin_in(const format::Body &b) {
  return *std::find_if(b.structures.begin(), b.structures.end(),
                       [](const format::Structure &s) { return s.kind == format::Kind::skin; });
}

TEST(WrapSkin, IsOneClosedSolidThatHoldsEverythingAndFollowsItsBones) {
  format::Body b = body();
  Progress progress;
  ASSERT_TRUE(wrap_skin(b, library(), progress));
  const format::Mesh &m = skin_in(b).mesh;
  ASSERT_EQ(m.uv.size(), m.positions.size());
  ASSERT_EQ(m.weights.size(), m.positions.size());

  // Undo the splits along chart borders: then it is closed, manifold, of genus 0.
  const std::vector<std::uint32_t> weld = weld_map(m.positions);
  form::Surface welded{m.positions, {}};
  for (const std::uint32_t i : m.indices) welded.indices.push_back(weld[i]);
  const form::Topology t = form::topology(welded);
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.genus, 0);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);

  for (std::size_t v = 0; v < m.positions.size(); ++v) {
    const vec4 w = m.weights[v];
    EXPECT_NEAR(w.x + w.y + w.z + w.w, 1, 1e-4F);
    EXPECT_TRUE(m.uv[v].x > 0 && m.uv[v].x < 1 && m.uv[v].y > 0 && m.uv[v].y < 1);
    EXPECT_NEAR(glm::length(m.normals[v]), 1, 1e-3F);
    // Outside every rod by its cover, 5 mm but for what is evened at the rounded ends.
    const vec3 p = m.positions[v];
    for (const auto &[low, top] : {std::pair{-0.1F, 0.08F}, std::pair{0.12F, 0.25F}})
      EXPECT_GT(glm::distance(p, vec3(0, glm::clamp(p.y, low, top), 0)), 0.022F);
    EXPECT_GT(glm::distance(p, vec3(0.03F, glm::clamp(p.y, -0.05F, 0.02F), 0)), 0.022F);
    float high = 0;
    for (int k = 0; k < 4; ++k) high += m.joints[v][k] == 1 ? w[k] : 0;
    if (p.y > 0.2F) {
      EXPECT_GT(high, 0.8F);
    }
    if (p.y < -0.05F) {
      EXPECT_LT(high, 0.2F);
    }
  }
  // Split copies agree in everything but their place in the texture.
  for (std::size_t v = 0; v < m.positions.size(); ++v) {
    EXPECT_EQ(m.weights[v], m.weights[weld[v]]);
    EXPECT_EQ(m.normals[v], m.normals[weld[v]]);
  }
}

TEST(WrapSkin, ReplacesAnEarlierSkinWithTheSameBytes) {
  format::Body b = body();
  Progress progress;
  ASSERT_TRUE(wrap_skin(b, library(), progress));
  const format::Mesh first = skin_in(b).mesh;
  ASSERT_TRUE(wrap_skin(b, library(), progress));
  EXPECT_EQ(b.structures.size(), 4U);
  EXPECT_EQ(skin_in(b).mesh.positions, first.positions);
  EXPECT_EQ(skin_in(b).mesh.weights, first.weights);
  EXPECT_EQ(skin_in(b).mesh.uv, first.uv);
  EXPECT_EQ(skin_in(b).mesh.indices, first.indices);
}

TEST(WrapSkin, AWarmStartIsAColdOne) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  const auto skin = [](format::Body b, ResultCache *kept) {
    Progress progress;
    EXPECT_TRUE(wrap_skin(b, library(), progress, kept, "sheet"));
    return skin_in(b).mesh;
  };
  const auto same = [](const format::Mesh &a, const format::Mesh &b) {
    return a.positions == b.positions && a.normals == b.normals && a.joints == b.joints && a.weights == b.weights && a.uv == b.uv && a.indices == b.indices;
  };
  const format::Body before = body();
  format::Body after = before;
  for (vec3 &p : after.structures[2].mesh.positions) p.z += 0.004F; // the belly
  const format::Mesh first = skin(before, &cache);
  EXPECT_TRUE(same(skin(before, &cache), first));
  EXPECT_EQ(cache.tallies().at("skin_surface").found, 1U);
  const format::Mesh warm = skin(after, &cache), cold = skin(after, nullptr);
  EXPECT_TRUE(same(warm, cold));
  EXPECT_FALSE(same(warm, first));
  EXPECT_TRUE(same(skin(before, &cache), first)) << "back again";
  EXPECT_EQ(cache.tallies().at("skin_surface").found, 2U);
}

TEST(WrapSkin, SaysWhatIsMissingAndStopsWhenAsked) {
  Progress progress;
  format::Body empty;
  EXPECT_FALSE(wrap_skin(empty, library(), progress));
  format::Body loose = body();
  loose.joints.clear();
  const Status status = wrap_skin(loose, library(), progress);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().line().find("joint"), std::string::npos);
  format::Body b = body();
  progress.cancel();
  const Status stopped = wrap_skin(b, library(), progress);
  ASSERT_FALSE(stopped);
  EXPECT_EQ(stopped.error().kind, ErrorKind::cancelled);
  EXPECT_EQ(b.structures.size(), 3U);
}

} // namespace
