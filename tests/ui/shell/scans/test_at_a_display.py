"""The figure scan_burst in little: the program at a real display, typed into key by key."""

import shutil

import pytest

from tests.bench.driven.run import burst, codes

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]
SCANS = 20


@pytest.fixture(autouse=True)
def _display():
    if shutil.which("Xvfb") is None:
        pytest.skip("*** NO DISPLAY: install xvfb; the wedge is tried offscreen only ***")


def test_no_scan_is_lost_and_no_letter_leaks_while_panels_open(tmp_path):
    tmp_path.chmod(0o700)
    found = burst(12, SCANS, tmp_path)
    assert found["moves"] > SCANS
    assert (found["lost"], found["broken"], found["leaked"]) == (0, 0, 0)


def test_its_codes_are_told_apart():
    made = codes(1000)
    assert len(set(made)) == 1000
    assert any(code.startswith("M:") for code in made)
