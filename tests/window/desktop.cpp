#include "desktop.h"

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace myo::tests {
namespace {

using namespace std::chrono_literals;

std::vector<char *> pointers(const std::vector<std::string> &words) {
  std::vector<char *> out;
  for (const std::string &word : words) out.push_back(const_cast<char *>(word.c_str()));
  out.push_back(nullptr);
  return out;
}

void become(const std::vector<std::string> &arguments, const std::vector<std::string> &environment, const std::string &log) {
  for (const std::string &entry : environment) ::putenv(const_cast<char *>(entry.c_str()));
  const int out = ::open(log.empty() ? "/dev/null" : log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(out, 1);
  ::dup2(out, 2);
  auto argv = pointers(arguments);
  ::execvp(argv[0], argv.data());
  ::_exit(127);
}

} // namespace

pid_t start_process(const std::vector<std::string> &arguments, const std::vector<std::string> &environment,
                    const std::string &log) {
  const pid_t child = ::fork();
  if (child == 0) become(arguments, environment, log);
  return child;
}

int run_process(const std::vector<std::string> &arguments, const std::vector<std::string> &environment) {
  const pid_t child = start_process(arguments, environment, {});
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) return 127;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void end_process(pid_t process) {
  if (process <= 0) return;
  ::kill(process, SIGTERM);
  int status = 0;
  for (int n = 0; n < 50; ++n) {
    if (::waitpid(process, &status, WNOHANG) != 0) return;
    std::this_thread::sleep_for(100ms);
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, &status, 0);
}

Desktop::Desktop(int width, int height, int dpi) {
  // The server writes the number of a free display to a pipe once it listens.
  int ends[2];
  if (::pipe(ends) != 0) {
    fault_ = "no pipe";
    return;
  }
  server_ = start_process({"Xvfb", "-displayfd", std::to_string(ends[1]), "-screen", "0",
                           fmt::format("{}x{}x24", width, height), "-dpi", std::to_string(dpi), "-nolisten", "tcp", "-noreset"},
                          {}, {});
  ::close(ends[1]);
  std::string number;
  char c = 0;
  while (::read(ends[0], &c, 1) == 1 && c != '\n') number += c;
  ::close(ends[0]);
  if (number.empty()) {
    fault_ = "Xvfb did not start (package xvfb)";
    return;
  }
  display_ = ":" + number;
  if (dpi != 96) {
    const std::string merge = fmt::format("echo 'Xft.dpi: {}' | xrdb -merge", dpi);
    if (run_process({"sh", "-c", merge}, environment()) != 0) fault_ = "xrdb did not work (package x11-xserver-utils)";
  }
  manager_ = start_process({"openbox", "--sm-disable"}, environment(), {});
  std::this_thread::sleep_for(300ms);
  int status = 0;
  if (::waitpid(manager_, &status, WNOHANG) != 0) {
    manager_ = -1;
    fault_ = "openbox did not start (package openbox)";
  }
}

Desktop::~Desktop() {
  end_process(manager_);
  end_process(server_);
}

int Desktop::xdotool(std::vector<std::string> arguments) const {
  arguments.insert(arguments.begin(), "xdotool");
  return run_process(arguments, environment());
}

void Desktop::move(int x, int y) const { xdotool({"mousemove", std::to_string(x), std::to_string(y)}); }

void Desktop::click(int x, int y) const {
  move(x, y);
  std::this_thread::sleep_for(150ms);
  xdotool({"mousedown", "1"});
  std::this_thread::sleep_for(150ms); // several frames, as a finger would
  xdotool({"mouseup", "1"});
}

void Desktop::shift_click(int x, int y) const {
  xdotool({"keydown", "shift"});
  click(x, y);
  std::this_thread::sleep_for(150ms);
  xdotool({"keyup", "shift"});
}

void Desktop::wheel_in(int notches) const {
  for (int n = 0; n < notches; ++n) {
    xdotool({"click", "4"});
    std::this_thread::sleep_for(150ms);
  }
}

void Desktop::drag(int x0, int y0, int x1, int y1, int pause_ms) const {
  move(x0, y0);
  std::this_thread::sleep_for(std::chrono::milliseconds(90 + pause_ms));
  xdotool({"mousedown", "1"});
  for (int n = 1; n <= 8; ++n) {
    std::this_thread::sleep_for(std::chrono::milliseconds(pause_ms));
    move(x0 + (x1 - x0) * n / 8, y0 + (y1 - y0) * n / 8);
  }
  std::this_thread::sleep_for(150ms);
  xdotool({"mouseup", "1"});
}

void Desktop::key(const std::string &name) const { xdotool({"key", "--delay", "120", name}); }
void Desktop::type(const std::string &text) const { xdotool({"type", "--delay", "60", text}); }

void Desktop::focus(const std::string &title) const {
  xdotool({"search", "--sync", "--name", title, "windowactivate", "--sync"});
}

void Desktop::resize(const std::string &title, int width, int height) const {
  xdotool({"search", "--name", title, "windowsize", std::to_string(width), std::to_string(height)});
}

void Desktop::close(const std::string &title) const {
  focus(title); // Alt+F4 is the window manager's own way to ask a window to close
  xdotool({"key", "alt+F4"});
}

} // namespace myo::tests
