#include "base/log.h"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace myo::log {
namespace {

spdlog::level::level_enum to_spdlog(Level level) {
  switch (level) {
  case Level::error: return spdlog::level::err;
  case Level::warning: return spdlog::level::warn;
  case Level::notice: return spdlog::level::info;
  case Level::detail: return spdlog::level::debug;
  }
  return spdlog::level::info;
}

// spdlog keeps its own registry; the logger is looked up there rather than in a global of ours.
std::shared_ptr<spdlog::logger> logger() {
  if (auto known = spdlog::get("myoscope")) return known;
  auto made = spdlog::stderr_logger_mt("myoscope");
  made->set_pattern("myoscope: %v");
  made->set_level(spdlog::level::warn);
  return made;
}

} // namespace

void set_level(Level level) { logger()->set_level(to_spdlog(level)); }
void write(Level level, std::string_view text) { logger()->log(to_spdlog(level), "{}", text); }

} // namespace myo::log
