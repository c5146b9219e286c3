"""A shop's picture made fit for a head that knows black and white only: shrunk and dithered."""

from __future__ import annotations

import base64
import json

from app.domain.errors import Refused
from app.reports.labels.picture_file import grey_picture

MOST_HEIGHT = 240  # dots: three centimetres of paper for every receipt are enough
DOTS = {32: 368, 42: 496}  # by columns: a little less than the paper, as cheap printers want it
WIDE = 560
SIDE = 2 * WIDE  # it is read so large, and shrunk to its place from there


def made(data: bytes, *, columns: int, width_percent: int = 60, dither: bool = True) -> str:
    """What `Shop.extra` keeps: width, height and bits in JSON. Any picture file that Pillow reads.

    It is put on white, shrunk to the share of the paper's width, never enlarged. Without `dither`
    a line drawing keeps sharp edges. Refused `logo.unreadable`, `logo.too_large`, `logo.empty`.
    """
    from PIL import Image, ImageOps

    grey = grey_picture(data, SIDE)
    room = next((dots for least, dots in DOTS.items() if columns <= least), WIDE)
    width = max(8, min(grey.width, room * max(10, min(width_percent, 100)) // 100))
    height = max(1, grey.height * width // grey.width)
    if height > MOST_HEIGHT:
        width, height = max(8, width * MOST_HEIGHT // height), MOST_HEIGHT
    small = ImageOps.autocontrast(grey.resize((width, height), Image.Resampling.LANCZOS))
    how = Image.Dither.FLOYDSTEINBERG if dither else Image.Dither.NONE
    bits = ImageOps.invert(small.convert("1", dither=how).convert("L")).convert("1").tobytes()
    if not any(bits):
        raise Refused("logo.empty")
    return json.dumps(
        {"width": width, "height": height, "bits": base64.b64encode(bits).decode()}, sort_keys=True
    )
