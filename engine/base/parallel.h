// Work shared out over the machine's cores by oneTBB, and nothing of it left over when these return.
//
// Under the thread sanitizer they also tell it that what the caller wrote before is there for every piece of work, and that
// what the pieces wrote is there for the caller afterwards: Debian's oneTBB is built without it, so that it would not know,
// and would take every result that is read for a race. Pieces that touch the same thing are still found.
#pragma once

#include <tbb/blocked_range.h>
#include <tbb/parallel_for.h>
#include <tbb/parallel_invoke.h>

#if defined(__SANITIZE_THREAD__)
extern "C" void __tsan_acquire(void *address); // NOLINT(bugprone-reserved-identifier): the sanitizer's own
extern "C" void __tsan_release(void *address); // NOLINT(bugprone-reserved-identifier)
#endif

namespace myo {

// Passes on what was written: from the caller to the pieces, and from them back.
class Handover {
public:
#if defined(__SANITIZE_THREAD__)
  Handover() { __tsan_release(&given_); }
  ~Handover() { __tsan_acquire(&done_); }
  template <class Piece> void run(const Piece &piece) const {
    __tsan_acquire(&given_);
    piece();
    __tsan_release(&done_);
  }

private:
  mutable char given_ = 0, done_ = 0;
#else
  Handover() = default;
  template <class Piece> void run(const Piece &piece) const { piece(); }
#endif
public:
  Handover(const Handover &) = delete;
  Handover &operator=(const Handover &) = delete;
};

// body(i) for every i in [first, last).
template <class Index, class Body> void parallel_for(Index first, Index last, const Body &body) {
  const Handover handover;
  tbb::parallel_for(first, last, [&](Index i) { handover.run([&] { body(i); }); });
}

// body(range) for pieces that make up the whole, of at least its grain.
template <class Value, class Body> void parallel_for(const tbb::blocked_range<Value> &whole, const Body &body) {
  const Handover handover;
  tbb::parallel_for(whole, [&](const tbb::blocked_range<Value> &range) { handover.run([&] { body(range); }); });
}

template <class First, class Second> void parallel_invoke(const First &first, const Second &second) {
  const Handover handover;
  tbb::parallel_invoke([&] { handover.run(first); }, [&] { handover.run(second); });
}

} // namespace myo
