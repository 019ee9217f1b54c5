// The test server as a child process that ends with the test.
#pragma once

#include <filesystem>
#include <fmt/format.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace myo::tests {

class Server {
public:
  explicit Server(const std::filesystem::path &folder) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], 1);
      ::close(ends[0]), ::close(ends[1]);
      ::execlp("node", "node", MYO_SERVER, folder.c_str(), static_cast<char *>(nullptr));
      ::_exit(127);
    }
    ::close(ends[1]);
    std::string line;
    for (char c = 0; ::read(ends[0], &c, 1) == 1 && c != '\n';) line += c;
    ::close(ends[0]);
    if (!line.empty()) port_ = std::stoi(line);
  }
  ~Server() {
    if (child_ > 0) ::kill(child_, SIGTERM), ::waitpid(child_, nullptr, 0);
  }
  Server(const Server &) = delete;
  Server &operator=(const Server &) = delete;
  [[nodiscard]] int port() const { return port_; } // 0: it did not start
  [[nodiscard]] std::string url(const std::string &path) const { return fmt::format("http://127.0.0.1:{}/{}", port_, path); }

private:
  pid_t child_ = -1;
  int port_ = 0;
};

} // namespace myo::tests
