"""The long table of Ringkasan: the targets, what needs attention first; indicators without one folded away."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.scorecard.score import Scorecard
from pages.components.figures import panels, scorecard_table
from pages.components.html.markup import Markup
from pages.components.html.ordering import attention_first, shared_reasons
from pages.components.layout.filters import Scope
from pages.components.runtime import address, cache
from pages.components.runtime.cache import AnswerCache
from text.words import say

Catalogue = Mapping[str, Indicator]
OTHERS = "others"
_DRAWN = AnswerCache(128)


def draw(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    """Both tables of a scorecard."""
    rows = attention_first([row for row in card.rows if row.has_target])
    others = [row for row in card.rows if not row.has_target]
    if rows:
        st.html(_table(rows, say("overview.scorecard", scope.language), card, catalogue, scope))
    if others:
        title = say("overview.other", scope.language, count=len(others))
        with st.expander(title, key=OTHERS, on_change="rerun") as folded:
            if folded.open:  # else a browser would lay out hundreds of cells that nobody sees
                st.html(_table(others, title, card, catalogue, scope))


def _table(rows: Sequence[Row], title: str, card: Scorecard, catalogue: Catalogue, scope: Scope) -> Markup:
    """As drawn before for the same address: its links keep the rest of it."""
    language = scope.language
    links = address.link(indikator="")
    asked = (scope.viewer.scope, scope.region, scope.period, scope.history, language, title, links)

    def work_out() -> Markup:
        told = shared_reasons(card.rows)
        return scorecard_table.scorecard(rows, panels.monthly(scope), catalogue, title, language, told)

    return _DRAWN.answer(cache.moment(), asked, work_out)
