// The program in a window, and what its trace says of it.
#pragma once

#include "desktop.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace myo::tests {

class Program {
public:
  Program(const Desktop &desktop, const std::filesystem::path &scratch, std::vector<std::string> arguments,
          const std::vector<std::string> &more_environment = {});
  ~Program();
  Program(const Program &) = delete;
  Program &operator=(const Program &) = delete;

  using Line = nlohmann::json;
  // The newest complete line of the trace; null before the first.
  [[nodiscard]] Line now() const;
  // Waits until the newest line satisfies `wanted`; null when it did not within the time or the program ended.
  [[nodiscard]] Line wait(const std::function<bool(const Line &)> &wanted,
                          std::chrono::seconds limit = std::chrono::seconds(40));
  // Middle of a widget in window pixels, once it is there.
  [[nodiscard]] std::optional<std::pair<int, int>> widget(const std::string &id);
  [[nodiscard]] bool running();
  // Processor time that all its threads have used, in clock ticks; a thread that is about to use more counts as well, so that
  // two equal answers mean that it rests, however busy the machine is.
  [[nodiscard]] std::uint64_t work() const;
  // Waits for the end and returns the exit code; -1 when it did not end.
  [[nodiscard]] int exit_code(std::chrono::seconds limit = std::chrono::seconds(20));
  [[nodiscard]] std::string log() const;      // what it wrote to stdout and stderr
  [[nodiscard]] const std::filesystem::path &folder() const { return scratch_; }

private:
  std::filesystem::path scratch_, trace_, log_;
  pid_t process_ = -1;
  std::optional<int> status_;
};

} // namespace myo::tests
