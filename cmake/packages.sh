# Sourced by app/run and tests/run: what is missing from Debian, and how it gets here. Speaks on stderr only.

# missing_packages LIST SECTION...: the packages of these sections that are not installed, one a line.
missing_packages() {
  local list=$1 section="" line name command
  shift
  local -A wanted=() installed=()
  for section in "$@"; do wanted[$section]=1; done
  if command -v dpkg-query >/dev/null; then
    while read -r line; do installed[$line]=1; done < <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n 's/^installed //p')
  fi
  while read -r line; do
    line=${line%%#*}
    if [[ $line =~ ^\[(.*)\] ]]; then section=${BASH_REMATCH[1]}; continue; fi
    read -r name _ command <<<"$line" || true
    [[ -n $name && -n ${wanted[$section]:-} ]] || continue
    [[ -n ${installed[$name]:-} ]] && continue
    [[ -n $command ]] && command -v "$command" >/dev/null && continue
    echo "$name"
  done <"$list"
}

# install_packages LIST SECTION...: touches the network only when something is missing.
install_packages() {
  local missing as_root=()
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [[ -z ${missing// /} ]] && return 0
  if ! command -v apt-get >/dev/null; then
    echo "These Debian packages, or what your system calls them, are missing: $missing" >&2
    return 0 # configuring says which one really is needed
  fi
  if [[ $(id -u) != 0 ]]; then
    if ! command -v sudo >/dev/null; then
      echo "Missing packages: $missing" >&2
      echo "Install them as root: apt-get install --no-install-recommends $missing" >&2
      return 1
    fi
    as_root=(sudo)
  fi
  echo "Installing: $missing" >&2
  "${as_root[@]}" apt-get update -qq >&2 || echo "The package lists could not be refreshed; trying with the old ones." >&2
  # shellcheck disable=SC2086
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >&2
}

# One compiler a core, but no more than memory carries: a heavy source takes about 1.2 GB.
build_jobs() {
  local cores memory_kb fit
  cores=$(nproc)
  memory_kb=$(awk '/MemAvailable/ { print $2 }' /proc/meminfo 2>/dev/null || echo 8000000)
  fit=$((memory_kb / 1200000))
  ((fit < 1)) && fit=1
  echo $((cores < fit ? cores : fit))
}

use_ccache() {
  if [[ -z ${CMAKE_CXX_COMPILER_LAUNCHER:-} ]] && command -v ccache >/dev/null; then export CMAKE_CXX_COMPILER_LAUNCHER=ccache; fi
  export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros,include_file_mtime,include_file_ctime} # for precompiled headers
}
