#include "assemble/import/bodyparts3d/parts.h"

#include "base/apart.h"
#include "base/hash.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <tuple>

namespace myo::assemble::bodyparts3d {
namespace {

// More elements than any one structure has: what is left over under so broad a concept stays apart.
constexpr std::size_t broad = 40;

// A concept's number, for sorting: FMA9 before FMA10.
std::tuple<std::size_t, std::string> number(const std::string &id) {
  return {id.size(), id};
}

std::uint64_t shape_hash(const Surface &surface) {
  return hash_span(std::span<const std::uint32_t>(surface.indices),
                   hash_span(std::span<const vec3>(surface.positions)));
}

void append(Surface &to, const Surface &from) {
  const auto offset = std::uint32_t(to.positions.size());
  to.positions.insert(to.positions.end(), from.positions.begin(), from.positions.end());
  for (const std::uint32_t i : from.indices) to.indices.push_back(i + offset);
}

// "" when neither tables nor header name it.
std::string concept_of(const Element &element, const Tables &tables) {
  const auto owners = tables.of_element.find(element.id);
  if (owners == tables.of_element.end()) return element.file.concept_id;
  return *std::min_element(owners->second.begin(), owners->second.end(), [&](const auto &a, const auto &b) {
    const auto rank = [&](const std::string &id) {
      return std::tuple(tables.concepts.at(id).elements.size(), id != element.file.concept_id, number(id));
    };
    return rank(a) < rank(b);
  });
}

// Drops elements whose geometry another one repeats; the first by name stays.
void drop_repeated(std::vector<Element> &elements, std::vector<std::string> &notes) {
  std::map<std::uint64_t, std::vector<std::size_t>> by_shape;
  std::vector<bool> repeated(elements.size());
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const Surface &shape = elements[i].file.surface;
    std::vector<std::size_t> &same = by_shape[shape_hash(shape)];
    for (const std::size_t j : same)
      if (elements[j].file.surface.positions == shape.positions && elements[j].file.surface.indices == shape.indices) {
        notes.push_back(fmt::format("{} repeats {} exactly and is left out", elements[i].id, elements[j].id));
        repeated[i] = true;
        break;
      }
    if (!repeated[i]) same.push_back(i);
  }
  std::size_t i = 0;
  std::erase_if(elements, [&](const Element &) { return repeated[i++]; });
}

} // namespace

Result<std::vector<Element>> read_elements(const Archive &archive, Progress &progress, const Limits &limits) {
  const std::vector<Archive::Entry> &objects = archive.objects();
  std::vector<Element> elements(objects.size());
  std::mutex mutex; // of all that follows, and of the archive
  std::size_t next = 0;
  std::optional<std::pair<std::size_t, Error>> failure;
  const auto fault = [&](std::size_t index, Error error) {
    if (!failure || index < failure->first) failure.emplace(index, std::move(error));
  };
  // The next file's text; nothing when there is none, or when what comes later by name is not the first fault.
  const auto unpack = [&](std::size_t &index) -> std::optional<std::string> {
    const std::scoped_lock lock(mutex);
    if (next >= objects.size() || progress.cancelled() || failure) return std::nullopt;
    if (next % 16 == 0)
      progress.report(fmt::format("Reading {} of {} parts", next, objects.size()), float(next) / float(objects.size()));
    index = next++;
    Result<std::string> text = archive.read(objects[index]);
    if (text) return std::move(*text);
    fault(index, text.error());
    return std::nullopt;
  };
  const auto work = [&] {
    std::size_t index = 0;
    while (const auto text = unpack(index)) {
      const std::string &name = objects[index].name;
      Result<ObjFile> file = parse_obj(*text, name, limits);
      if (file) {
        elements[index] = {name.substr(0, name.size() - 4), std::move(*file)};
        continue;
      }
      const std::scoped_lock lock(mutex);
      fault(index, file.error());
    }
  };
  std::mutex broken_mutex;
  std::exception_ptr broken; // out of memory in a thread ends the reading as it would here
  const auto guarded = [&] {
    try {
      work();
    } catch (...) {
      const std::scoped_lock lock(broken_mutex);
      if (!broken) broken = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> threads;
    for (unsigned i = 1; i < child_threads(); ++i) threads.emplace_back(guarded);
    guarded();
  }
  if (broken) std::rethrow_exception(broken);
  if (progress.cancelled()) return cancelled();
  if (failure) return fail(std::move(failure->second));
  return elements;
}

std::vector<Part> gather_parts(std::vector<Element> elements, const Tables &tables, std::vector<std::string> &notes) {
  std::sort(elements.begin(), elements.end(),
            [](const Element &a, const Element &b) { return number(a.id) < number(b.id); });
  for (const auto &[id, owners] : tables.of_element)
    if (std::none_of(elements.begin(), elements.end(), [&wanted = id](const Element &e) { return e.id == wanted; }))
      notes.push_back(
          fmt::format("{} ({}) has no file {}.obj", owners.front(), tables.concepts.at(owners.front()).name, id));
  drop_repeated(elements, notes);

  std::map<std::tuple<std::size_t, std::string, std::string>, Part> parts; // FMA number, then element for the nameless
  std::map<std::string, std::size_t> leftovers;
  for (const Element &element : elements) ++leftovers[concept_of(element, tables)];
  for (Element &element : elements) {
    const std::string id = concept_of(element, tables);
    const bool listed = tables.of_element.contains(element.id);
    const bool alone = id.empty() || leftovers[id] > broad;
    Part &part = parts[{id.empty() ? 99 : id.size(), id, alone ? element.id : std::string()}];
    if (part.elements.empty()) {
      part.concept_id = id;
      const auto row = tables.concepts.find(id);
      part.name = row != tables.concepts.end() ? row->second.name : element.file.name;
      if (part.name.empty()) part.name = element.id;
      if (id.empty())
        notes.push_back(fmt::format("{}.obj is named neither by the tables nor by a header", element.id));
      else if (!listed)
        notes.push_back(fmt::format("{}.obj is in no table; its header says {} ({})", element.id, id, part.name));
    }
    part.elements.push_back(element.id);
    if (part.surface.indices.empty())
      part.surface = std::move(element.file.surface);
    else
      append(part.surface, element.file.surface);
  }
  std::vector<Part> result;
  result.reserve(parts.size());
  for (auto &[key, part] : parts) result.push_back(std::move(part));
  return result;
}

} // namespace myo::assemble::bodyparts3d
