#include "cli/cli.h"

#include "cli/opening.h"
#include "window.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fcntl.h>
#include <iostream>
#include <system_error>
#include <unistd.h>

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

// With stdout or stderr closed, the next file opened would take its number and what is said would be written into it.
void hold_standard_descriptors() {
  for (int descriptor = 0; descriptor < 3; ++descriptor)
    while (::fcntl(descriptor, F_GETFD) == -1 && errno == EBADF)
      if (::open("/dev/null", O_RDONLY) == -1) break; // read-only: writing still fails, and is told
}

// What was said may still lie in a buffer, or nobody may have taken it.
int finish(int code) {
  std::cout.flush();
  const bool taken = std::fflush(stdout) == 0 && std::ferror(stdout) == 0 && std::cout.good();
  if (taken || code != 0) return code;
  return complain({ErrorKind::machine, "could not be written", "standard output", "free some space, or send it elsewhere"});
}

Status perform(const cli::Action &action) {
  try {
    return action();
  } catch (const std::system_error &error) { // from printing: everything else returns its errors
    std::clearerr(stdout);
    return machine_fault(fmt::format("cannot go on: {}", error.code().message()), "standard output", "free some space, or send it elsewhere");
  } catch (const std::exception &error) {
    return machine_fault(fmt::format("cannot go on: {}", error.what()));
  }
}

} // namespace

int run(int argc, char **argv) {
  hold_standard_descriptors();
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
  std::string language;
  app.add_option("--language", language, "Language of all words: en, es; remembered by the window alone (MYOSCOPE_LANGUAGE does the same)")
      ->option_text("CODE");
  cli::add_view(app, action, window);
  cli::add_render(app, action);
  cli::add_list(app, action);
  cli::add_muscle(app, action);
  cli::add_stretch(app, action);
  cli::add_match(app, action);
  cli::add_compare(app, action);
  cli::add_atlas(app, action);
  cli::add_measure(app, action);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError &error) {
    if (error.get_exit_code() == 0) return finish(app.exit(error)); // --help, --version
    return complain({ErrorKind::arguments, error.what(), {}, "see myoscope --help"});
  }
  if (!language.empty()) ::setenv("MYOSCOPE_LANGUAGE", language.c_str(), 1); // before any thread begins
  if (!action) action = [&] { return cli::open_program(window); };
  const Status status = perform(action);
  return status ? finish(0) : complain(status.error());
}

} // namespace myo::app
