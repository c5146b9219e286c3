"""The verifier that goes with an export: one plain Python file, joined from resources/verify.

Its parts are kept apart to be read and tested; an auditor gets one file that needs nothing of ours.
"""

from __future__ import annotations

from app.settings import RESOURCES

NAME = "shuke_verify.py"
PARTS = ("shapes", "ed25519", "journal", "sources", "words", "main")
_OURS, _FUTURE = "from .", "from __future__"


def standalone() -> str:
    """The whole program as text: the parts in order, without what they import of each other."""
    folder = RESOURCES / "verify"
    joined = []
    for place, name in enumerate(PARTS):
        lines = (folder / f"{name}.py").read_text(encoding="utf-8").splitlines()
        kept = [
            line
            for line in lines
            if not line.startswith(_OURS) and not (place and line.startswith(_FUTURE))
        ]
        joined.append("\n".join(kept).strip())
    return "\n\n\n".join(joined) + "\n"
