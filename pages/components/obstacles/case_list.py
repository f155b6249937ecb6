"""The records a finding rests on: the late cases of the chosen combination, in scope, without personal data."""

import pandas as pd
import streamlit as st

from metrics.obstacles import cases as evidence
from metrics.obstacles.explanation import Explanation
from metrics.scorecard.workspace import Workspace
from pages.components.charts import drill
from pages.components.html.markup import plain_table, tag
from pages.components.layout.filters import Scope
from pages.components.runtime import address, lookups, run
from text import formats, spreadsheet_csv
from text.words import Language, say

SHOWN, TAKEN = 15, 2000
COLUMNS = ("application", "service", "complete_on", "due_on", "decided_on", "days", "obstacle")


def draw(explanation: Explanation, scope: Scope) -> None:
    """The cases of the slice (`bukti`) or the part (`layanan`, `instansi`, `kanal`) that the address names; or all."""
    language = scope.language
    number = address.requested("bukti") or ""
    chosen = (
        explanation.slices[int(number) - 1]
        if number.isdecimal() and 0 < int(number) <= len(explanation.slices)
        else None
    )
    where = dict(chosen.where) if chosen else drill.part()
    key = "evidence_of_part" if where else "evidence"
    place = ", ".join(lookups.named(name, code, language) for name, code in where.items())
    with st.container(key=address.CASES.strip("#")):
        if place:
            title = say("obstacle_page.evidence_of", language, place=place)
            st.html(tag("section", tag("h2", title), lang=language))
        label = say("obstacle_page.evidence", language)
        panel = st.expander(label, expanded=bool(where), key=key, on_change="rerun")
    if not panel.open:  # the records are read only for who opens it
        return
    with panel:
        with Workspace(run.home(), scope.viewer.scope) as workspace:
            cases = evidence.cases(workspace, explanation.indicator, explanation.period, where, scope.region, TAKEN)
        lead = [place or say("obstacle_page.evidence_all", language)]
        if where:
            lead += [" · ", tag("a", say("drill.back", language), href=address.link(), target="_self")]
        st.html(tag("p", *lead, class_="aside", lang=language))
        if cases.empty:
            st.html(tag("p", say("obstacle_page.evidence_none", language), class_="aside", lang=language))
            return
        counts = {"shown": min(SHOWN, len(cases)), "count": len(cases)}
        written = {name: formats.number(count, language) for name, count in counts.items()}
        note = tag("p", say("obstacle_page.evidence_note", language, **written), class_="caption", lang=language)
        st.html(tag("div", _table(cases.head(SHOWN), language), note, class_="findings"))
        st.download_button(
            say("obstacle_page.evidence_csv", language),
            case_file(cases).encode(),
            f"{explanation.indicator}-{explanation.period}.csv".replace(":", "-"),
            mime="text/csv",
            on_click="ignore",
        )


def _table(cases: pd.DataFrame, language: Language) -> str:
    lines = [
        (
            row["application_no"],
            lookups.named("service_code", row["service_code"], language),
            *(_day(row[day], language) for day in ("complete_on", "due_on", "decided_on")),
            formats.number(None if pd.isna(row["working_days"]) else row["working_days"], language),
            _obstacle(row["obstacle_code"], language),
        )
        for row in cases.to_dict("records")
    ]
    return plain_table([say(f"obstacle_page.{column}", language) for column in COLUMNS], lines, language)


def case_file(cases: pd.DataFrame) -> str:
    """The cases as CSV: days as 2026-10-05, missing values empty."""
    rows = ({str(name): _value(value) for name, value in row.items()} for row in cases.to_dict("records"))
    return spreadsheet_csv.written([str(column) for column in cases.columns], rows)


def _value(value: object) -> object:
    if isinstance(value, pd.Timestamp):
        return value.date()
    return None if pd.isna(value) else value  # type: ignore[call-overload]  # a cell of a table is one value


def _day(day: pd.Timestamp, language: Language) -> str:
    return say("value.missing", language) if pd.isna(day) else formats.date(day.date(), language)


def _obstacle(code: object, language: Language) -> str:
    if not isinstance(code, str):
        return say("obstacle_page.unrecorded", language)
    return f"{code} {lookups.named('obstacle_code', code, language)}"
