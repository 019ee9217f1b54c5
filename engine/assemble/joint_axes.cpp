#include "assemble/joint_axes.h"

#include "assemble/joints.h"
#include "assemble/landmarks.h"

#include <Eigen/Dense>
#include <cmath>

namespace myo::assemble {
namespace {

using anatomy::Side;

Side side_of(std::string_view id) {
  if (id.starts_with("left.")) return Side::left;
  if (id.starts_with("right.")) return Side::right;
  return Side::midline;
}
std::string_view plain(std::string_view id) {
  const Side side = side_of(id);
  return side == Side::midline ? id : id.substr(anatomy::to_string(side).size() + 1);
}

// `up` is kept exactly; `across` is turned as little as possible.
mat3 frame_from_up(vec3 up, vec3 across) {
  up = glm::normalize(up);
  across -= glm::dot(across, up) * up;
  if (glm::length(across) < 1e-6F) across = glm::cross(up, vec3(0, 0, 1));
  across = glm::normalize(across);
  return {across, up, glm::cross(across, up)};
}
mat3 frame_from_across(vec3 across, vec3 up) {
  across = glm::normalize(across);
  up -= glm::dot(up, across) * across;
  if (glm::length(up) < 1e-6F) up = vec3(0, 1, 0);
  up = glm::normalize(up);
  return {across, up, glm::cross(across, up)};
}

// Where a limb goes on after this joint.
vec3 next_out(const format::Body &body, std::uint32_t at) {
  glm::dvec3 sum{0};
  int count = 0;
  for (const format::Joint &j : body.joints)
    if (j.parent == at && plain(j.id) != "patellofemoral") sum += glm::dvec3(j.centre), ++count;
  return count > 0 ? vec3(sum / double(count)) : body.joints[at].centre;
}

} // namespace

Plane fit_plane(std::span<const vec3> points) {
  Plane plane;
  if (points.empty()) return plane;
  Eigen::Vector3d mean = Eigen::Vector3d::Zero();
  for (const vec3 p : points) mean += Eigen::Vector3d(p.x, p.y, p.z);
  mean /= static_cast<double>(points.size());
  Eigen::Matrix3d spread = Eigen::Matrix3d::Zero();
  for (const vec3 p : points) {
    const Eigen::Vector3d d = Eigen::Vector3d(p.x, p.y, p.z) - mean;
    spread += d * d.transpose();
  }
  const Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d> solver(spread / static_cast<double>(points.size()));
  Eigen::Vector3d n = solver.eigenvectors().col(0);
  if (n.y() < 0) n = -n;
  plane.centre = vec3(mean.x(), mean.y(), mean.z());
  plane.normal = vec3(n.x(), n.y(), n.z());
  plane.thickness_mm = static_cast<float>(1e3 * std::sqrt(std::max(0.0, solver.eigenvalues()[0])));
  return plane;
}

void orient_joints(format::Body &body, const std::map<std::string, JointPlace, std::less<>> &places) {
  const auto point = [&](std::string_view id, Side side) -> const format::Landmark * {
    return find_landmark(body, id, side);
  };
  for (std::uint32_t i = 0; i < body.joints.size(); ++i) {
    format::Joint &joint = body.joints[i];
    const auto found = places.find(joint.id);
    const vec3 across = found == places.end() ? vec3(0) : found->second.across;
    const vec3 given_up = found == places.end() ? vec3(0) : found->second.up;
    const Side side = side_of(joint.id);
    const vec3 left(1, 0, 0);

    if (glm::length(given_up) > 0) {
      // A disc leans forward and back, never to the side: what its fit says sideways is noise.
      const vec3 up = side == Side::midline ? vec3(0, given_up.y, given_up.z) : given_up;
      joint.axes = frame_from_up(up, left);
      continue;
    }
    if (side == Side::midline) {
      joint.axes = mat3(1);
      continue;
    }
    const std::string_view id = plain(joint.id);
    vec3 up = joint.centre - next_out(body, i);
    if (glm::length(up) < 1e-4F) // the last of its chain goes on as its parent did
      up = joint.parent == format::none ? vec3(0, 1, 0) : body.joints[joint.parent].centre - joint.centre;
    if (id == "radioulnar") { // turns about the line from the ulnar head to the radial head
      if (const format::Landmark *styloid = point("ulnar_styloid", side)) up = joint.centre - styloid->point;
    } else if (id == "sternoclavicular" || id == "acromioclavicular" || id == "sacroiliac" || id == "subtalar" ||
               id == "midtarsal" || id.starts_with("costovertebral")) {
      joint.axes = mat3(1); // these move in the body's own planes
      if (id == "subtalar") {
        // Inman: the axis rises 42 degrees and points 16 degrees inward from the foot's own line; here it is Z.
        const float tilt = 42 * degree;
        const float turn = 16 * degree * anatomy::sign(side);
        const vec3 forward(-std::cos(tilt) * std::sin(turn), std::sin(tilt), std::cos(tilt) * std::cos(turn));
        const vec3 x = glm::normalize(glm::cross(vec3(0, 1, 0), forward));
        joint.axes = mat3(x, glm::cross(forward, x), forward);
      }
      continue;
    }
    joint.axes = glm::length(across) > 0 ? frame_from_across(across, up) : frame_from_up(up, left);
  }
}

} // namespace myo::assemble
