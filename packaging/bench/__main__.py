"""`make bench`: run tests/bench/bench_*.py, print the table, write build/bench.json.

A measure is a function `bench_*()` there that returns figures by key. Each runs in a process of
its own, so that neither its memory nor its imports colour the next. Words on the command line
pick measures by a part of their module's or function's name and keep the other figures of the
file. The exit code is 1 when a measure broke or missed its must.
"""

import importlib
import json
import subprocess
import sys
from pathlib import Path

from targets import TARGETS

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "tests" / "bench"
RESULT = ROOT / "build" / "bench.json"

Figures = dict[str, float]


def names() -> list[str]:
    """Every measure, as module:function, without running anything."""
    found = []
    for path in sorted(FOLDER.glob("bench_*.py")):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("def bench_"):
                found.append(f"{path.stem}:{line[4 : line.index('(')]}")
    return found


def measure_here(name: str) -> Figures:
    sys.path.insert(0, str(ROOT))
    module, _, function = name.partition(":")
    figures: Figures = getattr(importlib.import_module(f"tests.bench.{module}"), function)()
    return figures


def measure(name: str) -> Figures | None:
    """The figures of one measure, or None when it broke; its own words go to the terminal."""
    done = subprocess.run(
        [sys.executable, Path(__file__).parent, "--one", name],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    for line in lines[:-1]:
        print(f"  {line}")
    if done.returncode or not lines:
        return None
    figures: Figures = json.loads(lines[-1])
    return figures


def table(figures: Figures) -> list[str]:
    """One line a figure, in the targets' order, figures without a target last."""
    rows = [f"{'key':<28}{'figure':>12}{'must':>10}{'aim':>10}  verdict  what"]
    for key in sorted(figures, key=lambda k: list(TARGETS).index(k) if k in TARGETS else 99):
        figure = f"{figures[key]:>12,.2f}"
        if target := TARGETS.get(key):
            limits = f"{target.must:>10,g}{target.aim:>10,g}"
            rows.append(
                f"{key:<28}{figure}{limits}  {target.verdict(figures[key]):<7}  {target.what}"
            )
        else:
            rows.append(f"{key:<28}{figure}{'':>20}  {'':<7}  for comparison")
    return rows


def main(picks: list[str]) -> int:
    chosen = [name for name in names() if not picks or any(pick in name for pick in picks)]
    figures: Figures = {}
    if picks and RESULT.exists():
        figures = json.loads(RESULT.read_text("utf-8"))
    broken = []
    print(f"bench: Python {sys.version} of {sys.base_prefix}")
    for name in chosen:
        print(f"bench: {name}", flush=True)
        measured = measure(name)
        broken += [name] if measured is None else []
        figures |= measured or {}
    RESULT.parent.mkdir(exist_ok=True)
    RESULT.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", "utf-8")
    print("\n".join(table(figures)))
    missed = [k for k, t in TARGETS.items() if k in figures and t.verdict(figures[k]) == "MISSED"]
    unmeasured = [] if picks else [key for key in TARGETS if key not in figures]
    for word, keys in (("broke", broken), ("missed", missed), ("not measured", unmeasured)):
        if keys:
            print(f"bench: {word}: {', '.join(keys)}")
    return 1 if broken or missed else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure_here(sys.argv[2])))
    else:
        sys.exit(main(sys.argv[1:]))
