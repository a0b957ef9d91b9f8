#!/usr/bin/env python3
"""Writes draws.json beside itself: draws that tests/data/torch does not hold, such as float64 (made with PyTorch 1.13.1, AVX2 path)."""
import json
import pathlib
import struct

import torch


def tensor(t):
    name = str(t.dtype)[6:]
    values = t.contiguous().reshape(-1).tolist()
    form = {"float32": ">f", "float64": ">d"}.get(name)
    return {"dtype": name, "shape": list(t.shape), "elements": [struct.pack(form, v).hex() for v in values] if form else values}


rows = []
for seed in (0, 7, 2**64 - 1):
    for dtype in (torch.float32, torch.float64):
        torch.manual_seed(seed)

        def row(call, args, result):
            rows.append({"seed": seed, "first": not rows or rows[-1]["seed"] != seed or rows[-1]["dtype"] != str(dtype)[6:],
                         "dtype": str(dtype)[6:], "call": call, "args": args, "result": tensor(result)})

        for shape in ([3], [1], [15], [16], [17], [5, 7], [0], [2, 100], [1]):
            row("randn", [shape], torch.randn(shape, dtype=dtype))
            row("rand", [shape], torch.rand(shape, dtype=dtype))
            row("uniform", [shape, -0.7, 1.3], torch.empty(shape, dtype=dtype).uniform_(-0.7, 1.3))
            row("normal", [shape, 0.1, 0.3], torch.empty(shape, dtype=dtype).normal_(0.1, 0.3))
            row("normal", [shape, 3.7, 0.0], torch.empty(shape, dtype=dtype).normal_(3.7, 0.0))
            row("bernoulli", [shape, 0.3], torch.empty(shape, dtype=dtype).bernoulli_(0.3))
            row("dropoutMask", [shape, 0.2], torch.nn.functional.dropout(torch.ones(shape, dtype=dtype), 0.2))
            row("dropoutMask", [shape, 0.7], torch.nn.functional.dropout(torch.ones(shape, dtype=dtype), 0.7))
        for p in (0.0, 1.0):
            row("dropoutMask", [[4], p], torch.nn.functional.dropout(torch.ones(4, dtype=dtype), p))
            row("bernoulli", [[4], p], torch.empty(4, dtype=dtype).bernoulli_(p))
        for low, high in ((-5, 5), (0, 2**32 - 1), (0, 2**32), (-(2**63), 2**63 - 1), (-5, 2**40), (3, 4)):
            row("randint", [[5], low, high], torch.randint(low, high, (5,)))
        for n in (0, 1, 2, 100):
            row("randperm", [n], torch.randperm(n))

        def init(key, a, b, fill, out=4, inn=5):
            row("weight", [key, a, b, inn, out], fill(torch.empty(out, inn, dtype=dtype)).t())

        gain = torch.nn.init.calculate_gain
        init("xavierUniform", 5 / 3, 0, lambda w: torch.nn.init.xavier_uniform_(w, gain("tanh")))
        init("xavierNormal", 5 / 3, 0, lambda w: torch.nn.init.xavier_normal_(w, gain("tanh")))
        init("kaimingUniform", gain("leaky_relu", 0.1), 0, lambda w: torch.nn.init.kaiming_uniform_(w, 0.1))
        init("kaimingNormal", gain("leaky_relu", 0.1), 0, lambda w: torch.nn.init.kaiming_normal_(w, 0.1))
        init("kaimingNormal", gain("relu"), 0, lambda w: torch.nn.init.kaiming_normal_(w, nonlinearity="relu"), 3, 2)
        for shape in ((5, 4), (2, 3)):  # the rest draws in our [in, out]
            row("weight", ["normal", 0.5, 0.1, *shape], torch.nn.init.normal_(torch.empty(shape, dtype=dtype), 0.5, 0.1))
            row("weight", ["uniform", -0.25, 0.75, *shape], torch.nn.init.uniform_(torch.empty(shape, dtype=dtype), -0.25, 0.75))
            row("weight", ["eye", 0, 0, *shape], torch.nn.init.eye_(torch.empty(shape, dtype=dtype)))
            row("weight", ["constant", 0.1, 0, *shape], torch.nn.init.constant_(torch.empty(shape, dtype=dtype), 0.1))
            row("weight", ["ones", 0, 0, *shape], torch.ones(shape, dtype=dtype))
            row("weight", ["zeros", 0, 0, *shape], torch.zeros(shape, dtype=dtype))
        for inn, out in ((3, 2), (1, 40), (5, 5)):
            layer = torch.nn.Linear(inn, out, dtype=dtype)
            row("weight", ["linearDefault", 0, 0, inn, out], layer.weight.detach().t())
            row("bias", ["linearDefault", 0, 0, inn, out], layer.bias.detach().reshape(1, -1))
            row("bias", ["normal", 0.5, 0.1, inn, out], torch.empty(1, out, dtype=dtype).normal_(0.5, 0.1))
        torch.randn(1, dtype=dtype)  # what is cached must not reach the next seed

lines = ",\n".join(json.dumps(r, separators=(",", ":")) for r in rows)
(pathlib.Path(__file__).parent / "draws.json").write_text(f"[\n{lines}\n]\n")
print(len(rows))
