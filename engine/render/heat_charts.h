// placeholder until the heat passes are in
#pragma once
#include "gpu/upload.h"
#include "packet/packet.h"
namespace myo::render {
class HeatCharts {};
} // namespace myo::render
