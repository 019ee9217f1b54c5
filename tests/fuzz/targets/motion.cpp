// JOINT.MOTION=VALUE from the command line.
#include "../target.h"
#include "anatomy/library.h"

namespace myo::fuzz {
namespace {
const anatomy::Library &library() {
  static const anatomy::Library read = anatomy::read_library(MYO_SOURCE_DIR "/assets/anatomy").value();
  return read;
}
} // namespace

std::vector<Bytes> seeds() {
  return {bytes("cervical.flexion=30"), bytes("right.glenohumeral.abduction=90.5"), bytes("left.knee.flexion=-1e3")};
}
void feed(std::span<const std::byte> input) { expect_one_line(anatomy::parse_motion(library(), text(input))); }

} // namespace myo::fuzz
