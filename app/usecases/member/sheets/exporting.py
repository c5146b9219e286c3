"""Members as a file that a spreadsheet opens; who took it out stands in the journal (R54)."""

from __future__ import annotations

from app.domain.permissions import Operator
from app.usecases.outcome import Outcome
from app.usecases.services import Services


def export(
    s: Services,
    operator: Operator,
    *,
    form: str = "xlsx",
    language: str = "zh_CN",
    full_phone: bool = False,
    with_health: bool = False,
    why: str = "",
) -> Outcome[bytes]:
    """The file's bytes, `form` xlsx or csv; phones masked and no health notes unless asked for."""
    raise NotImplementedError
