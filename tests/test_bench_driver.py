"""The verdicts of `make bench`, which must be able to say that a figure was missed."""

import importlib
import importlib.util
from pathlib import Path

import pytest

BENCHES = sorted(Path(__file__).parent.glob("bench/bench_*.py"))
TARGETS_FILE = Path(__file__).resolve().parents[1] / "packaging" / "bench" / "targets.py"


@pytest.fixture(scope="module")
def targets():
    spec = importlib.util.spec_from_file_location("bench_targets", TARGETS_FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.TARGETS


@pytest.mark.parametrize(
    ("key", "figure", "verdict"),
    [
        ("sale_commit.ratio", 2.0, "aim"),
        ("sale_commit.ratio", 2.1, "must"),
        ("sale_commit.ratio", 4.1, "MISSED"),
        ("verify.docs_per_s", 300_000, "aim"),
        ("verify.docs_per_s", 100_000, "must"),
        ("verify.docs_per_s", 99_999, "MISSED"),
        ("power_cuts.lost", 0, "aim"),
        ("power_cuts.lost", 1, "MISSED"),
        ("power_cuts.control_lost", 0, "MISSED"),
    ],
)
def test_verdict(targets, key, figure, verdict):
    assert targets[key].verdict(figure) == verdict


@pytest.mark.parametrize("path", BENCHES, ids=lambda path: path.stem)
def test_every_measure_can_be_begun(path):
    """Nobody runs them every day: what they lean on may have moved meanwhile."""
    module = importlib.import_module(f"tests.bench.{path.stem}")
    assert any(name.startswith("bench_") for name in vars(module))
