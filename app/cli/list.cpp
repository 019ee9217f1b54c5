// myoscope list: the vocabulary, for people and (--json) for programs.
#include "cli/cli.h"

#include "anatomy/action_words.h"
#include "scene/views.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>

namespace myo::app::cli {
namespace {

using Json = nlohmann::ordered_json;

Json muscles(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Muscle &m : library.muscles) {
    Json entry{{"id", m.id}, {"name", m.name}, {"latin", m.latin}, {"fma", m.fma}};
    if (!m.fma_left.empty()) entry["fma_left"] = m.fma_left;
    if (!m.fma_right.empty()) entry["fma_right"] = m.fma_right;
    entry["synonyms"] = m.synonyms;
    entry["region"] = m.region;
    entry["layer"] = m.layer;
    entry["patterns"] = m.patterns;
    list.push_back(std::move(entry));
  }
  return list;
}

Json patterns(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Pattern &p : library.patterns)
    list.push_back({{"id", p.id}, {"name", p.title}, {"muscles", p.muscles}, {"compare_with", p.compare_with},
                    {"seed", p.id == library.seed_pattern}});
  return list;
}

Json joints(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::JointDefinition &j : library.joints)
    list.push_back({{"id", j.id}, {"name", j.name}, {"latin", j.latin}, {"parent", j.parent}, {"sided", j.sided},
                    {"regional", j.regional}});
  return list;
}

// One entry a direction: what --joint takes.
Json motions(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Motion &m : library.motions)
    for (const bool plus : {true, false}) {
      const std::string &word = plus ? m.plus : m.minus;
      if (word.empty()) continue;
      const anatomy::JointDefinition *joint = library.joint(m.joint);
      list.push_back({{"id", m.joint + "." + word},
                      {"name", fmt::format("{}: {}", joint != nullptr ? joint->name : m.joint, anatomy::spaced(word))},
                      {"joint", m.joint}, {"motion", word}, {"sided", m.sided}, {"unit", m.unit},
                      {"limit", plus ? m.plus_limit : m.minus_limit}});
    }
  return list;
}

Json poses(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::NamedPose &p : library.poses) {
    Json values = Json::array();
    for (const anatomy::MotionValue &v : p.values)
      values.push_back({{"joint", v.joint}, {"side", anatomy::to_string(v.side)}, {"motion", v.motion}, {"value", v.value}});
    list.push_back({{"id", p.id}, {"name", p.name}, {"values", std::move(values)}});
  }
  return list;
}

Json views(const anatomy::Library &) {
  Json list = Json::array();
  for (const scene::StandardView &v : scene::standard_views())
    list.push_back({{"id", v.id}, {"name", v.name}, {"azimuth_deg", v.azimuth_deg}, {"elevation_deg", v.elevation_deg}});
  return list;
}

Json regions(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Region &r : library.regions)
    list.push_back({{"id", r.id}, {"name", r.name}, {"latin", r.latin}, {"kind", r.kind}, {"paired", r.paired}});
  return list;
}

Json cues(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Cue &c : library.cues) list.push_back({{"id", c.id}, {"name", c.name}, {"words", c.words}});
  return list;
}

Json moves(const anatomy::Library &library) {
  Json list = Json::array();
  for (const anatomy::Move &m : library.moves)
    list.push_back({{"id", m.id}, {"name", m.name}, {"kind", m.kind}, {"sided", m.sided}, {"muscles", m.muscles}, {"how", m.how}});
  return list;
}

std::string list_text(const Json &list) {
  std::size_t width = 0;
  for (const Json &entry : list) width = std::max(width, entry["id"].get_ref<const std::string &>().size());
  std::string text;
  for (const Json &entry : list)
    text += fmt::format("{:<{}}  {}\n", entry["id"].get<std::string>(), width, entry["name"].get<std::string>());
  return text;
}

struct Kind { const char *name; Json (*make)(const anatomy::Library &); };
constexpr Kind kinds[] = {{"muscles", muscles}, {"patterns", patterns}, {"joints", joints},  {"motions", motions},
                          {"poses", poses},     {"views", views},       {"regions", regions},   {"cues", cues},
                          {"moves", moves}};

Status list(const std::string &what, bool json) {
  const auto library = open_spoken_library();
  MYO_TRY(library);
  for (const Kind &kind : kinds)
    if (what == kind.name) {
      const Json entries = kind.make(*library);
      fmt::print("{}", json ? entries.dump(2) + "\n" : list_text(entries));
    }
  return {};
}

} // namespace

void add_list(CLI::App &app, Action &action) {
  struct Options { std::string what; bool json = false; };
  auto options = std::make_shared<Options>();
  CLI::App *command = app.add_subcommand("list", "List what Myoscope knows");
  std::vector<std::string> names;
  for (const Kind &kind : kinds) names.emplace_back(kind.name);
  command->add_option("what", options->what, "muscles | patterns | joints | motions | poses | views | regions | cues | moves")
      ->required()
      ->check(CLI::IsMember(names))
      ->option_text("KIND");
  command->add_flag("--json", options->json, "An array of objects");
  command->callback([options, &action] { action = [options] { return list(options->what, options->json); }; });
}

} // namespace myo::app::cli
