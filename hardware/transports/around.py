"""A wire around another one: what all that listen in or interfere pass on unchanged."""

from __future__ import annotations

from hardware.api.device import Transport, keeps_answers


class Around:
    """`_inner` is the wire inside; opening, writing, reading, closing are the outer one's own."""

    def __init__(self, inner: Transport) -> None:
        self._inner = inner

    @property
    def name(self) -> str:
        return self._inner.name

    @property
    def two_way(self) -> bool:
        return self._inner.two_way

    @property
    def is_open(self) -> bool:
        return self._inner.is_open

    @property
    def keeps_answers(self) -> bool:
        return keeps_answers(self._inner)

    def abort(self) -> None:
        self._inner.abort()
