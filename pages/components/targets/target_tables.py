"""The targets as tables: those in force beside the current figures, and the history of one."""

from collections.abc import Iterator, Mapping, Sequence

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.periods import Period
from metrics.scorecard.composite_index import Met
from metrics.targets import in_force as targets
from metrics.targets.goals import Aim, Goal, Reference
from metrics.targets.in_force import Goals
from metrics.targets.parse import adds_up
from pages.components.figures.scorecard_table import AT_LEAST
from pages.components.html.markup import Markup, join, plain_table, tag
from pages.components.html.status_mark import interval_mark
from pages.components.runtime import address
from pages.components.targets.target_path import Way, picture
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from text import formats
from text.words import Language, say

IN_FORCE = ("indicator", "goal", "actual", "status", "path", "basis")
HISTORY = ("from_month", "for_place", "value", "state", "decree", "note")


def in_force(
    rows: Sequence[Row],
    goals: Goals,
    names: Names,
    ways: Mapping[str, Way],
    met: Mapping[str, Met],
    region: str | None,
    language: Language,
) -> Markup:
    """One line per row: indicator, target, actual, judgement, its way over the months, decree and owner."""
    lines = [
        (
            tag(
                "a",
                names.indicator(row.indicator, language),
                href=address.link(indikator=row.indicator),
                target="_self",
            ),
            _target(row, goals, names, region, language),
            _actual(row, names, language),
            join(interval_mark(row, names.unit(row.indicator), language), _met(met.get(row.indicator), language)),
            picture(ways[row.indicator], names.indicators[row.indicator], language) or say("value.missing", language),
            _basis(row, goals, names, region, language),
        )
        for row in rows
    ]
    titles = [say(f"target.{name}", language) for name in IN_FORCE]
    return tag("div", plain_table(titles, lines, language), class_="targets")


def history(goals: Sequence[Goal], indicator: Indicator, names: Names, viewer: Viewer, month: str) -> Markup:
    """One line per goal and place, newest first, with its state in `month`; other regions' lines are left out."""
    language = viewer.language
    lines = []
    for goal in sorted(goals, key=lambda goal: goal.from_month, reverse=True):
        seen = [
            place for place in _places(goal) if place[0] is None or viewer.may_see(place[0]) or viewer.may_see(None)
        ]
        for i, (region, service, aim) in enumerate(seen):
            line = (
                formats.month(goal.from_month, language),
                names.place(region, service, language),
                _aim(goal, aim, indicator, language),
                say(f"target.{_state(goal, goals, month)}", language),
            )
            lines.append((*line, goal.decree, "; ".join(_notes(goal, indicator, language)) if i == 0 else ""))
    titles = [say(f"target.{name}", language) for name in HISTORY]
    return tag("div", plain_table(titles, lines, language), class_="targets findings")


def _actual(row: Row, names: Names, language: Language) -> Markup:
    """The figure, and below it the cases it rests on: beside it the table would be too wide for paper."""
    shown = formats.short(row.actual, names.unit(row.indicator), language, apart_from=row.target_unmet)
    cases = None if row.n is None else say("value.cases", language, n=formats.number(row.n, language))
    return join(_label("actual", language), shown, _small(cases))


def _target(row: Row, goals: Goals, names: Names, region: str | None, language: Language) -> Markup:
    indicator = names.indicators[row.indicator]
    shown = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
    if row.target is not None and not isinstance(row.target, tuple):
        shown = f"{AT_LEAST[indicator.better]} {shown}"
    goal = targets.current(goals, indicator, Period(row.period).last_month, region)
    since = say("target.since", language, month=formats.month(goal.from_month, language)) if goal else None
    return join(_label("goal", language), shown, _small(since))


def _met(met: Met | None, language: Language) -> Markup | None:
    if met is None or not met.judged:
        return None
    return _small(say("target.met", language, met=met.met, judged=met.judged))


def _basis(row: Row, goals: Goals, names: Names, region: str | None, language: Language) -> Markup:
    indicator = names.indicators[row.indicator]
    goal = targets.current(goals, indicator, Period(row.period).last_month, region)
    if goal is None:
        return _small(None) or join()
    owner = say("target.owner", language, owner=goal.owner or indicator.owner)
    second = targets.reference(goals, row.indicator, Period(row.period).last_month)
    return join(goal.decree, _small(owner), _small(_reference(second, indicator, language) if second else None))


def _reference(second: Reference, indicator: Indicator, language: Language) -> str:
    value = formats.short(second.value, indicator.unit, language)
    return say("target.reference", language, value=value, source=second.source)


def _label(name: str, language: Language) -> Markup:
    """The column's title again, for screens where the table has become a list."""
    return tag("small", say(f"target.{name}", language), " ", class_="narrow-label")


def _small(text: str | None) -> Markup | None:
    return tag("small", text, class_="remark") if text else None


def _places(goal: Goal) -> Iterator[tuple[str | None, str | None, Aim]]:
    if goal.sets_whole:
        yield None, None, goal
    yield from ((code, None, aim) for code, aim in goal.regions.items())
    yield from ((None, code, aim) for code, aim in goal.services.items())


def _aim(goal: Goal, aim: Aim, indicator: Indicator, language: Language) -> str:
    ends = goal.ends and aim is goal
    written = {"ends": True} if ends else aim.model_dump(include={"value", "range", "path"}, exclude_none=True)
    words = target_lines.aim(written, indicator.unit, language)
    if not adds_up(indicator) or ends:
        return words
    return f"{words} {say(f'target.per_{goal.per}', language)}"


def _state(goal: Goal, goals: Sequence[Goal], month: str) -> str:
    if goal.from_month > month:
        return "coming"
    later = (one for one in goals if goal.from_month < one.from_month <= month and one.per == goal.per)
    return "over" if any(one.sets_whole for one in later) else "holds"


def _notes(goal: Goal, indicator: Indicator, language: Language) -> Iterator[str]:
    if goal.owner:
        yield say("target.owner", language, owner=goal.owner)
    if goal.approver:
        yield say("target.approver", language, approver=goal.approver)
    if goal.reference:
        yield _reference(goal.reference, indicator, language)
    if goal.weight is not None:
        yield say("target.weight", language, weight=formats.number(goal.weight, language, 2, 0))
    if goal.correction:
        yield say("target.correction", language, reason=goal.correction)
