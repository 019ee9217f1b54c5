#include "ui/theme.h"

#include <array>
#include <filesystem>
#include <imgui.h>
#include <imgui_freetype.h>

namespace myo::app::ui {
namespace {

namespace fs = std::filesystem;

fs::path first_existing(std::initializer_list<const char *> candidates) {
  std::error_code code;
  for (const char *candidate : candidates)
    if (fs::exists(candidate, code)) return candidate;
  return {};
}

// Latin with all its accents, general punctuation, arrows, and mathematical minus and multiplication signs.
constexpr std::array<ImWchar, 11> glyph_ranges = {0x0020, 0x024F, 0x1E00, 0x1EFF, 0x2010, 0x2027, 0x2190, 0x21FF,
                                                  0x2212, 0x2213, 0};

ImVec4 rgb(std::uint32_t hex, float alpha = 1) {
  return {static_cast<float>(hex >> 16 & 255U) / 255.0F, static_cast<float>(hex >> 8 & 255U) / 255.0F,
          static_cast<float>(hex & 255U) / 255.0F, alpha};
}

struct Palette {
  std::uint32_t panel, field, field_hot, text, quiet, line, accent, accent_hot;
};
constexpr Palette light_palette{0xFBFAF8, 0xEFEDE9, 0xE4E1DB, 0x22211F, 0x6E6A64, 0xDDD9D2, 0xB3372B, 0xC9493B};
constexpr Palette dark_palette{0x1F2023, 0x2C2E32, 0x383B40, 0xECEAE6, 0x9C9993, 0x3A3C41, 0xD9604F, 0xE67767};

} // namespace

Result<Fonts> load_fonts(float scale, FontTexture &texture) {
  const fs::path regular = first_existing({"/usr/share/fonts/opentype/inter/Inter-Regular.otf",
                                           "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
                                           "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"});
  const fs::path semibold = first_existing({"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf",
                                            "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf",
                                            "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"});
  if (regular.empty() || semibold.empty())
    return machine_fault("no font for the panels was found", {}, "install the package fonts-inter or fonts-dejavu-core");
  ImFontAtlas &atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
  atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
  atlas.Flags |= ImFontAtlasFlags_NoPowerOfTwoHeight;
  const auto add = [&](const fs::path &path, float size) {
    return atlas.AddFontFromFileTTF(path.c_str(), std::round(size * scale), nullptr, glyph_ranges.data());
  };
  Fonts made{add(regular, 14.5F), add(semibold, 14.5F), add(semibold, 19.0F), add(regular, 12.5F)};
  unsigned char *pixels = nullptr;
  int width = 0;
  int height = 0;
  atlas.GetTexDataAsRGBA32(&pixels, &width, &height);
  if (pixels == nullptr || made.regular == nullptr || made.semibold == nullptr)
    return machine_fault("the panels' font cannot be read", regular.string(), "install the package fonts-inter again");
  texture.size = {width, height};
  texture.rgba.assign(pixels, pixels + static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4);
  return made;
}

void apply_style(float scale, bool dark) {
  const Palette &p = dark ? dark_palette : light_palette;
  ImGuiStyle style;
  style.WindowRounding = 9;
  style.ChildRounding = 7;
  style.FrameRounding = 6;
  style.GrabRounding = 6;
  style.PopupRounding = 8;
  style.ScrollbarRounding = 6;
  style.ScrollbarSize = 11;
  style.WindowPadding = {14, 12};
  style.FramePadding = {9, 5};
  style.ItemSpacing = {8, 7};
  style.ItemInnerSpacing = {7, 5};
  style.WindowBorderSize = 1;
  style.GrabMinSize = 12;
  style.ScaleAllSizes(scale);
  ImVec4 *c = style.Colors;
  c[ImGuiCol_Text] = rgb(p.text);
  c[ImGuiCol_TextDisabled] = rgb(p.quiet);
  c[ImGuiCol_WindowBg] = rgb(p.panel, 0.96F);
  c[ImGuiCol_PopupBg] = rgb(p.panel);
  c[ImGuiCol_ChildBg] = rgb(p.panel, 0);
  c[ImGuiCol_Border] = rgb(p.line);
  c[ImGuiCol_Separator] = rgb(p.line);
  c[ImGuiCol_TableBorderLight] = c[ImGuiCol_TableBorderStrong] = rgb(p.line);
  c[ImGuiCol_FrameBg] = rgb(p.field);
  c[ImGuiCol_FrameBgHovered] = rgb(p.field_hot);
  c[ImGuiCol_FrameBgActive] = rgb(p.field_hot);
  c[ImGuiCol_Button] = rgb(p.field);
  c[ImGuiCol_ButtonHovered] = rgb(p.field_hot);
  c[ImGuiCol_ButtonActive] = rgb(p.line);
  c[ImGuiCol_Header] = rgb(p.accent, 0.16F);
  c[ImGuiCol_HeaderHovered] = rgb(p.field_hot);
  c[ImGuiCol_HeaderActive] = rgb(p.accent, 0.24F);
  c[ImGuiCol_SliderGrab] = rgb(p.accent);
  c[ImGuiCol_SliderGrabActive] = rgb(p.accent_hot);
  c[ImGuiCol_CheckMark] = rgb(p.accent);
  c[ImGuiCol_ScrollbarBg] = rgb(p.panel, 0);
  c[ImGuiCol_ScrollbarGrab] = rgb(p.line);
  c[ImGuiCol_ScrollbarGrabHovered] = rgb(p.quiet, 0.6F);
  c[ImGuiCol_ScrollbarGrabActive] = rgb(p.quiet, 0.8F);
  c[ImGuiCol_Tab] = rgb(p.field);
  c[ImGuiCol_TabHovered] = rgb(p.field_hot);
  c[ImGuiCol_TabActive] = rgb(p.accent, 0.22F);
  c[ImGuiCol_TitleBg] = rgb(p.panel);
  c[ImGuiCol_TitleBgActive] = rgb(p.panel);
  c[ImGuiCol_TextSelectedBg] = rgb(p.accent, 0.30F);
  c[ImGuiCol_NavHighlight] = rgb(p.accent);
  c[ImGuiCol_ModalWindowDimBg] = rgb(0x000000, 0.35F);
  c[ImGuiCol_PlotHistogram] = rgb(p.accent);
  ImGui::GetStyle() = style;
}

const Fonts &fonts() { return *static_cast<const Fonts *>(ImGui::GetIO().UserData); }

} // namespace myo::app::ui
