// Little-endian bytes, appended and taken apart. Every binary file of ours is little endian.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace myo::format {

static_assert(std::endian::native == std::endian::little, "the files are written as they lie in memory");

class ByteWriter {
public:
  template <class T> void value(const T &v) { span(std::span<const T>(&v, 1)); }
  template <class T> void span(std::span<const T> values) {
    static_assert(std::is_trivially_copyable_v<T>);
    const auto raw = std::as_bytes(values);
    bytes_.insert(bytes_.end(), raw.begin(), raw.end());
  }
  template <class T> void array(const std::vector<T> &values) { span(std::span<const T>(values)); }
  void text(std::string_view t) {
    value(static_cast<std::uint32_t>(t.size()));
    span(std::span<const char>(t.data(), t.size()));
  }
  void align(std::size_t to, std::byte fill = std::byte{0}) {
    while (bytes_.size() % to != 0) bytes_.push_back(fill);
  }
  void reserve(std::size_t n) { bytes_.reserve(n); }
  [[nodiscard]] std::size_t size() const { return bytes_.size(); }
  [[nodiscard]] const std::vector<std::byte> &bytes() const { return bytes_; }
  [[nodiscard]] std::vector<std::byte> take() { return std::move(bytes_); }

private:
  std::vector<std::byte> bytes_;
};

// Reads what it is asked for or nothing: after the first request beyond the end `ok()` is false and all else is empty.
class ByteReader {
public:
  explicit ByteReader(std::span<const std::byte> bytes) : rest_(bytes) {}
  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] std::size_t left() const { return rest_.size(); }

  template <class T> [[nodiscard]] T value() {
    T v{};
    if (take_bytes(sizeof(T))) std::memcpy(static_cast<void *>(&v), taken_.data(), sizeof(T));
    return v;
  }
  template <class T> void array(std::vector<T> &into, std::uint64_t count) {
    static_assert(std::is_trivially_copyable_v<T>);
    into.clear();
    if (count > rest_.size() / sizeof(T)) ok_ = false;
    if (!ok_ || count == 0 || !take_bytes(count * sizeof(T))) return;
    into.resize(count);
    std::memcpy(static_cast<void *>(into.data()), taken_.data(), taken_.size());
  }
  [[nodiscard]] std::string text() {
    const auto size = value<std::uint32_t>();
    if (!ok_ || !take_bytes(size)) return {};
    return {reinterpret_cast<const char *>(taken_.data()), taken_.size()};
  }
  [[nodiscard]] std::span<const std::byte> raw(std::uint64_t size) {
    return ok_ && take_bytes(size) ? taken_ : std::span<const std::byte>{};
  }

private:
  bool take_bytes(std::uint64_t size) {
    if (!ok_ || size > rest_.size()) return ok_ = false;
    taken_ = rest_.first(size);
    rest_ = rest_.subspan(size);
    return true;
  }
  std::span<const std::byte> rest_, taken_;
  bool ok_ = true;
};

} // namespace myo::format
