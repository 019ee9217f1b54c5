// Items under headings, for lists that people read. Private to the room.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace myo::anatomy {

// A group for every title of `headings` (pairs of what and title; those of one title stand together) and for `last`, with the
// items to whose `title_of` it answers, in their order; none that is empty.
template <class Group, class Item, class TitleOf>
std::vector<Group> grouped(std::span<const std::pair<std::string_view, std::string_view>> headings, std::string_view last,
                           const std::vector<Item> &items, std::vector<const Item *> Group::*members, const TitleOf &title_of) {
  std::vector<Group> out;
  const auto open = [&](std::string_view title) {
    if (out.empty() || out.back().title != title) out.push_back({title, {}});
  };
  for (const auto &[what, title] : headings) open(title);
  open(last);
  for (const Item &item : items) {
    const std::string_view title = title_of(item);
    ((*std::find_if(out.begin(), out.end(), [&](const Group &g) { return g.title == title; })).*members).push_back(&item);
  }
  std::erase_if(out, [&](const Group &g) { return (g.*members).empty(); });
  return out;
}

} // namespace myo::anatomy
