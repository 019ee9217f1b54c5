// Everything that is not glTF 2.0, by Assimp. Runs in the reading process: it stops at what it did not expect.
#include "atlas/figure/reading.h"

#include <assimp/Importer.hpp>
#include <assimp/config.h>
#include <assimp/postprocess.h>
#include <assimp/scene.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace myo::atlas {
namespace {

constexpr double usual_ticks = 25;             // a second, where the file does not say

mat4 matrix_of(const aiMatrix4x4 &m) { // Assimp's rows are glm's columns
  return {{m.a1, m.b1, m.c1, m.d1}, {m.a2, m.b2, m.c2, m.d2}, {m.a3, m.b3, m.c3, m.d3}, {m.a4, m.b4, m.c4, m.d4}};
}
vec3 point_of(const aiVector3D &v) { return {v.x, v.y, v.z}; }

float linear(float srgb) { return srgb <= 0.04045F ? srgb / 12.92F : std::pow((srgb + 0.055F) / 1.055F, 2.4F); }

struct ForeignReader {
  const aiScene &scene;
  Figure figure{};
  std::multimap<std::string, std::uint32_t> by_name{};
  std::vector<std::pair<const aiNode *, std::uint32_t>> nodes{};
  bool textured = false, morphed = false;
  FoundParts parts{figure.parts};
  FreeNames animation_names{};

  // Without recursion: a chain may be as long as the file.
  void read_nodes() {
    std::vector<std::pair<const aiNode *, std::uint32_t>> waiting{{scene.mRootNode, format::none}};
    while (!waiting.empty()) {
      const auto next = waiting.back();
      waiting.pop_back();
      const aiNode &from = *next.first;
      const auto index = static_cast<std::uint32_t>(figure.nodes.size());
      aiVector3D scale, shift;
      aiQuaternion turn;
      from.mTransformation.Decompose(scale, turn, shift);
      figure.nodes.push_back({from.mName.C_Str(), next.second, matrix_of(from.mTransformation),
                              {point_of(shift), quat(turn.w, turn.x, turn.y, turn.z), point_of(scale)}});
      by_name.emplace(from.mName.C_Str(), index);
      nodes.emplace_back(&from, index);
      for (unsigned c = from.mNumChildren; c-- > 0;) waiting.emplace_back(from.mChildren[c], index);
    }
  }

  // These formats say by its name what a bone or a track means.
  [[nodiscard]] std::uint32_t named(const char *name, const std::string &where) const {
    const auto [first, last] = by_name.equal_range(name);
    if (first == last) throw FigureFault{fmt::format("there is no node \"{}\"", readable_name(name, "")), where};
    if (std::next(first) != last)
      throw FigureFault{fmt::format("two nodes are called \"{}\", so nobody can tell which is meant; give each a name of its own", readable_name(name, "")), where};
    return first->second;
  }

  std::uint32_t read_skin(const aiMesh &from, FigurePart &part, const std::string &where) {
    FigureSkin skin;
    std::vector<std::vector<FigureInfluence>> held(from.mNumVertices);
    for (unsigned b = 0; b < from.mNumBones; ++b) {
      const aiBone &bone = *from.mBones[b];
      for (unsigned w = 0; w < bone.mNumWeights; ++w) {
        const aiVertexWeight weight = bone.mWeights[w];
        if (weight.mVertexId >= held.size() || !(weight.mWeight >= 0) || !(weight.mWeight <= 1e6F)) throw FigureFault{"a weight is not a share of a vertex", where};
        if (weight.mWeight > 0) held[weight.mVertexId].push_back({b, weight.mWeight});
      }
      skin.joints.push_back(named(bone.mName.C_Str(), where));
      skin.to_joint.push_back(matrix_of(bone.mOffsetMatrix));
    }
    part.first.assign(1, 0);
    for (const auto &list : held) {
      part.influences.insert(part.influences.end(), list.begin(), list.end());
      part.first.push_back(static_cast<std::uint32_t>(part.influences.size()));
    }
    even_out_weights(part);
    figure.skins.push_back(std::move(skin));
    return static_cast<std::uint32_t>(figure.skins.size() - 1);
  }

  vec3 colour_of(const aiMesh &mesh) {
    vec3 srgb(0.9F);
    if (mesh.mMaterialIndex < scene.mNumMaterials) {
      const aiMaterial &material = *scene.mMaterials[mesh.mMaterialIndex];
      aiColor4D found;
      if (material.Get(AI_MATKEY_BASE_COLOR, found) == AI_SUCCESS || material.Get(AI_MATKEY_COLOR_DIFFUSE, found) == AI_SUCCESS)
        srgb = glm::min(vec3(0.9F), vec3(found.r, found.g, found.b));
      textured = textured || material.GetTextureCount(aiTextureType_DIFFUSE) + material.GetTextureCount(aiTextureType_BASE_COLOR) > 0;
    }
    if (mesh.HasVertexColors(0)) {
      glm::dvec3 sum(0);
      for (unsigned v = 0; v < mesh.mNumVertices; ++v) sum += glm::dvec3(mesh.mColors[0][v].r, mesh.mColors[0][v].g, mesh.mColors[0][v].b);
      srgb *= vec3(sum / static_cast<double>(mesh.mNumVertices));
    }
    srgb = glm::clamp(srgb, vec3(0), vec3(1));
    return {linear(srgb.r), linear(srgb.g), linear(srgb.b)};
  }

  void read_part(const aiMesh &from, const std::string &name, std::uint32_t node) {
    const std::string where = fmt::format("mesh \"{}\"", readable_name(from.mName.C_Str(), name));
    FigurePart part;
    part.node = node;
    for (unsigned v = 0; v < from.mNumVertices; ++v) part.positions.push_back(point_of(from.mVertices[v]));
    for (unsigned v = 0; from.HasNormals() && v < from.mNumVertices; ++v) part.normals.push_back(point_of(from.mNormals[v]));
    for (vec3 &normal : part.normals)
      if (!std::isfinite(normal.x) || !std::isfinite(normal.y) || !std::isfinite(normal.z)) normal = vec3(0); // of a triangle without area
    for (unsigned f = 0; f < from.mNumFaces; ++f)
      if (from.mFaces[f].mNumIndices == 3) part.indices.insert(part.indices.end(), from.mFaces[f].mIndices, from.mFaces[f].mIndices + 3);
    if (part.indices.empty()) return;
    for (const std::uint32_t v : part.indices)
      if (v >= part.positions.size()) throw FigureFault{"a triangle names a vertex that is not there", where};
    if (part.normals.empty()) add_normals(part);
    if (from.HasBones()) part.skin = read_skin(from, part, where);
    part.colour = colour_of(from);
    morphed = morphed || from.mNumAnimMeshes > 0;
    parts.add(std::move(part), name);
  }

  void read_parts() {
    for (const auto &entry : nodes) {
      const aiNode &node = *entry.first;
      for (unsigned m = 0; m < node.mNumMeshes; ++m) {
        if (node.mMeshes[m] >= scene.mNumMeshes) throw FigureFault{"a node shows a mesh that is not there", ""};
        const aiMesh &mesh = *scene.mMeshes[node.mMeshes[m]];
        const std::string own = readable_name(mesh.mName.C_Str(), fmt::format("part {}", figure.parts.size() + 1));
        const bool alone = node.mNumMeshes == 1 && &node != scene.mRootNode;
        read_part(mesh, alone ? readable_name(node.mName.C_Str(), own) : own, entry.second);
      }
    }
  }

  template <class Key, class Value>
  static void add_track(FigureAnimation &animation, const Key *keys, unsigned count, std::uint32_t node, FigureTrack::Of of, double ticks, Value value) {
    if (count == 0) return;
    FigureTrack track;
    track.node = node, track.of = of;
    for (unsigned k = 0; k < count; ++k) {
      track.times.push_back(static_cast<float>(keys[k].mTime / ticks));
      track.values.push_back(value(keys[k].mValue));
    }
    animation.duration_s = std::max(animation.duration_s, track.times.back());
    animation.tracks.push_back(std::move(track));
  }

  void read_animations() {
    for (unsigned a = 0; a < scene.mNumAnimations; ++a) {
      const aiAnimation &from = *scene.mAnimations[a];
      FigureAnimation animation;
      const std::string name = readable_name(from.mName.C_Str(), fmt::format("animation {}", a + 1));
      const double ticks = from.mTicksPerSecond > 0 ? from.mTicksPerSecond : usual_ticks;
      const std::string where = fmt::format("animation \"{}\"", name);
      for (unsigned c = 0; c < from.mNumChannels; ++c) {
        const aiNodeAnim &channel = *from.mChannels[c];
        const std::uint32_t node = named(channel.mNodeName.C_Str(), where);
        const auto point = [](const aiVector3D &v) { return vec4(v.x, v.y, v.z, 0); };
        add_track(animation, channel.mPositionKeys, channel.mNumPositionKeys, node, FigureTrack::Of::shift, ticks, point);
        add_track(animation, channel.mScalingKeys, channel.mNumScalingKeys, node, FigureTrack::Of::scale, ticks, point);
        add_track(animation, channel.mRotationKeys, channel.mNumRotationKeys, node, FigureTrack::Of::turn, ticks,
                  [](const aiQuaternion &q) { return vec4(q.x, q.y, q.z, q.w); });
      }
      if (animation.tracks.empty()) continue;
      animation.name = animation_names.take(name);
      figure.animations.push_back(std::move(animation));
    }
  }

};

} // namespace

Figure read_with_assimp(const std::filesystem::path &file) {
  Assimp::Importer importer;
  importer.SetPropertyInteger(AI_CONFIG_PP_SBP_REMOVE, aiPrimitiveType_POINT | aiPrimitiveType_LINE);
  constexpr unsigned steps = aiProcess_Triangulate | aiProcess_SortByPType | aiProcess_GenSmoothNormals | aiProcess_JoinIdenticalVertices |
                             aiProcess_ValidateDataStructure;
  const aiScene *scene = importer.ReadFile(file.string(), steps);
  if (scene == nullptr || scene->mRootNode == nullptr)
    throw FigureFault{fmt::format("cannot be read: {}", readable_name(importer.GetErrorString(), "no reader knows this format")), ""};
  ForeignReader reader{*scene};
  reader.read_nodes();
  reader.read_parts();
  reader.read_animations();
  if (reader.textured) reader.figure.notes.emplace_back(textures_left_out);
  if (reader.morphed) reader.figure.notes.emplace_back(morph_targets_left_out);
  return std::move(reader.figure);
}

} // namespace myo::atlas
