"""The rail with its keys, and the page behind its key More."""

from ui.shell.rail.keys import Rail
from ui.shell.rail.room import Reach, reach

__all__ = ["Rail", "Reach", "reach"]
