#include "window/shell.h"

#include "ui/draw_data.h"

#include <backends/imgui_impl_glfw.h>
#include <imgui.h>

namespace myo::app {

Result<std::unique_ptr<Shell>> Shell::open(const GlfwWindow &window) {
  std::unique_ptr<Shell> shell(new Shell(window));
  ImGui::CreateContext();
  ImGuiIO &io = ImGui::GetIO();
  io.IniFilename = nullptr; // no file of Dear ImGui's own in the working directory
  io.LogFilename = nullptr;
  io.BackendRendererName = "myoscope";
  io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
  io.UserData = &shell->fonts_;
  ImGui_ImplGlfw_InitForVulkan(window.handle(), true);
  MYO_CHECK(shell->rescale(window.content_scale()));
  return shell;
}

Shell::~Shell() {
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
}

Status Shell::rescale(float scale) {
  auto fonts = ui::load_fonts(scale, texture_);
  MYO_TRY(fonts);
  fonts_ = *fonts;
  scale_ = scale;
  ++texture_version_;
  ImGui::GetIO().Fonts->SetTexID(nullptr);
  ImGui::GetIO().FontDefault = fonts_.regular;
  ui::apply_style(scale, dark_);
  return {};
}

Status Shell::begin_frame(bool dark) {
  const float scale = window_->content_scale();
  if (scale != scale_) MYO_CHECK(rescale(scale));
  if (dark != dark_) {
    dark_ = dark;
    ui::apply_style(scale_, dark_);
  }
  ImGui_ImplGlfw_NewFrame();
  ImGui::NewFrame();
  return {};
}

void Shell::end_frame(packet::Ui &ui) {
  ImGui::Render();
  ui::to_packet(*ImGui::GetDrawData(), ui);
  ui.textures = {packet::UiTexture{0, texture_version_, texture_.size, texture_.rgba}};
}

} // namespace myo::app
