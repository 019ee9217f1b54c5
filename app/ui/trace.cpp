#include "ui/trace.h"

#include "base/hash.h"

#include <imgui.h>
#include <nlohmann/json.hpp>

namespace myo::app::ui {

Result<Trace> Trace::open(const std::filesystem::path &path) {
  Trace trace;
  trace.file_.open(path, std::ios::trunc);
  if (!trace.file_) return machine_fault("cannot be written", path.string(), "choose another place for --ui-trace");
  return trace;
}

void Trace::widget(std::string_view id, vec2 low, vec2 high) {
  if (on()) widgets_.emplace_back(id, vec4(low, high - low));
}

void Trace::item(std::string_view id) {
  const ImVec2 low = ImGui::GetItemRectMin();
  const ImVec2 high = ImGui::GetItemRectMax();
  if (ImGui::IsItemVisible()) widget(id, {low.x, low.y}, {high.x, high.y});
}

void Trace::finish_frame(const Facts &facts) {
  if (!on()) return;
  nlohmann::json line;
  line["frame"] = frame_++;
  line["size"] = {facts.size.x, facts.size.y};
  line["scale"] = facts.scale;
  line["selection"] = facts.selection;
  line["state"] = hex(facts.state_hash);
  line["validation_messages"] = facts.validation_messages;
  line["pictures_drawn"] = facts.pictures_drawn;
  line["times_shown"] = facts.times_shown;
  line["hover"] = facts.hover;
  line["labels"] = facts.labels;
  line["notice"] = facts.notice;
  line["query"] = facts.query;
  if (!facts.view.empty()) line["view"] = nlohmann::json::parse(facts.view, nullptr, false);
  for (const auto &[id, rect] : widgets_) line["widgets"][id] = {rect.x, rect.y, rect.z, rect.w};
  for (const auto &[id, point] : facts.points) line["points"][id] = {point.x, point.y};
  file_ << line.dump() << '\n' << std::flush;
  widgets_.clear();
}

} // namespace myo::app::ui
