#!/usr/bin/env python3
"""Writes normalized.json beside itself: columns of numbers, and what NumPy (made with 1.24.2) makes of them in float64, fitted on the rows
for training and rounded once to float32. The numbers lie far from zero, so that whoever rounds them before sees nothing but steps."""
import json
import pathlib

import numpy as np

random = np.random.RandomState(7)
ROWS, TRAINING = 40, 28
columns = {
    "year": 1_000_000.0 + random.standard_normal(ROWS),
    "pressure": 101_325.0 + 0.01 * random.standard_normal(ROWS),
    "tiny": 1e-30 * (1.0 + random.standard_normal(ROWS)),
    "plain": random.standard_normal(ROWS),
}


def rounded(values):
    return [float(v) for v in values.astype(np.float32)]


expected = []
for name, values in columns.items():
    known = values[:TRAINING]
    expected.append({
        "name": name,
        "numbers": [float(v) for v in values],
        "standardize": rounded((values - known.mean()) / known.std()),
        "minMax": rounded((values - known.min()) / (known.max() - known.min())),
        "roundedFirst": rounded((values.astype(np.float32).astype(np.float64) - known.mean()) / known.std()),
    })
text = json.dumps({"training": TRAINING, "columns": expected}, indent=1)
(pathlib.Path(__file__).parent / "normalized.json").write_text(text + "\n")
