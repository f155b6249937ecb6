"""What a follow-up has done: the months before it was proposed against those after it was done."""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from scipy import stats

from metrics.acts.follow_ups import FollowUp
from metrics.catalogue.indicators import Indicator
from metrics.judgement.reporting import last_ended_month
from metrics.periods import Period, months_between, plus_months
from metrics.scorecard.score import scored
from metrics.scorecard.workspace import Workspace

MONTHS_BEFORE = 12
LEAST_MONTHS = 3
"""On either side; with fewer nothing is said."""

Verdict = Literal["shifted", "worsened", "not_yet_visible", "too_few"]


@dataclass(frozen=True)
class Effect:
    """Means of the monthly figures before and after, their difference with its 95 % interval, and what it says.

    All in the indicator's unit; None where there are too few months. `months` are how many lie on either side.
    """

    verdict: Verdict
    before: float | None
    after: float | None
    difference: float | None
    interval: tuple[float, float] | None
    months: tuple[int, int]


def effect(workspace: Workspace, follow_up: FollowUp) -> Effect | None:
    """The effect of a follow-up that is done; None of any other.

    Before: the twelve months up to the one in which it was proposed. After: the ended months that follow the one in
    which it was done. What lies between belongs to neither. The limits begin anew with the change (rebase), so only
    these two stretches are compared.
    """
    if follow_up.done_on is None:
        return None
    last = last_ended_month(workspace.today)
    proposed, done = follow_up.opened_at[:7], f"{follow_up.done_on:%Y-%m}"
    before = months_between(plus_months(proposed, 1 - MONTHS_BEFORE), proposed)
    after = months_between(plus_months(done, 1), last) if done < last else ()
    figures = _monthly(workspace, follow_up, before[0], max(last, before[-1]))
    better = workspace.indicators[follow_up.indicator].better
    known = [[figures[month] for month in months if month in figures] for months in (before, after)]
    return compared(known[0], known[1], 1 if better == "higher" else -1)


def compared(before: Sequence[float], after: Sequence[float], sign: int) -> Effect:
    """Two stretches of monthly figures by Welch's t interval of the difference of their means (Welch 1947).

    Months, not cases, are the sample: cases of one month share its circumstances. `sign` is 1 when higher is better.
    """
    months = (len(before), len(after))
    if min(months) < LEAST_MONTHS:
        return Effect("too_few", _mean(before), _mean(after), None, None, months)
    difference = statistics.fmean(after) - statistics.fmean(before)
    errors = [statistics.variance(values) / len(values) for values in (before, after)]
    reach = 0.0
    if sum(errors) > 0:
        freedom = sum(errors) ** 2 / sum(
            error**2 / (len(v) - 1) for error, v in zip(errors, (before, after), strict=True)
        )
        reach = float(stats.t.ppf(0.975, freedom)) * math.sqrt(sum(errors))
    low, high = difference - reach, difference + reach
    gained = (low if sign > 0 else -high, high if sign > 0 else -low)
    verdict: Verdict = "shifted" if gained[0] > 0 else "worsened" if gained[1] < 0 else "not_yet_visible"
    return Effect(verdict, _mean(before), _mean(after), difference, (low, high), months)


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None


def _monthly(workspace: Workspace, follow_up: FollowUp, first: str, last: str) -> dict[str, float]:
    """The figure of each month that has one, of the follow-up's region and slice."""
    if follow_up.where:
        indicator = workspace.indicators[follow_up.indicator]
        return _of_slice(workspace, indicator, follow_up, [Period(month) for month in months_between(first, last)])
    asked = [follow_up.indicator]
    card = scored(workspace, f"{first}..{last}", follow_up.region, asked, by="month")
    return {row.member: float(row.actual) for row in card.rows if row.actual is not None}


def _of_slice(
    workspace: Workspace, indicator: Indicator, follow_up: FollowUp, months: Sequence[Period]
) -> dict[str, float]:
    """From the stream itself, since cells of a slice by month are asked for nowhere else."""
    found: dict[str, dict[str, float]] = {"numerator": {}, "denominator": {}}
    condition = " and ".join(f"{name} = '{member}'" for name, member in follow_up.where.items())

    def ask(stream: str, sql: str) -> dict[str, float]:
        frame = workspace.reader.grouped(stream, list(follow_up.where), {"x": sql}, months, follow_up.region, condition)
        rows: Any = zip(frame["period"], frame["x"].astype(float), strict=True)
        return {period: x for period, x in rows if not math.isnan(x)}

    if indicator.quantile:
        asked = indicator.quantile
        value = f"percentile_cont({asked.of}) within group (order by {asked.value}) filter (where {asked.where})"
        return ask(asked.stream, value)
    terms: Mapping[str, Mapping[str, str] | None]
    terms = {"numerator": indicator.numerator, "denominator": indicator.denominator}
    for part, of_part in terms.items():
        for stream, sql in (of_part or {}).items():
            for month, x in ask(stream, sql).items():
                found[part][month] = found[part].get(month, 0.0) + x
    if indicator.is_count:
        return found["numerator"]
    below = {month: n for month, n in found["denominator"].items() if n}
    return {month: indicator.factor * found["numerator"].get(month, 0.0) / n for month, n in below.items()}
