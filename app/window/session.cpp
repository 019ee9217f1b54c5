#include "window/session.h"

#include "anatomy/language.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/resources.h"
#include "frame/best_view.h"
#include "frame/cells.h"
#include "frame/theme.h"
#include "frame/view.h"
#include "pictures.h"
#include "rig/pull.h"
#include "settings.h"
#include "scene/compared.h"
#include "scene/view_record.h"
#include "scene/views.h"
#include "side_by_side.h"
#include "still.h"
#include "ui/export_sizes.h"

#include <GLFW/glfw3.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace myo::app {
namespace {

constexpr uvec2 first_size{1440, 900};
constexpr double refine_after_seconds = 0.25;
constexpr double notice_seconds = 6;
constexpr double building_after_seconds = 2; // how long what was shown is told before what is being built
constexpr double caret_seconds = 0.4;          // Dear ImGui's caret is on for 0.8 s and off for 0.4 s
constexpr int most_refusals = 4;
constexpr std::size_t most_touches = 64;       // of the brush between two frames
constexpr std::size_t most_points = 4096;      // of the pointer's way
constexpr float cell_gap_px = 2;               // unscaled

// GLFW hands events to plain functions; the window's user pointer leads back.
Inbox &inbox_of(GLFWwindow *window) { return *static_cast<Inbox *>(glfwGetWindowUserPointer(window)); }

void on_drop(GLFWwindow *window, int count, const char **paths) {
  if (count > 0) inbox_of(window).dropped = paths[0];
}

void on_key(GLFWwindow *window, int key, int, int action, int mods) {
  if (action == GLFW_PRESS)
    inbox_of(window).keys.push_back({key, (mods & GLFW_MOD_CONTROL) != 0, (mods & GLFW_MOD_SHIFT) != 0});
}

void on_exposed(GLFWwindow *window) { inbox_of(window).exposed = true; }

void on_move(GLFWwindow *window, double x, double y) {
  Inbox &inbox = inbox_of(window);
  if (!inbox.lifted && inbox.way.points.size() < most_points) inbox.way.points.emplace_back(x, y);
}

void on_button(GLFWwindow *window, int button, int action, int) {
  if (button != GLFW_MOUSE_BUTTON_LEFT) return;
  Inbox &inbox = inbox_of(window);
  inbox.lifted = action == GLFW_RELEASE;
  if (action != GLFW_PRESS) return;
  double x = 0, y = 0;
  glfwGetCursorPos(window, &x, &y);
  inbox.way = {vec2(x, y), {}};
}

std::uint64_t hash_of(const packet::Ui &ui) {
  std::uint64_t hash = hash_span(std::span<const packet::UiVertex>(ui.vertices));
  hash = hash_span(std::span<const std::uint16_t>(ui.indices), hash);
  hash = hash_span(std::span<const packet::UiCommand>(ui.commands), hash);
  for (const packet::UiTexture &texture : ui.textures) hash = hash_span(std::span(&texture.version, 1), hash);
  return hash;
}

// Points of a way so far apart, without its first and with its last; farther apart where they would be too many.
std::vector<vec2> along(const std::vector<vec2> &way, float apart_px) {
  float length = 0;
  for (std::size_t i = 1; i < way.size(); ++i) length += glm::distance(way[i - 1], way[i]);
  if (!(length > 0)) return {};
  const auto count = std::min(static_cast<std::size_t>(std::ceil(length / apart_px)), most_touches);
  const float step = length / static_cast<float>(count);
  std::vector<vec2> points;
  float gone = 0;
  for (std::size_t i = 1; i < way.size(); ++i) {
    const float piece = glm::distance(way[i - 1], way[i]);
    for (float next = step * static_cast<float>(points.size() + 1); next <= gone + piece && points.size() + 1 < count; next += step)
      points.push_back(glm::mix(way[i - 1], way[i], (next - gone) / piece));
    gone += piece;
  }
  points.push_back(way.back());
  return points;
}

// What the window shows, for a picture of another shape: the same view of the same place, from so far that what fills the
// window's shorter side fills the picture's.
scene::Camera for_shape(scene::Camera camera, uvec2 window, uvec2 picture) {
  const auto share = [](uvec2 size) { return std::min(1.0F, static_cast<float>(size.x) / static_cast<float>(size.y)); }; // of the height
  camera.distance = std::clamp(camera.distance * share(window) / share(picture), scene::distance_low, scene::distance_high);
  return camera;
}

} // namespace

Result<std::unique_ptr<Session>> Session::open(const WindowOptions &options) {
  std::unique_ptr<Session> session(new Session);
  if (options.ui_trace) {
    auto trace = ui::Trace::open(*options.ui_trace);
    MYO_TRY(trace);
    session->trace_ = std::move(*trace);
  }
  auto window = GlfwWindow::open("Myoscope", options.size.value_or(first_size));
  MYO_TRY(window);
  session->window_ = std::move(*window);
  glfwSetWindowUserPointer(session->window_->handle(), &session->inbox_);
  glfwSetDropCallback(session->window_->handle(), on_drop);
  glfwSetKeyCallback(session->window_->handle(), on_key); // Dear ImGui calls it after its own
  glfwSetCursorPosCallback(session->window_->handle(), on_move);
  glfwSetMouseButtonCallback(session->window_->handle(), on_button);
  glfwSetWindowRefreshCallback(session->window_->handle(), on_exposed);
  render::RendererOptions how;
  how.window = session->window_->target();
  how.validation = validation_asked();
  auto renderer = render::Renderer::create(how);
  MYO_TRY(renderer);
  session->renderer_ = std::move(*renderer);
  session->slow_device_ = session->renderer_->device().type == "cpu";
  auto shell = Shell::open(*session->window_);
  MYO_TRY(shell);
  session->shell_ = std::move(*shell);
  session->state_.export_folder = picture_folder().string();
  session->state_.languages = {"en"};
  if (const auto anatomy = find_resource("assets/anatomy"))
    for (const std::string &language : anatomy::languages(*anatomy)) session->state_.languages.push_back(language);
  const auto remembered = setting("language");
  const bool known = remembered && std::ranges::find(session->state_.languages, *remembered) != session->state_.languages.end();
  if (known) ::setenv("MYOSCOPE_LANGUAGE", remembered->c_str(), 0); // what was asked for on the command line goes before
  if (options.file)
    session->begin_view(*options.file);
  else if (const auto folder = find_atlas(options.atlas))
    session->begin_open(*folder);
  else if (options.atlas)
    return fail(folder.error());
  return session;
}

Session::~Session() {
  // Jobs cancel and join first: they use the workbench. The renderer's surface needs the window.
  reload_.reset();
  picturing_.reset();
  importing_.reset();
  opening_.reset();
  line_.reset();
  shell_.reset();
  renderer_.reset();
}

Status Session::close() { return renderer_->finish(); }

void Session::wait_for_events() {
  const double now = window_->seconds();
  const bool refine_due = line_ && !refined_;
  if (state_.player.playing) frames_due_ = std::max(frames_due_, 1);
  if (frames_due_ > 0) {
    GlfwWindow::poll();
    --frames_due_;
    return;
  }
  double timeout = -1;
  if (refine_due) timeout = std::max(0.001, moved_at_ + refine_after_seconds - now);
  if (!state_.notice.empty() && now < state_.notice_until)
    timeout = timeout < 0 ? state_.notice_until - now + 0.01 : std::min(timeout, state_.notice_until - now + 0.01);
  if (ImGui::GetIO().WantTextInput) timeout = timeout < 0 ? caret_seconds : std::min(timeout, caret_seconds);
  // A job wakes the window just before its result can be taken: on a busy machine that may be too early.
  if (opening_ || importing_ || picturing_ || (reload_ && reload_->busy())) timeout = timeout < 0 ? 0.5 : std::min(timeout, 0.5);
  const double before = window_->seconds();
  window_->wait(timeout);
  const bool timed_out = timeout >= 0 && window_->seconds() - before >= timeout;
  frames_due_ = timed_out ? 0 : 2;
}

std::optional<Progress::State> Session::work() const {
  if (importing_) return importing_->state();
  if (opening_) return opening_->state();
  return std::nullopt;
}

void Session::begin_open(const std::filesystem::path &folder) {
  opening_.emplace([folder](Progress &progress) { return open_workbench(folder, progress); },
                   [](const Progress::State &) { GlfwWindow::wake(); });
}

void Session::begin_view(const std::filesystem::path &file) {
  opening_.emplace([file](Progress &progress) { return open_model(file, progress); }, [](const Progress::State &) { GlfwWindow::wake(); });
}

void Session::begin_import(const std::string &path) {
  start_.fault.clear();
  importing_.emplace(
      [path](Progress &progress) -> Result<std::filesystem::path> {
        auto library = open_library();
        MYO_TRY(library);
        assemble::ImportReport report;
        const std::filesystem::path out = default_atlas_folder();
        MYO_CHECK(import_atlas(path, out, *library, progress, report));
        return out;
      },
      [](const Progress::State &) { GlfwWindow::wake(); });
}

void Session::adopt(std::unique_ptr<Workbench> workbench) {
  line_.reset();
  reload_.reset();
  hold_.reset();
  state_.pulled.clear();
  state_.posing = false;
  fault_.clear();
  workbench_ = std::move(workbench);
  forget_kept();
  state_.player = {};
  reload_ = Reload::follow(*workbench_, [] { GlfwWindow::wake(); });
  auto line = FrameLine::open(*workbench_, scene::opening_scene(workbench_->context()));
  if (!line) {
    start_.fault = line.error().line();
    return;
  }
  line_.emplace(std::move(*line));
  window_->set_title("Myoscope - " + workbench_->atlas.body().name);
  under_.forget();
  refined_ = false;
  compose_due_ = true;
  frames_due_ = 3;
}

void Session::forget_kept() {
  state_.kept = {};
  gallery_.forget();
  small_views_.clear();
  cells_.clear();
}

void Session::replace(std::unique_ptr<Workbench> workbench) {
  scene::Scene scene = line_->scene();
  auto line = FrameLine::open(*workbench, std::move(scene));
  if (!line) return notice(line.error().line());
  line_.reset();
  workbench_ = std::move(workbench);
  forget_kept();
  line_.emplace(std::move(*line));
  under_.forget(); // it numbers the structures of the body before
  refined_ = false;
  frames_due_ = 3;
}

void Session::speak(const std::string &language) {
  ::setenv("MYOSCOPE_LANGUAGE", language.c_str(), 1);
  if (const Status status = remember("language", language); !status) log::detail("{}", status.error().line());
  auto library = open_spoken_library();
  if (!library) return notice(library.error().line());
  scene::Scene scene = line_->scene();
  line_.reset();
  workbench_->library = std::move(*library); // its ids are the same, so the rig stays
  auto line = FrameLine::open(*workbench_, std::move(scene));
  if (!line) return notice(line.error().line());
  line_.emplace(std::move(*line));
  forget_kept();
  refined_ = false;
  frames_due_ = 3;
}

void Session::take_reload() {
  if (!reload_ || !line_) return;
  auto news = reload_->take(workbench_);
  if (news) {
    fault_ = news->fault ? news->line : "";
    if (news->workbench) replace(std::move(news->workbench));
    notice(news->line);
  }
  const double now = window_->seconds();
  if (!fault_.empty()) state_.notice = fault_, state_.notice_until = now + notice_seconds;
  else if (const auto building = reload_->building(); building && now > state_.notice_until - notice_seconds + building_after_seconds)
    state_.notice = fmt::format("The whole body is being built: {}, {:.0f} %", building->step, 100 * building->fraction),
    state_.notice_until = now + notice_seconds;
}

void Session::compose(uvec2 size, const ui::FreeArea &area) {
  if (!compose_due_ || !line_) return;
  compose_due_ = false;
  scene::Scene scene = line_->scene(); // not a step that undo should know
  scene.document.camera =
      line_->composed(size, frame::Box{{area.left, area.top}, {area.left + area.width, area.top + area.height}});
  if (auto line = FrameLine::open(*workbench_, std::move(scene))) line_.emplace(std::move(*line));
}

void Session::take_jobs() {
  if (opening_)
    if (auto done = opening_->take()) {
      opening_.reset();
      if (*done)
        adopt(std::move(**done));
      else if (line_)
        notice(done->error().line()); // what was shown stays
      else
        notice(start_.fault = done->error().line());
    }
  if (importing_)
    if (auto done = importing_->take()) {
      importing_.reset();
      if (*done)
        begin_open(**done);
      else
        start_.fault = done->error().line();
    }
  if (picturing_)
    if (auto done = picturing_->take()) {
      picturing_.reset();
      notice(*done ? fmt::format(fmt::runtime(workbench_->library.say("Picture written: {}")), (**done).string()) : fmt::format(fmt::runtime(workbench_->library.say("No picture: {}")), done->error().line()));
    }
  take_reload();
}

void Session::begin_picture() {
  if (picturing_) return notice(workbench_->library.say("The picture before is still being written."));
  const ui::ExportSize &choice = ui::export_sizes.at(static_cast<std::size_t>(state_.export_size));
  StillOptions still;
  const uvec2 window = window_->size_px();
  still.size_px = ui::pixels(choice, window);
  still.transparent = state_.export_transparent;
  still.compose = false; // it is the present picture, however near somebody went
  const std::filesystem::path folder = typed_folder(state_.export_folder);
  const std::string stem = picture_stem(picture_title(*workbench_, line_->scene(), line_->heat()));
  std::vector<scene::Command> commands;
  uvec2 seen = window, pictured = still.size_px; // what one body is seen in
  if (!cells_.empty()) {
    seen = uvec2(cells_.front().box.size());
    if (const auto cells = cells_of_picture(pictured, cells_.size()); !cells.empty()) pictured = uvec2(cells.front().size());
  }
  commands.emplace_back(scene::SetCamera{for_shape(line_->scene().document.camera, seen, pictured)});
  if (!state_.export_text) commands.emplace_back(scene::SetPicture{{false, false, false, false}});
  picturing_.emplace(
      [workbench = workbench_, scene = line_->scene(), commands, still, folder, stem](Progress &progress) mutable -> Result<std::filesystem::path> {
        progress.report("writing the picture", 0.1F);
        const auto name = take_picture_name(folder, stem);
        MYO_TRY(name);
        still.out = *name;
        if (const Status status = write_still(*workbench, scene, commands, still); !status) {
          std::error_code code;
          std::filesystem::remove(*name, code); // it only held the place
          return fail(status.error());
        }
        if (folder != picture_folder())
          if (const Status status = remember_picture_folder(folder); !status) log::detail("{}", status.error().line());
        return *name;
      },
      [](const Progress::State &) { GlfwWindow::wake(); });
  notice(workbench_->library.say("Writing the picture..."));
}

void Session::notice(std::string text) {
  state_.notice = std::move(text);
  state_.notice_until = window_->seconds() + notice_seconds;
  frames_due_ = std::max(frames_due_, 2);
}

ui::Frame Session::panel_frame(uvec2 size) {
  ui::Frame frame;
  frame.scene = line_ ? &line_->scene() : &no_scene_;
  if (line_) frame.context = line_->context();
  else if (workbench_) frame.context = workbench_->context();
  frame.heat = line_ ? &line_->heat() : &no_heat_;
  frame.scale = shell_->scale();
  frame.size_px = vec2(size);
  frame.seconds = window_->seconds();
  frame.state = &state_;
  frame.trace = &trace_;
  frame.commands = &commands_;
  frame.keys.swap(inbox_.keys);
  frame.way = std::exchange(inbox_.way, {});
  frame.view.size = frame.size_px;
  frame.small_picture = [this](const std::string &pattern, uvec2 px) { return small_picture(pattern, px); };
  if (!inbox_.dropped.empty() && line_ && !opening_) begin_view(std::exchange(inbox_.dropped, {})); // onto a body: a model to look at
  else if (!inbox_.dropped.empty()) start_.path = std::exchange(inbox_.dropped, {});
  return frame;
}

void Session::obey() {
  if (line_ && !commands_.empty())
    for (const Error &refused : line_->obey_each(commands_)) notice(refused.line());
  commands_.clear();
}

void Session::carry_out(const ui::Requests &requests) {
  if (requests.quit) window_->close();
  if (requests.compose != 0) compose_ = requests.compose, frames_due_ = std::max(frames_due_, 2);
  if (requests.toggle_full_screen) window_->toggle_full_screen();
  if (requests.save_picture && line_) begin_picture();
  if (!requests.language.empty() && line_ && !picturing_) speak(requests.language); // a picture reads the words while it is written
  if (!requests.import_path.empty() && !importing_) begin_import(requests.import_path);
  if (requests.cancel_import) {
    if (importing_) importing_->cancel();
    if (opening_) opening_->cancel();
  }
}

void Session::take_pick(const packet::FrameAnswer &answer, scene::Choose choose) {
  const std::uint32_t structure = frame::picked_structure(answer.picked);
  const auto &structures = workbench_->atlas.body().structures;
  if (structure < structures.size())
    commands_.emplace_back(scene::Select{{structures[structure].id}, choose}), state_.open_tab = "tab.structure";
  else if (choose == scene::Choose::replace)
    commands_.emplace_back(scene::Select{});
  frames_due_ = std::max(frames_due_, 2);
}

void Session::paint(const ui::StrokeRequest &stroke, const std::optional<frame::SkinPlace> &begin, uvec2 size) {
  const auto touch = [&](const frame::SkinPlace &place) {
    commands_.emplace_back(scene::Paint{place.at, state_.brush_mm, state_.mark_felt, state_.brush_mirrors, stroke.gesture});
  };
  if (stroke.begins && begin) {
    // An eraser that is put down on a ticked region takes the tick away, as it was marked: whole.
    for (const heat::Mark &mark : line_->scene().document.heat.marks)
      if (state_.mark_felt == 0 && mark.region == begin->region && (mark.where == heat::Where::any || mark.where == heat::where_of(begin->side)))
        commands_.emplace_back(scene::MarkRegion{mark.region, heat::sides_of(begin->side, heat::Sides::both), 0, stroke.gesture});
    touch(*begin);
  }
  const float radius_px = state_.brush_mm * millimetre / scene::metres_per_pixel(line_->scene().document.camera, static_cast<float>(size.y));
  const std::vector<vec2> pixels = along(stroke.way_px, std::max(1.0F, 0.5F * radius_px));
  if (pixels.empty()) return;
  for (const auto &place : line_->skin_under(pixels, size))
    if (place) touch(*place);
}

bool Session::take_hold(vec2 pixel, uvec2 size) {
  hold_.reset();
  const auto place = line_->place_under(pixel, size);
  if (!place) return false;
  const format::Structure &structure = workbench_->atlas.body().structures[place->structure];
  Hold hold{structure.id, place->rest, rig::joint_at(structure.mesh, place->rest)};
  if (hold.joint >= line_->pose().motions.size()) return false;
  hold.taken_at = rig::move_point(line_->pose().motions[hold.joint], hold.rest);
  const rig::Pulled may = rig::pull(workbench_->rig, line_->scene().document.pose, {hold.joint, hold.rest, hold.taken_at, {}});
  if (!may.moves) return notice(workbench_->library.say("This holds the rest of the body; pull at a limb, the head or the trunk.")), false;
  state_.pulled = may.moved;
  hold_ = std::move(hold);
  return true;
}

// The place goes with the pointer, about as far from the eye as it was taken.
void Session::pull(const ui::PullRequest &pull, uvec2 size) {
  if (!hold_) return;
  const scene::Camera &camera = line_->scene().document.camera;
  const float depth = glm::dot(hold_->taken_at - scene::eye(camera), scene::forward(camera));
  const float scale = scene::metres_per_pixel(camera, static_cast<float>(size.y)) * depth / camera.distance;
  const vec2 by = scale * (pull.to_px - pull.from_px);
  const vec3 to = hold_->taken_at + by.x * scene::right(camera) - by.y * scene::up(camera);
  commands_.emplace_back(scene::Pull{hold_->structure, hold_->rest, to, glm::normalize(hold_->taken_at - scene::eye(camera)), pull.gesture});
  state_.open_tab = "tab.pose";
}

std::optional<vec2> Session::held_px() const {
  if (!hold_ || !pointer_.pulls || !pointer_.moved || hold_->joint >= line_->pose().motions.size()) return std::nullopt;
  const auto at = scene::project(line_->scene().document.camera, rig::move_point(line_->pose().motions[hold_->joint], hold_->rest), pointer_.seen.size);
  return at ? std::optional(*at + pointer_.seen.at) : std::nullopt;
}

void Session::end_stroke(scene::Gesture gesture) {
  if (const auto &painted = line_->heat().painted; painted && painted->empty()) commands_.emplace_back(scene::ClearPaint{gesture});
}

// All that decides what lies where: the hovering itself does not.
std::uint64_t Session::picture_at_rest(uvec2 size) const {
  const std::array<std::uint64_t, 3> parts{scene::state_hash(line_->scene().document), size.x, size.y};
  return hash_span(std::span<const std::uint64_t>(parts));
}

void Session::point(uvec2 size) {
  pointed_px_.reset();
  if (!line_) return;
  const ImGuiIO &io = ImGui::GetIO();
  const vec2 at{io.MousePos.x, io.MousePos.y};
  const bool inside = at.x >= 0 && at.y >= 0 && at.x < static_cast<float>(size.x) && at.y < static_cast<float>(size.y);
  if (inside && cells_.empty() && !io.WantCaptureMouse && !state_.painting && !ImGui::IsAnyMouseDown()) pointed_px_ = uvec2(at);
  std::string id;
  if (pointed_px_ && under_.holds(picture_at_rest(size)))
    if (const std::uint32_t s = under_.structure_at(*pointed_px_); s != format::none) id = workbench_->atlas.body().structures[s].id;
  if (id == line_->scene().document.hover) return;
  commands_.emplace_back(scene::Hover{std::move(id)});
  obey();
}

Result<packet::FrameAnswer> Session::show(std::uint64_t picture, uvec2 size, bool asks, const packet::Ui &ui,
                                          const std::function<Result<packet::FrameAnswer>()> &draw) {
  const std::array<std::uint64_t, 4> parts{picture, size.x, size.y, hash_of(ui)};
  const std::uint64_t wanted = hash_span(std::span<const std::uint64_t>(parts)) | 1U;
  if (std::exchange(inbox_.exposed, false)) shown_ = 0;
  if (wanted == shown_ && !asks) return packet::FrameAnswer{};
  auto answer = draw();
  MYO_TRY(answer);
  shown_ = renderer_->shown() ? wanted : 0;
  times_shown_ += renderer_->shown();
  refusals_ = renderer_->shown() ? 0 : refusals_ + 1;
  if (refusals_ > 0 && refusals_ < most_refusals) frames_due_ = std::max(frames_due_, 1); // the window was not ready
  return answer;
}

Session::Fineness Session::fineness() {
  const std::uint64_t hash = scene::state_hash(line_->scene().document);
  const double now = window_->seconds();
  if (hash != state_hash_) {
    state_hash_ = hash;
    moved_at_ = now;
    refined_ = false;
  }
  const bool coarse = slow_device_ && now - moved_at_ < refine_after_seconds && !refined_;
  refined_ = !coarse;
  return coarse ? Fineness{atlas::Detail::interactive, 1} : Fineness{atlas::Detail::full, 4};
}

void Session::lay_cells(uvec2 size, const ui::FreeArea &area) {
  cells_.clear();
  if (!line_) return;
  const std::vector<scene::Document> bodies = scene::compared(line_->scene().document, workbench_->context());
  const frame::Box room{{area.left, area.top}, {std::min(area.left + area.width, static_cast<float>(size.x)), area.top + area.height}};
  const std::vector<frame::Box> boxes = frame::cells_of(room, bodies.size(), cell_gap_px * shell_->scale());
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    Plate &plate = gallery_.want(fmt::format("cell {}", i), bodies[i], uvec2(boxes[i].size()), false);
    cells_.push_back({boxes[i], &plate});
    const vec2 low = boxes[i].low, high = boxes[i].high;
    ImGui::GetBackgroundDrawList()->AddImage(reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(plate.texture)), {low.x, low.y}, {high.x, high.y});
    trace_.widget(fmt::format("cell.{}", i), low, high);
  }
  if (compose_ == 0) return;
  const uvec2 seen = cells_.empty() ? size : uvec2(cells_.front().box.size());
  commands_.emplace_back(scene::SetCamera{line_->composed(seen), std::exchange(compose_, 0)});
}

ui::Viewport Session::viewport(uvec2 size) const {
  const ImVec2 at = ImGui::GetIO().MousePos;
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    const frame::Box &box = cells_[i].box;
    if (at.x >= box.low.x && at.x < box.high.x && at.y >= box.low.y && at.y < box.high.y) return {box.low, box.size(), i};
  }
  return cells_.empty() ? ui::Viewport{vec2(0), vec2(size), 0} : ui::Viewport{cells_.front().box.low, cells_.front().box.size(), 0};
}

Status Session::draw_cells(uvec2 size, packet::Ui ui, std::optional<ui::PickRequest> pick) {
  const Fineness fine = fineness();
  for (const Cell &cell : cells_) MYO_CHECK(gallery_.draw(*cell.plate, *line_, *renderer_, fine.detail, fine.samples));
  packet::FramePacket packet;                  // the ground behind them
  packet.size = size;
  packet.samples = 1;
  packet.background = frame::ground_of(line_->scene().document.background);
  gallery_.add_textures(ui);
  packet.ui = std::move(ui);
  packet.hash = 2 + static_cast<std::uint64_t>(line_->scene().document.background);
  auto shown = show(packet.hash, size, false, packet.ui, [&] { return renderer_->draw(packet); });
  MYO_TRY(shown);
  if (!pick || pick->cell >= cells_.size()) return {};
  const Plate &plate = *cells_[pick->cell].plate;
  if (pick->pixel.x >= plate.size_px.x || pick->pixel.y >= plate.size_px.y) return {};
  FrameInput input;
  input.size_px = plate.size_px;
  input.samples = 1;
  input.capture.pick = true;
  input.capture.pick_px = pick->pixel;
  const auto answer = line_->draw_apart(*renderer_, plate.document, input);
  MYO_TRY(answer);
  if (answer->has_pick) take_pick(*answer, pick->choose);
  return {};
}

std::uint32_t Session::small_picture(const std::string &pattern, uvec2 size) {
  scene::Document document = line_->scene().document;
  const heat::Sides sides = heat::sides_of(document.heat);
  const std::string key = fmt::format("{} {}", pattern, heat::to_string(sides));
  auto view = small_views_.find(key);
  if (view == small_views_.end()) view = small_views_.emplace(key, frame::best_view(workbench_->context(), std::span(&pattern, 1), sides)).first;
  document.heat.active = {{pattern, sides, 1}};
  document.heat.marks.clear(), document.heat.dabs.clear(), document.heat.cues.clear();
  document.heat.on = true, document.heat.show_marks = document.heat.side_by_side = false;
  document.hidden.clear(), document.isolated.clear();
  document.xray = document.labels = document.attachments = false;
  document.selection = scene::pattern_muscles(document, workbench_->context());
  document.picture = {false, false, false, false};
  document.camera = {};
  if (!view->second.empty())
    if (const auto camera = scene::turn_to(document.camera, view->second)) document.camera = *camera;
  const Plate &plate = gallery_.want("small " + pattern, document, size, true);
  return plate.rgba.empty() ? 0 : plate.texture;
}

Status Session::draw_small() {
  if (!line_ || !refined_) return {};
  Plate *plate = gallery_.due();
  if (plate == nullptr) return {};
  MYO_CHECK(gallery_.draw(*plate, *line_, *renderer_, atlas::Detail::coarse, 4));
  frames_due_ = std::max(frames_due_, 1);      // it is shown, and the next one drawn
  return {};
}

Status Session::draw(uvec2 size, const ui::FreeArea &area, packet::Ui ui, std::optional<ui::PickRequest> pick) {
  if (!line_) { // panels on an empty ground
    packet::FramePacket packet;
    packet.size = size;
    packet.samples = 1;
    packet.background = {vec3(0.93F, 0.92F, 0.90F), vec3(0.82F, 0.81F, 0.79F), false};
    packet.ui = std::move(ui);
    packet.hash = 1;
    MYO_CHECK(show(packet.hash, size, false, packet.ui, [&] { return renderer_->draw(packet); }));
    return {};
  }
  if (!cells_.empty()) return draw_cells(size, std::move(ui), pick);
  const Fineness fine = fineness();
  const bool coarse = fine.detail != atlas::Detail::full;
  FrameInput input;
  input.size_px = size;
  input.detail = fine.detail;
  input.samples = fine.samples;
  input.marks_hover = !slow_device_; // a picture anew for each thing that the pointer passes is too much for a CPU
  if (area.width < static_cast<float>(size.x))
    input.free_px = frame::Box{{area.left, area.top}, {area.left + area.width, area.top + area.height}};
  gallery_.add_textures(ui);
  input.ui = std::move(ui);
  if (pick && pick->pixel.x < size.x && pick->pixel.y < size.y) {
    input.capture.pick = true;
    input.capture.pick_px = pick->pixel;
  }
  const std::uint64_t at_rest = picture_at_rest(size);
  input.capture.ids = pointed_px_ && !coarse && !under_.holds(at_rest);
  const bool reads_ids = input.capture.ids, asks = reads_ids || input.capture.pick;
  const auto picture = line_->prepare(input);
  MYO_TRY(picture);
  const packet::Ui &panels = input.ui;
  auto answer = show(*picture, size, asks, panels, [&] { return line_->run(*renderer_, input); });
  MYO_TRY(answer);
  if (reads_ids) {
    under_.keep(at_rest, size, std::move(answer->ids));
    frames_due_ = std::max(frames_due_, 1); // now what lies under the pointer is known
  }
  if (answer->has_pick) take_pick(*answer, pick->choose);
  return {};
}

std::vector<std::pair<std::string, vec2>> Session::traced_points(uvec2 size) const {
  std::vector<std::pair<std::string, vec2>> points;
  if (!line_) return points;
  const format::Body &body = workbench_->atlas.body();
  const scene::Camera &camera = line_->scene().document.camera;
  for (std::size_t n = 0; n < body.landmarks.size() && n < line_->pose().landmarks.size(); ++n) {
    const auto at = scene::project(camera, line_->pose().landmarks[n], vec2(size));
    if (at)
      points.emplace_back(body.landmarks[n].id + "." + std::string(anatomy::to_string(body.landmarks[n].side)), *at);
  }
  for (std::uint32_t n = 0; n < body.structures.size(); ++n)
    if (const auto at = scene::project(camera, line_->atlas().bounds(n).centre(), vec2(size)))
      points.emplace_back(body.structures[n].id, *at);
  return points;
}

void Session::finish_trace(uvec2 size, const ui::FreeArea &area) {
  if (!trace_.on()) return;
  trace_.widget("free_area", {area.left, area.top}, {area.left + area.width, area.top + area.height});
  ui::Trace::Facts facts;
  if (line_) {
    facts.selection = line_->scene().document.selection;
    facts.state_hash = scene::state_hash(line_->scene().document);
    facts.hover = line_->scene().document.hover;
    facts.labels = line_->scene().document.labels;
    facts.view = scene::write_view(line_->scene().document, workbench_->context());
  }
  facts.size = size;
  facts.scale = shell_->scale();
  facts.validation_messages = renderer_->validation_messages();
  facts.pictures_drawn = renderer_->pictures_drawn();
  facts.times_shown = times_shown_;
  facts.points = traced_points(size);
  facts.notice = state_.notice;
  facts.query = state_.query;
  trace_.finish_frame(facts);
}

Status Session::frame() {
  wait_for_events();
  take_jobs();
  const uvec2 size = window_->size_px();
  if (size.x == 0 || size.y == 0) return {}; // minimized
  MYO_CHECK(shell_->begin_frame(line_ && scene::is_dark(line_->scene().document.background)));
  point(size);
  ui::Requests requests;
  ui::Frame panels = panel_frame(size);
  panels.requests = &requests;
  // What came in while a frame was due already wakes nobody: what it opens must be drawn all the same.
  const ImGuiIO &io = ImGui::GetIO();
  const auto button = [](bool b) { return b; };
  if (!panels.keys.empty() || io.MouseWheel != 0 || io.InputQueueCharacters.Size > 0 || std::ranges::any_of(io.MouseClicked, button) ||
      std::ranges::any_of(io.MouseReleased, button))
    frames_due_ = std::max(frames_due_, 2);
  ui::FreeArea area{0, 0, static_cast<float>(size.x), static_cast<float>(size.y)};
  std::optional<ui::PickRequest> pick;
  std::optional<scene::Gesture> stroke_ended;
  gallery_.begin_frame();
  if (line_) {
    area = ui::draw_panels(panels);
    lay_cells(size, area);
    panels.view = viewport(size);
    ui::brush_ring(panels);
    const uvec2 seen(panels.view.size);
    std::optional<frame::SkinPlace> pressed; // where a stroke may begin
    const auto body_under = [&](vec2 pixel) {
      if (!state_.painting) return take_hold(pixel, seen);
      return (pressed = line_->skin_under(std::span(&pixel, 1), seen).front()).has_value();
    };
    const ui::PointerRequests asked = ui::read_pointer(panels, pointer_, body_under);
    pick = asked.pick;
    if (asked.stroke) paint(*asked.stroke, pressed, seen);
    stroke_ended = asked.stroke_ended;
    if (asked.pull) pull(*asked.pull, uvec2(pointer_.seen.size));
    ui::pull_mark(panels, held_px());
    ui::read_keys(panels);
  } else {
    start_screen(panels, start_, work());
  }
  packet::Ui ui;
  shell_->end_frame(ui);
  compose(size, area);
  obey();
  if (stroke_ended && line_) end_stroke(*stroke_ended), obey();
  carry_out(requests);
  MYO_CHECK(draw(size, area, std::move(ui), pick));
  MYO_CHECK(draw_small());
  obey(); // what was picked
  finish_trace(size, area);
  return {};
}

} // namespace myo::app
