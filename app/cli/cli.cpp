#include "cli/cli.h"

#include "cli/opening.h"
#include "window.h"

#include <algorithm>
#include <cstdio>

namespace myo::app {
namespace {

int exit_code(const Error &error) {
  switch (error.kind) {
  case ErrorKind::arguments: return 2;
  case ErrorKind::input:
  case ErrorKind::machine: return 3;
  case ErrorKind::cancelled: return 130;
  }
  return 3;
}

int complain(const Error &error) {
  fmt::print(stderr, "myoscope: {}\n", error.line());
  return exit_code(error);
}

} // namespace

int run(int argc, char **argv) {
  CLI::App app{"Shows where muscle pain comes from: muscles, their attachments and referral zones on a body that moves."};
  app.name("myoscope");
  app.set_version_flag("--version", "myoscope " MYO_VERSION);
  app.footer("Without a command, the window opens. This is education, not diagnosis.");
  app.require_subcommand(0, 1);

  cli::Action action;
  WindowOptions window;
  app.add_option("--atlas", window.atlas, "Atlas folder; default: Myoscope's own body (embedded)")->option_text("DIR");
  app.add_option("--ui-trace", window.ui_trace, "Write widget places and state, one line of JSON a frame")
      ->option_text("FILE");
  cli::add_render(app, action);
  cli::add_list(app, action);
  cli::add_muscle(app, action);
  cli::add_atlas(app, action);
  cli::add_measure(app, action);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    if (error.get_exit_code() == 0) return app.exit(error); // --help, --version
    return complain({ErrorKind::arguments, error.what(), {}, "see myoscope --help"});
  }
  if (!action) action = [&] { return cli::open_program(window); };
  const Status status = action();
  return status ? 0 : complain(status.error());
}

} // namespace myo::app
