"""What one version of `targets.yaml` changes in another, goal by goal and place by place.

It compares what is written, not what it means, so that a version of years ago can be compared by the program of today.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

AIM = ("value", "range", "path", "ends")
TERMS = ("reference", "weight", "owner", "approver", "decree")
PLACES = ("regions", "services")
Goal = Mapping[str, Any]
Key = tuple[str, str, str]
"""Indicator, first month, and the unit of the calendar that a goal is set for."""


@dataclass(frozen=True)
class Change:
    """One thing that differs in one goal: the target (`about`) of the whole or of a place, or one of its terms.

    `old` and `new` as written: a number, [low, high], {"value": …, "path": …}, {"ends": true}; None where there was or
    is none. Of a goal that is `added` the old one is that of the goal before it, of one that is `removed` the new one
    likewise: what held, or will hold, in its place. `since` is the goal's first month. `past` when that month was over;
    `correction` the reason that the newer version gives, None when it gives none or only repeats that of the older.
    """

    act: str

    indicator: str
    since: str
    per: str
    about: str
    region: str | None
    service: str | None
    old: Any
    new: Any
    decree: str | None
    correction: str | None
    past: bool

    def as_dict(self) -> dict[str, Any]:
        """The change as it stands in the ledger; what JSON has no form for (a misplaced date) as text."""
        fields: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return fields

    @property
    def rewrites(self) -> bool:
        """Whether it changes a month that is over without saying why."""
        return self.past and self.correction is None


def between(old: object, new: object, this_month: str | None) -> tuple[Change, ...]:
    """The changes from one content to another, by indicator and month; `this_month` None: nothing counts as past."""
    before, after = _goals(old), _goals(new)
    order = {indicator: i for i, indicator in enumerate(dict.fromkeys(key[0] for key in (*after, *before)))}
    keys = sorted({*before, *after}, key=lambda key: (order[key[0]], *key[1:]))
    return tuple(change for key in keys for change in _changes(key, before, after, this_month))


def _goals(content: object) -> dict[Key, Goal]:
    goal_of: dict[Key, Goal] = {}
    for indicator, written in content.items() if isinstance(content, dict) else ():
        for goal in written if isinstance(written, list) else ():
            if isinstance(goal, dict) and "from" in goal:
                goal_of[str(indicator), str(goal["from"]), str(goal.get("per", "month"))] = goal
    return goal_of


def _changes(
    key: Key, before: Mapping[Key, Goal], after: Mapping[Key, Goal], this_month: str | None
) -> Iterator[Change]:
    old, new = before.get(key), after.get(key)
    act = "added" if old is None else "removed" if new is None else "changed"
    parts = dict.fromkeys((*_parts(old), *_parts(new)))
    given, repeated = (goal.get("correction") if goal else None for goal in (new, old))
    for about, region, service in parts:
        was, is_ = (_part(goal, about, region, service) for goal in (old, new))
        if was == is_ or (about != "target" and act != "changed"):
            continue
        was = _earlier(before, key, region, service) if act == "added" else was
        is_ = _earlier(after, key, region, service) if act == "removed" else is_
        decree = (new or old or {}).get("decree")
        fresh = None if given == repeated else given
        yield Change(
            act, *key, about, region, service, was, is_, decree, fresh, this_month is not None and key[1] < this_month
        )


def _earlier(goals: Mapping[Key, Goal], key: Key, region: str | None, service: str | None) -> Any:
    """What the newest goal before that of the key says of the same place; one of the whole ends those of places."""
    older = sorted(
        (goal for goal in goals if goal[0] == key[0] and goal[1] < key[1] and goal[2] == key[2]), reverse=True
    )
    for goal in older:
        part = _part(goals[goal], "target", region, service)
        if part is not None or _part(goals[goal], "target", None, None) is not None:
            return part
    return None


def _parts(goal: Goal | None) -> Iterator[tuple[str, str | None, str | None]]:
    if goal is None:
        return
    yield "target", None, None
    for kind in PLACES:
        written = goal.get(kind)
        for code in written if isinstance(written, dict) else ():
            yield ("target", str(code), None) if kind == "regions" else ("target", None, str(code))
    for term in TERMS:
        yield term, None, None


def _part(goal: Goal | None, about: str, region: str | None, service: str | None) -> Any:
    if goal is None:
        return None
    if about != "target":
        return goal.get(about)
    if region is not None or service is not None:
        kind, code = ("regions", region) if region is not None else ("services", service)
        written = goal.get(kind)
        return written.get(code) if isinstance(written, dict) else None
    aim = {name: goal[name] for name in AIM if goal.get(name) is not None}
    return next(iter(aim.values())) if aim.keys() in ({"value"}, {"range"}) else aim or None
