#include "assemble/muscles/grow_muscles.h"
#include "assemble/trigger_points.h"

#include "form/triangle_tree.h"

#include "../../../support/scratch.h"
#include "../shapes.h"

#include <gtest/gtest.h>

namespace myo::assemble {
namespace {

using anatomy::Side;

constexpr float mm = millimetre;

anatomy::ShapePoint at(std::string landmark, vec3 off_mm = vec3(0)) {
  anatomy::ShapePoint p;
  p.place.landmark = std::move(landmark), p.place.offset_mm = off_mm;
  return p;
}

// A floor and a ceiling of bone, a ball of bone between them, and muscles that run from the one to the other.
struct Room {
  anatomy::Library library;
  format::Body body;

  Room() {
    for (const char *id : {"floor", "ceiling", "ball"}) {
      anatomy::Bone bone;
      bone.id = bone.name = id, bone.kind = "bone", bone.frame = "root";
      library.bones.push_back(bone);
    }
    anatomy::JointDefinition root;
    root.id = "root";
    library.joints = {root};
    body.joints = {{"root", format::none, vec3(0), mat3(1), "judged", 0}};
    body.structures.push_back(shapes::bone("b1", "floor", Side::midline, shapes::box(vec3(-60, 0, -40) * mm, vec3(60, 20, 40) * mm, 12)));
    body.structures.push_back(shapes::bone("b2", "ceiling", Side::midline, shapes::box(vec3(-60, 120, -40) * mm, vec3(60, 140, 40) * mm, 12)));
    body.structures.push_back(shapes::bone("b3", "ball", Side::left, shapes::sphere(vec3(30, 60, 2) * mm, 8 * mm)));
    for (const auto &[id, bone, y] : {std::tuple{"low", "floor", 20.0F}, {"high", "ceiling", 120.0F}}) {
      anatomy::Landmark l;
      l.id = id, l.bones = {bone};
      library.landmarks.push_back(l);
      body.landmarks.push_back({id, Side::left, vec3(30, y, 0) * mm, 0});
      body.landmarks.push_back({id, Side::right, vec3(-30, y, 0) * mm, 0});
    }
  }

  void add(const std::string &id, int layer, vec3 off_mm = vec3(0)) {
    anatomy::Muscle m;
    m.id = m.name = id, m.paired = true;
    m.shape.layer = layer;
    m.shape.heads.push_back(head(off_mm));
    library.muscles.push_back(m);
  }
  static anatomy::MuscleHead head(vec3 off_mm) {
    anatomy::MuscleHead h;
    h.width_mm = 22, h.thickness_mm = 12;
    h.origin.spread_mm = h.insertion.spread_mm = 12;
    anatomy::ShapeStrand strand;
    strand.origin = {at("low", off_mm)}, strand.insertion = {at("high", off_mm)};
    h.strands = {strand};
    return h;
  }

  void grow(bool native = true) {
    Progress progress;
    GrowOptions options;
    options.native = native, options.right = false;
    const Status s = grow_muscles(body, library, progress, options);
    ASSERT_TRUE(s) << s.error().line();
  }
  [[nodiscard]] const format::Structure *muscle(std::string_view id) const {
    for (const format::Structure &s : body.structures)
      if (s.muscle == id) return &s;
    return nullptr;
  }
};

struct Deepest {
  double share = 0; // of the points that lie more than 1 mm deep
  float deepest = 0; // metres
};
Deepest overlap(const format::Mesh &of, const format::Mesh &with) {
  const form::TriangleTree tree(with.positions, with.indices, with.normals);
  Deepest out;
  for (const vec3 p : of.positions) {
    const float deep = -tree.nearest(p).distance;
    out.share += deep > mm ? 1.0 / static_cast<double>(of.positions.size()) : 0.0;
    out.deepest = std::max(out.deepest, deep);
  }
  return out;
}

TEST(GrowMuscles, HoldOnToBothBonesAndBringTheirFibres) {
  Room room;
  room.add("strap", 3);
  Room guest = room;
  room.grow();
  const format::Structure *s = room.muscle("strap");
  ASSERT_NE(s, nullptr);
  EXPECT_FALSE(s->generated) << "our own body's muscles are no additions";
  ASSERT_EQ(s->mesh.uv.size(), s->mesh.positions.size());
  for (std::size_t i = 0; i < s->mesh.positions.size(); ++i) {
    if (s->mesh.uv[i].x == 0) { EXPECT_NEAR(s->mesh.positions[i].y, 20 * mm, 1 * mm); }
    if (s->mesh.uv[i].x == 1) { EXPECT_NEAR(s->mesh.positions[i].y, 120 * mm, 1 * mm); }
  }
  EXPECT_TRUE(room.body.patches.empty()) << "its attachments are found by contact, like a source's";
  guest.grow(false);
  EXPECT_TRUE(guest.muscle("strap")->generated);
  ASSERT_EQ(guest.body.patches.size(), 2U);
  for (const format::Patch &p : guest.body.patches) EXPECT_NEAR(p.centroid.y, (p.role == anatomy::Role::origin ? 20 : 120) * mm, 1 * mm);
}

// A body that lacks the muscle still has the place: on the course between its own bones, at the pattern's share of the way.
TEST(MuscleCourse, TellsWhereATriggerPointWouldLie) {
  Room room;
  room.add("strap", 3);
  anatomy::Pattern pattern;
  pattern.id = "ache", pattern.muscles = {"strap"}, pattern.fraction = 0.3;
  room.library.patterns = {pattern};
  ASSERT_TRUE(place_trigger_points(room.body, room.library));
  ASSERT_EQ(room.body.trigger_points.size(), 2U);
  for (const format::TriggerPoint &t : room.body.trigger_points) {
    EXPECT_EQ(t.structure, format::none) << "there is no flesh";
    EXPECT_NEAR(t.point.x, (t.side == Side::left ? 30 : -30) * mm, 1 * mm);
    EXPECT_NEAR(t.point.y, (20 + 0.3 * 100) * mm, 2 * mm);
  }
  room.library.patterns[0].at = {"high"}; // a landmark goes before the share
  ASSERT_TRUE(place_trigger_points(room.body, room.library));
  ASSERT_EQ(room.body.trigger_points.size(), 2U);
  EXPECT_NEAR(room.body.trigger_points[0].point.y, 120 * mm, 4 * mm);
  room.body.landmarks.clear(); // nothing to hold on to
  ASSERT_TRUE(place_trigger_points(room.body, room.library));
  EXPECT_TRUE(room.body.trigger_points.empty());
}

TEST(GrowMuscles, GoRoundBoneAndShareTheRoom) {
  Room room;
  room.add("deep", 3);
  room.add("shallow", 6, vec3(0, 3, 0));
  room.add("beside", 6, vec3(9, 1, 0));
  room.grow();
  for (const char *id : {"deep", "shallow", "beside"}) {
    const format::Structure *s = room.muscle(id);
    ASSERT_NE(s, nullptr) << id;
    EXPECT_LT(overlap(s->mesh, room.body.structures[2].mesh).deepest, 1 * mm) << id << " in bone";
    for (const char *other : {"deep", "shallow", "beside"})
      if (other != id) { EXPECT_LE(overlap(s->mesh, room.muscle(other)->mesh).share, 0.01) << id << " in " << other; }
    double volume = 0;
    const format::Mesh &m = s->mesh;
    for (std::size_t t = 0; t < m.indices.size(); t += 3)
      volume += double(glm::dot(m.positions[m.indices[t]], glm::cross(m.positions[m.indices[t + 1]], m.positions[m.indices[t + 2]]))) / 6e-6;
    EXPECT_GT(volume, 4) << id << " ml: sharing does not starve it";
  }
}

// The right is the left turned over; where a bone of the midline has a knob on the right alone, the flesh there gives way to it.
TEST(GrowMuscles, TheRightGivesWayToAKnobThatTheLeftDoesNotHave) {
  Room room;
  room.body.structures[2] = shapes::bone("b3", "ball", Side::midline, shapes::sphere(vec3(-36, 60, 2) * mm, 4 * mm));
  room.add("strap", 3);
  Progress progress;
  GrowOptions options;
  options.native = true;
  ASSERT_TRUE(grow_muscles(room.body, room.library, progress, options));
  const format::Mesh *left = nullptr, *right = nullptr;
  for (const format::Structure &s : room.body.structures)
    if (s.muscle == "strap") (s.side == Side::left ? left : right) = &s.mesh;
  ASSERT_NE(left, nullptr);
  ASSERT_NE(right, nullptr);
  ASSERT_EQ(left->positions.size(), right->positions.size());
  EXPECT_LT(overlap(*right, room.body.structures[2].mesh).deepest, 0.3F * mm);
  std::size_t moved = 0;
  for (std::size_t i = 0; i < right->positions.size(); ++i) {
    const vec3 over(-right->positions[i].x, right->positions[i].y, right->positions[i].z);
    if (glm::distance(over, left->positions[i]) > 1e-5F) {
      ++moved;
      EXPECT_LT(glm::distance(right->positions[i], vec3(-36, 60, 2) * mm), 6 * mm) << "elsewhere it is the left turned over";
    }
  }
  EXPECT_GT(moved, 0U) << "the knob stood in its way";
}

TEST(GrowMuscles, KeepToTheirSide) {
  Room room;
  for (format::Landmark &l : room.body.landmarks) l.point.x *= 0.2F;
  room.add("strap", 3);
  room.grow();
  for (const vec3 p : room.muscle("strap")->mesh.positions) EXPECT_GE(p.x, 0);
}

TEST(GrowMuscles, LayAMidlineSeptumOnce) {
  Room room;
  for (format::Landmark &l : room.body.landmarks) l.point.x = 0;
  for (const float off : {0.0F, 12.0F}) {
    anatomy::Fascia septum;
    septum.id = septum.name = off > 0 ? "halves" : "septum", septum.kind = "fascia", septum.paired = false;
    septum.shape.layer = 2;
    septum.shape.heads.push_back(Room::head(vec3(off, 0, 0)));
    room.library.fasciae.push_back(septum);
  }
  room.grow();
  std::size_t septum = 0, halves = 0;
  for (const format::Structure &s : room.body.structures) {
    if (s.name == "septum") septum += s.mesh.positions.size();
    if (s.name == "halves") halves += s.mesh.positions.size();
  }
  EXPECT_GT(septum, 0U);
  EXPECT_EQ(halves, 2 * septum) << "beside the midline the sheet tells one half";
}

TEST(GrowMuscles, SameInputSameBytes) {
  Room a;
  a.add("deep", 3), a.add("shallow", 6, vec3(0, 3, 0));
  Room b = a;
  a.grow(), b.grow();
  EXPECT_EQ(a.muscle("shallow")->mesh.positions, b.muscle("shallow")->mesh.positions);
  EXPECT_EQ(a.muscle("deep")->mesh.normals, b.muscle("deep")->mesh.normals);
}

// What is found again is what would have been made.
TEST(GrowMuscles, AWarmStartIsAColdOne) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  const auto grown = [](Room room, ResultCache *kept) {
    Progress progress;
    GrowOptions options;
    options.native = true, options.right = false, options.cache = kept;
    EXPECT_TRUE(grow_muscles(room.body, room.library, progress, options));
    return room;
  };
  const auto same = [](const Room &a, const Room &b, const char *id) {
    const format::Mesh &x = a.muscle(id)->mesh, &y = b.muscle(id)->mesh;
    return x.positions == y.positions && x.normals == y.normals && x.uv == y.uv && x.indices == y.indices;
  };
  Room room;
  room.add("deep", 3), room.add("shallow", 6, vec3(0, 3, 0));
  (void)grown(room, &cache);
  const Room again = grown(room, &cache), cold = grown(room, nullptr);
  EXPECT_EQ(cache.tallies().at("muscles").found, 1U);
  for (const char *id : {"deep", "shallow"}) EXPECT_TRUE(same(again, cold, id)) << id;
  room.library.muscles[0].shape.heads[0].thickness_mm = 16;
  const Room warm = grown(room, &cache), changed = grown(room, nullptr);
  EXPECT_EQ(cache.tallies().at("muscles").found, 1U);
  for (const char *id : {"deep", "shallow"}) EXPECT_TRUE(same(warm, changed, id)) << id;
  EXPECT_FALSE(same(warm, cold, "shallow"));
}

TEST(GrowMuscles, AFewAreLaidAmongTheirNeighbours) {
  Room room;
  room.add("deep", 3), room.add("shallow", 6, vec3(0, 3, 0)), room.add("higher", 8, vec3(0, 6, 0));
  Progress progress;
  GrowOptions options;
  options.native = true, options.right = false, options.these = {"shallow"};
  ASSERT_TRUE(grow_muscles(room.body, room.library, progress, options));
  ASSERT_NE(room.muscle("shallow"), nullptr);
  EXPECT_EQ(room.muscle("deep"), nullptr);
  EXPECT_EQ(room.muscle("higher"), nullptr);
  Room alone;
  alone.add("shallow", 6, vec3(0, 3, 0));
  alone.grow();
  EXPECT_NE(room.muscle("shallow")->mesh.positions, alone.muscle("shallow")->mesh.positions) << "the others took their room";
}

// A look at one that was saved: it gives way to the others, which are where they settled and stay there.
TEST(GrowMuscles, OneIsLaidAmongOthersThatStay) {
  const tests::Scratch scratch;
  ResultCache cache(scratch.path());
  Room whole;
  whole.add("deep", 3), whole.add("shallow", 6, vec3(0, 3, 0)), whole.add("beside", 6, vec3(9, 1, 0));
  const Room bare = whole;
  Progress progress;
  GrowOptions all;
  all.native = true, all.right = false, all.cache = &cache;
  ASSERT_TRUE(grow_muscles(whole.body, whole.library, progress, all));
  EXPECT_EQ(cache.tallies().at("settled").made, 3U);

  const auto glance = [&](double thickness_mm, ResultCache *settled) {
    Room room = bare;
    room.library.muscles[1].shape.heads[0].thickness_mm = thickness_mm;
    GrowOptions options = all;
    options.these = {"shallow"}, options.among = &whole.body, options.cache = settled;
    EXPECT_TRUE(grow_muscles(room.body, room.library, progress, options));
    EXPECT_EQ(room.muscle("deep"), nullptr);
    EXPECT_EQ(room.muscle("beside"), nullptr);
    EXPECT_NE(room.muscle("shallow"), nullptr);
    return room;
  };
  const auto farthest = [](const format::Mesh &of, const format::Mesh &from) {
    const form::TriangleTree tree(from.positions, from.indices, from.normals);
    float out = 0;
    for (const vec3 p : of.positions) out = std::max(out, std::abs(tree.nearest(p).distance));
    return out;
  };
  const Room same = glance(whole.library.muscles[1].shape.heads[0].thickness_mm, &cache);
  EXPECT_LT(farthest(same.muscle("shallow")->mesh, whole.muscle("shallow")->mesh), 3 * mm) << "nothing has changed";
  const Room thicker = glance(20, &cache), strange = glance(20, nullptr);
  EXPECT_GT(farthest(thicker.muscle("shallow")->mesh, whole.muscle("shallow")->mesh), 0.5F * mm);
  for (const Room *room : {&thicker, &strange})
    for (const char *other : {"deep", "beside"}) EXPECT_LE(overlap(room->muscle("shallow")->mesh, whole.muscle(other)->mesh).share, 0.02) << other;
}

TEST(GrowMuscles, CanBeCancelled) {
  Room room;
  room.add("strap", 3);
  Progress progress;
  progress.cancel();
  const Status s = grow_muscles(room.body, room.library, progress, {});
  ASSERT_FALSE(s);
  EXPECT_EQ(s.error().kind, ErrorKind::cancelled);
}

} // namespace
} // namespace myo::assemble
