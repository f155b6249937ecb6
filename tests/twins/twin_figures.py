"""The plain twin of streams, cells and actuals: every figure counted from the records themselves."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.periods import Period
from metrics.satisfaction import UNSUR
from tests.twins.twin_records import Answer, Application

Figure = tuple[float | None, float | None, float | None]
"""Numerator, denominator, actual."""
UNKNOWN: Figure = (None, None, None)

MPP = {
    "11.71": ("operasi", "2019-12-03"),
    "11.73": ("operasi", "2026-03"),
    "11.74": ("operasi", ""),
    "11.11": ("rencana", ""),
    "11.18": ("belum", ""),
    "11.01": ("belum ada data", ""),
}
ALL_REGIONS = [f"11.{number:02}" for number in (*range(1, 19), *range(71, 76))]


@dataclass(frozen=True)
class Held:
    """Every record that counts."""

    applications: Sequence[Application]
    answers: Sequence[Answer]

    def stock_day(self, period: Period) -> date | None:
        """The last day of the period, or the newest day that any record tells of; None when that is before it."""
        days = [one.received.date() for one in self.applications]
        days += [one.complete.date() for one in self.applications if one.complete]
        days += [one.decided.date() for one in self.applications if one.decided and one.is_decided]
        if not days or max(days) < period.first_day:
            return None
        return min(max(days), period.last_day)


@dataclass(frozen=True)
class Scope:
    """What one figure is counted from: the records of one member, in one period."""

    received: Sequence[Application]
    decided: Sequence[Application]
    stock: Sequence[Application]
    answers: Sequence[Answer]
    stock_day: date | None
    reported: bool


def expected(
    held: Held, period: Period, region: str | None, by: str | None
) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    """((indicator, period, member), figure) of every row of a scorecard, whole or by its parts."""
    for of in [Period(month) for month in period.months] if by in ("month", "region,month") else [period]:
        for member, named in members(held, period, region, by, of):
            place = member if by in ("region", "region,month") else region
            scope = scoped(held, of, place, by, member)
            for indicator, count in INDICATORS.items():
                yield (indicator, of.code, named), count(scope)
            for unsur, name in enumerate(UNSUR):
                yield (f"unsur_{name}", of.code, named), mean_score(scope, unsur)
            yield ("mpp_operating", of.code, named), operating(of, place, by, member)


def members(held: Held, period: Period, region: str | None, by: str | None, of: Period) -> Iterator[tuple[str, str]]:
    """Each part and its name in the answer: all regions, but only those services that any record knows."""
    if by in ("region", "region,month"):
        yield from ((code, code) for code in ALL_REGIONS if region in (None, code))
    elif by in (None, "month"):
        yield "", of.code if by else region or "11"
    else:
        known: set[str] = set()
        for month in map(Period, period.months):
            all_of = scoped(held, month, region, None, "")
            for one in (*all_of.received, *all_of.decided, *all_of.stock, *all_of.answers):
                known.add(getattr(one, by))
        yield from ((member, member) for member in known)


def scoped(held: Held, period: Period, region: str | None, by: str | None, member: str) -> Scope:
    """The records of a region (None: all), and of one part of it where it is split."""

    def belongs(one: Application | Answer) -> bool:
        if region is not None and one.region != region:
            return False
        return by not in ("agency", "service", "channel") or getattr(one, by) == member

    def within(day: date) -> bool:
        return period.first_day <= day <= period.last_day

    received = [one for one in held.applications if within(one.received.date())]
    decided = [one for one in held.applications if one.is_decided and one.decided and within(one.decided.date())]
    stock_day = held.stock_day(period)
    return Scope(
        received=[one for one in received if belongs(one)],
        decided=[one for one in decided if belongs(one)],
        stock=[one for one in held.applications if belongs(one) and stock_day and one.open_on(stock_day)],
        answers=[one for one in held.answers if belongs(one) and within(one.answered)],
        stock_day=stock_day,
        reported=any(region in (None, one.region) for one in (*received, *decided)),
    )


def count(number: int, scope: Scope) -> Figure:
    return (number, None, number) if scope.reported else UNKNOWN


def share(part: int, whole: int, scope: Scope) -> Figure:
    """In percent; unknown where nothing was reported, without actual where there is nothing to divide by."""
    if not scope.reported:
        return UNKNOWN
    return part, whole, 100 * part / whole if whole else None


def on_time(scope: Scope, late_and_open: int = 0) -> Figure:
    judged = [one for one in scope.decided if one.on_time is not None]
    return share(sum(bool(one.on_time) for one in judged), len(judged) + late_and_open, scope)


def on_time_with_open(scope: Scope) -> Figure:
    late = 0
    for one in scope.stock:
        due = one.due
        if due and scope.stock_day and due <= scope.stock_day:
            late += 1
    return on_time(scope, late)


def digital(scope: Scope, *channels: str) -> Figure:
    known = [one for one in scope.decided if one.channel != "-"]
    return share(sum(one.channel in channels for one in known), len(known), scope)


def quantile(values: Sequence[int | None], of: float, scope: Scope) -> Figure:
    """Linearly interpolated between the two values around its place."""
    ordered = sorted(value for value in values if value is not None)
    if not ordered or not scope.reported:
        return UNKNOWN
    place = of * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return None, None, low + (high - low) * (place - math.floor(place))


def days(scope: Scope, of: float) -> Figure:
    taken = [one.days for one in scope.decided if not (one.standard and one.standard[1] == "minutes")]
    return quantile(taken, of, scope)


def minutes(scope: Scope, of: float) -> Figure:
    taken = [one.minutes for one in scope.decided if one.standard and one.standard[1] == "minutes"]
    return quantile(taken, of, scope)


def mean_score(scope: Scope, unsur: int) -> Figure:
    if not scope.answers:
        return UNKNOWN
    scores = [score for one in scope.answers if (score := one.scores[unsur]) is not None]
    return sum(scores), len(scores), sum(scores) / len(scores) if scores else None


def index(scope: Scope) -> Figure:
    means = [mean for unsur in range(len(UNSUR)) if (mean := mean_score(scope, unsur)[2]) is not None]
    return None, None, 25 * sum(means) / len(means) if means else None


def operating(period: Period, place: str | None, by: str | None, member: str) -> Figure:
    """The known regions with an MPP in operation on the last day; they belong to no agency, service or channel."""
    if by in ("agency", "service", "channel") and member != "-":
        return UNKNOWN
    known = {code: told for code, told in MPP.items() if told[0] != "belum ada data" and place in (None, code)}
    begun = [code for code, (status, since) in known.items() if status == "operasi" and since[:7] <= period.last_month]
    return (len(begun), None, len(begun)) if known else UNKNOWN


INDICATORS: dict[str, Callable[[Scope], Figure]] = {
    "received": lambda scope: count(len(scope.received), scope),
    "completed": lambda scope: count(sum(one.status == "selesai" for one in scope.decided), scope),
    "rejected": lambda scope: count(sum(one.status == "ditolak" for one in scope.decided), scope),
    "on_time_rate": on_time,
    "on_time_rate_with_open": on_time_with_open,
    "median_processing_days": lambda scope: days(scope, 0.5),
    "p90_processing_days": lambda scope: days(scope, 0.9),
    "median_processing_minutes": lambda scope: minutes(scope, 0.5),
    "p90_processing_minutes": lambda scope: minutes(scope, 0.9),
    "clearance_rate": lambda scope: share(len(scope.decided), len(scope.received), scope),
    "digital_share": lambda scope: digital(scope, "elektronik", "mandiri"),
    "self_service_share": lambda scope: digital(scope, "mandiri"),
    "satisfaction_index": index,
}
