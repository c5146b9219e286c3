"""Printers, wires and slips that the tests of this folder share."""

from pathlib import Path

import pytest

from hardware.fakes.printer import FakePrinter
from tests.hardware.bench import FONT, PROFILES, quick_clock

__all__ = ["FONT", "PROFILES"]


@pytest.fixture
def clock():
    return quick_clock()


@pytest.fixture
def fake():
    return FakePrinter()


@pytest.fixture
def server(fake):
    """The fake printer on a real socket."""
    server = fake.serve()
    yield server
    server.close()


@pytest.fixture
def golden():
    return Path(__file__).parent / "golden"
