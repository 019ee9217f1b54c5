#include "assemble/compare/match.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace myo::assemble {
namespace {

using format::Kind;
using format::Structure;

bool comparable(const Structure &s) {
  return !s.mesh.indices.empty() && s.kind != Kind::skin && s.kind != Kind::deep_surface && s.kind != Kind::organ;
}

std::string vocabulary_id(const Structure &s) { return s.bone.empty() ? s.muscle : s.bone; }

using MatchKey = std::tuple<std::string, Kind, anatomy::Side>;
using Groups = std::map<MatchKey, std::vector<std::uint32_t>>;

template <class Name> Groups group(const format::Body &body, const std::set<std::uint32_t> &taken, bool own_only, const Name &name) {
  Groups out;
  for (std::uint32_t i = 0; i < body.structures.size(); ++i) {
    const Structure &s = body.structures[i];
    if (!comparable(s) || taken.count(i) != 0 || (own_only && s.generated)) continue;
    if (const std::string key = name(s); !key.empty()) out[{key, s.kind, s.side}].push_back(i);
  }
  return out;
}

bool wanted(const format::Body &body, const std::vector<std::uint32_t> &structures, const std::vector<Subject> &only) {
  if (only.empty()) return true;
  return std::any_of(only.begin(), only.end(), [&](const Subject &subject) {
    const auto of_subject = structures_of(body, subject, Sides::both);
    return std::any_of(structures.begin(), structures.end(),
                       [&](std::uint32_t s) { return std::binary_search(of_subject.begin(), of_subject.end(), s); });
  });
}

} // namespace

std::vector<Match> match_bodies(const format::Body &a, const format::Body &b, const std::vector<Subject> &only) {
  std::vector<Match> out;
  std::set<std::uint32_t> taken_a, taken_b;
  const bool own_only = a.source != b.source;
  const auto pass = [&](const auto &name) {
    const Groups of_a = group(a, taken_a, false, name), of_b = group(b, taken_b, own_only, name);
    for (const auto &[key, in_a] : of_a) {
      const auto found = of_b.find(key);
      if (found == of_b.end()) continue;
      const Structure &first = a.structures[in_a.front()];
      const std::string id = vocabulary_id(first);
      out.push_back({first.fma.empty() ? b.structures[found->second.front()].fma : first.fma, id.empty() ? first.id : id, first.name,
                     first.kind, first.side, in_a, found->second});
      taken_a.insert(in_a.begin(), in_a.end());
      taken_b.insert(found->second.begin(), found->second.end());
    }
  };
  pass([](const Structure &s) { return s.fma; });
  pass(vocabulary_id);
  std::erase_if(out, [&](const Match &m) { return !wanted(a, m.a, only) && !wanted(b, m.b, only); });
  std::sort(out.begin(), out.end(), [](const Match &x, const Match &y) { return x.a.front() < y.a.front(); });
  return out;
}

} // namespace myo::assemble
