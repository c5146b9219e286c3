"""The ground under the program: versions and libraries known to be broken stay away."""

import sys
from pathlib import Path

import pytest
import sqlcipher3
from PySide6.QtWidgets import QLineEdit

ROOT = Path(__file__).resolve().parents[1]


def test_pyside_does_not_eat_none(qtbot):
    """PySide6 6.12.0 on Python 3.11 takes a reference from None at every call and dies later."""
    field = QLineEdit()
    qtbot.addWidget(field)
    before = sys.getrefcount(None)
    for _ in range(500):
        field.setText("a")
    assert sys.getrefcount(None) - before > -100


def test_sqlite_is_newer_than_its_wal_race():
    assert sqlcipher3.sqlite_version_info >= (3, 51, 3)


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_a_hash_and_no_lock_names_an_index(lock):
    text = (ROOT / lock).read_text("utf-8")
    pins = [line for line in text.splitlines() if "==" in line]
    assert len(pins) > 20
    assert all(line.endswith("\\") for line in pins)
    assert "index-url" not in text
    assert "://" not in text


def test_a_test_has_no_way_to_the_real_home(tmp_path):
    assert Path.home() == tmp_path / "home"
