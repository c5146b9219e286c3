"""What a batch of printed vouchers comes to before it is issued: each, until when, and all."""

from __future__ import annotations

from app.domain.loyalty.voucher import Campaign, VoucherKind
from app.usecases.loyalty.examples.shapes import ExampleStep, Scene, scene, step
from app.usecases.loyalty.purse import day_of
from app.usecases.loyalty.shared.making import last_day
from app.usecases.services import Services


def batch(s: Services, campaign: Campaign, n: int) -> tuple[ExampleStep, ...]:
    """What one of them takes off at most, its last day, and what all may cost. Reader thread."""
    with s.db.read() as tx:
        worth_minor = most_minor(scene(tx, s, "campaign", campaign), campaign)
        day = day_of(tx, s)
        until_on = last_day(campaign, day, max(day.today, day.plus(campaign.after_days)))
    steps = [step("batch.each", each_minor=worth_minor) if worth_minor else step("batch.open")]
    if campaign.minimum_minor:
        steps.append(step("batch.from", minimum_minor=campaign.minimum_minor))
    steps.append(step("batch.until", until_on=until_on) if until_on else step("batch.endless"))
    if worth_minor:
        steps.append(step("batch.all", n=n, all_minor=n * worth_minor))
    return tuple(steps)


def most_minor(seen: Scene, campaign: Campaign) -> int:
    """The most that one voucher takes off, at today's prices; 0 where nothing bounds it."""
    if campaign.kind is VoucherKind.AMOUNT:
        return campaign.amount_minor
    if campaign.kind is VoucherKind.PERCENT:
        return campaign.cap_minor
    dearest = max(seen.weights(list(campaign.items)).values(), default=0)
    return max(0, dearest - campaign.price_minor)
