"""Boards that show every piece in every state; drawn by test_gallery.py in both themes.

Sample words are a made-up day of one shop: only what a piece itself says comes from the kit.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.kit import (
    Action,
    BarStrip,
    BasketHead,
    BasketRow,
    BasketView,
    Busy,
    Choice,
    Column,
    Dock,
    EmptyState,
    ErrorState,
    Field,
    Key,
    Keypad,
    Line,
    Loading,
    MemberStrip,
    Nudge,
    Panel,
    PaperPreview,
    Para,
    PinPad,
    RecordTable,
    Run,
    Switch,
    TableRow,
    Tabs,
    b,
    chip,
    col,
    day_curve,
    grid,
    ico,
    key_for,
    lean,
    link,
    meter,
    page,
    record,
    row,
    rule,
    s,
    scroll,
    section,
    spark,
    split_bar,
    state_row,
    swatch,
    t,
    theme,
    tokens,
    yuan,
)

LINES = [
    BasketRow("1", "雀巢咖啡1+2（10条装）", "1", "包", "13.30", "13.30"),
    BasketRow(
        "2", "伊利营养舒化奶（低脂）", "6", "盒", "4.30", "25.80", (("金卡会员价 3.90", "−2.40"),)
    ),
    BasketRow("3", "红富士苹果", "1.354", "kg", "9.90", "13.40"),
    BasketRow(
        "4",
        "好丽友巧克力派(6枚装)",
        "2",
        "盒",
        "8.00",
        "16.00",
        (("第二件半价　零食周，到周日为止", "−4.00"),),
    ),
    BasketRow("5", "120g 乐事薯片（原味）", "2", "罐", "8.00", "16.00"),
    BasketRow("6", "450ml 美汁源果粒橙", "3", "瓶", "3.30", "9.90", (), "current"),
]
GOODS = [
    ("可口可乐", "600ml", "2.90", "余 64"),
    ("农夫山泉", "550ml", "1.50", "余 120"),
    ("娃哈哈营养快线", "500ml", "4.45", "余 30"),
    ("伊利核桃早餐奶", "250ml", "3.20", "仅剩 4"),
    ("红富士苹果", "", "9.90/kg", ""),
]
FUNCTIONS = [
    ("会员", Action.MEMBER),
    ("数量", Action.QUANTITY),
    ("折扣", Action.DISCOUNT),
    ("挂单", Action.PARK),
    ("取单", Action.RECALL),
    ("查价", Action.PRICE_CHECK),
    ("开钱箱", Action.NO_SALE),
    ("重打", Action.REPRINT),
    ("删行", Action.REMOVE_LINE),
    ("整单取消", Action.CANCEL_SALE),
]


def sell() -> QWidget:
    """The selling screen, from pieces only."""
    wide = theme.current().wide
    status = row(
        Line(
            [b("便民生活超市"), s("3 号机"), s("林晓燕　早班 08:02 起")],
            [
                Run("在线", "small", "muted", icon="online"),
                s("0 笔待传"),
                Run("打印机", "small", "muted", icon="printer"),
                s("9 月 12 日 周六"),
                b("14:32"),
            ],
            h=39,
            gap=16,
        ),
        pad=(0, 16),
        edges="b",
        h=tokens.HEIGHT["status"],
    )
    places = [("sell", "收银"), ("member", "会员"), ("history", "单据"), ("shift", "交班")]
    rail = col(
        *[Key(n, icon=i, form="rail", chosen=i == "sell", h=64) for i, n in places],
        ...,
        Key("锁定", icon="lock", form="rail", h=64),
        Key("帮助", icon="help", form="rail", h=64),
        edges="r",
        w=tokens.RAIL["open" if wide else "folded"],
        pad=(8, 0),
    )
    return col(status, (row(rail, basket_half(), (working_half(), 1)), 1), bg="canvas")


def basket_half() -> QWidget:
    member, view, nudge, dock = MemberStrip("没有会员", "F2"), BasketView(), Nudge(), Dock()
    facts = [
        ("储值", "326.50", "本机可用 200.00"),
        ("积分", "1,240"),
        ("券", "2"),
        ("鲜奶卡", "剩 11"),
    ]
    member.put("陈雨桐", tier="金卡", phone="138****6027", hint="明天生日", facts=facts)
    view.put(LINES)
    nudge.put("再买 12.00，满 100 减 20", 880_000, "零食周")
    left = [s("15 件", "text"), s("已省 6.40", "positive")]
    dock.put("应收", "88.00", left=left, right=[s("可得 132 积分，金卡 1.5 倍")])
    width = tokens.BASKET["wide" if theme.current().wide else "normal"]
    return col(member, BasketHead(), (view, 1), nudge, dock, bg="surface", edges="r", w=width)


def working_half() -> QWidget:
    size = "title" if theme.current().wide else "body"
    search = Field(
        hint="扫码，或输入条码、名称、拼音首字母", icon="scan", right=[s("F3")], ime=False
    )
    search.setObjectName("scan")
    tabs = Tabs(["常用", "饮料", "乳品", "零食", "糖果", "生鲜称重", "服务"])
    goods = [
        Key(n, spec=spec, amount=a, sub=left, warn="仅" in left, form="stack", size=size)
        for n, spec, a, left in GOODS * 5
    ]
    functions = [Key(n, key_for(a), form="centre", weight="regular") for n, a in FUNCTIONS]
    pay = Key(
        "收款",
        key_for(Action.PAY),
        kind="primary",
        form="centre",
        size="figure",
        w=176,
        h=tokens.HEIGHT["pay"],
    )
    return col(
        col(search, tabs, (grid(goods, 5), 1), gap=12, pad=(12, 16)),
        row((grid(functions, 5), 1), pay, gap=8, pad=(11, 16), edges="t", h=tokens.HEIGHT["dock"]),
    )


def pay() -> QWidget:
    """Paying: tenders with their reasons, the figure, keypad."""
    ways = [
        ("现金", "数字", "cash", "输入实收，按 Enter", ""),
        ("微信支付", "F3", "scan", "", "断网，联网后可用"),
        ("支付宝", "F4", "scan", "看顾客手机确认到账", ""),
        ("银行卡", "F7", "card", "刷卡机已连接", ""),
    ]
    tenders = [
        Key(n, k, sub=sub, icon=i, form="tender", off=off, chosen=n == "现金")
        for n, k, i, sub, off in ways
    ]
    quick = [Key(n, sub=k, form="centre") for n, k in (("28.00", "正好"), ("30", ""), ("50", ""))]
    cash = Field(name="实收", value="50.00", icon="cash", size="figure", mode="money", erase=True)
    taken = row(
        (col(Line([b("储值")], [b("60.00")], h=28), Line([s("本金 48.00，赠送 12.00")], h=24)), 1),
        Key("撤销", icon="undo", h=48, w=104),
        gap=16,
        h=68,
        edges="b",
    )
    back = Key("返回加商品", "Esc", icon="back", h=44, kind="quiet", w=176)
    return col(
        row(back, ..., Line((), [s("应收 88.00　已收 60.00")], h=44)),
        Line([b("还差", "figure")], yuan("28.00", "hero"), h=108),
        rule(),
        taken,
        12,
        (
            row(
                (grid(tenders, 2), 1),
                (col(cash, grid(quick, 3), (Keypad(most=88), 1), gap=8), 1),
                gap=16,
            ),
            1,
        ),
        12,
        Key("收现金 50.00，找零 22.00", "Enter", kind="primary", size="title", h=76),
        pad=(12, 16),
        bg="canvas",
    )


def keys() -> QWidget:
    """Every form and state of a key."""
    forms = [
        Key("挂单", "F6", form="centre"),
        Key("取单", "Shift F6"),
        Key("重打", "F10", icon="printer"),
        Key("王建国", sub="店长，在店", icon="member", chosen=True),
        Key("整单取消", "Ctrl Del", kind="danger"),
        Key("批准 −15.00", off="还差 2 位 PIN"),
        Key("收款", "F9", kind="primary", form="centre"),
        Key("Approve the discount", sub="2 more digits of the PIN needed"),
    ]
    pin = PinPad(6, h=48)
    for digit in "1234":
        pin.feed(digit)
    bar = BarStrip(
        "没有这个条码 6923450612345",
        [
            ("search", Key("按名称找", "F3")),
            ("price", Key("按部门价收", "F4")),
            ("ok", Key("知道了", "Esc", kind="primary")),
        ],
        note="没有加入本单；扫码已停，回车无效",
    )
    nobody = MemberStrip("会员：手机号、卡或姓名", "F2")
    reasons = [("a", "客诉补偿"), ("b", "临期破损"), ("c", "价格有误"), ("d", "其他")]
    choice = Choice(reasons, "a", h=48)
    tall = [
        Key("李伟", sub="收银员", form="centre", size="title", h=88),
        Key("林晓燕", sub="早班", form="centre", size="title", h=88, chosen=True),
        Key("收款", "F9", off="先处理这一件", kind="primary", form="centre", size="figure", h=120),
    ]
    left = col(
        bar,
        16,
        grid(forms, 2),
        16,
        Line([s("原因")], h=28),
        choice,
        16,
        grid(tall, 3),
        16,
        grid(touched(), 4),
        ...,
    )
    right = col(
        nobody,
        16,
        Line([s("王建国的 PIN")], h=28),
        pin,
        16,
        Switch("交易完成后自动打印", True),
        Switch("小票上印会员码", note="80 毫米纸"),
        ...,
        w=400,
    )
    return row((left, 1), right, gap=32, pad=24, bg="canvas")


def touched() -> list[Key]:
    """Keys under a pointer and under a finger, as they look at that moment."""
    hover = [Key("指着", h=56), Key("指着", kind="primary", h=56)]
    down = [Key("按下", h=56), Key("按下", kind="primary", h=56)]
    for key in hover:
        key.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    for key in down:
        key.setDown(True)
    return [*hover, *down]


def loading() -> QWidget:
    """A page whose rows are on their way."""
    made = RecordTable([Column("时间", 100), Column("单号")], name="单据")
    made.show_loading("正在读取今天的单据")
    state = made.findChild(Loading)
    state._line._appear()
    state._words.show()
    return page("单据", "人民路店", [Key("补打", h=56, w=144, off="先选一张单据")], (made, 1))


def forms() -> QWidget:
    """Fields, a panel, busy work."""
    wrong = Field("手机号", value="1380013", help="11 位", mode="digits")
    wrong.set_error("手机号是 11 位，还差 4 位。")
    off = Field("店铺编号", value="HZ-001")
    off.set_enabled(False)
    fields = [
        Field("称呼", hint="顾客怎么称呼", help="小票上会打码"),
        wrong,
        Field("金额", value="1,234.50", mode="money", right=[s("单张卡上限 5,000.00")]),
        Field("PIN", value="123456", mode="secret"),
        off,
        Field("备注", value="要小袋子", icon="note"),
    ]
    busy = Busy("正在导入商品")
    busy.put("正在导入商品", 640_000, "640 / 1,000")
    busy.findChild(type(busy._line))._appear()
    text = "便民生活超市\n人民路店\n" + "-" * 32 + "\n红富士苹果     1.354×9.90  13.40"
    paper = PaperPreview()
    paper.put_text(text)
    paper.setFixedHeight(160)
    panel = Panel("新会员", grid(fields, 2, gap=16), icon="member", about="只要手机号就能入会")
    return row(
        (col(panel, 16, busy, ...), 1),
        col(Para("会员资料只用于本店优惠，随时可以删除。", role="muted"), 16, paper, ..., w=360),
        gap=24,
        pad=24,
        bg="canvas",
    )


def table() -> QWidget:
    """A page with a table, one row chosen."""
    columns = [
        Column("时间", 100),
        Column("单号", 140),
        Column("商品"),
        Column("付款", 160),
        Column("金额", 110, right=True),
    ]
    made = RecordTable(columns, name="单据")
    ways = ["现金", "微信支付", "支付宝", "银行卡"]
    made.put(
        [
            TableRow(
                str(n),
                (
                    s(f"14:{59 - n:02d}"),
                    t(f"03-{318 - n:06d}"),
                    t("可口可乐、舒化奶、红富士苹果、乐事薯片等 12 件商品", elide=True),
                    [chip("已退", "danger", "danger_soft")] if n == 3 else s(ways[n % 4], "text"),
                    b(f"{88 + n * 7}.40"),
                ),
                bar="warning" if n == 5 else "",
            )
            for n in range(40)
        ]
    )
    made.choose("2")
    find = row(
        (Field(hint="单号、金额、会员或商品", icon="search", right=[s("F3")]), 1), pad=(0, 24)
    )
    views = row((Tabs(["今天 281", "昨天", "近 7 天"]), 1), pad=(0, 24))
    actions = [
        Key("补打", "F10", icon="printer", h=56, w=144),
        Key("看小票", kind="primary", h=56, w=144),
    ]
    return page("单据", "人民路店，281 单", actions, find, views, (made, 1))


def charts() -> QWidget:
    """Every chart, and the rows around them."""
    today, usual = (
        [412, 866, 1043, 1288, 1512, 905, 456],
        [450, 800, 960, 1180, 1290, 870, 848, 760],
    )
    curve = day_curve(
        today, [*usual, 880, 1320, 1610, 1450, 1080, 620], first_hour=8, name="销售额"
    )
    stored = col(
        Line([t("储值余额", role="muted")], h=28),
        Line(yuan("326.50"), h=60),
        split_bar([(26650, "accent"), (6000, "accent_mid")]),
        8,
        record([(18, swatch("accent")), (0, t("本金")), (100, b("266.50"), "r")], gap=8),
        record([(18, swatch("accent_mid")), (0, t("赠送")), (100, b("60.00"), "r")], gap=8),
    )
    marks = ((0, "0"), (200_000, "银 1,000"), (600_000, "金 3,000"), (1_000_000, "铂金 5,000"))
    tier = col(
        Line([t("等级", role="muted")], [s("有效到明年 3 月")], h=28),
        Line([b("金卡", "amount", "tier")], [s("成长值"), b("3,180")], h=60),
        meter(636_000, marks, h=12),
        12,
        Line([b("再消费 1,820.00 升铂金")], [s("约在 11 月底")], h=44),
        rule(),
        Line([ico("check", "positive"), t("明年的金卡已经保住")], h=44),
    )
    visits = section(
        "最近 12 周",
        12,
        spark([62, 88, 40, 95, 120, 76, 0, 132, 84, 140, 118, 145], h=64),
        hint="来 23 次，每次 41.70",
        right=link("全部"),
    )
    rows = [
        state_row(
            "check",
            "小票已打印",
            "positive",
            "14:33:08，打印机确认出纸",
            Key("重打", "F10", h=48, w=112),
        ),
        state_row("drawer", "已让钱箱弹开", "warning", "找完零请关上；没弹开就用钥匙"),
        state_row("alert", "打印机缺纸", "danger", "换好纸会自己接着打"),
    ]
    factors = row(lean(192, 260), lean(-24, 260), ..., gap=24)
    body = col(
        curve,
        12,
        row(
            (stored, 1),
            rule(True),
            (tier, 1),
            rule(True),
            (col(visits, 12, factors, ...), 1),
            gap=24,
        ),
        12,
        *rows,
        ...,
        pad=(16, 24),
        bg="surface",
    )
    return scroll(body)


def empty() -> QWidget:
    """An empty page and an error, side by side."""
    keys = [
        Key("录入第一位会员", "Ctrl N", icon="plus", kind="primary", h=64, size="title"),
        Key("从 Excel 或旧系统导入", icon="report", h=64),
    ]
    why = "收款时报手机号就能入会，不用先在这里建。\n已有名单，可以一次导入。"
    nothing = EmptyState("member", "还没有会员", why, keys)
    kept = "已成交的单据都在本机，没有丢失。\n磁盘腾出空间后就能继续。"
    broken = ErrorState("磁盘满了，读不到单据", kept, keys=[Key("打开文件夹", h=64)])
    return row((nothing, 1), rule(True), (broken, 1), bg="surface")


def icons() -> QWidget:
    """All icons with their names."""
    names = theme.current().icons.names()
    return col(
        grid([Line([ico(n, "text", "figure"), s(n)], h=56) for n in names], 8),
        ...,
        pad=24,
        bg="surface",
    )


BOARDS = {f.__name__: f for f in (sell, pay, keys, forms, table, loading, charts, empty, icons)}
