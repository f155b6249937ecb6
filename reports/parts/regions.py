"""Each region in the achievement report of the province: its MPP and its targets; those without data together."""

from collections.abc import Iterator, Sequence

from metrics.catalogue.indicators import OPERATING
from reports.content.blocks import Block, Column, Grid, Heading, Status, Words
from reports.content.content import Content
from reports.parts import beside, findings, mpp_coverage, scorecard_text
from reports.parts.scorecard_text import Told
from reports.words import place_words
from text import formats
from text.words import Language, say


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """A part for every region with data, and one for all those without; the months of each are its own report's."""
    of_region: dict[str, list[Told]] = {}
    for row in content.cards.get("period_by_region", []):
        of_region.setdefault(row["member"], []).append(row)
    silent = [code for code, rows in of_region.items() if _is_silent(rows)]
    if len(silent) < len(of_region):
        yield Heading(place_words.of_parts(of_region, "report.chapter_regions", language), 2, new_page=True)
    for code, own in of_region.items():
        if code not in silent:
            yield Heading(content.names["region"][code], 3)
            headline = scorecard_text.headline(own, content.options.period, language)
            yield Words(f"{headline}. {mpp_coverage.of_region(content, code, language)}", "kept")
            yield _region_table(content, code, own, language)
            yield from findings.of_region(content, code, language)
    if silent:
        yield from _silent(content, silent, language)


def _is_silent(rows: Sequence[Told]) -> bool:
    return all(row["actual"] is None for row in rows if row["indicator"] != OPERATING)


def _silent(content: Content, codes: Sequence[str], language: Language) -> Iterator[Block]:
    """Regions without data by name, each with its MPP, what it declared and what is done there."""
    yield Heading(place_words.of_parts(codes, "report.chapter_silent", language), 2, new_page=True)
    yield Words(place_words.of_parts(codes, "report.regions_without_data", language, count=len(codes)))
    columns = (Column(say("report.column_region", language), share=1), Column(say("coverage.state", language), share=3))
    lines = tuple(
        (content.names["region"][code], mpp_coverage.of_region(content, code, language, named=False)) for code in codes
    )
    yield Grid("", columns, lines, small=True)
    for code in codes:
        yield from findings.of_region(content, code, language)


def _region_table(content: Content, code: str, own: Sequence[Told], language: Language) -> Grid:
    columns = (
        Column(say("overview.indicator", language)),
        Column(say("overview.target", language), "right"),
        Column(say("overview.actual", language), "right"),
        Column(say("report.counted_of", language), "right"),
        Column(say("report.interval_95", language), "right"),
        Column(say("overview.achievement", language), "right"),
        Column(say("report.last_year", language), "right"),
        Column(say("report.others_short", language), "right"),
        Column(say("overview.status", language)),
    )
    before = {row["indicator"]: row for row in content.cards["last_year_by_region"] if row["member"] == code}
    lines = (_line(content, code, row, before[row["indicator"]], language) for row in own)
    return Grid("", columns, tuple(lines), small=True, whole=True)


def _line(content: Content, code: str, row: Told, before: Told, language: Language) -> tuple[str | Status, ...]:
    """One indicator of a region; `before` is its row of last year."""
    id_ = row["indicator"]
    earlier = formats.quantity(
        before["actual"],
        content.unit(id_),
        language,
        bare=True,
        apart_from=scorecard_text.target_unmet(before),
    )
    return (
        content.name(id_, language),
        scorecard_text.target(content, row, language),
        scorecard_text.actual(content, row, language),
        scorecard_text.counted_of(row, language),
        scorecard_text.interval(content, row, language),
        scorecard_text.achievement(row, language),
        earlier,
        beside.others(content, id_, code, language, bare=True)[0],
        scorecard_text.status(row, language),
    )
