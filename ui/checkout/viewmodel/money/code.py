"""A payment by code as the cashier sees it: how it stands, for how long, what to do meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.domain.attempt.states import Attempt, Phase
from app.usecases.tender.terminals import GatewayState
from ui.checkout.front import CodeFront
from ui.checkout.viewmodel.frame import Frame
from ui.checkout.viewmodel.parts import KeyVM, TenderVM

_STATES = {  # phase: (icon, role, word)
    Phase.WRITTEN: ("refresh", "accent", "sending"),
    Phase.WAITING: ("phone", "accent", "waiting"),
    Phase.ASKING: ("info", "warning", "asking"),
    Phase.REVERSING: ("undo", "warning", "reversing"),
    Phase.GIVING_BACK: ("undo", "warning", "giving_back"),
}


@dataclass(frozen=True, slots=True)
class CodeVM:
    """The right half while a gateway is asked. `then` is what to do, and what not; `why` what the
    gateway said last; `steps` are (icon, role, words), from the scan to the end. `leave` is there
    once something else may be done meanwhile."""

    title: str
    about: str
    label: str
    amount: str
    sign: str
    icon: str
    role: str
    said: str
    then: str
    why: str
    clock: str
    steps: tuple[tuple[str, str, str], ...]
    cancel: KeyVM
    leave: KeyVM | None = None


def code(front: CodeFront, gateways: tuple[GatewayState, ...], f: Frame) -> CodeVM:
    """How the attempt stands."""
    words, attempt = f.words, front.attempt
    tender = words(f"tender.{attempt.kind}")
    icon, role, state = _STATES.get(attempt.phase, _STATES[Phase.WRITTEN])
    simulated = any(one.kind == attempt.kind and one.simulated for one in gateways)
    seconds = max(0, front.now_ms - front.began_ms) // 1000
    undoing = attempt.phase in (Phase.REVERSING, Phase.GIVING_BACK)
    return CodeVM(
        title=words("codepay.title", tender=tender),
        about=words("codepay.simulated") if simulated else "",
        label=words("codepay.back" if attempt.phase is Phase.GIVING_BACK else "codepay.amount"),
        amount=f.money(attempt.amount_minor),
        sign=f.sign,
        icon=icon,
        role=role,
        said=words(f"codepay.{state}", tender=tender),
        then=words(f"codepay.{state}.then", tender=tender),
        why=_why(attempt, f),
        clock=f"{seconds // 60}:{seconds % 60:02d}",
        steps=_steps(attempt, f),
        cancel=KeyVM("back", words("codepay.cancel"), words("codepay.undoing") if undoing else ""),
        leave=KeyVM("confirm", words("codepay.leave")) if undoing else None,
    )


def _steps(attempt: Attempt, f: Frame) -> tuple[tuple[str, str, str], ...]:
    """What is behind, what is now, what is to come."""
    done, now, later = ("check", "positive"), ("refresh", "accent"), ("dot", "muted")
    doubt = ("alert", "warning")
    marks = {
        Phase.WRITTEN: (now, later, later),
        Phase.WAITING: (done, ("phone", "accent"), later),
        Phase.ASKING: (done, doubt, later),
    }
    names = ("sent", "customer", "paid")
    if attempt.phase not in marks:
        names = ("asked_back", "confirmed_back", "nothing_owed")
        marks = {attempt.phase: (done, now, later) if attempt.tries else (now, later, later)}
    pairs = zip(names, marks[attempt.phase], strict=True)
    return tuple((*mark, f.words(f"codepay.step.{name}")) for name, mark in pairs)


def _why(attempt: Attempt, f: Frame) -> str:
    """Why nothing is known, in words."""
    key = f"codepay.why.{attempt.why}"
    return f.words(key) if attempt.why and key in f.words else ""


def by_gateway(key: TenderVM, gateways: tuple[GatewayState, ...], f: Frame) -> TenderVM:
    """The same key where a gateway takes the money: scan, or why not now."""
    gateway = next((one for one in gateways if one.kind == key.code), None)
    if gateway is None:
        return key
    if not gateway.ready:
        return replace(key, sub="", off=key.off or f.words("codepay.offline"))
    sub = "codepay.scan.simulated" if gateway.simulated else "codepay.scan"
    return replace(key, sub=f.words(sub))
