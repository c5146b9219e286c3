"""What conftest.py promises every test, tried on a few tests of its own."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent

TRIED = """
import logging
import pytest
from hypothesis import given, strategies as st

def test_fails_because_an_error_was_logged():
    logging.getLogger("shop").error("the printer is on fire")

def test_passes_because_it_was_expected(expected_errors):
    logging.getLogger("shop").error("the printer is on fire")
    assert [r.getMessage() for r in expected_errors] == ["the printer is on fire"]

def test_passes_when_polled(poll_until):
    seen = iter([0, 0, 7])
    assert poll_until(lambda: next(seen)) == 7

def test_fails_when_polled_in_vain(poll_until):
    poll_until(lambda: False, timeout=0.01)

@given(st.integers())
def test_passes_with_hypothesis(number):
    assert isinstance(number, int)
"""


def test_the_promises(tmp_path):
    (tmp_path / "conftest.py").write_bytes((HERE / "conftest.py").read_bytes())
    (tmp_path / "test_tried.py").write_text(TRIED, "utf-8")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rA", "-p", "no:randomly", "-p", "no:cacheprovider"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    words = [line.split(" - ")[0] for line in done.stdout.splitlines()]
    for name in ("was_expected", "when_polled", "with_hypothesis"):
        assert any(line.startswith("PASSED") and name in line for line in words), done.stdout
    for kind, name in (("ERROR", "error_was_logged"), ("FAILED", "polled_in_vain")):
        assert any(line.startswith(kind) and name in line for line in words), done.stdout
