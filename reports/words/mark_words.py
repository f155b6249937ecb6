"""The marks of a row in words that agree with its status, its confidence and each other; on screen and on paper."""

from typing import Protocol

from metrics.judgement.row import UNSTABLE, Row
from text import comparisons, formats
from text.words import Language, say


class Measure(Protocol):
    """What the words ask of an indicator, as the catalogue or a document describes it."""

    @property
    def unit(self) -> str:
        """The unit of its figure."""

    @property
    def better(self) -> str:
        """The side on which it is better: higher or lower."""

    @property
    def is_running(self) -> bool:
        """Whether its months count what goes on."""


CHANGES = ("improving", "worsening")
AGAINST = {"keeps_missing": ("surely_met", "likely_met"), "keeps_meeting": ("surely_missed", "likely_missed")}
"""Assurance, and the confidences that it would contradict."""


def variation(row: Row, indicator: Measure, language: Language) -> str | None:
    """Whether the figure is changing: a count goes up or down, neither better nor worse; a running one says nothing."""
    if row.variation is None or indicator.is_running:
        return None
    if indicator.unit != "count" or row.variation not in CHANGES:
        return say(f"variation.{row.variation}", language)
    rises = (row.variation == "improving") == (indicator.better == "higher")
    return say(f"variation.{'rising' if rises else 'falling'}", language)


def assurance(row: Row, language: Language) -> str | None:
    """Whether the target will be kept, where the row says nothing else; in how many months it was met otherwise."""
    if row.assurance is not None and not contradicts(row):
        return say(f"assurance.{row.assurance}", language)
    return met_months(row, language)


def met_months(row: Row, language: Language) -> str | None:
    """In how many of the latest months the target was met."""
    if row.met_months is None:
        return None
    met, of = (formats.number(number, language) for number in row.met_months)
    return say("marks.met", language, met=met, of=of)


def contradicts(row: Row) -> bool:
    """Whether the assurance says another thing than the status or the confidence beside it."""
    if (row.assurance == "keeps_missing" and row.is_met) or (row.assurance == "keeps_meeting" and row.is_missed):
        return True
    return row.confidence in AGAINST.get(row.assurance or "", ())


def confidence(row: Row, language: Language) -> str | None:
    """How likely chance alone made the distance from the target; nothing where it is sure or cannot be known."""
    if row.confidence == "cannot_tell":
        return say("overview.uncertain", language)
    is_likely = row.confidence is not None and row.confidence.startswith("likely")
    return say(f"confidence.{row.confidence}", language) if is_likely else None


def level(row: Row, unit: str, language: Language) -> str | None:
    """What keeps a sure word of the period from being said of the performance; None where nothing does."""
    if row.level is None or row.confidence == row.level_confidence or row.level_confidence != "cannot_tell":
        return None
    exact = formats.rounded(row.level.sway, 9)
    sway = formats.number(exact, language, formats.decimals_apart(exact, 0, 1))
    if unit in comparisons.IN_POINTS:
        sway = say("marks.points", language, number=sway)
    shown = formats.with_unit(sway, unit, language)
    return say("marks.level_cannot_tell", language, sway=shown)


def doubt(row: Row, unit: str, language: Language) -> str:
    """How sure the status is, of the period and of the performance; empty where there is nothing to doubt."""
    return ", ".join(part for part in (confidence(row, language), level(row, unit, language)) if part)


def course(row: Row, indicator: Measure, language: Language) -> str:
    """Whether the figure changes, whether it will keep its target and how far it sways, as far as that says more than
    the status; empty where it does not.
    """
    said = [variation(row, indicator, language) if row.variation in CHANGES else None]
    if row.assurance in AGAINST or UNSTABLE in row.reasons:
        said.append(assurance(row, language))
    return "; ".join(mark for mark in (*said, level(row, indicator.unit, language)) if mark)


def interval(row: Row, unit: str, language: Language) -> str | None:
    """`selang 95 %: 87,6–91,8`; None where the indicator has no interval."""
    if row.interval is None or row.actual is None:
        return None
    goal = row.target if isinstance(row.target, tuple) else () if row.target is None else (row.target,)
    return say(
        "marks.interval",
        language,
        range=formats.interval(row.interval, unit, language, apart_from=(row.actual, *goal)),
    )
