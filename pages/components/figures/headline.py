"""The top of a page: one sentence that says it, and one line about the data it rests on."""

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.reporting import last_ended_month
from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from metrics.periods import months_between
from metrics.scorecard.score import Scorecard
from metrics.scorecard.summary import Summary, summary
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import shared_reasons
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from text import formats
from text.words import Language, say

EVERY_REPORT = "received"
"""An indicator that has a figure in every month that is reported."""
SAY_ALL = ("no_data", "not_applicable")
"""Verdicts that leave nothing to add."""
NAMED = 2
"""So many targets that are not judged are named."""


def headline(
    card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope, said: tuple[str, str] | None = None
) -> None:
    """Draw it (`markup`)."""
    st.html(markup(card, catalogue, scope, said))


def markup(
    card: Scorecard, catalogue: Mapping[str, Indicator], scope: Scope, said: tuple[str, str] | None = None
) -> Markup:
    """The page's one sentence, what it names as worst, and the line of provenance; `said` are other two sentences."""
    counts = summary(card.rows)
    first, rest = said or (sentence(counts, catalogue, scope), _rest(counts, card.rows, catalogue, scope))
    lines = [tag("h1", first)]
    if rest:
        lines.append(tag("p", rest, class_="rest"))
    lines.append(provenance(card, scope))
    return tag("header", *lines, class_="headline", lang=scope.language)


def sentence(counts: Summary, catalogue: Mapping[str, Indicator], scope: Scope) -> str:
    """How many targets are met; of a region also the one furthest away and the cases it lacks."""
    said = formats.targets_met(counts.verdict, counts.met, counts.total, scope.period, scope.language)
    if scope.region is None:
        return said
    lower = said[0].lower() + said[1:]
    first = say("overview.headline_region", scope.language, region=scope.region_name, sentence=lower)
    if counts.worst is None or counts.verdict in SAY_ALL:
        return first
    indicator = catalogue[counts.worst.indicator]
    parts = [_worst(counts.worst, counts.as_far, indicator, scope.language)]
    short = region_matrix.cases_short(counts.worst, indicator.better) if indicator.unit == "percent" else 0.0
    parts += [say("warnings.short", scope.language, cases=formats.at_least(short, scope.language))] if short else []
    return f"{first}; {', '.join(parts)}"


def _rest(counts: Summary, rows: Sequence[Row], catalogue: Mapping[str, Indicator], scope: Scope) -> str:
    """What is furthest away and what is not judged; then why, where the reason holds for all."""
    if counts.verdict in SAY_ALL:
        return ""
    parts, language = [], scope.language
    if counts.worst is not None and scope.region is None:
        parts.append(_worst(counts.worst, counts.as_far, catalogue[counts.worst.indicator], language))
    if counts.unjudged and counts.judged:
        parts.append(_unjudged(rows, catalogue, language))
    why = [say(f"reason.{reason}", language) for reason in shared_reasons(rows)]
    return " ".join(_as_sentence("; ".join(words)) for words in (parts, why) if words)


def _unjudged(rows: Sequence[Row], catalogue: Mapping[str, Indicator], language: Language) -> str:
    """Which targets are not judged, of many only their number."""
    names = [catalogue[row.indicator].name[language] for row in rows if row.has_target and not row.is_judged]
    if len(names) > NAMED:
        return say("overview.unjudged", language, count=formats.number(len(names), language))
    return say("overview.unjudged_named", language, names=", ".join(names))


def _worst(row: Row, as_far: int, indicator: Indicator, language: Language) -> str:
    """The one furthest away; one of several that are as far is said to be one of them."""
    actual = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    target = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
    words = {"name": indicator.name[language], "actual": actual, "target": target}
    if as_far > 1:
        return say("overview.worst_alike", language, count=formats.number(as_far, language), **words)
    return say("overview.worst", language, **words)


def provenance(card: Scorecard, scope: Scope) -> Markup:
    """One line about the data the figures rest on."""
    language = scope.language
    parts: list[object] = [tag("span", text) for text in _facts(card, scope)]
    if behind := _behind(card.complete_through, scope):
        parts.insert(1, tag("span", tag("span", "▲", class_="icon", aria_hidden="true"), behind, class_="missed"))
    if card.demo:
        parts.insert(0, tag("span", say("demo.badge", language), class_="badge", title=say("demo.note", language)))
    return tag("p", *parts, class_="provenance")


def _behind(through: str | None, scope: Scope) -> str | None:
    """How far the data are behind; of a region that has reported since, which months it has left out."""
    late, language = months_late(through, figures.today()), scope.language
    if not late:
        return None
    owed = months_between(str(through), last_ended_month(figures.today()))[1:]
    missing = owed if scope.region is None else _unreported(owed, scope, scope.region)
    count = formats.number(len(missing), language)
    if len(missing) == late:
        return say("overview.stale", language, count=count)
    key = "gap" if len(missing) == 1 else "gaps"
    return say(f"overview.{key}", language, count=count, month=formats.month(missing[0], language))


def _unreported(months: Sequence[str], scope: Scope, region: str) -> list[str]:
    """Those of the months that a region has not reported; the first of them it never has."""
    rows = figures.monthly(scope.viewer, f"{months[0]}..{months[-1]}", region).get(EVERY_REPORT, ())
    reported = {row.period for row in rows if row.actual is not None}
    return [month for month in months if month == months[0] or month not in reported]


def months_late(through: str | None, today: date) -> int:
    """Ended months that are not in yet; 0 while it is the newest alone, which offices may still be sending."""
    missing = months_between(through, last_ended_month(today))[1:] if through else ()
    return len(missing) if len(missing) > 1 else 0


def _facts(card: Scorecard, scope: Scope) -> Sequence[str]:
    language = scope.language
    through = formats.month(card.complete_through, language)
    reported, ever = card.coverage
    facts = [
        say("overview.complete_through", language, month=through)
        if card.complete_through
        else say("overview.complete_never", language)
    ]
    if scope.region is None and ever:
        facts.append(say("overview.coverage", language, reported=reported, ever=ever))
    if lookups.example_standards():
        facts.append(say("overview.example_standards", language))
    return [*facts, say("overview.as_of", language, head=card.as_of)]


def _as_sentence(text: str) -> str:
    return text and text[0].upper() + text[1:] + "."
