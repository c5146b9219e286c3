"""What the machine's sections do: kept at once, tried at once, said beside the key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from app import settings as machine_settings
from app.domain.errors import Refused
from app.settings import Settings
from app.usecases.health.diagnosis import bundle
from app.usecases.health.report import own_version
from app.usecases.setup import autostart, copy, reach, updates
from ui.bridge import files
from ui.bridge.ports import Lane, Trouble
from ui.bridge.session import Session
from ui.kit.keys import PRESETS, Action, clash, read_changes, types_a_letter, write_changes
from ui.settings.machine import OWN, TEXTS, Here

ME = "settings"
NOW = ("theme",)  # what is worn at once; everything else with the next start


class MachineActs:
    """The part of the settings' presenter that knows this machine. `told(here, sentence, anew)`
    hears each change: a sentence for the foot or none, and whether texts are filled anew."""

    def __init__(self, session: Session, told: Callable[[Here, str, bool], None]) -> None:
        self._session, self._told = session, told
        self.here = Here()
        self._read: copy.SetUp | None = None

    def load(self, screen: tuple[int, int]) -> None:
        """How this machine is set now."""
        session, found = self._session, self._session.settings
        shop = session.shop
        self.here = replace(
            self.here,
            settings=found,
            screen=screen,
            autostart=autostart.is_on(found) if found else False,
            till=" ".join(part for part in (shop.tid, shop.till_name) if part),
            version=own_version(),
        )

    def takes(self, name: str) -> bool:
        """Whether a field is one of this machine's."""
        own = (one for names in OWN.values() for one in names)
        return name in TEXTS or name in own or name.startswith(("key.", "keys_preset"))

    # --- fields ------------------------------------------------------------------------------

    def typed(self, name: str, text: str) -> None:
        """A field of this machine: texts wait for their key, all else is kept at once."""
        found = self.here.settings
        if found is None:
            return
        if name in TEXTS:
            texts = {**self.here.texts, name: text}
            errors = {key: said for key, said in self.here.errors.items() if key != name}
            self._put(texts=texts, errors=errors, ready=self.here.ready and name != "setup_from")
        elif name == "autostart":
            self._run(
                name,
                lambda: autostart.turn(self._session.on_duty, found, on=text == "yes"),
                lambda on: self._put(autostart=on, said_now="settings.machine.next"),
            )
        elif name.startswith("key."):
            self._key(Action(name.removeprefix("key.")), text)
        else:
            self._keep(name, text)

    def _keep(self, name: str, text: str) -> None:
        found = self.here.settings
        assert found is not None
        like = getattr(found, name)
        value: str | int | bool = text == "yes" if isinstance(like, bool) else type(like)(text)
        if value == like:
            return
        if name == "theme":
            self._session.restyle(text)
            if self._session.settings is not found:
                self._saved(self._session.settings, name)
                return
        changes: dict[str, str | int | bool] = {name: value}
        if name == "keys_preset":
            changes["keys"] = ""
        self._run(
            name,
            lambda: machine_settings.save(found, **changes),
            lambda saved: self._saved(saved, name),
        )

    def _key(self, action: Action, key: str) -> None:
        """A key for an action; one that another has, or that types a letter, is refused aloud."""
        found, words = self.here.settings, self._session.words
        assert found is not None
        changed = read_changes(found.keys)
        keys = {**PRESETS[found.keys_preset], **changed}
        name = f"key.{action.value}"
        other = clash(keys, action, key)
        if types_a_letter(key):
            self._wrong(name, words("settings.bad.key.letter", key=key))
        elif other is not None:
            what = words(f"settings.key.{other.value}")
            self._wrong(name, words("settings.bad.key.taken", key=key, what=what))
        else:
            text = write_changes({**changed, action: key})
            self._run(
                name,
                lambda: machine_settings.save(found, keys=text),
                lambda saved: self._saved(saved, name),
            )

    def _saved(self, saved: Settings | None, name: str) -> None:
        self._session.settings = saved
        now = "settings.machine.now" if name in NOW else "settings.machine.next"
        self._put(settings=saved, said_now=now)

    # --- acts --------------------------------------------------------------------------------

    def act(self, name: str) -> None:
        """A key of a section was pressed."""
        if self.here.acting or self.here.settings is None:
            return
        {
            "quit": self._session.quit,
            "keys_reset": lambda: self._keep_keys(""),
            "reach_try": self._reach,
            "update_look": self._update,
            "setup_export": self._export,
            "setup_look": self._look,
            "setup_take": self._take,
            "help_bundle": self._bundle,
        }[name]()

    def entered(self, name: str) -> None:
        """Enter in a text: the same as the key below it."""
        acts = {"reach": "reach_try", "update_from": "update_look", "setup_from": "setup_look"}
        if name in acts:
            self.act(acts[name])
        elif name == "proxy":
            self._keep_proxy()

    def _keep_keys(self, text: str) -> None:
        found = self._found
        if found.keys != text:
            self._run(
                "keys_reset",
                lambda: machine_settings.save(found, keys=text),
                lambda saved: self._saved(saved, "keys"),
            )

    def _keep_proxy(self, then: Callable[[], None] | None = None) -> None:
        found = self._found
        try:
            proxy = reach.proxy(self._text("proxy"))
        except Refused as refused:
            self._wrong("proxy", self._session.words.error(refused))
            return

        def kept(saved: Settings) -> None:
            texts = {key: said for key, said in self.here.texts.items() if key != "proxy"}
            self._put(texts=texts)
            self._saved(saved, "proxy")
            if then:
                then()

        if proxy == found.proxy:
            if then:
                then()
            return
        self._run("proxy", lambda: machine_settings.save(found, proxy=proxy), kept)

    def _reach(self) -> None:
        where = self._text("reach")

        def knock() -> None:
            through = self._found.proxy
            self._run("reach_try", lambda: reach.reach(where, through), self._reached)

        self._keep_proxy(knock)

    def _reached(self, found: reach.Reached) -> None:
        key = f"settings.reach.{found.state}" + (".proxy" if found.through else "")
        said = self._session.words(key, where=found.where, ms=found.ms, proxy=found.through)
        self._say("reach_try", said)

    def _update(self) -> None:
        place, proxy, found = self._text("update_from"), self._found.proxy, self._found

        def read() -> tuple[Settings, updates.Version]:
            version = updates.look(place, own_version(), proxy)
            return machine_settings.save(found, update_from=place), version

        def told(made: tuple[Settings, updates.Version]) -> None:
            saved, version = made
            self._session.settings = saved
            self._put(settings=saved)
            key = "settings.update.newer" if version.newer else "settings.update.same"
            said = self._session.words(key, number=version.number, notes=version.notes)
            self._say("update_look", said)

        self._run("update_look", read, told)

    def _export(self) -> None:
        session, found = self._session, self._found
        path = files.stick(Path.home()).joinpath(f"{session.shop.tid}{copy.ENDING}")
        s, till = session.services, self.here.till

        def told(made: copy.SetUp) -> None:
            words = session.words
            said = words("settings.setup.exported", n=len(made.devices), path=str(path))
            said += self._secrets(made.secrets)
            self._say("setup_export", said)

        self._run("setup_export", lambda: copy.export(s, found, path, till), told)

    def _look(self) -> None:
        typed = self._text("setup_from").strip()

        def find() -> tuple[str, copy.SetUp]:
            if typed:
                return typed, copy.read(Path(typed).expanduser())
            near = files.list_files(files.usual_folders(Path.home()), (copy.ENDING,))
            if not near:
                raise Refused("setup.no_file")
            return str(near[0].path), copy.read(near[0].path)

        def told(made: tuple[str, copy.SetUp]) -> None:
            where, self._read = made
            words = self._session.words
            names = words("settings.and").join(words.device(name) for name, _ in self._read.devices)
            self._put(texts={**self.here.texts, "setup_from": where}, ready=True, serial=True)
            self._say(
                "setup_look",
                words("settings.setup.found", till=self._read.till, names=names)
                + self._secrets(self._read.secrets),
            )

        self._run("setup_look", find, told)

    def _take(self) -> None:
        session, found, made = self._session, self._found, self._read
        if made is None:
            return
        s, operator = session.services, session.on_duty

        def told(taken: copy.Taken) -> None:
            words = session.words
            said = words("settings.setup.taken", n=len(taken.devices))
            for name, why in taken.left_out:
                device = words.device(name)
                said += words("settings.setup.left_out", device=device, why=why)
            if taken.restart:
                said += words("settings.setup.restart")
                session.settings = machine_settings.load(found.data_dir, found.settings_dir)
            self._read = None
            self._put(ready=False, settings=session.settings)
            self._say("setup_take", said)
            self._say("setup_look", said)

        self._run("setup_take", lambda: copy.take(s, operator, found, made), told, lane="write")

    def _secrets(self, left: tuple[tuple[str, str], ...]) -> str:
        if not left:
            return ""
        words = self._session.words
        kinds = dict.fromkeys(words.device(n) for n, _ in left)
        return words("settings.setup.secrets", names=words("settings.and").join(kinds))

    def _bundle(self) -> None:
        session, found = self._session, self._found
        path = files.stick(Path.home()).joinpath(f"shuke-help-{session.shop.tid}.zip")
        s, now = session.services, session.now_ms()
        self._run(
            "help_bundle",
            lambda: bundle(found, path, now, s),
            lambda _: self._say(
                "help_bundle", session.words("settings.bundle.made", path=str(path))
            ),
        )

    # --- told --------------------------------------------------------------------------------

    @property
    def _found(self) -> Settings:
        assert self.here.settings is not None
        return self.here.settings

    def _text(self, name: str) -> str:
        return self.here.texts.get(name, str(getattr(self._found, name, "")))

    def _run(
        self,
        name: str,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        *,
        lane: Lane = "report",
    ) -> None:
        errors = {key: said for key, said in self.here.errors.items() if key != name}
        self._put(acting=name, errors=errors)

        def landed(found: Any) -> None:
            self._put(acting="")
            done(found)

        def failed(trouble: Trouble) -> None:
            self._put(acting="")
            self._wrong(name, self._session.words.error(trouble))

        self._session.runner.run(work, landed, failed, initiator=ME, lane=lane)

    def _wrong(self, name: str, said: str) -> None:
        self._session.sound("error")
        kept = {key: one for key, one in self.here.said.items() if key != name}
        self._put(errors={**self.here.errors, name: said}, said=kept)

    def _say(self, name: str, said: str) -> None:
        self._put(said={**self.here.said, name: said})

    def _put(self, *, said_now: str = "", serial: bool = False, **changes: Any) -> None:
        self.here = replace(self.here, **changes)
        self._told(self.here, self._session.words(said_now) if said_now else "", serial)
