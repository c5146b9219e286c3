"""How a measure takes time: best-effort quiet, medians and percentiles, never one lucky run."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def garbage_left() -> Iterator[None]:
    """As in the till, where the thread that writes never collects: the window does, when it has
    nothing to do (ui/bridge/garbage.py)."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def samples_ms(work: Callable[[], object], count: int, warm: int = 5) -> list[float]:
    """Wall time of `count` calls in milliseconds, after `warm` calls that do not count."""
    for _ in range(warm):
        work()
    gc.collect()
    taken = []
    for _ in range(count):
        began = time.perf_counter_ns()
        work()
        taken.append((time.perf_counter_ns() - began) / 1e6)
    return taken


def median(samples: list[float]) -> float:
    """The middle one."""
    return statistics.median(samples)


def percentile(samples: list[float], share: float) -> float:
    """The sample below which `share` of all lie: 0.95 is p95."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
