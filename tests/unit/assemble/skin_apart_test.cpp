#include "assemble/skin_apart.h"

#include "form/remesh.h"
#include "form/triangle_tree.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace myo::assemble {
namespace {
namespace apart {


form::Surface ball(vec3 centre, float radius) {
  Bounds box;
  box.add(centre - vec3(1.2F * radius)), box.add(centre + vec3(1.2F * radius));
  form::Field field;
  field.lattice = form::lattice_over(box, 0, 0.1F * radius);
  field.values.resize(field.lattice.count());
  const form::Lattice &l = field.lattice;
  for (int z = 0; z < l.size.z; ++z)
    for (int y = 0; y < l.size.y; ++y)
      for (int x = 0; x < l.size.x; ++x) field.values[l.index(x, y, z)] = glm::distance(l.point(x, y, z), centre) - radius;
  return form::isosurface(field);
}

// A limb of 40 mm beside a trunk of 60 mm: what lies beneath them is `gap` apart, the limb's skin 8 mm thick, the trunk's 12.
struct Pair {
  explicit Pair(float gap) {
    const vec3 limb_centre(100 * millimetre + gap, 0, 0), trunk_centre(0);
    for (const bool limb : {true, false}) {
      const vec3 centre = limb ? limb_centre : trunk_centre;
      const LimbWeights w = limb ? LimbWeights(1, 0, 0, 0) : LimbWeights(0);
      const form::Surface over = ball(centre, limb ? 48 * millimetre : 72 * millimetre), under = ball(centre, limb ? 40 * millimetre : 60 * millimetre);
      const auto skin_first = static_cast<std::uint32_t>(skin.positions.size()), first = static_cast<std::uint32_t>(cloud.rest.size());
      skin.positions.insert(skin.positions.end(), over.positions.begin(), over.positions.end());
      for (const std::uint32_t i : over.indices) skin.indices.push_back(skin_first + i);
      limbs.resize(skin.positions.size(), w);
      cloud.rest.insert(cloud.rest.end(), under.positions.begin(), under.positions.end());
      for (const std::uint32_t i : under.indices) cloud.triangles.push_back(first + i);
      cloud.limbs.resize(cloud.rest.size(), w);
      flesh.push_back(under);
    }
  }
  // Vertices of one skin inside the other.
  [[nodiscard]] std::size_t inside() const {
    std::size_t count = 0;
    const std::vector<vec3> normals = form::vertex_normals(skin.positions, skin.indices);
    for (const bool limb : {true, false}) {
      std::vector<std::uint32_t> other;
      for (std::size_t t = 0; t < skin.indices.size(); t += 3)
        if ((limbs[skin.indices[t]].x > 0.5F) != limb) other.insert(other.end(), {skin.indices[t], skin.indices[t + 1], skin.indices[t + 2]});
      const form::TriangleTree tree(skin.positions, other, normals);
      for (std::size_t i = 0; i < limbs.size(); ++i)
        if ((limbs[i].x > 0.5F) == limb && tree.nearest(skin.positions[i]).distance < 0) ++count;
    }
    return count;
  }
  // How near skin comes to what lies under it, negative where that comes through.
  [[nodiscard]] float thinnest() const {
    float least = 1;
    for (const form::Surface &f : flesh) {
      const form::TriangleTree tree(f.positions, f.indices, form::vertex_normals(f.positions, f.indices));
      for (const vec3 &p : skin.positions) least = std::min(least, tree.nearest(p).distance);
    }
    return least;
  }

  form::Surface skin;
  std::vector<LimbWeights> limbs;
  SkinCloud cloud;
  std::vector<form::Surface> flesh;
};

TEST(SkinApart, TwoSkinsShareTheRoomBetweenThem) {
  Pair pair(9 * millimetre);
  ASSERT_GT(pair.inside(), 20U);
  EXPECT_GT(part_limbs(pair.skin, pair.limbs, pair.cloud, 1.5F * millimetre), 20U);
  EXPECT_EQ(pair.inside(), 0U);
  EXPECT_GT(pair.thinnest(), 1.2F * millimetre);
}

TEST(SkinApart, NothingMovesWhereNothingMeets) {
  Pair pair(40 * millimetre);
  const std::vector<vec3> before = pair.skin.positions;
  EXPECT_EQ(part_limbs(pair.skin, pair.limbs, pair.cloud, 1.5F * millimetre), 0U);
  EXPECT_EQ(pair.skin.positions, before);
}

} // namespace apart
} // namespace
} // namespace myo::assemble
