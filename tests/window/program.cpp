#include "program.h"

#include <fstream>
#include <sstream>
#include <sys/wait.h>
#include <thread>

namespace myo::tests {
namespace {

using namespace std::chrono_literals;

std::string whole(const std::filesystem::path &path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

Program::Program(const Desktop &desktop, const std::filesystem::path &scratch, std::vector<std::string> arguments,
                 const std::vector<std::string> &more_environment)
    : scratch_(scratch), trace_(scratch / "trace.jsonl"), log_(scratch / "program.log") {
  std::vector<std::string> command = {"env", "-C", scratch.string(), MYO_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  command.emplace_back("--ui-trace");
  command.push_back(trace_.string());
  auto environment = desktop.environment();
  environment.push_back("MYOSCOPE_VALIDATION=1");
  environment.push_back("MYOSCOPE_DATA=" + (scratch / "data").string());
  std::filesystem::create_directories(scratch / "home"); // where pictures go unless another folder is chosen
  environment.push_back("HOME=" + (scratch / "home").string());
  environment.push_back("XDG_CONFIG_HOME=" + (scratch / "home" / ".config").string());
  environment.push_back("MYOSCOPE_BODY=" + (scratch / "no-body").string()); // the tests bring their own
  environment.insert(environment.end(), more_environment.begin(), more_environment.end());
  process_ = start_process(command, environment, log_.string());
}

Program::~Program() {
  if (running()) end_process(process_);
}

Program::Line Program::now() const {
  const std::string text = whole(trace_);
  const std::size_t end = text.rfind('\n');
  if (end == std::string::npos) return {};
  const std::size_t begin = text.rfind('\n', end - 1);
  const std::size_t first = begin == std::string::npos || end == 0 ? 0 : begin + 1;
  return Line::parse(text.substr(first, end - first), nullptr, false);
}

Program::Line Program::wait(const std::function<bool(const Line &)> &wanted, std::chrono::seconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (std::chrono::steady_clock::now() < until) {
    Line line = now();
    if (line.is_object() && wanted(line)) return line;
    if (!running()) return {};
    std::this_thread::sleep_for(50ms);
  }
  return {};
}

std::optional<std::pair<int, int>> Program::widget(const std::string &id) {
  const Line line = wait([&](const Line &l) { return l.contains("widgets") && l["widgets"].contains(id); });
  if (!line.is_object()) return std::nullopt;
  const auto &r = line["widgets"][id];
  return std::pair{static_cast<int>(r[0].get<double>() + r[2].get<double>() / 2),
                   static_cast<int>(r[1].get<double>() + r[3].get<double>() / 2)};
}

bool Program::running() {
  if (status_ || process_ <= 0) return false;
  int status = 0;
  if (::waitpid(process_, &status, WNOHANG) == 0) return true;
  status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return false;
}

std::uint64_t Program::work() const {
  std::uint64_t ticks = 0;
  std::error_code gone;
  for (const auto &thread : std::filesystem::directory_iterator("/proc/" + std::to_string(process_) + "/task", gone)) {
    const std::string text = whole(thread.path() / "stat");
    const auto name_end = text.rfind(") ");
    if (name_end == std::string::npos) continue;
    std::istringstream fields(text.substr(name_end + 2));
    std::string state, skipped;
    fields >> state;
    for (int field = 4; field < 14; ++field) fields >> skipped; // utime and stime are the 14th and 15th
    std::uint64_t user = 0, system = 0;
    fields >> user >> system;
    ticks += user + system;
    if (state == "R" || state == "D") ticks += static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
  }
  return ticks;
}

int Program::exit_code(std::chrono::seconds limit) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (running() && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(50ms);
  return status_.value_or(-1);
}

std::string Program::log() const { return whole(log_); }

} // namespace myo::tests
