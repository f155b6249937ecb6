"""How far the province is with its MPP, on Ringkasan: one line, and one map by stage."""

import streamlit as st

from metrics.periods import Period
from pages.components.html.markup import tag
from pages.components.html.sections import column
from pages.components.layout.filters import Scope
from pages.components.mpp import map
from pages.components.mpp.paths import stage_sentence
from pages.components.runtime import address, figures
from reports.words import coverage_words
from text.words import say


def draw(scope: Scope, *, with_map: bool) -> None:
    """As it stood at the end of the period; of a region its own stage."""
    language = scope.language
    on = min(Period(scope.period).last_day, figures.today())
    coverage = figures.coverage(scope.viewer, on, scope.region)
    line = coverage_words.headline(coverage.regions, language)
    own = next((path for path in coverage.paths if path.region == scope.region), None)
    if own is not None:
        here = {"region": scope.region_name, "state": stage_sentence(own, language)}
        line = f"{say('overview.own_stage', language, **here)} {line}"
    way = tag("a", line, href=address.to("cakupan"), target="_self")
    sentence = tag("p", way, class_="coverage-line", lang=language)
    drawn = map.markup(coverage, scope.viewer, scope.region, scope.region, language) if with_map else None
    st.html(column(sentence, drawn))
