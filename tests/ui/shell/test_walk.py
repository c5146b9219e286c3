"""A walk through every screen there is, in both languages: nothing is cut, every control has a
name, nothing breaks on the way, no window stands about that nobody asked for."""

import pytest
from PySide6.QtGui import QGuiApplication

from app.words import LANGUAGES
from tests.ui.kit.audit import nameless
from ui.shell.pictures import Look, Walk
from ui.shell.places import places

LEAST = {
    *("sell", "members", "history", "shift", "catalog", "people", "devices", "health"),
    *("settings", "login", "login-wrong", "login-wait", "fatal-full", "first-6-ready", "help"),
    *("customer-done", "notice"),
    *(f"devices-wizard-{page}" for page in ("form", "ask", "learn", "kept")),
}


@pytest.mark.timeout(420)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_screens(started, qtbot, demo_shop, lang):
    running = started(demo_shop, places()).ready()
    walk = Walk(running.program, None, [Look(lang, "light", (1366, 768))])
    cuts, unnamed, strays, crashes, spoken = [], [], [], [], set()

    def look(name: str, widget) -> None:
        spoken.add(running.program.session.language)
        unnamed.extend(f"{name}: {one}" for one in nameless(widget))
        known = {"frame", "customer"}
        for window in QGuiApplication.topLevelWindows():
            owner = window.objectName().removesuffix("Window")
            if window.isVisible() and owner not in known:
                strays.append(f"{name}: {window.objectName()}")

    walk.looked.connect(look)
    walk.done.connect(cuts.append)
    running.program.runner.crashed.connect(lambda crash: crashes.append(crash.detail))
    walk.begin()
    qtbot.waitUntil(lambda: cuts != [], timeout=380_000)
    assert not crashes, "\n".join(crashes)
    assert not cuts[0], "\n".join(cuts[0])
    assert not unnamed, "\n".join(unnamed)
    assert not strays, "\n".join(strays)
    assert spoken == {lang}
    seen = {name.partition("/")[2] for name in walk.names}
    assert seen >= LEAST
