"""The bundled font in two weights, for every PDF: what is embedded shows everywhere alike."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
from reportlab.pdfbase.ttfonts import TTFont

from app.settings import RESOURCES

REGULAR, MEDIUM = "Shuke", "Shuke-Medium"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", MEDIUM: "NotoSansSC-Medium.ttf"}


def register_fonts() -> None:
    """Once a program: a font that is known is not read again."""
    known = getRegisteredFontNames()
    for name, file in _FILES.items():
        if name not in known:
            registerFont(TTFont(name, str(RESOURCES / "fonts" / file)))
