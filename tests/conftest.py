"""What every test may rely on: no display, no real home, no unseen error, no fixed sleep."""

import gc
import logging
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# before Qt or keyring is imported by anybody
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
# short, because sockets lie in it, and 0700, because Qt asks for that
os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="shuke-run-")

# a failing example prints the blob that repeats it; HYPOTHESIS_PROFILE=long looks further
settings.register_profile(
    "ci", deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("ci"), max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_unconfigure() -> None:
    folder = Path(os.environ["XDG_RUNTIME_DIR"])
    for left in folder.iterdir():
        left.unlink(missing_ok=True)
    folder.rmdir()


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, keys and data folders by default lie in the test's own folder."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(scope="session", autouse=True)
def _no_garbage_elsewhere() -> None:
    """As in the till, no worker thread frees a widget: collected between tests, on this one."""
    gc.disable()


@pytest.fixture(autouse=True)
def _garbage() -> Iterator[None]:
    yield
    due = [n for n, most in enumerate(gc.get_threshold()) if gc.get_count()[n] > most]
    if due:
        gc.collect(due[-1])


class _Errors(logging.Handler):
    """Keeps what was logged at ERROR and above while one test ran."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []
        self.expected = False

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _error_log() -> Iterator[_Errors]:
    """Fails a test that logged an error nobody asked for."""
    errors = _Errors()
    logging.getLogger().addHandler(errors)
    yield errors
    logging.getLogger().removeHandler(errors)
    if errors.records and not errors.expected:
        said = "\n".join(f"{r.name}: {r.getMessage()}" for r in errors.records)
        pytest.fail(
            f"logged an error (ask for the fixture expected_errors if it is right):\n{said}"
        )


@pytest.fixture
def expected_errors(_error_log: _Errors) -> list[logging.LogRecord]:
    """The error records of this test, which may log errors: assert on them."""
    _error_log.expected = True
    return _error_log.records


PollUntil = Callable[..., object]


@pytest.fixture
def poll_until() -> PollUntil:
    """poll_until(predicate, timeout=5.0): its first true value, or the test fails."""

    def poll(predicate: Callable[[], object], timeout: float = 5.0) -> object:
        deadline = time.monotonic() + timeout
        pause = threading.Event()
        while True:
            if value := predicate():
                return value
            if time.monotonic() >= deadline:
                pytest.fail(f"not within {timeout} s: {predicate}")
            pause.wait(0.005)

    return poll
