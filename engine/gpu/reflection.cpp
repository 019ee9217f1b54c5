#include "gpu/reflection.h"

#include <algorithm>
#include <memory>
#include <spirv_cross_c.h>

namespace myo::gpu {
namespace {

struct Module {
  spvc_context context = nullptr;
  spvc_compiler compiler = nullptr;
  Module() = default;
  Module(const Module &) = delete;
  Module &operator=(const Module &) = delete;
  ~Module() {
    if (context != nullptr) spvc_context_destroy(context);
  }
};

Status parse(Module &module, std::span<const std::uint32_t> spirv, std::string_view name) {
  const auto refuse = [&](const char *what) { return machine_fault(what, std::string(name), "install Myoscope again"); };
  if (spvc_context_create(&module.context) != SPVC_SUCCESS) return refuse("out of memory while reading a shader");
  spvc_parsed_ir ir = nullptr;
  if (spvc_context_parse_spirv(module.context, spirv.data(), spirv.size(), &ir) != SPVC_SUCCESS) return refuse("is no valid shader");
  if (spvc_context_create_compiler(module.context, SPVC_BACKEND_NONE, ir, SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &module.compiler) != SPVC_SUCCESS)
    return refuse("is no valid shader");
  return {};
}

ReflectedStruct read_struct(spvc_compiler compiler, spvc_type_id id, std::string name) {
  const spvc_type type = spvc_compiler_get_type_handle(compiler, id);
  ReflectedStruct out{std::move(name), 0, {}};
  std::size_t size = 0;
  if (spvc_compiler_get_declared_struct_size(compiler, type, &size) == SPVC_SUCCESS) out.size = static_cast<std::uint32_t>(size);
  for (unsigned i = 0; i < spvc_type_get_num_member_types(type); ++i) {
    unsigned offset = 0;
    spvc_compiler_type_struct_member_offset(compiler, type, i, &offset);
    out.members.push_back({spvc_compiler_get_member_name(compiler, id, i), offset});
  }
  return out;
}

// The block itself, and for a storage buffer also the structure of the array at its end.
void read_block(spvc_compiler compiler, const spvc_reflected_resource &resource, std::vector<ReflectedStruct> &structs) {
  const spvc_type block = spvc_compiler_get_type_handle(compiler, resource.base_type_id);
  structs.push_back(read_struct(compiler, resource.base_type_id, spvc_compiler_get_name(compiler, resource.base_type_id)));
  for (unsigned i = 0; i < spvc_type_get_num_member_types(block); ++i) {
    const spvc_type member = spvc_compiler_get_type_handle(compiler, spvc_type_get_member_type(block, i));
    if (spvc_type_get_basetype(member) != SPVC_BASETYPE_STRUCT) continue;
    const spvc_type_id element = spvc_type_get_base_type_id(member);
    ReflectedStruct found = read_struct(compiler, element, spvc_compiler_get_name(compiler, element));
    unsigned stride = 0;
    if (spvc_type_get_num_array_dimensions(member) > 0 &&
        spvc_compiler_type_struct_member_array_stride(compiler, block, i, &stride) == SPVC_SUCCESS)
      found.size = stride;
    structs.push_back(std::move(found));
  }
}

VkShaderStageFlagBits stage_of(spvc_compiler compiler) {
  switch (spvc_compiler_get_execution_model(compiler)) {
  case SpvExecutionModelVertex: return VK_SHADER_STAGE_VERTEX_BIT;
  case SpvExecutionModelFragment: return VK_SHADER_STAGE_FRAGMENT_BIT;
  default: return VK_SHADER_STAGE_COMPUTE_BIT;
  }
}

} // namespace

const ReflectedMember *ReflectedStruct::member(std::string_view wanted) const {
  const auto it = std::ranges::find(members, wanted, &ReflectedMember::name);
  return it == members.end() ? nullptr : &*it;
}

const ReflectedStruct *Reflection::find(std::string_view name) const {
  const auto it = std::ranges::find(structs, name, &ReflectedStruct::name);
  return it == structs.end() ? nullptr : &*it;
}

Result<Reflection> reflect(std::span<const std::uint32_t> spirv, std::string_view name) {
  Module module;
  MYO_CHECK(parse(module, spirv, name));
  spvc_resources resources = nullptr;
  if (spvc_compiler_create_shader_resources(module.compiler, &resources) != SPVC_SUCCESS)
    return machine_fault("its resources cannot be read", std::string(name));
  Reflection out;
  out.stage = stage_of(module.compiler);

  struct Kind { spvc_resource_type resource; VkDescriptorType type; bool block; };
  for (const Kind &kind : {Kind{SPVC_RESOURCE_TYPE_UNIFORM_BUFFER, VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER, true},
                           Kind{SPVC_RESOURCE_TYPE_STORAGE_BUFFER, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, true},
                           Kind{SPVC_RESOURCE_TYPE_SAMPLED_IMAGE, VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, false},
                           Kind{SPVC_RESOURCE_TYPE_STORAGE_IMAGE, VK_DESCRIPTOR_TYPE_STORAGE_IMAGE, false}}) {
    const spvc_reflected_resource *list = nullptr;
    std::size_t count = 0;
    spvc_resources_get_resource_list_for_type(resources, kind.resource, &list, &count);
    for (std::size_t i = 0; i < count; ++i) {
      if (spvc_compiler_get_decoration(module.compiler, list[i].id, SpvDecorationDescriptorSet) != 0)
        return machine_fault("uses a descriptor set other than 0", std::string(name));
      out.bindings.push_back({spvc_compiler_get_decoration(module.compiler, list[i].id, SpvDecorationBinding), kind.type});
      if (kind.block) read_block(module.compiler, list[i], out.structs);
    }
  }
  std::ranges::sort(out.bindings, {}, &ReflectedBinding::binding);

  const spvc_reflected_resource *push = nullptr;
  std::size_t count = 0;
  spvc_resources_get_resource_list_for_type(resources, SPVC_RESOURCE_TYPE_PUSH_CONSTANT, &push, &count);
  if (count > 0) {
    read_block(module.compiler, push[0], out.structs);
    std::size_t size = 0;
    spvc_compiler_get_declared_struct_size(module.compiler, spvc_compiler_get_type_handle(module.compiler, push[0].base_type_id), &size);
    out.push_size = static_cast<std::uint32_t>(size);
  }
  return out;
}

} // namespace myo::gpu
