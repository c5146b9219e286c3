"""A choice as a form: the driver's and its wire's options, and from there back to a choice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.errors import Refused
from app.usecases.ports import DeviceChoice, DriverInfo, Option
from app.words import Words
from ui.devices.wizard import viewmodel as vm

Value = str | int | bool
USUAL = {
    "printer": "escpos",
    "label_printer": "label_tspl",
    "scanner": "serial_scanner",
    "scale": "scale_toledo8217",
    "display": "display_cd5220",
}


@dataclass(slots=True)
class Form:
    """`typed` is what was changed by hand; all else stands as it was found or is usual."""

    kind: str
    infos: Sequence[DriverInfo]
    choice: DeviceChoice
    typed: dict[str, str] = field(default_factory=dict)
    more: bool = False

    @property
    def info(self) -> DriverInfo | None:
        """The driver that is chosen."""
        return next((one for one in self.infos if one.name == self.choice.driver), None)

    def ways(self) -> tuple[str, ...]:
        """How this kind can be reached at all."""
        found: dict[str, None] = {}
        for one in self.infos:
            if self.kind in one.kinds:
                found.update(dict.fromkeys(way for way, _ in one.ways))
        typing = ("wedge",) if self.kind in ("scanner", "card_reader") else ()
        return (*typing, *found, "fake")

    def pick_way(self, way: str) -> None:
        """Another way; a driver that cannot be reached so gives way to one that can."""
        fit = [one for one in self.infos if self.kind in one.kinds and self._goes(one, way)]
        driver = self.choice.driver
        if way == "wedge":
            driver = ""
        elif fit and driver not in [one.name for one in fit]:
            driver = fit[0].name
        self.choice = DeviceChoice(way, (), driver)
        self.typed = {}

    def pick_driver(self, driver: str) -> None:
        """Another driver on the same wire."""
        where = {name: v for name, v in self.choice.settings if name in vm.MAIN}
        self.choice = DeviceChoice(self.choice.way, tuple(where.items()), driver)
        self.typed = {name: text for name, text in self.typed.items() if name in where}

    def _goes(self, one: DriverInfo, way: str) -> bool:
        return way in ("fake", "wedge") or way in dict(one.ways)

    def options(self) -> tuple[Option, ...]:
        """The wire's, then the driver's."""
        info = self.info
        if info is None:
            return ()
        return (*dict(info.ways).get(self.choice.way, ()), *info.options)

    def value(self, option: Option) -> str:
        """As it stands: typed, found, or usual."""
        if option.name in self.typed:
            return self.typed[option.name]
        found = dict(self.choice.settings).get(option.name, option.default)
        if isinstance(found, bool):
            return "yes" if found else "no"
        return str(found)

    def made(self) -> DeviceChoice:
        """The choice as typed. Refused `device.setting` (name) for a figure that is none."""
        settings: dict[str, Value] = {}
        for option in self.options():
            text = self.value(option).strip()
            value = _value(option, text)
            known = option.name in dict(self.choice.settings)
            if value != option.default or known or option.name in vm.MAIN:
                settings[option.name] = value
        if self.info is None:
            settings = dict(self.choice.settings)
        return DeviceChoice(self.choice.way, tuple(settings.items()), self.choice.driver)

    def shown(
        self, words: Words, bad: str = ""
    ) -> tuple[tuple[vm.GroupVM, ...], tuple[vm.FieldVM, ...]]:
        """(groups, fields): way and driver first; the rarer settings only when asked for."""
        ways = tuple((way, vm.label("device.way", way, words), "") for way in self.ways())
        groups = [vm.GroupVM("way", words("wizard.way"), ways, self.choice.way, columns=4)]
        drivers = vm.driver_options(self.kind, self.choice.way, self.infos, words)
        if len(drivers.options) > 1 and self.choice.way != "wedge":
            groups.append(_chosen(drivers, self.choice.driver))
        fields = []
        for option in self.options():
            if not (self.more or self._always(option) or option.name == bad):
                continue
            if option.choices or option.type == "yes_no":
                groups.append(vm.choice_of(option, self.value(option), words))
            else:
                fields.append(vm.field_of(option, self.value(option), words, bad))
        return tuple(groups), tuple(fields)

    @property
    def has_more(self) -> bool:
        """Whether there are settings that are not shown."""
        return not self.more and not all(self._always(one) for one in self.options())

    def _always(self, option: Option) -> bool:
        """Shown without being asked for: nothing can be tried before it is typed."""
        return option.name in vm.MAIN or (self.choice.way == "web" and option.name in vm.ONLINE)


def _chosen(group: vm.GroupVM, chosen: str) -> vm.GroupVM:
    return vm.GroupVM(group.name, group.title, group.options, chosen, group.columns)


def _value(option: Option, text: str) -> Value:
    if option.type == "yes_no":
        return text == "yes"
    if option.type == "number":
        digits = text.removeprefix("-")
        plain = digits.isascii() and digits.isdecimal() and len(digits) < 10
        usual = text == str(option.default)  # a default may stand outside: "as the machine has it"
        if not plain or not (usual or option.low <= int(text) <= option.high):
            raise Refused("device.setting", name=option.name)
        return int(text)
    return text


def first_driver(kind: str, usual: Mapping[str, str], infos: Sequence[DriverInfo]) -> str:
    """The usual one of a kind, else the first that there is."""
    fit = [one.name for one in infos if kind in one.kinds]
    wanted = usual.get(kind, "")
    return wanted if wanted in fit else (fit[0] if fit else "")
