// The whole of rigging on the real body. Needs MYOSCOPE_BODYPARTS3D: the folder with the publisher's archive.
#include "assemble/attachments.h"
#include "assemble/check.h"
#include "assemble/grow.h"
#include "assemble/import/bodyparts3d/import.h"
#include "assemble/joints.h"
#include "assemble/landmarks.h"
#include "assemble/mesh/sampler.h"
#include "assemble/surface_probe.h"
#include "assemble/trigger_points.h"
#include "assemble/weights.h"

#include "form/isosurface.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <set>

namespace myo::assemble {
namespace {

using anatomy::Role;
using anatomy::Side;

class RiggedBody : public testing::Test {
protected:
  static void SetUpTestSuite() {
    const char *folder = std::getenv("MYOSCOPE_BODYPARTS3D");
    if (!folder) return;
    auto read = anatomy::read_library(std::string(MYO_SOURCE_DIR) + "/assets/anatomy");
    ASSERT_TRUE(read) << read.error().line();
    library = std::make_unique<anatomy::Library>(std::move(*read));
    Progress progress;
    auto imported = bodyparts3d::import_structures(folder, *library, progress);
    ASSERT_TRUE(imported) << imported.error().line();
    body = std::make_unique<format::Body>(std::move(*imported));
    for (const auto &step : {+[](format::Body &b, const anatomy::Library &l, Progress &p) { return place_landmarks(b, l, p); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &p) { return build_joints(b, l, p); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &p) { return grow_missing(b, l, p); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &p) { return find_attachments(b, l, p); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &p) { return weigh(b, l, p); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &p) { return place_landmarks(b, l, p, LandmarkPass::skin); },
                             +[](format::Body &b, const anatomy::Library &l, Progress &) { return place_trigger_points(b, l); }}) {
      const Status s = step(*body, *library, progress);
      ASSERT_TRUE(s) << s.error().line();
    }
  }
  static void TearDownTestSuite() { body.reset(), library.reset(); }
  void SetUp() override {
    if (!std::getenv("MYOSCOPE_BODYPARTS3D")) GTEST_SKIP() << "MYOSCOPE_BODYPARTS3D is not set";
    ASSERT_NE(body, nullptr);
  }
  static vec3 landmark(const char *id, Side side = Side::midline) {
    const format::Landmark *l = find_landmark(*body, id, side);
    return l ? l->point : vec3(1e9F);
  }
  static inline std::unique_ptr<anatomy::Library> library;
  static inline std::unique_ptr<format::Body> body;
};

TEST_F(RiggedBody, StandsTheRightWayRound) {
  EXPECT_LT(landmark("inion").z, landmark("glabella").z - 0.1F); // the origin lies behind the body, so no sign to ask for
  EXPECT_LT(landmark("scap_inferior_angle", Side::right).x, 0);
  EXPECT_GT(landmark("vertex").y, landmark("c7_spinous").y);
  EXPECT_LT(landmark("c7_spinous").z, landmark("jugular_notch").z);
}

TEST_F(RiggedBody, HasEveryLandmarkOnBone) {
  for (const anatomy::Landmark &l : library->landmarks) {
    if (l.soft) continue;
    for (const Side side : {Side::midline, Side::left, Side::right})
      if ((side == Side::midline) == l.midline) {
        EXPECT_NE(find_landmark(*body, l.id, side), nullptr) << l.id << " " << to_string(side);
      }
  }
}

TEST_F(RiggedBody, JointCentresAreWhereTrialsFoundThem) {
  const auto at = [&](const char *id) {
    const auto j = find_joint(*body, id);
    return j == format::none ? vec3(1e9F) : body->joints[j].centre / millimetre;
  };
  EXPECT_LT(glm::distance(at("right.glenohumeral"), vec3(-162.8F, 1324.8F, 72.0F)), 2);
  EXPECT_LT(glm::distance(at("atlantoaxial"), vec3(-0.7F, 1484.9F, 88.5F)), 3);
  EXPECT_LT(glm::distance(at("atlanto_occipital"), vec3(-0.7F, 1488.0F, 81.8F)), 4);
  EXPECT_EQ(body->joints[0].id, "sacrum");
  for (const char *id : {"c2_c3", "c4_c5", "t5_t6", "l5_s1"}) {
    const auto j = find_joint(*body, id);
    ASSERT_NE(j, format::none);
    EXPECT_EQ(body->joints[j].how, "disc");
    EXPECT_NEAR(glm::determinant(body->joints[j].axes), 1, 1e-3F);
  }
  const auto c7 = find_joint(*body, "c7_t1");
  EXPECT_NEAR(body->joints[c7].axes[1].y, 0.91F, 0.05F); // the disc leans forward
  EXPECT_GT(body->joints[c7].axes[1].z, 0.2F);
}

TEST_F(RiggedBody, PassesItsOwnCheckButForWhatTheSourceLacks) {
  const CheckReport report = check(*body, *library);
  for (const CheckRow &r : report.rows)
    if (r.verdict == Verdict::fault) { EXPECT_EQ(r.check, "attachments") << r.subject << ": " << r.text; }
  EXPECT_GE(report.attachments.share(), 0.95);
  EXPECT_EQ(report.attachments.unlisted, 0) << check_text(report);
  EXPECT_EQ(report.attachments.stale, 0);
  EXPECT_EQ(report.attachments.generated, report.attachments.generated_expected);
  EXPECT_EQ(report.attachments.without_origin, 0);
  EXPECT_LE(report.attachments.without_insertion, 5);
}

TEST_F(RiggedBody, TheLatissimusLiesInNothing) {
  std::vector<const format::Structure *> sheets;
  for (const format::Structure &s : body->structures)
    if (s.muscle == "latissimus_dorsi") sheets.push_back(&s);
  ASSERT_EQ(sheets.size(), 2U);
  std::vector<std::vector<char>> buried;
  for (const format::Structure *sheet : sheets) buried.emplace_back(sheet->mesh.positions.size(), 0);
  for (const format::Structure &s : body->structures) {
    if (s.generated || !(s.kind == format::Kind::muscle || s.kind == format::Kind::bone || s.kind == format::Kind::cartilage)) continue;
    Bounds box;
    for (const vec3 p : s.mesh.positions) box.add(p);
    std::optional<SurfaceProbe> probe;
    for (std::size_t k = 0; k < sheets.size(); ++k)
      for (std::size_t v = 0; v < buried[k].size(); ++v) {
        const vec3 p = sheets[k]->mesh.positions[v];
        if (buried[k][v] || !glm::all(glm::greaterThan(p, box.low)) || !glm::all(glm::lessThan(p, box.high))) continue;
        if (!probe) probe.emplace(sample_surface(s.mesh));
        const float d = (*probe)(p).distance; // its sign only chooses whom to ask in earnest
        if (d > -1 * millimetre || d < -40 * millimetre) continue;
        buried[k][v] = form::winding(s.mesh.positions, s.mesh.indices, p) > 0.5;
      }
  }
  for (const auto &of : buried)
    EXPECT_LE(std::count(of.begin(), of.end(), 1), static_cast<std::ptrdiff_t>(of.size() / 100)) << "more than 1 mm inside a part";
}

TEST_F(RiggedBody, GrownMusclesAreMarkedAndHoldOn) {
  std::set<std::string> grown;
  for (const format::Structure &s : body->structures)
    if (s.generated && s.kind == format::Kind::muscle) grown.insert(s.muscle);
  EXPECT_EQ(grown, (std::set<std::string>{"latissimus_dorsi", "multifidus_cervicis", "obliquus_capitis_inferior",
                                          "rectus_capitis_posterior_major"}));
  for (const std::string &m : grown)
    for (const Side side : {Side::left, Side::right})
      for (const Role role : {Role::origin, Role::insertion}) {
        EXPECT_TRUE(std::any_of(body->patches.begin(), body->patches.end(), [&](const format::Patch &p) {
          return p.muscle == m && p.side == side && p.role == role && p.how == format::Found::generated && p.area_mm2 > 5;
        })) << m;
      }
}

TEST_F(RiggedBody, LevatorScapulaeAttachesAsMeasured) {
  int found = 0;
  for (const format::Patch &p : body->patches) {
    if (p.muscle != "levator_scapulae" || p.side != Side::right) continue;
    ++found;
    const std::string &bone = body->structures[p.bone_structure].bone;
    EXPECT_LT(p.centroid.x, 0);
    if (bone == "scapula") {
      EXPECT_EQ(p.role, Role::insertion);
      EXPECT_NEAR(p.area_mm2, 269, 130);
    } else {
      EXPECT_GT(p.area_mm2, 10);
      EXPECT_LT(p.area_mm2, 110);
    }
  }
  EXPECT_EQ(found, 5);
}

} // namespace
} // namespace myo::assemble
