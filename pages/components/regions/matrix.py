"""Regions by targets as one table: the province above, those with most misses first, those without an MPP apart."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.judgement.row import Row
from metrics.monitoring import region_matrix
from metrics.monitoring.region_matrix import RegionLine
from metrics.mpp.rollout import RegionPath
from metrics.periods import Period
from metrics.scorecard.score import Scorecard
from pages.components.charts.spark import spark
from pages.components.figures import panels
from pages.components.html.markup import Markup, join, tag
from pages.components.html.ordering import OF_THE_WHOLE
from pages.components.html.ordering import line as target_line
from pages.components.html.status_mark import icon
from pages.components.layout.filters import Scope
from pages.components.mpp.paths import ICONS, stage_sentence
from pages.components.runtime import address, cache, figures, lookups
from pages.components.runtime.cache import AnswerCache
from reports.words import coverage_words, mark_words
from text import formats
from text.signs import tone
from text.words import say, say_of

Catalogue = Mapping[str, Indicator]
AT_LEAST = {"higher": "≥", "lower": "≤"}
SPARK_MONTHS = 12
DOUBTFUL = "cannot_tell"
AT_ONCE = 10
"""So many regions a phone shows before it is asked for all; a desk shows all of them."""
_DRAWN = AnswerCache(64)


def of_regions(scope: Scope) -> Scorecard:
    """Every indicator of every part of the place in the period, from one question."""
    return figures.card(scope.viewer, period=scope.period, region=scope.region, by="region")


def draw(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    """Draw it (`markup`)."""
    st.html(markup(card, catalogue, scope))


def markup(card: Scorecard, catalogue: Catalogue, scope: Scope) -> Markup:
    """The table, its legend, and the regions of which nothing is known."""
    links = address.to("hambatan", wilayah="", indikator="", periode="")
    key = (scope.viewer.scope, scope.region, scope.period, scope.history, scope.language, links)
    return _DRAWN.answer(cache.moment(), key, lambda: _section(card, catalogue, scope))


def _section(card: Scorecard, catalogue: Catalogue, scope: Scope) -> Markup:
    language = scope.language
    every = region_matrix.lines(of_regions(scope).rows)
    names = {region.code: region.short_name for region in lookups.regions(scope.viewer)}
    listed = [line for line in every if line.region in names]
    columns = region_matrix.targets((row for line in listed for row in line.rows.values()), card.rows)
    on = min(Period(scope.period).last_day, figures.today())
    paths = {path.region: path for path in figures.coverage(scope.viewer, on).paths}
    reporting = [line for line in listed if line.reports]
    staged = [line.region for line in listed if not line.reports and _is_known(paths.get(line.region))]
    silent = [line.region for line in listed if not line.reports and line.region not in staged]
    unknown = sorted(silent, key=names.__getitem__)
    title = lookups.of_parts(scope.region, "matrix.title", language, period=formats.period(scope.period, language))
    head = tag("tr", *_head(columns, catalogue, card, scope), role="row")
    parts = [_region(line, names[line.region], columns, catalogue, paths, scope) for line in reporting]
    parts += [_staged(paths[region], names[region], len(columns) + 1, scope) for region in staged]
    shown = formats.listed(len(parts), AT_ONCE)
    body = [tag("tbody", _province(card, columns, catalogue, scope), *parts[:shown], role="rowgroup")]
    body += [tag("tbody", *parts[shown:], class_="folded", role="rowgroup")] if parts[shown:] else []
    table = tag(
        "table",
        tag("caption", title, class_="unseen"),
        tag("thead", head, role="rowgroup"),
        *body,
        class_="matrix",
        role="table",
    )
    fold = _fold(len(parts), scope) if parts[shown:] else None
    header = tag("h2", title, " ", tag("small", say("matrix.lead", language)))
    frame = tag("div", table, class_="matrix-frame", tabindex="0", role="region", aria_label=title)
    return tag("section", header, frame, fold, _unknown(unknown, names, paths, scope), _legend(scope), lang=language)


def _is_known(path: RegionPath | None) -> bool:
    return path is not None and path.state != "unknown"


def _fold(count: int, scope: Scope) -> Markup:
    """The way to all regions on a phone: while it is closed, the style hides those beyond the first."""
    language, counted = scope.language, formats.number(count, scope.language)
    every = say_of(lookups.level(scope.region), "matrix.every", language, count=counted)
    names = tag("span", every), tag("span", say("matrix.fewer", language))
    return tag("details", tag("summary", *names), class_="fold")


def _head(columns: Sequence[str], catalogue: Catalogue, card: Scorecard, scope: Scope) -> list[Markup]:
    language = scope.language
    rows = {row.indicator: row for row in card.rows}
    titles = [
        tag(
            "th",
            lookups.of_parts(scope.region, "matrix.region", language),
            class_="place",
            scope="col",
            role="columnheader",
        ),
        tag("th", say("matrix.missed", language), scope="col", role="columnheader"),
    ]
    for id_ in columns:
        name = tag("a", catalogue[id_].name[language], href=address.to("indikator", indikator=id_), target="_self")
        titles.append(tag("th", name, _goal(rows.get(id_), catalogue[id_], scope), scope="col", role="columnheader"))
    return titles


def _goal(row: Row | None, indicator: Indicator, scope: Scope) -> Markup | None:
    if row is None or row.target is None:
        return None
    shown = formats.short_goal(row.target, indicator.unit, scope.language, apart_from=row.actual_unmet)
    if not isinstance(row.target, tuple):
        shown = f"{AT_LEAST[indicator.better]} {shown}"
    return tag("small", shown)


def _province(card: Scorecard, columns: Sequence[str], catalogue: Catalogue, scope: Scope) -> Markup:
    rows = {row.indicator: row for row in card.rows}
    months = panels.monthly(scope)
    cells = [
        _cell(rows.get(id_), catalogue[id_], None, scope, _line(months.get(id_, ()), rows.get(id_))) for id_ in columns
    ]
    name = tag("th", lookups.place_name(scope.region, scope.language), class_="place", scope="row", role="rowheader")
    judged = RegionLine("", {id_: rows[id_] for id_ in columns if id_ in rows})
    return tag("tr", name, _count(judged, scope), *cells, class_="whole", role="row")


def _line(months: Sequence[Row], row: Row | None) -> Markup | None:
    """The last twelve months under the province's figure; what they tell stands in words elsewhere on the page."""
    if row is None or not months:
        return None
    shown = months[-SPARK_MONTHS:]
    return spark([month.actual for month in shown], target_line(shown[-1]), tone(row.status), "")


def _count(line: RegionLine, scope: Scope) -> Markup:
    language = scope.language
    counts = {"missed": formats.number(line.missed, language), "judged": formats.number(line.judged, language)}
    label = say("matrix.missed", language)
    return tag("td", say("matrix.missed_of", language, **counts), class_="count", role="cell", data_label=label)


def _region(
    line: RegionLine,
    name: str,
    columns: Sequence[str],
    catalogue: Catalogue,
    paths: Mapping[str, RegionPath],
    scope: Scope,
) -> Markup:
    way = tag("a", name, href=address.to("wilayah", wilayah=line.region, periode=scope.period), target="_self")
    cells = [
        _stage(paths[line.region], scope)
        if id_ == OPERATING and line.region in paths
        else _cell(line.rows.get(id_), catalogue[id_], line.region, scope)
        for id_ in columns
    ]
    head = tag("th", way, class_="place", scope="row", role="rowheader")
    return tag("tr", head, _count(line, scope), *cells, role="row")


def _cell(
    row: Row | None, indicator: Indicator, region: str | None, scope: Scope, drawn: Markup | None = None
) -> Markup:
    """Mark and figure, with all of it in words, as a link to what lies behind."""
    language = scope.language
    label = indicator.name[language]
    if row is None or row.status == "not_applicable":
        return tag("td", say("value.missing", language), class_="quiet", role="cell", data_label=label)
    place = lookups.place_name(region, language)
    shown = formats.short(row.actual, indicator.unit, language, bare=True, apart_from=row.target_unmet)
    spoken = f"{place}, {label}: {_words(row, indicator, scope)}"
    way = address.to("hambatan", indikator=indicator.id, periode=scope.period, wilayah=region or lookups.province())
    unsure = " unsure" if row.is_missed and row.confidence == DOUBTFUL else ""
    link = tag("a", icon(row.status), " ", shown, href=way, target="_self", title=spoken, aria_label=spoken)
    return tag("td", link, drawn, class_=f"{tone(row.status)}{unsure}", role="cell", data_label=label)


def _words(row: Row, indicator: Indicator, scope: Scope) -> str:
    language = scope.language
    actual = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    parts = [formats.with_cases(actual, row.n, language), say(f"status.{row.status}", language)]
    if row.target is not None:
        goal = formats.short_goal(row.target, indicator.unit, language, apart_from=row.actual_unmet)
        parts.append(say("matrix.target", language, target=goal))
    parts += [say(f"reason.{reason}", language) for reason in row.status_reasons if reason not in OF_THE_WHOLE]
    if interval := mark_words.interval(row, indicator.unit, language):
        parts.append(interval)
    if row.confidence == DOUBTFUL:
        parts.append(say("matrix.doubt", language))
    return ", ".join(parts)


def _stage(path: RegionPath, scope: Scope) -> Markup:
    language = scope.language
    label = lookups.indicators()[OPERATING].name[language]
    spoken = f"{lookups.place_name(path.region, language)}: {stage_sentence(path, language)}"
    way = address.to("cakupan", wilayah=path.region)
    year = path.since[:4] if path.state == "operating" and path.since else ""
    mark = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    link = tag("a", mark, " ", year, href=way, target="_self", title=spoken, aria_label=spoken)
    return tag(
        "td",
        link,
        class_=coverage_words.TONES[path.state] if path.state == "operating" else "quiet",
        role="cell",
        data_label=label,
    )


def _staged(path: RegionPath, name: str, span: int, scope: Scope) -> Markup:
    """A region without figures whose stage is known: the stage in words in place of figures."""
    language = scope.language
    way = tag("a", name, href=address.to("wilayah", wilayah=path.region, periode=scope.period), target="_self")
    mark = tag("span", ICONS[path.state], class_="icon", aria_hidden="true")
    words = [stage_sentence(path, language)]
    if path.state == "operating":
        words.append(say("matrix.silent", language))
    elif path.stage:
        step = lookups.milestones(language).get(path.stage, path.stage)
        words.append(say("matrix.last_step", language, step=step, when=coverage_words.when(path.since, language)))
    if path.population:
        words.append(say("coverage.gap_people", language, people=formats.number(path.population, language)))
    cell = tag("td", mark, " ", " · ".join(words), colspan=str(span), class_="stage", role="cell")
    return tag("tr", tag("th", way, class_="place", scope="row", role="rowheader"), cell, class_="planned", role="row")


def _unknown(
    regions: Sequence[str], names: Mapping[str, str], paths: Mapping[str, RegionPath], scope: Scope
) -> Markup | None:
    """One dense list: no figures, and no word of an MPP."""
    if not regions:
        return None
    language = scope.language
    people = sum(paths[region].population for region in regions if region in paths)
    known = lookups.of_parts(scope.region, "matrix.unknown", language, count=formats.number(len(regions), language))
    counted = say("coverage.gap_people", language, people=formats.number(people, language)) if people else None
    mark = tag("span", "○", class_="icon", aria_hidden="true")
    title = tag("h3", mark, " ", known, *((" (", counted, ")") if counted else ()))
    note = tag("small", say("matrix.unknown_note", language))
    items = [
        tag(
            "li",
            tag("a", names[region], href=address.to("wilayah", wilayah=region, periode=scope.period), target="_self"),
        )
        for region in regions
    ]
    return tag("div", join(title, note), tag("ul", *items, class_="names"), class_="unknown")


def _legend(scope: Scope) -> Markup:
    language = scope.language
    parts = [
        tag("span", icon(status), " ", say(f"status.{status}", language), class_=tone(status))
        for status in ("achieved", "missed", "cannot_judge")
    ]
    unsure = tag("span", icon("missed"), " ", say("matrix.doubtful", language), class_="missed unsure")
    return tag("p", *parts[:2], unsure, *parts[2:], tag("span", say("matrix.dashes", language)), class_="caption marks")
