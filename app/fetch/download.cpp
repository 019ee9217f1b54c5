#include "fetch/download.h"

#include <curl/curl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

namespace myo::app::fetch {
namespace fs = std::filesystem;
namespace {

constexpr int attempts = 4;          // of a connection that breaks off while something still arrives
constexpr long stall_seconds = 30;   // without a byte: the connection counts as cut
constexpr double megabyte = 1e6;

struct CloseFile {
  void operator()(std::FILE *file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;
using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

struct Stream { // what the transfer's callbacks see
  const Download &download;
  Progress &progress;
  float from, to;
  std::FILE *file = nullptr;
  std::uint64_t had = 0, came = 0;
  int fault = 0; // errno of a write that failed
};

std::size_t write(char *data, std::size_t, std::size_t size, void *user) {
  auto &stream = *static_cast<Stream *>(user);
  const std::size_t written = std::fwrite(data, 1, size, stream.file);
  if (written < size) stream.fault = errno;
  stream.came += written;
  return written;
}

int advance(void *user, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t) {
  auto &stream = *static_cast<Stream *>(user);
  const double have = static_cast<double>(stream.had) + static_cast<double>(now);
  const double all = stream.download.size ? static_cast<double>(*stream.download.size) : static_cast<double>(stream.had) + static_cast<double>(total);
  const double share = all > 0 ? std::min(1.0, have / all) : 0;
  stream.progress.report(fmt::format("Downloading {}, {:.1f} of {:.1f} MB", stream.download.title, have / megabyte, all / megabyte),
                         stream.from + (stream.to - stream.from) * static_cast<float>(share));
  return stream.progress.cancelled() ? 1 : 0;
}

Status write_fault(int code, const fs::path &file) {
  return machine_fault(fmt::format("cannot be written: {}", std::strerror(code)), file.string(),
                       code == ENOSPC ? "make room on the disk and start again; what has come is kept" : "choose a folder you may write to");
}

Status enough_room(const Download &download, const fs::path &part, std::uint64_t had) {
  std::error_code code;
  const fs::space_info space = fs::space(part.parent_path(), code);
  if (code || !download.size || *download.size <= had || space.available >= *download.size - had) return {};
  return machine_fault(fmt::format("{:.0f} MB are needed and {:.0f} MB are free", static_cast<double>(*download.size - had) / megabyte,
                                   static_cast<double>(space.available) / megabyte),
                       part.parent_path().string(), "make room on the disk");
}

enum class Outcome { whole, cut };

// One connection: appends to the part file.
Result<Outcome> transfer(const Download &download, const fs::path &part, Progress &progress, float from, float to, bool &moved) {
  std::error_code code;
  const std::uint64_t had = fs::exists(part, code) ? fs::file_size(part, code) : 0;
  if (download.size && had == *download.size) return Outcome::whole;
  if (download.size && had > *download.size) {
    fs::remove(part, code);
    return Outcome::cut;
  }
  MYO_CHECK(enough_room(download, part, had));
  const File file(std::fopen(part.c_str(), "ab"));
  if (!file) return tl::unexpected(write_fault(errno, part).error());
  Stream stream{download, progress, from, to, file.get(), had, 0, 0};
  const Curl curl(curl_easy_init(), curl_easy_cleanup);
  if (!curl) return machine_fault("the download library does not start");
  CURL *c = curl.get();
  curl_easy_setopt(c, CURLOPT_URL, download.url.c_str());
  curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
  curl_easy_setopt(c, CURLOPT_MAXREDIRS, 5L);
  curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
  curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, 20L);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, stall_seconds);
  curl_easy_setopt(c, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(had));
  curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, &write);
  curl_easy_setopt(c, CURLOPT_WRITEDATA, &stream);
  curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
  curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, &advance);
  curl_easy_setopt(c, CURLOPT_XFERINFODATA, &stream);
  if (download.size) curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(*download.size));
  const CURLcode answer = curl_easy_perform(c);
  long status = 0;
  curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
  moved = stream.came > 0;
  if (progress.cancelled()) return cancelled();
  if (stream.fault != 0 || std::fflush(file.get()) != 0) return tl::unexpected(write_fault(stream.fault != 0 ? stream.fault : errno, part).error());
  switch (answer) {
  case CURLE_OK: return Outcome::whole;
  case CURLE_RANGE_ERROR: // the server cannot go on in the middle: from the start, then
    fs::remove(part, code);
    moved = true;
    return Outcome::cut;
  case CURLE_PARTIAL_FILE:
  case CURLE_RECV_ERROR:
  case CURLE_GOT_NOTHING:
  case CURLE_OPERATION_TIMEDOUT: return Outcome::cut;
  case CURLE_FILESIZE_EXCEEDED: return bad_input("is larger than the publisher's file", download.url, "the address may have changed");
  case CURLE_HTTP_RETURNED_ERROR:
    if (status == 416) { // what is here already is all, or more than all, of it
      if (download.sha256.empty()) return Outcome::whole;
      if (const auto sum = sha256_of(part); sum && *sum == download.sha256) return Outcome::whole;
      fs::remove(part, code);
      moved = true;
      return Outcome::cut;
    }
    return bad_input(fmt::format("the server answers {}", status), download.url, "try again later, or fetch the file by hand");
  default:
    return machine_fault(fmt::format("cannot be fetched: {}", curl_easy_strerror(answer)), download.url, "check the network and try again");
  }
}

} // namespace

Status fetch_file(const Download &download, Progress &progress, float from, float to) {
  std::error_code code;
  fs::create_directories(download.to.parent_path(), code);
  if (code) return machine_fault("cannot be created: " + code.message(), download.to.parent_path().string(), "choose a folder you may write to");
  if (fs::exists(download.to, code)) {
    if (download.sha256.empty()) return {};
    if (const auto sum = sha256_of(download.to); sum && *sum == download.sha256) return {};
    fs::remove(download.to, code);
  }
  const fs::path part = download.to.string() + ".part";
  Outcome outcome = Outcome::cut;
  for (int tries = 0; outcome == Outcome::cut && tries < attempts;) {
    bool moved = false;
    const auto result = transfer(download, part, progress, from, to, moved);
    MYO_TRY(result);
    outcome = *result;
    tries = moved ? 0 : tries + 1; // only attempts that bring nothing count
  }
  const std::uint64_t size = fs::exists(part, code) ? fs::file_size(part, code) : 0;
  if (outcome == Outcome::cut)
    return machine_fault(fmt::format("the connection broke off after {:.1f} MB", static_cast<double>(size) / megabyte), download.url,
                         "start again; it goes on from there");
  if (download.size && size != *download.size) {
    fs::remove(part, code);
    return bad_input(fmt::format("{} bytes came, {} were announced", size, *download.size), download.url, "start again");
  }
  if (!download.sha256.empty()) {
    progress.report("Checking " + download.title, to);
    const auto sum = sha256_of(part);
    MYO_TRY(sum);
    if (*sum != download.sha256) {
      fs::remove(part, code);
      return bad_input(fmt::format("has SHA-256 {} instead of {}", *sum, download.sha256), download.url,
                       "it was damaged on the way or has changed; start again");
    }
  }
  fs::rename(part, download.to, code);
  if (code) return machine_fault("cannot be put in its place: " + code.message(), download.to.string());
  return {};
}

} // namespace myo::app::fetch
