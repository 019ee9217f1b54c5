// Foreign models: what the readers make of files, and that no file harms the program.
#include "atlas/figure/body.h"
#include "atlas/figure/import.h"
#include "atlas/load.h"

#include "base/files.h"
#include "rig_free_shape.h"
#include "support/gltf_maker.h"
#include "support/scratch.h"

#include <gmock/gmock.h>
#include <random>

namespace myo::atlas {
namespace {

using testing::HasSubstr;
using tests::GltfMaker;

const std::vector<vec3> corner{{0, 0, 0}, {1, 0, 0}, {0, 1, 0}};

// A triangle on a node, and whatever else the caller adds.
GltfMaker triangle() {
  GltfMaker maker;
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{}}}}}]}})", maker.points(corner))};
  maker.nodes = {R"({"name":"leaf","mesh":0})"};
  return maker;
}

class Figures : public testing::Test {
protected:
  Result<Figure> parse(const std::string &name, std::span<const std::byte> bytes) {
    EXPECT_TRUE(write_file(scratch / name, bytes));
    return parse_figure(scratch / name);
  }
  Result<Figure> parse(const std::string &name, const std::string &text) { return parse(name, std::as_bytes(std::span(text))); }
  Result<Figure> apart(const std::string &name, std::span<const std::byte> bytes, const ChildLimits &limits = {.seconds = 20, .memory_bytes = 2ULL << 30}) {
    EXPECT_TRUE(write_file(scratch / name, bytes));
    Progress progress;
    auto figure = import_figure(scratch / name, progress, limits);
    EXPECT_TRUE(figure || figure.error().line().find('\n') == std::string::npos) << figure.error().line();
    return figure;
  }
  Result<Figure> apart(const std::string &name, const std::string &text) { return apart(name, std::as_bytes(std::span(text))); }
  void refused(const std::string &name, const std::string &text, const std::string &because) {
    const auto figure = apart(name, text);
    ASSERT_FALSE(figure) << name;
    EXPECT_THAT(figure.error().line(), HasSubstr(because));
  }
  tests::Scratch scratch;
};

TEST_F(Figures, ReadPartsNamesColoursAndAnimationsOfAGlb) {
  const auto figure = apart("bar.glb", tests::bending_bar());
  ASSERT_TRUE(figure) << figure.error().line();
  EXPECT_EQ(figure->name, "bar");
  EXPECT_EQ(figure->credit, "made in a test");
  ASSERT_EQ(figure->parts.size(), 2U);
  EXPECT_EQ(figure->parts[0].name, "bar");
  EXPECT_EQ(figure->parts[1].name, "plate");
  EXPECT_EQ(figure->parts[1].skin, format::none);
  EXPECT_GT(figure->parts[0].colour.r, 4 * figure->parts[0].colour.g) << "red wood";
  ASSERT_EQ(figure->animations.size(), 2U);
  EXPECT_EQ(figure->animations[0].name, "bend");
  EXPECT_FLOAT_EQ(figure->animations[0].duration_s, 1);
  ASSERT_EQ(figure->skins.size(), 1U);
  EXPECT_EQ(figure->skins[0].joints.size(), 2U);
  EXPECT_TRUE(figure->notes.empty());
}

TEST_F(Figures, TakeNormalizedBytesAndWordsForShares) {
  for (const bool words : {false, true}) {
    GltfMaker maker;
    const std::size_t points = maker.points(corner), joints = maker.bytes({0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0}, "VEC4");
    const std::size_t weights = words ? maker.words({65535, 0, 0, 0, 13107, 52428, 0, 0, 0, 65535, 0, 0}, "VEC4", true)
                                      : maker.bytes({255, 0, 0, 0, 51, 204, 0, 0, 0, 255, 0, 0}, "VEC4", true);
    maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"JOINTS_0":{},"WEIGHTS_0":{}}}}}]}})", points, joints, weights)};
    maker.nodes = {R"({"mesh":0,"skin":0})", "{}", "{}"};
    maker.roots = {0, 1, 2};
    maker.skins = {R"({"joints":[1,2]})"};
    const auto figure = parse("shares.glb", maker.glb());
    ASSERT_TRUE(figure) << figure.error().line();
    const FigurePart &part = figure->parts.at(0);
    ASSERT_EQ(part.first, (std::vector<std::uint32_t>{0, 1, 3, 4})) << "weights of nothing are no influences";
    EXPECT_NEAR(part.influences[1].weight, 0.2, 1e-6);
    EXPECT_NEAR(part.influences[2].weight, 0.8, 1e-6);
    EXPECT_EQ(part.influences[3].joint, 1U);
  }
}

TEST_F(Figures, GiveEveryPartAndAnimationANameOfItsOwn) {
  GltfMaker maker = triangle();
  maker.nodes = {R"({"name":"leaf","mesh":0})", R"({"name":"leaf","mesh":0})", R"({"mesh":0})", R"({"name":"a\nb","mesh":0})"};
  maker.roots = {0, 1, 2, 3};
  const auto figure = parse("names.glb", maker.glb());
  ASSERT_TRUE(figure) << figure.error().line();
  std::vector<std::string> names;
  for (const FigurePart &part : figure->parts) names.push_back(part.name);
  EXPECT_EQ(names, (std::vector<std::string>{"leaf", "leaf 2", "part 3", "a b"}));
}

TEST_F(Figures, ReadStripsFansSparseAccessorsAndBuffersBesideThem) {
  GltfMaker maker;
  const std::size_t square = maker.points({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}, {1, 1, 0}});
  maker.meshes = {fmt::format(R"({{"primitives":[{{"mode":5,"attributes":{{"POSITION":{0}}}}},{{"mode":6,"attributes":{{"POSITION":{0}}}}},{{"mode":1,"attributes":{{"POSITION":{0}}}}}]}})", square)};
  maker.nodes = {R"({"name":"leaf","mesh":0})"};
  ASSERT_TRUE(write_file(scratch / "a buffer.bin", maker.buffer()));
  const auto figure = parse("beside.gltf", maker.json("a%20buffer.bin"));
  ASSERT_TRUE(figure) << figure.error().line();
  ASSERT_EQ(figure->parts.size(), 2U) << "lines are no surface";
  EXPECT_EQ(figure->parts[0].indices, (std::vector<std::uint32_t>{0, 1, 2, 1, 3, 2}));
  EXPECT_EQ(figure->parts[1].indices, (std::vector<std::uint32_t>{0, 1, 2, 0, 2, 3}));
  EXPECT_THAT(figure->notes, testing::ElementsAre(HasSubstr("lines are left out")));
  refused("alone.gltf", maker.json("missing.bin"), "missing.bin");
  refused("far.gltf", maker.json("https://example.org/a.bin"), "no file beside it");
}

TEST_F(Figures, ReadWhatAssimpReads) {
  const std::string obj = "o low box\nv 0 0 0\nv 2 0 0\nv 2 0 3\nv 0 0 3\nf 1 4 3 2\no sail\nv 0 0 0\nv 1 0 0\nv 0 5 0\nf 5 6 7\n";
  const auto figure = apart("shapes.obj", obj);
  ASSERT_TRUE(figure) << figure.error().line();
  ASSERT_EQ(figure->parts.size(), 2U);
  Bounds bounds;
  std::size_t triangles = 0;
  for (const FigurePart &part : figure->parts) {
    for (const vec3 p : part.positions) bounds.add(p);
    triangles += part.indices.size() / 3;
  }
  EXPECT_EQ(triangles, 3U) << "a square is two";
  EXPECT_EQ(bounds.low, vec3(0));
  EXPECT_EQ(bounds.high, vec3(2, 5, 3));
}

TEST_F(Figures, AreRefusedInOneLineThatSaysWhy) {
  const auto with = [](auto change) {
    GltfMaker maker = triangle();
    change(maker);
    const auto bytes = maker.glb();
    return std::string(reinterpret_cast<const char *>(bytes.data()), bytes.size());
  };
  refused("a.glb", "", "cannot be read");
  refused("b.glb", with([](auto &m) { m.more = R"(,"extensionsRequired":["KHR_draco_mesh_compression"])"; }), "KHR_draco_mesh_compression");
  refused("c.glb", with([](auto &m) { m.nodes = {R"({"mesh":7})"}; }), "mesh 7 is not there");
  refused("d.glb", with([](auto &m) { m.nodes = {R"({"mesh":0,"children":[1]})", R"({"children":[2]})", R"({"children":[1]})"}; }), "hangs on two nodes");
  refused("e.glb", with([](auto &m) { m.nodes = {R"({"mesh":0})", R"({"children":[2]})", R"({"children":[1]})"}; }), "circle");
  refused("f.glb", with([](auto &m) { m.meshes = {R"({"primitives":[{"attributes":{"POSITION":0,"TEXCOORD_0":3},"indices":99}]})"}; }), "accessor 99");
  refused("g.glb", with([](auto &m) { m.meshes.clear(), m.nodes = {"{}"}; }), "no surface");
  refused("h.glb", with([](auto &m) { m.nodes = {R"({"mesh":0,"translation":[0,1]})"}; }), "not 3 numbers");
  refused("i.glb", with([](auto &m) { m.nodes = {R"({"mesh":0,"scale":[1e38,1e38,1e38],"matrix":[1e39,0,0,0,0,1,0,0,0,0,1,0,0,0,0,1]})"}; }), "not a number");
  refused("j.gltf", R"({"asset":{"version":"2.0"},"accessors":[{"componentType":5126,"count":1000000000000,"type":"VEC3"}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"nodes":[{"mesh":0}]})",
          "counts 1000000000000");
  refused("k.gltf", std::string(3'000'000, '['), "JSON");
  refused("l.xyz", "nobody knows this", "cannot be read");
  Progress progress;
  const auto missing = import_figure(scratch / "nothing.glb", progress);
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().line(), HasSubstr("no such file"));
}

TEST_F(Figures, MeanJointsByNameOnlyWhereTheNameIsClear) {
  // Collada binds by name as Assimp reads it: two nodes of a name cannot be told apart.
  const std::string dae = R"(<?xml version="1.0"?><COLLADA xmlns="http://www.collada.org/2005/11/COLLADASchema" version="1.4.1"><asset><up_axis>Y_UP</up_axis></asset>
<library_geometries><geometry id="g"><mesh><source id="p"><float_array id="pa" count="9">0 0 0 1 0 0 0 1 0</float_array><technique_common><accessor source="#pa" count="3" stride="3"><param name="X" type="float"/><param name="Y" type="float"/><param name="Z" type="float"/></accessor></technique_common></source><vertices id="v"><input semantic="POSITION" source="#p"/></vertices><triangles count="1"><input semantic="VERTEX" source="#v" offset="0"/><p>0 1 2</p></triangles></mesh></geometry></library_geometries>
<library_controllers><controller id="c"><skin source="#g"><source id="j"><Name_array id="ja" count="1">bone</Name_array><technique_common><accessor source="#ja" count="1" stride="1"><param name="JOINT" type="name"/></accessor></technique_common></source><source id="b"><float_array id="ba" count="16">1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</float_array><technique_common><accessor source="#ba" count="1" stride="16"><param name="TRANSFORM" type="float4x4"/></accessor></technique_common></source><source id="w"><float_array id="wa" count="1">1</float_array><technique_common><accessor source="#wa" count="1" stride="1"><param name="WEIGHT" type="float"/></accessor></technique_common></source><joints><input semantic="JOINT" source="#j"/><input semantic="INV_BIND_MATRIX" source="#b"/></joints><vertex_weights count="3"><input semantic="JOINT" source="#j" offset="0"/><input semantic="WEIGHT" source="#w" offset="1"/><vcount>1 1 1</vcount><v>0 0 0 0 0 0</v></vertex_weights></skin></controller></library_controllers>
<library_visual_scenes><visual_scene id="s"><node id="bone" sid="bone" name="bone" type="JOINT"/>OTHER<node id="m"><instance_controller url="#c"><skeleton>#bone</skeleton></instance_controller></node></visual_scene></library_visual_scenes><scene><instance_visual_scene url="#s"/></scene></COLLADA>)";
  std::string clear = dae, twice = dae;
  clear.replace(clear.find("OTHER"), 5, "");
  twice.replace(twice.find("OTHER"), 5, R"(<node id="bone2" sid="bone" name="bone" type="JOINT"/>)");
  const auto figure = apart("clear.dae", clear);
  ASSERT_TRUE(figure) << figure.error().line();
  EXPECT_EQ(figure->parts.at(0).influences.size(), 3U);
  const auto unclear = apart("twice.dae", twice);
  if (!unclear) {
    EXPECT_THAT(unclear.error().line(), HasSubstr("bone"));
  } else {
    EXPECT_EQ(unclear->skins.at(0).joints.size(), 1U) << "the reader gave them names of their own";
  }
}

TEST_F(Figures, CutOffOrSpoiltHarmNobody) {
  const std::vector<std::byte> whole = tests::bending_bar();
  std::mt19937 random(1);
  int read = 0;
  for (int n = 0; n < 24; ++n) { // cut off
    const std::span<const std::byte> part(whole.data(), whole.size() * static_cast<std::size_t>(n) / 24);
    EXPECT_FALSE(apart("cut.glb", part)) << n;
  }
  for (int n = 0; n < 40; ++n) { // a byte in a hundred is another
    std::vector<std::byte> spoilt = whole;
    for (std::size_t i = 0; i < spoilt.size() / 100; ++i) spoilt[random() % spoilt.size()] = static_cast<std::byte>(random() & 0xFFU);
    read += apart("spoilt.glb", spoilt).has_value();
  }
  EXPECT_LT(read, 40);
  for (const char *ending : {"glb", "gltf", "obj", "fbx", "dae", "stl", "ply", "3ds", "blend", "x", "md2", "bvh"})
    for (const char *begin : {"", "glTF\2\0\0\0", "Kaydara FBX Binary  ", "solid a\nfacet", "ply\nformat ascii 1.0\nelement vertex 99999999999\n", "BLENDER-v248", "xof 0303txt 0032"}) {
      std::vector<std::byte> garbage;
      for (const char *c = begin; *c != 0; ++c) garbage.push_back(static_cast<std::byte>(*c));
      for (int i = 0; i < 3000; ++i) garbage.push_back(static_cast<std::byte>(random() & 0xFFU));
      const auto figure = apart(std::string("garbage.") + ending, garbage, {.seconds = 2, .memory_bytes = 1ULL << 30});
      EXPECT_TRUE(!figure || check_figure(*figure)) << ending;
    }
}

TEST_F(Figures, ThatNeedMoreThanIsAllowedEndInOneLine) {
  GltfMaker maker = triangle();
  const auto bytes = maker.glb();
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // their shadow memory alone is beyond any limit
  const std::string huge = R"({"asset":{"version":"2.0"},"accessors":[{"componentType":5126,"count":19000000,"type":"VEC3"}],"meshes":[{"primitives":[{"attributes":{"POSITION":0}}]}],"nodes":[{"mesh":0}]})";
  const auto starved = apart("huge.gltf", std::as_bytes(std::span(huge)), {.seconds = 20, .memory_bytes = 1U << 28U});
  ASSERT_FALSE(starved);
  EXPECT_THAT(starved.error().line(), HasSubstr("memory"));
#endif
  std::string many = "o a\n"; // slow to read: a face with very many corners
  for (int i = 0; i < 400'000; ++i) many += fmt::format("v {} {} 0\n", i % 977, i % 31);
  many += "f";
  for (int i = 1; i <= 400'000; ++i) many += fmt::format(" {}", i);
  const auto late = apart("late.obj", std::as_bytes(std::span(many)), {.seconds = 0.05, .memory_bytes = 2ULL << 30});
  ASSERT_FALSE(late);
  EXPECT_THAT(late.error().line(), HasSubstr("longer than"));
  EXPECT_TRUE(apart("after.glb", bytes)) << "and the next one is read as ever";
}

TEST_F(Figures, BecomeABodyOfOneStructureAPart) {
  auto figure = parse("bar.glb", tests::bending_bar());
  ASSERT_TRUE(figure) << figure.error().line();
  const FigureShape rest = tests::as_bound(*figure);
  Progress progress;
  const auto atlas = make_atlas(body_of(*figure, rest), progress);
  ASSERT_TRUE(atlas) << atlas.error().line();
  EXPECT_EQ(atlas->structure("plate"), 1U);
  FigureShape other = rest;
  for (vec3 &p : other.parts[1].positions) p += vec3(0, 3, 0);
  const Atlas moved = at_moment(*atlas, other);
  EXPECT_NE(moved.hash(), atlas->hash());
  EXPECT_NEAR(moved.bounds(1).low.y, atlas->bounds(1).low.y + 3, 1e-6);
  EXPECT_EQ(moved.levels(0).indices, atlas->levels(0).indices);
}

TEST_F(Figures, MirroredPartsAreStillSeenFromOutside) {
  GltfMaker maker;
  maker.meshes = {fmt::format(R"({{"primitives":[{{"attributes":{{"POSITION":{},"NORMAL":{}}}}}]}})", maker.points({{0, 0, 0}, {1, 0, 0}, {0, 1, 0}}),
                              maker.points({{0, 0, -1}, {0, 0, -1}, {0, 0, -1}}))};
  maker.nodes = {R"({"mesh":0})"};
  const auto figure = parse("mirrored.glb", maker.glb());
  ASSERT_TRUE(figure) << figure.error().line();
  EXPECT_EQ(body_of(*figure, tests::as_bound(*figure)).structures[0].mesh.indices, (std::vector<std::uint32_t>{0, 2, 1}));
}

} // namespace
} // namespace myo::atlas
