// The smallest body that has one of everything an atlas can hold: three joints, two bones, a muscle, a skin with a chart
// seam, an attachment, a region and a trigger point. For tests of files and of what reads them.
#pragma once

#include "format/body.h"

#include <cmath>

namespace myo::tests {

// A closed ball of `rings` x `sectors` quads around `centre`, one vertex a position, bound to `joint`.
inline format::Mesh sample_ball(vec3 centre, float radius, std::uint16_t joint, int rings = 8, int sectors = 12) {
  format::Mesh mesh;
  const auto add = [&](vec3 n) {
    mesh.positions.push_back(centre + radius * n);
    mesh.normals.push_back(glm::normalize(n));
  };
  add({0, 1, 0});
  for (int r = 1; r < rings; ++r)
    for (int s = 0; s < sectors; ++s) {
      const float polar = glm::pi<float>() * static_cast<float>(r) / static_cast<float>(rings);
      const float around = 2 * glm::pi<float>() * static_cast<float>(s) / static_cast<float>(sectors);
      add({std::sin(polar) * std::sin(around), std::cos(polar), std::sin(polar) * std::cos(around)});
    }
  add({0, -1, 0});
  const auto at = [&](int r, int s) { return static_cast<std::uint32_t>(1 + (r - 1) * sectors + s % sectors); };
  const auto last = static_cast<std::uint32_t>(mesh.positions.size() - 1);
  for (int s = 0; s < sectors; ++s) {
    mesh.indices.insert(mesh.indices.end(), {0U, at(1, s), at(1, s + 1)});
    for (int r = 1; r + 1 < rings; ++r) {
      mesh.indices.insert(mesh.indices.end(), {at(r, s), at(r + 1, s), at(r + 1, s + 1)});
      mesh.indices.insert(mesh.indices.end(), {at(r, s), at(r + 1, s + 1), at(r, s + 1)});
    }
    mesh.indices.insert(mesh.indices.end(), {last, at(rings - 1, s + 1), at(rings - 1, s)});
  }
  mesh.joints.assign(mesh.positions.size(), u16vec4(joint, 0, 0, 0));
  mesh.weights.assign(mesh.positions.size(), vec4(1, 0, 0, 0));
  mesh.openness.assign(mesh.positions.size(), 255);
  return mesh;
}

// Two square sheets that meet at x = 0 with doubled vertices there: two charts and the seam between them.
inline format::Mesh sample_sheet(int cells, std::uint16_t joint) {
  format::Mesh mesh;
  for (int half = 0; half < 2; ++half) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    for (int y = 0; y <= cells; ++y)
      for (int x = 0; x <= cells; ++x) {
        const float u = static_cast<float>(x) / static_cast<float>(cells);
        const float v = static_cast<float>(y) / static_cast<float>(cells);
        mesh.positions.emplace_back((u - (half == 0 ? 1.0F : 0.0F)) * 0.2F, v * 0.2F, 0.1F);
        mesh.normals.emplace_back(0, 0, 1);
        mesh.uv.emplace_back(0.05F + 0.5F * static_cast<float>(half) + 0.4F * u, 0.05F + 0.4F * v);
        mesh.openness.push_back(static_cast<std::uint8_t>(100 + x));
      }
    const auto at = [&](int x, int y) { return first + static_cast<std::uint32_t>(y * (cells + 1) + x); };
    for (int y = 0; y < cells; ++y)
      for (int x = 0; x < cells; ++x) {
        mesh.indices.insert(mesh.indices.end(), {at(x, y), at(x + 1, y), at(x + 1, y + 1)});
        mesh.indices.insert(mesh.indices.end(), {at(x, y), at(x + 1, y + 1), at(x, y + 1)});
      }
  }
  mesh.joints.assign(mesh.positions.size(), u16vec4(joint, 0, 0, 0));
  mesh.weights.assign(mesh.positions.size(), vec4(1, 0, 0, 0));
  return mesh;
}

inline format::Body sample_body(int rings = 8, int cells = 10) {
  using namespace format;
  Body body;
  body.name = "Sample";
  body.source = "test";
  body.credits.push_back({"Sample body, made in code", "MIT", "https://example.org"});
  body.joints.push_back({"sacrum", none, {0, 0, 0}, mat3(1), "judged", 0});
  body.joints.push_back({"c7_t1", 0, {0, 0.3F, 0.01F}, mat3(1), "disc", 0.5F});
  const mat3 turned(mat3(glm::rotate(mat4(1), 0.4F, vec3(0.6F, 0.8F, 0))));
  body.joints.push_back({"right.glenohumeral", 1, {-0.15F, 0.25F, 0}, turned, "sphere", 0.25F});

  const auto add = [&](std::string id, std::string name, Kind kind, Side side, Mesh mesh) -> Structure & {
    Structure s;
    s.id = std::move(id);
    s.fma = s.id.rfind("FMA", 0) == 0 ? s.id.substr(0, s.id.find('.')) : "";
    s.name = std::move(name);
    s.latin = "latin of " + s.name;
    s.kind = kind;
    s.side = side;
    s.system = "test";
    s.mesh = std::move(mesh);
    body.structures.push_back(std::move(s));
    return body.structures.back();
  };
  add("FMA1", "Ball bone", Kind::bone, Side::midline, sample_ball({0, 0, 0}, 0.05F, 0, rings, rings + 4)).bone = "ball";
  add("FMA2", "Right bone", Kind::bone, Side::right, sample_ball({-0.15F, 0.25F, 0}, 0.03F, 2, rings, rings + 4)).bone = "side";
  Mesh belly = sample_ball({-0.08F, 0.12F, 0}, 0.06F, 0, rings, rings + 4);
  for (std::size_t v = 0; v < belly.positions.size(); ++v) {
    const float share = glm::clamp((belly.positions[v].y - 0.06F) / 0.12F, 0.0F, 1.0F);
    belly.joints[v] = u16vec4(0, 2, 0, 0);
    belly.weights[v] = vec4(1.0F - share, share, 0, 0);
    belly.uv.emplace_back(share, 0.1F);
  }
  add("FMA3", "Right muscle", Kind::muscle, Side::right, std::move(belly)).muscle = "mover";
  add("FMA3.2", "Right muscle, second part", Kind::muscle, Side::right, sample_ball({-0.1F, 0.1F, -0.05F}, 0.02F, 1)).muscle = "mover";
  add("gen.skin", "Skin", Kind::skin, Side::midline, sample_sheet(cells, 1)).generated = true;

  body.landmarks.push_back({"inion", Side::midline, {0, 0.4F, -0.1F}, 1});
  body.landmarks.push_back({"acromion", Side::right, {-0.2F, 0.3F, 0}, 2});
  Patch patch;
  patch.muscle = "mover";
  patch.muscle_structure = 2;
  patch.bone_structure = 0;
  patch.role = Role::origin;
  patch.side = Side::right;
  patch.centroid = {0.01F, 0.02F, 0.03F};
  patch.area_mm2 = 120.5F;
  patch.reach_mm = 2.25F;
  patch.outline = {{{0, 0, 0}, {0.01F, 0, 0}, {0, 0.01F, 0}}};
  patch.positions = {{0, 0, 0}, {0.01F, 0, 0}, {0, 0.01F, 0}};
  patch.normals.assign(3, vec3(0, 0, 1));
  patch.edge_mm = {-1, 0, 1};
  patch.indices = {0, 1, 2};
  body.patches.push_back(patch);
  patch.role = Role::insertion;
  patch.bone_structure = 1;
  patch.joint = 2;
  patch.how = Found::generated;
  body.patches.push_back(patch);
  body.expected.push_back({"mover", Side::right, Role::origin, "ball", Side::midline, 0, ""});
  body.expected.push_back({"mover", Side::right, Role::insertion, "lost", Side::right, none, "nearest is 9 mm away"});
  RegionField region;
  region.region = "patch_of_skin";
  region.side = Side::right;
  region.carrier = 4;
  for (std::uint32_t v = 0; v < 40; ++v) {
    region.vertices.push_back(v);
    region.distance_mm.push_back(static_cast<float>(v) - 7.5F);
  }
  region.area_cm2 = 12.25F;
  body.regions.push_back(region);
  body.trigger_points.push_back({"pattern_one", Side::right, {-0.08F, 0.12F, 0.05F}, 1, 2});
  body.notes = {"a note with \"quotes\" and \xC3\xA4", "another"};
  return body;
}

} // namespace myo::tests
