"""A shop's picture out of any file: grey, on white, and small before it is worked with.

A picture of forty million dots that is unpacked whole costs hundreds of megabytes. A JPEG is
unpacked at a part of its size; what cannot be is refused earlier.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from app.domain.errors import Refused

if TYPE_CHECKING:
    from PIL import Image as PilImage

MOST_BYTES = 10_000_000
MOST_PIXELS = 40_000_000
MOST_UNPACKED = 16_000_000  # 64 MB with transparency; a camera's larger ones are JPEG
FORMATS = ("PNG", "JPEG", "BMP", "GIF", "WEBP", "TIFF")  # none that runs what a file says
_PLAIN = ("L", "RGB")


def grey_picture(data: bytes, side: int) -> PilImage.Image:
    """At most `side` dots either way, upright. Refused `logo.unreadable`, `logo.too_large`."""
    from PIL import Image, ImageOps

    if len(data) > MOST_BYTES:
        raise Refused("logo.too_large")
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as raw:
            whole = raw.width * raw.height
            raw.draft("RGB", (side, side))
            if whole > MOST_PIXELS or raw.width * raw.height > MOST_UNPACKED:
                raise Refused("logo.too_large")
            plain = raw.mode in _PLAIN and "transparency" not in raw.info
            small = raw if plain else raw.convert("RGBA")
            small.thumbnail((side, side), Image.Resampling.LANCZOS)
            upright = ImageOps.exif_transpose(small).convert("RGBA")
    except Image.DecompressionBombError as error:
        raise Refused("logo.too_large") from error
    except (OSError, ValueError, SyntaxError) as error:
        raise Refused("logo.unreadable") from error
    paper = Image.new("RGBA", upright.size, "white")
    return Image.alpha_composite(paper, upright).convert("L")
