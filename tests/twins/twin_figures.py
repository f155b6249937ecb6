"""The plain twin of streams, cells and actuals: every figure counted from the records themselves."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from metrics.periods import Period
from metrics.satisfaction import UNSUR
from tests.twins.twin_records import Answer, Application, Complaint, Recap, Record

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


class Held:
    """Every record that counts, by its kind."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.applications = [one for one in records if isinstance(one, Application)]
        self.answers = [one for one in records if isinstance(one, Answer)]
        self.complaints = [one for one in records if isinstance(one, Complaint)]
        recaps = [one for one in records if isinstance(one, Recap)]
        self.recaps = [one for one in recaps if one.counts_beside(self.applications)]

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
    waited: Sequence[Application]
    answers: Sequence[Answer]
    resolved: Sequence[Complaint]
    recaps: Sequence[Recap]
    recap_stock: Sequence[Recap]
    stock_day: date | None
    reported: bool

    @property
    def everything(self) -> Sequence[Record]:
        return [*self.received, *self.decided, *self.stock, *self.waited, *self.answers, *self.resolved, *self.recaps]


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
            known.update(getattr(one, by) for one in all_of.everything)
        yield from ((member, member) for member in known)


def scoped(held: Held, period: Period, region: str | None, by: str | None, member: str) -> Scope:
    """The records of a region (None: all), and of one part of it where it is split."""

    def belongs(one: Record) -> bool:
        if region is not None and one.region != region:
            return False
        return by not in ("agency", "service", "channel") or getattr(one, by) == member

    def within(day: date) -> bool:
        return period.first_day <= day <= period.last_day

    received = [one for one in held.applications if within(one.received.date())]
    decided = [one for one in held.applications if one.is_decided and one.decided and within(one.decided.date())]
    recaps = [one for one in held.recaps if one.month in period.months]
    with_stock = [one for one in recaps if one.has_stock]
    newest = {one.region: max(other.month for other in with_stock if other.region == one.region) for one in with_stock}
    reporting = [*received, *decided, *(one for one in recaps if one.reports)]
    stock_day = held.stock_day(period)
    return Scope(
        received=[one for one in received if belongs(one)],
        decided=[one for one in decided if belongs(one)],
        stock=[one for one in held.applications if belongs(one) and stock_day and one.open_on(stock_day)],
        waited=[
            one
            for one in held.applications
            if belongs(one) and one.ticket and within(one.ticket.date()) and one.wait is not None
        ],
        answers=[one for one in held.answers if belongs(one) and within(one.answered)],
        resolved=[
            one
            for one in held.complaints
            if belongs(one) and one.is_resolved and one.resolved and within(one.resolved.date())
        ],
        recaps=[one for one in recaps if belongs(one) and (one.reports or one.has_stock)],
        recap_stock=[one for one in with_stock if belongs(one) and one.month == newest[one.region]],
        stock_day=stock_day,
        reported=any(region in (None, one.region) for one in reporting),
    )


def total(counts: Iterable[int | None]) -> int:
    """The sum of those counts that are known."""
    return sum(count for count in counts if count is not None)


def count(number: int, scope: Scope) -> Figure:
    return (number, None, number) if scope.reported else UNKNOWN


def share(part: int, whole: int, scope: Scope) -> Figure:
    """In percent; unknown where nothing was reported, without actual where there is nothing to divide by."""
    if not scope.reported:
        return UNKNOWN
    return part, whole, 100 * part / whole if whole else None


def received(scope: Scope) -> int:
    return len(scope.received) + total(one.received for one in scope.recaps)


def completed(scope: Scope) -> int:
    single = sum(one.status == "selesai" for one in scope.decided)
    return single + total(one.completed for one in scope.recaps)


def rejected(scope: Scope) -> int:
    single = sum(one.status == "ditolak" for one in scope.decided)
    return single + total(one.rejected for one in scope.recaps)


def on_time(scope: Scope, late_and_open: int = 0) -> Figure:
    judged = [one for one in scope.decided if one.on_time is not None]
    recaps = [one for one in scope.recaps if one.on_time is not None]
    part = sum(bool(one.on_time) for one in judged) + total(one.on_time for one in recaps)
    return share(part, len(judged) + total(one.completed for one in recaps) + late_and_open, scope)


def on_time_with_open(scope: Scope) -> Figure:
    late = total(one.overdue for one in scope.recap_stock)
    for one in scope.stock:
        due = one.due
        if due and scope.stock_day and due <= scope.stock_day:
            late += 1
    return on_time(scope, late)


def of_known_channels(scope: Scope, *channels: str) -> Figure:
    """The share of the channels in what was decided by a known channel; a recap's rejections stand in no share."""
    known = [one.channel for one in scope.decided if one.channel != "-"]
    for one in scope.recaps:
        if one.channel != "-":
            known += [one.channel] * (one.completed or 0)
    return share(sum(channel in channels for channel in known), len(known), scope)


def complaints(scope: Scope) -> Figure:
    """Known from the complaints alone, whoever reported."""
    if not scope.resolved:
        return UNKNOWN
    judged = [one for one in scope.resolved if one.on_time is not None]
    part = sum(bool(one.on_time) for one in judged)
    return part, len(judged), 100 * part / len(judged) if judged else None


def quantile(values: Sequence[int | None], of: float) -> Figure:
    """Linearly interpolated between the two values around its place."""
    ordered = sorted(value for value in values if value is not None)
    if not ordered:
        return UNKNOWN
    place = of * (len(ordered) - 1)
    low, high = ordered[math.floor(place)], ordered[math.ceil(place)]
    return None, None, low + (high - low) * (place - math.floor(place))


def days(scope: Scope, of: float) -> Figure:
    taken = [one.days for one in scope.decided if not (one.standard and one.standard[1] == "minutes")]
    return quantile(taken, of)


def minutes(scope: Scope, of: float) -> Figure:
    taken = [one.minutes for one in scope.decided if one.standard and one.standard[1] == "minutes"]
    return quantile(taken, of)


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
    "received": lambda scope: count(received(scope), scope),
    "completed": lambda scope: count(completed(scope), scope),
    "rejected": lambda scope: count(rejected(scope), scope),
    "on_time_rate": on_time,
    "on_time_rate_with_open": on_time_with_open,
    "median_processing_days": lambda scope: days(scope, 0.5),
    "p90_processing_days": lambda scope: days(scope, 0.9),
    "median_processing_minutes": lambda scope: minutes(scope, 0.5),
    "p90_processing_minutes": lambda scope: minutes(scope, 0.9),
    "clearance_rate": lambda scope: share(completed(scope) + rejected(scope), received(scope), scope),
    "digital_share": lambda scope: of_known_channels(scope, "elektronik", "mandiri"),
    "self_service_share": lambda scope: of_known_channels(scope, "mandiri"),
    "satisfaction_index": index,
    "complaint_on_time_rate": complaints,
    "median_queue_wait_minutes": lambda scope: quantile([one.wait for one in scope.waited], 0.5),
}
