"""Records what a program does to its data folder, through strace: every write, sync, and promise.

strace needs `-s 65536 -xx`, or bytes are cut (agreements 36). Memory-mapped writes are not seen;
the store maps nothing but the WAL's index, which SQLite makes anew after a crash.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CALLS = (
    *("openat", "open", "creat", "pwrite64", "pwritev", "write", "writev", "lseek"),
    *("fsync", "fdatasync", "ftruncate", "unlink", "unlinkat", "rename", "renameat", "renameat2"),
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += +(-?\d+)", re.DOTALL)
_UNFINISHED = re.compile(r"^(\d+) +(.*) <unfinished \.\.\.>$", re.DOTALL)
_RESUMED = re.compile(r"^(\d+) +<\.\.\. \w+ resumed>(.*)$", re.DOTALL)
_FD = re.compile(r"^(-?\d+|AT_FDCWD)(?:<((?:[^>\\]|\\x[0-9a-f]{2}|\\.)*)>)?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')


class CannotRecord(Exception):
    """strace is not here, or may not trace."""


@dataclass(frozen=True, slots=True)
class Op:
    """One thing that happened. `kind`: make, write, truncate, unlink, rename, sync, syncdir, ack.

    `name` is the file's in the folder; `data` what was written, the new name, or the promise.
    """

    kind: str
    name: str
    offset: int = 0
    data: bytes = b""


def record(folder: Path, *words: str) -> list[Op]:
    """Run `python -m tests.power.selling FOLDER words...` and give back what it did."""
    strace = shutil.which("strace")
    if strace is None:
        raise CannotRecord("strace is not installed")
    trace = folder.with_name(folder.name + ".strace")
    done = subprocess.run(
        [
            *(strace, "-f", "-y", "-s", "65536", "-xx", "-o", trace),
            *("-e", f"trace={','.join(CALLS)}"),
            *(sys.executable, "-m", "tests.power.selling", folder, *words),
        ],
        capture_output=True,
        check=False,
        cwd=Path(__file__).resolve().parents[2],
    )
    if done.returncode:
        raise CannotRecord(done.stderr.decode(errors="replace")[-2000:])
    ops = list(_ops(trace, folder))
    trace.unlink()
    promised = [op for op in ops if op.kind == "ack"]
    if len(promised) != done.stdout.count(b"ACK"):
        raise CannotRecord("the record is not whole")
    return ops


def _lines(trace: Path) -> Iterator[str]:
    """Lines with what threads interleaved put together again."""
    begun: dict[str, str] = {}
    with trace.open(encoding="ascii", errors="replace") as file:
        for raw in file:
            line = raw.rstrip("\n")
            if found := _UNFINISHED.match(line):
                begun[found[1]] = found[2]
            elif found := _RESUMED.match(line):
                yield f"{found[1]} {begun.pop(found[1], '')}{found[2]}"
            else:
                yield line


def _ops(trace: Path, folder: Path) -> Iterator[Op]:
    places: dict[str, int] = {}  # where plain write() goes on, by pid and descriptor
    for line in _lines(trace):
        found = _LINE.match(line)
        if found and int(found[4]) >= 0:
            yield from _op(found[2], found[3], int(found[4]), folder, places)


def _op(call: str, rest: str, result: int, folder: Path, places: dict[str, int]) -> Iterator[Op]:
    descriptor, path = _descriptor(rest)
    texts = [_bytes(text) for text, _ in _TEXT.findall(rest)]
    name = _inside(path, folder)
    if call in ("open", "openat", "creat"):
        made = _inside(texts[0].decode(), folder) if texts else None
        if made and ("O_CREAT" in rest or call == "creat"):
            yield Op("make", made)
            if "O_TRUNC" in rest:
                yield Op("truncate", made, 0)
        places[str(result)] = 0
    elif call in ("unlink", "unlinkat", "rename", "renameat", "renameat2"):
        names = [_inside(text.decode(), folder) for text in texts]
        if names and names[0]:
            if call.startswith("unlink"):
                yield Op("unlink", names[0])
            else:
                yield Op("rename", names[0], 0, (names[1] or "").encode())
    elif call == "write" and texts and texts[0].startswith(b"ACK "):
        yield Op("ack", "", 0, texts[0])
    elif call in ("fsync", "fdatasync"):
        if path == str(folder):
            yield Op("syncdir", "")
        elif name:
            yield Op("sync", name)
    elif name:
        yield from _data(call, rest, name, texts, places.setdefault(descriptor, 0))
        if call == "lseek":
            places[descriptor] = result
        elif call == "write":
            places[descriptor] += result


def _data(call: str, rest: str, name: str, texts: list[bytes], place: int) -> Iterator[Op]:
    numbers = [int(one) for one in re.findall(r", (\d+)(?=,|$)", rest)]
    if call == "pwrite64":
        yield Op("write", name, numbers[-1], texts[0])
    elif call == "write":
        yield Op("write", name, place, texts[0])
    elif call == "ftruncate":
        yield Op("truncate", name, numbers[-1])
    elif call in ("pwritev", "writev"):
        raise CannotRecord(f"{call} is not understood")


def _descriptor(rest: str) -> tuple[str, str]:
    found = _FD.match(rest)
    if not found:
        return "", ""
    return found[1], _bytes(found[2] or "").decode(errors="replace").removesuffix(" (deleted)")


def _bytes(text: str) -> bytes:
    """`\\x41\\x42` as bytes; a path may also stand as it is."""
    if "\\x" not in text:
        return text.encode()
    return bytes.fromhex(text.replace("\\x", ""))


def _inside(path: str, folder: Path) -> str | None:
    """The file's name when it lies in the folder and matters after a crash."""
    head, _, name = path.rpartition("/")
    return name if head == str(folder) and name and not name.endswith("-shm") else None
