// The same targets under clang's libFuzzer (option MYO_FUZZ).
#include "target.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size) {
  myo::fuzz::feed(std::as_bytes(std::span(data, size)));
  return 0;
}
