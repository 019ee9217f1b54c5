#include "format/check.h"

#include "../../support/sample_body.h"

#include <functional>
#include <gtest/gtest.h>
#include <limits>

namespace myo::format {
namespace {

constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();

struct BodyFault {
  const char *name;
  std::function<void(Body &)> make;
  const char *said; // part of the line
};

class CheckBody : public testing::TestWithParam<BodyFault> {};

TEST(CheckBodyWhole, AcceptsTheSample) {
  const Status status = check_body(tests::sample_body());
  EXPECT_TRUE(status) << status.error().line();
}

TEST_P(CheckBody, RefusesWithOneClearLine) {
  Body body = tests::sample_body();
  GetParam().make(body);
  const Status status = check_body(body);
  ASSERT_FALSE(status);
  const std::string line = status.error().line();
  EXPECT_NE(line.find(GetParam().said), std::string::npos) << line;
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    Faults, CheckBody,
    testing::Values(
        BodyFault{"NoStructure", [](Body &b) { b.structures.clear(); }, "no structure"},
        BodyFault{"NoJoint", [](Body &b) { b.joints.clear(); }, "no joint"},
        BodyFault{"TwinJoints", [](Body &b) { b.joints[2].id = b.joints[1].id; }, "two joints"},
        BodyFault{"ParentLater", [](Body &b) { b.joints[1].parent = 2; }, "parent"},
        BodyFault{"RootWithParent", [](Body &b) { b.joints[0].parent = 0; }, "parent"},
        BodyFault{"CentreNan", [](Body &b) { b.joints[1].centre.x = nan_value; }, "centre"},
        BodyFault{"AxesSkewed", [](Body &b) { b.joints[1].axes[0] = glm::normalize(vec3(1, 1, 0)); }, "right angles"},
        BodyFault{"AxesLeftHanded", [](Body &b) { b.joints[1].axes[0] = vec3(-1, 0, 0); }, "left-handed"},
        BodyFault{"TwinStructures", [](Body &b) { b.structures[1].id = b.structures[0].id; }, "two structures"},
        BodyFault{"PositionNan", [](Body &b) { b.structures[0].mesh.positions[5].z = nan_value; }, "vertex 5"},
        BodyFault{"NormalShort", [](Body &b) { b.structures[0].mesh.normals[5] *= 0.5F; }, "normal"},
        BodyFault{"NormalZero", [](Body &b) { b.structures[0].mesh.normals[5] = vec3(0); }, "normal"},
        BodyFault{"WeightsSum", [](Body &b) { b.structures[0].mesh.weights[5].x = 0.99F; }, "sum to 0.99"},
        BodyFault{"WeightNegative", [](Body &b) { b.structures[0].mesh.weights[5] = vec4(1.2F, -0.2F, 0, 0); }, "weight"},
        BodyFault{"WeightNan", [](Body &b) { b.structures[0].mesh.weights[5].y = nan_value; }, "weight"},
        BodyFault{"JointBeyond", [](Body &b) { b.structures[0].mesh.joints[5].x = 3; }, "joint 3 of 3"},
        BodyFault{"IndexBeyond", [](Body &b) { b.structures[0].mesh.indices[7] = 100000; }, "names vertex 100000"},
        BodyFault{"IndexCount", [](Body &b) { b.structures[0].mesh.indices.pop_back(); }, "incomplete"},
        BodyFault{"NoTriangles", [](Body &b) { b.structures[0].mesh.indices.clear(); }, "no triangles"},
        BodyFault{"ArrayLength", [](Body &b) { b.structures[0].mesh.openness.pop_back(); }, "length"},
        BodyFault{"UvOutside", [](Body &b) { b.structures[4].mesh.uv[0].x = 1.5F; }, "uv"},
        BodyFault{"TwinLandmarks", [](Body &b) { b.landmarks.push_back(b.landmarks[0]); }, "two landmarks"},
        BodyFault{"LandmarkJoint", [](Body &b) { b.landmarks[0].joint = 9; }, "joint"},
        BodyFault{"PatchStructure", [](Body &b) { b.patches[0].bone_structure = 50; }, "structure"},
        BodyFault{"PatchIndex", [](Body &b) { b.patches[0].indices[1] = 3; }, "names vertex 3"},
        BodyFault{"PatchOutlineNan", [](Body &b) { b.patches[0].outline[0][1].y = nan_value; }, "outline"},
        BodyFault{"ExpectedPatch", [](Body &b) { b.expected[0].patch = 7; }, "patch"},
        BodyFault{"RegionCarrier", [](Body &b) { b.regions[0].carrier = none; }, "carrier"},
        BodyFault{"RegionVertex", [](Body &b) { b.regions[0].vertices[3] = 1000000; }, "vertex 1000000"},
        BodyFault{"RegionNan", [](Body &b) { b.regions[0].distance_mm[3] = nan_value; }, "distance"},
        BodyFault{"TriggerJoint", [](Body &b) { b.trigger_points[0].joint = 3; }, "joint"}),
    [](const auto &fault) { return std::string(fault.param.name); });

} // namespace
} // namespace myo::format
