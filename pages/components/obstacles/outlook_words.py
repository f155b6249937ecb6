"""A forecast in sentences: where the year ends, how sure that is, what happened, and what the months left need."""

from collections.abc import Iterator

from metrics.catalogue.indicators import Indicator
from metrics.judgement.forecast import Forecast, counts_cases
from metrics.periods import Period
from metrics.targets import achievement
from text import formats
from text.words import Language, say


def sentences(ahead: Forecast, indicator: Indicator, period: str, language: Language) -> list[str]:
    """Plain sentences on the year of a period; none where there is no forecast."""
    if ahead.year_end is None:
        return []
    year = Period(period).last_month[:4]
    return [
        _year_end(ahead, ahead.year_end, indicator, year, language),
        *_event(ahead, indicator, language),
        *_target(ahead, indicator, year, language),
    ]


def _year_end(ahead: Forecast, value: float, indicator: Indicator, year: str, language: Language) -> str:
    """The year's figure; with its interval, or the reason why it has none."""
    target = ahead.target
    is_short = target is not None and not achievement.meets(value, target, indicator.better)
    apart_from = target if ahead.is_known or (is_short and ahead.needed_per_month) else None
    ends = formats.short(value, indicator.unit, language, apart_from=apart_from)
    if ahead.interval is not None:
        low, high = (formats.short(end, indicator.unit, language) for end in ahead.interval)
        return say("obstacle_page.year_end", language, year=year, year_end=ends, low=low, high=high)
    key = "year_known" if ahead.is_known else "year_end_recurs" if ahead.only_if_months_recur else "year_end_level"
    return say(f"obstacle_page.{key}", language, year=year, year_end=ends)


def _event(ahead: Forecast, indicator: Indicator, language: Language) -> Iterator[str]:
    """What weighs most in the months, and both years where it is too young to know whether it lasts."""
    if ahead.event is not None:
        month = formats.month(ahead.event.month, language)
        yield say(f"obstacle_page.event_{ahead.event.kind}", language, month=month)
    if ahead.alternatives is not None:
        lasts, passes = (formats.short(one, indicator.unit, language) for one in ahead.alternatives)
        yield say("obstacle_page.alternatives", language, lasts=lasts, passes=passes)


def _target(ahead: Forecast, indicator: Indicator, year: str, language: Language) -> Iterator[str]:
    """Whether the year's target was met, will be if things go on, or is within reach and by what: of a share by the
    cases that each month must move, of anything else by the figure it must reach.
    """
    target, ends, needed = ahead.target, ahead.year_end, ahead.needed_per_month
    if target is None or ends is None:
        return
    is_of_cases = counts_cases(indicator) and indicator.consolidation == "weighted"
    nearest = ends if ahead.is_known else ahead.still_possible
    places = {"year": year, "target": formats.short_goal(target, indicator.unit, language, apart_from=nearest)}
    if ahead.is_known:
        met = achievement.meets(ends, target, indicator.better)
        yield say(f"obstacle_page.year_{'met' if met else 'missed'}", language, **places)
    elif ahead.still_possible is not None:
        best = formats.short(ahead.still_possible, indicator.unit, language, apart_from=target)
        yield say("obstacle_page.out_of_reach", language, best=best, **places)
    elif needed is None:
        return
    elif achievement.meets(ends, target, indicator.better) or (is_of_cases and not needed):
        yield say("obstacle_page.needed_none", language, **places)
    elif not is_of_cases:
        is_upper = indicator.better == "lower"
        key = "needed_most" if is_upper else "needed"
        figure = formats.short_bound(needed, indicator.unit, language, is_upper=is_upper)
        yield say(f"obstacle_page.{key}", language, needed=figure, **places)
    else:
        yield say("obstacle_page.needed_cases", language, needed=formats.number(needed, language), **places)
