"""What an upload would change: the headline figures of its period, before and after."""

import streamlit as st

from access.identity.viewer import Viewer
from metrics.catalogue.indicators import Indicator
from metrics.judgement.row import Row
from pages.components.html.markup import plain_table, tag
from pages.components.html.status_mark import mark
from pages.components.runtime import lookups
from pages.components.upload.trial import Change, Trial
from text import formats
from text.words import Language, say


def draw(viewer: Viewer, trial: Trial, region: str | None) -> None:
    """One line a figure that would change, or that none would; nothing when no row was accepted."""
    if trial.period is None:
        return
    language = viewer.language
    place = lookups.place_name(region, language)
    values = {"period": formats.period(trial.period, language), "place": place}
    if not trial.changes:
        st.html(tag("p", say("upload.changes_none", language, **values), lang=language))
        return
    titles = [say(f"upload.{name}", language) for name in ("indicator", "before", "after", "status_after")]
    table = plain_table(titles, [_line(change, language) for change in trial.changes], language)
    title = tag("h3", say("upload.changes", language, **values))
    st.html(tag("section", title, tag("div", table, class_="changes"), lang=language))


def _line(change: Change, language: Language) -> tuple[object, ...]:
    indicator = lookups.indicators()[change.indicator]
    rows = (change.before, change.after)
    figures = [_figure(row, indicator, language) for row in rows]
    return (indicator.name[language], *figures, mark(change.after.status, language))


def _figure(row: Row | None, indicator: Indicator, language: Language) -> str:
    if row is None:
        return say("value.missing", language)
    shown = formats.short(row.actual, indicator.unit, language, apart_from=row.target_unmet)
    return formats.with_cases(shown, row.n, language)
