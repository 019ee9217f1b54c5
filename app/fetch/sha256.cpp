#include "fetch/download.h"

#include <array>
#include <fstream>
#include <memory>
#include <openssl/evp.h>

namespace myo::app::fetch {

Result<std::string> sha256_of(const std::filesystem::path &file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) return machine_fault("cannot be read", file.string());
  const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  if (!context || EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) != 1) return machine_fault("SHA-256 is not to be had");
  std::array<char, 1 << 16> piece{};
  while (in.read(piece.data(), piece.size()) || in.gcount() > 0)
    if (EVP_DigestUpdate(context.get(), piece.data(), static_cast<std::size_t>(in.gcount())) != 1) return machine_fault("SHA-256 failed", file.string());
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  if (EVP_DigestFinal_ex(context.get(), digest.data(), &length) != 1) return machine_fault("SHA-256 failed", file.string());
  std::string hex;
  for (unsigned i = 0; i < length; ++i) hex += fmt::format("{:02x}", digest[i]);
  return hex;
}

} // namespace myo::app::fetch
