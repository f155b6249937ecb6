"""How many MPPs operate, as steps that only rise: the number at each, and the names beside it."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

import streamlit as st

from metrics.mpp.rollout import Coverage
from pages.components.charts.chart_values import INK
from pages.components.html.markup import Markup, tag
from pages.components.runtime import address, lookups
from text import formats
from text.words import Language, say

WIDTH, APART = 1000, 6.0
"""Of the picture's own measure; and how far apart, in percent of it, two numbers at steps stand at least."""


def draw(found: Coverage, language: Language) -> None:
    """The steps and who they are, of the whole province; nothing where one sees only a part, or none operates."""
    total = sum(found.regions.values())
    begun = begins(found)
    if len(found.paths) < total or not begun:
        return
    title = tag("h2", say("coverage.grown", language))
    names = _names(begun, language)
    drawn = tag("div", _picture(begun, total, found.on, ", ".join(_plain(begun, language))), class_="steps-up")
    st.html(tag("section", title, drawn, names, lang=language))


def begins(found: Coverage) -> list[tuple[str, str]]:
    """When each began (as far as it is known: a day, a month or a year) and which region, in order of time."""
    return sorted((path.since or "", path.region) for path in found.paths if path.state == "operating")


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
        links = [
            tag("a", lookups.place_name(code, language), href=address.to("cakupan", wilayah=code), target="_self")
            for code in regions
        ]
        between: list[object] = [part for link in links for part in (", ", link)]
        lines.append(tag("li", tag("b", words), ": ", *between[1:]))
    return tag("ul", *lines, class_="bare")


def _picture(begun: Sequence[tuple[str, str]], total: int, on: date, alt: str) -> Markup:
    """The line as a picture of pure shape; its numbers and years are text of the page."""
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
    path = " ".join(f"{px * WIDTH / 100:.1f},{py:.2f}" for px, py in points)
    look = f"fill='none' stroke='{INK}' stroke-width='2.5' vector-effect='non-scaling-stroke'"
    svg = f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {WIDTH} 100' preserveAspectRatio='none'>"
    svg += f"<polyline points='{path}' {look}/></svg>"
    labels = [
        tag("span", str(number), class_="step", style=f"left:{at:.1f}%;top:{top:.1f}%") for at, top, number in numbers
    ]
    every = max(1, (on.year - first) // 4)
    labels += [
        tag("span", str(year), class_="x", style=f"left:{x(str(year)):.1f}%")
        for year in range(first, on.year + 1, every)
    ]
    labels += [tag("span", str(mark), class_="y", style=f"top:{100 - mark / total * 100:.1f}%") for mark in (0, total)]
    image = tag("img", src="data:image/svg+xml," + quote(svg, safe=" =:/'"), alt=alt)
    return tag("div", image, *labels, class_="plot")
