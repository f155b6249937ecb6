"""The sign-off of a period in lines, for terminal and page."""

from datetime import datetime
from typing import Any

from data import clock
from data.home import Home
from metrics.catalogue import indicators
from metrics.change_control import sign_off
from metrics.change_control.restatements import Restatement
from metrics.change_control.sign_off import State
from text import formats
from text.words import Language, say


def lines(state: State, home: Home, language: Language) -> list[str]:
    """How far it is signed off, and every figure that changed since."""
    standing = state.sign_off
    act = standing.act
    filled = {"by": act.who, "document": act.document, "entry": act.seq} if act else {}
    at = formats.moment(clock.as_written(datetime.fromisoformat(act.when)), language) if act else ""
    counts = {"months": standing.months, "signed": standing.signed, "at": at}
    first = say(f"sign_off.line_{standing.state}", language, **counts, **filled)
    if not state.changes:
        return [first]
    names = ", ".join(sign_off.described(state.changes, home, language, act.region if act else None))
    count = formats.number(len(state.changes), language)
    return [first, say("sign_off.line_changed", language, count=count, names=names)]


def changed_figures(state: State, home: Home, language: Language) -> list[tuple[str, str, str]]:
    """Every figure that changed since: its name, as it was proposed or signed, and as it is now."""
    known, region = indicators.load(home), state.sign_off.act.region if state.sign_off.act else None
    names = sign_off.described(state.changes, home, language, region)

    def written(value: float | None, change: Restatement) -> str:
        return formats.quantity(value, known[change.indicator].unit, language)

    return [
        (name, written(change.signed_actual, change), written(change.actual, change))
        for name, change in zip(names, state.changes, strict=True)
    ]


def as_dict(state: State) -> dict[str, Any]:
    """The same for a program."""
    act = state.sign_off.act
    changes = [
        {"indicator": change.indicator, "member": change.member, "before": change.signed_actual, "now": change.actual}
        for change in state.changes
    ]
    named = {name: getattr(act, name) if act else None for name in ("seq", "who", "when", "document", "role")}
    counts = {"months": state.sign_off.months, "signed": state.sign_off.signed}
    return {"state": state.sign_off.state, **counts, **named, "changes": changes}
