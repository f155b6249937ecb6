"""The marks of a row in words that agree with its status, its confidence and each other."""

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import RUNNING
from metrics.judgement.row import Row
from text import formats
from text.words import Language, say

CHANGES = ("improving", "worsening")
AGAINST = {"keeps_missing": ("surely_met", "likely_met"), "keeps_meeting": ("surely_missed", "likely_missed")}
"""Assurance, and the confidences that it would contradict."""


def variation(row: Row, indicator: Indicator, language: Language) -> str | None:
    """Whether the figure is changing: a count goes up or down, neither better nor worse; a running one says nothing."""
    if row.variation is None or not indicator.streams.isdisjoint(RUNNING):
        return None
    if not indicator.is_count or row.variation not in CHANGES:
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
