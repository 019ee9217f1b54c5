// myoscope atlas install: downloads a data set from its publisher and imports it.
#include "cli/atlas_install.h"

#include "cli/interrupt.h"
#include "cli/step_lines.h"

#include "atlas/load.h"
#include "base/resources.h"
#include "fetch/bodyparts3d.h"
#include "import_atlas.h"
#include "workbench.h"

#include <CLI/CLI.hpp>
#include <memory>

namespace myo::app::cli {
namespace {

struct InstallArguments {
  std::string source;
  fetch::BodyParts3DSource from;
  std::filesystem::path out = default_atlas_folder();
  bool keep = false;
};

Status install(const InstallArguments &arguments) {
  const auto library = open_library();
  MYO_TRY(library);
  constexpr float download = 0.6F;
  const auto lines = steps_to_stderr();
  Progress progress{lines};
  const CancelOnInterrupt interrupt{progress};
  const std::filesystem::path folder = user_cache_folder() / "downloads" / arguments.source;
  MYO_CHECK(fetch::fetch_bodyparts3d(arguments.from, folder, progress, download));
  Progress importing{[&](const Progress::State &state) {
    progress.report(state.step, download + (1 - download) * state.fraction);
    if (progress.cancelled()) importing.cancel();
  }};
  assemble::ImportReport report;
  MYO_CHECK(import_atlas(folder, arguments.out, *library, importing, report));
  const auto loaded = atlas::load_atlas(arguments.out, progress); // cooks the cache
  MYO_TRY(loaded);
  std::error_code code;
  if (!arguments.keep) std::filesystem::remove_all(folder, code);
  fmt::print("{} structures; written to {}\n", loaded->body().structures.size(), arguments.out.string());
  return {};
}

} // namespace

void add_atlas_install(CLI::App &atlas, Action &action) {
  auto arguments = std::make_shared<InstallArguments>();
  CLI::App *installing = atlas.add_subcommand("install", "Download a data set from its publisher and make an atlas of it");
  installing->add_option("source", arguments->source, "bodyparts3d (143 MB, CC BY 4.0)")
      ->required()
      ->check(CLI::IsMember({"bodyparts3d"}))
      ->option_text("SOURCE");
  installing->add_option("--out", arguments->out, "Atlas folder to write")->option_text("DIR");
  installing->add_option("--mirror", arguments->from.base, "Address of a folder with the publisher's three files")->option_text("URL");
  installing->add_option("--size", arguments->from.size, "Bytes of the archive there")->option_text("BYTES");
  installing->add_option("--sha256", arguments->from.sha256, "Checksum of the archive there")->option_text("HEX");
  installing->add_flag("--keep", arguments->keep, "Keep what was downloaded");
  installing->callback([arguments, &action] { action = [arguments] { return install(*arguments); }; });
}

} // namespace myo::app::cli
