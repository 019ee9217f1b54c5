#include "window/reload.h"

#include "assemble/embedded/build_body.h"
#include "assemble/embedded/sheet_marks.h"
#include "atlas/levels.h"
#include "base/files.h"
#include "base/resources.h"
#include "format/as_written.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>
#include <unistd.h>

namespace myo::app {
namespace fs = std::filesystem;
namespace {

using Made = Result<std::unique_ptr<Workbench>>;

Made workbench_of(format::Body body, anatomy::Library library, const Workbench &shown, Progress &progress) {
  auto atlas = atlas::make_atlas(std::move(body), progress, shown.atlas);
  MYO_TRY(atlas);
  auto rig = rig::Rig::build(atlas->body(), library);
  MYO_TRY(rig);
  return std::make_unique<Workbench>(Workbench{std::move(library), std::move(*atlas), std::move(*rig), shown.folder});
}

bool whole(const format::Body &body) {
  return std::any_of(body.structures.begin(), body.structures.end(), [](const auto &s) { return s.kind == format::Kind::skin; });
}

} // namespace

std::unique_ptr<Reload> Reload::follow(const Workbench &open, std::function<void()> wake) {
  if (open.atlas.body().source != "embedded") return nullptr;
  const auto folder = find_resource("assets/anatomy");
  if (!folder || ::access(folder->c_str(), W_OK) != 0) return nullptr;
  std::unique_ptr<Reload> reload(new Reload(*folder, std::move(wake)));
  return reload->watch_ ? std::move(reload) : nullptr;
}

Reload::Reload(fs::path folder, std::function<void()> wake)
    : folder_(std::move(folder)), wake_(std::move(wake)),
      cache_(std::make_shared<assemble::ResultCache>(assemble::body_cache(user_cache_folder()))) {
  if (auto marks = assemble::marks_of(folder_)) said_ = std::move(marks->bones);
  if (auto watch = FolderWatch::open(folder_, ".toml", wake_)) watch_ = std::move(*watch);
}

Reload::~Reload() {
  for (auto *job : {&quick_, &exact_})
    if (*job) (*job)->cancel(); // all first, so that none waits for the other
}

// A build reports thousands of times; the window need not be drawn as often, but it must hear of the end.
Progress::Listener Reload::now_and_then(std::shared_ptr<std::atomic<bool>> ended) const {
  using Clock = std::chrono::steady_clock;
  auto last = std::make_shared<std::atomic<Clock::rep>>(0);
  return [wake = wake_, last, ended = std::move(ended)](const Progress::State &) {
    const Clock::rep now = Clock::now().time_since_epoch().count();
    Clock::rep before = last->load();
    if (*ended || (now - before > Clock::period::den / 4 && last->compare_exchange_strong(before, now))) wake();
  };
}

void Reload::begin_quick(const std::shared_ptr<Workbench> &shown) {
  if (exact_) {
    exact_->cancel();
    leaving_.push_back(std::move(*exact_));
    exact_.reset();
  }
  in_hand_.swap(saved_);
  saved_.clear();
  quick_.emplace(
      [shown, folder = folder_, files = in_hand_, said = said_, cache = cache_](Progress &progress) -> Made {
        auto library = anatomy::read_library(folder);
        MYO_TRY(library);
        auto refreshed = assemble::refresh_embedded(shown->atlas.body(), folder, *library, files, *cache, progress, said);
        MYO_TRY(refreshed);
        return workbench_of(std::move(refreshed->body), std::move(*library), *shown, progress);
      },
      [wake = wake_](const Progress::State &) { wake(); });
}

void Reload::begin_exact(const std::shared_ptr<Workbench> &shown) {
  exact_due_ = false;
  if (!whole(shown->atlas.body())) return; // a few structures to be looked at
  const auto build = [shown, folder = folder_](Progress &progress) -> Made {
    anatomy::Texts texts;
    auto library = anatomy::read_library(folder, texts);
    MYO_TRY(library);
    auto body = assemble::build_embedded(folder, *library, progress, {user_cache_folder(), {}, &texts});
    MYO_TRY(body);
    format::as_written(*body); // as the body on disk is, so that what has not changed is the same
    return workbench_of(std::move(*body), std::move(*library), *shown, progress);
  };
  auto ended = std::make_shared<std::atomic<bool>>(false);
  exact_.emplace(
      [build, ended](Progress &progress) {
        Made made = build(progress);
        *ended = true;
        return made;
      },
      now_and_then(ended));
}

std::optional<Reload::News> Reload::take(const std::shared_ptr<Workbench> &shown) {
  std::erase_if(leaving_, [](Work &job) { return job.take().has_value(); });
  saved_.merge(watch_->take());
  std::optional<News> news;
  if (quick_)
    if (auto done = quick_->take()) {
      quick_.reset();
      news.emplace();
      if (*done) {
        news->workbench = std::move(**done);
        news->line = fmt::format("Shown anew: {}", fmt::join(in_hand_, ", "));
        for (const std::string &file : in_hand_)
          if (auto text = read_text(folder_ / file); text && said_.contains(file)) said_[file] = std::move(*text);
        exact_due_ = true;
      } else {
        news->line = done->error().line();
        news->fault = true;
        failed_.merge(in_hand_); // mended or not, they are still to be shown
      }
      in_hand_.clear();
    }
  if (exact_ && !news)
    if (auto done = exact_->take()) {
      exact_.reset();
      news.emplace();
      if (*done) news->workbench = std::move(**done), news->line = "The whole body is built anew";
      else news->line = done->error().line(), news->fault = true;
    }
  if (news && news->workbench) return news; // what follows starts from it
  if (!saved_.empty() && !quick_) {
    saved_.merge(std::exchange(failed_, {}));
    begin_quick(shown);
  }
  if (exact_due_ && !quick_ && !exact_) begin_exact(shown);
  return news;
}

std::optional<Progress::State> Reload::building() const {
  if (exact_) return exact_->state();
  return std::nullopt;
}

} // namespace myo::app
