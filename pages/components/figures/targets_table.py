"""The long table of Ringkasan: the targets, what needs attention first."""

from collections.abc import Mapping, Sequence

import streamlit as st

from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from metrics.scorecard.score import Scorecard
from pages.components.figures import comparison, panels, scorecard_table
from pages.components.figures.comparison import Comparison
from pages.components.html.markup import Markup, tag
from pages.components.html.ordering import attention_first, shared_reasons
from pages.components.layout.filters import Scope
from pages.components.runtime import address, cache
from pages.components.runtime.cache import AnswerCache
from text.words import say

Catalogue = Mapping[str, Indicator]
_DRAWN = AnswerCache(128)


def draw(card: Scorecard, catalogue: Catalogue, scope: Scope) -> None:
    """The targets of a scorecard; a region's beside the chosen comparison."""
    choice = comparison.pick(scope) if scope.region else None
    if (drawn := markup(card, catalogue, scope, choice)) is not None:
        st.html(drawn)


def markup(card: Scorecard, catalogue: Catalogue, scope: Scope, choice: str | None) -> Markup | None:
    """The same beside that choice of a comparison; None without a target."""
    rows = attention_first([row for row in card.rows if row.has_target])
    if not rows:
        return None
    compared = comparison.of(scope, choice) if choice else None
    return _table(rows, say("overview.scorecard", scope.language), card, catalogue, scope, compared)


def _table(
    rows: Sequence[Row],
    title: str,
    card: Scorecard,
    catalogue: Catalogue,
    scope: Scope,
    compared: Comparison | None,
) -> Markup:
    """As drawn before for the same address: its links keep the rest of it."""
    language = scope.language
    links = address.link(indikator="")
    asked = (
        scope.viewer.scope,
        scope.region,
        scope.period,
        scope.history,
        language,
        title,
        links,
        compared and compared.choice,
    )

    def work_out() -> Markup:
        reasons = shared_reasons(card.rows)
        drawn = scorecard_table.scorecard(rows, panels.monthly(scope), catalogue, title, language, reasons, compared)
        return tag("section", tag("h2", title), drawn)

    return _DRAWN.answer(cache.moment(), asked, work_out)
