"""Business dates as days that can be counted, and where the windows of a condition begin and end."""

from __future__ import annotations
