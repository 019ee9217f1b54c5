#include "assemble/openness.h"

#include "../../support/scratch.h"
#include "support/shapes.h"

#include <gtest/gtest.h>
#include <numeric>

namespace myo::assemble {
namespace {

using format::Kind;

format::Structure structure(const char *id, Kind kind, format::Mesh mesh, const char *muscle = "") {
  format::Structure s;
  s.id = id, s.kind = kind, s.muscle = muscle;
  s.mesh = std::move(mesh);
  return s;
}

float mean(const format::Mesh &mesh) {
  return float(std::accumulate(mesh.openness.begin(), mesh.openness.end(), 0)) / float(mesh.openness.size());
}

// A small ball inside a large closed shell is in the dark wherever the shell may darken it.
format::Body ball_in_shell(Kind ball, Kind shell, const char *ball_muscle = "", const char *shell_muscle = "") {
  format::Body body;
  format::Mesh outer = tests::ellipsoid(vec3(0), vec3(0.03F));
  for (std::size_t i = 0; i + 2 < outer.indices.size(); i += 3) std::swap(outer.indices[i], outer.indices[i + 1]);
  body.structures.push_back(structure("ball", ball, tests::ellipsoid(vec3(0), vec3(0.01F)), ball_muscle));
  body.structures.push_back(structure("shell", shell, std::move(outer), shell_muscle)); // its face is inside
  return body;
}

anatomy::Library layers() {
  anatomy::Library library;
  library.muscles.resize(2);
  library.muscles[0].id = "low", library.muscles[0].layer = "deep";
  library.muscles[1].id = "high", library.muscles[1].layer = "superficial";
  return library;
}

float ball_openness(format::Body body) {
  Progress progress;
  EXPECT_TRUE(bake_openness(body, layers(), progress));
  EXPECT_EQ(body.structures[0].mesh.openness.size(), body.structures[0].mesh.positions.size());
  return mean(body.structures[0].mesh);
}

TEST(Openness, BonesAreDarkenedByBonesButNotByMuscles) {
  EXPECT_LT(ball_openness(ball_in_shell(Kind::bone, Kind::bone)), 40);
  EXPECT_GT(ball_openness(ball_in_shell(Kind::bone, Kind::muscle)), 250);
  EXPECT_GT(ball_openness(ball_in_shell(Kind::bone, Kind::skin)), 250);
}

TEST(Openness, MusclesAreDarkenedByBonesAndWhatLiesAsDeep) {
  EXPECT_LT(ball_openness(ball_in_shell(Kind::muscle, Kind::bone)), 40);
  EXPECT_LT(ball_openness(ball_in_shell(Kind::muscle, Kind::muscle, "high", "low")), 40);
  EXPECT_GT(ball_openness(ball_in_shell(Kind::muscle, Kind::muscle, "low", "high")), 250);
  EXPECT_GT(ball_openness(ball_in_shell(Kind::muscle, Kind::skin)), 250);
}

TEST(Openness, ABackSideHidesNothing) {
  format::Body body = ball_in_shell(Kind::bone, Kind::bone);
  auto &shell = body.structures[1].mesh.indices;
  for (std::size_t i = 0; i + 2 < shell.size(); i += 3) std::swap(shell[i], shell[i + 1]);
  EXPECT_GT(ball_openness(std::move(body)), 250);
}

TEST(Openness, FallsOffWithDistanceAndIsTheSameEveryTime) {
  const auto slab_at = [](float height) {
    format::Body body;
    body.structures.push_back(structure("ball", Kind::bone, tests::ellipsoid(vec3(0), vec3(0.01F))));
    body.structures.push_back(structure("slab", Kind::bone, tests::box(vec3(0, height, 0), vec3(0.4F, 0.01F, 0.4F))));
    return ball_openness(std::move(body));
  };
  EXPECT_LT(slab_at(0.03F), slab_at(0.1F) - 10);
  EXPECT_LT(slab_at(0.1F), slab_at(0.2F) - 5);
  EXPECT_GT(slab_at(0.4F), 250);
  EXPECT_EQ(slab_at(0.1F), slab_at(0.1F));
}

// An arm that hangs beside the trunk at rest leaves no shadow on it, and no more does the trunk on the arm; but a forearm darkens
// the arm that carries it, and flesh between both is darkened by half.
TEST(Openness, LimbsThatMoveAwayLeaveNoShadow) {
  const auto ball_beside = [](u16vec4 joints, vec4 weights, std::uint16_t shell_joint) {
    format::Body body = ball_in_shell(Kind::muscle, Kind::muscle, "high", "low");
    body.joints = {{"sacrum"}, {"left.glenohumeral", 0}, {"left.elbow", 1}, {"right.hip", 0}};
    const auto carry = [](format::Mesh &mesh, u16vec4 j, vec4 w) { mesh.joints.assign(mesh.positions.size(), j), mesh.weights.assign(mesh.positions.size(), w); };
    carry(body.structures[0].mesh, joints, weights), carry(body.structures[1].mesh, u16vec4(shell_joint, 0, 0, 0), vec4(1, 0, 0, 0));
    Progress progress;
    EXPECT_TRUE(bake_openness(body, layers(), progress, {.joints = body.joints}));
    return mean(body.structures[0].mesh);
  };
  const vec4 whole(1, 0, 0, 0);
  EXPECT_LT(ball_beside(u16vec4(0), whole, 0), 40) << "trunk and trunk";
  EXPECT_LT(ball_beside(u16vec4(1, 0, 0, 0), whole, 2), 40) << "arm and forearm";
  EXPECT_GT(ball_beside(u16vec4(1, 0, 0, 0), whole, 0), 250) << "arm and trunk";
  EXPECT_GT(ball_beside(u16vec4(0), whole, 3), 250) << "trunk and leg";
  EXPECT_GT(ball_beside(u16vec4(1, 0, 0, 0), whole, 3), 250) << "arm and leg";
  const float half = ball_beside(u16vec4(0, 1, 0, 0), vec4(0.5F, 0.5F, 0, 0), 0);
  EXPECT_GT(half, 100);
  EXPECT_LT(half, 170);
}

TEST(Openness, CanBeCancelled) {
  format::Body body = ball_in_shell(Kind::bone, Kind::bone);
  Progress progress;
  progress.cancel();
  const Status status = bake_openness(body, {}, progress);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().kind, ErrorKind::cancelled);
}

TEST(Openness, AWarmStartIsAColdOne) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  format::Body body = ball_in_shell(Kind::bone, Kind::bone);
  body.structures.push_back(structure("far", Kind::bone, tests::ellipsoid(vec3(2, 0, 0), vec3(0.02F))));
  const auto shaded = [](format::Body b, ResultCache *kept) {
    Progress progress;
    EXPECT_TRUE(bake_openness(b, layers(), progress, {}, kept));
    return b;
  };
  (void)shaded(body, &cache);
  for (vec3 &p : body.structures[0].mesh.positions) p.x += 0.005F;
  const format::Body warm = shaded(body, &cache), cold = shaded(body, nullptr);
  EXPECT_EQ(cache.tallies().at("openness").found, 1U) << "what is out of reach does not change";
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(warm.structures[i].mesh.openness, cold.structures[i].mesh.openness) << i;
}

// Few rays and neighbours' help must tell the same as many.
TEST(Openness, FewRaysTellWhatManyTell) {
  format::Body body;
  body.structures.push_back(structure("ball", Kind::bone, tests::ellipsoid(vec3(0), vec3(0.02F), 40, 60)));
  body.structures.push_back(structure("other", Kind::bone, tests::ellipsoid(vec3(0.03F, 0.01F, 0), vec3(0.02F), 40, 60)));
  format::Body many = body;
  Progress progress;
  ASSERT_TRUE(bake_openness(body, layers(), progress));
  ASSERT_TRUE(bake_openness(many, layers(), progress, {.rays = 1024}));
  double sum = 0;
  int worst = 0;
  const auto &a = body.structures[0].mesh.openness, &b = many.structures[0].mesh.openness;
  for (std::size_t v = 0; v < a.size(); ++v) {
    const int d = std::abs(int(a[v]) - int(b[v]));
    sum += d * d, worst = std::max(worst, d);
  }
  EXPECT_LT(std::sqrt(sum / double(a.size())), 4) << "of 255";
  EXPECT_LT(worst, 24);
}

} // namespace
} // namespace myo::assemble
