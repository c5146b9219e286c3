"""Every import contract of pyproject.toml can fail: each is broken once, in an empty copy."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

# contract: (module, the import that it must not have)
PLANTED = {
    "till layers": ("app/store/planted.py", "import app.usecases"),
    "domain layers": ("app/domain/pricing/planted.py", "import app.domain.checkout"),
    "ui layers; features do not know each other": (
        "ui/members/planted.py",
        "import ui.checkout",
    ),
    "domain and protocol are pure": ("app/domain/pricing/planted.py", "import app.clock"),
    "head office shares only domain, protocol, reports, notifications": (
        "app/headoffice/planted.py",
        "import app.store",
    ),
    "nobody on the till imports head office": ("app/usecases/planted.py", "import app.headoffice"),
    "hardware is an island": ("hardware/api/planted.py", "import app.domain"),
    "vendor device libraries only in drivers and transports": (
        "hardware/fakes/planted.py",
        "import serial",
    ),
    "one driver never imports another": (
        "hardware/drivers/planted.py",
        "import hardware.drivers.planted_twin",
    ),
    "screens see use cases, not tables or wires": ("ui/kit/planted.py", "import app.store"),
    "presenters and view-models are Qt-free": ("ui/people/presenter.py", "import PySide6"),
    "Qt lives only in ui": ("app/reports/planted.py", "import PySide6.QtCore"),
    "only peripherals and bootstrap touch hardware": (
        "app/usecases/planted.py",
        "import hardware.api",
    ),
    "SQL lives only in the two stores": ("app/usecases/planted.py", "import sqlalchemy"),
    "hardware layers": ("hardware/transports/planted.py", "import hardware.drivers"),
    "only entry points build the house": ("ui/kit/planted.py", "import app.bootstrap"),
}


def empty_copy(to: Path) -> None:
    """The tree with every module empty, and the contracts."""
    for room in ("app", "ui", "hardware"):
        for module in (ROOT / room).rglob("*.py"):
            copy = to / module.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.touch()
    (to / "hardware/drivers/planted_twin.py").touch()
    (to / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())


def verdicts(tree: Path) -> dict[str, str]:
    """Contract name to KEPT or BROKEN."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=tree,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {}
    for line in done.stdout.splitlines():
        name, _, verdict = line.rpartition(" ")
        if verdict in ("KEPT", "BROKEN"):
            found[name] = verdict
    assert found, done.stdout + done.stderr
    return found


def test_an_empty_tree_keeps_them_all(tmp_path):
    empty_copy(tmp_path)
    found = verdicts(tmp_path)
    assert set(found.values()) == {"KEPT"}
    assert PLANTED.keys() == found.keys()


@pytest.mark.parametrize("contract", PLANTED)
def test_each_can_fail(tmp_path, contract):
    empty_copy(tmp_path)
    module, line = PLANTED[contract]
    (tmp_path / module).write_text(line + "\n", "utf-8")
    assert verdicts(tmp_path)[contract] == "BROKEN"
