"""The shop's paper is arranged with the eyes on it, and nothing is kept before it is saved."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from app.domain import template as t
from app.store import journal
from app.usecases.shop import settings
from tests.ui.shift.desk import View
from ui.templates.presenter import TemplatesPresenter


class At:
    def __init__(self, session, shop):
        self.view, self.session, self.shop = View(), session, shop
        self.page = TemplatesPresenter(self.view, session)
        self.page.load()

    @property
    def shown(self):
        return self.view.shown

    def go(self, code):
        names = [b.code for b in self.page.template.blocks]
        self.page.choose(str(names.index(code)))

    def kept(self, kind="receipt"):
        return t.of_shop(settings.load(self.shop.s).extra, kind)


@pytest.fixture
def at(desk, shop):
    return At(desk.session(), shop)


def test_it_opens_with_the_paper(at):
    assert at.shown.state == "edit"
    assert at.shown.picture.startswith(b"\x89PNG")
    assert "应收" in at.shown.text
    assert at.shown.save_off


def test_an_own_text_is_seen_at_once_and_kept_when_saved(at, shop):
    at.page.add("text")
    at.page.typed("zh_CN", "收银 {cashier} 为您服务")
    assert "收银 林晓燕 为您服务" in at.shown.text
    assert at.kept() == t.default("receipt")
    at.page.save()
    assert at.kept().blocks[1].text("zh_CN") == "收银 {cashier} 为您服务"
    assert not at.shown.dirty
    assert at.shown.said == "已保存，下一张小票就是这样"


def test_two_templates_changed_together_are_both_kept(at):
    at.go("thanks")
    at.page.move(-1)
    at.page.go("slip")
    at.page.add("rule")
    at.page.save()
    assert at.kept().blocks[-2].code == "thanks"
    assert [b.code for b in at.kept("slip").blocks][1] == "rule"


def test_an_unknown_field_is_refused_in_words_and_nothing_is_kept(at, shop):
    with shop.s.db.read() as tx:
        before = journal.head(tx).seq
    at.page.add("text")
    at.page.typed("zh_CN", "{nothing}")
    assert "nothing" in at.shown.said
    at.page.save()
    assert "nothing" in at.shown.said
    with shop.s.db.read() as tx:
        assert journal.head(tx).seq == before


def test_what_a_return_needs_cannot_be_hidden(at):
    at.go("lines")
    assert at.shown.form.shown is None
    assert not at.shown.form.removable
    at.go("member")
    assert at.shown.form.shown is True


def test_undo_goes_step_by_step_and_esc_gives_everything_back(at):
    at.go("thanks")
    at.page.show(False)
    at.page.add("blank")
    at.page.undo()
    assert at.page.template.blocks[-1].code == "thanks"
    at.page.undo()
    assert at.page.template == t.default("receipt")
    assert not at.shown.undo
    at.page.add("rule")
    assert at.page.back()
    assert not at.shown.dirty
    assert not at.page.back()


def test_the_other_language_is_looked_at_and_not_kept(at):
    at.page.speak("en")
    assert not at.shown.dirty
    assert "Due" in at.shown.text


def test_a_logo_stands_on_paper_and_in_settings(at, tmp_path):
    image = Image.new("RGB", (200, 80), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 180, 60), fill="black")
    out = BytesIO()
    image.save(out, format="PNG")
    path = tmp_path / "logo.png"
    path.write_bytes(out.getvalue())
    before = at.shown.picture
    at.page.take_logo(str(path))
    assert at.shown.form.has_logo
    assert at.shown.picture != before
    at.page.save()
    assert settings.load(at.shop.s).extra["template.logo"]
    at.page.drop_logo()
    at.page.save()
    assert "template.logo" not in settings.load(at.shop.s).extra


def test_a_file_that_is_gone_is_said(at, tmp_path):
    at.page.take_logo(str(tmp_path / "gone.png"))
    assert "gone.png" in at.shown.said
    assert at.shown.said_role == "danger"
