"""What each gesture on the keeping page does, without a window."""

import shutil

import pytest

from app.usecases.keeping import key_bundle, marks, places, standing
from app.usecases.keeping.backup import back_up
from app.usecases.services import Behind
from tests.ui.shift.desk import HeldRunner
from ui.keeping.presenter import KeepingPresenter


@pytest.fixture
def at(desk, view):
    def make(who: str = "赵敏", lang: str = "zh_CN", runner=None):
        session = desk.session(who, lang, runner)
        presenter = KeepingPresenter(view, session)
        presenter.load()
        return presenter, session

    return make


def test_what_wants_a_look_stands_there_with_its_next_step(at, view):
    at()
    assert view.last.about == "2 处要看一眼"
    assert [one.role for one in view.last.alerts] == ["warning", "warning"]
    assert dict(view.last.facts)["最近一份"] == "还没有"


def test_a_place_is_chosen_and_one_that_is_none_is_said_to_be_none(at, view, kept):
    presenter, _ = at()
    presenter.choose_place()
    presenter.placing.save(str(kept.second / "nothing"))
    assert view.last.state == "place"
    assert "没有文件夹" in view.last.place.error
    presenter.placing.save(str(kept.second))
    assert view.last.state == "copies"
    assert str(kept.second) in view.last.said
    assert places.places(kept.s).chosen == str(kept.second)
    presenter.choose_place()
    presenter.placing.save("")
    assert places.places(kept.s).chosen == ""


def test_a_backup_whose_place_is_gone_is_an_error_with_a_way_on(at, view, kept):
    kept.choose()
    shutil.rmtree(kept.second)
    presenter, _ = at()
    presenter.back_up()
    assert "不见了" in view.last.error
    assert "place_gone" not in view.last.error
    assert len(view.last.copies) == 1  # beside the data
    assert view.last.work is None


def test_how_far_it_is_crosses_as_a_value(at, view, kept):
    runner = HeldRunner()
    presenter, _ = at(runner=runner)
    runner.let_all_go()
    presenter.back_up()
    assert view.last.work.words == "正在复制，照常收银"
    presenter.drill_newest()  # one at a time
    assert len(runner.held) == 1
    runner.let_all_go()
    assert view.last.work is None


def test_a_manager_backs_up_but_restores_nothing(at, view, kept):
    kept.choose()
    back_up(kept.s)
    presenter, session = at("王建国")
    assert view.last.off == "由店主或技术员来做"
    presenter.open_copy(view.last.copies[0].key)
    assert view.last.state == "copies"
    presenter.ask_keys()
    assert view.last.state == "copies"
    presenter.back_up()
    assert "备份好了" in view.last.said


def test_keys_are_sealed_with_a_passphrase_typed_twice(at, view, kept, tmp_path):
    presenter, _ = at()
    presenter.ask_keys()
    presenter.sealing.seal(str(tmp_path), "a sentence of mine", "another sentence")
    assert "不一样" in view.last.keys.error
    presenter.sealing.seal(str(tmp_path), "short", "short")
    assert "10" in view.last.keys.error
    presenter.sealing.seal(str(tmp_path), "a sentence of mine", "a sentence of mine")
    path = tmp_path / "shuke-keys-01-03.json"
    assert str(path) in view.last.said
    assert "signing" in key_bundle.open_keys(path, "a sentence of mine").keys


def test_a_file_behind_its_mark_is_the_owners_to_decide(at, view, kept):
    kept.sell()
    mark = marks.note(kept.s)
    gone = marks.Mark(1, mark.seq + 7, "00" * 32, mark.tid, mark.receipts + 7, 0, mark.at_ms)
    marks.write(places.places(kept.s), gone)
    standing.look(kept.s)
    presenter, _ = at("陈工")
    assert (view.last.decide.code, view.last.decide.off) == ("go_on", "")
    presenter.decide("go_on")
    assert "第 2 期" in view.last.said
    assert (view.last.decide.code, bool(view.last.decide.off)) == ("release", True)
    presenter, _ = at("赵敏")
    presenter.decide("release")
    assert view.last.decide is None
    assert not standing.held(kept.s)


def test_a_restore_needs_the_number_and_no_basket_at_the_counter(at, view, kept):
    from app.usecases.sale import draft
    from tests.usecases.shop import COLA

    kept.choose()
    kept.sell()
    back_up(kept.s)
    kept.sell(2)
    presenter, session = at()
    presenter.open_copy(view.last.copies[0].key)
    assert (view.last.restore.type_n, view.last.restore.off) == (2, "会少的条数没有写对")
    presenter.restoring.confirm()
    assert session.keeper.asked == []
    presenter.restoring.typed("2")
    draft.save(kept.s, kept.basket(COLA), ())
    presenter.restoring.confirm()
    assert "没有结完" in view.last.restore.error
    draft.drop(kept.s, draft.left_over(kept.s).basket.sale_id)
    presenter.restoring.confirm()
    assert len(session.keeper.asked) == 1
    assert view.last.restore.busy


def test_the_check_up_and_the_bundle(at, view, kept, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    presenter, _ = at(lang="en")
    presenter.show("doctor")
    assert any("journal" in one.text for one in view.last.findings)
    assert all(one.more for one in view.last.findings if one.role == "warning")
    presenter.bundle()
    assert (tmp_path / "shuke-diagnosis-01-03.zip").exists()


def test_english_says_it_too(at, view, kept):
    kept.s.standing.behind = Behind(1, 3, 1, 9, 6)
    at(lang="en")
    assert view.last.decide.do == "Go on with this file"
    assert "6 documents" in view.last.alerts[0].text
