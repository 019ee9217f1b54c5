// One run of the window: owns the window, the renderer, the panels and the open atlas, and turns the crank.
#pragma once

#include "base/job.h"
#include "frame.h"
#include "import_atlas.h"
#include "ui/input.h"
#include "ui/panel.h"
#include "window.h"
#include "window/gallery.h"
#include "window/pick_map.h"
#include "window/reload.h"
#include "window/shell.h"
#include "window/start_screen.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace myo::app {

// What GLFW's callbacks leave for the next frame.
struct Inbox {
  std::string dropped;                         // file dropped on the window
  std::vector<ui::KeyPress> keys;
  ui::PointerWay way;
  bool lifted = true;                          // the left button is up: where the pointer goes is no part of a way
  bool exposed = false;                        // what the window shows was lost: show it again
};

class Session {
public:
  [[nodiscard]] static Result<std::unique_ptr<Session>> open(const WindowOptions &options);
  ~Session();
  Session(const Session &) = delete;
  Session &operator=(const Session &) = delete;

  [[nodiscard]] bool done() const { return window_->should_close(); }
  // Waits for something to happen, then draws one frame. Errors end the program: the device was lost or the like.
  [[nodiscard]] Status frame();
  [[nodiscard]] Status close();

private:
  Session() = default;

  // Sleeping: a frame is drawn while something is pending, else only when an event arrives.
  void wait_for_events();
  void take_jobs();
  void begin_open(const std::filesystem::path &folder);
  void begin_view(const std::filesystem::path &file); // a model of anybody's
  void begin_import(const std::string &path);
  void adopt(std::unique_ptr<Workbench> workbench);
  void take_reload();
  void forget_kept();                          // what was worked out for the body or the language before
  // The vocabulary in another language, on the same body; remembered.
  void speak(const std::string &language);
  // Another state of the same body: selection, pose, view stay.
  void replace(std::unique_ptr<Workbench> workbench);
  void begin_picture();

  ui::Frame panel_frame(uvec2 size);
  std::optional<Progress::State> work() const;
  // Obeys what panels and pointer asked for; a refusal becomes the notice.
  void obey();
  void compose(uvec2 size, const ui::FreeArea &area);
  void carry_out(const ui::Requests &requests);
  [[nodiscard]] Status draw(uvec2 size, const ui::FreeArea &area, packet::Ui ui, std::optional<ui::PickRequest> pick);
  void take_pick(const packet::FrameAnswer &answer, scene::Choose choose);
  // A comparison: where its bodies stand, what each shows, and the one that the pointer is over.
  void lay_cells(uvec2 size, const ui::FreeArea &area);
  [[nodiscard]] ui::Viewport viewport(uvec2 size) const;
  [[nodiscard]] Status draw_cells(uvec2 size, packet::Ui ui, std::optional<ui::PickRequest> pick);
  // Small pictures of patterns, one a frame once the large one rests.
  std::uint32_t small_picture(const std::string &pattern, uvec2 size);
  Status draw_small();
  // How finely the next picture is drawn: coarser while it moves on a slow device.
  struct Fineness { atlas::Detail detail; std::uint32_t samples; };
  Fineness fineness();
  // A piece of a stroke over the body, as touches of the brush. `begin`: where on the skin the stroke begins.
  void paint(const ui::StrokeRequest &stroke, const std::optional<frame::SkinPlace> &begin, uvec2 size);
  // Paint that was rubbed out altogether is forgotten: then the picture shows the pattern again.
  void end_stroke(scene::Gesture gesture);
  // Takes hold of what lies under the pixel; false beside the body, and where nothing can follow.
  [[nodiscard]] bool take_hold(vec2 pixel, uvec2 size);
  void pull(const ui::PullRequest &pull, uvec2 size);
  [[nodiscard]] std::optional<vec2> held_px() const; // in the window
  // Follows the pointer: what it rests on is hovered, unless it is a brush.
  void point(uvec2 size);
  [[nodiscard]] std::uint64_t picture_at_rest(uvec2 size) const;
  // Draws, unless the window shows this already.
  [[nodiscard]] Result<packet::FrameAnswer> show(std::uint64_t picture, uvec2 size, bool asks, const packet::Ui &ui,
                                                 const std::function<Result<packet::FrameAnswer>()> &draw);
  void notice(std::string text);
  void finish_trace(uvec2 size, const ui::FreeArea &area);
  [[nodiscard]] std::vector<std::pair<std::string, vec2>> traced_points(uvec2 size) const;

  std::unique_ptr<GlfwWindow> window_;
  std::unique_ptr<render::Renderer> renderer_;
  std::unique_ptr<Shell> shell_;
  Inbox inbox_;
  ui::Trace trace_;
  ui::State state_;
  ui::Pointer pointer_;
  StartScreen start_;

  std::shared_ptr<Workbench> workbench_;       // shared with pictures that are being written
  std::optional<FrameLine> line_;
  std::vector<scene::Command> commands_;
  Gallery gallery_;
  struct Cell { frame::Box box; Plate *plate; };
  std::vector<Cell> cells_;                    // of this frame; empty without a comparison
  std::map<std::string, std::string> small_views_; // "pattern side": from where a small picture looks
  scene::Gesture compose_ = 0;                 // the step that the camera is to be placed for, once the panels stand
  scene::Scene no_scene_;
  heat::Heat no_heat_;

  std::optional<Job<std::unique_ptr<Workbench>>> opening_;
  std::optional<Job<std::filesystem::path>> importing_;
  std::optional<Job<std::filesystem::path>> picturing_;
  std::unique_ptr<Reload> reload_;             // of our own body while its sheets can be changed
  std::string fault_;                          // in a sheet: stands in the status line until it is mended

  struct Hold { std::string structure; vec3 rest{0}; std::uint32_t joint = 0; vec3 taken_at{0}; };
  std::optional<Hold> hold_;                   // of the limb that is being pulled
  int frames_due_ = 3;                         // panels settle over a few frames after an event
  double moved_at_ = 0;                        // when the picture last changed
  bool compose_due_ = false;                   // a body has just been opened: place the camera once the panels stand
  bool refined_ = false;                       // the picture at rest has been drawn in full detail
  bool slow_device_ = false;                   // a CPU draws: coarser while moving
  std::uint64_t state_hash_ = 0;
  std::uint64_t shown_ = 0;                    // picture and panels that the window shows; 0: nothing yet
  std::uint64_t times_shown_ = 0;
  int refusals_ = 0;                           // of the window system, one after the other
  std::optional<uvec2> pointed_px_;            // the pointer rests on the picture, no button is down, and it is no brush
  PickMap under_;                              // what lies under every pixel of the picture at rest
};

} // namespace myo::app
