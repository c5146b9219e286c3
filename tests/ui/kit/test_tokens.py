"""Colours and fonts: contrast computed from the tokens, real cuts, every character a shop needs."""

import json

import pytest
from PIL import ImageFont
from PySide6.QtGui import QFontInfo, QRawFont
from reportlab.pdfbase.ttfonts import TTFont

from app.settings import RESOURCES
from ui.kit import theme, tokens

FONTS = [RESOURCES / "fonts" / name for name in theme.CUTS]


def test_every_pair_of_colours_is_readable():
    assert not tokens.failures()


def test_a_pair_that_is_too_close_is_named(monkeypatch):
    monkeypatch.setitem(tokens.LIGHT, "muted", "#9A9A9A")
    assert any("light: muted on surface" in sentence for sentence in tokens.failures())


def test_contrast_is_that_of_wcag():
    assert tokens.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert tokens.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_both_themes_have_the_same_roles():
    assert tokens.LIGHT.keys() == tokens.DARK.keys()


def test_the_style_sheet_names_only_roles_there_are():
    for name in tokens.THEMES:
        assert "@" not in theme.style_sheet(name)


def test_two_real_cuts_are_bundled(look):
    for weight, value in tokens.WEIGHT.items():
        info = QFontInfo(look.font("body", weight))
        assert (info.family(), info.weight()) == ("Noto Sans SC", value)


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_cut_holds_every_character_of_gbk(qapp, path):
    raw = QRawFont(str(path), 16)
    want = {chr(c) for c in (*range(0x20, 0x7F), *range(0xA0, 0x100))} | set("¥￥−×·…、。「」—")
    for lead in range(0x81, 0xFF):
        row = bytes(b for trail in range(0x40, 0xFF) if trail != 0x7F for b in (lead, trail))
        want |= set(row.decode("gbk", "ignore"))
    assert {"喆", "堃", "昇", "犇"} < want
    lacking = sorted(c for c in want if c.isprintable() and not raw.supportsCharacter(ord(c)))
    assert lacking == ["≒"], "the sign Noto Sans SC itself does not have"


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_cut_can_be_printed_and_drawn_without_qt(path):
    assert TTFont("cut", str(path)).face.charToGlyph[ord("喆")]
    with path.open("rb") as file:
        assert ImageFont.truetype(file, 24).getlength("喆") == pytest.approx(24, abs=1)


def test_figures_are_tabular_and_the_minus_is_as_wide(look):
    for weight in tokens.WEIGHT:
        metrics = look.metrics("amount", weight)
        widths = {round(metrics.horizontalAdvance(figure), 2) for figure in "0123456789−"}
        assert len(widths) == 1


def test_the_licence_lies_beside_the_fonts():
    assert "SIL Open Font License" in (RESOURCES / "fonts" / "OFL.txt").read_text("utf-8")


def test_icons_have_one_weight_and_all_can_be_drawn(look):
    paths = json.loads((RESOURCES / "icons" / "icons.json").read_text("utf-8"))
    assert look.icons.names() == sorted(paths)
    assert not [name for name, path in paths.items() if "<" in path or not path.startswith("M")]
    with pytest.raises(KeyError):
        look.icons.draw(None, "no such icon", look.ink("text"), None)


def test_a_theme_changes_everything_at_once(look, qapp, qtbot):
    with qtbot.waitSignal(look.changed):
        theme.use(qapp, "dark")
    assert look.ink("canvas").name().upper() == tokens.DARK["canvas"]
    assert qapp.palette().window().color() == look.ink("canvas")
    assert tokens.DARK["edge"] in qapp.styleSheet()


def test_a_wide_window_is_told_once(look, qtbot):
    with qtbot.waitSignal(look.changed):
        look.set_wide(True)
    with qtbot.assertNotEmitted(look.changed):
        look.set_wide(True)
