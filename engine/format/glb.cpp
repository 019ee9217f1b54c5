#include "format/glb.h"

#include "format/bytes.h"
#include "format/json_number.h"
#include "format/schema.h"

#include <algorithm>
#include <array>

namespace myo::format {
namespace {

using Json = nlohmann::ordered_json;

enum ComponentType : int { unsigned_byte = 5121, unsigned_short = 5123, unsigned_int = 5125, floating = 5126 };
enum Target : int { no_target = 0, array_buffer = 34962, element_array_buffer = 34963 };

// A buffer view that grows while accessors are added to it: one of each attribute, shared by all meshes.
struct View {
  ByteWriter bytes;
  int stride = 0; // 0: tightly packed, said by leaving byteStride out
  Target target = no_target;
};

struct Look { // a material a kind; linear base colour
  std::string_view name;
  std::array<float, 4> colour;
  float roughness;
};
Look look_of(Kind kind) {
  switch (kind) {
  case Kind::bone: return {"bone", {0.79F, 0.70F, 0.54F, 1}, 0.65F};
  case Kind::tooth: return {"tooth", {0.86F, 0.82F, 0.72F, 1}, 0.35F};
  case Kind::disc: return {"disc", {0.62F, 0.68F, 0.70F, 1}, 0.6F};
  case Kind::cartilage: return {"cartilage", {0.60F, 0.70F, 0.76F, 1}, 0.5F};
  case Kind::ligament: return {"ligament", {0.76F, 0.72F, 0.60F, 1}, 0.55F};
  case Kind::muscle: return {"muscle", {0.42F, 0.09F, 0.07F, 1}, 0.55F};
  case Kind::tendon: return {"tendon", {0.80F, 0.77F, 0.68F, 1}, 0.45F};
  case Kind::fascia: return {"fascia", {0.78F, 0.74F, 0.66F, 1}, 0.5F};
  case Kind::skin: return {"skin", {0.72F, 0.46F, 0.34F, 0.25F}, 0.6F};
  case Kind::deep_surface: return {"deep surface", {0.6F, 0.6F, 0.6F, 0}, 0.8F}; // only carries zones
  case Kind::organ: return {"organ", {0.55F, 0.27F, 0.25F, 1}, 0.5F};
  }
  return {"other", {0.6F, 0.6F, 0.6F, 1}, 0.6F};
}

Json material(Kind kind) {
  const Look look = look_of(kind);
  Json colour = Json::array();
  for (const float c : look.colour) colour.push_back(json_number(c));
  Json out{{"name", look.name},
           {"pbrMetallicRoughness",
            {{"baseColorFactor", colour}, {"metallicFactor", 0}, {"roughnessFactor", json_number(look.roughness)}}}};
  if (look.colour[3] < 1.0F) out["alphaMode"] = "BLEND";
  return out;
}

class GlbWriter {
public:
  explicit GlbWriter(const Body &body) : body_(body), wide_joints_(body.joints.size() > 256) {
    views_[positions] = {{}, 12, array_buffer};
    views_[normals] = {{}, 12, array_buffer};
    views_[joints] = {{}, wide_joints_ ? 8 : 4, array_buffer};
    views_[weights] = {{}, 16, array_buffer};
    views_[uvs] = {{}, 8, array_buffer};
    views_[short_indices] = {{}, 0, element_array_buffer};
    views_[long_indices] = {{}, 0, element_array_buffer};
    views_[matrices] = {{}, 0, no_target};
  }

  Result<std::vector<std::byte>> write() {
    Json root_nodes = Json::array();
    root_nodes.push_back(body_.structures.size()); // the root joint comes after the structures
    for (std::size_t s = 0; s < body_.structures.size(); ++s) {
      add_structure(body_.structures[s]);
      root_nodes.push_back(s);
    }
    add_skeleton();

    Json gltf;
    gltf["asset"] = {{"version", "2.0"}, {"generator", "Myoscope"}};
    if (const std::string credit = copyright(); !credit.empty()) gltf["asset"]["copyright"] = credit;
    gltf["scene"] = 0;
    gltf["scenes"] = Json::array({{{"name", body_.name.empty() ? "body" : body_.name}, {"nodes", std::move(root_nodes)}}});
    gltf["nodes"] = std::move(nodes_);
    gltf["meshes"] = std::move(meshes_);
    gltf["skins"] = Json::array({std::move(skin_)});
    gltf["materials"] = std::move(materials_);
    gltf["accessors"] = std::move(accessors_);
    return assemble(std::move(gltf));
  }

private:
  enum ViewName { positions, normals, joints, weights, uvs, short_indices, long_indices, matrices, view_count };

  [[nodiscard]] std::string copyright() const {
    std::string out;
    for (const Credit &c : body_.credits) {
      if (!out.empty()) out += "; ";
      out += c.text;
      if (!c.licence.empty() && c.text.find(c.licence) == std::string::npos) out += ", " + c.licence;
    }
    return out;
  }

  // `count` elements that begin at the view's present end.
  std::size_t accessor(ViewName view, ComponentType component, std::string_view type, std::size_t count) {
    Json a{{"bufferView", static_cast<int>(view)}, {"byteOffset", views_[view].bytes.size()}, {"componentType", component}};
    a["count"] = count;
    a["type"] = type;
    accessors_.push_back(std::move(a));
    return accessors_.size() - 1;
  }

  Json attributes(const Mesh &mesh) {
    const std::size_t n = mesh.positions.size();
    Json out;
    const std::size_t place = accessor(positions, floating, "VEC3", n);
    Bounds bounds;
    for (const vec3 p : mesh.positions) bounds.add(p);
    accessors_[place]["min"] = json_point(bounds.low);
    accessors_[place]["max"] = json_point(bounds.high);
    views_[positions].bytes.array(mesh.positions);
    out["POSITION"] = place;

    out["NORMAL"] = accessor(normals, floating, "VEC3", n);
    views_[normals].bytes.array(mesh.normals);

    out["JOINTS_0"] = accessor(joints, wide_joints_ ? unsigned_short : unsigned_byte, "VEC4", n);
    if (wide_joints_)
      views_[joints].bytes.array(mesh.joints);
    else
      for (const u16vec4 j : mesh.joints) views_[joints].bytes.value(glm::u8vec4(j));

    out["WEIGHTS_0"] = accessor(weights, floating, "VEC4", n);
    views_[weights].bytes.array(mesh.weights);

    if (!mesh.uv.empty()) {
      out["TEXCOORD_0"] = accessor(uvs, floating, "VEC2", n);
      views_[uvs].bytes.array(mesh.uv);
    }
    return out;
  }

  std::size_t indices(const Mesh &mesh) {
    const bool wide = mesh.positions.size() > 65535; // 65535 itself means "restart" to some readers
    const ViewName view = wide ? long_indices : short_indices;
    const std::size_t out = accessor(view, wide ? unsigned_int : unsigned_short, "SCALAR", mesh.indices.size());
    if (wide)
      views_[view].bytes.array(mesh.indices);
    else
      for (const std::uint32_t i : mesh.indices) views_[view].bytes.value(static_cast<std::uint16_t>(i));
    return out;
  }

  std::size_t material_of(Kind kind) {
    const auto found = std::find(material_kinds_.begin(), material_kinds_.end(), kind);
    if (found != material_kinds_.end()) return static_cast<std::size_t>(found - material_kinds_.begin());
    material_kinds_.push_back(kind);
    materials_.push_back(material(kind));
    return materials_.size() - 1;
  }

  void add_structure(const Structure &s) {
    Json primitive{{"attributes", attributes(s.mesh)}, {"indices", indices(s.mesh)}, {"material", material_of(s.kind)}};
    meshes_.push_back({{"name", s.id}, {"primitives", Json::array({std::move(primitive)})}});
    Json extras{{"id", s.id}, {"fma", s.fma}, {"kind", to_string(s.kind)}, {"side", anatomy::to_string(s.side)}};
    if (s.generated) extras["generated"] = true;
    nodes_.push_back({{"name", node_name(s)}, {"mesh", meshes_.size() - 1}, {"skin", 0}, {"extras", std::move(extras)}});
  }

  // Joint nodes carry their rest place relative to the parent; the inverse bind matrices undo the world place.
  void add_skeleton() {
    const std::size_t first = body_.structures.size();
    std::vector<Json> children(body_.joints.size(), Json::array());
    for (std::size_t j = 1; j < body_.joints.size(); ++j) children[body_.joints[j].parent].push_back(first + j);
    Json joint_nodes = Json::array();
    const std::size_t inverse = accessor(matrices, floating, "MAT4", body_.joints.size());
    for (std::size_t j = 0; j < body_.joints.size(); ++j) {
      const Joint &joint = body_.joints[j];
      const glm::dquat turn = glm::normalize(glm::quat_cast(glm::dmat3(joint.axes)));
      glm::dquat local_turn = turn;
      glm::dvec3 local_place(joint.centre);
      if (joint.parent != none) {
        const Joint &parent = body_.joints[joint.parent];
        const glm::dquat back = glm::conjugate(glm::normalize(glm::quat_cast(glm::dmat3(parent.axes))));
        local_turn = glm::normalize(back * turn);
        local_place = back * (glm::dvec3(joint.centre) - glm::dvec3(parent.centre));
      }
      Json node{{"name", "joint " + joint.id},
                {"translation", json_point(vec3(local_place))},
                {"rotation", {json_number(static_cast<float>(local_turn.x)), json_number(static_cast<float>(local_turn.y)),
                              json_number(static_cast<float>(local_turn.z)), json_number(static_cast<float>(local_turn.w))}}};
      if (!children[j].empty()) node["children"] = std::move(children[j]);
      nodes_.push_back(std::move(node));
      joint_nodes.push_back(first + j);

      mat4 world_to_joint(mat3(glm::mat3_cast(glm::conjugate(turn))));
      world_to_joint[3] = vec4(vec3(-(glm::conjugate(turn) * glm::dvec3(joint.centre))), 1.0F);
      views_[matrices].bytes.value(world_to_joint);
    }
    skin_ = {{"name", "skeleton"}, {"inverseBindMatrices", inverse}, {"skeleton", first}, {"joints", std::move(joint_nodes)}};
  }

  // Header, JSON chunk padded with spaces, binary chunk padded with zeros (specification section 4.4).
  Result<std::vector<std::byte>> assemble(Json gltf) {
    ByteWriter binary;
    std::size_t total = 0;
    for (const View &view : views_) total += view.bytes.size() + 4;
    if (total > 0xE0000000U)
      return bad_input(fmt::format("{} bytes of meshes do not fit into one glb", total), std::string(glb_file));
    binary.reserve(total);
    Json view_list = Json::array();
    std::array<int, view_count> index{};
    for (std::size_t v = 0; v < view_count; ++v) {
      View &view = views_[v];
      if (view.bytes.size() == 0) continue;
      index[v] = static_cast<int>(view_list.size());
      Json entry{{"buffer", 0}, {"byteOffset", binary.size()}, {"byteLength", view.bytes.size()}};
      if (view.stride != 0) entry["byteStride"] = view.stride;
      if (view.target != no_target) entry["target"] = static_cast<int>(view.target);
      view_list.push_back(std::move(entry));
      binary.array(view.bytes.bytes());
      view.bytes = {};
      binary.align(4);
    }
    for (Json &a : gltf["accessors"]) a["bufferView"] = index[a["bufferView"].get<std::size_t>()];
    gltf["bufferViews"] = std::move(view_list);
    gltf["buffers"] = Json::array({{{"byteLength", binary.size()}}});

    std::string text = gltf.dump(-1, ' ', false, Json::error_handler_t::replace);
    while (text.size() % 4 != 0) text += ' ';
    ByteWriter out;
    out.reserve(28 + text.size() + binary.size());
    out.value(std::uint32_t{0x46546C67}); // "glTF"
    out.value(std::uint32_t{2});
    out.value(static_cast<std::uint32_t>(28 + text.size() + binary.size()));
    out.value(static_cast<std::uint32_t>(text.size()));
    out.value(std::uint32_t{0x4E4F534A}); // "JSON"
    out.span(std::span<const char>(text));
    out.value(static_cast<std::uint32_t>(binary.size()));
    out.value(std::uint32_t{0x004E4942}); // "BIN"
    out.array(binary.bytes());
    return out.take();
  }

  const Body &body_;
  bool wide_joints_;
  std::array<View, view_count> views_;
  Json nodes_ = Json::array(), meshes_ = Json::array(), materials_ = Json::array(), accessors_ = Json::array();
  Json skin_;
  std::vector<Kind> material_kinds_;
};

} // namespace

Result<std::vector<std::byte>> encode_glb(const Body &body) { return GlbWriter(body).write(); }

} // namespace myo::format
