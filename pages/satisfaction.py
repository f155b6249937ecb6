"""Kepuasan: the survey's index and grade, its nine unsur, how many answered, and which unsur to mend first."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import streamlit as st

from access.identity.viewer import Viewer
from metrics.judgement.row import Row
from metrics.survey import index as satisfaction
from metrics.survey.index import UNSUR
from pages.components.breakdown import parts_chart
from pages.components.charts import bars
from pages.components.charts.bars import Bar
from pages.components.figures import comparison, panels, survey_table
from pages.components.html import glossary_help
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import line
from pages.components.layout import no_data
from pages.components.layout.filters import Scope
from pages.components.runtime import figures, lookups
from reports.words import mark_words
from text import formats
from text.signs import tone
from text.words import Language, say

INDEX, RESPONDENTS = "satisfaction_index", "respondents"
SCALE_CONVERTED = "scale_converted"
WEAKEST = 3


def render(viewer: Viewer) -> None:
    """Draw the page for this viewer."""
    scope = no_data.opened(viewer)
    if scope is None:
        return
    wanted = (INDEX, RESPONDENTS, *(f"unsur_{unsur}" for unsur in UNSUR))
    card = figures.card(viewer, period=scope.period, region=scope.region, indicators=wanted)
    rows = {row.indicator: row for row in card.rows}
    _headline(rows, scope)
    compared = comparison.of(scope, comparison.pick(scope))
    left, right = st.columns(2, gap="large")
    with left:
        panels.scorecard([rows[INDEX], rows[RESPONDENTS]], scope, say("skm_page.figures", scope.language), compared)
        panels.trend(lookups.indicators()[INDEX], scope)
    with right:
        _unsur(rows, scope)
        _reconciliation(rows, scope)
        dimension = "region" if scope.has_parts else "agency"
        parts_chart.draw(lookups.indicators()[INDEX], dimension, scope, say(f"skm_page.by_{dimension}", scope.language))
    if rows[RESPONDENTS].actual:
        survey_table.draw(scope)


def _headline(rows: Mapping[str, Row], scope: Scope) -> None:
    language, index = scope.language, rows[INDEX]
    values = {"period": formats.period(scope.period, language), "region": scope.region_name}
    lines = []
    if index.actual is None:
        sentence = say("skm_page.headline_none", language, **values)
    else:
        grade = satisfaction.grade(index.actual)
        is_plain = satisfaction.grade(float(formats.rounded(index.actual, 1))) == grade  # one decimal has its grade too
        written = formats.short if is_plain else formats.quantity
        shown = written(index.actual, "index", language, apart_from=index.target_unmet)
        words = say(f"skm_page.grade_{grade}", language)
        sentence = say("skm_page.headline", language, index=shown, grade=grade, words=words, **values)
        sentence = "; ".join((sentence, *_against_goal(index, language)))
        lines = [
            *_lowest(rows, language),
            tag("div", _sample(rows, scope), " ", glossary_help.beside("ikm", language), class_="rest"),
        ]
        if SCALE_CONVERTED in index.reasons:
            lines.append(tag("div", say(f"reason.{SCALE_CONVERTED}", language), class_="rest"))
    st.html(tag("header", tag("h1", sentence), *lines, class_="headline", lang=language))


def _against_goal(index: Row, language: Language) -> list[str]:
    """Whether the target is reached, where there is one to be judged by."""
    if index.target is None or index.status not in ("achieved", "missed", "cannot_judge"):
        return []
    goal = formats.short_goal(index.target, "index", language, apart_from=index.actual_unmet)
    return [say(f"skm_page.goal_{index.status}", language, target=goal)]


def _lowest(rows: Mapping[str, Row], language: Language) -> list[Markup]:
    """The weakest unsur, which is where to begin; nothing where none was answered."""
    lines, means = [], _means(rows)
    for unsur in satisfaction.weakest(means, 1):
        name, mean = lookups.indicators()[f"unsur_{unsur}"].name[language], float(means[unsur] or 0)
        shown = {"unsur": name, "mean": formats.quantity(mean, "score", language)}
        lines.append(tag("div", say("skm_page.lowest", language, **shown), class_="rest"))
    return lines


def _sample(rows: Mapping[str, Row], scope: Scope) -> str:
    """How many answered, and whether they are as many as the sample asks for."""
    count = formats.number(rows[RESPONDENTS].actual, scope.language)
    reasons = rows[INDEX].reasons
    key = "small" if "small_sample" in reasons else "unknown" if "sample_unknown" in reasons else "reached"
    return say(f"skm_page.sample_{key}", scope.language, count=count)


def _unsur(rows: Mapping[str, Row], scope: Scope) -> None:
    """The nine in the regulation's order, the three weakest named."""
    language = scope.language
    means = _means(rows)
    title = tag("h2", glossary_help.beside("unsur", language, say("skm_page.unsur", language)))
    if not any(means.values()):
        st.html(tag("section", title, tag("p", say("panel.none", language), class_="aside"), lang=language))
        return
    lines = [_bar(rows[f"unsur_{unsur}"], float(mean), language) for unsur, mean in means.items() if mean is not None]
    weakest = satisfaction.weakest(means, WEAKEST)
    named = ", ".join(lookups.indicators()[f"unsur_{unsur}"].name[language] for unsur in weakest)
    said = say("skm_page.weakest", language, unsur=named)
    if alike := satisfaction.as_low_as_weakest(means, WEAKEST):
        said += " " + say("satisfaction.weakest_alike", language, count=formats.number(alike, language))
    text = tag("p", said, class_="aside")
    titles = (say("skm_page.element", language), say("unit.label_score", language))
    some = [rows[f"unsur_{unsur}"] for unsur in UNSUR]
    axis = parts_chart.axis(some, lookups.indicators()[some[0].indicator], language)
    drawn = bars.bars(lines, say("skm_page.unsur", language), titles, language, axis)
    st.html(tag("section", title, drawn, text, lang=language))


def _bar(row: Row, mean: float, language: Language) -> Bar:
    indicator = lookups.indicators()[row.indicator]
    shown = formats.quantity(mean, indicator.unit, language, apart_from=row.target_unmet)
    return Bar(
        indicator.name[language],
        mean,
        formats.with_cases(shown, row.n, language),
        tone=tone(row.status),
        target=line(row),
        unsure=parts_chart.unsure(row),
        interval=row.interval,
        spoken=mark_words.interval(row, indicator.unit, language),
    )


def _reconciliation(rows: Mapping[str, Row], scope: Scope) -> None:
    """The same index with rounded ninths, so that an office's own sheet can be held against it."""
    means = _means(rows)
    annex, short = (satisfaction.reconciliation(means, Decimal(weight)) for weight in ("0.111", "0.11"))
    if annex is None or short is None:
        return
    shown = {"annex": formats.number(annex, scope.language, 2), "short": formats.number(short, scope.language, 2)}
    name = lookups.indicators()[INDEX].name[scope.language]
    text = say("satisfaction.reconciliation", scope.language, name=name, **shown)
    st.html(tag("p", text, class_="caption", lang=scope.language))


def _means(rows: Mapping[str, Row]) -> dict[str, Fraction | None]:
    means: dict[str, Fraction | None] = {}
    for unsur in UNSUR:
        row = rows.get(f"unsur_{unsur}")
        means[unsur] = Fraction(row.numerator or 0) / Fraction(row.denominator) if row and row.denominator else None
    return means
