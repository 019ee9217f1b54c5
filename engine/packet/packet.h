// The seam between what is to be seen and how it is drawn: plain structs of one frame, no logic.
// Positions in metres in the world frame; colours linear RGB unless said otherwise; pixels from the top left.
#pragma once

#include "base/math.h"
#include "shared/frame_types.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace myo::packet {

using MeshId = std::uint32_t;                  // 0 = none
using FieldId = std::uint32_t;                 // 0 = none

// ---- uploads: compared by {id, version}; an unchanged pair costs nothing. Spans live until the packet is drawn. -----
struct MeshUpload {
  MeshId mesh = 0;
  std::uint64_t version = 0;
  std::span<const shared::RestVertex> vertices;
  std::span<const std::uint32_t> indices;      // all levels of detail, one after the other
  std::span<const vec4> anchors;               // one a joint: xyz where it holds the mesh, w = 1 if it does, 2: the arm's, 3: the girdle's, -1: the girdle's without a hold; empty: none does
  std::span<const vec4> wall;                  // of the thorax, which flesh with anchors slides over (rig/thorax_wall.h, packed); empty: none
};
// A carrier's heat chart: which triangle covers which texel is worked out by the renderer from uv. Its mesh must be
// listed in the same packet when the carrier is new.
struct CarrierUpload {
  MeshId mesh = 0;
  std::uint64_t version = 0;
  std::span<const std::uint32_t> indices;      // full-detail triangles of `mesh`
  std::uint32_t size = 2048;                   // texels a side
};
// A signed distance (mm, negative inside) at every vertex of a carrier.
struct FieldUpload {
  FieldId field = 0;
  MeshId mesh = 0;
  std::uint64_t version = 0;
  std::span<const float> distance_mm;
};
// A patch of bone surface that shows an attachment; cut at edge_mm = 0.
struct PatchUpload {
  MeshId mesh = 0;
  std::uint64_t version = 0;
  std::span<const shared::RestVertex> vertices;
  std::span<const float> edge_mm;
  std::span<const std::uint32_t> indices;
};
struct GlyphUpload {                           // 8-bit coverage (or signed distance) atlas of the text room
  std::uint64_t version = 0;
  std::uint32_t width = 0, height = 0;
  std::span<const std::uint8_t> coverage;
};

// ---- what is drawn ---------------------------------------------------------------------------------------------------
enum class Material : std::uint32_t { bone, cartilage, muscle, tendon, ligament, skin, organ };
enum class Style : std::uint32_t { solid, ghost, hidden_but_pickable };
enum DrawFlag : std::uint32_t { selected = 1, hovered = 2, heat_carrier = 4, deep_heat_carrier = 8, generated = 16, covers_deep_heat = 32 };

// A deep_heat_carrier is never drawn itself, only its heat is, through everything but solid draws that cover it; it is
// neither picked nor hidden.
struct Draw {
  MeshId mesh = 0;
  std::uint32_t first_index = 0, index_count = 0; // the chosen level of detail
  std::uint32_t id = 0;                        // pick id, never 0
  Material material = Material::bone;
  Style style = Style::solid;
  std::uint32_t flags = 0;
  vec3 tint{1};                                // multiplies the material's colour
  vec4 paint{0};                               // colour that covers the material's flesh, and how far: 0 not at all, 1 wholly
  float opacity = 1;                           // ghosts only; face on about half of it shows, the silhouette far more
  float swell_m = 0;                           // along the normals where the fibre coordinate says belly; goes with pose_version
  bool gives_way = false;                      // is pressed flat in the folds; bones are not
};
struct PatchDraw {
  MeshId mesh = 0;
  std::uint32_t index_count = 0;
  vec3 colour{1, 0, 0};                        // flat
  vec3 outline{0};
};

struct HeatZone {
  FieldId field = 0;
  MeshId carrier = 0;
  std::uint32_t tier = 3;                      // 1..3
  std::uint32_t pattern = 0;                   // index of the shown pattern, for k-of-N
  float grow_mm = 0;                           // shifts the edge outwards (strength, provocation)
  float side = 0;                              // +1 ends at the midline from the left (x > 0), -1 from the right, 0 never
  bool fuses = true;                           // flows together with what comes near; else it comes after those that do
};
struct HeatLevel {
  vec3 srgb{0};
  float opacity = 1;
};
struct Heat {
  bool on = false;
  bool count_overlay = false;                  // k of N patterns reach here, instead of tiers
  std::vector<HeatZone> zones;
  bool deep_below = false;                     // heat of deep carriers is drawn under the heat of ghosted skin, not over it
  std::vector<HeatLevel> levels;               // from the outermost inwards: tiers 1..3, or 1..4 of N; at most 4
  float soft_edge_mm = 1.5F;
};

struct Marker {                                // the X of a trigger point: constant size on screen, never occluded
  vec3 point{0};                               // posed, world
  float size_px = 18;
  vec3 colour{0.05F};
  vec3 halo{1};
};

struct Camera {
  mat4 view{1};
  mat4 projection{1};                          // reversed Z: near = 1, far = 0; Vulkan clip space, Y already flipped
  vec3 eye{0};
};

// Things in pixels, drawn after the tone map in order. Colours are sRGB with straight alpha.
struct OverlayVertex {
  vec2 position_px;
  vec2 uv;                                     // into the glyph atlas; (-1,-1) = solid colour
  std::uint32_t colour = 0xFFFFFFFF;           // RGBA8, R in the low byte
};

// The panels' draw lists, as plain data (Dear ImGui stays in the app). Colours are sRGB bytes, blended as such, on top of
// everything else. Texture 0 is the font atlas; the others are the app's own uploads.
struct UiVertex { vec2 position_px; vec2 uv; std::uint32_t colour; };
struct UiCommand { vec4 clip_px{0}; std::uint32_t texture = 0, first_index = 0, index_count = 0; std::int32_t vertex_offset = 0; };
struct UiTexture { std::uint32_t texture = 0; std::uint64_t version = 0; uvec2 size{0}; std::span<const std::uint8_t> rgba; };
struct Ui {
  std::vector<UiVertex> vertices;
  std::vector<std::uint16_t> indices;
  std::vector<UiCommand> commands;
  std::vector<UiTexture> textures;
};

struct Background { vec3 top{1}, bottom{1}; bool transparent = false; }; // sRGB

struct Capture {                               // what is to be read back with this frame
  bool colour = false;                         // RGBA8 sRGB, straight alpha
  bool ids = false;                            // R32_UINT, 1x
  bool pick = false;                           // one id under pick_px
  uvec2 pick_px{0};
};

struct FramePacket {
  uvec2 size{1280, 720};                       // pixels
  std::uint32_t samples = 4;                   // 1 or 4
  Camera camera;
  Background background;
  bool screen_occlusion = true;
  bool outline_selected = true;

  std::vector<MeshUpload> meshes;
  std::vector<CarrierUpload> carriers;
  std::vector<FieldUpload> fields;
  std::vector<PatchUpload> patch_meshes;
  GlyphUpload glyphs;

  std::uint64_t pose_version = 0;              // unchanged: the skin pass is skipped
  std::vector<shared::JointMotion> joints;
  std::vector<shared::LimbFold> folds;         // of the pose: limbs bent so far that their flesh meets itself
  std::vector<std::uint32_t> fold_sides;       // one a joint: two bits for each fold; empty without folds

  std::vector<Draw> draws;
  std::vector<PatchDraw> patches;
  Heat heat;
  std::uint64_t heat_version = 0;              // unchanged: the bake is skipped
  std::vector<Marker> markers;

  std::vector<OverlayVertex> overlay;          // triangles, already laid out
  std::vector<std::uint32_t> overlay_indices;

  Ui ui;                                       // empty without a window; never part of a captured picture

  Capture capture;
  std::uint64_t hash = 0;                      // of all that changes the picture; unchanged: nothing is drawn
};

// Answers of the GPU, input of a later frame.
struct FrameAnswer {
  std::vector<std::uint8_t> colour;            // size.x * size.y * 4
  std::vector<std::uint32_t> ids;
  std::uint32_t picked = 0;
  bool has_pick = false;
  struct Timing { std::string pass; double milliseconds; };
  std::vector<Timing> timings;
};

} // namespace myo::packet
