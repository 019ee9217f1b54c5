// What went wrong, said once and in one line: what, where, and what to do about it.
#pragma once

#include <fmt/format.h>
#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace myo {

// Decides the program's exit code: `arguments` ends with 2, `input` and `machine` with 3, `cancelled` with 130.
enum class ErrorKind { arguments, input, machine, cancelled };

struct Error {
  ErrorKind kind = ErrorKind::input;
  std::string what;   // what is wrong, e.g. "vertex 12 has a coordinate that is not a number"
  std::string where;  // file, line or element, e.g. "FJ1423.obj:88"; may be empty
  std::string remedy; // what the reader can do; may be empty

  // "where: what; remedy", always a single line.
  [[nodiscard]] std::string line() const;
};

template <class T> using Result = tl::expected<T, Error>;
using Status = Result<void>;

[[nodiscard]] inline tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }
[[nodiscard]] inline tl::unexpected<Error> bad_input(std::string what, std::string where = {}, std::string remedy = {}) {
  return fail({ErrorKind::input, std::move(what), std::move(where), std::move(remedy)});
}
[[nodiscard]] inline tl::unexpected<Error> bad_arguments(std::string what, std::string remedy = {}) {
  return fail({ErrorKind::arguments, std::move(what), {}, std::move(remedy)});
}
[[nodiscard]] inline tl::unexpected<Error> machine_fault(std::string what, std::string where = {}, std::string remedy = {}) {
  return fail({ErrorKind::machine, std::move(what), std::move(where), std::move(remedy)});
}
[[nodiscard]] inline tl::unexpected<Error> cancelled() { return fail({ErrorKind::cancelled, "cancelled", {}, {}}); }

} // namespace myo

// Hands an error up to the caller; otherwise goes on. For values: `auto x = f(); MYO_TRY(x); use(*x);`
#define MYO_TRY(result)                                                                                               \
  do {                                                                                                                \
    if (!(result)) return tl::unexpected<::myo::Error>((result).error());                                             \
  } while (false)
#define MYO_CHECK(expression)                                                                                         \
  do {                                                                                                                \
    if (auto myo_status = (expression); !myo_status) return tl::unexpected<::myo::Error>(myo_status.error());         \
  } while (false)
