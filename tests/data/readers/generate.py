#!/usr/bin/env python3
"""Writes the files beside itself and expected.json, which says what tables they are. No code of ours takes part: texts are parted by
Python's csv module (or split), numbers are read by float(), arrays are written and read by NumPy (made with 1.24.2), IDX by struct."""
import csv
import gzip
import io
import json
import math
import pathlib
import struct

import numpy as np

here = pathlib.Path(__file__).parent
expected = []


def write(name, data):
    (here / name).write_bytes(data)


def column(name, cells, number):
    """A column of numbers where every cell that is not None is one, otherwise of categories in the order of their bytes."""
    values = [None if c is None else number(c) for c in cells]
    if all(v is not None for v, c in zip(values, cells) if c is not None):
        return {"name": name, "numbers": values}
    labels = sorted({c for c in cells if c is not None}, key=lambda c: c.encode())
    return {"name": name, "cells": cells, "labels": labels}


def number(comma):
    def read(text):
        if comma:
            if "." in text:
                return None
            text = text.replace(",", ".")
        try:
            return float(text)
        except ValueError:
            return None
    return read


def table(file, rows, names, comma=False, **more):
    """What a CSV file holds; `more`: the options that are detected."""
    missing = {"", "NA", "NaN", "nan", "null", "?", "N/A", "None"}
    columns = []
    for i, name in enumerate(names):
        cells = [None if row[i].strip() in missing else row[i] if "\n" in row[i] else row[i].strip() for row in rows]
        columns.append(column(name, cells, number(comma)))
    expected.append({"files": [file], "columns": columns, "rows": len(rows), "decimalComma": comma, **more})


def read(text, **dialect):
    return [row for row in csv.reader(io.StringIO(text, newline=""), **dialect) if row]


rng = np.random.default_rng(7)
words = ["red", "green", "blue", "dark green", "caf\u00e9", "\u65e5\u672c", "\U0001f427"]

# Numbers of all sizes, in the shortest form that reads back.
numbers = np.concatenate([rng.standard_normal(300), 10.0 ** rng.uniform(-300, 300, 300), rng.integers(-10**15, 10**15, 300),
                          [0.0, 5e-324, 1.7976931348623157e308, 2.2250738585072014e-308, 0.1, 1e23, 9007199254740993.0]])
numbers.resize(906)
text = "a,b,c\n" + "".join(",".join(repr(float(v)) for v in row) + "\n" for row in numbers.reshape(-1, 3))
write("numbers.csv", text.encode())
rows = read(text)
table("numbers.csv", rows[1:], rows[0], separator=",", header=True)

# The same meaning with every separator, decimal mark, line end and byte order mark.
cells = [[f"{v:.3f}" for v in row] + [words[int(i)]] for row, i in zip(rng.standard_normal((40, 2)), rng.integers(0, 7, 40))]
for name, separator, comma, end, mark in [("comma", ",", False, "\n", b""), ("semicolon", ";", True, "\r\n", b"\xef\xbb\xbf"), ("tab", "\t", False, "\r", b""),
                                          ("bar", "|", True, "\n", b""), ("semicolon_point", ";", False, "\n", b"")]:
    mine = [[c.replace(".", ",") if comma else c for c in row] for row in cells]
    text = end.join([separator.join(["x", "y y", "color"])] + [separator.join(row) for row in mine])
    write(name + ".csv", mark + text.encode())
    rows = read(text.replace("\r\n", "\n").replace("\r", "\n"), delimiter=separator)
    table(name + ".csv", rows[1:], rows[0], comma, separator=separator, header=True)

# Columns that are held apart by runs of spaces, without names.
text = "".join("  ".join(f"{v:>9.4f}" for v in row) + " \n" for row in rng.standard_normal((20, 4)))
write("spaces.txt", text.encode())
table("spaces.txt", [line.split() for line in text.splitlines()], ["x1", "x2", "x3", "x4"], separator=" ", header=False)

# Quotation marks, separators and line breaks within cells; missing cells of all kinds; an empty last column; a column of truths.
out = io.StringIO()
writer = csv.writer(out, quoting=csv.QUOTE_MINIMAL, lineterminator="\r\n")
quoted = ["plain", 'say "hi"', "a,b", "two\nlines", '"', ",", "'"]
missing = ["", "NA", "NaN", "null", "?", "N/A", "None", "3.5"]
rows = [[quoted[i % 7], missing[i % 8], ["True", "False"][i % 3 == 0], str(i), ""] for i in range(50)]
writer.writerow(["text", "gaps", "truth", "id", ""])
writer.writerows(rows)
write("quoted.csv", out.getvalue().encode())
rows = read(out.getvalue())
table("quoted.csv", [[c.lower() if i == 2 else c for i, c in enumerate(row)] for row in rows[1:]], rows[0][:4], separator=",", header=True)

# Latin-1; names that are empty or come twice.
text = "Stra\u00dfe;;n;n;n_2\nM\u00fcnchen;1;2;3;4\nK\u00f6ln;5;6;7;8\n"
write("latin1.csv", text.encode("latin-1"))
rows = read(text, delimiter=";")
table("latin1.csv", rows[1:], ["Stra\u00dfe", "x2", "n", "n_3", "n_2"], separator=";", header=True, encoding="windows-1252")

# Categories of numbers are in the order of the numbers, where a person asks for text (columns: 0).
cells = [str(int(v)) for v in rng.integers(0, 120, 100)]
text = "class,v\n" + "".join(f"{c},{i}\n" for i, c in enumerate(cells))
write("classes.csv", text.encode())
expected.append({"files": ["classes.csv"], "rows": 100, "decimalComma": False, "textColumns": [0],
                 "columns": [{"name": "class", "cells": cells, "labels": [str(v) for v in sorted({int(c) for c in cells})]},
                             {"name": "v", "numbers": [float(i) for i in range(100)]}]})
with open(here / "classes.csv.gz", "wb") as file:
    packed = text.encode()
    for part in (packed[:100], packed[100:]):  # a gzip file of two members
        file.write(gzip.compress(part, mtime=0))
expected.append({**expected[-1], "files": ["classes.csv.gz"]})


def arrays(files, columns, **more):
    expected.append({"files": files, "rows": len(columns[0].get("numbers", columns[0].get("cells"))), "columns": columns, **more})


def plain(name, values):
    """Negative zero is a text: not every JSON reader knows it."""
    return {"name": name, "numbers": [None if v != v else "-0.0" if str(v) == "-0.0" else float(v) for v in values]}


def classes(name, values):
    return {"name": name, "cells": [str(int(v)) for v in values], "labels": [str(v) for v in sorted({int(v) for v in values})]}


def save(name, array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, array, version)
    write(name, out.getvalue())


# Every type, byte order and memory order.
for code in ["?", "i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8",
             "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"]:
    kind = np.dtype(code).kind
    if kind == "f":
        array = (rng.standard_normal((5, 3)) * 100).astype(code)
        limits = np.finfo(code)
        array[0] = [limits.max, limits.tiny, limits.smallest_subnormal]
        array[1] = [np.nan, -0.0, limits.min]
    elif kind == "b":
        array = rng.integers(0, 2, (5, 3)).astype(code)
    else:
        limits = np.iinfo(code)
        array = rng.integers(0, 100, (5, 3)).astype(code)
        array[0] = [limits.max if np.dtype(code).itemsize < 8 else 2**53, limits.min if np.dtype(code).itemsize < 8 else 0, 1]
    name = "type_" + code.replace("<", "little_").replace(">", "big_").replace("?", "bool") + ".npy"
    save(name, array)
    arrays([name], [plain(str(i), array[:, i].tolist()) for i in range(3)])
cube = rng.integers(0, 256, (6, 3, 4)).astype("u1")
image_columns = [plain(f"{r},{c}", cube[:, r, c]) for r in range(3) for c in range(4)]
save("fortran.npy", np.asfortranarray(cube))
arrays(["fortran.npy"], image_columns, image=[3, 4])
matrix = rng.standard_normal((4, 2))
for version in [(2, 0), (3, 0)]:
    save(f"version{version[0]}.npy", matrix, version)
    arrays([f"version{version[0]}.npy"], [plain("0", matrix[:, 0]), plain("1", matrix[:, 1])])
line = rng.standard_normal(5).astype("<f4")
save("line.npy", line)
arrays(["line.npy"], [plain("line", line)])

# Features and targets, in one file and in two.
x = rng.standard_normal((10, 3)).astype("<f4")
y = rng.integers(0, 3, 10)
xs = [plain(str(i), x[:, i]) for i in range(3)]
for name, write_npz in [("stored.npz", np.savez), ("deflated.npz", np.savez_compressed)]:
    out = io.BytesIO()
    write_npz(out, y=y, X=x, other=np.zeros(4))
    write(name, out.getvalue())
    arrays([name], xs + [classes("y", y)])
out = io.BytesIO()
np.savez(out, cube, y[:6] * 0.5)
write("unnamed.npz", out.getvalue())
arrays(["unnamed.npz"], image_columns + [plain("arr_1", y[:6] * 0.5)], image=[3, 4])
save("X.npy", x)
save("y.npy", y)
arrays(["X.npy", "y.npy"], xs + [classes("y", y)])
arrays(["y.npy", "X.npy"], xs + [classes("y", y)])
save("onehot.npy", np.eye(3, dtype="<f8")[y])
arrays(["X.npy", "onehot.npy"], [plain(f"X[{i}]", x[:, i]) for i in range(3)] + [plain(f"onehot[{i}]", y == i) for i in range(3)])


# IDX: big-endian by definition.
def idx(name, array, code, form, pack=False):
    data = bytes([0, 0, code, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape) + struct.pack(f">{array.size}{form}", *array.ravel().tolist())
    write(name, gzip.compress(data, mtime=0) if pack else data)


labels = rng.integers(0, 10, 6)
idx("images.idx", cube, 0x08, "B")
idx("images.idx.gz", cube, 0x08, "B", True)
idx("labels.idx", labels, 0x08, "B")
idx("labels.idx.gz", labels, 0x08, "B", True)
for files in (["images.idx", "labels.idx"], ["labels.idx.gz", "images.idx.gz"], ["images.idx", "labels.idx.gz"]):
    arrays(files, image_columns + [classes("label", labels)], image=[3, 4])
arrays(["images.idx.gz"], image_columns, image=[3, 4])
for code, form, values in [(0x09, "b", rng.integers(-128, 128, (4, 2))), (0x0B, "h", rng.integers(-2**15, 2**15, (4, 2))),
                           (0x0C, "i", rng.integers(-2**31, 2**31, (4, 2))), (0x0D, "f", rng.standard_normal((4, 2)).astype("f4")),
                           (0x0E, "d", rng.standard_normal((4, 2)))]:
    idx(f"type_{form}.idx", values, code, form)
    arrays([f"type_{form}.idx"], [plain("0", values[:, 0]), plain("1", values[:, 1])])

# The sets that come with the program: what stands in each column, as Python reads it.
shipped = {}
for path in sorted((here / "../../../resources/datasets").glob("*.csv.gz")):
    with gzip.open(path, "rt", newline="") as file:
        rows = list(csv.reader(file))
    columns = []
    for i, name in enumerate(rows[0]):
        cells = [row[i] for row in rows[1:] if row[i] != "NA"]
        if i + 1 < len(rows[0]) and all(number(False)(c) is not None for c in cells):
            values = [float(c) for c in cells]
            columns.append({"name": name, "cells": len(values), "sum": math.fsum(values), "squares": math.fsum(v * v for v in values),
                            "first": values[0], "last": values[-1]})
        else:
            columns.append({"name": name, "cells": len(cells), "labels": {c: cells.count(c) for c in sorted(set(cells))},
                            "first": cells[0], "last": cells[-1]})
    shipped[path.name] = {"rows": len(rows) - 1, "columns": columns}
(here / "shipped.json").write_text(json.dumps(shipped, separators=(",", ":")) + "\n")

# What cannot be read.
save("complex.npy", np.zeros(3, dtype="c8"))
save("fields.npy", np.zeros(3, dtype=[("a", "<f4"), ("b", "<i4")]))
save("text.npy", np.array(["a", "bc"]))
write("objects.npy", b"\x93NUMPY\x01\x00\x76\x00" + b"{'descr': '|O', 'fortran_order': False, 'shape': (3,), }".ljust(117) + b"\n" + b"pickle")

(here / "expected.json").write_text(json.dumps(expected, ensure_ascii=True, separators=(",", ":")) + "\n")
