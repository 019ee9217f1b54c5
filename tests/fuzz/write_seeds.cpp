// write_seeds FOLDER: the target's seeds as files, for libFuzzer.
#include "target.h"

#include <fstream>

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  int number = 0;
  for (const auto &seed : myo::fuzz::seeds()) {
    std::ofstream out(std::string(argv[1]) + "/seed_" + std::to_string(number++), std::ios::binary);
    out.write(reinterpret_cast<const char *>(seed.data()), static_cast<std::streamsize>(seed.size()));
  }
  return 0;
}
