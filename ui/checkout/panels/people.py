"""Finding a member, taking one in, and the baskets that wait."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.checkout.panels.choose import ChooseList
from ui.checkout.panels.pane import BLANK, Head, Pane, SecondTap, put_key
from ui.checkout.presenter import CheckoutPresenter
from ui.checkout.viewmodel.parts import EnrolVM, MemberVM, ParkedVM
from ui.kit import Field, Key, Keymap, Line, Para, Switch, col, ico, row, s


class MemberPane(Pane):
    """Find as one types; Enter takes the row one stands on."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        say = self.say
        self._head = Head(self, "member")
        self.field = Field(
            "", hint=say("checkout.member.hint"), icon="search", right=[s(self.key_of("member"))]
        )
        self.found = ChooseList(say("checkout.member.found"))
        self.new = Key(say("checkout.member.new"), self.key_of("member"), icon="plus", h=56)
        self.detach = Key(BLANK, self.key_of("remove_line"), h=56, elide=True)
        self.new.clicked.connect(self.p.members.enrol)
        self.detach.clicked.connect(self.p.members.detach)
        self.confirm_key = self.primary()
        foot = col(row((self.detach, 1), (self.new, 1), gap=8), self.confirm_key, gap=8)
        for item in (self._head, 8, self.field, 12, (self.found, 1), 12, foot):
            self.add(item)
        self.field.changed.connect(self.p.members.typed)
        self.found.chosen.connect(self.p.members.choose)
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.field.edit

    def put(self, vm: MemberVM) -> None:
        """Show it."""
        self._head.put(vm.title)
        self.field.set_text(vm.typed)
        self.found.put(vm.found)
        self.detach.setVisible(vm.detach is not None)
        if vm.detach is not None:
            put_key(self.detach, vm.detach)
        put_key(self.confirm_key, vm.confirm)


class EnrolPane(Pane):
    """Phone, name, and the one consent that is asked apart."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        say, members = self.say, self.p.members
        self._head = Head(self, "member")
        self.phone = Field(
            say("checkout.enrol.phone"), icon="phone", mode="digits", size="title", most=20
        )
        self.name = Field(say("checkout.enrol.name"), icon="member", size="title", most=200)
        self._card = Line(h=44)
        self.marketing = Switch(
            say("checkout.enrol.marketing"), note=say("checkout.enrol.marketing.why")
        )
        self._rule = Para("", "small", "muted")
        self.confirm_key = self.primary()
        body = col(self.phone, 4, self.name, 4, self._card, 8, self.marketing, 12, self._rule, ...)
        for item in (self._head, 8, (body, 1), 12, self.confirm_key):
            self.add(item)
        self.phone.changed.connect(lambda text: members.put(phone=text))
        self.name.changed.connect(lambda text: members.put(name=text))
        self.marketing.turned.connect(lambda on: members.put(marketing=on))
        self.taps.guard(self)

    def home(self) -> QWidget:
        return self.name.edit if self.phone.text() and not self.name.text() else self.phone.edit

    def confirm(self) -> bool:
        """Enter goes from the phone to the name, and from there it is done, with or without one."""
        if self.phone.edit.hasFocus() and not self.name.text().strip():
            self.name.edit.setFocus()
            return True
        self.p.members.save()
        return True

    def put(self, vm: EnrolVM) -> None:
        """Show it."""
        self._head.put(vm.title)
        self.phone.set_text(vm.phone)
        self.name.set_text(vm.name)
        errors = dict(vm.errors)
        self.phone.set_error(errors.get("phone", ""))
        self.name.set_error(errors.get("name", ""))
        wrong = errors.get("card", "")
        mark = (
            ("alert", "danger") if wrong else ("check", "positive") if vm.got else ("card", "muted")
        )
        self._card.put([ico(*mark), s(wrong or vm.card)])
        self.marketing.setChecked(vm.agreed)
        self._rule.put(vm.rule)
        put_key(self.confirm_key, vm.confirm)


class ParkedPane(Pane):
    """The baskets that wait: since when, how much, whose."""

    def __init__(self, p: CheckoutPresenter, keymap: Keymap, taps: SecondTap) -> None:
        super().__init__(p, keymap, taps)
        self._head = Head(self, "recall")
        self.found = ChooseList(self.say("checkout.recall.title"))
        self.confirm_key = self.primary()
        for item in (self._head, 8, (self.found, 1), 12, self.confirm_key):
            self.add(item)
        self.found.chosen.connect(self.p.days.recall)
        self.taps.guard(self)

    def put(self, vm: ParkedVM) -> None:
        """Show it."""
        self._head.put(vm.title, vm.about)
        self.found.put(vm.found)
        put_key(self.confirm_key, vm.confirm)
