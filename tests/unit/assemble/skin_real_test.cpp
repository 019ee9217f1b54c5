// Skin, charts, regions and trigger points on the real body. Needs MYOSCOPE_BODYPARTS3D: the folder with the
// publisher's archive. One test, because it builds the body once.
#include "assemble/deep_surface.h"
#include "assemble/import/bodyparts3d/import.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/point_tree.h"
#include "assemble/regions.h"
#include "assemble/skin.h"
#include "assemble/skin_parts.h"
#include "assemble/trigger_points.h"
#include "form/isosurface.h"
#include "form/triangle_tree.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

namespace {

using namespace myo;
using namespace myo::assemble;
using anatomy::Side;

const format::Structure &only(const format::Body &body, format::Kind kind) {
  return *std::find_if(body.structures.begin(), body.structures.end(),
                       [&](const format::Structure &s) { return s.kind == kind; });
}

void expect_good_skin(const format::Body &body) {
  const format::Mesh &m = only(body, format::Kind::skin).mesh;
  const std::vector<std::uint32_t> weld = weld_map(m.positions);
  form::Surface closed{m.positions, {}};
  for (const std::uint32_t i : m.indices) closed.indices.push_back(weld[i]);
  const form::Topology t = form::topology(closed);
  EXPECT_EQ(t.components, 1U);
  EXPECT_EQ(t.genus, 0);
  EXPECT_EQ(t.open_edges + t.crowded_edges + t.bow_ties, 0U);
  const double litres = 1000 * form::volume(closed);
  EXPECT_GT(litres, 58);
  EXPECT_LT(litres, 80);
  EXPECT_GT(m.indices.size() / 3, 120'000U);
  EXPECT_LE(m.indices.size() / 3, 240'000U);
  for (const vec4 &w : m.weights) EXPECT_NEAR(w.x + w.y + w.z + w.w, 1, 1e-4F);

  // Bones stay inside, and no pocket of skin lines a hollow of the head.
  const form::TriangleTree skin(m.positions, m.indices, m.normals);
  std::size_t outside = 0, all = 0;
  for (const format::Structure &s : body.structures) {
    if (!is_hard(s)) continue;
    for (std::size_t i = 0; i < s.mesh.positions.size(); i += 5) {
      ++all;
      if (skin.nearest(s.mesh.positions[i]).distance > 0.0005F) ++outside;
    }
  }
  EXPECT_LT(static_cast<double>(outside), 0.01 * static_cast<double>(all));
}

TEST(SkinOnTheRealBody, IsClosedHoldsTheBonesAndCarriesTheRegions) {
  const char *folder = std::getenv("MYOSCOPE_BODYPARTS3D");
  if (folder == nullptr) GTEST_SKIP() << "MYOSCOPE_BODYPARTS3D is not set";
  auto library = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
  ASSERT_TRUE(library) << library.error().line();
  Progress progress;
  auto body = bodyparts3d::import_structures(folder, *library, progress);
  ASSERT_TRUE(body) << body.error().line();
  ASSERT_TRUE(place_landmarks(*body, *library, progress));
  ASSERT_TRUE(build_joints(*body, *library, progress));
  ASSERT_TRUE(wrap_skin(*body, *library, progress));
  ASSERT_TRUE(place_landmarks(*body, *library, progress, LandmarkPass::skin));
  ASSERT_TRUE(add_deep_surfaces(*body, *library));
  ASSERT_TRUE(place_regions(*body, *library, progress, Corners::exact));
  ASSERT_TRUE(place_trigger_points(*body, *library));
  expect_good_skin(*body);

  // Every region on both sides, its area near the yardstick, both sides alike.
  std::map<std::string, std::map<Side, double>> areas;
  for (const format::RegionField &f : body->regions) areas[f.region][f.side] = static_cast<double>(f.area_cm2);
  // Beyond 35 %, or nearly: small places at the thumb's root, whose cut with the thumb moves with each skin; half as large as
  // the yardstick: sacrum and body of the jaw, where the trial seems to have counted both sides.
  const std::set<std::string> loose{"thumb_base", "thumb_web", "sacrum", "jaw_body"};
  for (const anatomy::Region &r : library->regions) {
    ASSERT_EQ(areas[r.id].size(), 2U) << r.id;
    const double left = areas[r.id][Side::left], right = areas[r.id][Side::right];
    EXPECT_LT(std::max(left, right) / std::min(left, right), r.id == "thumb_web" ? 1.7 : 1.5) << r.id;
    if (!r.check_area_cm2 || loose.contains(r.id)) continue;
    EXPECT_NEAR(left, *r.check_area_cm2, 0.35 * *r.check_area_cm2) << r.id;
    EXPECT_NEAR(right, *r.check_area_cm2, 0.35 * *r.check_area_cm2) << r.id;
  }

  // The seed pattern's zones lie on their own side; the skull-base zone reaches the midline from there but never
  // crosses it.
  const float mid = midline_x(*body);
  for (const format::RegionField &f : body->regions) {
    const format::Mesh &m = body->structures[f.carrier].mesh;
    float nearest = 1e9F;
    for (std::size_t i = 0; i < f.vertices.size(); ++i) {
      if (f.distance_mm[i] > -0.5F) continue;
      const float lateral = anatomy::sign(f.side) * (m.positions[f.vertices[i]].x - mid);
      EXPECT_GT(lateral, 0) << f.region;
      nearest = std::min(nearest, lateral);
    }
    if (f.region == "suboccipital") {
      EXPECT_LT(nearest, 0.012F);
    }
    if (f.region == "scap_medial_upper") {
      EXPECT_GT(nearest, 0.03F);
    }
    EXPECT_EQ(body->structures[f.carrier].kind == format::Kind::deep_surface, library->region(f.region)->bone_surface) << f.region;
  }

  // A deep sheet hugs the outside of the ribs.
  for (const format::Structure &s : body->structures) {
    if (s.kind != format::Kind::deep_surface) continue;
    for (const vec2 &uv : s.mesh.uv) EXPECT_TRUE(uv.x > 0 && uv.x < 1 && uv.y > 0 && uv.y < 1) << s.id;
    if (!s.id.starts_with("deep.scapula")) continue;
    const PointTree sheet(s.mesh.positions);
    for (const format::Structure &rib : body->structures)
      if (rib.side == s.side && (rib.bone == "rib_04" || rib.bone == "rib_05"))
        for (const vec3 &p : rib.mesh.positions) {
          const PointTree::Hit h = sheet.nearest(p);
          if (h.distance > 0.01F) continue;
          EXPECT_LT(glm::dot(p - s.mesh.positions[h.index], s.mesh.normals[h.index]), 0.003F);
        }
  }

  for (const format::TriggerPoint &t : body->trigger_points)
    EXPECT_GT(anatomy::sign(t.side) * (t.point.x - mid), 0) << t.pattern;
}

} // namespace
