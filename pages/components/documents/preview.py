"""The first page of a document before it is issued, and what it will hold; kept for the choice it was made for."""

from collections.abc import Hashable
from typing import cast

import streamlit as st

from access.identity.viewer import Viewer
from data.ledger import setting_versions
from pages.components.forms import acts
from pages.components.html.markup import plain_table, tag
from pages.components.runtime import cache, lookups, run
from reports.content.options import Options
from reports.lifecycle.preview import Preview, preview
from text import formats
from text.words import Language, say

PLACE = "previewed_document"


def make(viewer: Viewer, options: Options, form: str) -> None:
    """Make the preview and keep it in the session; a refusal stands under the form."""

    def made() -> None:
        with st.status(say("document_page.previewing", viewer.language)) as status:
            moment = _moment()
            st.session_state[PLACE] = moment, preview(run.home(), viewer.scope, options, viewer.shown_name)
            status.update(label=say("document_page.previewed", viewer.language), state="complete")

    acts.attempt(viewer, "export", made, options.region, form=form)


def _moment() -> Hashable:
    """What a preview rests on: all that figures do, and the letterhead; another document changes neither."""
    return cache.now(), setting_versions.of_office(run.home())


def show(options: Options, language: Language) -> None:
    """The preview of exactly these options, when there is one; of one that is out of date only that it is."""
    moment, made = cast(tuple[Hashable, Preview | None], st.session_state.get(PLACE, (None, None)))
    if made is None or made.options != options:
        return
    if moment != _moment():
        st.info(say("document_page.preview_outdated", language))
        return
    named = say(f"document_page.document_{options.document}", language)
    counts = {"with_figure": made.with_figure, "all": made.indicators}
    rows = {"rows": formats.number(made.rows, language), "files": formats.number(made.files, language)}
    holds = {
        "document": f"{named} ({say(f'document_page.format_{options.format}', language)})",
        "place": lookups.place_name(options.region, language),
        "period": formats.period(options.period, language),
        "indicators": say("document_page.holds_indicators_told", language, **counts),
        "figures": formats.number(made.figures, language),
        "rows": say("document_page.holds_rows_told", language, **rows),
    }
    left, right = st.columns([5, 3])
    with left.container(border=True):
        st.image(made.first_page, caption=say("document_page.preview_alt", language, document=named))
    titles = [say(f"report.column_{key}", language) for key in ("property", "definition")]
    lines = [(say(f"document_page.holds_{key}", language), text) for key, text in holds.items()]
    table = plain_table(titles, lines, language)
    right.html(tag("section", tag("h2", say("document_page.preview_title", language)), table, lang=language))
