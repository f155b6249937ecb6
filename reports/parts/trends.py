"""The months of one indicator as a chart on paper, with its words."""

from collections.abc import Sequence

from reports.content.chart import ChartDescription, Point, described
from reports.content.content import Content
from reports.parts import annotations, scorecard_text
from reports.parts.scorecard_text import Told
from text import formats
from text.words import Language, say


def chart(content: Content, months: Sequence[Told], language: Language) -> ChartDescription | None:
    """Twelve months of one indicator; None when fewer than two have a figure."""
    known = [row for row in months if row["actual"] is not None]
    if len(known) < 2:
        return None
    id_ = months[0]["indicator"]
    unit = content.unit(id_)
    notes = annotations.about(content, id_, _place(content, months), [row["period"] for row in months])
    signs = {month: _signs(content, notes, month) for month in {note["month"] for note in notes}}
    points = [
        _point(content, row, i, len(months), language, signs.get(row["period"], "")) for i, row in enumerate(months)
    ]
    goal = next((point.target for point in reversed(points) if point.target is not None), None)
    last = formats.quantity(
        known[-1]["actual"],
        unit,
        language,
        bare=unit != "percent",
        apart_from=scorecard_text.target_unmet(known[-1]),
    )
    named = None
    if goal is not None:
        named = say("report.goal_line", language, goal=formats.tick(goal, unit, language))
    return described(
        content.name(id_, language),
        _alt(content, months, known, language),
        points,
        named,
        last,
        lambda value: formats.tick(value, unit, language),
        bars=unit == "count",
        notes=[f"{annotations.mark(content, note)} {annotations.said(note, language)}" for note in notes],
    )


def _place(content: Content, months: Sequence[Told]) -> str | None:
    """The region a series is of: its member, or the document's own where the months are the members."""
    member = str(months[0]["member"])
    return member if member in content.names["region"] else content.options.region


def _signs(content: Content, notes: Sequence[annotations.Note], month: str) -> str:
    return " ".join(annotations.mark(content, note) for note in notes if note["month"] == month)


def _point(content: Content, row: Told, place: int, of: int, language: Language, notes: str) -> Point:
    named = (of - 1 - place) % 3 == 0
    target = row["target"] if not isinstance(row["target"], list | tuple) else None
    shown = scorecard_text.actual(content, row, language)
    tick = formats.month(row["period"], language, short=True) if named else ""
    return Point(tick, row["actual"], shown, scorecard_text.row_of(row).is_settled, target, notes)


def _alt(content: Content, months: Sequence[Told], known: Sequence[Told], language: Language) -> str:
    lowest, highest = (pick(known, key=lambda row: row["actual"]) for pick in (min, max))
    values = {}
    for name, row in (("low", lowest), ("high", highest), ("last", known[-1])):
        values[name] = scorecard_text.actual(content, row, language)
        values[f"{name}_month"] = formats.month(row["period"], language)
    goal = next((row for row in reversed(months) if row["target"] is not None), None)
    named = say("chart.no_target", language)
    if goal is not None:
        named = f"{say('overview.target', language)} {scorecard_text.target(content, goal, language)}"
    span = f"{months[0]['period']}..{months[-1]['period']}"
    return say(
        "chart.alt",
        language,
        indicator=content.name(months[0]["indicator"], language),
        period=formats.period(span, language),
        target=f"{named}.",
        **values,
    )
