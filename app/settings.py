"""How this machine runs the till: read once at the start, frozen, passed down.

What belongs to the shop (name, tax, limits) is in the journal; what belongs to the machine (folder,
screen, encryption) is here: a small TOML file in the settings folder, and the command line over it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
