"""The journal on a stick: whole, without names, verified by somebody who has only Python."""

import gzip
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app import bootstrap
from app.domain.document import Kind
from app.domain.errors import Refused, Unavailable
from app.domain.receipt import proof_of
from app.store import journal
from app.usecases.proof.export_journal import LINES, NOTE, READ, export_journal, note
from app.usecases.proof.slips import check_slip
from app.usecases.proof.standalone import NAME
from app.usecases.sale.complete import complete
from tests.usecases.shop import COLA


def run(folder: Path, *args: str) -> tuple[int, str]:
    """The exported verifier, in a Python that knows nothing of us."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-I", str(folder / NAME), str(folder), *args],
        capture_output=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONUTF8": "1"},
    )
    return done.returncode, (done.stdout + done.stderr).decode()


def test_an_export_is_verified_without_us(shop, tmp_path):
    made = export_journal(shop.s, tmp_path)
    assert sorted(path.name for path in made.folder.iterdir()) == sorted([LINES, NOTE, NAME, READ])
    code, said = run(made.folder)
    assert (code, f"{made.docs} documents" in said) == (0, True), said
    assert "账本完整" in run(made.folder, "--lang", "zh")[1]
    told = json.loads(run(made.folder, "--slow", "--json")[1])
    assert told == {"ok": True, "documents": made.docs, "found": []}


def test_an_export_signed_with_another_key_than_it_says_is_told(shop, tmp_path):
    made = export_journal(shop.s, tmp_path)
    said = json.loads((made.folder / NOTE).read_text("utf-8"))
    other = json.dumps(said | {"public_key": "00" * 32})
    (made.folder / NOTE).write_text(other, "utf-8")
    code, told = run(made.folder)
    assert (code, "another key" in told) == (1, True)
    code, told = run(made.folder, "--key", said["public_key"])
    assert (code, said["public_key"][:16] in told) == (0, True)


def test_an_export_made_beside_an_open_till_names_the_key_that_signed(shop, tmp_path):
    """The command line looks into the file without the till's keys."""
    beside = bootstrap.look_into(shop.settings)
    try:
        made = export_journal(beside.services, tmp_path)
    finally:
        beside.close()
    code, told = run(made.folder)
    assert (code, shop.s.signer.public_key.hex()[:16] in told) == (0, True), told


def test_an_export_names_nobody(shop, tmp_path):
    made = export_journal(shop.s, tmp_path)
    with gzip.open(made.folder / LINES, "rt", encoding="utf-8") as file:
        text = file.read()
    with shop.s.db.read() as tx:
        people = tx.all("SELECT name, phone FROM member WHERE length(name) > 2")
    assert len(people) > 100
    assert not [one for row in people for one in row if one in text]


def test_who_exported_stands_in_the_journal_and_the_export_is_an_anchor(shop, tmp_path):
    made = export_journal(shop.s, tmp_path)
    with pytest.raises(Refused, match=r"permission\.missing"):
        note(shop.s, shop.cashier, made)
    note(shop.s, shop.owner, made)
    with shop.s.db.read() as tx:
        last = journal.head(tx)
        doc = journal.document(tx, last.epoch, last.seq)
    assert (doc.kind, doc.body["seq"], doc.body["hash"]) == ("anchor.seen", made.seq, made.head)
    (tmp_path / "later").mkdir()
    later = export_journal(shop.s, tmp_path / "later")
    code, said = run(later.folder, "--anchors", str(made.folder / NOTE))
    assert (code, "Agrees:" in said) == (0, True)
    code, said = run(made.folder, "--anchors", str(later.folder / NOTE))
    assert (code, "the tail was cut" in said) == (1, True)


def test_the_live_file_is_verified_too_and_a_changed_amount_is_named(shop, tmp_path):
    (tmp_path / NAME).write_text(
        (export_journal(shop.s, tmp_path).folder / NAME).read_text("utf-8"), "utf-8"
    )
    shop.close()
    data = shop.settings.data_dir
    command = [sys.executable, "-I", str(tmp_path / NAME), str(data)]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603
    raw = sqlite3.connect(data / "till.db")
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    (seq,) = raw.execute("SELECT max(seq) FROM journal WHERE kind = 'sale'").fetchone()
    raw.execute(
        "UPDATE journal SET bytes = CAST(replace(CAST(bytes AS TEXT), '\"due\":', '\"due\":1')"
        " AS BLOB) WHERE seq = ?",
        (seq,),
    )
    raw.commit()
    raw.close()
    done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603
    assert done.returncode == 1
    assert f"Document 1-{seq}: Its content was changed" in done.stdout.decode()
    shop.again()


def test_a_receipts_qr_is_held_against_till_and_export(shop, tmp_path):
    shift = shop.shift()
    basket = shop.basket(COLA)
    complete(shop.s, shop.cashier, shift.shift_id, basket, shop.paid(basket))
    doc = shop.documents(Kind.SALE)[-1]
    text = proof_of(doc)
    assert check_slip(shop.s, f" {text}\n").ok
    made = export_journal(shop.s, tmp_path)
    code, said = run(made.folder, "--slip", text)
    assert (code, "Agrees: #" in said) == (0, True)
    total = f":{doc.body['due']}:"
    forgeries = {
        text.replace(total, ":1:"): ("total", "The amount on"),
        text.replace(doc.hash[:8].hex(), "0" * 16): ("hash", "is not what"),
        text[:-4] + "AAAA": ("signature", "not signed by this till"),
        text.replace(f".{doc.seq}:", f".{doc.seq + 9}:"): ("gone", "the tail was cut"),
        text.replace("01-03", "01-04"): ("other_till", "of another till"),
    }
    for forged, (reason, words) in forgeries.items():
        assert check_slip(shop.s, forged).reason == reason
        code, said = run(made.folder, "--slip", forged)
        assert (code, words in said) == (1, True), said
    assert check_slip(shop.s, "6901234567892").reason == "not_a_slip"
    assert run(made.folder, "--slip", "6901234567892")[0] == 2


def test_a_stick_that_is_not_there_full_or_half_way(shop, tmp_path):
    with pytest.raises(Unavailable, match="folder"):
        export_journal(shop.s, tmp_path / "gone")
    with pytest.raises(Refused, match=r"work\.cancelled"):
        export_journal(shop.s, tmp_path, tell=lambda done, total: False)
    assert not list(tmp_path.glob("journal*"))
    made = export_journal(shop.s, tmp_path)
    again = export_journal(shop.s, tmp_path)
    assert (made, [made.folder]) == (again, list(tmp_path.glob("journal*")))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda folder: (folder / LINES).write_bytes(b"no gzip"), "damaged"),
        (
            lambda folder: (folder / LINES).write_bytes((folder / LINES).read_bytes()[:-90]),
            "damage",
        ),
        (lambda folder: (folder / LINES).unlink(), "No journal here"),
    ],
)
def test_a_damaged_export_is_said(shop, tmp_path, spoil, words):
    made = export_journal(shop.s, tmp_path)
    spoil(made.folder)
    code, said = run(made.folder)
    assert (code, words in said) == (2, True), said
