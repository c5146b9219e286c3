"""The tree is held to the rules of tidy_rules.py, and every rule is shown that it can fail."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import tidy_rules as rules
from tests.tidy_rules import CODE_RULES, FOLDER_FILES, TEXT_RULES, Source

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("app", "ui", "hardware", "tests", "packaging", "resources", ".ci")

# a package with one or two modules, and why it is one all the same; the list can only shrink
YOUNG_FOLDERS: dict[str, str] = {}


def paths() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((ROOT / room).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path
    yield from (path for path in sorted(ROOT.iterdir()) if path.is_file())


@cache
def sources(suffix: str = "") -> list[Source]:
    """Every text file of the tree; binary ones (fonts, icons, golden bytes) have no words."""
    found = []
    for path in paths():
        if path.name.endswith(suffix):
            try:
                found.append(Source(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")))
            except UnicodeDecodeError:
                continue
    return found


def faults(rule: rules.Rule, source: Source) -> list[str]:
    return [f"{source.path}:{line} {what}" for line, what in rule(source)]


@pytest.mark.parametrize("rule", CODE_RULES, ids=lambda rule: rule.__name__)
def test_code(rule):
    found = [fault for source in sources(".py") for fault in faults(rule, source)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("rule", TEXT_RULES, ids=lambda rule: rule.__name__)
def test_text(rule):
    found = [fault for source in sources() for fault in faults(rule, source)]
    assert not found, "\n".join(found)


def crowding(folder: Path, name: str, young: dict[str, str]) -> str | None:
    """What is wrong with the number of files in a package; its plaque, __init__.py, is not counted.

    Too many counts modules; too few counts packages inside too. A lone plaque is a room to come.
    """
    modules = len([path for path in folder.glob("*.py") if path.name != "__init__.py"])
    inside = modules + len(list(folder.glob("*/__init__.py")))
    if modules > FOLDER_FILES[-1]:
        return f"{name}: {modules} files; split it by noun"
    if 0 < inside < FOLDER_FILES[0] and name not in young:
        return f"{name}: {inside} files; a folder is for three and more"
    if inside >= FOLDER_FILES[0] and name in young:
        return f"{name}: grown up; take it off YOUNG_FOLDERS"
    return None


def test_folders():
    rooms = ("app", "ui", "hardware", "tests")
    folders = [plaque.parent for room in rooms for plaque in (ROOT / room).rglob("__init__.py")]
    found = [crowding(f, f.relative_to(ROOT).as_posix(), YOUNG_FOLDERS) for f in sorted(folders)]
    wrong = [fault for fault in found if fault]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("count", [1, 2, 16])
def test_folders_can_fail(tmp_path, count):
    for number in range(count):
        (tmp_path / f"m{number}.py").touch()
    (tmp_path / "__init__.py").touch()
    assert crowding(tmp_path, "app/room", {})


def test_an_exemption_that_is_not_needed_is_a_fault(tmp_path):
    for number in range(3):
        (tmp_path / f"m{number}.py").touch()
    assert crowding(tmp_path, "app/room", {"app/room": "small"})
    assert not crowding(tmp_path, "app/room", {})
    named = {*rules.MAY_DIVIDE, *YOUNG_FOLDERS}
    assert not [name for name in named if not (ROOT / name).exists()]


PLANTED = [
    (rules.file_length, "app/x.py", "\n" * 501),
    (rules.line_width, "app/x.py", "x" * 101),
    (rules.function_length, "app/x.py", "def f():\n" + "    x = 1\n" * 70),
    (rules.positional_parameters, "app/x.py", "def f(a, b, c, d, e, f): ..."),
    (rules.positional_parameters, "ui/x.py", "class A:\n def f(self, a, b, c, d, e, f): ..."),
    (rules.module_docstring, "hardware/x.py", "x = 1"),
    (rules.banned_imports, "app/x.py", "import uuid"),
    (rules.banned_imports, "app/x.py", "from uuid_utils import uuid7"),
    (rules.banned_imports, "ui/x.py", "import random"),
    (rules.banned_imports, "tests/x.py", "from unittest.mock import patch"),
    (rules.banned_imports, "tests/x.py", "from unittest import mock"),
    (rules.banned_imports, "app/sync/x.py", "import asyncio"),
    (rules.clock, "app/x.py", "import time\ntime.time()"),
    (rules.clock, "app/x.py", "from time import time as t\nt()"),
    (rules.clock, "hardware/x.py", "import datetime\ndatetime.datetime.now()"),
    (rules.clock, "ui/x.py", "from datetime import date\ndate.today()"),
    (rules.printing, "app/usecases/x.py", "print('a')"),
    (rules.nested_loops, "ui/x.py", "QApplication.processEvents()"),
    (rules.nested_loops, "tests/x.py", "app.processEvents()"),
    (rules.nested_loops, "ui/shell/x.py", "dialog.exec()"),
    (rules.nested_loops, "ui/shell/x.py", "AskPin(self).exec_()"),
    (rules.nested_loops, "ui/shell/x.py", "QMessageBox.question(self, 'a', 'b')"),
    (rules.nested_loops, "ui/shell/x.py", "QFileDialog.getOpenFileName(self)"),
    (rules.money_is_whole, "app/domain/x.py", "float('1')"),
    (rules.money_is_whole, "app/usecases/x.py", "a = b / 2"),
    (rules.money_is_whole, "app/store/x.py", "a /= 2"),
    (rules.catching_all, "app/x.py", "try:\n a()\nexcept Exception:\n b()"),
    (rules.catching_all, "app/x.py", "try:\n a()\nexcept:\n b()"),
    (rules.catching_all, "ui/x.py", "try:\n a()\nexcept (OSError, BaseException):\n b()"),
    (rules.catching_all, "ui/x.py", "with contextlib.suppress(Exception): a()"),
    (rules.globals_, "app/x.py", "def f():\n global a\n a = 1"),
    (rules.fixed_sleeps, "tests/x.py", "import time\ntime.sleep(1)"),
    (rules.fixed_sleeps, "tests/ui/x.py", "qtbot.wait(50)"),
    (rules.left_for_later, "README.md", "TO" + "DO: say more"),
    (rules.machine_paths, "README.md", "cd /wo" + "rk/main"),
    (rules.machine_paths, "app/x.py", "HOME = '/ro" + "ot'"),
    (rules.machine_paths, "requirements.lock", "--index-url https://py" + "pi.org/simple"),
    (rules.file_name, "app/store/print_manager.py", ""),
    (rules.file_name, "ui/utils/x.py", ""),
]

CLEAN = [
    (rules.positional_parameters, "app/x.py", "def f(a, b, c, d, e, *, f): ..."),
    (rules.banned_imports, "app/clock.py", "import uuid_utils"),
    (rules.clock, "app/x.py", "import time\ntime.monotonic()\nbasket.now()"),
    (rules.printing, "app/cli/x.py", "print('a')"),
    (rules.nested_loops, "ui/main.py", "application.exec()"),
    (rules.money_is_whole, "app/store/x.py", "a = folder / 'till' / name\nb = c // 2"),
    (rules.money_is_whole, "ui/kit/x.py", "a = width / 2"),
    (rules.catching_all, "app/x.py", "try:\n a()\nexcept BaseException:\n back()\n raise"),
    (rules.catching_all, "ui/bridge/runner.py", "try:\n a()\nexcept Exception:\n b()"),
    (rules.machine_paths, "README.md", "a chroot, the work/root folder, /rootless"),
    (rules.file_name, "app/domain/commonwealth.py", ""),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED)
def test_every_rule_can_fail(rule, path, text):
    assert faults(rule, Source(path, text))


@pytest.mark.parametrize(("rule", "path", "text"), CLEAN)
def test_no_rule_cries_wolf(rule, path, text):
    assert not faults(rule, Source(path, text))


def test_every_rule_has_its_planted_fault():
    assert {rule for rule, _, _ in PLANTED} == {*CODE_RULES, *TEXT_RULES}
