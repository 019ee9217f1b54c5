#include "anatomy/expression.h"

#include <cctype>
#include <charconv>
#include <cmath>
#include <fmt/format.h>

namespace myo::anatomy {
namespace {

constexpr double degrees = 3.14159265358979323846 / 180;
constexpr int deepest = 40; // brackets and signs within each other

class Parser {
public:
  Parser(std::string_view text, const Names &names) : text_(text), names_(names) {}

  tl::expected<double, std::string> run() {
    const double value = sum();
    skip();
    if (why_.empty() && at_ < text_.size()) complain(fmt::format("unexpected \"{}\"", text_.substr(at_)));
    if (why_.empty() && !std::isfinite(value)) complain("the result is not a number");
    if (!why_.empty()) return tl::unexpected(fmt::format("\"{}\": {}", text_, why_));
    return value;
  }

private:
  void complain(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    at_ = text_.size();
  }
  void skip() {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  bool take(char c) {
    skip();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  double sum() {
    double value = product();
    for (;;) {
      if (take('+')) value += product();
      else if (take('-')) value -= product();
      else return value;
    }
  }
  double product() {
    double value = signed_value();
    for (;;) {
      if (take('*')) value *= signed_value();
      else if (take('/')) value /= signed_value();
      else return value;
    }
  }
  double signed_value() {
    if (++depth_ > deepest) return complain("too many brackets"), 0;
    const bool minus = take('-');
    const double value = minus ? -signed_value() : single();
    --depth_;
    return value;
  }
  double single() {
    skip();
    if (take('(')) {
      const double value = sum();
      if (!take(')')) complain("a bracket is not closed");
      return value;
    }
    if (at_ < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '.')) return number();
    const std::string_view name = word();
    if (name.empty()) return complain("a number or a name is missing"), 0;
    if (take('(')) return call(name);
    if (const auto value = names_(name)) return *value;
    return complain(fmt::format("there is no measurement \"{}\"", name)), 0;
  }
  double number() {
    double value = 0;
    const char *begin = text_.data() + at_;
    const auto [end, code] = std::from_chars(begin, text_.data() + text_.size(), value);
    if (code != std::errc()) return complain("a number cannot be read"), 0;
    at_ += static_cast<std::size_t>(end - begin);
    return value;
  }
  std::string_view word() {
    const std::size_t from = at_;
    while (at_ < text_.size() &&
           (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 || text_[at_] == '_' || text_[at_] == '.'))
      ++at_;
    return text_.substr(from, at_ - from);
  }
  double call(std::string_view name) {
    const double first = sum();
    double second = 0;
    const bool two = name == "min" || name == "max";
    if (two && !take(',')) complain(fmt::format("{} wants two values", name));
    if (two) second = sum();
    if (!take(')')) complain("a bracket is not closed");
    if (name == "min") return std::min(first, second);
    if (name == "max") return std::max(first, second);
    if (name == "sqrt") return std::sqrt(first);
    if (name == "sin") return std::sin(first * degrees);
    if (name == "cos") return std::cos(first * degrees);
    return complain(fmt::format("there is no function \"{}\"; use min, max, sqrt, sin, cos", name)), 0;
  }

  std::string_view text_;
  const Names &names_;
  std::size_t at_ = 0;
  int depth_ = 0;
  std::string why_;
};

} // namespace

tl::expected<double, std::string> evaluate(std::string_view text, const Names &names) { return Parser(text, names).run(); }

} // namespace myo::anatomy
