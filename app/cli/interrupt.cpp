#include "cli/interrupt.h"

#include <csignal>
#include <ctime>

namespace myo::app::cli {

CancelOnInterrupt::CancelOnInterrupt(Progress &progress) {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  watcher_ = std::jthread([set, &progress](const std::stop_token &stop) {
    while (!stop.stop_requested()) {
      const timespec moment{0, 50'000'000};
      if (sigtimedwait(&set, nullptr, &moment) > 0) progress.cancel();
    }
  });
}

} // namespace myo::app::cli
