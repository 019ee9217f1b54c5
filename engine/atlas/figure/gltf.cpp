// glTF 2.0 into a Figure. Our own reader, because a widely used one takes normalized weights for something else, merges joints
// by their names and forgets how an animation goes from key to key (docs/decisions/0031).
#include "atlas/figure/gltf_file.h"
#include "atlas/figure/reading.h"

#include <algorithm>
#include <cmath>

namespace myo::atlas {
namespace {

constexpr float matte_white = 0.8F;            // of a part that the file leaves white: paper, not a lamp

struct GltfReader {
  const GltfFile &file;
  Figure figure{};
  std::vector<std::uint32_t> node_of{};        // of the file's node: its place in Figure::nodes
  std::vector<bool> in_scene{};                // of Figure::nodes
  bool textured = false, morphed = false, lines = false;
  FoundParts parts{figure.parts};
  FreeNames animation_names{};

  [[nodiscard]] std::uint32_t node(std::uint64_t index, const std::string &where) const {
    if (index >= node_of.size()) throw FigureFault{fmt::format("node {} is not there", index), where};
    return node_of[index];
  }

  static FigureNode read_place(const Json &json, const std::string &where) {
    FigureNode out;
    out.name = gltf_text(json, "name");
    std::array<float, 16> m{};
    if (gltf_numbers(json, "matrix", m, where)) {
      out.local = glm::make_mat4(m.data());
      return out;
    }
    std::array<float, 3> shift{0, 0, 0}, scale{1, 1, 1};
    std::array<float, 4> turn{0, 0, 0, 1};
    gltf_numbers(json, "translation", shift, where), gltf_numbers(json, "scale", scale, where), gltf_numbers(json, "rotation", turn, where);
    out.place = {{shift[0], shift[1], shift[2]}, quat(turn[3], turn[0], turn[1], turn[2]), {scale[0], scale[1], scale[2]}};
    const float length = glm::length(out.place.turn);
    out.place.turn = length > 1e-6F ? out.place.turn / length : quat(1, 0, 0, 0);
    out.local = glm::translate(mat4(1), out.place.shift) * glm::mat4_cast(out.place.turn) * glm::scale(mat4(1), out.place.scale);
    return out;
  }

  // Parents first, whatever order the file has; without recursion, for a chain may be as long as the file.
  void read_nodes() {
    const Json &nodes = file.list("nodes");
    std::vector<std::uint32_t> parent(nodes.size(), format::none);
    std::vector<std::vector<std::uint32_t>> children(nodes.size());
    for (std::uint32_t n = 0; n < nodes.size(); ++n) {
      const std::string where = fmt::format("node {}", n);
      if (!nodes[n].contains("children")) continue;
      if (!nodes[n]["children"].is_array()) throw FigureFault{"\"children\" is no list", where};
      for (const Json &child : nodes[n]["children"]) {
        if (!child.is_number_unsigned() || child.get<std::uint64_t>() >= nodes.size()) throw FigureFault{"it has a child that is not there", where};
        const auto c = child.get<std::uint32_t>();
        if (parent[c] != format::none || c == n) throw FigureFault{fmt::format("node {} hangs on two nodes", c), where};
        parent[c] = n;
        children[n].push_back(c);
      }
    }
    node_of.assign(nodes.size(), format::none);
    std::vector<std::uint32_t> waiting;
    for (std::uint32_t n = 0; n < nodes.size(); ++n)
      if (parent[n] == format::none) waiting.push_back(n);
    std::reverse(waiting.begin(), waiting.end());
    while (!waiting.empty()) {
      const std::uint32_t n = waiting.back();
      waiting.pop_back();
      node_of[n] = static_cast<std::uint32_t>(figure.nodes.size());
      figure.nodes.push_back(read_place(nodes[n], fmt::format("node {}", n)));
      figure.nodes.back().parent = parent[n] == format::none ? format::none : node_of[parent[n]];
      waiting.insert(waiting.end(), children[n].rbegin(), children[n].rend());
    }
    if (figure.nodes.size() != nodes.size()) throw FigureFault{"nodes hang on one another in a circle", ""};
  }

  // What the file's scene shows; all of it where it names none.
  void read_scene() {
    const Json &scenes = file.list("scenes");
    in_scene.assign(figure.nodes.size(), scenes.empty());
    if (scenes.empty()) return;
    const std::uint64_t chosen = gltf_count(file.root(), "scene", 0, "");
    if (chosen >= scenes.size()) throw FigureFault{fmt::format("scene {} is not there", chosen), ""};
    if (scenes[chosen].contains("nodes") && scenes[chosen]["nodes"].is_array())
      for (const Json &root : scenes[chosen]["nodes"])
        if (root.is_number_unsigned()) in_scene[node(root.get<std::uint64_t>(), "scene")] = true;
    for (std::size_t n = 0; n < figure.nodes.size(); ++n)
      if (figure.nodes[n].parent != format::none && in_scene[figure.nodes[n].parent]) in_scene[n] = true;
  }

  void read_skins() {
    const Json &skins = file.list("skins");
    for (std::size_t s = 0; s < skins.size(); ++s) {
      const std::string where = fmt::format("skin {}", s);
      FigureSkin skin;
      if (!skins[s].contains("joints") || !skins[s]["joints"].is_array()) throw FigureFault{"it has no joints", where};
      for (const Json &joint : skins[s]["joints"]) {
        if (!joint.is_number_unsigned()) throw FigureFault{"a joint is no node", where};
        skin.joints.push_back(node(joint.get<std::uint64_t>(), where));
      }
      skin.to_joint.assign(skin.joints.size(), mat4(1));
      if (skins[s].contains("inverseBindMatrices")) {
        const auto numbers = file.floats(gltf_count(skins[s], "inverseBindMatrices", where), where);
        if (numbers.width != 16 || numbers.count < skin.joints.size()) throw FigureFault{"its bind matrices are fewer than its joints", where};
        for (std::size_t j = 0; j < skin.joints.size(); ++j) skin.to_joint[j] = glm::make_mat4(&numbers.values[16 * j]);
      }
      figure.skins.push_back(std::move(skin));
    }
  }

  [[nodiscard]] std::vector<vec3> points(const Json &attributes, const char *name, const std::string &where) const {
    const auto numbers = file.floats(gltf_count(attributes, name, where), where);
    if (numbers.width != 3) throw FigureFault{fmt::format("its {} have {} numbers each, not 3", name, numbers.width), where};
    std::vector<vec3> out(numbers.count);
    for (std::size_t v = 0; v < out.size(); ++v) out[v] = glm::make_vec3(&numbers.values[3 * v]);
    return out;
  }

  // Triangles of a list, a strip or a fan; nothing of points and lines.
  std::vector<std::uint32_t> triangles(const Json &primitive, std::size_t vertices, const std::string &where) {
    const std::uint64_t mode = gltf_count(primitive, "mode", 4, where);
    if (mode > 6) throw FigureFault{fmt::format("its mode {} is not known", mode), where};
    if (mode < 4) return lines = true, std::vector<std::uint32_t>{};
    std::vector<std::uint32_t> order;
    if (primitive.contains("indices")) order = file.integers(gltf_count(primitive, "indices", where), 1, where);
    else
      for (std::uint32_t v = 0; v < vertices; ++v) order.push_back(v);
    for (const std::uint32_t v : order)
      if (v >= vertices) throw FigureFault{fmt::format("a triangle names vertex {} of {}", v, vertices), where};
    std::vector<std::uint32_t> out;
    if (mode == 4) {
      order.resize(order.size() / 3 * 3);
      return order;
    }
    for (std::size_t i = 2; i < order.size(); ++i) {
      const bool odd = i % 2 == 1;
      if (mode == 5) out.insert(out.end(), {order[i - 2], order[odd ? i : i - 1], order[odd ? i - 1 : i]});
      else out.insert(out.end(), {order[0], order[i - 1], order[i]});
    }
    return out;
  }

  // One colour for the part: its material's, times the mean of what its vertices say.
  vec3 colour(const Json &primitive, const Json &attributes, std::size_t vertices, const std::string &where) {
    vec3 out(matte_white);
    const Json &materials = file.list("materials");
    if (const std::uint64_t m = gltf_count(primitive, "material", materials.size(), where); m < materials.size()) {
      std::array<float, 4> factor{1, 1, 1, 1};
      if (const auto pbr = materials[m].find("pbrMetallicRoughness"); pbr != materials[m].end() && pbr->is_object()) {
        gltf_numbers(*pbr, "baseColorFactor", factor, fmt::format("material {}", m));
        textured = textured || pbr->contains("baseColorTexture");
      }
      out *= vec3(factor[0], factor[1], factor[2]);
    }
    if (!attributes.contains("COLOR_0")) return out;
    const auto numbers = file.floats(gltf_count(attributes, "COLOR_0", where), where);
    if (numbers.count != vertices || (numbers.width != 3 && numbers.width != 4)) throw FigureFault{"its colours are not one a vertex", where};
    glm::dvec3 sum(0);
    for (std::size_t v = 0; v < vertices; ++v) sum += glm::dvec3(glm::make_vec3(&numbers.values[numbers.width * v]));
    return glm::clamp(out * vec3(sum / static_cast<double>(vertices)), vec3(0), vec3(1));
  }

  // JOINTS_0 with WEIGHTS_0, then _1 and so on: as many as the file has.
  void read_influences(const Json &attributes, FigurePart &part, const std::string &where) const {
    const std::size_t vertices = part.positions.size();
    struct Set { std::vector<std::uint32_t> joints; std::vector<float> weights; };
    std::vector<Set> sets;
    for (int n = 0;; ++n) {
      const std::string joints = fmt::format("JOINTS_{}", n), weights = fmt::format("WEIGHTS_{}", n);
      if (attributes.contains(joints) != attributes.contains(weights)) throw FigureFault{fmt::format("it has only one of {} and {}", joints, weights), where};
      if (!attributes.contains(joints)) break;
      auto numbers = file.floats(gltf_count(attributes, weights.c_str(), where), where);
      sets.push_back({file.integers(gltf_count(attributes, joints.c_str(), where), 4, where), std::move(numbers.values)});
      if (numbers.width != 4 || numbers.count != vertices || sets.back().joints.size() != 4 * vertices)
        throw FigureFault{fmt::format("its {} are not four a vertex", weights), where};
    }
    if (sets.empty()) throw FigureFault{"it is bound by a skin but has no weights", where};
    part.first.assign(1, 0);
    for (std::size_t v = 0; v < vertices; ++v) {
      for (const Set &set : sets)
        for (std::size_t k = 4 * v; k < 4 * v + 4; ++k)
          if (set.weights[k] != 0.0F) part.influences.push_back({set.joints[k], set.weights[k]});
      part.first.push_back(static_cast<std::uint32_t>(part.influences.size()));
    }
    for (const FigureInfluence &i : part.influences)
      if (!(i.weight >= 0) || !(i.weight <= 1e6F)) throw FigureFault{"a weight is not a share", where};
    even_out_weights(part);
  }

  void read_primitive(const Json &primitive, const std::string &name, std::uint32_t node_index, std::uint32_t skin, const std::string &where) {
    const auto attributes = primitive.find("attributes");
    if (attributes == primitive.end() || !attributes->is_object()) throw FigureFault{"it has no attributes", where};
    if (!attributes->contains("POSITION")) return;
    FigurePart part;
    part.node = node_index, part.skin = skin;
    part.positions = points(*attributes, "POSITION", where);
    part.indices = triangles(primitive, part.positions.size(), where);
    if (part.indices.empty() || part.positions.empty()) return;
    if (attributes->contains("NORMAL")) part.normals = points(*attributes, "NORMAL", where);
    if (part.normals.size() != part.positions.size()) add_normals(part);
    part.colour = colour(primitive, *attributes, part.positions.size(), where);
    if (skin != format::none) read_influences(*attributes, part, where);
    morphed = morphed || primitive.contains("targets");
    parts.add(std::move(part), name);
  }

  void read_parts() {
    const Json &nodes = file.list("nodes"), &meshes = file.list("meshes"), &materials = file.list("materials");
    for (std::size_t n = 0; n < nodes.size(); ++n) {
      if (!nodes[n].contains("mesh") || !in_scene[node_of[n]]) continue;
      const std::string where = fmt::format("node {}", n);
      const std::uint64_t m = gltf_count(nodes[n], "mesh", where);
      if (m >= meshes.size()) throw FigureFault{fmt::format("mesh {} is not there", m), where};
      const std::uint64_t skin = gltf_count(nodes[n], "skin", format::none, where);
      if (skin != format::none && skin >= figure.skins.size()) throw FigureFault{fmt::format("skin {} is not there", skin), where};
      if (!meshes[m].contains("primitives") || !meshes[m]["primitives"].is_array()) throw FigureFault{fmt::format("mesh {} has no primitives", m), where};
      const Json &primitives = meshes[m]["primitives"];
      std::string name = gltf_text(nodes[n], "name");
      if (name.empty()) name = gltf_text(meshes[m], "name");
      name = readable_name(name, fmt::format("part {}", figure.parts.size() + 1));
      for (std::size_t p = 0; p < primitives.size(); ++p) {
        const std::string inside = fmt::format("mesh {} primitive {}", m, p);
        if (!primitives[p].is_object()) throw FigureFault{"it is no object", inside};
        std::string full = name; // of several, each by what it is made of
        if (const std::uint64_t of = gltf_count(primitives[p], "material", materials.size(), inside); primitives.size() > 1 && of < materials.size())
          full = fmt::format("{}, {}", name, readable_name(gltf_text(materials[of], "name"), fmt::format("material {}", of + 1)));
        read_primitive(primitives[p], full, node_of[n], static_cast<std::uint32_t>(skin), inside);
      }
    }
  }

  FigureTrack read_track(const Json &sampler, FigureTrack::Of of, const std::string &where) const {
    FigureTrack track;
    track.of = of;
    const std::string between = gltf_text(sampler, "interpolation");
    if (!between.empty() && between != "LINEAR" && between != "STEP" && between != "CUBICSPLINE")
      throw FigureFault{fmt::format("\"{}\" is no way from key to key", readable_name(between, "")), where};
    track.between = between == "STEP" ? FigureTrack::Between::step : between == "CUBICSPLINE" ? FigureTrack::Between::cubic : FigureTrack::Between::linear;
    const auto times = file.floats(gltf_count(sampler, "input", where), where), values = file.floats(gltf_count(sampler, "output", where), where);
    const std::size_t width = of == FigureTrack::Of::turn ? 4 : 3;
    if (times.width != 1 || values.width != width) throw FigureFault{"its times or values have the wrong type", where};
    track.times = times.values;
    for (std::size_t i = 0; i < values.count; ++i) {
      const float *v = &values.values[width * i];
      track.values.emplace_back(v[0], v[1], v[2], width == 4 ? v[3] : 0.0F);
    }
    return track;
  }

  void read_animations() {
    const Json &animations = file.list("animations");
    for (std::size_t a = 0; a < animations.size(); ++a) {
      const std::string where = fmt::format("animation {}", a);
      const Json empty = Json::array();
      const auto part = [&](const char *key) -> const Json & {
        const auto found = animations[a].find(key);
        return found != animations[a].end() && found->is_array() ? *found : empty;
      };
      FigureAnimation animation;
      const Json &samplers = part("samplers");
      for (const Json &channel : part("channels")) {
        if (!channel.is_object() || !channel.contains("target") || !channel["target"].is_object()) throw FigureFault{"a channel moves nothing", where};
        const Json &target = channel["target"];
        const std::string path = gltf_text(target, "path");
        if (path == "weights") morphed = true;
        if (!target.contains("node") || (path != "translation" && path != "rotation" && path != "scale")) continue;
        const std::uint64_t s = gltf_count(channel, "sampler", where);
        if (s >= samplers.size() || !samplers[s].is_object()) throw FigureFault{fmt::format("sampler {} is not there", s), where};
        const auto of = path == "translation" ? FigureTrack::Of::shift : path == "rotation" ? FigureTrack::Of::turn : FigureTrack::Of::scale;
        FigureTrack track = read_track(samplers[s], of, where);
        track.node = node(gltf_count(target, "node", where), where);
        if (!track.times.empty()) animation.duration_s = std::max(animation.duration_s, track.times.back());
        animation.tracks.push_back(std::move(track));
      }
      if (animation.tracks.empty()) continue;
      animation.name = animation_names.take(readable_name(gltf_text(animations[a], "name"), fmt::format("animation {}", a + 1)));
      figure.animations.push_back(std::move(animation));
    }
  }

  Figure all() {
    read_nodes();
    read_scene();
    read_skins();
    read_parts();
    read_animations();
    figure.credit = readable_name(gltf_text(file.root()["asset"], "copyright"), "");
    if (textured) figure.notes.emplace_back(textures_left_out);
    if (morphed) figure.notes.emplace_back(morph_targets_left_out);
    if (lines) figure.notes.emplace_back("points and lines are left out");
    return std::move(figure);
  }

};

} // namespace

Figure read_gltf(const std::filesystem::path &path) {
  const GltfFile file(path);
  return GltfReader{file}.all();
}

} // namespace myo::atlas
