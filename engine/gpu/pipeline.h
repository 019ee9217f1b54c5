// Pipelines whose descriptor set and push constants come from the shaders' own reflection. Move-only.
#pragma once

#include "gpu/device.h"
#include "gpu/shader.h"

#include <string>
#include <vector>

namespace myo::gpu {

enum class Blend {
  none,
  premultiplied,  // source already multiplied by its alpha
  straight,       // source with straight alpha over a premultiplied target
  multiply,       // target * source
};
enum class DepthTest { none, nearer, nearer_or_equal, equal }; // reversed Z: nearer = greater
enum class Cull { none, back };

struct VertexLayout {
  std::vector<VkVertexInputBindingDescription> bindings;
  std::vector<VkVertexInputAttributeDescription> attributes;
};

struct GraphicsRecipe {
  std::string vertex, fragment;                  // shader names; fragment may be empty (depth only)
  VertexLayout layout;
  VkFormat colour = VK_FORMAT_UNDEFINED;         // one colour attachment, or none
  VkFormat depth = VK_FORMAT_UNDEFINED;
  std::uint32_t samples = 1;
  Blend blend = Blend::none;
  DepthTest depth_test = DepthTest::none;
  bool depth_write = false;
  bool colour_write = true;
  Cull cull = Cull::none;
  std::vector<std::uint32_t> constants;          // specialization constants 0, 1, 2 ...
};

class Pipeline {
public:
  Pipeline() = default;
  [[nodiscard]] static Result<Pipeline> graphics(Device &device, const GraphicsRecipe &recipe);
  [[nodiscard]] static Result<Pipeline> compute(Device &device, const std::string &shader);
  Pipeline(Pipeline &&other) noexcept { swap(other); }
  Pipeline &operator=(Pipeline &&other) noexcept {
    swap(other);
    return *this;
  }
  ~Pipeline();

  [[nodiscard]] explicit operator bool() const { return pipeline_ != VK_NULL_HANDLE; }
  [[nodiscard]] VkPipelineLayout layout() const { return layout_; }
  [[nodiscard]] VkDescriptorSetLayout set_layout() const { return set_layout_; }
  [[nodiscard]] const std::vector<ReflectedBinding> &bindings() const { return bindings_; }

  void bind(VkCommandBuffer commands) const { vkCmdBindPipeline(commands, point_, pipeline_); }
  void bind_set(VkCommandBuffer commands, VkDescriptorSet set) const {
    vkCmdBindDescriptorSets(commands, point_, layout_, 0, 1, &set, 0, nullptr);
  }
  // `T` is the shaders' push constant block, written once in shaders/shared.
  template <class T> void push(VkCommandBuffer commands, const T &value) const {
    vkCmdPushConstants(commands, layout_, push_stages_, 0, static_cast<std::uint32_t>(sizeof(T)), &value);
  }

private:
  void swap(Pipeline &other) noexcept;
  Status make_layout(std::span<const Shader> shaders);
  Device *device_ = nullptr;
  VkPipeline pipeline_ = VK_NULL_HANDLE;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkDescriptorSetLayout set_layout_ = VK_NULL_HANDLE;
  VkPipelineBindPoint point_ = VK_PIPELINE_BIND_POINT_GRAPHICS;
  VkShaderStageFlags push_stages_ = 0;
  std::vector<ReflectedBinding> bindings_;
};

} // namespace myo::gpu
