// The same for the program, which reads its command line and speaks JSON.
#pragma once

#include "engine.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>
