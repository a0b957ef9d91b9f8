#include "app/CommandLine.h"

int main(int argc, char** argv) { return static_cast<int>(glassnet::app::runCommandLine(argc, argv)); }
