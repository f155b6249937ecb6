"""The calendar of reports: a table of regions and months, each cell a sign with its word, never colour alone."""

from collections.abc import Sequence
from itertools import groupby
from typing import get_args

from metrics.monitoring.reporting_health import Health, State
from pages.components.html.markup import Markup, tag
from pages.components.runtime.lookups import Region
from text import formats
from text.words import Language, say

SIGNS: dict[State, str] = {
    "reported": "✓",
    "late": "!",
    "nil": "0",
    "missing": "✗",
    "running": "…",
    "not_started": "·",
    "not_applicable": "–",
    "force_majeure": "▲",
}
TONES = {"reported": "met", "late": "late", "nil": "met", "missing": "missed"}


def table(health: Health, regions: Sequence[Region], language: Language) -> Markup:
    """One line per region; it scrolls sideways within itself and can be reached by keyboard."""
    caption = say("health.calendar_caption", language)
    rows = [_line(health, region, language) for region in regions]
    drawn = tag(
        "table",
        tag("caption", caption, class_="unseen"),
        tag("thead", *_head(health.months, language)),
        tag("tbody", *rows),
        class_="calendar",
    )
    return tag("div", drawn, class_="calendar-frame", tabindex="0", role="region", aria_label=caption, lang=language)


def legend(language: Language) -> Markup:
    """Every sign with its word."""
    items = [
        tag("li", tag("span", SIGNS[state], class_=_tone(state), aria_hidden="true"), " ", _word(state, language))
        for state in get_args(State)
    ]
    return tag("ul", *items, class_="legend", aria_label=say("health.legend", language), lang=language)


def _head(months: Sequence[str], language: Language) -> list[Markup]:
    years = [(year, len(list(group))) for year, group in groupby(month[:4] for month in months)]
    corner = tag("th", say("health.region", language), scope="col", rowspan=2)
    above = tag("tr", corner, *(tag("th", year, scope="colgroup", colspan=count) for year, count in years))
    named = [
        tag(
            "th",
            formats.month(month, language, short=True).split()[0],
            scope="col",
            abbr=formats.month(month, language),
        )
        for month in months
    ]
    return [above, tag("tr", *named)]


def _line(health: Health, region: Region, language: Language) -> Markup:
    cells = []
    for month in health.months:
        state = health.states[region.code, month]
        values = {"region": region.name, "month": formats.month(month, language), "state": _word(state, language)}
        spoken = say("health.cell", language, **values)
        sign = tag("span", SIGNS[state], aria_hidden="true")
        word = tag("span", _word(state, language), class_="unseen")
        cells.append(tag("td", sign, word, class_=_tone(state), title=spoken))
    return tag("tr", tag("th", region.short_name, scope="row"), *cells)


def _word(state: State, language: Language) -> str:
    return say(f"health.state_{state}", language)


def _tone(state: State) -> str:
    return f"state {TONES.get(state, 'quiet')}"
