#include "gpu/pipeline.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace myo::gpu {
namespace {

// Destroyed when the pipeline has been made, also on the way out of an error.
struct StageModule {
  VkDevice device = VK_NULL_HANDLE;
  VkShaderModule handle = VK_NULL_HANDLE;
  StageModule() = default;
  StageModule(const StageModule &) = delete;
  StageModule &operator=(const StageModule &) = delete;
  ~StageModule() { vkDestroyShaderModule(device, handle, nullptr); }
  Status make(Device &owner, const Shader &shader) {
    device = owner.handle();
    const VkShaderModuleCreateInfo info{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO, nullptr, 0, shader.words.size() * 4, shader.words.data()};
    return check(vkCreateShaderModule(device, &info, nullptr, &handle), "load the shader " + shader.name);
  }
};

VkPipelineColorBlendAttachmentState blend_state(const GraphicsRecipe &recipe) {
  VkPipelineColorBlendAttachmentState out{};
  if (recipe.colour_write)
    out.colorWriteMask = VK_COLOR_COMPONENT_R_BIT | VK_COLOR_COMPONENT_G_BIT | VK_COLOR_COMPONENT_B_BIT | VK_COLOR_COMPONENT_A_BIT;
  if (recipe.blend == Blend::none) return out;
  out.blendEnable = VK_TRUE;
  out.colorBlendOp = out.alphaBlendOp = VK_BLEND_OP_ADD;
  if (recipe.blend == Blend::multiply) {
    out.srcColorBlendFactor = VK_BLEND_FACTOR_ZERO;
    out.dstColorBlendFactor = VK_BLEND_FACTOR_SRC_COLOR;
    out.srcAlphaBlendFactor = VK_BLEND_FACTOR_ZERO;
    out.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
    return out;
  }
  out.srcColorBlendFactor = recipe.blend == Blend::straight ? VK_BLEND_FACTOR_SRC_ALPHA : VK_BLEND_FACTOR_ONE;
  out.dstColorBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
  out.srcAlphaBlendFactor = VK_BLEND_FACTOR_ONE;
  out.dstAlphaBlendFactor = VK_BLEND_FACTOR_ONE_MINUS_SRC_ALPHA;
  return out;
}

VkCompareOp compare_of(DepthTest test) {
  switch (test) {
  case DepthTest::nearer: return VK_COMPARE_OP_GREATER;
  case DepthTest::nearer_or_equal: return VK_COMPARE_OP_GREATER_OR_EQUAL;
  case DepthTest::equal: return VK_COMPARE_OP_EQUAL;
  case DepthTest::none: break;
  }
  return VK_COMPARE_OP_ALWAYS;
}

// Specialization constants 0, 1, 2 ..., four bytes each.
struct Constants {
  std::vector<VkSpecializationMapEntry> entries;
  VkSpecializationInfo info{};
  explicit Constants(const std::vector<std::uint32_t> &values) {
    for (std::uint32_t i = 0; i < values.size(); ++i) entries.push_back({i, i * 4, 4});
    info = {static_cast<std::uint32_t>(entries.size()), entries.data(), values.size() * 4, values.data()};
  }
};

} // namespace

Status Pipeline::make_layout(std::span<const Shader> shaders) {
  std::map<std::uint32_t, VkDescriptorSetLayoutBinding> merged;
  VkPushConstantRange push{0, 0, 0};
  for (const Shader &shader : shaders) {
    const Reflection &reflection = shader.reflection;
    for (const ReflectedBinding &binding : reflection.bindings) {
      auto [it, added] = merged.try_emplace(binding.binding, VkDescriptorSetLayoutBinding{binding.binding, binding.type, 1, 0, nullptr});
      if (it->second.descriptorType != binding.type)
        return machine_fault(fmt::format("two shaders disagree about binding {}", binding.binding), shader.name);
      it->second.stageFlags |= reflection.stage;
    }
    if (reflection.push_size == 0) continue;
    push.stageFlags |= reflection.stage;
    push.size = std::max(push.size, reflection.push_size);
  }
  push_stages_ = push.stageFlags;
  std::vector<VkDescriptorSetLayoutBinding> list;
  for (const auto &[number, binding] : merged) {
    list.push_back(binding);
    bindings_.push_back({number, binding.descriptorType});
  }
  const VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO, nullptr, 0,
                                            static_cast<std::uint32_t>(list.size()), list.data()};
  MYO_CHECK(check(vkCreateDescriptorSetLayout(device_->handle(), &set, nullptr, &set_layout_), "describe a shader's inputs"));
  const VkPipelineLayoutCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO, nullptr, 0, 1, &set_layout_,
                                        push.size > 0 ? 1U : 0U, &push};
  return check(vkCreatePipelineLayout(device_->handle(), &info, nullptr, &layout_), "describe a shader's inputs");
}

Result<Pipeline> Pipeline::graphics(Device &device, const GraphicsRecipe &recipe) {
  std::vector<Shader> shaders;
  for (const std::string &name : {recipe.vertex, recipe.fragment}) {
    if (name.empty()) continue;
    auto shader = load_shader(name);
    MYO_TRY(shader);
    shaders.push_back(std::move(*shader));
  }
  Pipeline out;
  out.device_ = &device;
  MYO_CHECK(out.make_layout(shaders));

  const Constants constants(recipe.constants);
  std::array<StageModule, 2> modules;
  std::vector<VkPipelineShaderStageCreateInfo> stages;
  for (std::size_t i = 0; i < shaders.size(); ++i) {
    MYO_CHECK(modules[i].make(device, shaders[i]));
    stages.push_back({VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO, nullptr, 0, shaders[i].reflection.stage, modules[i].handle,
                      "main", recipe.constants.empty() ? nullptr : &constants.info});
  }
  const VkPipelineVertexInputStateCreateInfo input{VK_STRUCTURE_TYPE_PIPELINE_VERTEX_INPUT_STATE_CREATE_INFO, nullptr, 0,
      static_cast<std::uint32_t>(recipe.layout.bindings.size()), recipe.layout.bindings.data(),
      static_cast<std::uint32_t>(recipe.layout.attributes.size()), recipe.layout.attributes.data()};
  const VkPipelineInputAssemblyStateCreateInfo assembly{VK_STRUCTURE_TYPE_PIPELINE_INPUT_ASSEMBLY_STATE_CREATE_INFO, nullptr, 0,
                                                        VK_PRIMITIVE_TOPOLOGY_TRIANGLE_LIST, VK_FALSE};
  const VkPipelineViewportStateCreateInfo viewport{VK_STRUCTURE_TYPE_PIPELINE_VIEWPORT_STATE_CREATE_INFO, nullptr, 0, 1, nullptr, 1, nullptr};
  VkPipelineRasterizationStateCreateInfo raster{VK_STRUCTURE_TYPE_PIPELINE_RASTERIZATION_STATE_CREATE_INFO};
  raster.cullMode = recipe.cull == Cull::back ? VK_CULL_MODE_BACK_BIT : VK_CULL_MODE_NONE;
  raster.frontFace = VK_FRONT_FACE_COUNTER_CLOCKWISE; // the projection flips Y, so outside stays counter-clockwise
  raster.lineWidth = 1.0F;
  VkPipelineMultisampleStateCreateInfo multisample{VK_STRUCTURE_TYPE_PIPELINE_MULTISAMPLE_STATE_CREATE_INFO};
  multisample.rasterizationSamples = static_cast<VkSampleCountFlagBits>(recipe.samples);
  VkPipelineDepthStencilStateCreateInfo depth{VK_STRUCTURE_TYPE_PIPELINE_DEPTH_STENCIL_STATE_CREATE_INFO};
  depth.depthTestEnable = recipe.depth_test != DepthTest::none || recipe.depth_write ? VK_TRUE : VK_FALSE;
  depth.depthWriteEnable = recipe.depth_write ? VK_TRUE : VK_FALSE;
  depth.depthCompareOp = compare_of(recipe.depth_test);
  const VkPipelineColorBlendAttachmentState attachment = blend_state(recipe);
  const bool coloured = recipe.colour != VK_FORMAT_UNDEFINED;
  VkPipelineColorBlendStateCreateInfo blend{VK_STRUCTURE_TYPE_PIPELINE_COLOR_BLEND_STATE_CREATE_INFO};
  blend.attachmentCount = coloured ? 1 : 0;
  blend.pAttachments = &attachment;
  const std::array dynamic{VK_DYNAMIC_STATE_VIEWPORT, VK_DYNAMIC_STATE_SCISSOR};
  const VkPipelineDynamicStateCreateInfo dynamics{VK_STRUCTURE_TYPE_PIPELINE_DYNAMIC_STATE_CREATE_INFO, nullptr, 0,
                                                  static_cast<std::uint32_t>(dynamic.size()), dynamic.data()};
  const VkPipelineRenderingCreateInfo rendering{VK_STRUCTURE_TYPE_PIPELINE_RENDERING_CREATE_INFO, nullptr, 0,
                                                coloured ? 1U : 0U, &recipe.colour, recipe.depth, VK_FORMAT_UNDEFINED};
  VkGraphicsPipelineCreateInfo info{VK_STRUCTURE_TYPE_GRAPHICS_PIPELINE_CREATE_INFO, &rendering};
  info.stageCount = static_cast<std::uint32_t>(stages.size());
  info.pStages = stages.data();
  info.pVertexInputState = &input;
  info.pInputAssemblyState = &assembly;
  info.pViewportState = &viewport;
  info.pRasterizationState = &raster;
  info.pMultisampleState = &multisample;
  info.pDepthStencilState = &depth;
  info.pColorBlendState = &blend;
  info.pDynamicState = &dynamics;
  info.layout = out.layout_;
  MYO_CHECK(check(vkCreateGraphicsPipelines(device.handle(), VK_NULL_HANDLE, 1, &info, nullptr, &out.pipeline_),
                  fmt::format("prepare {} and {}", recipe.vertex, recipe.fragment)));
  return out;
}

Result<Pipeline> Pipeline::compute(Device &device, const std::string &name) {
  const auto shader = load_shader(name);
  MYO_TRY(shader);
  Pipeline out;
  out.device_ = &device;
  out.point_ = VK_PIPELINE_BIND_POINT_COMPUTE;
  MYO_CHECK(out.make_layout({&*shader, 1}));
  StageModule module;
  MYO_CHECK(module.make(device, *shader));
  const VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO, nullptr, 0,
      {VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO, nullptr, 0, VK_SHADER_STAGE_COMPUTE_BIT, module.handle, "main", nullptr},
      out.layout_, VK_NULL_HANDLE, 0};
  MYO_CHECK(check(vkCreateComputePipelines(device.handle(), VK_NULL_HANDLE, 1, &info, nullptr, &out.pipeline_), "prepare " + name));
  return out;
}

Pipeline::~Pipeline() {
  if (device_ == nullptr) return;
  device_->bin().add([device = device_->handle(), pipeline = pipeline_, layout = layout_, set = set_layout_] {
    vkDestroyPipeline(device, pipeline, nullptr);
    vkDestroyPipelineLayout(device, layout, nullptr);
    vkDestroyDescriptorSetLayout(device, set, nullptr);
  });
}

void Pipeline::swap(Pipeline &other) noexcept {
  std::swap(device_, other.device_);
  std::swap(pipeline_, other.pipeline_);
  std::swap(layout_, other.layout_);
  std::swap(set_layout_, other.set_layout_);
  std::swap(point_, other.point_);
  std::swap(push_stages_, other.push_stages_);
  std::swap(bindings_, other.bindings_);
}

} // namespace myo::gpu
