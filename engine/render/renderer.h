// Draws packet::FramePacket, offscreen or to a window. The same passes run in both cases.
//
//   auto renderer = myo::render::Renderer::create({});              // offscreen: no display, no window system
//   if (!renderer) { fmt::print(stderr, "{}\n", renderer.error().line()); return 3; }
//   myo::packet::FramePacket packet = ...;                           // meshes, draws, camera (reversed Z)
//   packet.capture.colour = true;
//   auto answer = (*renderer)->draw(packet);                         // waits when something is read back
//   write_png(path, packet.size, answer->colour);                    // RGBA8 sRGB, straight alpha, top row first
//
// Uploads: an entry of `packet.meshes` whose {id, version} is known costs nothing, and what was uploaded once stays, so
// that later packets may leave it out. An entry with no vertices drops the mesh. Patches, fields and carriers likewise.
// Ids: ghosts are looked through by picks and id pictures; solid and hidden_but_pickable draws are not.
// Hash: a packet with the hash (other than 0), size and samples of the one before draws nothing anew: captures are read
// from the kept picture, and in a window only the panels are drawn again on top of it.
// Coordinates and the camera: packet/packet.h.
#pragma once

#include "base/result.h"
#include "packet/packet.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace myo::gpu {
class Device;
class Validation;
} // namespace myo::gpu

namespace myo::render {

struct WindowTarget {
  std::vector<std::string> instance_extensions;                        // what the window library asks for
  // Given the VkInstance; returns the VkSurfaceKHR (owned by the renderer from then on).
  std::function<Result<std::uint64_t>(void *instance)> create_surface;
  bool vertical_sync = true;
};

struct RendererOptions {
  std::string device;                             // part of a device's name, or its index; empty: the best one
  bool validation = false;                        // validation + synchronization validation; a missing layer is an error
  std::shared_ptr<gpu::Validation> messages;      // counts messages (gpu/validation.h); made when empty
  std::optional<WindowTarget> window;             // nothing: offscreen
};

struct DeviceDescription {
  std::string name, type, driver;                 // "llvmpipe (...)", "cpu", "Mesa ..."
  std::uint32_t largest_side_px = 0;
};

class Renderer {
public:
  [[nodiscard]] static Result<std::unique_ptr<Renderer>> create(const RendererOptions &options);
  ~Renderer();
  Renderer(const Renderer &) = delete;
  Renderer &operator=(const Renderer &) = delete;

  // Draws one frame; with a window, also presents it. Any size and sample count may follow any other: targets are made
  // anew when they change. Refuses 0x0 and sizes beyond the device.
  [[nodiscard]] Result<packet::FrameAnswer> draw(const packet::FramePacket &packet);

  // Draws a picture beside the window's, which stays as it is, and waits for what is to be read back.
  [[nodiscard]] Result<packet::FrameAnswer> draw_apart(const packet::FramePacket &packet);

  // Waits until the GPU is idle (before the window is closed, or to read complete timings).
  Status finish();

  [[nodiscard]] const DeviceDescription &device() const;
  [[nodiscard]] std::uint64_t validation_messages() const; // 0 when validation is off
  // Whether the window got the last frame; false: it was not ready, draw again.
  [[nodiscard]] bool shown() const;
  [[nodiscard]] std::uint64_t pictures_drawn() const;      // by draw(), anew; for tests of sleep

private:
  Renderer();
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace myo::render
