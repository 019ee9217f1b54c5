// Runs a target over its seeds, the files of its corpus folder and a fixed number of mutations of both. Deterministic: the
// same build does the same every time, and the input that breaks it lies in fuzz-NAME.input while it is being fed.
//   fuzz_NAME [--seconds N] [FILE...]
#include "target.h"

#include <chrono>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <unistd.h>

namespace {

using myo::fuzz::Bytes;
namespace fs = std::filesystem;

Bytes read(const fs::path &path) {
  std::ifstream in(path, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  return myo::fuzz::bytes(all);
}

class Mutator {
public:
  explicit Mutator(const std::vector<Bytes> &pool) : pool_(pool) {}

  Bytes next() {
    Bytes out = pool_[below(pool_.size())];
    const std::size_t changes = 1 + below(4);
    for (std::size_t i = 0; i < changes; ++i) change(out);
    return out;
  }

private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : random_() % n; }

  void change(Bytes &b) {
    if (b.empty()) return b.push_back(static_cast<std::byte>(random_()));
    const std::size_t at = below(b.size());
    switch (below(9)) {
    case 0: b.resize(at); break;                                                    // cut short
    case 1: b[at] ^= static_cast<std::byte>(1U << below(8)); break;                 // a bit
    case 2: b[at] = static_cast<std::byte>(random_()); break;                       // a byte
    case 3: put(b, at, interesting_[below(std::size(interesting_))]); break;         // a number that hurts
    case 4: b.insert(b.begin() + static_cast<std::ptrdiff_t>(at), below(16) + 1, b[at]); break;
    case 5: b.erase(b.begin() + static_cast<std::ptrdiff_t>(at), b.begin() + static_cast<std::ptrdiff_t>(std::min(b.size(), at + 1 + below(64)))); break;
    case 6: { // a piece of another input
      const Bytes &other = pool_[below(pool_.size())];
      if (other.empty()) break;
      const std::size_t from = below(other.size());
      const std::size_t n = std::min(other.size() - from, 1 + below(200));
      b.insert(b.begin() + static_cast<std::ptrdiff_t>(at), other.begin() + static_cast<std::ptrdiff_t>(from), other.begin() + static_cast<std::ptrdiff_t>(from + n));
      break;
    }
    case 7: word(b, at); break;
    default: std::swap(b[at], b[below(b.size())]);
    }
  }
  void put(Bytes &b, std::size_t at, std::uint32_t value) {
    for (std::size_t i = 0; i < 4 && at + i < b.size(); ++i) b[at + i] = static_cast<std::byte>(value >> (8 * i));
  }
  void word(Bytes &b, std::size_t at) { // over a digit or into the text
    static constexpr std::string_view words[] = {"-1", "1e999", "nan", "null", "99999999999999999999", "{}", "[]", "\"\"", "\xFF", "0x", "../", "\n"};
    const auto word = myo::fuzz::bytes(words[below(std::size(words))]);
    b.insert(b.begin() + static_cast<std::ptrdiff_t>(at), word.begin(), word.end());
  }

  static constexpr std::uint32_t interesting_[] = {0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x7FC00000, 0x7F800000, 0x00100000};
  const std::vector<Bytes> &pool_;
  std::mt19937_64 random_{20240229};
};

void feed(const Bytes &input, const fs::path &witness) {
  {
    std::ofstream out(witness, std::ios::binary | std::ios::trunc);
    out.write(reinterpret_cast<const char *>(input.data()), static_cast<std::streamsize>(input.size()));
  }
  myo::fuzz::feed(input);
}

} // namespace

int main(int argc, char **argv) {
  using Clock = std::chrono::steady_clock;
  double seconds = MYO_FUZZ_SECONDS;
  std::vector<Bytes> files;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--seconds") == 0 && i + 1 < argc) seconds = std::strtod(argv[++i], nullptr);
    else files.push_back(read(argv[i]));
  }
  const fs::path witness = fs::temp_directory_path() / ("fuzz-" MYO_FUZZ_NAME "." + std::to_string(static_cast<long>(::getpid())) + ".input");
  if (!files.empty()) {
    for (const Bytes &file : files) myo::fuzz::feed(file);
    return 0;
  }
  std::vector<Bytes> pool = myo::fuzz::seeds();
  std::error_code code;
  for (const auto &entry : fs::directory_iterator(MYO_FUZZ_CORPUS, code)) pool.push_back(read(entry.path()));
  if (pool.empty()) {
    std::fprintf(stderr, "no seed\n");
    return 1;
  }
  for (const Bytes &seed : pool) feed(seed, witness);
  feed({}, witness);
  Mutator mutator(pool);
  const auto end = Clock::now() + std::chrono::duration<double>(seconds);
  std::size_t rounds = 0;
  // A fixed number on a quick machine, fewer on a slow one.
  for (; rounds < MYO_FUZZ_ROUNDS && Clock::now() < end; ++rounds) feed(mutator.next(), witness);
  fs::remove(witness, code);
  std::printf("%zu seeds, %zu mutations\n", pool.size(), rounds);
  return 0;
}
