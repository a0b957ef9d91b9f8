#!/usr/bin/env python3
"""Changes the CUDA backend in small wrong ways, one at a time, and says which of the tests' layers notices.

    tests/support/cuda/seeded_bugs.py [--build FOLDER] [--layers plain,asan,ptx] [NAME...]

Nothing of the tree is touched: each changed file lies in a folder of its own, is compiled there with the commands of the build, and linked
with the objects that are there. So the programs test_engine_backend_cuda, ..._asan and ..._ptx have to be built before. For each bug the
layers run in turn until one fails. The exit code is 1 if fewer than 30 of those that matter are caught, if a harmless one is noticed, or if
the tests fail without a bug.
"""

import argparse
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

sys.dont_write_bytecode = True
from seeded_bug_table import BUGS  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[3]
PLACE = "engine/backend/cuda"
PROGRAM = "engine_backend_cuda"
LAYERS = {"plain": "", "asan": "_asan", "ptx": "_ptx"}
ENOUGH = 30
# The interpreter takes longest with many small launches, which are what training is made of.
QUICK_FIRST = {"plain": ["CudaProbeTest", "CudaTrainingTest", "CudaConformanceTest"],
               "asan": ["CudaProbeTest", "CudaTrainingTest", "CudaConformanceTest"],
               "ptx": ["CudaProbeTest", "CudaConformanceTest", "CudaTrainingTest"]}
LIMIT = 900  # seconds: a bug may make a loop without an end

SIGNS = re.compile(r"^FAIL!|^QFATAL|ERROR: AddressSanitizer|runtime error:|terminate called|what\(\)")


class BuildError(Exception):
    """A file with a bug does not compile: that catches it."""


class ScriptError(Exception):
    """This script cannot do its work: that says nothing about a bug."""


class Build:
    """The commands of a build folder, for other sources and other outputs."""

    def __init__(self, folder):
        self.folder = folder
        commands = json.loads((folder / "compile_commands.json").read_text())
        self.compile_commands = {}
        for each in commands:
            words = shlex.split(each["command"])
            self.compile_commands[words[words.index("-o") + 1]] = words

    def ninja(self, target):
        """The last command that makes a target."""
        done = subprocess.run(["ninja", "-C", str(self.folder), "-t", "commands", "-s", target], capture_output=True, text=True, check=False)
        lines = [line for line in done.stdout.splitlines() if line.strip()]
        if done.returncode or not lines:
            raise ScriptError(f"{target} is not a target of {self.folder}")
        return lines[-1]

    def program(self, layer):
        """The path of a layer's test program."""
        found = list(self.folder.glob(f"tests/**/test_{PROGRAM}{LAYERS[layer]}"))
        if not found:
            raise ScriptError(f"test_{PROGRAM}{LAYERS[layer]} is not built")
        return found[0]

    def kernel_object(self, layer, source):
        """The object of a source in a layer, relative to the folder."""
        library = f"test_{PROGRAM}_kernels{'_asan' if layer == 'asan' else ''}.dir/"
        found = [path for path in self.compile_commands if library in path and path.endswith(f"{PLACE}/{source}.o")]
        if not found:
            raise ScriptError(f"{source} is not part of the tests")
        return found[0]

    def run(self, words):
        """Runs a command in the folder; its output is the error if it fails."""
        done = subprocess.run(words, cwd=self.folder, capture_output=True, text=True, shell=isinstance(words, str), check=False)
        if done.returncode:
            lines = [line for line in (done.stdout + done.stderr).splitlines() if "error" in line.lower()]
            raise BuildError(" ".join(lines)[:300] if lines else f"ended with {done.returncode}")

    def compile(self, original, source, overlay, output):
        """Compiles `source` as the object `original` is compiled, headers of the overlay first."""
        words = list(self.compile_commands[original])
        words[words.index("-o") + 1] = str(output)
        for option in ("-MF", "-MT"):
            if option in words:
                words[words.index(option) + 1] = str(output) + ("" if option == "-MT" else ".d")
        words[words.index("-c") + 1] = str(source)
        words.insert(next(i for i, word in enumerate(words) if word.startswith("-I")), f"-I{overlay}")
        self.run(words)

    def compile_ptx(self, source, overlay, output):
        """Makes PTX as the build does."""
        words = shlex.split(self.ninja(self.ptx_path(source.name)))
        words = words[next(i for i, word in enumerate(words) if word.endswith("nvcc")):]
        words = words[: words.index("&&")] if "&&" in words else words
        words[words.index("-o") + 1] = str(output)
        words[words.index("-MF") + 1] = str(output) + ".d"
        words[-1] = str(source)
        words[1:1] = ["-I", str(overlay)]
        self.run(words)

    def ptx_path(self, name):
        """The PTX file of a .cu file, relative to the folder."""
        stem = name.removesuffix(".cu")
        return str(next(self.folder.glob(f"tests/**/{PROGRAM}_{stem}.ptx")).relative_to(self.folder))


def overlay_of(bug, scratch):
    """A folder with the changed file, laid out like the tree."""
    path = f"{PLACE}/{bug['file']}"
    text = (ROOT / path).read_text()
    for old, new in bug["changes"]:
        if old not in text:
            raise ScriptError(f"{path} does not contain: {old!r}")
        text = text.replace(old, new, 1)
    target = scratch / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)
    return scratch


def make_program(build, bug, layer, scratch):
    """Builds a layer's program with the bug in it."""
    overlay = overlay_of(bug, scratch)
    program = build.program(layer)
    link = build.ninja(str(program.relative_to(build.folder)))
    output = scratch / f"program_{layer}"
    replaced_ptx = {}
    for name in bug.get("compiled", [bug["file"]]):
        changed = overlay / PLACE / name
        source = changed if changed.exists() else ROOT / PLACE / name
        if layer != "ptx" or not bug.get("kernel"):
            original = build.kernel_object(layer, name)
            made = scratch / f"{layer}_{name}.o"
            build.compile(original, source, overlay, made)
            link = link_with(link, original, made)
        if layer == "ptx" and name.endswith(".cu"):
            ptx = scratch / f"{name}.ptx"
            build.compile_ptx(source, overlay, ptx)
            replaced_ptx[name] = ptx
    if layer == "ptx" and replaced_ptx:
        link = relist_ptx(build, replaced_ptx, scratch, link)
    link = re.sub(r" -o \S+ ", f" -o {output} ", link, count=1)
    try:
        build.run(link)
    except BuildError as error:
        raise ScriptError(f"{bug['name']}: {error}") from error
    return output


def link_with(link, original, made):
    """Puts an object in the place of another, and before all: of inline functions the linker takes the first it sees."""
    if f" {original} " not in link:
        raise ScriptError(f"{original} is not linked")
    return link.replace(f" {original} ", " ").replace(" -o ", f" {made} -o ", 1)


def relist_ptx(build, replaced, scratch, link):
    """Compiles the list of PTX files anew and puts it into the link command."""
    original = next(path for path in build.compile_commands if path.endswith(f"{PROGRAM}_Ptx.cpp.o"))
    words = build.compile_commands[original]
    text = pathlib.Path(words[words.index("-c") + 1]).read_text()
    for name, ptx in replaced.items():
        text = text.replace(str(build.folder / build.ptx_path(name)), str(ptx))
    source = scratch / "Ptx.cpp"
    source.write_text(text)
    made = scratch / "Ptx.cpp.o"
    build.compile(original, source, scratch, made)
    return link_with(link, original, made)


def run_class(program, name, scratch):
    """None if all tests of a class pass, else what the first failure says."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(scratch), "TMPDIR": str(scratch), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "offscreen",
                   "QTEST_DISABLE_STACK_DUMP": "1", "QTEST_FUNCTION_TIMEOUT": str(1000 * LIMIT)}
    try:
        done = subprocess.run([str(program), name], env=environment, capture_output=True, text=True, errors="replace", timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return "ran too long"
    if done.returncode == 0:
        return None
    lines = (done.stdout + done.stderr).splitlines()
    signs = [line for line in lines if SIGNS.search(line)]
    return signs[0].strip()[:150] if signs else f"ended with {done.returncode}"


def run_tests(program, layer, scratch):
    """Runs the classes, the quick ones first, up to the first failure: None if there is none."""
    listed = subprocess.run([str(program), "--classes"], capture_output=True, text=True, check=False)
    if listed.returncode:
        return (listed.stdout + listed.stderr).strip()[-150:]
    names = listed.stdout.split()
    first = QUICK_FIRST[layer]
    for name in sorted(names, key=lambda each: first.index(each) if each in first else len(first)):
        finding = run_class(program, name, scratch)
        if finding:
            return finding
    return None


def try_bug(build, bug, layers, scratch):
    """The layer that catches a bug and how, or None."""
    order = [bug["first"]] if bug.get("first") in layers else []
    order += [layer for layer in layers if layer not in order]
    if bug.get("harmless"):
        order = order[:1]
    for layer in order:
        place = scratch / layer
        place.mkdir(parents=True)
        try:
            finding = run_tests(make_program(build, bug, layer, place), layer, place)
        except BuildError as error:
            finding = f"does not compile: {error}"
        if finding:
            return layer, finding
    return None


def main():
    parser = argparse.ArgumentParser(description="Seeds bugs into the CUDA backend and counts those that the tests catch.")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "release")
    parser.add_argument("--layers", default=",".join(LAYERS))
    parser.add_argument("names", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    layers = arguments.layers.split(",")
    build = Build(arguments.build.resolve())
    with tempfile.TemporaryDirectory() as folder:
        scratch = pathlib.Path(folder)
        for layer in layers if not arguments.names else []:
            finding = run_tests(build.program(layer), layer, scratch)
            if finding:
                print(f"without a bug, {layer} fails: {finding}")
                return 1
        names = {"caught": [], "missed": [], "harmless": [], "not harmless": []}
        tried = 0
        for number, bug in enumerate(BUGS, 1):
            if arguments.names and bug["name"] not in arguments.names:
                continue
            tried += 1
            result = try_bug(build, bug, layers, scratch / str(number))
            if bug.get("harmless"):
                verdict, text = ("not harmless", "said to be harmless, but ") if result else ("harmless", f"harmless: {bug['harmless']}")
            else:
                verdict, text = ("caught", "") if result else ("missed", "not caught")
            names[verdict].append(bug["name"])
            print(f"{number:2} {bug['name']}\n     {text}{': '.join(result or ())}", flush=True)
    caught, missed = len(names["caught"]), len(names["missed"])
    print(f"{caught} of {caught + missed} bugs caught, {len(names['harmless'])} harmless")
    for verdict in ("missed", "not harmless"):
        for name in names[verdict]:
            print(f"  {verdict}: {name}")
    return 1 if names["not harmless"] or (tried == len(BUGS) and caught < ENOUGH) else 0


if __name__ == "__main__":
    sys.exit(main())
