"""A disk as a power cut leaves it: what was synced is there; of the rest any part, in any order.

The model is pessimistic on purpose. Of writes that no sync followed, any may be lost, torn at 512
bytes, or have come before earlier ones. A name in the folder (made, removed, renamed) is safe only
when the folder was synced; the sync of a file does not save its name.
"""

from __future__ import annotations

import random  # noqa: TID251 - cuts are seeded
from dataclasses import dataclass, field

from tests.power.record import Op

SECTOR = 512


@dataclass
class Disk:
    """Apply a record's operations in order; `cut` gives one image of what might be left."""

    files: dict[int, bytearray] = field(default_factory=dict)  # what is safe, by inode
    names: dict[str, int] = field(default_factory=dict)  # names that are safe
    now: dict[str, int] = field(default_factory=dict)  # names as the program sees them
    writes: list[tuple[int, Op]] = field(default_factory=list)  # not synced yet
    moves: list[tuple[Op, int]] = field(default_factory=list)  # names not synced yet
    made: int = 0

    def apply(self, op: Op) -> None:
        """One operation of the program."""
        if op.kind == "make":
            if op.name not in self.now:
                self.made += 1
                self.now[op.name] = self.made
                self.files[self.made] = bytearray()
                self.moves.append((op, self.made))
        elif op.kind == "unlink":
            self.now.pop(op.name, None)
            self.moves.append((op, 0))
        elif op.kind == "rename":
            self.now[op.data.decode()] = self.now.pop(op.name)
            self.moves.append((op, 0))
        elif op.kind == "syncdir":
            for move, inode in self.moves:
                _move(self.names, move, inode)
            self.moves.clear()
        elif op.kind == "sync":
            self._sync(self.now[op.name])
        elif op.kind in ("write", "truncate") and op.name in self.now:
            self.writes.append((self.now[op.name], op))

    def _sync(self, inode: int) -> None:
        left = []
        for place, op in self.writes:
            if place == inode:
                _write(self.files[inode], op, len(op.data))
            else:
                left.append((place, op))
        self.writes = left

    def cut(self, dice: random.Random) -> dict[str, bytes]:
        """One image: file name to content."""
        names = dict(self.names)
        keep = dice.random()
        ordered = dice.random() < 0.7
        for number, (move, inode) in enumerate(self.moves):
            if ordered and dice.random() < 1 / (len(self.moves) - number + 1):
                break
            if ordered or dice.random() < keep:
                _move(names, move, inode)
        kept = [(place, op) for place, op in self.writes if dice.random() < keep]
        if dice.random() < 0.5:
            dice.shuffle(kept)
        changed: dict[int, bytearray] = {}
        for place, op in kept:
            content = changed.setdefault(place, bytearray(self.files[place]))
            _write(content, op, _torn(op, dice))
        return {name: bytes(changed.get(inode, self.files[inode])) for name, inode in names.items()}


def _torn(op: Op, dice: random.Random) -> int:
    """How many bytes of a write came through."""
    size = len(op.data)
    if size > SECTOR and dice.random() < 0.3:
        return SECTOR * dice.randrange(1, (size + SECTOR - 1) // SECTOR)
    return size


def _write(content: bytearray, op: Op, size: int) -> None:
    if op.kind == "truncate":
        del content[op.offset :]
        content.extend(bytes(op.offset - len(content)))
        return
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    content[op.offset : op.offset + size] = op.data[:size]


def _move(names: dict[str, int], op: Op, inode: int) -> None:
    if op.kind == "make":
        names[op.name] = inode
    elif op.kind == "unlink":
        names.pop(op.name, None)
    elif op.name in names:
        names[op.data.decode()] = names.pop(op.name)
