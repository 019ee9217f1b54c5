// Myoscope's own body, as the build made it: what must hold of it on any machine, without a reference.
#include "anatomy/features.h"
#include "assemble/check.h"
#include "assemble/compare/overlaps.h"
#include "assemble/landmarks.h"
#include "assemble/muscles/overlap.h"
#include "assemble/skin_parts.h"
#include "whole.h"

#include "../support/neck_poses.h"
#include "atlas/load.h"
#include "form/isosurface.h"
#include "form/triangle_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace myo {
namespace {

TEST_F(Body, IsCalledOurs) {
  EXPECT_EQ(body().source, "embedded");
  ASSERT_EQ(body().credits.size(), 1U);
  EXPECT_EQ(body().credits[0].text, "Myoscope");
  for (const format::Structure &s : body().structures) EXPECT_FALSE(s.name.empty());
}

TEST_F(Body, HasTheBonesOfTheVocabulary) {
  const std::set<std::string> absent{"malleus", "incus", "stapes"}; // the ear ossicles are left out on purpose
  std::map<std::pair<std::string, Side>, int> have;
  for (const format::Structure &s : body().structures) ++have[{s.bone, s.side}];
  for (const anatomy::Bone &bone : whole().library.bones) {
    if (bone.kind == "ligament" || absent.contains(bone.id)) continue;
    for (const Side side : bone.paired ? std::vector{Side::left, Side::right} : std::vector{Side::midline})
      EXPECT_TRUE((have.contains({bone.id, side}))) << bone.id << " " << to_string(side);
  }
}

TEST_F(Body, BonesAreClosedAndOfOnePiece) {
  for (const format::Structure &s : body().structures) {
    if (!assemble::is_hard(s)) continue;
    const form::Topology t = topology(s);
    EXPECT_EQ(t.open_edges + t.crowded_edges, 0U) << named(s);
    EXPECT_GT(form::volume({s.mesh.positions, s.mesh.indices}), 0) << named(s);
  }
}

// C3 to C6 have a canal and two transverse foramina, thoracic and lumbar vertebrae a canal, the scapula nothing, the hip
// bone its obturator foramen; every sheet says it for its bone.
TEST_F(Body, BonesHaveTheHolesOfTheirSheets) {
  std::map<std::string, const anatomy::BoneSheet *> of;
  for (const anatomy::BoneSheet &sheet : whole().sheets)
    if (sheet.pieces.empty()) of[sheet.bone] = &sheet;
  int checked = 0;
  for (const format::Structure &s : body().structures) {
    const auto sheet = of.find(s.bone);
    if (!assemble::is_hard(s) || sheet == of.end()) continue;
    const form::Topology t = topology(s);
    EXPECT_EQ(t.components, static_cast<std::size_t>(sheet->second->components)) << named(s);
    if (!sheet->second->genus) continue;
    EXPECT_EQ(t.genus, *sheet->second->genus) << named(s);
    ++checked;
  }
  EXPECT_GT(checked, 100);
  for (const auto &[bone, genus] : {std::pair{"c3", 3}, {"c4", 3}, {"c5", 3}, {"c6", 3}, {"t6", 1}, {"l3", 1}, {"scapula", 0}, {"hip_bone", 1}}) {
    ASSERT_TRUE(of.contains(bone)) << bone;
    EXPECT_EQ(of[bone]->genus, genus) << bone;
  }
}

// Bones that meet in a joint stand a gap apart; what the lattice and the thinning of its surface move is less than that.
// Pieces of one sheet interlock in sutures.
TEST_F(Body, NoBoneGoesThroughAnother) {
  constexpr float lattice_mm = 0.05F, suture_mm = 0.6F;
  const auto overlaps = assemble::bone_overlaps(body(), lattice_mm);
  ASSERT_TRUE(overlaps) << overlaps.error().line();
  for (const assemble::Overlap &o : *overlaps) {
    const format::Structure &of = body().structures[o.of], &in = body().structures[o.in];
    const bool apart = of.bone != in.bone || of.side != in.side;
    if (of.source == in.source && apart && o.deepest_mm <= suture_mm) continue;
    ADD_FAILURE() << named(of) << " in " << named(in) << ": " << o.vertices << " vertices, the deepest " << o.deepest_mm << " mm";
  }
}

// A piece may end in slivers where a suture cuts its shell at a slant, and only there. The lacrimal is paper in life too.
TEST_F(Body, NoBoneIsThinnerThanAMillimetre) {
  constexpr double slivers = 0.06; // share of a piece's vertices
  const auto thin = assemble::thin_places(body(), 1);
  ASSERT_TRUE(thin) << thin.error().line();
  std::set<std::string> pieces;
  for (const anatomy::BoneSheet &sheet : whole().sheets)
    for (const anatomy::SheetPiece &piece : sheet.pieces) pieces.insert(piece.bone);
  for (const assemble::ThinPlace &t : *thin) {
    const format::Structure &s = body().structures[t.structure];
    if (s.bone == "lacrimal") continue;
    const double allowed = pieces.contains(s.bone) ? slivers * static_cast<double>(s.mesh.positions.size()) : 0;
    EXPECT_LE(t.vertices, allowed) << named(s) << ": the thinnest is " << t.thinnest_mm << " mm at [" << t.at.x / millimetre << ", " << -t.at.z / millimetre << ", " << t.at.y / millimetre << "] l p s";
  }
}

// Every feature of every sheet is there, on each side that its bone has, and on its bone's surface.
TEST_F(Body, FeaturesLieOnTheirBones) {
  constexpr float on_m = 0.9e-3F; // the halves of a midline bone are not quite alike
  constexpr float cut_m = 2e-3F;  // the right piece of a paired bone has a serrated cut of its own
  std::map<std::pair<std::string, Side>, form::TriangleTree> surfaces;
  for (const format::Structure &s : body().structures)
    if (assemble::is_hard(s)) surfaces.emplace(std::pair{s.bone, s.side}, form::TriangleTree(s.mesh.positions, s.mesh.indices));
  std::multimap<std::string, const format::Landmark *> landmarks;
  for (const format::Landmark &l : body().landmarks) landmarks.emplace(l.id, &l);
  for (const anatomy::BoneSheet &sheet : whole().sheets)
    for (const anatomy::Feature &feature : sheet.features) {
      const bool piece = !sheet.pieces.empty();
      const std::string &bone = piece ? feature.bone : sheet.bone, id = anatomy::feature_landmark(sheet, feature);
      const auto [first, last] = landmarks.equal_range(id);
      const bool paired = surfaces.contains({bone, Side::left});
      EXPECT_GE(std::distance(first, last), paired ? 2 : 1) << id;
      for (auto l = first; l != last; ++l) {
        const Side side = l->second->side;
        const auto surface = surfaces.find({bone, paired ? side : Side::midline});
        ASSERT_NE(surface, surfaces.end()) << id;
        const float off = glm::distance(surface->second.nearest(l->second->point).point, l->second->point);
        EXPECT_LE(off, piece && side == Side::right ? cut_m : on_m) << id << ' ' << to_string(side);
      }
    }
  for (const std::string &note : body().notes)
    EXPECT_EQ(note.find("off its bone"), std::string::npos) << note;
}

TEST_F(Body, HasItsMuscles) {
  std::set<std::pair<std::string, Side>> muscles;
  std::size_t heads = 0;
  for (const format::Structure &s : body().structures)
    if (s.kind == Kind::muscle) muscles.insert({s.muscle, s.side}), ++heads;
  EXPECT_GE(heads, 240U) << "counted by side and head";
  for (const char *seed : {"multifidus_cervicis", "semispinalis_capitis", "splenius_capitis", "levator_scapulae", "trapezius_descending",
                           "latissimus_dorsi", "rhomboid_major", "serratus_anterior", "infraspinatus"})
    for (const Side side : {Side::left, Side::right}) EXPECT_TRUE(muscles.contains({seed, side})) << seed;
}

TEST_F(Body, PassesItsCheck) {
  for (const assemble::CheckRow &row : assemble::check(body(), whole().library).rows)
    EXPECT_NE(row.verdict, assemble::Verdict::fault) << row.check << ' ' << row.subject << ": " << row.text;
}

// At rest at least 99 % of a muscle's points lie no more than 1 mm inside bone or neighbour, none more than 3 mm in bone.
TEST_F(Body, MusclesShareTheRoom) {
  const std::vector<assemble::MuscleOverlap> found = assemble::muscle_overlaps(body());
  EXPECT_GE(found.size(), 240U);
  for (const assemble::MuscleOverlap &o : found) {
    const std::string name = named(body().structures[o.structure]);
    EXPECT_GE(o.clear_share, 0.99F) << name << " runs into " << o.worst;
    EXPECT_LE(o.in_bone_mm, 3) << name;
  }
}

TEST_F(Body, EveryMuscleHoldsOnToItsBones) {
  const auto tally = assemble::check(body(), whole().library).attachments;
  EXPECT_GE(tally.share(), 0.95) << tally.contact << " of " << tally.expected;
}

TEST_F(Body, TheSkinIsClosedAndOfHumanVolume) {
  int skins = 0;
  for (const format::Structure &s : body().structures) {
    if (s.kind != Kind::skin) continue;
    ++skins;
    const double litres = 1000 * form::volume({s.mesh.positions, s.mesh.indices});
    EXPECT_GE(litres, 60);
    EXPECT_LE(litres, 80);
  }
  EXPECT_EQ(skins, 1);
}

TEST_F(Body, KeepsWithinItsTriangles) {
  std::size_t triangles = 0;
  for (const format::Structure &s : body().structures) triangles += s.mesh.indices.size() / 3;
  EXPECT_LE(triangles, 1200000U);
}

TEST_F(Body, PatternsOfTheVocabularyFindTheirPlaces) {
  std::set<std::pair<std::string, Side>> points;
  for (const format::TriggerPoint &t : body().trigger_points) points.insert({t.pattern, t.side});
  for (const anatomy::Pattern &p : whole().library.patterns)
    for (const Side side : {Side::left, Side::right}) EXPECT_TRUE((points.contains({p.id, side}))) << p.id;
}

// Left and right come from one sheet: they mirror each other.
TEST_F(Body, IsSymmetric) {
  std::map<std::pair<std::string, Side>, Bounds> boxes;
  for (const format::Structure &s : body().structures)
    if (s.kind == Kind::bone && s.side != Side::midline)
      for (const vec3 p : s.mesh.positions) boxes[{s.bone, s.side}].add(p);
  for (const auto &[key, box] : boxes) {
    const Bounds &other = boxes[{key.first, opposite(key.second)}];
    EXPECT_NEAR(box.low.x, -other.high.x, 2.5e-3F) << key.first;
    EXPECT_NEAR(box.low.y, other.low.y, 1e-3F) << key.first;
  }
}

TEST_F(Body, NeckPosesCarryTheHeadAsTheyShould) { tests::check_neck_poses(whole().library, body()); }

} // namespace
} // namespace myo
