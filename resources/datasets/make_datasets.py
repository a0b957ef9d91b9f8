#!/usr/bin/env python3
"""make_datasets.py SKLEARN_DATA PENGUINS_CSV: writes the sets beside itself. README.md says where the two come from.

Each set becomes one CSV file, gzipped without a time stamp: the features under their names, then the class by its name. Numbers stand
as in the source."""
import ast
import csv
import gzip
import io
import pathlib
import sys

here = pathlib.Path(__file__).parent
source, penguins = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
base = ast.parse((source.parent / "_base.py").read_text())


def names(function):
    """The texts of the list `feature_names` in a function of scikit-learn's _base.py."""
    body = next(node for node in base.body if isinstance(node, ast.FunctionDef) and node.name == function)
    for node in ast.walk(body):
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "feature_names":
            value = node.value.args[0] if isinstance(node.value, ast.Call) else node.value
            return [element.value for element in value.elts]
    raise SystemExit(f"{function} has no feature_names")


def write(name, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    (here / f"{name}.csv.gz").write_bytes(gzip.compress(out.getvalue().encode(), mtime=0))


for name, file, function, target in [("iris", "iris.csv", "load_iris", "species"), ("wine", "wine_data.csv", "load_wine", "class"),
                                     ("breast-cancer", "breast_cancer.csv", "load_breast_cancer", "diagnosis")]:
    rows = list(csv.reader(open(source / file, newline="")))
    classes = rows[0][2:]
    write(name, [feature.replace("_", " ") for feature in names(function)] + [target], [row[:-1] + [classes[int(row[-1])]] for row in rows[1:]])

with gzip.open(source / "digits.csv.gz", "rt", newline="") as file:
    rows = [[str(int(float(cell))) for cell in row] for row in csv.reader(file)]
write("digits", [f"{y},{x}" for y in range(8) for x in range(8)] + ["digit"], rows)

rows = list(csv.reader(open(penguins, newline="")))
write("penguins", [name.replace("_", " ") for name in rows[0][1:] + rows[0][:1]], [row[1:] + row[:1] for row in rows[1:]])
