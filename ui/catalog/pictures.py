"""States of the catalogue worth a picture: each makes a screen of its own and brings it there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.usecases.catalog.list_items import list_items
from ui.bridge.posing import pose
from ui.bridge.session import Session
from ui.catalog.screen import CatalogScreen

Step = Callable[[CatalogScreen], object]
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


def offered(session: Session) -> list[tuple[str, Callable[[], QWidget]]]:
    """(name, what makes the screen)."""

    def posed(*steps: Step) -> Callable[[], QWidget]:
        def make() -> QWidget:
            screen = CatalogScreen(session)
            return pose(screen, session, [partial(step, screen) for step in steps])

        return make

    def item(screen: CatalogScreen) -> None:
        for one in list_items(session.services, text="红富士苹果", limit=1):
            screen.presenter.editor.open(one.item.item_id)

    def page(view: str) -> Step:
        return lambda screen: screen.go(view)

    return [
        ("catalog", posed()),
        ("catalog-item", posed(item)),
        ("catalog-wrong", posed(_new, _mistyped)),
        ("catalog-pick", posed(item, lambda screen: screen.presenter.editor.open_pick("tax"))),
        ("catalog-none", posed(_searched)),
        ("catalog-departments", posed(page("departments"))),
        ("catalog-tax", posed(page("tax"))),
        ("catalog-keys", posed(page("keys"), _looked_for)),
        ("catalog-page", posed(page("keys"), lambda screen: screen.keying.name_page())),
        ("catalog-import", posed(page("transfer"))),
        ("catalog-preview", posed(page("transfer"), _previewed)),
    ]


def _new(screen: CatalogScreen) -> None:
    screen.open_new("6901234567892")


def _mistyped(screen: CatalogScreen) -> None:
    editor = screen.presenter.editor
    for name, text in (("price", "3.5.0"), ("from_day", "31-12"), ("cost", "2.10")):
        editor.typed(name, text)
        screen.items.editor.fields[name].set_text(text)
    editor.save()


def _searched(screen: CatalogScreen) -> None:
    screen.items.field.set_text("奥利奥巧克力")
    screen.presenter.typed("奥利奥巧克力")


def _looked_for(screen: CatalogScreen) -> None:
    screen.keying.stand(6)
    screen.keys.field.set_text("牛奶")
    screen.keying.typed("牛奶")


def _previewed(screen: CatalogScreen) -> None:
    screen.transferring.read("新到货.csv", SAMPLE.encode("gb18030"))
