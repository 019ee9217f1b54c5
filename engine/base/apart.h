// Work on foreign bytes in a child process: whatever they do to their parser, this process stays whole.
#pragma once

#include "base/progress.h"
#include "base/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace myo {

struct ChildLimits {
  double seconds = 60;                     // of the clock, and for each thread of the processors' time
  std::uint64_t memory_bytes = 6ULL << 30; // beyond what this process has mapped
};

// What a child left: bytes that last as long as this.
class ChildAnswer {
public:
  ChildAnswer() = default;
  ChildAnswer(int file, std::size_t size); // the file may be closed afterwards
  ChildAnswer(ChildAnswer &&other) noexcept;
  ChildAnswer &operator=(ChildAnswer &&other) noexcept;
  ~ChildAnswer();
  [[nodiscard]] std::span<const std::byte> bytes() const { return {data_, size_}; }

private:
  const std::byte *data_ = nullptr;
  std::size_t size_ = 0;
};

using ChildWork = std::function<Result<std::vector<std::byte>>(Progress &)>;

// Runs `work` in a fork of this process and hands back the bytes, or the error, that it returns there. What it reports
// reaches `progress`; when that is cancelled the child ends. A child that breaks, or needs more than `limits`, is bad
// input: the line says so with `where` and `remedy`. A fork has none of this process's threads, so `work` must keep off
// oneTBB; threads that it starts itself are fine.
[[nodiscard]] Result<ChildAnswer> run_apart(const ChildWork &work, const std::string &where, const std::string &remedy,
                                            Progress &progress, const ChildLimits &limits = {});

// Threads that work in a child may start: one where the race detector forbids more.
[[nodiscard]] unsigned child_threads();

} // namespace myo
