"""From the layers of a calendar to the opening hours of each of its days.

Days are counted as `date.toordinal` does, so that a whole calendar is a handful of array operations.
"""

import numpy as np
import numpy.typing as npt

from data.calendar.layers import CLOSED, NATIONAL, Chain, Span, Week
from data.errors import error_text
from data.settings.yaml_models import at

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_MONDAY, _SATURDAY = 0, 5
_UNSET = -1


def opening_hours(chain: Chain, ordinals: Ints, holiday: Bools) -> Ints:
    """[day, (open, close)] in minutes after midnight, 0 and 0 on days off.

    The week first, then holidays, then each layer's days off and replacement working days, from the top down.
    """
    weekdays = (ordinals - 1) % 7
    hours = _weekly(chain, ordinals, weekdays)
    hours[holiday] = CLOSED
    usual = _weekly(chain, ordinals, np.where(weekdays >= _SATURDAY, _MONDAY, weekdays))
    for code, layer in chain.layers.items():
        for off in layer.days_off:
            hours[_within(ordinals, off)] = CLOSED
        for index, worked in enumerate(layer.working_days):
            row = worked.day.toordinal() - int(ordinals[0])
            hours[row] = usual[row] if worked.hours is None else worked.hours
            if hours[row, 0] == hours[row, 1]:
                spot = ("layers", code, "working_days", index)
                part = f"layers.{code}.working_days"
                raise at(chain.path, spot, error_text("part", part=part, finding=error_text("no_hours_that_day")))
    return hours


def _weekly(chain: Chain, ordinals: Ints, weekdays: Ints) -> Ints:
    """[day, (open, close)] by weekday alone. Ramadan hours change the hours of open days; they open none."""
    hours = np.full((len(ordinals), 2), _UNSET, dtype=np.int64)
    for week in (week for layer in chain.layers.values() for week in layer.hours):
        _set_hours(hours, week, weekdays, _within(ordinals, week))
    if (hours == _UNSET).any():
        spot = ("layers", NATIONAL, "hours")
        raise at(
            chain.path,
            spot,
            error_text("part", part=f"layers.{NATIONAL}.hours", finding=error_text("days_without_hours")),
        )
    ramadan = _within(ordinals, *chain.ramadan) & (hours[:, 0] < hours[:, 1])
    for week in (week for layer in chain.layers.values() for week in layer.ramadan_hours):
        _set_hours(hours, week, weekdays, ramadan & _within(ordinals, week))
    return hours


def _set_hours(hours: Ints, week: Week, weekdays: Ints, where: Bools) -> None:
    for weekday, opening in enumerate(week.by_weekday):
        if opening is not None:
            hours[where & (weekdays == weekday)] = opening


def _within(ordinals: Ints, *spans: Span) -> Bools:
    inside = np.zeros(len(ordinals), dtype=np.bool_)
    for span in spans:
        inside |= (ordinals >= span.first.toordinal()) & (ordinals <= span.last.toordinal())
    return inside
