"""The rules of the house that no linter knows, each a pure function from one file to its faults.

They are a ratchet: a limit is never raised, and an exemption that is no longer needed is a fault
itself (see test_tidy.py), so the lists below can only shrink.
"""

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

FILE_LINES, FUNCTION_LINES, LINE_WIDTH, POSITIONAL = 500, 70, 100, 5
FOLDER_FILES = range(3, 16)

PROGRAM = ("app/", "ui/", "hardware/")
MONEY = ("app/domain/", "app/usecases/", "app/store/", "app/reports/")
GENERATED = ("app/store/migrations/versions/",)

# module: the only places that may import it, and why the rest may not
IMPORTS = {
    "uuid": (("app/clock.py",), "only app/clock.py makes ids"),
    "uuid_utils": (("app/clock.py",), "only app/clock.py makes ids"),
    "random": (("tests/", "packaging/"), "the program has no dice; keys come from secrets"),
    "asyncio": (("app/headoffice/", "tests/headoffice/"), "asyncio lives in head office only"),
    "unittest.mock": ((), "fakes are shipped classes, never patched mocks"),
    "mock": ((), "fakes are shipped classes, never patched mocks"),
}
CLOCK_READS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.ctime"),
}
NESTED_LOOPS = re.compile(
    r"(^|\.)(exec_?|QEventLoop)$|QMessageBox\.(about|critical|information|question|warning)$"
    r"|QInputDialog\.get\w+$|Q(File|Color|Font)Dialog\.get\w+$"
)
BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = {
    "ui/bridge/runner.py",
    "hardware/supervisor.py",
    "app/sync/worker.py",
    "app/headoffice/middleware.py",
}
MAY_DIVIDE: dict[str, str] = {}  # file: why a float is right there
FORBIDDEN_NAMES = {"manager", "helper", "util", "common", "misc"}

# put together here so that this file does not say them itself
LATER = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "HA" + "CK")) + r")\b")
MACHINE = re.compile(
    "|".join(
        (
            r"(?<![\w.~-])/(?:wo" + r"rk|ro" + r"ot)(?=/|\b(?!-))",
            r"/tmp/sh" + "uke",
            r"\.\./sha" + "red",
            "clean" + "-room",
            r"py" + r"pi\.org",
            "python" + r"hosted\.org",
            "npm" + r"js\.",
            "crates" + r"\.io",
        )
    )
)


@dataclass(frozen=True)
class Source:
    """One file: its path from the root with forward slashes, and its text."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def under(self, *places: str) -> bool:
        return self.path.startswith(places)

    def calls(self) -> Iterator[tuple[int, str]]:
        """(line, dotted name) of every call, e.g. (12, "time.time")."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Call):
                yield node.lineno, dotted(node.func)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        for node in ast.walk(self.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield node


Fault = tuple[int, str]  # (line, what is wrong)
Rule = Callable[[Source], Iterator[Fault]]


def dotted(node: ast.expr) -> str:
    """a.b.c as text; what is not a name (a call, a subscript) becomes an empty first part."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def file_length(source: Source) -> Iterator[Fault]:
    if len(source.lines) > FILE_LINES and not source.under(*GENERATED):
        yield FILE_LINES, f"{len(source.lines)} lines: split it by what changes together"


def line_width(source: Source) -> Iterator[Fault]:
    for number, line in enumerate(source.lines, 1):
        if len(line) > LINE_WIDTH and not source.under(*GENERATED):
            yield number, f"{len(line)} characters"


def function_length(source: Source) -> Iterator[Fault]:
    for node in source.functions():
        length = (node.end_lineno or node.lineno) - node.lineno + 1
        if length > FUNCTION_LINES and not source.under(*GENERATED):
            yield node.lineno, f"{node.name} has {length} lines"


def positional_parameters(source: Source) -> Iterator[Fault]:
    """Tests are exempt: their parameters are fixtures, passed by name."""
    if source.under("tests/"):
        return
    for node in source.functions():
        names = [arg.arg for arg in (*node.args.posonlyargs, *node.args.args)]
        count = len(names) - (names[:1] in (["self"], ["cls"]))
        if count > POSITIONAL:
            yield node.lineno, f"{node.name} takes {count} positional parameters: put in a *"


def module_docstring(source: Source) -> Iterator[Fault]:
    if source.under(*PROGRAM) and not ast.get_docstring(source.tree):
        yield 1, "a module says why it exists"


def banned_imports(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            base = node.module or ""
            names = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        for name in names:
            allowed, why = IMPORTS.get(name, (("",), ""))
            if not source.under(*allowed):
                yield node.lineno, f"imports {name}: {why}"


def clock(source: Source) -> Iterator[Fault]:
    """Also by `from time import time`, which hides the module's name from the call."""
    bare = {
        f"{node.module}.{alias.name}": alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.module in ("time", "datetime")
        for alias in node.names
    }
    hidden = {name for full, name in bare.items() if full in CLOCK_READS}
    if source.under(*PROGRAM) and source.path != "app/clock.py":
        for line, name in source.calls():
            if ".".join(name.split(".")[-2:]) in CLOCK_READS or name in hidden:
                yield line, f"{name}: only app/clock.py reads the clock"


def printing(source: Source) -> Iterator[Fault]:
    if source.under(*PROGRAM) and not source.under("app/cli/"):
        for line, name in source.calls():
            if name == "print":
                yield line, "print: only the command line prints"


def nested_loops(source: Source) -> Iterator[Fault]:
    """The GUI has one event loop. QApplication's own exec is started in ui/main.py."""
    for line, name in source.calls():
        if name.split(".")[-1] == "processEvents":
            yield line, "processEvents: hand the work to the runner instead"
        elif source.under("ui/") and source.path != "ui/main.py" and NESTED_LOOPS.search(name):
            yield line, f"{name} waits in a loop of its own: use open() and a signal"


def money_is_whole(source: Source) -> Iterator[Fault]:
    """No float( and no true division where money is. A path is joined with a text, or joinpath."""
    if not source.under(*MONEY) or source.path in MAY_DIVIDE:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and dotted(node.func) == "float":
            yield node.lineno, "float() where money is"
        elif isinstance(node, ast.AugAssign) and isinstance(node.op, ast.Div):
            yield node.lineno, "/= where money is: use // and say how it rounds"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and not _is_path(node):
            yield node.lineno, "/ where money is: use // and say how it rounds"


def _is_path(node: ast.BinOp) -> bool:
    sides: list[ast.expr] = [node.left, node.right]
    return any(
        isinstance(side, ast.JoinedStr)
        or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        or (isinstance(side, ast.BinOp) and isinstance(side.op, ast.Div) and _is_path(side))
        for side in sides
    )


def catching_all(source: Source) -> Iterator[Fault]:
    """Cleaning up and raising again is not catching: it must end in a bare raise."""
    if not source.under(*PROGRAM) or source.path in MAY_CATCH_ALL:
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            broad = any(kind is None or dotted(kind) in BROAD for kind in kinds)
            last = node.body[-1]
            if broad and not (isinstance(last, ast.Raise) and last.exc is None):
                yield node.lineno, "catches everything: name what the world can do here"
        elif isinstance(node, ast.Call) and dotted(node.func).endswith("suppress"):
            yield from (
                (a.lineno, "suppresses everything") for a in node.args if dotted(a) in BROAD
            )


def globals_(source: Source) -> Iterator[Fault]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Global):
            yield node.lineno, "global: pass it in"


def fixed_sleeps(source: Source) -> Iterator[Fault]:
    if source.under("tests/"):
        for line, name in source.calls():
            if name in ("time.sleep", "sleep", "qtbot.wait", "QTest.qWait"):
                yield line, f"{name}: poll_until or qtbot.waitUntil"


def left_for_later(source: Source) -> Iterator[Fault]:
    for number, line in enumerate(source.lines, 1):
        if found := LATER.search(line):
            yield number, f"{found[0]}: do it, or write an issue"


def machine_paths(source: Source) -> Iterator[Fault]:
    for number, line in enumerate(source.lines, 1):
        if found := MACHINE.search(line):
            yield number, f"{found[0]!r} is a place of one machine"


def file_name(source: Source) -> Iterator[Fault]:
    for part in PurePosixPath(source.path).parts:
        words = re.split(r"[\W_]+", part.lower())
        if bad := [word for word in words if word.removesuffix("s") in FORBIDDEN_NAMES]:
            yield 1, f"{bad[0]!r} in a name says nothing: name the noun"


CODE_RULES: tuple[Rule, ...] = (
    *(file_length, line_width, function_length, positional_parameters, module_docstring),
    *(banned_imports, clock, printing, nested_loops, money_is_whole, catching_all),
    *(globals_, fixed_sleeps),
)
TEXT_RULES: tuple[Rule, ...] = (left_for_later, machine_paths, file_name)
