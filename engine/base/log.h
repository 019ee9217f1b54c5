// Notices to stderr; stdout belongs to results. Quiet by default except for warnings.
#pragma once

#include <fmt/format.h>
#include <string_view>
#include <utility>

namespace myo::log {

enum class Level { error, warning, notice, detail };

void set_level(Level level);
void write(Level level, std::string_view text);

template <class... A> void warning(fmt::format_string<A...> f, A &&...a) {
  write(Level::warning, fmt::format(f, std::forward<A>(a)...));
}
template <class... A> void notice(fmt::format_string<A...> f, A &&...a) {
  write(Level::notice, fmt::format(f, std::forward<A>(a)...));
}
template <class... A> void detail(fmt::format_string<A...> f, A &&...a) {
  write(Level::detail, fmt::format(f, std::forward<A>(a)...));
}

} // namespace myo::log
