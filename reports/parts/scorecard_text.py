"""Rows of a scorecard in the words and figures of paper, in a table's cells; the same as on screen (`text.formats`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from metrics.judgement.row import Allowed, Row, status_reasons
from metrics.scorecard.summary import summary
from metrics.targets.achievement import scale_86_2017
from reports.content.blocks import Column, Grid, Status
from reports.content.content import Content
from reports.words import mark_words
from text import formats
from text.signs import ICONS, tone
from text.words import Language, say

Told = Mapping[str, Any]
"""One row of a scorecard, as JSON holds it."""
ALLOWED: Mapping[str, Literal["likely", "surely"]] = {"likely": "likely", "surely": "surely"}
AT_LEAST = {"higher": "≥", "lower": "≤"}


def of(rows: Sequence[Told], id_: str) -> list[Told]:
    """The rows of one indicator."""
    return [row for row in rows if row["indicator"] == id_]


def actual(content: Content, row: Told, language: Language) -> str:
    """The figure in its unit."""
    return formats.quantity(row["actual"], content.unit(row["indicator"]), language, apart_from=target_unmet(row))


def figure(content: Content, row: Told, language: Language) -> str:
    """The figure in its unit, with the number of cases behind it."""
    return formats.with_cases(actual(content, row, language), row.get("n"), language)


def counted_of(row: Told, language: Language) -> str:
    """What the figure is counted from: `349 / 361`, or `n = 361` where it is no ratio; a dash for a count."""
    if row["denominator"] is not None and row["numerator"] is not None:
        return "\u00a0/\u00a0".join(formats.number(row[part], language, 2, 0) for part in ("numerator", "denominator"))
    n = row.get("n")
    return say("value.missing", language) if n is None else f"n\u00a0=\u00a0{formats.number(n, language)}"


def interval(content: Content, row: Told, language: Language) -> str:
    """The ends of the 95 % interval as `87,6–91,8`; a dash where there is none."""
    ends, goal = row["interval"], goal_of(row)
    if ends is None or row["actual"] is None:
        return say("value.missing", language)
    beside = (row["actual"], *(goal if isinstance(goal, tuple) else () if goal is None else (goal,)))
    return formats.interval(tuple(ends), content.unit(row["indicator"]), language, apart_from=beside)


def goal_of(row: Told) -> float | tuple[float, float] | None:
    """The target as Python has it: a range is a pair."""
    target = row["target"]
    return tuple(target) if isinstance(target, list | tuple) else target


def target_unmet(row: Told) -> float | tuple[float, float] | None:
    """The target while it is not achieved: the actual beside it must not look as if it reached it."""
    return None if row_of(row).is_met else goal_of(row)


def target(content: Content, row: Told, language: Language) -> str:
    """The target in its unit, with the side on which it is met."""
    goal, indicator = goal_of(row), content.catalogue[row["indicator"]]
    shown = formats.goal(goal, indicator["unit"], language, apart_from=row_of(row).actual_unmet)
    return shown if goal is None or isinstance(goal, tuple) else f"{AT_LEAST[indicator['better']]} {shown}"


def achievement(row: Told, language: Language) -> str:
    """The percent achieved."""
    return formats.achievement(row["achievement_pct"], language, met=row_of(row).is_met)


def level(row: Told, language: Language) -> str:
    """The level of Permendagri 86/2017, a dash where there is no achievement."""
    if row["achievement_pct"] is None:
        return say("value.missing", language)
    return say(f"report.level_{scale_86_2017(row['achievement_pct'])}", language)


def status(row: Told, language: Language) -> Status:
    """Icon, word and tone."""
    of = row["status"]
    return Status(ICONS[of], say(f"status.{of}", language), tone(of))


def reasons(row: Told, language: Language) -> str:
    """Why it is not judged, or what goes with the figure; empty when there is nothing to say."""
    return "; ".join(say(f"reason.{reason}", language) for reason in status_reasons(row["reasons"]))


@dataclass(frozen=True)
class Described:
    """An indicator as a document describes it, as far as its marks are put into words by it."""

    unit: str
    better: str
    is_running: bool


def measure(content: Content, row: Told) -> Described:
    """The indicator of a row."""
    described = content.catalogue[row["indicator"]]
    return Described(described["unit"], described["better"], described["running"])


def course(content: Content, row: Told, language: Language) -> str:
    """How the series goes on and how far it sways, in the words of the screen; empty where there is nothing to say."""
    return mark_words.course(row_of(row), measure(content, row), language)


def remarks(content: Content, row: Told, language: Language) -> str:
    """How sure the status is, and how the series goes on; empty where there is nothing to say."""
    parts = (mark_words.confidence(row_of(row), language), course(content, row, language))
    return "; ".join(part for part in parts if part)


def row_of(row: Told) -> Row:
    """The row as the scorecard had it: pairs are pairs again, and the word of its level is what the level allows."""
    pairs = {name: tuple(row[name]) for name in ("target", "interval") if isinstance(row[name], list)}
    most = str(row.get("level_confidence")).partition("_")[0]
    level = Allowed(ALLOWED.get(most, "cannot_tell"), row["sway"]) if row.get("sway") is not None else None
    named = {name: row[name] for name in Row.names() if name in row}
    return Row.of(**{**named, **pairs, "level": level})


def headline(rows: Sequence[Told], period: str, language: Language) -> str:
    """How many of the targets are met, in one sentence."""
    counts = summary(map(row_of, rows))
    return formats.targets_met(counts.verdict, counts.met, counts.total, period, language)


def scorecard(
    content: Content, rows: Sequence[Told], caption: str, language: Language, *, remarked: bool = True
) -> Grid:
    """Indicator, target, actual, achievement, level and status, each with its reasons and (`remarked`) its doubts."""
    columns = (
        Column(say("overview.indicator", language), share=5),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("report.counted_of", language), "right", share=3),
        Column(say("report.interval_95", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("report.level", language)),
        Column(say("overview.status", language)),
    )
    return Grid(caption, columns, tuple(_scored(content, row, language, remarked) for row in rows), small=True)


def without_target(content: Content, rows: Sequence[Told], caption: str, language: Language) -> Grid:
    """Indicator and actual of those that have a figure but no target."""
    columns = (
        Column(say("overview.indicator", language), share=1),
        Column(say("overview.actual", language), "right"),
        Column(say("report.counted_of", language), "right"),
        Column(say("report.interval_95", language), "right"),
    )
    lines = (
        (
            _named(content, row, language),
            actual(content, row, language),
            counted_of(row, language),
            interval(content, row, language),
        )
        for row in rows
    )
    return Grid(caption, columns, tuple(lines), small=True)


def _scored(content: Content, row: Told, language: Language, remarked: bool) -> tuple[str | Status, ...]:
    return (
        _named(content, row, language, remarked),
        target(content, row, language),
        actual(content, row, language),
        counted_of(row, language),
        interval(content, row, language),
        achievement(row, language),
        level(row, language),
        status(row, language),
    )


def _named(content: Content, row: Told, language: Language, remarked: bool = True) -> str:
    """The indicator's name with what must be known beside its figure."""
    doubts = remarks(content, row, language) if remarked else ""
    why = [part for part in (reasons(row, language), doubts) if part]
    without = row.get("actual_without_force_majeure")
    if without is not None:
        shown = formats.quantity(without, content.unit(row["indicator"]), language)
        why.append(say("report.without_force_majeure", language, actual=shown))
    name = content.name(row["indicator"], language)
    return f"{name} ({'; '.join(why)})" if why else name
