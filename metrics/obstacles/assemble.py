"""The parts of one explanation, each taken from its own module, and put together."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

import pandas as pd

from data.home import Home
from data.settings import tables
from metrics.acts.declarations import Declaration
from metrics.judgement.forecast import Forecast
from metrics.mpp.rollout import RegionPath, paths
from metrics.obstacles import mpp_gap, onset
from metrics.obstacles import sentences as words
from metrics.obstacles.causes import declared, lateness, reasons, stages
from metrics.obstacles.causes.reasons import Reason
from metrics.obstacles.causes.stages import Stage
from metrics.obstacles.decomposition import pareto
from metrics.obstacles.decomposition import verdict as verdicts
from metrics.obstacles.decomposition.subject import Subject
from metrics.obstacles.decomposition.verdict import Verdict
from metrics.obstacles.explanation import Against, Explanation, Slice
from metrics.obstacles.input import labels
from metrics.obstacles.input.tables import DIMENSIONS, Gatherer
from metrics.obstacles.search import search
from metrics.obstacles.search.comparison import Comparison
from metrics.obstacles.sentences import Context
from metrics.periods import previous


def explained(subject: Subject, ahead: Forecast, home: Home, spoken: Sequence[Declaration], as_of: int) -> Explanation:
    """Everything about one subject; `ahead` is its year, `spoken` are the declared obstacles that speak of it."""
    gap, row, gatherer = subject.gap(), subject.row, subject.gatherer
    rate, mix = subject.effects()
    shortfalls = {name: subject.shortfalls(name) for name in DIMENSIONS} if gap is not None else {}
    leaves = _leaves(subject) if row.actual is not None else None
    searched = None if leaves is None or gap is None else _comparison(subject, leaves)
    slices = _slices(subject, searched, gap)
    standing = paths(gatherer.reader, home, gatherer.now.last_day) if mpp_gap.concerns(gatherer.indicator) else []
    why = _reasons(subject, leaves, home, gap, spoken, standing)
    places = _where(subject, shortfalls, gap, standing)
    noise = subject.noise(None if searched is None else searched.months, gap) if gap is not None else (0.0, 0.0)
    verdict = _verdict(subject, gap, (rate, mix), noise, bool(slices))
    explanation = Explanation(
        indicator=row.indicator,
        period=row.period,
        member=row.member,
        actual=row.actual,
        n=row.n,
        target=row.target,
        gap_cases=gap if subject.in_cases else None,
        verdict=verdict,
        rate_effect=rate,
        mix_effect=mix,
        where=places,
        slices=slices,
        reasons=why,
        stages=_stages(subject),
        since=onset.onset(subject, gap, verdict, slices),
        forecast=_outlook(subject, ahead, standing),
        sentences={},
        short_sentences={},
        as_of=as_of,
        against=cast(Against, subject.against),
        status=row.status,
        compared_with=_compared_with(subject),
        reference=subject.reference,
        reference_n=subject.reference_n,
        parts_unit=subject.measure.unit,
        gap=gap,
        pareto={} if mpp_gap.UNKNOWN in places else {n: pareto.pareto(parts) for n, parts in shortfalls.items()},
        unrecorded_share=reasons.unrecorded_share(why),
        open_holders=gatherer.open_holders(),
    )
    context = Context(explanation, gatherer.indicator, labels.of(home), verdicts.TARGET_Z * noise[0])
    short = words.sentences(replace(context, decimals=1))
    return replace(explanation, sentences=words.sentences(context), short_sentences=short)


def _compared_with(subject: Subject) -> str | None:
    if subject.against == "target" or subject.reference is None:
        return None
    then = subject.gatherer.then
    return "province" if subject.against == "province" or then is None else then.code


def _verdict(
    subject: Subject,
    gap: float | None,
    effects: tuple[float | None, float | None],
    noise: tuple[float, float],
    has_slices: bool,
) -> Verdict:
    rate, mix = effects
    if gap is None or rate is None or mix is None:
        return "nothing_notable"
    if subject.against == "target":
        return verdicts.of_gap(gap, rate, noise[0], has_slices)
    return verdicts.of_change(rate, mix, noise, has_slices)


def _where(
    subject: Subject, shortfalls: Mapping[str, "pd.Series[float]"], gap: float | None, standing: Sequence[RegionPath]
) -> Mapping[str, tuple[Mapping[str, Any], ...]]:
    gatherer = subject.gatherer
    ranked = {n: tuple(pareto.ranked(shortfalls[n])) if n in shortfalls else () for n in DIMENSIONS}
    if not mpp_gap.concerns(gatherer.indicator) or subject.against != "target":
        return ranked
    rollout = mpp_gap.explained(standing, gatherer.region, gap or 0.0)
    return {**dict.fromkeys(DIMENSIONS, ()), "region": rollout.region, mpp_gap.UNKNOWN: rollout.unknown}


def _is_late(gatherer: Gatherer) -> bool:
    return lateness.counts_on_time(gatherer.indicator) or lateness.is_time_taken(gatherer.indicator)


def _leaves(subject: Subject) -> pd.DataFrame | None:
    """The finest cells of the periods that matter: now, and what it is compared with."""
    gatherer = subject.gatherer
    if not search.concerns(subject.measure) and not lateness.counts_on_time(gatherer.indicator):
        return None
    periods = [gatherer.now]
    if subject.against in ("previous", "last_year") and gatherer.then is not None:
        periods.append(gatherer.then)
    return gatherer.leaves(list(dict.fromkeys(periods)))


def _comparison(subject: Subject, leaves: pd.DataFrame) -> Comparison | None:
    """What is searched, whatever the sign of the whole; None where the figure is no share of cases."""
    gatherer, measure, sign = subject.gatherer, subject.measure, subject.sign
    if not search.concerns(measure):
        return None
    bad = {code: search.bad_cases(rows, measure, sign) for code, rows in leaves.groupby("period")}
    empty = search.bad_cases(leaves.iloc[:0], measure, sign)
    keys = search.dimensions(gatherer.indicator)
    allowed, then = None, None
    if subject.against == "target":
        assert subject.reference is not None
        allowed = 1 - subject.reference / 100 if sign > 0 else subject.reference / 100
    elif subject.against == "province":
        then = search.bad_cases(gatherer.rest_leaves(), measure, sign)
        keys = tuple(name for name in keys if name != "region_code")
    else:
        assert gatherer.then is not None
        then = bad.get(gatherer.then.code, empty)
    monthly = search.bad_cases(gatherer.monthly(), measure, sign)
    is_before = monthly["period"] < gatherer.now.first_month
    inside = None if is_before.all() else monthly[~is_before]
    now = bad.get(gatherer.now.code, empty)
    return Comparison(gatherer.now, subject.against, now, then, monthly[is_before], keys, allowed, inside)


def _slices(subject: Subject, searched: Comparison | None, gap: float | None) -> tuple[Slice, ...]:
    if searched is None or gap is None:
        return ()
    region = subject.gatherer.region
    fixed = {} if region is None else {"region_code": region}
    return tuple(replace(one, where={**fixed, **one.where}) for one in search.slices(searched, gap))


def _reasons(
    subject: Subject,
    leaves: pd.DataFrame | None,
    home: Home,
    gap: float | None,
    spoken: Sequence[Declaration],
    standing: Sequence[RegionPath],
) -> tuple[Reason, ...]:
    """The obstacles that were recorded, then those that were declared."""
    listed = (*_recorded(subject, leaves, home, gap), *declared.reasons(spoken, tables.obstacles(home)))
    return mpp_gap.weighed(listed, standing) if mpp_gap.concerns(subject.gatherer.indicator) else listed


def _recorded(subject: Subject, leaves: pd.DataFrame | None, home: Home, gap: float | None) -> tuple[Reason, ...]:
    """The obstacles written beside late cases."""
    gatherer = subject.gatherer
    if subject.row.actual is None or not _is_late(gatherer):
        return ()
    obstacles = tables.obstacles(home)
    if lateness.counts_on_time(gatherer.indicator):
        assert leaves is not None
        late = lateness.by_code(gatherer, leaves[leaves["period"] == gatherer.now.code])
        x1, n1 = float(subject.row.numerator or 0), float(subject.row.denominator or 0)
        to_close = gap if subject.against == "target" else None
        return reasons.from_records(late, obstacles, lambda _, cases: lateness.share_without(x1, n1, cases), to_close)
    without = lateness.quantiles_without(gatherer)
    late = lateness.by_code(gatherer, pd.DataFrame())
    return reasons.from_records(late, obstacles, lambda code, _: without.get(code), None)


def _stages(subject: Subject) -> tuple[Stage, ...]:
    """By the period before where nothing else is compared with."""
    gatherer = subject.gatherer
    if subject.row.actual is None or not _is_late(gatherer):
        return ()
    then = gatherer.then if subject.against in ("previous", "last_year") else previous(gatherer.now)
    return stages.explained(*gatherer.stages(gatherer.now, then))


def _outlook(subject: Subject, ahead: Forecast, standing: Sequence[RegionPath]) -> Forecast:
    gatherer = subject.gatherer
    if not mpp_gap.concerns(gatherer.indicator):
        return ahead
    if subject.row.actual is None:
        return Forecast()
    return mpp_gap.ahead(mpp_gap.within(standing, gatherer.region), gatherer.now.last_day, subject.year_target)
