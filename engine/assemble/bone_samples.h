// A body's structures as samples, taken once, looked up by the vocabulary's bone id and side.
#pragma once

#include "assemble/mesh/sampler.h"
#include "format/body.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace myo::assemble {

[[nodiscard]] bool is_skeletal(format::Kind kind); // bone, tooth, disc, cartilage, ligament

void append(Samples &to, const Samples &more);

class BoneSamples {
public:
  explicit BoneSamples(const format::Body &body, double per_mm2 = 1.0);

  // The structures that carry `bone`; a midline structure answers for either side, and `midline` asks for all of them.
  [[nodiscard]] std::vector<std::uint32_t> structures(std::string_view bone, anatomy::Side side) const;
  [[nodiscard]] const Samples &of(std::uint32_t structure) const;
  [[nodiscard]] Samples of(std::string_view bone, anatomy::Side side) const;

private:
  const format::Body &body_;
  std::multimap<std::string, std::uint32_t, std::less<>> by_bone_;
  std::vector<Samples> samples_;
};

} // namespace myo::assemble
