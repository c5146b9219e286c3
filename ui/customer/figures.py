"""The right half of the customer's screen: what is due, left or given back, and facts below."""

from __future__ import annotations

from app.words import Words
from ui.bridge.customer_view import CustomerMode, CustomerView
from ui.kit import Line, b, ico, record, rule, t, yuan
from ui.kit.pieces.box import Item

LONGEST_HERO = 7  # figures of `999.99` fit at 96 px, longer ones take a step down


def figures(view: CustomerView, words: Words) -> list[Item]:
    """The items of the half, top to bottom."""
    label, amount = _leading(view, words)
    size = "hero" if len(amount) <= LONGEST_HERO else "amount"
    items: list[Item] = [
        Line([b(label, "title")], h=40),
        Line(yuan(amount, size, "text", view.currency_sign), h=112, gap=0),
        8,
        rule(),
    ]
    items += [
        record([(132, t(name, role="muted")), (0, b(value, elide=True), "r")], h=48)
        for name, value in (*view.facts, *view.tenders)
    ]
    done = view.mode is CustomerMode.DONE
    prompt = view.prompt or (words("shell.customer.thanks") if done else "")
    items.append(...)
    if prompt:
        icon = "check" if done else "scan"
        items.append(Line([ico(icon, "accent", "figure"), b(prompt, "title", elide=True)], h=48))
    return items


def _leading(view: CustomerView, words: Words) -> tuple[str, str]:
    """The one figure that leads, and its word."""
    if view.mode is CustomerMode.DONE:
        if view.change:
            return words("shell.customer.change"), view.change
        return words("shell.customer.paid"), view.due
    if view.tenders:
        return words("shell.customer.left"), view.due
    return words("shell.customer.due"), view.due
