"""Laporan capaian: the order of chapter III of an LKjIP, for the province with each of its regions, or for one region.

Target, actual and achievement; against last year and against the year's target; obstacles; follow-ups; efficiency.
"""

from collections.abc import Iterator, Sequence

from metrics import targets
from metrics.achievement import Range, Target
from metrics.periods import Period, same_last_year
from reports import efficiency, findings, telling
from reports.blocks import Block, Charts, Column, Grid, Heading, Status, Title, Words
from reports.chart import ChartDescription
from reports.content import Content, Table
from reports.desk import Desk, Rows
from reports.gathered import Gathered
from reports.options import Options
from reports.telling import Told
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
        charted = [id_ for id_ in goals if id_ != "mpp_operating"][:CHARTED]
        if charted:
            cards["months_by_region"] = desk.rows(f"r12:{asked.last_month}", None, "region,month", charted)
    elif region is not None:
        cards["province"] = desk.rows(asked.code, None)
    if options.format != "pdf":
        cards |= {f"by_{part}": desk.rows(asked.code, region, part) for part in ("service", "agency", "channel")}
    tables = {
        "efficiency": efficiency.gather(desk, options, cards["period"], cards["last_year"]),
        "year_targets": _year_targets(desk, asked, region),
        **findings.tables(desk, options),
    }
    return Gathered(cards, tables, findings.gather(desk, options, cards["period"]))


def _year_targets(desk: Desk, asked: Period, region: str | None) -> Table:
    """Rows (indicator, region, target, upper bound of a range) of the calendar year; region None is the province."""
    year = Period(asked.last_month[:4])
    regions = [region] if region else [None, *desk.reader.regions()]
    found = (
        (id_, code, targets.in_force(desk.goals, desk.known[id_], year, code))
        for id_ in desk.targeted()
        for code in regions
    )
    rows = tuple((id_, code, *_ends(goal)) for id_, code, goal in found if goal is not None)
    return Table(("indicator", "region", "target", "target_high"), rows)


def _ends(goal: Target) -> tuple[float, float | None]:
    return (goal.low, goal.high) if isinstance(goal, Range) else (goal, None)


def _year_target(content: Content, id_: str, region: str | None, language: Language, *, bare: bool = False) -> str:
    rows = content.tables["year_targets"].rows
    low, high = next((row[2:] for row in rows if row[:2] == (id_, region)), (None, None))
    return formats.goal(low if high is None else (low, high), content.unit(id_), language, bare=bare)


def blocks(content: Content, language: Language) -> list[Block]:
    """The whole report but its provenance."""
    options = content.options
    place = content.region_name(options.region, say("region.whole", language))
    rows = content.cards["period"]
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    return [
        Title(say("report.title_capaian", language), f"{place} · {formats.period(options.period, language)}", lines),
        Words(f"{telling.headline(rows, options.period, language)}.", "lead"),
        *_coverage(content, language),
        Heading(say("report.chapter_achievement", language), 2),
        *_scorecards(content, rows, language),
        Heading(say("report.chapter_analysis", language), 2),
        *_analyses(content, language),
        Heading(say("report.chapter_efficiency", language), 2),
        *efficiency.blocks(content, language),
        *_regions(content, language),
        *_definitions(content, language),
    ]


def _coverage(content: Content, language: Language) -> Iterator[Block]:
    told = content.provenance
    through = told["complete_through"]
    said = [
        say("overview.complete_through", language, month=formats.month(through, language))
        if through
        else say("overview.complete_never", language)
    ]
    if content.options.region is None and told["coverage"]["ever_reported"]:
        reported, ever = told["coverage"]["reported"], told["coverage"]["ever_reported"]
        said.append(say("overview.coverage", language, reported=reported, ever=ever))
    yield Words(f"{'. '.join(said)}.", "small")


def _scorecards(content: Content, rows: Sequence[Told], language: Language) -> Iterator[Block]:
    with_target = [row for row in rows if telling.has_target(row)]
    if with_target:
        yield telling.scorecard(content, with_target, say("report.with_target", language), language)
    else:
        yield Words(say("report.no_targets", language))
    others = [row for row in rows if not telling.has_target(row)]
    known = [row for row in others if row["actual"] is not None]
    if known:
        yield telling.without_target(content, known, say("report.without_target", language), language)
    unknown = [content.name(row["indicator"], language) for row in others if row["actual"] is None]
    if unknown:
        yield Words(say("report.without_figure", language, names="; ".join(unknown)), "small")


def _analyses(content: Content, language: Language) -> Iterator[Block]:
    """One part for every indicator that has a target."""
    for row in content.cards["period"]:
        if telling.has_target(row):
            yield from _analysis(content, row, language)


def _analysis(content: Content, row: Told, language: Language) -> Iterator[Block]:
    id_ = row["indicator"]
    told = content.catalogue[id_]
    yield Heading(content.name(id_, language), 3)
    better = say(f"better.{told['better']}", language)
    yield Words(f"{told['why'][language]} ({better})")
    yield _compared(content, id_, language)
    chart = telling.trend(content, _of(content.cards["months"], id_), language)
    yield Charts((chart,)) if chart else Words(say("chart.none", language), "small")
    yield from findings.blocks(content, id_, content.options.region, language)


def _compared(content: Content, id_: str, language: Language) -> Grid:
    """The period beside last year's, the year up to now beside its target, and for a region the province."""
    cards = content.cards
    columns = (
        Column(say("report.compared", language), share=2),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("overview.status", language)),
    )
    [now], [before] = _of(cards["period"], id_), _of(cards["last_year"], id_)
    [to_date] = _of(cards["to_date"], id_)
    year = Period(content.options.period).last_month[:4]
    lines = [
        _period_line(content, now, language),
        _period_line(content, before, language),
        _period_line(content, to_date, language),
        (
            say("report.year_target", language, year=year),
            _year_target(content, id_, content.options.region, language),
            *("",) * 3,
        ),
    ]
    for benchmark in _of(cards.get("province", []), id_):
        lines.append((say("report.province", language), *_period_line(content, benchmark, language)[1:]))
    return Grid("", columns, tuple(lines))


def _period_line(content: Content, row: Told, language: Language) -> tuple[str | Status, ...]:
    return (
        formats.period(row["period"], language),
        telling.target(content, row, language),
        telling.actual(content, row, language),
        telling.achievement(row, language),
        telling.status(row, language),
    )


def _regions(content: Content, language: Language) -> Iterator[Block]:
    """A part for every region, on a page of its own; a region without data says so."""
    rows = content.cards.get("period_by_region", [])
    for code in dict.fromkeys(row["member"] for row in rows):
        own = [row for row in rows if row["member"] == code]
        yield Heading(content.names["region"][code], 2, new_page=True)
        yield Words(f"{telling.headline(own, content.options.period, language)}.")
        if all(row["actual"] is None for row in own if row["indicator"] != "mpp_operating"):
            yield Words(say("report.region_without_data", language))
        yield _region_table(content, code, own, language)
        charts = _region_charts(content, code, language)
        if charts:
            yield Charts(charts, across=2)
        yield from findings.of_region(content, code, language)


def _region_table(content: Content, code: str, own: Sequence[Told], language: Language) -> Grid:
    columns = (
        Column(say("overview.indicator", language), share=3),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("report.last_year", language), "right"),
        Column(say("report.to_date", language), "right"),
        Column(say("report.year_target_short", language), "right"),
        Column(say("report.province", language), "right"),
        Column(say("overview.status", language)),
    )
    cards = content.cards
    other: dict[tuple[str, str], Told] = {
        (name, row["indicator"]): row
        for name in ("last_year", "to_date")
        for row in cards[f"{name}_by_region"]
        if row["member"] == code
    }
    whole = {row["indicator"]: row for row in cards["period"]}
    lines = []
    for row in own:
        id_ = row["indicator"]
        unit = content.unit(id_)
        beside = (other["last_year", id_], other["to_date", id_], whole[id_])
        before, to_date, province = (formats.quantity(row["actual"], unit, language, bare=True) for row in beside)
        year = _year_target(content, id_, code, language, bare=True)
        lines.append(
            (
                content.name(id_, language),
                telling.target(content, row, language),
                telling.actual(content, row, language),
                telling.achievement(row, language),
                before,
                to_date,
                year,
                province,
                telling.status(row, language),
            )
        )
    return Grid("", columns, tuple(lines), small=True)


def _region_charts(content: Content, code: str, language: Language) -> tuple[ChartDescription, ...]:
    months = [row for row in content.cards.get("months_by_region", []) if row["member"] == code]
    ids = dict.fromkeys(row["indicator"] for row in months)
    charts = (telling.trend(content, _of(months, id_), language) for id_ in ids)
    return tuple(chart for chart in charts if chart is not None)


def _definitions(content: Content, language: Language) -> Iterator[Block]:
    """What each indicator is: the definitions that the figures were computed with."""
    yield Heading(say("report.chapter_definitions", language), 2, new_page=True)
    columns = (
        Column(say("report.column_property", language)),
        Column(say("report.column_definition", language), share=1),
    )
    for id_, told in content.catalogue.items():
        yield Heading(content.name(id_, language), 3)
        yield Grid("", columns, tuple((label, text) for label, text in told["definition"][language]), small=True)


def _of(rows: Sequence[Told], id_: str) -> list[Told]:
    return [row for row in rows if row["indicator"] == id_]
