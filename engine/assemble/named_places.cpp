#include "assemble/named_places.h"

#include "assemble/landmarks.h"
#include "assemble/result_cache.h"

#include <set>

namespace myo::assemble {
namespace {

std::set<std::string_view> quoted(std::string_view text) {
  std::set<std::string_view> out;
  for (std::size_t from = text.find('"'); from != std::string_view::npos; from = text.find('"', from)) {
    const std::size_t to = text.find('"', ++from);
    if (to == std::string_view::npos) break;
    out.insert(text.substr(from, to - from));
    // The closing quote may as well be an opening one: comments hold quotes of their own, and a word too many does no harm.
    from = to;
  }
  return out;
}

} // namespace

std::uint64_t named_places(const format::Body &body, std::string_view text) {
  const std::set<std::string_view> words = quoted(text);
  Key key(0);
  for (const format::Landmark &l : body.landmarks)
    if (words.contains(l.id)) key.text(l.id).value(l.side).value(l.point);
  for (const format::Joint &j : body.joints) {
    const std::string_view id = j.id;
    if (words.contains(id.substr(id.rfind('.') + 1))) key.text(id).value(j.centre).value(j.axes[0]).value(j.axes[1]).value(j.axes[2]);
  }
  return key.hash();
}

std::uint64_t scales_hash(const format::Body &body, const anatomy::Library &library) {
  Key key(0);
  for (const anatomy::ScaleReference &r : library.scales) key.text(r.id).value(scale_of(body, library, r.id));
  return key.hash();
}

} // namespace myo::assemble
