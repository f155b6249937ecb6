"""Lembar gubernur: one page that says how many targets are met, where it is hardest, and what is being done."""

from collections.abc import Iterator, Sequence

from data.settings.places import is_province
from metrics.catalogue.indicators import OPERATING
from metrics.judgement.row import JUDGED
from metrics.periods import Period
from reports.content.blocks import Beside, Block, Charts, Column, Grid, Items, Status, Tile, Tiles, Title, Words
from reports.content.content import Content, Gathered
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import context_tables, findings, mpp_coverage, scorecard_text, trends
from reports.parts.scorecard_text import Told
from reports.words import mark_words, place_words
from text import formats
from text.words import Language, say

HARDEST = 3
"""Regions named as having the most missed targets."""
CITY = "Kota "
"""How the name of a region begins that a mayor heads; a regent heads the others."""
SHOWN = 12
"""Lines of the table that leave the page one page."""


def gather(desk: Desk, options: Options) -> Gathered:
    """The targets of the period for the whole and by region, and twelve months of the one on the map."""
    wanted = desk.targeted() or list(desk.indicators)[:SHOWN]
    chosen = next((id_ for id_ in wanted if id_ != OPERATING), wanted[0])
    last = Period(options.period).last_month
    cards = {
        "period": desk.rows(options.period, options.region, wanted=wanted, marked=True),
        "months": desk.rows(f"r12:{last}", options.region, "month", [chosen]),
    }
    if options.region is None:
        cards["by_region"] = desk.rows(options.period, None, "region", wanted)
    explained = findings.gather(desk, options, cards["period"], at_most=1)
    return Gathered(cards, context_tables.tables(desk, options), explained)


def blocks(content: Content, language: Language) -> list[Block]:
    """The page."""
    options, rows = content.options, content.cards["period"]
    place = content.place_name(options.region, language)
    lead = scorecard_text.headline(rows, options.period, language)
    lines = (say("demo.note", language),) if content.provenance["demo"] else ()
    head = Title(kind_title(content, language), f"{place} · {formats.period(options.period, language)}", lines)
    return [
        head,
        Words(f"{lead}.", "lead"),
        Words(_coverage(content, language)),
        *_where(content, language),
        _table(content, language),
        *uncertain(content, language),
        *([] if options.region else [mpp_coverage.stages(content, language)]),
        *findings.short(content, language),
    ]


def kind_title(content: Content, language: Language) -> str:
    """The national, governor's, regent's or mayor's sheet, by the name of the region it is of and what lies in it."""
    code = content.options.region
    name, is_of_nation = content.region_name(code, ""), any(map(is_province, content.names["region"]))
    if code is None or is_province(code):
        of = "_nation" if code is None and is_of_nation else ""
    else:
        of = "_city" if name.startswith(CITY) else "_regency"
    return say(f"report.title_lembar{of}", language)


def _coverage(content: Content, language: Language) -> str:
    """The province's regions in one sentence, after the region's own."""
    region = content.options.region
    before = [mpp_coverage.of_region(content, region, language)] if region else []
    after = [] if region else mpp_coverage.unconfirmed(content, language)
    return " ".join([*before, mpp_coverage.sentence(content, language), *after])


def _where(content: Content, language: Language) -> list[Block]:
    chart = trends.chart(content, content.cards["months"], language)
    charts: tuple[Block, ...] = (Charts((chart,)),) if chart else (Words(say("chart.none", language), "small"),)
    if "by_region" not in content.cards:
        return list(charts)
    return [Beside((tile_map(content, language),), (*charts, *_hardest(content, language)))]


def tile_map(content: Content, language: Language) -> Tiles:
    """Every region at about its place, with the figure of the indicator that the chart shows."""
    id_ = content.cards["months"][0]["indicator"]
    rows = [row for row in content.cards["by_region"] if row["indicator"] == id_]
    counts = {status: sum(row["status"] == status for row in rows) for status in JUDGED}
    caption = say(
        "map.title",
        language,
        indicator=content.name(id_, language),
        period=formats.period(content.options.period, language),
    )
    other = len(rows) - sum(counts.values())
    alt = f"{caption}. {say('map.tally', language, **counts, other=other)}"
    return Tiles(caption, alt, tuple(_tile(content, row, language) for row in rows))


def _tile(content: Content, row: Told, language: Language) -> Tile:
    place_row, place_column = content.names["tile"][row["member"]]
    name = content.names["region"][row["member"]].removeprefix("Kabupaten ").removeprefix("Kota ")
    value = formats.quantity(
        row["actual"],
        content.unit(row["indicator"]),
        language,
        bare=True,
        apart_from=scorecard_text.target_unmet(row),
    )
    return Tile(place_row, place_column, name, value, scorecard_text.status(row, language))


def _hardest(content: Content, language: Language) -> list[Block]:
    """The regions with the most missed targets, and how many tell nothing yet."""
    missed: dict[str, int] = {}
    silent: dict[str, bool] = {}
    for row in content.cards["by_region"]:
        if row["indicator"] != OPERATING:
            missed[row["member"]] = missed.get(row["member"], 0) + scorecard_text.row_of(row).is_missed
            silent[row["member"]] = silent.get(row["member"], True) and row["actual"] is None
    ranked = sorted((code for code in missed if missed[code]), key=lambda code: (-missed[code], code))
    hardest, others = ranked[:HARDEST], ranked[HARDEST:]
    names = content.names["region"]
    texts = [say("report.region_missed", language, region=names[code], count=missed[code]) for code in hardest]
    if alike := sum(missed[code] == missed[hardest[-1]] for code in others):
        counts = {"others": alike, "count": missed[hardest[-1]]}
        texts.append(place_words.of_parts(missed, "report.regions_missed_alike", language, **counts))
    without = sum(silent.values())
    if without:
        texts.append(place_words.of_parts(missed, "report.regions_silent", language, count=without))
    return [Words(say("report.hardest", language)), Items(tuple(texts))] if texts else []


def _table(content: Content, language: Language) -> Grid:
    columns = (
        Column(say("overview.indicator", language), share=3),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("overview.status", language)),
    )
    return Grid(
        "", columns, tuple(_line(content, row, language) for row in _first(content.cards["period"])), small=True
    )


def uncertain(content: Content, language: Language) -> Iterator[Block]:
    """How sure the judgements of the table are, where they are not."""
    said = []
    for row in _first(content.cards["period"]):
        judged, unit = scorecard_text.row_of(row), content.unit(row["indicator"])
        if why := mark_words.doubt(judged, unit, language):
            said.append(f"{content.name(row['indicator'], language)}: {why}")
    if said:
        yield Words(f"{'; '.join(said)}.", "small")


def _line(content: Content, row: Told, language: Language) -> tuple[str | Status, ...]:
    return (
        content.name(row["indicator"], language),
        scorecard_text.target(content, row, language),
        scorecard_text.figure(content, row, language),
        scorecard_text.achievement(row, language),
        scorecard_text.status(row, language),
    )


def _first(rows: Sequence[Told]) -> list[Told]:
    """As many as the page holds, the missed ones first."""
    order = {"missed": 0, "cannot_judge": 1, "force_majeure": 1}
    return sorted(rows, key=lambda row: order.get(row["status"], 2))[:SHOWN]
