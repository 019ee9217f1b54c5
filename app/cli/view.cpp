// myoscope view: a model file of anybody's in the window, or (--list) what it holds.
#include "cli/cli.h"
#include "cli/opening.h"

#include "window.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

Json holds(const Workbench &workbench) {
  Json json{{"name", workbench.atlas.body().name}, {"parts", Json::array()}, {"animations", Json::array()}, {"notes", workbench.atlas.body().notes}};
  for (const format::Structure &s : workbench.atlas.body().structures)
    json["parts"].push_back({{"id", s.id}, {"name", s.name}, {"vertices", s.mesh.positions.size()}, {"triangles", s.mesh.indices.size() / 3}});
  if (!workbench.figure) return json;
  json["unit_m"] = workbench.figure->unit_m;
  json["notes"] = workbench.figure->notes;
  for (const atlas::FigureAnimation &a : workbench.figure->animations) json["animations"].push_back({{"name", a.name}, {"seconds", a.duration_s}});
  return json;
}

std::string text_of(const Json &json) {
  std::string text = fmt::format("{}: {} parts, {} animations\n", json["name"].get<std::string>(), json["parts"].size(), json["animations"].size());
  for (const Json &part : json["parts"]) text += fmt::format("part       {} ({} triangles)\n", part["id"].get<std::string>(), part["triangles"].get<std::size_t>());
  for (std::size_t n = 0; n < json["animations"].size(); ++n)
    text += fmt::format("animation  {} {} ({:.2f} s)\n", n + 1, json["animations"][n]["name"].get<std::string>(), json["animations"][n]["seconds"].get<double>());
  for (const Json &note : json["notes"]) text += fmt::format("note       {}\n", note.get<std::string>());
  return text;
}

Status list(const std::filesystem::path &file, bool as_json) {
  Progress progress;
  const auto workbench = open_model(file, progress);
  MYO_TRY(workbench);
  const Json json = holds(**workbench);
  fmt::print("{}", as_json ? json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : text_of(json));
  return {};
}

Status view(const std::filesystem::path &file, WindowOptions window) {
  std::error_code code;
  if (!std::filesystem::exists(file, code)) return bad_input("there is no such file", file.string(), "give a model file: .glb, .gltf, .fbx, .obj ...");
  window.file = file;
  return open_program(window);
}

} // namespace

void add_view(CLI::App &app, Action &action, const WindowOptions &window) {
  struct Options { std::filesystem::path file; bool list = false, json = false; };
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("view", "Open a model of your own: glTF or whatever Assimp reads, with its animations");
  command->add_option("file", options->file, "The model; an atlas folder, or its body.glb, opens as the atlas")->required()->option_text("FILE");
  CLI::Option *lists = command->add_flag("--list", options->list, "Only say what it holds: parts, animations, what is left out");
  command->add_flag("--json", options->json, "The list as JSON")->needs(lists);
  command->fallthrough(); // --ui-trace, --language: the program's own options may stand after it
  command->callback([options, &action, &window] {
    action = [options, &window] { return options->list ? list(options->file, options->json) : view(options->file, window); };
  });
}

} // namespace myo::app::cli
