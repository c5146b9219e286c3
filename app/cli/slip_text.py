"""A slip as plain text on a terminal, near enough to the paper to be read."""

from __future__ import annotations

from app.usecases.ports import Slip
from app.words import paper_columns

WIDTH = 48


def text_of(slip: Slip, width: int = WIDTH) -> str:
    """Lines of text; pictures and QR codes as a word in brackets."""
    return "\n".join(_line(item, width) for item in slip["items"] if item["is"] != "cut")


def _line(item: Slip, width: int) -> str:
    kind = item["is"]
    if kind == "text":
        text = str(item["text"])
        return _padded(text, width, str(item.get("align", "left"))).rstrip()
    if kind == "columns":
        return _cells(item["cells"], width)
    if kind == "rule":
        return str(item.get("char", "-")) * width
    if kind == "feed":
        return ""
    return f"[{kind} {item.get('data', '')}]"


def _cells(cells: list[Slip], width: int) -> str:
    """Cells side by side with a column of air: fixed ones as given, the rest by their weights."""
    fixed = [_fixed(cell) for cell in cells]
    sharing = [cell for cell, cols in zip(cells, fixed, strict=True) if not cols]
    weights = sum(int(cell.get("weight", 1)) for cell in sharing)
    room = max(0, width - sum(fixed) - len(cells) + 1)
    parts = []
    for cell, cols in zip(cells, fixed, strict=True):
        share = room * int(cell.get("weight", 1)) // weights if weights else 0
        parts.append(_padded(str(cell["text"]), cols or share, str(cell.get("align", "left"))))
    return " ".join(parts).rstrip()


def _fixed(cell: Slip) -> int:
    """A cell's own width: given, or its text's when it has no weight; 0 when it shares."""
    cols = int(cell.get("cols", 0))
    return cols or (0 if cell.get("weight", 1) else paper_columns(str(cell["text"])))


def _padded(text: str, width: int, align: str) -> str:
    room = max(0, width - paper_columns(text))
    if align == "right":
        return " " * room + text
    if align == "center":
        return " " * (room // 2) + text
    return text + " " * room
