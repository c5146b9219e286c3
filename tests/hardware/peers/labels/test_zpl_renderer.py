"""Our ZPL, painted by a program nobody here wrote: dot by dot what we meant, every code read."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops

from app.domain.label.shape import PartKind
from app.reports.labels.draw import Artist
from app.usecases.label.templates import defaults
from hardware.api.label import LabelPage
from hardware.drivers.labels.zpl import Zpl
from tests.hardware.bench import ROOT
from tests.reports.test_labels import FACTS

PEER = ROOT / "build" / "peers" / "node_modules" / "zpl-renderer-js"
LEAST_NODE = 20  # it speaks WebAssembly in a way that older ones do not
SCRIPT = Path(__file__).parent / "render.cjs"
pytestmark = [pytest.mark.peers, pytest.mark.slow]


@pytest.fixture(scope="module")
def render():
    """render(zpl, width_mm, height_mm, dots_per_mm): what another program makes of it."""
    node = shutil.which("node")
    if node is None or not PEER.is_dir():
        pytest.skip("*** NO PEER: zpl-renderer-js (packaging/make-peers) ***")
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=True).stdout
    if int(said.removeprefix("v").partition(".")[0]) < LEAST_NODE:
        pytest.skip(f"*** NO PEER: zpl-renderer-js wants Node {LEAST_NODE}, here is {said} ***")

    def run(zpl, width, height, dots):
        done = subprocess.run(
            [node, str(SCRIPT), str(PEER), str(width), str(height), str(dots)],
            input=zpl,
            capture_output=True,
            check=True,
            timeout=60,
        )
        return Image.open(io.BytesIO(done.stdout)).convert("L")

    return run


def ours(drawn):
    dots = Image.frombytes("1", (drawn.width, drawn.height), drawn.rows)
    return ImageChops.invert(dots).convert("L")


def page_of(template, drawn):
    mm = (template.width // 10, template.height // 10, template.gap // 10)
    return LabelPage(drawn.width, drawn.height, drawn.rows, *mm)


@pytest.mark.parametrize("packed", [True, False])
@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("template", defaults(), ids=lambda one: one.template_id)
def test_every_default_is_painted_as_we_meant_it(render, template, language, packed):
    drawn = Artist(8, language=language).draw(template, FACTS[language])
    zpl = Zpl(packed=packed).encode(page_of(template, drawn), 1)
    painted = render(zpl, template.width / 10, template.height / 10, 8)
    mine = ours(drawn)
    painted = painted.crop((0, 0, drawn.width, drawn.height)).point(lambda v: 255 * (v > 127))
    assert ImageChops.difference(painted, mine).getbbox() is None
    back = Image.new("L", (drawn.width + 80, drawn.height + 80), 255)
    back.paste(painted, (40, 40))
    coded = (PartKind.BARCODE, PartKind.QR)
    named = {part.text.strip("{}") for part in template.parts if part.kind in coded}
    wanted = {FACTS[language][name] for name in named}
    assert {one.text for one in zxingcpp.read_barcodes(back)} == wanted


def test_at_300_dpi_too(render):
    template = next(one for one in defaults() if one.template_id == "weigh-60x40")
    drawn = Artist(12).draw(template, FACTS["zh_CN"])
    painted = render(Zpl().encode(page_of(template, drawn), 1), 60, 40, 12)
    painted = painted.crop((0, 0, drawn.width, drawn.height)).point(lambda v: 255 * (v > 127))
    assert ImageChops.difference(painted, ours(drawn)).getbbox() is None
