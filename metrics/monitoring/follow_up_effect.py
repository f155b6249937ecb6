"""What a follow-up has done: its region's months before and after, against the regions without one."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from data.errors import RefusedError, error_text
from metrics.acts import follow_ups
from metrics.acts.follow_ups import FollowUp
from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.judgement.reporting import last_ended_month
from metrics.monitoring import home_series
from metrics.monitoring.home_series import Months, calendar_month, sign_of
from metrics.periods import Period, months_between, plus_months
from metrics.scorecard.workspace import Workspace
from metrics.statistics import effect as effects
from metrics.statistics.effect import Effect as Effect

MONTHS_BEFORE, MONTHS_AFTER = 36, 12


def effect(workspace: Workspace, follow_up: FollowUp) -> Effect | None:
    """The effect of a follow-up that is done; None of any other.

    The others are the regions of the home, whoever asks, without a follow-up on that indicator in these months. Months
    that are not over, not reported or of force majeure are none.
    """
    if follow_up.done_on is None:
        return None
    if follow_up.region is not None and not workspace.scope.sees(follow_up.region):
        raise RefusedError(error_text("region_not_readable", region=follow_up.region))
    indicator = workspace.indicators[follow_up.indicator]
    proposed, done = follow_up.opened_at[:7], f"{follow_up.done_on:%Y-%m}"
    first = plus_months(proposed, -MONTHS_BEFORE)
    last = max(min(plus_months(done, MONTHS_AFTER), last_ended_month(workspace.today)), first)
    if follow_up.where:
        regions = _of_slice(workspace, indicator, follow_up, [Period(month) for month in months_between(first, last)])
    else:
        regions = home_series.of_regions(workspace, [indicator.id], first, last).get(indicator.id, {})
    treated = regions.get(follow_up.region or "", Months())
    touched = _with_follow_up(workspace, follow_up, first, last)
    return effects.effect(
        treated.points,
        [months.points for region, months in regions.items() if region not in touched],
        calendar_month(proposed),
        calendar_month(done),
        sign_of(indicator),
        treated.cases if treated.cases and indicator.minimum_n else None,
        indicator.minimum_n or 0,
    )


def latest(workspace: Workspace, most: int) -> list[tuple[FollowUp, Effect]]:
    """The newest finished follow-ups that the scope sees, `most` of them, with what they have done."""
    listed = follow_ups.listed(workspace.home, workspace.scope)
    done = sorted((act for act in listed if act.done_on is not None), key=lambda act: str(act.done_on))[-most:]
    return [(act, measured) for act in done if (measured := effect(workspace, act)) is not None]


def looked_at(workspace: Workspace) -> int:
    """How many follow-ups of the home are done, of which one in forty would look like an effect without having any."""
    every = follow_ups.listed(workspace.home, workspace.of_all_regions().scope)
    return sum(one.done_on is not None for one in every)


def _with_follow_up(workspace: Workspace, follow_up: FollowUp, first: str, last: str) -> set[str | None]:
    """The regions whose months carry a follow-up on the same indicator, the asked one among them."""
    every = follow_ups.listed(workspace.home, workspace.of_all_regions().scope)
    others = {one.region for one in every if one.indicator == follow_up.indicator and _lies_in(one, first, last)}
    below = {leaf for place in others if place is not None for leaf in workspace.tree.leaves(place)}
    return {follow_up.region} | others | below


def _lies_in(follow_up: FollowUp, first: str, last: str) -> bool:
    """Whether it was under way in some month of the span; a cancelled one has changed nothing."""
    ended = f"{follow_up.done_on:%Y-%m}" if follow_up.done_on else last
    return follow_up.status != "cancelled" and follow_up.opened_at[:7] <= last and ended >= first


def _of_slice(
    workspace: Workspace, indicator: Indicator, follow_up: FollowUp, months: Sequence[Period]
) -> Mapping[str, Months]:
    """Region → its months, from the stream itself, since cells of a slice by month are asked for nowhere else."""
    reader = workspace.of_all_regions().reader
    condition = " and ".join(f"{name} = '{member}'" for name, member in follow_up.where.items())

    def ask(stream: str, sql: str) -> dict[tuple[str, str], float]:
        frame = reader.grouped(stream, ["region_code"], {"x": sql}, Slice(tuple(months), None, None), condition)
        rows: Any = zip(frame["region_code"], frame["period"], frame["x"].astype(float), strict=True)
        return {(region, period): x for region, period, x in rows if not math.isnan(x)}

    def summed(terms: Mapping[str, str] | None) -> dict[tuple[str, str], float]:
        total: dict[tuple[str, str], float] = defaultdict(float)
        for stream, sql in (terms or {}).items():
            for at, x in ask(stream, sql).items():
                total[at] += x
        return total

    if indicator.quantile:
        of = indicator.quantile
        value = f"percentile_cont({of.of}) within group (order by {of.value}) filter (where {of.where})"
        figures = ask(of.stream, value)
        cases = ask(of.stream, f"count(*) filter (where {of.where})")
    else:
        figures, cases = summed(indicator.numerator), summed(indicator.denominator)
        if not indicator.is_count:
            figures = {at: indicator.factor * figures.get(at, 0.0) / n for at, n in cases.items() if n}
    series: dict[str, Months] = defaultdict(Months)
    reported = workspace.reporting
    for region, month in sorted(figures, key=lambda at: at[1]):
        if reported.reported(Period(month), region):
            series[region].points.append((calendar_month(month), figures[region, month]))
            series[region].cases.append(int(cases.get((region, month), indicator.minimum_n or 0)))
    return series
