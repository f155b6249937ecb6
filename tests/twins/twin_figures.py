"""The plain twin of streams, cells and actuals: every figure counted from the records themselves."""

import csv
import functools
import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from data.home import SHIPPED
from metrics.periods import Period, plus_months
from metrics.survey.index import UNSUR
from tests.twins.twin_records import (
    AGENCY_OF,
    AUTHORITY_OF,
    LICENCES,
    Answer,
    Application,
    Complaint,
    Entered,
    Recap,
    Record,
)

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
PLAN = (
    ("11.71", "DKC-01", "2026-01-01", ""),
    ("11.71", "PTS-05", "2026-01-01", "2026-03-30"),
    ("11.71", "BNN-01", "2026-03-31", ""),
    ("11.73", "PTS-01", "2020-01-01", "2026-01-31"),
    ("11.73", "PTS-01", "2026-03-01", ""),
    ("11.73", "BNN-02", "2020-01-01", ""),
    ("11.11", "DKC-07", "2026-02-15", ""),
)
"""Region, service, from, to: what the home of the twins plans."""
WEIGHTED = ("staffed_counter_share", "system_availability", "cost_per_service")
ENTERED = (*WEIGHTED, "sippn_share", "ipp_index", "ombudsman_score")
with (SHIPPED / "reference" / "regions.csv").open(encoding="utf-8", newline="") as _file:
    POPULATION = {row["code"]: int(row["population"]) for row in csv.DictReader(_file) if row["parent"]}
ALL_REGIONS = [f"11.{number:02}" for number in (*range(1, 19), *range(71, 76))]


class Held:
    """Every record that counts, by its kind."""

    def __init__(self, records: Sequence[Record], files: Sequence[tuple[date, Sequence[Record]]]) -> None:
        self.files = files
        self.entered = [one for one in records if isinstance(one, Entered)]
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
    tickets: Sequence[Application]
    answers: Sequence[Answer]
    resolved: Sequence[Complaint]
    responded: Sequence[Complaint]
    recaps: Sequence[Recap]
    recap_stock: Sequence[Recap]
    stock_day: date | None
    reported: bool
    days: int
    """Calendar days of the period."""
    catalogue: Sequence["Service"]
    """What is planned or active at the period's end."""
    presence: Sequence[tuple[str, str]]
    """Region and agency of the active ones."""
    sent: frozenset[str]
    """Streams of their own of which the place has ever sent anything."""
    complained: Sequence[Complaint]
    waiting: Sequence[Complaint]
    """Complaints received in the period, and those not resolved on its stock day."""

    @property
    def everything(self) -> Sequence[Record]:
        records: list[Record] = [*self.received, *self.decided, *self.stock, *self.tickets, *self.answers]
        return [*records, *self.resolved, *self.responded, *self.recaps, *self.complained, *self.waiting]


def expected(
    held: Held, period: Period, region: str | None, by: str | None
) -> Iterator[tuple[tuple[str, str, str], Figure]]:
    """((indicator, period, member), figure) of every row of a scorecard, whole or by its parts."""
    by = by and by.replace("leaf", "region")  # here every part of the root reports itself
    for of in [Period(month) for month in period.months] if by in ("month", "region,month") else [period]:
        for member, named in members(held, period, region, by, of):
            place = member if by in ("region", "region,month") else region
            scope = scoped(held, of, place, by, member)
            for indicator, count in INDICATORS.items():
                yield (indicator, of.code, named), count(scope)
            for unsur, name in enumerate(UNSUR):
                yield (f"unsur_{name}", of.code, named), mean_score(scope, unsur)
            yield ("mpp_operating", of.code, named), operating(of, place, by, member)
            yield ("population_served_share", of.code, named), population_served(of, place, by, member)
            for indicator in OF_ACTS:
                yield (indicator, of.code, named), UNKNOWN
            yield ("reporting_on_time_rate", of.code, named), reported_on_time(held, of, place, by, member)
            for indicator in ENTERED:
                yield (indicator, of.code, named), entered(held, indicator, of, place, by)


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
            for one in services_of_month(held, month.code, region):
                known.update({"service": {one.service, "-"}, "agency": {AGENCY_OF[one.service]}, "channel": {"-"}}[by])
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
    services = catalogue(held, period, region)
    stock_day = held.stock_day(period)
    complaint_day = complaint_stock_day(held, period)
    return Scope(
        received=[one for one in received if belongs(one)],
        decided=[one for one in decided if belongs(one)],
        stock=[one for one in held.applications if belongs(one) and stock_day and one.open_on(stock_day)],
        tickets=[one for one in held.applications if belongs(one) and one.ticket and within(one.ticket.date())],
        answers=[one for one in held.answers if belongs(one) and within(one.answered)],
        resolved=[
            one
            for one in held.complaints
            if belongs(one) and one.is_resolved and one.resolved and within(one.resolved.date())
        ],
        responded=[one for one in held.complaints if belongs(one) and one.responded and within(one.responded.date())],
        recaps=[one for one in recaps if belongs(one) and (one.reports or one.has_stock)],
        recap_stock=[one for one in with_stock if belongs(one) and one.month == newest[one.region]],
        stock_day=stock_day,
        reported=any(region in (None, one.region) for one in reporting),
        days=(period.last_day - period.first_day).days + 1,
        catalogue=[one for one in services if by is None or of_part(by, member, one.service, AGENCY_OF[one.service])],
        presence=[
            (code, agency)
            for code, agency in sorted({(one.region, AGENCY_OF[one.service]) for one in services if one.active})
            if by is None or of_part(by, member, "-", agency)
        ],
        sent=sent(held, region),
        complained=[one for one in held.complaints if belongs(one) and within(one.received.date())],
        waiting=[
            one
            for one in held.complaints
            if complaint_day
            and belongs(one)
            and one.received.date() <= complaint_day
            and not (one.is_resolved and one.resolved and one.resolved.date() <= complaint_day)
        ],
    )


def sent(held: Held, region: str | None) -> frozenset[str]:
    """What a region (None: any) has ever sent apart from its applications."""
    applications = [one for one in held.applications if region in (None, one.region)]
    told = {
        "visits": any(one.ticket for one in applications),
        "licences": any(one.is_decided and one.status == "selesai" and one.scale for one in applications),
        "responses": any(region in (None, one.region) for one in held.answers),
        "complaints": any(region in (None, one.region) for one in held.complaints),
    }
    return frozenset(stream for stream, is_sent in told.items() if is_sent)


def complaint_stock_day(held: Held, period: Period) -> date | None:
    """As that of applications, by the newest day that complaints tell of; the whole month of it has the stock."""
    days = [one.received.date() for one in held.complaints]
    days += [one.resolved.date() for one in held.complaints if one.is_resolved and one.resolved]
    if not days or max(days).replace(day=1) < period.first_day:
        return None
    return min(max(days), period.last_day)


@dataclass(frozen=True)
class Service:
    """A service of a region as it stands at the end of a period."""

    region: str
    service: str
    active: bool
    planned: bool


def of_part(by: str, member: str, service: str, agency: str) -> bool:
    """Whether something that belongs to no channel is of a part."""
    return {"service": service, "agency": agency, "channel": "-"}.get(by, member) == member


def told_months(held: Held) -> set[tuple[str, str, str]]:
    """Region, service and month of which anything tells that there was something received or decided."""
    found = set()
    for one in held.applications:
        found.add((one.region, one.service, f"{one.received:%Y-%m}"))
        if one.is_decided and one.decided:
            found.add((one.region, one.service, f"{one.decided:%Y-%m}"))
    return found | {(one.region, one.service, one.month) for one in held.recaps if one.is_active}


def reported_months(held: Held) -> set[str]:
    """The months that any region reported."""
    return {month for _, _, month in told_months(held)} | {one.month for one in held.recaps if one.reports}


def catalogue(held: Held, period: Period, region: str | None) -> list[Service]:
    """Planned and active services at the period's end, of regions that told of anything in the last three months."""
    newest = max(reported_months(held), default="")
    if newest < period.first_month:
        return []
    return services_of_month(held, min(newest, period.last_month), region)


def services_of_month(held: Held, month: str, region: str | None) -> list[Service]:
    """Planned and active services of a month."""
    window = {plus_months(month, -back) for back in (0, 1, 2)}
    active = {(code, service) for code, service, told in told_months(held) if told in window}
    last_day = f"{Period(month).last_day}"
    planned = {(code, service) for code, service, since, until in PLAN if since <= last_day <= (until or "9999")}
    known = {code for code, _ in active}
    return [
        Service(code, service, (code, service) in active, (code, service) in planned)
        for code, service in sorted(active | planned)
        if code in known and region in (None, code)
    ]


def total(counts: Iterable[int | None]) -> int:
    """The sum of those counts that are known."""
    return sum(count for count in counts if count is not None)


def count(number: int, scope: Scope, own: bool, others: bool, tells: bool, others_tell: bool) -> Figure:
    """A count of reports: `own` rows of its stream decide whether it is known, else `others`; with neither it is 0."""
    known = tells if own else others_tell if others else True
    return (number, None, number) if scope.reported and known else UNKNOWN


def has_receipts(scope: Scope) -> bool:
    return bool(scope.received) or any(one.received is not None for one in scope.recaps)


def has_completions(scope: Scope) -> bool:
    counts = [(one.completed, one.on_time, one.rejected) for one in scope.recaps]
    return bool(scope.decided) or any(number is not None for row in counts for number in row)


def count_received(scope: Scope) -> Figure:
    return count(received(scope), scope, has_receipts(scope), has_completions(scope), True, bool(scope.decided))


def count_decided(scope: Scope, number: int, written: bool) -> Figure:
    tells, others_tell = bool(scope.decided) or written, bool(scope.received)
    return count(number, scope, has_completions(scope), has_receipts(scope), tells, others_tell)


def count_completed(scope: Scope) -> Figure:
    written = any(one.completed is not None or one.on_time is not None for one in scope.recaps)
    return count_decided(scope, completed(scope), written)


def count_rejected(scope: Scope) -> Figure:
    return count_decided(scope, rejected(scope), any(one.rejected is not None for one in scope.recaps))


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


def complaints(scope: Scope, of_type: str | None = None) -> Figure:
    """Known from the complaints alone, whoever reported."""
    if not scope.resolved:
        return UNKNOWN
    judged = [one for one in scope.resolved if one.on_time is not None and of_type in (None, one.type)]
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


def of_known(part: int, whole: int, rows: Sequence[object]) -> Figure:
    """A share that is known where there are rows, whoever reported."""
    return (part, whole, 100 * part / whole if whole else None) if rows else UNKNOWN


def sent_apart(number: int, rows: Sequence[object], stream: str, scope: Scope) -> Figure:
    """Known where there are rows, and 0 without any in a reported month of who has ever sent the stream."""
    return (number, None, number) if rows or (scope.reported and stream in scope.sent) else UNKNOWN


def responses(scope: Scope) -> Figure:
    days = [one.response_days for one in scope.responded if one.response_days is not None]
    return of_known(sum(taken <= 3 for taken in days), len(days), scope.responded)


def waits(scope: Scope) -> Figure:
    waited = [one.wait for one in scope.tickets if one.wait is not None]
    return of_known(sum(wait <= 15 for wait in waited), len(waited), scope.tickets)


def licences(scope: Scope) -> Figure:
    told = [one for one in scope.decided if one.status == "selesai" and one.scale]
    number = sum(one.service == "PTS-01" and one.scale in ("mikro", "kecil") for one in told)
    return sent_apart(number, told, "licences", scope)


def rejected_share(scope: Scope) -> Figure:
    return share(sum(one.status == "ditolak" for one in scope.decided), len(scope.decided), scope)


def clearance(scope: Scope) -> Figure:
    if has_receipts(scope) and not has_completions(scope) and not scope.received:
        return UNKNOWN
    return share(completed(scope) + rejected(scope), received(scope), scope)


def first_time_right(scope: Scope) -> Figure:
    told = [one.returns for one in scope.decided if one.returns is not None]
    return share(told.count(0), len(told), scope)


def used(scope: Scope, unit: str) -> Figure:
    """Time used of the time promised by standards in that unit."""
    taken = promised = 0
    for one in scope.decided:
        time = one.days if unit == "days" else one.minutes
        if one.standard and one.standard[1] == unit and not one.promise and time is not None:
            taken, promised = taken + time, promised + one.standard[0]
    return share(taken, promised, scope)


def gross(scope: Scope) -> Figure:
    taken = [one.gross_days for one in scope.decided if not (one.standard and one.standard[1] == "minutes")]
    return quantile(taken, 0.5)


def is_overdue(scope: Scope, one: Application) -> bool:
    return bool(scope.stock_day and one.due and one.due <= scope.stock_day)


def state(figure: Figure, rows: Sequence[object], scope: Scope) -> Figure:
    """A state is known where it has rows, and nil where there are none but something was reported."""
    return figure if rows or scope.reported else UNKNOWN


def overdue(scope: Scope) -> Figure:
    number = sum(is_overdue(scope, one) for one in scope.stock) + total(one.overdue for one in scope.recap_stock)
    own = [*scope.stock, *scope.recap_stock]
    tells = any(one.due for one in scope.stock) or any(one.overdue is not None for one in scope.recap_stock)
    others = has_receipts(scope) or has_completions(scope)
    known = tells if own else not others or bool(scope.received or scope.decided)
    return state((number, None, number), own, scope) if known else UNKNOWN


def overdue_share(scope: Scope) -> Figure:
    told = [one for one in scope.recap_stock if one.overdue is not None]
    part = sum(is_overdue(scope, one) for one in scope.stock) + total(one.overdue for one in told)
    whole = sum(one.due is not None for one in scope.stock) + total(one.all_open for one in told)
    return state((part, whole, 100 * part / whole if whole else None), [*scope.stock, *scope.recap_stock], scope)


def overdue_age(scope: Scope) -> Figure:
    assert scope.stock_day or not scope.stock
    return quantile([one.age_on(scope.stock_day) for one in scope.stock if is_overdue(scope, one)], 0.5)


def disposition(scope: Scope) -> Figure:
    if not scope.reported:
        return UNKNOWN
    still_open = len(scope.stock) + total(one.all_open for one in scope.recap_stock)
    decided = completed(scope) + rejected(scope)
    return still_open, decided, still_open / decided * scope.days if decided else None


def complete(scope: Scope, authority: str | None = None, kind: str | None = None) -> Figure:
    planned = [
        one
        for one in scope.catalogue
        if one.planned
        and authority in (None, AUTHORITY_OF[AGENCY_OF[one.service]])
        and kind in (None, "perizinan" if one.service in LICENCES else "nonperizinan")
    ]
    part, whole = sum(one.active for one in planned), len(planned)
    return state((part, whole, 100 * part / whole if whole else None), scope.catalogue, scope)


def active_services(scope: Scope) -> Figure:
    number = sum(one.active for one in scope.catalogue)
    return state((number, None, number), scope.catalogue, scope)


def agencies_present(scope: Scope) -> Figure:
    return state((len(scope.presence), None, len(scope.presence)), scope.presence, scope)


def reported_on_time(held: Held, period: Period, place: str | None, by: str | None, member: str) -> Figure:
    """Region-months told of by the 10th of the next month; they belong to no agency, service or channel."""
    if by in ("agency", "service", "channel") and member != "-":
        return UNKNOWN
    first: dict[tuple[str, str], date] = {}
    whole_month: dict[tuple[str, str], date] = {}
    for on, records in held.files:
        for one in records:
            for month in told_by(one):
                first[one.region, month] = min(first.get((one.region, month), on), on)
                if on >= Period(month).last_day:
                    whole_month[one.region, month] = min(whole_month.get((one.region, month), on), on)
    newest = max((on for on, records in held.files if any(map(told_by, records))), default=date.min)
    known = part = whole = 0
    for region in {code for code, _ in first if place in (None, code)}:
        begun = min(on for (code, _), on in first.items() if code == region)
        since = min(month for code, month in first if code == region)
        for month in period.months:
            if not max(since, "2021-01") <= month <= f"{newest:%Y-%m}":
                continue
            known += 1
            limit = Period(month).last_day + timedelta(days=10)
            told_on = whole_month.get((region, month))
            if begun <= limit and (told_on or newest > limit):
                whole += 1
                part += bool(told_on and told_on <= limit)
    return (part, whole, 100 * part / whole if whole else None) if known else UNKNOWN


def told_by(one: Record) -> set[str]:
    """The months of which a record tells that something was received or decided."""
    if isinstance(one, Recap):
        return {one.month} if one.reports else set()
    if isinstance(one, Application):
        moments = [one.received, *([one.decided] if one.is_decided and one.decided else [])]
        return {f"{moment:%Y-%m}" for moment in moments}
    return set()


def entered(held: Held, indicator: str, period: Period, place: str | None, by: str | None) -> Figure:
    """The figure that stands in a place and period; a province without its own has the sums of its regions."""
    if by in ("agency", "service", "channel"):
        return UNKNOWN
    told = [one for one in held.entered if one.indicator == indicator]
    if place is not None:
        return as_told(indicator, of_one_place(indicator, [one for one in told if one.region == place], period))
    own = of_one_place(indicator, [one for one in told if one.region == "11"], period)
    if own is not None:
        return as_told(indicator, own)
    parts = [0.0, 0.0]
    for region in ALL_REGIONS:
        one = of_one_place(indicator, [other for other in told if other.region == region], period)
        if one is not None and one.parts:
            parts = [parts[0] + one.parts[0], parts[1] + one.parts[1]]
    return as_told(indicator, Entered(indicator, "11", "", None, *parts) if parts[1] else None)


def of_one_place(indicator: str, told: Sequence[Entered], period: Period) -> Entered | None:
    for one in told:
        if Period(one.period).months == period.months:
            return one
    if indicator not in WEIGHTED:
        ended = [one for one in told if Period(one.period).last_month in period.months]
        return max(ended, key=lambda one: (Period(one.period).last_month, len(Period(one.period).months)), default=None)
    parts, covered = [0.0, 0.0], set[str]()
    for length in (12, 6, 3, 1):
        for one in told:
            months = Period(one.period).months
            if len(months) == length and set(months) <= set(period.months) and one.parts and not covered & set(months):
                covered |= set(months)
                parts = [parts[0] + one.parts[0], parts[1] + one.parts[1]]
    return Entered(indicator, "", "", None, *parts) if parts[1] else None


def as_told(indicator: str, one: Entered | None) -> Figure:
    if one is None:
        return UNKNOWN
    if not one.parts:
        return None, None, one.value
    part, whole = one.parts
    factor = 100 if indicator in ("staffed_counter_share", "system_availability", "sippn_share") else 1
    return part, whole, factor * part / whole if whole else None


def operating(period: Period, place: str | None, by: str | None, member: str) -> Figure:
    """The known regions with an MPP in operation on the last day; they belong to no agency, service or channel."""
    if by in ("agency", "service", "channel") and member != "-":
        return UNKNOWN
    known = {code: told for code, told in MPP.items() if told[0] != "belum ada data" and place in (None, code)}
    begun = [code for code, (status, since) in known.items() if status == "operasi" and since[:7] <= period.last_month]
    return (len(begun), None, len(begun)) if known else UNKNOWN


def population_served(period: Period, place: str | None, by: str | None, member: str) -> Figure:
    """Inhabitants of the regions that operate, of all inhabitants; of a region of which nothing is known, unknown."""
    if by in ("agency", "service", "channel") and member != "-":
        return UNKNOWN
    asked = [code for code in POPULATION if place in (None, code)]
    if place is not None and MPP.get(place, ("belum ada data", ""))[0] == "belum ada data":
        return UNKNOWN
    begun = [code for code in asked if operating(period, code, None, "")[2]]
    served, everybody = (sum(POPULATION[code] for code in codes) for codes in (begun, asked))
    return served, everybody, 100 * served / everybody


OF_ACTS = ("milestones_on_schedule_rate", "months_since_last_milestone", "follow_ups_on_schedule_rate")
"""No office of these tests sends milestones or opens follow-ups (tests/coverage and tests/spec do)."""
INDICATORS: dict[str, Callable[[Scope], Figure]] = {
    "received": count_received,
    "completed": count_completed,
    "rejected": count_rejected,
    "on_time_rate": on_time,
    "on_time_rate_with_open": on_time_with_open,
    "median_processing_days": lambda scope: days(scope, 0.5),
    "p90_processing_days": lambda scope: days(scope, 0.9),
    "median_processing_minutes": lambda scope: minutes(scope, 0.5),
    "p90_processing_minutes": lambda scope: minutes(scope, 0.9),
    "clearance_rate": clearance,
    "digital_share": lambda scope: of_known_channels(scope, "elektronik", "mandiri"),
    "self_service_share": lambda scope: of_known_channels(scope, "mandiri"),
    "satisfaction_index": index,
    "complaint_on_time_rate": complaints,
    "complaints_received": lambda scope: sent_apart(len(scope.complained), scope.complained, "complaints", scope),
    "complaints_open": lambda scope: sent_apart(len(scope.waiting), scope.waiting, "complaints", scope),
    "median_queue_wait_minutes": lambda scope: quantile([one.wait for one in scope.tickets], 0.5),
    "rejected_share": rejected_share,
    "first_time_right_rate": first_time_right,
    "overdue_backlog": overdue,
    "overdue_backlog_share": overdue_share,
    "median_overdue_age_days": overdue_age,
    "gross_median_processing_days": gross,
    "standard_days_used_share": lambda scope: used(scope, "days"),
    "standard_minutes_used_share": lambda scope: used(scope, "minutes"),
    "disposition_days": disposition,
    "respondents": lambda scope: sent_apart(len(scope.answers), scope.answers, "responses", scope),
    "complaint_on_time_rate_informasi": lambda scope: complaints(scope, "informasi"),
    "complaint_on_time_rate_tanpa_pemeriksaan": lambda scope: complaints(scope, "tanpa_pemeriksaan"),
    "complaint_on_time_rate_dengan_pemeriksaan": lambda scope: complaints(scope, "dengan_pemeriksaan"),
    "complaint_response_on_time_rate": responses,
    "median_complaint_response_days": lambda scope: quantile([one.response_days for one in scope.responded], 0.5),
    "queue_wait_on_time_rate": waits,
    "visitors": lambda scope: sent_apart(len(scope.tickets), scope.tickets, "visits", scope),
    "small_business_licences": licences,
    "service_completeness_rate": complete,
    **{
        f"service_completeness_rate_{of}": functools.partial(complete, authority=of)
        for of in ("pusat", "daerah", "bumn", "bumd")
    },
    **{f"service_completeness_rate_{of}": functools.partial(complete, kind=of) for of in ("perizinan", "nonperizinan")},
    "active_services": active_services,
    "agencies_present": agencies_present,
}
