#pragma once

/// The arithmetic of Glassnet, included by every path that computes (reference, CPU, CUDA): how each element is computed, where it is
/// fused and in which order sums are taken. Everything is a template on the arithmetic (FusedArithmetic or SplitArithmetic) and on the
/// type (float or double), holds no memory, and gives the same bits with every compiler, as long as the compiler is told
/// `-ffp-contract=off` and never `-ffast-math`: fma stands only where it is written.
#include "engine/backend/ActivationFormulas.h"
#include "engine/backend/Arithmetic.h"
#include "engine/backend/ElementaryFunctions.h"
#include "engine/backend/LossFormulas.h"
#include "engine/backend/NormalizationFormulas.h"
#include "engine/backend/Reductions.h"
#include "engine/backend/RowFormulas.h"
#include "engine/backend/TrigonometricFunctions.h"
#include "engine/backend/UpdateFormulas.h"
