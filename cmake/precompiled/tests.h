// The same for tests.
#pragma once

#include "engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
