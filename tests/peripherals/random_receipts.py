"""Receipts and slips by any template a shop could make, with any text a shop could write."""

from dataclasses import replace

from hypothesis import strategies as st

from app.domain.errors import Refused
from app.domain.shop import Shop
from app.domain.template import (
    ALIGNS,
    FIELDS,
    KINDS,
    NEEDED,
    OWN,
    PARTS,
    RECEIPT,
    SIZES,
    Block,
    Template,
    check,
    write,
)
from app.peripherals.paper import PaperLayout
from app.usecases.template.sample import sample_receipt, sample_slip
from app.words import Words
from hardware.api.slip_codec import slip_from_dict

PAPERS = {language: PaperLayout(Words(language)) for language in ("zh_CN", "en")}
LOGO = '{"bits": "%s", "height": 2, "width": 400}' % ("/w" + "AA" * 66)  # 100 bytes


def _own(kind, texts):
    fields = st.sampled_from([f"{{{name}}}" for name in FIELDS[kind]])
    said = st.lists(st.one_of(texts, fields), max_size=4).map(" ".join).map(lambda t: t[:400])
    both = st.fixed_dictionaries({"en": said, "zh_CN": said}).map(lambda d: tuple(d.items()))
    return st.builds(
        lambda code, text, size, align: Block(
            code, texts=text if code in ("text", "qr") else (), size=size, align=align
        ),
        *(st.sampled_from(OWN), both, st.sampled_from(SIZES), st.sampled_from(ALIGNS)),
    )


def templates(texts):
    """Any that may be saved."""

    def of(kind):
        parts = st.lists(st.booleans(), min_size=len(PARTS[kind]), max_size=len(PARTS[kind])).map(
            lambda on: [
                Block(code, shown=shown or code in NEEDED[kind])
                for code, shown in zip(PARTS[kind], on, strict=True)
            ]
        )
        own = st.lists(_own(kind, texts), max_size=8)
        mixed = st.tuples(parts, own).flatmap(lambda both: st.permutations([*both[0], *both[1]]))
        return mixed.map(lambda blocks: Template(kind, tuple(blocks)))

    return st.sampled_from(KINDS).flatmap(of)


def receipts(texts):
    """Laid out on paper of any usual width, in both languages."""

    def lay_out(template, said, columns, language, logo):
        try:
            check(template)
        except Refused:  # a text that names a field that is none: a shop cannot save it either
            template = replace(template, blocks=tuple(Block(p) for p in PARTS[template.kind]))
        extra = {f"template.{template.kind}": write(template)}
        if logo:
            extra["template.logo"] = LOGO
        shop = Shop(
            *("01", "03", said[0]),
            till_name=said[1],
            branch=said[2],
            phone=said[3],
            tax_no=said[4],
            footer=said[5],
            paper_columns=columns,
            paper_language=language,
            extra=extra,
        )
        if template.kind == RECEIPT:
            made = sample_receipt(shop)
            lines = tuple(replace(one, name=said[6], name_en=said[7]) for one in made.sale.lines)
            made = replace(made, operator_name=said[8], sale=replace(made.sale, lines=lines))
            return slip_from_dict(PAPERS[language].receipt(made))
        return slip_from_dict(PAPERS[language].top_up(sample_slip(shop)))

    words = st.lists(texts, min_size=9, max_size=9)
    widths = st.sampled_from((24, 32, 42, 48, 64))
    return st.builds(
        lay_out, templates(texts), words, widths, st.sampled_from(("zh_CN", "en")), st.booleans()
    )
