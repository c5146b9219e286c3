"""Cards at readers and readers that type, at the real window."""

from app.usecases.ports import DeviceChoice
from app.usecases.staff import login
from app.usecases.staff.edit import change
from tests.ui.shell.scanner import scan


def test_a_card_on_a_reader_reaches_who_takes_scans(till, qtbot):
    till.program.device_feed.on_scan("U:04A1B2C3D4E580", "card_reader")
    qtbot.waitUntil(lambda: till.screen.scans == ["U:04A1B2C3D4E580"])
    till.window.go("members")
    till.program.device_feed.on_scan("U:DEADBEEF", "card_reader")
    qtbot.waitUntil(lambda: till.screen.scans == ["U:DEADBEEF"])


def test_what_a_typed_card_means_is_asked_of_the_machine(till):
    devices = till.session.services.devices
    devices.configure("card_reader", DeviceChoice("wedge", (("format", "dec"), ("length", 10))))
    scan(till.frame, "0013961168")
    scan(till.frame, "6901234567892")
    assert till.screen.scans == ["U:00D507D0~0013961168", "6901234567892"]


def test_the_machines_word_on_scanners_is_over_the_shops(till, qtbot):
    choice = DeviceChoice("wedge", (("prefix", "~"), ("gap_ms", 60)))
    till.session.services.devices.configure("scanner", choice)
    till.session.changed.emit()
    assert (till.program.wedge.settings.prefix, till.program.wedge.settings.gap_ms) == ("~", 60)
    scan(till.frame, "~6901234567892")
    assert till.screen.scans == ["6901234567892"]


def test_a_colleagues_card_on_the_reader_logs_in(started, qtbot):
    running = started()
    session, done = running.session, []

    def give_card():
        people = {one.name: one for one in login.people(session.services)}
        who = people["林晓燕"].operator_id
        change(session.services, people["赵敏"], who, card_token="U:04A1B2C3D4E580")

    session.runner.run(give_card, lambda _: done.append(1), lambda trouble: done.append(trouble))
    qtbot.waitUntil(lambda: done == [1])
    running.program.device_feed.on_scan("U:04A1B2C3D4E580", "card_reader")
    qtbot.waitUntil(lambda: session.operator is not None)
    assert session.operator.name == "林晓燕"


def test_a_bank_cards_number_is_shown_nowhere(started, qtbot):
    running = started().log_in("陈工")
    scan(running.frame, ";4111111111111111=2512?")
    assert running.window.strip.saying
    assert not any(c.isdigit() for c in running.window.strip.bar.accessibleName())
    scan(running.frame, "134567890123456789")  # a customer's pay code is money, too
    assert not any(c.isdigit() for c in running.window.strip.bar.accessibleName())
    scan(running.frame, "4111111111111111")
    assert not any(c.isdigit() for c in running.window.strip.bar.accessibleName())


def test_a_page_that_learns_hears_the_keys(till):
    heard = []
    release = till.session.tap_keys(lambda char, at_ms: heard.append(char))
    scan(till.frame, "6901")
    release()
    scan(till.frame, "6901234567892")
    assert ("".join(heard), till.screen.scans) == ("6901\r", ["6901234567892"])
