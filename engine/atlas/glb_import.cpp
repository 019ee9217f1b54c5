#include "atlas/glb_import.h"

#include <assimp/Importer.hpp>
#include <assimp/scene.h>
#include <cmath>
#include <map>

namespace myo::atlas {
namespace {

using format::Mesh;
using JointNames = std::map<std::string, std::uint16_t, std::less<>>;

constexpr const char *remedy = "import the atlas again";

vec3 point(const aiVector3D &v) { return {v.x, v.y, v.z}; }

JointNames joint_names(const format::Body &body) {
  JointNames out;
  for (std::size_t j = 0; j < body.joints.size(); ++j) out["joint " + body.joints[j].id] = static_cast<std::uint16_t>(j);
  return out;
}

Status read_weights(const aiMesh &from, const JointNames &joints, Mesh &to, const std::string &where) {
  const std::size_t n = from.mNumVertices;
  to.joints.assign(n, u16vec4(0));
  to.weights.assign(n, vec4(0));
  std::vector<std::uint8_t> used(n, 0);
  for (unsigned b = 0; b < from.mNumBones; ++b) {
    const aiBone &bone = *from.mBones[b];
    const auto joint = joints.find(std::string_view(bone.mName.C_Str()));
    for (unsigned w = 0; w < bone.mNumWeights; ++w) {
      const aiVertexWeight &weight = bone.mWeights[w];
      if (weight.mWeight == 0.0F) continue; // bones without weights get a dummy
      if (joint == joints.end())
        return bad_input(fmt::format("it hangs on \"{}\", which is no joint of body.json", bone.mName.C_Str()), where, remedy);
      if (weight.mVertexId >= n) return bad_input("a weight names a vertex that is not there", where, remedy);
      std::uint8_t &slot = used[weight.mVertexId];
      if (slot == 4) return bad_input(fmt::format("vertex {} has more than four weights", weight.mVertexId), where, remedy);
      to.joints[weight.mVertexId][slot] = joint->second;
      to.weights[weight.mVertexId][slot] = weight.mWeight;
      ++slot;
    }
  }
  return {};
}

Status read_mesh(const aiMesh &from, const format::Manifest::Expectation &expected, const JointNames &joints, Mesh &to,
                 const std::string &where) {
  if (from.mNumVertices != expected.vertices || from.mNumFaces != expected.triangles)
    return bad_input(fmt::format("has {} vertices and {} triangles where body.json says {} and {}", from.mNumVertices,
                                 from.mNumFaces, expected.vertices, expected.triangles),
                     where, remedy);
  if (!from.HasNormals()) return bad_input("has no normals", where, remedy);
  const std::size_t n = from.mNumVertices;
  to.positions.resize(n);
  to.normals.resize(n);
  for (std::size_t v = 0; v < n; ++v) to.positions[v] = point(from.mVertices[v]);
  for (std::size_t v = 0; v < n; ++v) to.normals[v] = point(from.mNormals[v]);
  if (to.openness.empty() && from.HasVertexColors(0)) { // where it lay before it got its own place in fields.bin
    to.openness.resize(n);
    for (std::size_t v = 0; v < n; ++v)
      to.openness[v] = static_cast<std::uint8_t>(std::lround(glm::clamp(from.mColors[0][v].r, 0.0F, 1.0F) * 255.0F));
  }
  if (from.HasTextureCoords(0)) {
    to.uv.resize(n);
    for (std::size_t v = 0; v < n; ++v) // Assimp turns glTF's y-down into its own y-up
      to.uv[v] = {from.mTextureCoords[0][v].x, 1.0F - from.mTextureCoords[0][v].y};
  }
  to.indices.resize(std::size_t{from.mNumFaces} * 3);
  for (std::size_t f = 0; f < from.mNumFaces; ++f) {
    const aiFace &face = from.mFaces[f];
    if (face.mNumIndices != 3) return bad_input("holds something that is not a triangle", where, remedy);
    for (std::size_t k = 0; k < 3; ++k) to.indices[3 * f + k] = face.mIndices[k];
  }
  return read_weights(from, joints, to, where);
}

} // namespace

Status import_meshes(std::span<const std::byte> glb, format::Manifest &manifest, const std::string &where) {
  Assimp::Importer importer;
  // No post-processing: it would reorder, merge or drop, and everything has been done before the file was written.
  const aiScene *scene = importer.ReadFileFromMemory(glb.data(), glb.size(), 0, "glb");
  if (scene == nullptr) return bad_input(fmt::format("cannot be read: {}", importer.GetErrorString()), where, remedy);
  std::map<std::string_view, const aiMesh *> by_name;
  for (unsigned m = 0; m < scene->mNumMeshes; ++m)
    if (!by_name.emplace(scene->mMeshes[m]->mName.C_Str(), scene->mMeshes[m]).second)
      return bad_input(fmt::format("two meshes are called \"{}\"", scene->mMeshes[m]->mName.C_Str()), where, remedy);
  const JointNames joints = joint_names(manifest.body);
  for (std::size_t s = 0; s < manifest.body.structures.size(); ++s) {
    format::Structure &structure = manifest.body.structures[s];
    const auto found = by_name.find(structure.id);
    if (found == by_name.end()) return bad_input(fmt::format("has no mesh \"{}\"", structure.id), where, remedy);
    MYO_CHECK(read_mesh(*found->second, manifest.meshes[s], joints, structure.mesh, where + " " + structure.id));
  }
  return {};
}

} // namespace myo::atlas
