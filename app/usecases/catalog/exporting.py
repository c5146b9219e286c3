"""Writes the catalogue as a file that a spreadsheet opens and `importing` reads back unchanged."""

from __future__ import annotations

from app.usecases.services import Services


def export_csv(s: Services, language: str = "zh_CN", *, active: bool | None = True) -> bytes:
    """UTF-8 with a mark (spreadsheets need it), headers in `language`. Report thread."""
    raise NotImplementedError
