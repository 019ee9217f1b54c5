// Reading JSON objects field by field, with errors that name the field. Private to the room.
#pragma once

#include "base/math.h"
#include "base/result.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace myo::scene {

using Json = nlohmann::ordered_json;

// The first fault is kept; after it every read is a no-op, so that a caller checks once at the end.
class Fields {
public:
  Fields(const Json &object, std::string where, std::optional<Error> &fault)
      : object_(object), where_(std::move(where)), fault_(fault) {
    if (!object_.is_object()) complain("", "an object");
  }

  [[nodiscard]] bool has(const char *name) const { return object_.is_object() && object_.contains(name); }
  [[nodiscard]] const Json *find(const char *name) {
    known_.insert(name);
    return has(name) ? &object_.at(name) : nullptr;
  }
  void read(const char *name, bool &value) {
    if (const Json *j = find(name)) j->is_boolean() ? void(value = j->get<bool>()) : complain(name, "true or false");
  }
  void read(const char *name, double &value) {
    const Json *j = find(name);
    if (j == nullptr) return;
    if (!j->is_number() || !std::isfinite(j->get<double>())) return complain(name, "a number");
    value = j->get<double>();
  }
  void read(const char *name, float &value) {
    double wide = value;
    read(name, wide);
    if (std::abs(wide) > 1e30) return complain(name, "a number of sensible size");
    value = static_cast<float>(wide);
  }
  void read(const char *name, std::uint64_t &value) {
    const Json *j = find(name);
    if (j != nullptr) j->is_number_unsigned() ? void(value = j->get<std::uint64_t>()) : complain(name, "a whole number, 0 or more");
  }
  void read(const char *name, std::string &value) {
    const Json *j = find(name);
    if (j != nullptr) j->is_string() ? void(value = j->get<std::string>()) : complain(name, "a text");
  }
  void read(const char *name, std::vector<std::string> &value) {
    const Json *j = find(name);
    if (j == nullptr) return;
    value.clear();
    if (!j->is_array()) return complain(name, "a list of texts");
    for (const Json &item : *j) {
      if (!item.is_string()) return complain(name, "a list of texts");
      value.push_back(item.get<std::string>());
    }
  }
  void read(const char *name, std::vector<float> &value) {
    const Json *j = find(name);
    if (j == nullptr) return;
    value.clear();
    if (!j->is_array()) return complain(name, "a list of numbers");
    for (const Json &item : *j) {
      if (!item.is_number() || !(std::abs(item.get<double>()) < 1e30)) return complain(name, "a list of numbers");
      value.push_back(item.get<float>());
    }
  }
  template <int N> void read(const char *name, glm::vec<N, float> &value) {
    const Json *j = find(name);
    if (j == nullptr) return;
    if (!j->is_array() || j->size() != N) return complain(name, fmt::format("{} numbers", N));
    for (int i = 0; i < N; ++i) {
      const Json &item = j->at(static_cast<std::size_t>(i));
      if (!item.is_number() || !(std::abs(item.get<double>()) < 1e30)) return complain(name, fmt::format("{} numbers", N));
      value[i] = item.get<float>();
    }
  }
  // An enum by its words; `from` gives nothing for a word it does not know.
  template <class E, class From> void read(const char *name, E &value, From from, const char *choices) {
    const Json *j = find(name);
    if (j == nullptr) return;
    if (!j->is_string()) return complain(name, choices);
    if (const auto known = from(j->get<std::string>())) value = *known;
    else complain(name, choices);
  }

  void refuse_others() {
    if (!object_.is_object()) return;
    for (const auto &[name, value] : object_.items())
      if (!known_.contains(name)) return fail("unknown field \"" + name + "\"", "");
  }
  void complain(std::string_view name, std::string_view wanted) {
    fail(name.empty() ? "expected " + std::string(wanted) : "field \"" + std::string(name) + "\" must be " + std::string(wanted), "");
  }
  void fail(std::string what, std::string remedy) {
    if (!fault_) fault_ = Error{ErrorKind::input, std::move(what), where_, std::move(remedy)};
  }
  [[nodiscard]] const std::string &where() const { return where_; }
  [[nodiscard]] std::optional<Error> &fault() { return fault_; }

private:
  const Json &object_;
  std::string where_;
  std::optional<Error> &fault_;
  std::set<std::string, std::less<>> known_;
};

// Parses one JSON text of at most `limit` bytes.
[[nodiscard]] Result<Json> parse_json(std::string_view text, std::string_view where, std::size_t limit = 1U << 20);

} // namespace myo::scene
