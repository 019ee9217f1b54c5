// A virtual display with a window manager, and hands: what a test needs to use a program as a person does.
#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace myo::tests {

// Starts a child process with extra environment ("NAME=value"); its output goes to `log` when that is not empty.
[[nodiscard]] pid_t start_process(const std::vector<std::string> &arguments, const std::vector<std::string> &environment,
                                  const std::string &log);
// Runs to the end and returns the exit code; 127 when it could not be started.
int run_process(const std::vector<std::string> &arguments, const std::vector<std::string> &environment);
void end_process(pid_t process);

class Desktop {
public:
  // dpi 96 is an ordinary display, 192 a HiDPI one. Asserts nothing: see `fault`.
  Desktop(int width, int height, int dpi);
  ~Desktop();
  Desktop(const Desktop &) = delete;
  Desktop &operator=(const Desktop &) = delete;

  [[nodiscard]] const std::string &fault() const { return fault_; } // empty when it runs
  [[nodiscard]] std::vector<std::string> environment() const { return {"DISPLAY=" + display_}; }

  void move(int x, int y) const;
  void click(int x, int y) const;
  void shift_click(int x, int y) const;
  void wheel_in(int notches) const;                   // where the pointer is
  void drag(int x0, int y0, int x1, int y1, int pause_ms = 60) const; // between its eight steps
  void key(const std::string &name) const;            // xdotool's names: "ctrl+s", "Tab"
  void type(const std::string &text) const;
  void focus(const std::string &title) const;         // as a click on its title bar does
  void resize(const std::string &title, int width, int height) const;
  void close(const std::string &title) const;         // as the window manager's button does

private:
  int xdotool(std::vector<std::string> arguments) const;
  std::string display_, fault_;
  pid_t server_ = -1, manager_ = -1;
};

} // namespace myo::tests
