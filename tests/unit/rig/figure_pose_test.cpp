// Foreign models in motion, against places worked out by hand.
#include "rig/figure_pose.h"

#include "atlas/figure/import.h"
#include "base/files.h"
#include "support/gltf_maker.h"
#include "support/scratch.h"

#include <cmath>
#include <gtest/gtest.h>

namespace myo::rig {
namespace {

using atlas::Figure;
using atlas::FigureTrack;
using tests::GltfMaker;

Figure read(std::span<const std::byte> bytes) {
  const tests::Scratch scratch;
  EXPECT_TRUE(write_file(scratch / "model.glb", bytes));
  auto figure = atlas::parse_figure(scratch / "model.glb");
  if (!figure) throw std::runtime_error(figure.error().line());
  return *figure;
}

void expect_near(vec3 a, vec3 b, const char *what) { EXPECT_LT(glm::distance(a, b), 1e-5F) << what << ": " << a.x << " " << a.y << " " << a.z; }

const std::vector<vec3> corner{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};

std::string skinned_mesh(GltfMaker &maker, const std::vector<std::uint8_t> &joints, const std::vector<std::uint8_t> &weights) {
  return fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"JOINTS_0":{},"WEIGHTS_0":{}}}}}]}})", maker.points(corner),
                     maker.bytes(joints, "VEC4"), maker.bytes(weights, "VEC4", true));
}

TEST(FigurePose, GoesFromKeyToKeyAsTheFileSays) {
  GltfMaker maker;
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{}}}}}]}})", maker.points(corner))};
  maker.nodes = {R"({"mesh":0})"};
  const std::size_t times = maker.floats({1, 3}, "SCALAR");
  const std::size_t straight = maker.points({{0, 0, 0}, {4, 0, 0}});
  const std::size_t curved = maker.points({{9, 9, 9}, {0, 0, 0}, {4, 0, 0}, {0, 0, 0}, {1, 0, 0}, {9, 9, 9}}); // in, at, out; twice
  const std::size_t turns = maker.floats({0, 0, 0, 1, 0, 0, std::sqrt(0.5F), std::sqrt(0.5F)}, "VEC4");
  const auto moving = [&](const char *path, std::size_t output, const char *between) {
    return fmt::format(R"({{"channels":[{{"sampler":0,"target":{{"node":0,"path":"{}"}}}}],"samplers":[{{"input":{},"output":{},"interpolation":"{}"}}]}})", path, times, output, between);
  };
  maker.animations = {moving("translation", straight, "LINEAR"), moving("translation", straight, "STEP"), moving("translation", curved, "CUBICSPLINE"),
                      moving("rotation", turns, "LINEAR"), moving("scale", straight, "LINEAR")};
  const Figure figure = read(maker.glb());
  ASSERT_EQ(figure.animations.size(), 5U);
  const auto first = [&](std::size_t animation, double time) { return shape_of(figure, &figure.animations[animation], time).parts[0].positions; };
  EXPECT_FLOAT_EQ(figure.animations[0].duration_s, 3);
  expect_near(first(0, 0)[0], {0, 0, 0}, "before the first key");
  expect_near(first(0, 1.5)[0], {1, 0, 0}, "a quarter of the way");
  expect_near(first(0, 99)[0], {4, 0, 0}, "after the last key");
  expect_near(first(1, 2.999)[0], {0, 0, 0}, "stays until the key");
  expect_near(first(1, 3)[0], {4, 0, 0}, "jumps at the key");
  // Half way, 2 s apart: 0.5 * 0 + 0.125 * 2 * 4 + 0.5 * 1 - 0.125 * 2 * 0.
  expect_near(first(2, 2)[0], {1.5F, 0, 0}, "a spline with its tangent");
  const float eighth = std::sqrt(0.5F);        // 45 degrees
  expect_near(first(3, 2)[1], {eighth, eighth, 0}, "half of a quarter turn");
  expect_near(first(4, 3)[1], {4, 0, 0}, "scaled");
}

TEST(FigurePose, BlendsNormalizedBytesOverTwoSkinsWithJointsOfOneName) {
  GltfMaker maker;
  const std::vector<std::uint8_t> both{0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0}, weights{255, 0, 0, 0, 51, 204, 0, 0, 0, 255, 0, 0};
  maker.meshes = {skinned_mesh(maker, both, weights), skinned_mesh(maker, both, weights)};
  // Joints 2 and 3 of the first skin, 4 and 5 of the second; all are called alike or not at all. The meshes' own nodes lie
  // elsewhere, which counts for nothing.
  maker.nodes = {R"({"name":"a","mesh":0,"skin":0,"translation":[7,7,7]})", R"({"name":"b","mesh":1,"skin":1})", R"({"name":"bone"})",
                 R"({"name":"bone","translation":[0,0,5]})", "{}", R"({"name":"bone","translation":[0,0,-1]})"};
  maker.roots = {0, 1, 2, 3, 4, 5};
  maker.skins = {R"({"joints":[2,3]})", R"({"joints":[4,5]})"};
  const auto shape = shape_of(read(maker.glb()), nullptr, 0);
  expect_near(shape.parts[0].positions[0], {0, 0, 0}, "all of the first joint");
  expect_near(shape.parts[0].positions[1], {1, 0, 4}, "four fifths of the second");
  expect_near(shape.parts[0].positions[2], {0, 1, 5}, "all of the second");
  expect_near(shape.parts[1].positions[1], {1, 0, -0.8F}, "the other skin");
}

TEST(FigurePose, ScalesUnevenlyAndTurnsNormalsWithIt) {
  GltfMaker maker;
  const float r = std::sqrt(0.5F);
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"NORMAL":{}}}}}]}})", maker.points(corner), maker.points({{r, r, 0}, {r, r, 0}, {r, r, 0}}))};
  // The child's quarter turn about Z, then the parent's scale.
  maker.nodes = {R"({"scale":[2,1,0.5],"children":[1]})", fmt::format(R"({{"mesh":0,"rotation":[0,0,{0},{0}]}})", r)};
  const auto shape = shape_of(read(maker.glb()), nullptr, 0);
  expect_near(shape.parts[0].positions[1], {0, 1, 0}, "x became y");
  expect_near(shape.parts[0].positions[2], {-2, 0, 0}, "y became x, twice as long");
  // (1, 1, 0) turned is (-1, 1, 0); the inverse of the scale makes it (-1/2, 1, 0).
  expect_near(shape.parts[0].normals[0], glm::normalize(vec3(-0.5F, 1, 0)), "normal");
}

TEST(FigurePose, TakesMoreThanFourInfluences) {
  GltfMaker maker;
  const std::vector<std::uint8_t> first{0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3}, second{4, 5, 0, 0, 4, 5, 0, 0, 4, 5, 0, 0};
  std::vector<float> four, two;
  for (int v = 0; v < 3; ++v) four.insert(four.end(), 4, 1 / 6.0F), two.insert(two.end(), {1 / 6.0F, 1 / 6.0F, 0, 0});
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"JOINTS_0":{},"WEIGHTS_0":{},"JOINTS_1":{},"WEIGHTS_1":{}}}}}]}})",
                              maker.points(corner), maker.bytes(first, "VEC4"), maker.floats(four, "VEC4"), maker.bytes(second, "VEC4"), maker.floats(two, "VEC4"))};
  maker.nodes = {R"({"mesh":0,"skin":0})"};
  for (int j = 0; j < 6; ++j) maker.nodes.push_back(fmt::format(R"({{"translation":[0,0,{}]}})", j)), maker.roots.push_back(static_cast<std::size_t>(j) + 1);
  maker.skins = {R"({"joints":[1,2,3,4,5,6]})"};
  expect_near(shape_of(read(maker.glb()), nullptr, 0).parts[0].positions[1], {1, 0, 2.5F}, "the mean of 0 to 5");
}

TEST(FigurePose, BendsTheBar) {
  const Figure figure = read(tests::bending_bar());
  const auto bent = shape_of(figure, figure.animation("bend"), 1);
  const auto &rest = figure.parts[0].positions;
  for (std::size_t v = 0; v < rest.size(); ++v) {
    if (rest[v].y > 0.61F) expect_near(bent.parts[0].positions[v], {-(rest[v].y - 0.5F), 0.5F + rest[v].x, rest[v].z}, "above the joint");
    if (rest[v].y < 0.39F) expect_near(bent.parts[0].positions[v], rest[v], "below the joint");
  }
  EXPECT_EQ(figure.animation("fly"), nullptr);
}

TEST(FigurePose, ShowsModelsOfAnyUnitAtASizeThatACameraSees) {
  Figure figure = read(tests::bending_bar());
  EXPECT_FLOAT_EQ(fitting_unit(figure), 1) << "metres";
  const auto grown = [&](float factor) {
    Figure other = figure;
    for (auto &part : other.parts)
      for (vec3 &p : part.positions) p *= factor;
    for (auto &node : other.nodes) node.local[3] = vec4(factor * vec3(node.local[3]), 1);
    for (mat4 &m : other.skins[0].to_joint) m[3] = vec4(factor * vec3(m[3]), 1);
    return fitting_unit(other);
  };
  EXPECT_NEAR(grown(170), 0.01, 1e-7) << "centimetres";
  EXPECT_NEAR(grown(1700), 0.001, 1e-8) << "millimetres";
  EXPECT_NEAR(grown(0.0017F), 100, 1e-3) << "kilometres";
  figure.unit_m = 0.01F;
  EXPECT_LT(glm::distance(shape_of(figure, nullptr, 0).parts[1].positions[0], 0.01F * figure.parts[1].positions[0]), 1e-6F);
  const Bounds reach = reach_of(read(tests::bending_bar()), figure.animation("bend"));
  EXPECT_LT(reach.low.x, -0.45F) << "the bent bar";
  EXPECT_GT(reach.high.y, 0.99F) << "and the straight one";
}

} // namespace
} // namespace myo::rig
