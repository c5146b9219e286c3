"""A large picture is not unpacked whole: what that would cost is measured in another process."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from PIL import Image

from app.domain.errors import Refused
from app.reports.labels.picture_file import grey_picture

MOST_MB = 150
MEASURE = """
import resource, sys
from app.reports.labels.picture_file import grey_picture
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
grey_picture(sys.stdin.buffer.read(), 1120)
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def file(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    out = BytesIO()
    Image.new(mode, size, 200 if mode in ("L", "P") else (200, 120, 40)).save(out, kind)
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [file("JPEG", (7900, 5000)), file("PNG", (4000, 4000)), file("PNG", (4000, 4000), "P")],
    ids=["jpeg-39-megapixels", "png-16-megapixels", "palette-16-megapixels"],
)
def test_a_large_picture_costs_little(data):
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], input=data, capture_output=True, check=True
    )
    assert int(done.stdout) < MOST_MB


@pytest.mark.parametrize(("kind", "size"), [("PNG", (5000, 4000)), ("JPEG", (8000, 6000))])
def test_what_would_cost_too_much_is_refused(kind, size):
    with pytest.raises(Refused, match=r"logo\.too_large"):
        grey_picture(file(kind, size), 400)


def test_a_small_file_that_unpacks_to_a_gigabyte_is_called_too_large():
    size = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(bytes(900))))
    made = [
        struct.pack(">I", len(one)) + name + one + struct.pack(">I", zlib.crc32(name + one))
        for name, one in chunks
    ]
    data = b"\x89PNG\r\n\x1a\n" + b"".join(made)
    with pytest.raises(Refused, match=r"logo\.too_large"):
        grey_picture(data, 400)


def test_it_is_small_upright_and_on_white():
    clear = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    out = BytesIO()
    turned = clear.getexif()
    turned[0x0112] = 6
    clear.save(out, "PNG", exif=turned)
    grey = grey_picture(out.getvalue(), 300)
    assert grey.size == (100, 300)
    assert grey.getextrema() == (255, 255)
