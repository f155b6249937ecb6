"""The parts of an explanation as a page shows them: where, which combinations, and what next."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.catalogue.streams import MEMBER_OF
from metrics.obstacles import listing
from metrics.obstacles.explanation import Explanation, Slice
from metrics.obstacles.listing import Listing
from pages.components.charts import bars, drill
from pages.components.charts.bars import Axis, Bar
from pages.components.html.markup import Markup, join, tag
from pages.components.html.sections import heading
from pages.components.layout.filters import Scope
from pages.components.obstacles import outlook_words
from pages.components.runtime import address, lookups
from text import comparisons, formats
from text.words import Language, say

SHOWN = 8
DIMENSIONS = ("region", "service", "agency", "channel")


def where(explanation: Explanation, scope: Scope) -> None:
    """Shortfall by one dimension at a time; the lists add up exactly to the gap, offsets included."""
    language = scope.language
    if not (usable := dimensions(explanation)):
        return
    chosen = chosen_dimension(usable)
    st.html(where_title(chosen, scope))
    label = say("obstacle_page.by", language)
    address.pick("bagian", label, usable, chosen, lambda name: dimension_name(name, scope))
    st.html(where_markup(explanation, chosen, scope))


def dimensions(why: Explanation) -> list[str]:
    """Those along which there is more than one part."""
    return [name for name in DIMENSIONS if len(why.where.get(name, ())) > 1]


def chosen_dimension(usable: Sequence[str]) -> str:
    """The one the address asks for, else the first."""
    return address.checked("bagian", usable, usable[0])


def where_title(chosen: str, scope: Scope) -> Markup:
    """The head of the shortfall by parts; it names them, for on paper there is no picker."""
    by, language = dimension_name(chosen, scope), scope.language
    title = say("obstacle_page.where_by", language, by=by[0].lower() + by[1:])
    return tag("section", heading(title), lang=language)


def where_markup(why: Explanation, chosen: str, scope: Scope) -> Markup:
    """The shortfall by one dimension: how few parts hold most of it, the bars, and what offsets them."""
    language = scope.language
    rows = [row for row in why.where[chosen] if abs(row["shortfall"]) > 1e-9]
    short, offsets = listing.short_and_offset(rows, SHOWN)
    few, pareto = None, why.pareto.get(chosen)
    if pareto and pareto.of:
        counts = {"first": formats.number(pareto.first, language), "of": formats.number(pareto.of, language)}
        key, offset = "pareto", formats.number(pareto.offset, language, decimals=1)
        if offset == formats.number(0, language, decimals=1):
            key = "pareto_alone"  # nothing made up for any of it
        few = tag("p", say(f"obstacle_page.{key}", language, offset=offset, **counts), class_="aside", lang=language)
    title, titles = dimension_name(chosen, scope), _titles(why, language)
    lines, made_up = _bars(short, chosen, scope), None
    if not offsets.shown:
        return join(few, bars.bars(lines, title, titles, language))
    name, less = say("obstacle_page.offsets", language), _bars(offsets, chosen, scope)
    axis = Axis(longest=max(abs(line.value) for line in (*lines, *less) if not line.is_sum))
    whole = short.total + offsets.total
    less.append(Bar(_whole(whole, why, language), whole, formats.shortfall(whole, language), is_sum=True))
    others = bars.bars(less, f"{title}: {name}", titles, language, axis)
    made_up = tag("section", tag("h3", name), others, lang=language)
    return join(few, bars.bars(lines, title, titles, language, axis), made_up)


def _whole(gap: float, why: Explanation, language: Language) -> str:
    """What all parts add up to; short of a target also the whole cases that suffice, as the headline names them."""
    if gap <= 0 or why.parts_unit == "points" or why.against != "target":
        return say("obstacle_page.whole_gap", language)
    return say("obstacle_page.whole_gap_cases", language, cases=formats.at_least(gap, language))


def _bars(listed: Listing, dimension: str, scope: Scope) -> list[Bar]:
    """The parts shown, those left out in one line, and what all of them add up to."""
    language = scope.language
    lines = [_bar(row, dimension, scope) for row in listed.shown]
    if listed.others:
        name = say("obstacle_page.rest", language, count=formats.number(listed.others, language))
        lines.append(Bar(name, listed.rest, formats.shortfall(listed.rest, language)))
    if len(lines) > 1:
        total = formats.shortfall(listed.total, language)
        lines.append(Bar(say("obstacle_page.total", language), listed.total, total, is_sum=True))
    return lines


def _bar(row: Mapping[str, Any], dimension: str, scope: Scope) -> Bar:
    name = lookups.named(MEMBER_OF[dimension], row["member"], scope.language)
    return Bar(
        name,
        row["shortfall"],
        formats.shortfall(row["shortfall"], scope.language),
        _way(row, dimension, scope),
        "missed",
        chosen=dimension != "region" and address.requested(drill.KEY_OF[dimension]) == row["member"],
    )


def _way(row: Mapping[str, Any], dimension: str, scope: Scope) -> str | None:
    """A region leads to its own view, any other part to its cases."""
    if dimension == "region":
        return address.link(wilayah=row["member"]) if scope.viewer.may_see(row["member"]) else None
    return address.link(**{drill.KEY_OF[dimension]: row["member"]}) + address.CASES


def dimension_name(dimension: str, scope: Scope) -> str:
    """What a dimension is called over its parts."""
    return lookups.of_parts(scope.region, f"obstacles.table.{dimension}", scope.language)


def _titles(explanation: Explanation, language: Language) -> tuple[str, str]:
    return say("obstacle_page.part", language), say(f"obstacle_page.short_{explanation.parts_unit}", language)


def rate_or_mix(explanation: Explanation, indicator: Indicator, language: Language) -> None:
    """Whether services got worse, or the mixture of services has shifted; only against another figure."""
    if explanation.against == "target" or explanation.rate_effect is None or explanation.mix_effect is None:
        return
    figures = {
        "rate": comparisons.effect(explanation.rate_effect, indicator.unit, language, 1),
        "mix": comparisons.effect(explanation.mix_effect, indicator.unit, language, 1),
    }
    sentence = tag("p", say(f"obstacle_page.verdict_{explanation.verdict}", language, **figures))
    st.html(tag("section", heading(say("obstacle_page.rate_or_mix", language)), sentence, lang=language))


def slices(explanation: Explanation, scope: Scope) -> None:
    """Draw them (`slices_markup`)."""
    st.html(slices_markup(explanation, scope))


def slices_markup(explanation: Explanation, scope: Scope) -> Markup:
    """The few combinations that explain most, without overlap; or that nothing stands out."""
    language = scope.language
    title = heading(say("obstacle_page.slices", language))
    if not explanation.slices:
        quiet = tag("p", say("obstacle_page.slices_none", language), class_="aside")
        whole = (
            tag("p", _proposal(explanation, {}, scope), class_="act")
            if explanation.gap and explanation.gap > 0
            else None
        )
        return tag("section", title, quiet, whole, lang=language)
    items = [tag("li", *_slice(one, number, explanation, scope)) for number, one in enumerate(explanation.slices, 1)]
    return tag("section", title, tag("ol", *items, class_="slices"), lang=language)


def _proposal(explanation: Explanation, where: Mapping[str, str], scope: Scope) -> Markup:
    """The way to a follow-up of a part, or of the whole."""
    asked = {
        "indikator": explanation.indicator,
        "periode": explanation.period,
        "wilayah": where.get("region_code") or scope.region,
        "hambatan": where.get("obstacle_code"),
        **{key: where.get(column) for key, column in drill.PART_OF.items()},
    }
    act = address.to("tindak-lanjut", **{key: value for key, value in asked.items() if value})
    return tag("a", say("obstacle_page.propose", scope.language), href=act, target="_self")


def _slice(one: Slice, number: int, explanation: Explanation, scope: Scope) -> list[object]:
    language = scope.language
    parts = {name: code for name, code in one.where.items() if code != explanation.member} or one.where
    place = ", ".join(lookups.named(name, code, language) for name, code in parts.items())
    text = say(
        _said_as(one),
        language,
        cases=formats.number(one.cases, language, decimals=1),
        share=formats.percent(None if one.share is None else 100 * one.share, language, 1),
        stability=formats.percent(100 * one.stability, language, decimals=0),
    )
    here = address.link(indikator=explanation.indicator, bukti=str(number)) + address.CASES
    links = [
        tag("a", say("obstacle_page.see_cases", language), href=here, target="_self"),
        " · ",
        _proposal(explanation, one.where, scope),
    ]
    return [tag("strong", place), tag("div", text), tag("small", *links)]


def _said_as(one: Slice) -> str:
    """The words for its share: hidden behind others where the whole is no worse."""
    if one.share is None:
        return "obstacle_page.slice_hidden"
    return "obstacle_page.slice_over" if one.share > 1 else "obstacle_page.slice"


def outlook(explanation: Explanation, indicator: Indicator, language: Language) -> None:
    """Since when, where the year ends by what its months have done, and what the months left need."""
    texts = []
    if explanation.since:
        texts.append(say("obstacle_page.since", language, month=formats.month(explanation.since, language)))
    texts += outlook_words.sentences(explanation.forecast, indicator, explanation.period, language)
    if texts:
        lines = [tag("p", line) for line in texts]
        st.html(tag("section", heading(say("obstacle_page.outlook", language)), *lines, lang=language))
