"""States of the catalogue for `make screens`: each begins from a clean page and can stand alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.usecases.catalog.list_items import list_items
from ui.bridge.session import Session

if TYPE_CHECKING:
    from ui.catalog.screen import CatalogScreen

PLACE = "catalog"
SAMPLE = """条码,名称,规格,单位,进价,售价,分类,备注
6911311000136,青溪饮用天然水,550ml,瓶,0.95,1.60,饮料,
6911318000269,青溪饮用天然水,1.5L,瓶,2.01,3.00,饮料,
6901234567892,山谷苹果醋,330ml,瓶,3.10,5.50,饮料,新到
6901234567890,山谷苹果醋,1L,瓶,6.20,9.90,饮料,
,手工馒头,,个,,1.5o,面包烘焙,
6.91131E+12,海盐苏打饼,100g,包,2.00,3.50,零食,
,红糖发糕,,个,,,面包烘焙,
6911325000399,青溪饮用天然水,5L,瓶,6.36,8.80,饮料,
"""


def offered(session: Session) -> list[tuple[str, Callable[[], object]]]:
    """(name, what to do for it)."""
    return [
        ("goods", lambda: _clean(session)),
        ("item", lambda: _item(session)),
        ("wrong", lambda: _wrong(session)),
        ("pick", lambda: _pick(session)),
        ("none", lambda: _clean(session, text="奥利奥巧克力")),
        ("departments", lambda: _view(session, "departments")),
        ("tax", lambda: _view(session, "tax")),
        ("keys", lambda: _keys(session)),
        ("page", lambda: _keys(session, naming=True)),
        ("import", lambda: _view(session, "transfer")),
        ("preview", lambda: _preview(session)),
    ]


def _screen(session: Session) -> CatalogScreen:
    """The screen in front; it is gone to first."""
    from ui.catalog.screen import CatalogScreen

    session.go(PLACE)
    every = QApplication.allWidgets()
    return next(w for w in every if isinstance(w, CatalogScreen) and w.isVisible())


def _clean(session: Session, *, text: str = "") -> CatalogScreen:
    screen = _screen(session)
    screen.presenter.editor.close()
    while screen.transferring.back() or screen.keying.back():
        pass
    screen.items.field.set_text(text)
    screen.go("items")
    screen.presenter.typed(text)
    screen.presenter.pick_department("")
    return screen


def _view(session: Session, view: str) -> CatalogScreen:
    screen = _clean(session)
    screen.go(view)
    return screen


def _item(session: Session) -> CatalogScreen:
    screen = _clean(session)
    found = list_items(session.services, text="红富士苹果", limit=1)
    for one in found:
        screen.presenter.editor.open(one.item.item_id)
        screen.items.choose(one.item.item_id)
    return screen


def _wrong(session: Session) -> CatalogScreen:
    screen = _clean(session)
    screen.open_new("6901234567892")
    editor = screen.presenter.editor
    for name, text in (("price", "3.5.0"), ("from_day", "31-12"), ("cost", "2.10")):
        editor.typed(name, text)
        screen.items.editor.fields[name].set_text(text)
    editor.save()
    return screen


def _pick(session: Session) -> CatalogScreen:
    screen = _item(session)
    screen.presenter.editor.open_pick("department")
    return screen


def _keys(session: Session, *, naming: bool = False) -> CatalogScreen:
    screen = _view(session, "keys")
    screen.keying.typed("")
    screen.keys.field.set_text("")
    if naming:
        screen.keying.name_page()
    else:
        screen.keying.stand(6)
        screen.keys.field.set_text("牛奶")
        screen.keying.typed("牛奶")
    return screen


def _preview(session: Session) -> CatalogScreen:
    screen = _view(session, "transfer")
    screen.transferring.read("新到货.csv", SAMPLE.encode("gb18030"))
    return screen
