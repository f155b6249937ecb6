"""Laporan capaian: the order of chapter III of an LKjIP, for the province with each of its regions, or for one region.

Target, actual and achievement; against last year and against the year's target; obstacles; follow-ups; efficiency.
"""

from collections.abc import Iterator, Sequence

from metrics.catalogue.indicators import OPERATING
from metrics.periods import Period, same_last_year
from reports.content.blocks import Beside, Block, Charts, Column, Contents, Grid, Heading, Status, Title, Words
from reports.content.content import Content, Gathered
from reports.content.options import Options
from reports.content.workspace import Desk, Rows
from reports.parts import (
    annotations,
    beside,
    context_tables,
    definitions,
    efficiency,
    findings,
    mpp_coverage,
    regions,
    scorecard_text,
    trends,
)
from reports.parts.scorecard_text import Told, of
from text import formats
from text.words import Language, say

CHARTED = 6
"""Charts of a region's part, at most."""


def gather(desk: Desk, options: Options) -> Gathered:
    """Every indicator for the whole; for the parts of the province those with a goal."""
    asked, region, goals = Period(options.period), options.region, desk.targeted()
    periods = {
        "period": asked.code,
        "last_year": same_last_year(asked).code,
        "to_date": f"ytd:{asked.last_month}",
    }
    cards: dict[str, Rows] = {name: desk.rows(code, region, marked=name == "period") for name, code in periods.items()}
    cards["months"] = desk.rows(f"r12:{asked.last_month}", region, "month")
    if region is None and goals:
        for name, code in periods.items():
            cards[f"{name}_by_region"] = desk.rows(code, None, "region", goals, marked=name == "period")
        charted = [id_ for id_ in goals if id_ != OPERATING][:CHARTED]
        if charted:
            cards["months_by_region"] = desk.rows(f"r12:{asked.last_month}", None, "region,month", charted)
    if options.format != "pdf":
        cards |= {f"by_{part}": desk.rows(asked.code, region, part) for part in ("service", "agency", "channel")}
    tables = {
        "efficiency": efficiency.gather(desk, options, cards["period"], cards["last_year"]),
        "year_targets": beside.gather_year_targets(desk, asked, region),
        "others": beside.gather_others(desk, asked, cards["period"] if region else cards.get("period_by_region", [])),
        **context_tables.tables(desk, options),
    }
    return Gathered(cards, tables, findings.gather(desk, options, cards["period"]))


def blocks(content: Content, language: Language) -> list[Block]:
    """The whole report but its provenance."""
    options = content.options
    place = content.place_name(options.region, language)
    rows = content.cards["period"]
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    return [
        Title(say("report.title_capaian", language), f"{place} · {formats.period(options.period, language)}", lines),
        Words(f"{scorecard_text.headline(rows, options.period, language)}.", "lead"),
        *_coverage(content, language),
        Contents(say("report.contents", language)),
        Heading(say("report.chapter_achievement", language), 2),
        *_scorecards(content, rows, language),
        Heading(say("report.chapter_analysis", language), 2),
        *analysis_blocks(content, language),
        Heading(say("report.chapter_coverage", language), 2),
        *mpp_coverage.blocks(content, language),
        *annotations.blocks(content, language),
        Heading(say("report.chapter_efficiency", language), 2),
        *efficiency.blocks(content, language),
        *regions.blocks(content, language),
        *definitions.blocks(content, language),
    ]


def _coverage(content: Content, language: Language) -> Iterator[Block]:
    provenance = content.provenance
    through = provenance["complete_through"]
    said = [
        say("overview.complete_through", language, month=formats.month(through, language))
        if through
        else say("overview.complete_never", language)
    ]
    if content.options.region is None and provenance["coverage"]["ever_reported"]:
        reported, ever = provenance["coverage"]["reported"], provenance["coverage"]["ever_reported"]
        said.append(say("overview.coverage", language, reported=reported, ever=ever))
    yield Words(f"{'. '.join(said)}.", "small")


def _scorecards(content: Content, rows: Sequence[Told], language: Language) -> Iterator[Block]:
    with_target = [row for row in rows if scorecard_text.row_of(row).has_target]
    if with_target:
        yield scorecard_text.scorecard(content, with_target, say("report.with_target", language), language)
    else:
        yield Words(say("report.no_targets", language))
    others = [row for row in rows if not scorecard_text.row_of(row).has_target]
    known = [row for row in others if row["actual"] is not None]
    if known:
        yield scorecard_text.without_target(content, known, say("report.without_target", language), language)
    unknown = [content.name(row["indicator"], language) for row in others if row["actual"] is None]
    if unknown:
        yield Words(say("report.without_figure", language, names="; ".join(unknown)), "small")


def analysis_blocks(content: Content, language: Language) -> Iterator[Block]:
    """One part for every indicator that has a target."""
    for row in content.cards["period"]:
        if scorecard_text.row_of(row).has_target:
            yield from _analysis(content, row, language)


def _analysis(content: Content, row: Told, language: Language) -> Iterator[Block]:
    id_ = row["indicator"]
    indicator = content.catalogue[id_]
    yield Heading(content.name(id_, language), 3)
    better = say(f"better.{indicator['better']}", language)
    yield Words(f"{indicator['why'][language]} ({better})", "kept")
    chart = trends.chart(content, of(content.cards["months"], id_), language)
    drawn = Charts((chart,)) if chart else Words(say("chart.none", language), "small")
    yield Beside((_compared(content, id_, language),), (drawn,))
    yield from findings.blocks(content, id_, content.options.region, language)


def _compared(content: Content, id_: str, language: Language) -> Grid:
    """The period beside last year's, the year up to now beside its target, and for a region all other regions."""
    cards = content.cards
    columns = (
        Column(say("report.compared", language)),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("overview.status", language)),
    )
    [now], [before] = of(cards["period"], id_), of(cards["last_year"], id_)
    [to_date] = of(cards["to_date"], id_)
    year = Period(content.options.period).last_month[:4]
    lines = [
        _period_line(content, now, language),
        _period_line(content, before, language),
        _period_line(content, to_date, language),
        (
            say("report.year_target", language, year=year),
            beside.year_target(content, id_, content.options.region, language),
            *("",) * 3,
        ),
    ]
    if content.options.region is not None:
        lines.append(tuple(beside.others_line(content, id_, content.options.region, language)))
    return Grid("", columns, tuple(lines), small=True)


def _period_line(content: Content, row: Told, language: Language) -> tuple[str | Status, ...]:
    return (
        formats.period(row["period"], language),
        scorecard_text.target(content, row, language),
        scorecard_text.figure(content, row, language),
        scorecard_text.achievement(row, language),
        scorecard_text.status(row, language),
    )
