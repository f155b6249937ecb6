"""How many MPPs operate, as steps that only rise: the number at each, and the names beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

import streamlit as st

from metrics.mpp.rollout import Coverage
from pages.components.charts import chart_files
from pages.components.charts.chart_values import INK
from pages.components.html.markup import Markup, tag
from pages.components.runtime import address, lookups
from text import formats
from text.words import Language, say

Point = tuple[float, float]
WIDTH, APART = 1000, 6.0
"""Of the picture's own measure; and how far apart, in percent of it, two numbers at steps stand at least."""


def draw(coverage: Coverage, language: Language, *, with_files: bool = True) -> None:
    """The steps and who they are, of the whole province; nothing where one sees only a part, or none operates.

    `with_files`: data and image to take along.
    """
    total = sum(coverage.regions.values())
    begun = begins(coverage)
    if len(coverage.paths) < total or not begun:
        return
    title = tag("h2", say("coverage.grown", language))
    names = _names(begun, language)
    laid = _laid(begun, total, coverage.on)
    drawn = tag("div", _picture(laid, ", ".join(_plain(begun, language))), class_="steps-up")
    st.html(tag("section", title, drawn, names, lang=language))
    if with_files:
        words = f"{say('coverage.grown', language)}, {formats.date(coverage.on, language)}"
        chart_files.of_steps(
            f"mpp-{coverage.on}", words, _data(begun, language), laid.path, laid.numbers, laid.years, total, language
        )


def _data(begun: Sequence[tuple[str, str]], language: Language) -> list[dict[str, object]]:
    """Each region with when it began and how many there were with it."""
    region, since, count = (say(f"coverage.{key}", language) for key in ("region", "when", "grown_count"))
    return [
        {region: lookups.place_name(code, language), since: when, count: nth}
        for nth, (when, code) in enumerate(begun, 1)
    ]


def begins(coverage: Coverage) -> list[tuple[str, str]]:
    """When each began (as far as it is known: a day, a month or a year) and which region, in order of time."""
    return sorted((path.since or "", path.region) for path in coverage.paths if path.state == "operating")


def by_year(begun: Sequence[tuple[str, str]]) -> Mapping[str, list[str]]:
    """Year → the regions whose MPP began in it; those without a day under a blank one."""
    years: dict[str, list[str]] = {}
    for since, region in begun:
        years.setdefault(since[:4], []).append(region)
    return years


def _plain(begun: Sequence[tuple[str, str]], language: Language) -> list[str]:
    """Each year with the number at its end."""
    count, lines = 0, []
    for year, regions in by_year(begun).items():
        count += len(regions)
        lines.append(say("coverage.grown_to", language, year=year or "?", count=formats.number(count, language)))
    return lines


def _names(begun: Sequence[tuple[str, str]], language: Language) -> Markup:
    lines = []
    for words, (_, regions) in zip(_plain(begun, language), by_year(begun).items(), strict=True):
        if len(regions) > lookups.LISTED_AT_MOST:
            lines.append(tag("li", tag("b", words), ": ", lookups.listed(regions, language)))
            continue
        links = [
            tag("a", lookups.place_name(code, language), href=address.to("cakupan", wilayah=code), target="_self")
            for code in regions
        ]
        between: list[object] = [part for link in links for part in (", ", link)]
        lines.append(tag("li", tag("b", words), ": ", *between[1:]))
    return tag("ul", *lines, class_="bare")


@dataclass(frozen=True)
class Steps:
    """Where a chart of steps has its line, its numbers (x, y, number) and its years (x, year), in percent."""

    path: tuple[Point, ...]
    numbers: tuple[tuple[float, float, int], ...]
    years: tuple[Point, ...]
    total: int


def _laid(begun: Sequence[tuple[str, str]], total: int, on: date) -> Steps:
    """The line that rises by one for each region, and numbers far enough apart to be read."""
    dated = [since for since, _ in begun if since]
    first = int(dated[0][:4]) if dated else on.year
    span = (on - date(first, 1, 1)).days or 1

    def x(since: str) -> float:
        day = date.fromisoformat((since + "-01-01")[:10] if len(since) < 10 else since)
        return (day - date(first, 1, 1)).days / span * 100

    count = len(begun) - len(dated)
    points = [(0.0, 100 - count / total * 100)]
    numbers: list[tuple[float, float, int]] = []
    for since in dated:
        at, count = x(since), count + 1
        points += [(at, points[-1][1]), (at, 100 - count / total * 100)]
        if numbers and at - numbers[-1][0] < APART:
            numbers[-1] = (at, points[-1][1], count)
        else:
            numbers.append((at, points[-1][1], count))
    points.append((100.0, points[-1][1]))
    every = max(1, (on.year - first) // 4)
    years = tuple((x(str(year)), float(year)) for year in range(first, on.year + 1, every))
    return Steps(tuple(points), tuple(numbers), years, total)


def _picture(laid: Steps, alt: str) -> Markup:
    """The line as a picture of pure shape; its numbers and years are text of the page."""
    path = " ".join(f"{px * WIDTH / 100:.1f},{py:.2f}" for px, py in laid.path)
    look = f"fill='none' stroke='{INK}' stroke-width='2.5' vector-effect='non-scaling-stroke'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} 100' preserveAspectRatio='none'>"
    svg += f"<polyline points='{path}' {look}/></svg>"
    labels = [
        tag("span", str(number), class_="step", style=f"left:{at:.1f}%;top:{top:.1f}%")
        for at, top, number in laid.numbers
    ]
    labels += [tag("span", f"{year:.0f}", class_="x", style=f"left:{at:.1f}%") for at, year in laid.years]
    ends = ((100, 0), (0, laid.total))
    labels += [tag("span", str(mark), class_="y", style=f"top:{at:.1f}%") for at, mark in ends]
    image = tag("img", src="data:image/svg+xml," + quote(svg, safe=" =:/'"), alt=alt)
    return tag("div", image, *labels, class_="plot")
