"""The way to an MPP in a document: one sentence, every region with its step and since when, and what holds them back.

What only news tells is marked as not confirmed, what sources dispute as disputed; of a region without data it says so.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.content.blocks import Block, Column, Grid, Items, Status, Words
from reports.content.content import Content
from reports.parts.coverage_tables import CONFIRMED, NEWS, UPLOADED, day_of
from reports.words.coverage_words import TONES, headline, when
from text import formats
from text.words import Language, say

ICONS = {"operating": "✓", "planned": "→", "without": "▼", "unknown": "○"}
NOT_YET = ("without", "planned")


def sentence(content: Content, language: Language) -> str:
    """`9 dari 23 daerah diketahui memiliki MPP; …`; its numbers add up to all regions."""
    return headline(regions(content), language)


def regions(content: Content) -> dict[str, int]:
    """State → how many regions, in the order of the states."""
    return {row["coverage_state"]: row["regions"] for row in content.records("coverage_counts")}


def lead(content: Content, language: Language) -> Iterator[Block]:
    """The sentence, the region's own state before it, and below what it rests on."""
    for path in content.records("coverage_paths") if content.options.region else ():
        yield Words(of_region(content, path["region"], language))
    yield Words(sentence(content, language))
    yield Words(_rests_on(content, language), "small")


def stages(content: Content, language: Language) -> Grid:
    """For one page: the regions of each state by name, those on their way with their last step."""
    paths = content.records("coverage_paths")
    columns = (
        Column(say("coverage.state", language)),
        Column(say("report.column_number", language), "right"),
        Column(say("coverage.region", language), share=1),
    )
    counted, lines = regions(content), []
    for state in [state for state in ICONS if counted[state]]:
        named = [_brief(content, path, language) for path in paths if path["coverage_state"] == state]
        lines.append((_status(state, language), formats.number(counted[state], language), ", ".join(named)))
    return Grid(say("report.coverage_stages", language), columns, tuple(lines), small=True)


def blocks(content: Content, language: Language) -> Iterator[Block]:
    """Every region's place on the way, and the obstacles declared by how many people they hold back."""
    yield from lead(content, language)
    yield _every(content, language)
    remarks = [path for path in content.records("coverage_paths") if path["disputed"] and path["remark"]]
    if remarks:
        yield Items(tuple(_dispute(content, path, language) for path in remarks))
    yield from obstacle_blocks(content, language)


def difficulties(content: Content, language: Language) -> Iterator[Block]:
    """Regions known not to operate, those without data apart, and obstacles apart from challenges."""
    yield Words(sentence(content, language))
    paths = content.records("coverage_paths")
    without = [path for path in paths if path["coverage_state"] in NOT_YET]
    if without:
        columns = [Column(say(f"coverage.{key}", language), share=1) for key in ("region", "state", "stage", "when")]
        lines = [
            (
                f"{content.region_name(path['region'], '')}{' *' if path['basis'] == NEWS else ''}",
                _status(path["coverage_state"], language),
                _milestone(content, path["milestone"], language),
                when(path["since"], language),
            )
            for path in without
        ]
        yield Grid(say("report.known_without", language), tuple(columns), tuple(lines), small=True)
    unknown = [content.region_name(path["region"], "") for path in paths if path["coverage_state"] == "unknown"]
    if unknown:
        yield Words(say("report.coverage_unknown", language, count=len(unknown), names=", ".join(unknown)))
    yield from obstacle_blocks(content, language)


def of_region(content: Content, region: str, language: Language, *, named: bool = True) -> str:
    """The state of one region in a sentence, with its last step and what it rests on; without its name in a table."""
    path = next(path for path in content.records("coverage_paths") if path["region"] == region)
    texts = [say(f"coverage.state_{path['coverage_state']}", language)]
    if path["coverage_state"] == "operating" and path["since"]:
        texts = [say("coverage.since", language, state=texts[0], when=when(path["since"], language))]
    elif path["milestone"]:
        texts.append(_reached(content, path, language))
    state = ", ".join(texts)
    if named:
        state = say("report.coverage_own", language, region=content.region_name(region, region), state=state)
    return f"{state}{_marks(path, language)}."


def _every(content: Content, language: Language) -> Grid:
    keys = ("region", "state", "when", "stage", "basis")
    shares = {"region": 2, "state": 0, "basis": 2}
    columns = tuple(Column(say(f"coverage.{key}", language), share=shares.get(key, 1)) for key in keys)
    lines = [
        (
            content.region_name(path["region"], ""),
            _status(path["coverage_state"], language),
            when(path["since"], language),
            _milestone(content, path["milestone"], language),
            _basis(content, path, language),
        )
        for path in content.records("coverage_paths")
    ]
    return Grid(say("report.coverage_every", language), columns, tuple(lines), small=True)


def _dispute(content: Content, path: Mapping[str, Any], language: Language) -> str:
    """What the sources say differently."""
    name = content.region_name(path["region"], "")
    return f"{name}, {say('coverage.disputed', language)}: {path['remark']} ({path['news_sources']})"


def _rests_on(content: Content, language: Language) -> str:
    """The day, the share of people served, and how much of it only news tells."""
    people = content.records("coverage_counts")
    total = sum(row["population"] for row in people)
    served = next(row["population"] for row in people if row["coverage_state"] == "operating")
    share = formats.percent(100 * served / total if total else None, language)
    day = formats.date(day_of(content.tables["coverage_counts"]), language)
    return " ".join([say("coverage.as_of", language, date=day, share=share), *unconfirmed(content, language)])


def unconfirmed(content: Content, language: Language) -> list[str]:
    """How many regions only news speaks of, as one sentence; none when all is confirmed or uploaded."""
    known = [path for path in content.records("coverage_paths") if path["basis"]]
    news = [path for path in known if path["basis"] == NEWS]
    return [say("coverage.by_news", language, count=len(news), all=len(known))] if news else []


def _brief(content: Content, path: Mapping[str, Any], language: Language) -> str:
    name = content.region_name(path["region"], "").removeprefix("Kabupaten ")
    if path["coverage_state"] == "operating" or not path["milestone"]:
        return name
    return f"{name} ({_reached(content, path, language)})"


def _reached(content: Content, path: Mapping[str, Any], language: Language) -> str:
    step, since = _milestone(content, path["milestone"], language), when(path["since"], language)
    return say("coverage.since", language, state=step, when=since)


def _marks(path: Mapping[str, Any], language: Language) -> str:
    marks = [say("coverage.news", language)] if path["basis"] == NEWS else []
    marks += [say("coverage.disputed", language)] if path["disputed"] else []
    return f" ({'; '.join(marks)})" if marks else ""


def _basis(content: Content, path: Mapping[str, Any], language: Language) -> str:
    if path["basis"] == CONFIRMED:
        text = say("coverage.confirmed", language, who=path["confirmed_by"])
    elif path["basis"] == UPLOADED:
        steps = (row for row in content.records("coverage_steps") if row["region"] == path["region"])
        text = say("coverage.uploaded", language, seq=max(row["seq"] for row in steps))
    else:
        text = say("coverage.news" if path["basis"] else "coverage.state_unknown", language)
    return f"{text}; {say('coverage.disputed', language)}" if path["disputed"] else text


def _milestone(content: Content, code: str | None, language: Language) -> str:
    return str(content.names["milestone"][code][language]) if code else say("value.missing", language)


def _status(state: str, language: Language) -> Status:
    return Status(ICONS[state], say(f"coverage.state_{state}", language), TONES[state])


CONTROLLABLE = {"hambatan": ("yes", "partly", ""), "tantangan": ("no",)}
NAMED = 5
"""Regions named for an obstacle; the others are counted."""


def obstacle_blocks(content: Content, language: Language) -> Iterator[Block]:
    """Declared obstacles with their regions and the people who live there; challenges in a table of their own."""
    held = content.records("coverage_held")
    for key, wanted in CONTROLLABLE.items():
        rows = [row for row in held if row["controllable"] in wanted]
        if rows:
            yield _held(
                content, rows, f"{say('coverage.obstacles', language)}: {say(f'report.{key}', language)}", language
            )
    if not held:
        yield Words(say("report.coverage_none_declared", language), "small")


def _held(content: Content, rows: Sequence[Mapping[str, Any]], caption: str, language: Language) -> Grid:
    columns = (
        Column(say("report.column_obstacle", language), share=2),
        Column(say("report.column_region_codes", language), share=3),
        Column(say("report.column_regions", language), "right"),
        Column(say("report.column_population", language), "right"),
    )
    lines = []
    for row in rows:
        codes = row["region_codes"].split()
        named = formats.listed(len(codes), NAMED)
        names = [content.region_name(code, code) for code in codes[:named]]
        if len(codes) > named:
            names.append(say("report.and_others", language, count=len(codes) - named))
        counts = (formats.number(row[key], language) for key in ("regions", "population"))
        lines.append((content.obstacle_name(row["obstacle"], language), ", ".join(names), *counts))
    return Grid(caption, columns, tuple(lines), small=True)
