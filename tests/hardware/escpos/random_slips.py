"""`python -m tests.hardware.escpos.random_slips --count 20000 --seed 1`: any text on any printer.

A slip of any shape with any Unicode text, on any of the shipped printer models, with fonts and
without: its bytes are read back by the decoder, which must know all of them, and nothing on the
paper may be wider than the paper.
"""

import argparse
import sys
import time
from collections import Counter

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from hardware.api.slip import Align, Cell, Columns, Slip, Text
from hardware.api.slip_codec import slip_from_dict, slip_to_dict
from hardware.drivers.escpos.job import Compiler
from hardware.drivers.escpos.profile import load_profile, profile_names
from hardware.fakes.decode import Decoder, Unknown
from hardware.fakes.paper import Sheet, TextLine
from tests.hardware.bench import FONT, PROFILES
from tests.hardware.escpos.test_slip import slips
from tests.peripherals.random_receipts import receipts

# letters that have broken printers before: combining, right to left, joined, private, wide,
# ambiguous, control and the ends of planes
NASTY = (
    "\u0301\u0e31\u0e49\u05d0\u0627\u0644\u200d\u200b\ufeff\ufe0f\U0001f469\u200d\U0001f33e"
    "\U0001f1e8\U0001f1f3\ue000\uffff\U0010ffff\u3000￥¥€£₩·•…—“”①㎏㍿ﾊｶﾞ한글ไทยﷺ"
    "\x00\x1b\x1d\x10\x7f\x85"
    "𠮷龘鿿ß\u0130\u1e9e\u2028\u2029\t\r\n"
)
texts = st.one_of(
    st.text(max_size=60),
    st.text(NASTY, max_size=40),
    st.text("农夫山泉可口可乐红富士abcXYZ 0123456789.,:;（）《》", max_size=80),
)
_cells = st.builds(Cell, texts, st.sampled_from(Align), st.integers(0, 9), st.integers(0, 60))
_flag = st.booleans()
_nasty_items = st.one_of(
    st.builds(Text, texts, st.sampled_from(Align), _flag, _flag, _flag, _flag),
    st.builds(Columns, st.lists(_cells, min_size=1, max_size=12).map(tuple), _flag, _flag, _flag),
)
nasty_slips = st.builds(Slip, st.lists(_nasty_items, min_size=1, max_size=6).map(tuple))

# what slips may be made from
SOURCES = {"slips": slips, "nasty": nasty_slips, "templates": receipts(texts)}

_LETTERS = {"utf8": "utf8", "raster": "cp437"}
_compilers = {}


def compiler_of(model, drawn):
    """Kept, as a printer keeps its own: caches are part of what is tried."""
    key = model, drawn
    if key not in _compilers:
        _compilers[key] = Compiler(load_profile(PROFILES, model), (FONT,) if drawn else ())
    return _compilers[key]


def check(slip, model, *, drawn):
    """Through the spool's text and onto paper; how many lines there were. AssertionError."""
    compiler = compiler_of(model, drawn)
    profile = compiler.profile
    job = compiler.compile(slip_from_dict(slip_to_dict(slip)))
    letters = _LETTERS.get(profile.mode, "gb18030")
    if profile.mode == "codepage":
        letters = profile.codepage
    sheet, papers = Sheet(profile.columns, profile.dots), []
    for op in Decoder(letters).feed(job.data):
        assert not isinstance(op, Unknown), op
        papers.append(sheet.feed(op))
    papers.append(sheet.finish(torn=True))
    lines = 0
    for paper in papers:
        if paper is None:
            continue
        assert paper.overflows == 0
        for block in paper.blocks:
            lines += isinstance(block, TextLine)
    return lines


def run(count, number):
    """How many examples were tried on which model; the smallest failing one flies."""
    models = profile_names(PROFILES)
    tried = Counter()

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of(*SOURCES.values()), st.sampled_from(models), st.booleans())
    def every(slip, model, drawn):
        check(slip, model, drawn=drawn)
        tried[model] += 1

    every()
    return tried


def main():
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--count", type=int, default=20_000)
    asked.add_argument("--seed", type=int, default=1)
    given_words = asked.parse_args()
    began = time.monotonic()
    tried = run(given_words.count, given_words.seed)
    took = time.monotonic() - began
    sys.stdout.write("".join(f"{count:>9,} {model}\n" for model, count in sorted(tried.items())))
    sys.stdout.write(
        f"encode_receipt_random: {sum(tried.values()):,} slips from seed {given_words.seed}, none"
        f" wider than its paper, no crash, {took:.0f} s\n"
    )


if __name__ == "__main__":
    main()
