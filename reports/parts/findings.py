"""Obstacles and follow-ups in a document: why targets are missed, as far as it is known, and what is being done."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from metrics.acts import follow_ups
from metrics.catalogue.indicators import OPERATING, Indicator
from metrics.obstacles.explanation import Explanation
from metrics.obstacles.search import search
from reports.content.blocks import Block, Column, Grid, Items, Words
from reports.content.content import Content, Table
from reports.content.options import Options
from reports.content.workspace import Desk
from reports.parts import scorecard_text
from reports.parts.scorecard_text import Told
from reports.words import effect_words
from text import formats
from text.words import Language, say

MOST = 8
"""Lines told of each dimension of an explanation; the whole of it is on the page Hambatan."""
SHORT, LATEST = 4, 2
"""Follow-ups under way, and ended ones with what they have done, that a sheet of one page tells."""


def gather(desk: Desk, options: Options, rows: Sequence[Told], at_most: int | None = None) -> list[dict[str, Any]]:
    """The explanation of every missed target among `rows` (of the document's own region), furthest first, MPPs last.

    A scope of some regions only is told nothing of the whole province's gaps, whose parts are other regions.
    """
    if options.region is None and not desk.scope.covers(None):
        return []
    missed = [row for row in rows if scorecard_text.row_of(row).is_missed]
    furthest = sorted(missed, key=lambda row: (row["indicator"] == OPERATING, row["achievement_pct"] or 0.0))[:at_most]
    return [_explained(desk, options, str(row["indicator"])) for row in furthest]


def of(content: Content, id_: str, region: str | None) -> Mapping[str, Any] | None:
    """The explanation of an indicator, when it was gathered."""
    same = (finding for finding in content.findings if finding["indicator"] == id_ and finding["region"] == region)
    return next(same, None)


def blocks(content: Content, id_: str, region: str | None, language: Language) -> Iterator[Block]:
    """What holds one indicator back, and what is done about it."""
    finding = of(content, id_, region)
    if finding is not None and finding["sentences"][language]:
        yield Words(say("report.obstacles", language, told=" ".join(finding["sentences"][language])))
    about = [
        row for row in content.records("follow_ups") if row["indicator"] == id_ and region in (None, row["region"])
    ]
    if about:
        yield followed(content, about, language)
        yield from effects(content, about, language)
    elif finding is not None:
        yield Words(say("report.no_follow_up", language), "small")


def of_region(content: Content, region: str, language: Language) -> Iterator[Block]:
    """What a region has declared, and what is done there, for its part in the province's report."""
    yield from declared(content, region, language)
    own = [row for row in content.records("follow_ups") if row["region"] == region]
    if own:
        yield followed(content, own, language)
        yield from effects(content, own, language)


def declared(content: Content, region: str | None, language: Language) -> Iterator[Block]:
    """Obstacles that were declared, with their documents."""
    rows = [row for row in content.records("declared") if region in (None, row["region"])]
    if rows:
        yield Words(say("report.declared", language))
        yield Items(tuple(_said(content, row, language) for row in rows))


def followed(content: Content, rows: Sequence[Mapping[str, Any]], language: Language) -> Grid:
    """Follow-ups as a table."""
    keys = ("indicator", "action", "owner", "deadline", "state")
    columns = tuple(Column(say(f"report.column_{key}", language), share=int(key in keys[:3])) for key in keys)
    lines = [
        (
            content.name(row["indicator"], language),
            row["action"],
            row["owner"],
            day(row["deadline"], language),
            say(f"follow_up.status_{row['state']}", language),
        )
        for row in rows
    ]
    return Grid(say("report.follow_ups", language), columns, tuple(lines), small=True)


def effects(content: Content, rows: Sequence[Mapping[str, Any]], language: Language) -> Iterator[Block]:
    """What the follow-ups that are done have done, beside the regions without one."""
    done = {row["seq"]: row for row in content.records("effects")}
    lines = [
        f"{content.name(row['indicator'], language)}, {row['action']}: "
        + effect_words.effect(done[row["seq"]], content.unit(row["indicator"]), language)
        for row in rows
        if row["seq"] in done
    ]
    if lines:
        yield Items(tuple(lines))
        yield Words(say("follow_up.effect_help", language), "small")


def with_sentences(content: Content, table: Table, columns: Mapping[str, Language]) -> Table:
    """A table of effects with each in a sentence, a column a language; any other table as it is."""
    if "effect" not in table.columns:
        return table
    rows = []
    for row in table.rows:
        of = dict(zip(table.columns, row, strict=True))
        unit = content.unit(of["indicator"])
        rows.append((*row, *(effect_words.effect(of, unit, language) for language in columns.values())))
    return Table((*table.columns, *columns), tuple(rows))


def short(content: Content, language: Language) -> Iterator[Block]:
    """For one page: why the furthest targets are missed, and the follow-ups next due."""
    for finding in content.findings:
        sentences = finding["sentences"][language]
        if sentences:
            name = content.name(finding["indicator"], language)
            yield Words(say("report.obstacles_of", language, name=name, told=" ".join(sentences)))
    every = content.records("follow_ups")
    running = [row for row in every if row["state"] not in follow_ups.CLOSED]
    if running:
        brief = [
            {**row, "action": _cut(row["action"], 120), "owner": _cut(row["owner"], 40)} for row in running[:SHORT]
        ]
        yield followed(content, brief, language)
    else:
        yield Words(say("report.no_follow_ups", language), "small")
    yield from effects(content, [row for row in every if row not in running][-LATEST:], language)


def _cut(text: str, signs: int) -> str:
    return text if len(text) <= signs else f"{text[: signs - 1].rstrip()}…"


def day(written: str | None, language: Language) -> str:
    """A day (ISO 8601) in words."""
    return formats.date(None if written is None else date.fromisoformat(written), language)


def _explained(desk: Desk, options: Options, id_: str) -> dict[str, Any]:
    explanation = desk.explained(id_, options.period, options.region)
    data = explanation.as_dict()
    data |= {name: data[name][:MOST] for name in ("slices", "stages")}
    where = data["where"] if id_ == OPERATING else _largest(data["where"], desk.indicators[id_])
    del data["as_of"], data["target"], data["member"], data["forecast"]
    return {**data, "region": options.region, "where": where, "reasons": _reasons(explanation), "gap": explanation.gap}


def _largest(where: Mapping[str, Any], indicator: Indicator) -> dict[str, Any]:
    """The parts by size; not those by which the indicator itself is counted, which always fall short."""
    return {name: list(rows) for name, rows in where.items() if not search.is_counted_by(indicator, name)}


def _reasons(explanation: Explanation) -> list[dict[str, Any]]:
    """All of them, the unrecorded one too: together they are the late cases."""
    return [{**reason.as_dict(), "owner": reason.owner} for reason in explanation.reasons if reason.source == "records"]


def _said(content: Content, row: Mapping[str, Any], language: Language) -> str:
    return say(
        "report.declared_one",
        language,
        region=content.names["region"].get(row["region"], row["region"]),
        obstacle=content.obstacle_name(row["obstacle"], language),
        text=row["text"],
        document=row["document"],
        day=day(row["on"], language),
    )
