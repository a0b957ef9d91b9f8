#!/usr/bin/env python3
"""Writes printing.json and arithmetic.json beside itself: what PyTorch prints and computes (made with 1.13.1, Debian's python3-torch).

float32 elements are bit patterns, float64 elements Python's shortest decimals, int64 elements whole numbers.
"""
import itertools
import json
import pathlib
import struct

import torch

here = pathlib.Path(__file__).parent
inf, nan = float("inf"), float("nan")


def plain(t):
    t = t.contiguous().reshape(-1)
    name = str(t.dtype)[6:]
    if name == "float32":
        return [struct.pack(">f", v).hex() for v in t.tolist()]
    if name == "float64":
        return [struct.pack(">d", v).hex() for v in t.tolist()]
    return t.tolist()


def tensor(t):
    return {"dtype": str(t.dtype)[6:], "shape": list(t.shape), "elements": plain(t)}


def printing():
    cases = []

    def case(t, **options):
        torch.set_printoptions(profile="default")
        torch.set_printoptions(sci_mode=None)
        torch.set_printoptions(**options)
        cases.append({"tensor": tensor(t), "options": options, "text": repr(t)})

    torch.manual_seed(7)
    f64 = torch.float64
    for values in ([1.0], [0.0], [-0.0], [1.5, -2.25], [nan, 1.0], [inf, -inf, 2.0], [nan], [inf, 0.5], [-nan, -1.0], [1e-5], [1e-4, 1.0],
                   [1e8], [1e8 + 8], [2e8, 1.0], [1.0, 1000.0], [1.0, 1001.0], [0.001, 1.0], [0.00099, 1.0], [1e16, 1.0], [3e38, 1e-38],
                   [1e-45], [123456.789, 0.5], [99999.99], [0.99995], [-0.00004, 0.1], [5e-5, 0.0], [0.5, 1.0, 1.5], [-1.0, 10.0, -100.0],
                   [1e10, nan], [0.1 * i for i in range(23)], [1e9 * i for i in range(9)]):
        for dtype in (torch.float32, f64):
            case(torch.tensor(values, dtype=dtype))
            case(torch.tensor(values[0], dtype=dtype))
    for values in ([0], [1, -20, 300], list(range(40)), [2**63 - 1, -2**63], [-1]):
        case(torch.tensor(values))
        case(torch.tensor(values[0]))
    for shape in ((1, 5), (2, 3), (3, 2, 2), (2, 1, 3, 2), (1, 1, 1, 1, 1, 1, 1, 2), (1001,), (30, 40), (7, 8, 20), (2, 600), (600, 2),
                  (1000,), (1, 26), (3, 9), (2, 2, 2, 2, 2, 2, 2, 8)):
        case(torch.randn(shape))
        case((torch.randn(shape) * 50).to(torch.int64))
        if torch.Size(shape).numel() < 300:
            case(torch.randn(shape, dtype=f64))
            case((torch.randn(shape) * 50).round())
            case(torch.randn(shape) * 1e6)
    for shape in ((0,), (2, 0, 3), (0, 0), (3, 0), (0, 1, 1, 1, 1, 1, 1, 1)):
        for dtype in (torch.float32, f64, torch.int64):
            case(torch.zeros(shape, dtype=dtype))
    case(torch.randn(3, 4).t())
    case(torch.randn(1, 4).expand(3, 4))
    case(torch.cat([torch.ones(3), torch.tensor([0.5]), torch.full((1000,), 1e-3), torch.ones(3)]))
    wide, small = torch.randn(3, 30), torch.randn(9, 12)
    for options in ({"precision": 0}, {"precision": 1}, {"precision": 8}, {"precision": 20}, {"linewidth": 40}, {"linewidth": 5}, {"linewidth": 200},
                    {"sci_mode": True}, {"sci_mode": False}, {"threshold": 10}, {"threshold": 10, "edgeitems": 1}, {"threshold": 10**6},
                    {"threshold": 0, "edgeitems": 2, "precision": 2, "linewidth": 60}):
        for t in (wide, small, wide[0, :5].to(f64), torch.arange(50), torch.tensor([1.0, 2.0, 3000000.0]), torch.tensor([1e-9, 1e12]),
                  torch.tensor([0.0, inf]), torch.tensor(2.5)):
            case(t, **options)
    for dots in range(66, 80):  # where the suffix moves to a line of its own
        case(torch.full((dots // 8,), 10.0 ** (dots % 8), dtype=f64))
        case(torch.full((2, dots // 8), 10.0 ** (dots % 8), dtype=f64))
    return cases


def arithmetic():
    cases = []
    dtypes = (torch.float32, torch.float64, torch.int64)
    generator = torch.Generator().manual_seed(11)

    def whole(shape, dtype, low=-8, high=9):
        """Small whole numbers: every order of summing gives the same, exact result."""
        return torch.randint(low, high, shape, generator=generator).to(dtype)

    def case(name, inputs, result, **more):
        cases.append({"call": name, "inputs": [tensor(t) for t in inputs], "result": tensor(result), **more})

    binary = {"add": torch.add, "sub": torch.sub, "mul": torch.mul, "div": torch.div, "maximum": torch.maximum, "minimum": torch.minimum}
    shapes = [((), ()), ((3,), ()), ((), (2, 3)), ((2, 3), (3,)), ((2, 1), (1, 4)), ((4, 1, 3), (2, 1)), ((0, 3), (1, 3)), ((2, 0), (1,)),
              ((1, 2, 1, 2, 1, 2, 1, 2), (2, 1, 2, 1, 2, 1, 2, 1))]
    for name, function in binary.items():
        for a, b in itertools.product(dtypes, dtypes):
            for one, two in shapes:
                x, y = whole(one, a), whole(two, b)
                if name == "div" and b == torch.int64:
                    y = y.abs() + 1
                case(name, [x, y], function(x, y))
    for x in (torch.tensor([nan, 1.0, -inf]), torch.tensor([inf, 0.0, -0.0], dtype=torch.float64)):
        for name, function in binary.items():
            case(name, [x, torch.tensor([1.0, nan, 2.0])], function(x, torch.tensor([1.0, nan, 2.0])))
    integers = torch.tensor([0, 1, -1, 2, -3, 7])
    for exponent in ([0], [1], [2], [3], [5], [-1], [-2], [63]):
        case("pow", [integers, torch.tensor(exponent)], torch.pow(integers, torch.tensor(exponent)))
    for number in (2, 3, 0, 2.0, 0.5, -1.0, -0.5, -2.0, 3.0):
        for t in (integers + 4, torch.tensor([0.5, 2.0, 9.0, 1.7]), torch.tensor([0.3, 1e10], dtype=torch.float64)):
            case("powNumber", [t], torch.pow(t, number), number=number)
    for number in (2, 0.1, -3, 2.5e-3):
        for t in (integers, torch.tensor([0.5, 2.0, 9.0, 1.7]), torch.tensor([0.3, 1e10], dtype=torch.float64), torch.tensor(3)):
            for name, function in (("addNumber", lambda x, n: x + n), ("subNumber", lambda x, n: x - n), ("numberSub", lambda x, n: n - x),
                                   ("mulNumber", lambda x, n: x * n), ("divNumber", lambda x, n: x / n)):
                case(name, [t], function(t, number), number=number)
        case("numberDiv", [integers + 5], number / (integers + 5), number=number)
    curve = torch.linspace(-4.0, 4.0, 41)
    for t in (curve, curve.to(torch.float64), torch.arange(-3, 4), torch.tensor([inf, -inf, nan, 0.0, -0.0, 100.0, -100.0])):
        for name in ("exp", "log", "tanh", "sigmoid", "sin", "sqrt", "neg", "abs"):
            case(name, [t], getattr(torch, name)(t))
    for shape, dims in (((), []), ((), [0]), ((5,), [0]), ((5,), []), ((2, 3), [0]), ((2, 3), [-1]), ((2, 3), [0, 1]), ((2, 3, 4), [1]),
                        ((2, 3, 4), [0, 2]), ((2, 3, 4), [2, 0]), ((0, 3), [0]), ((0, 3), [1]), ((3, 0), []), ((2, 2, 2, 2, 2, 2, 2, 2), [1, 3, 5, 7]),
                        ((600,), [0]), ((2, 300), [1]), ((300, 2), [0])):
        for keep in (False, True):
            for dtype in dtypes:
                t = whole(shape, dtype)
                case("sum", [t], torch.sum(t, dims, keepdim=keep), dims=dims, keep=keep)
                if dtype != torch.int64:
                    case("mean", [t], torch.mean(t, dims, keepdim=keep), dims=dims, keep=keep)
    for one, two in (((3,), (3,)), ((3,), (3, 2)), ((2, 3), (3,)), ((2, 3), (3, 4)), ((0,), (0,)), ((2, 0), (0, 3)), ((0, 2), (2, 3)), ((1, 1), (1, 1)),
                     ((5, 2, 3), (3, 4)), ((5, 2, 3), (3,)), ((3,), (5, 3, 2)), ((2, 3), (5, 3, 4)), ((5, 2, 3), (5, 3, 4)), ((5, 2, 3), (1, 3, 4)),
                     ((2, 1, 2, 3), (5, 3, 4)), ((2, 1, 2, 3), (1, 6, 3, 1)), ((0, 2, 3), (3, 4)), ((1, 2, 1, 2, 1, 2, 2, 3), (2, 1, 2, 1, 2, 1, 3, 2)),
                     ((9, 40), (40, 17)), ((1, 500), (500, 1)), ((3,), (2, 1, 2, 1, 2, 1, 3, 2))):
        for dtype in dtypes:
            a, b = whole(one, dtype), whole(two, dtype)
            case("matmul", [a, b], torch.matmul(a, b))
            if len(one) == len(two) == 2:
                case("mm", [a, b], torch.mm(a, b))
    return cases


for name, cases in (("printing", printing()), ("arithmetic", arithmetic())):
    lines = ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    (here / f"{name}.json").write_text(f"[\n{lines}\n]\n")
    print(name, len(cases))
