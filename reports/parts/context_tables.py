"""What stands beside the figures of a document: follow-ups, declared obstacles, annotations, and the way to an MPP."""

from collections.abc import Iterator, Sequence
from typing import Any

from metrics.acts import annotations, declarations, follow_ups
from metrics.acts.annotations import Annotation
from metrics.acts.declarations import Declaration
from metrics.acts.follow_ups import FollowUp
from metrics.monitoring import follow_up_effect
from metrics.periods import Period
from reports.content.content import Table
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import coverage_tables
from reports.words import effect_words

FOLLOW_UPS = (
    "seq", "indicator", "region", "period", "fact", "cause", "action", "owner", "deadline", "state", "done_on",
)  # fmt: skip
EFFECTS = ("seq", "indicator", "region", *effect_words.EFFECT)
DECLARED = ("seq", "indicator", "region", "obstacle", "document", "on", "text")
ANNOTATIONS = ("seq", "month", "indicator", "region", "text", "rebase", "at", "by")


def tables(desk: Desk, options: Options) -> dict[str, Table]:
    """All of it, as it stands, as far as it is open to the scope and of the document's region."""
    own = [one for one in follow_ups.listed(desk.home, desk.scope) if options.region in (None, one.region)]
    held = [one for one in declarations.listed(desk.home, desk.scope) if options.region in (None, one.region)]
    declared = tuple(_declared(one) for one in held if one.held_on(desk.today))
    return {
        "follow_ups": Table(FOLLOW_UPS, tuple(_followed(one, desk) for one in own)),
        "effects": Table(EFFECTS, tuple(_effects(own, desk))),
        "declared": Table(DECLARED, declared),
        "annotations": Table(ANNOTATIONS, tuple(map(_annotated, _noted(desk, options)))),
        **coverage_tables.gather(desk, options),
    }


def _noted(desk: Desk, options: Options) -> list[Annotation]:
    """Annotations of the months that the document shows; those of the whole province are everyone's."""
    period = Period(options.period)
    first = min(period.first_month, Period(f"r12:{period.last_month}").first_month)
    return [
        note
        for note in annotations.listed(desk.home, desk.scope)
        if first <= note.month <= period.last_month
        and (options.region is None or note.region in (None, options.region))
    ]


def _annotated(note: Annotation) -> tuple[Any, ...]:
    return (note.seq, note.month, note.indicator, note.region, note.text, note.rebase, note.when, note.who)


def _followed(one: FollowUp, desk: Desk) -> tuple[Any, ...]:
    state = "late" if one.is_overdue(desk.today) else one.status
    done_on = None if one.done_on is None else one.done_on.isoformat()
    cells = (one.fact, one.cause, one.action, one.owner, one.deadline.isoformat(), state, done_on)
    return (one.seq, one.indicator, one.region, one.period, *cells)


def _effects(own: Sequence[FollowUp], desk: Desk) -> Iterator[tuple[Any, ...]]:
    """What those that are done have done."""
    for one in own:
        measured = follow_up_effect.effect(desk, one)
        if measured is not None:
            yield (one.seq, one.indicator, one.region, *effect_words.told_of(measured).values())


def _declared(one: Declaration) -> tuple[Any, ...]:
    return (one.seq, one.indicator, one.region, one.code, one.document, one.on.isoformat(), one.text)
