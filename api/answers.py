"""How each question is answered: by the very functions of the terminal and the pages, as far as the bearer sees."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from access.identity.viewer import Viewer
from api import questions
from api.questions import Listed, Question
from data.errors import SetupError, error_text
from data.home import Home
from metrics.acts import follow_ups
from metrics.catalogue.streams import OF_PERSONS
from metrics.cells.query import within
from metrics.obstacles.explain import explain
from metrics.periods import Period
from metrics.scorecard import request
from metrics.scorecard import score as scoring
from metrics.scorecard.score import Scorecard
from metrics.scorecard.workspace import Workspace
from reports.answers import catalogue, follow_up_list, places, scorecards
from reports.formats import data_package_tables
from text import json_line
from text.one_line import plain

JSON, CSV, PARQUET = "application/json", "text/csv; charset=utf-8", "application/vnd.apache.parquet"
FIRST, LAST = "1990-01", "2089-12"
Scored = Callable[[Viewer, str | None, str | None, tuple[str, ...] | None, str | None], Scorecard]
"""A scorecard of now, from what pages keep: viewer, period, region, indicators, by."""


@dataclass(frozen=True)
class Answer:
    """Bytes and their kind; `total` counts the rows of a list before it was cut into pages."""

    body: bytes
    media: str = JSON
    total: int | None = None


@dataclass(frozen=True)
class Reading:
    """Whose eyes read which home."""

    home: Home
    viewer: Viewer
    scored: Scored

    def workspace(self, as_of: int | None) -> Workspace:
        """The home as the viewer sees it, now or as of an entry."""
        return Workspace(self.home, self.viewer.scope, as_of)


def score(reading: Reading, question: questions.Score) -> Answer:
    """As `score --format json` (or csv) prints it."""
    region, indicators = question.region or reading.viewer.home_region, question.indicator or None
    request.period_of(question.period)  # what pages keep is asked for by periods that are some
    if question.as_of is None:
        card = reading.scored(reading.viewer, question.period, region, indicators, question.by)
    else:
        with reading.workspace(question.as_of) as workspace:
            card = scoring.scored(workspace, question.period, region, indicators, question.by)
    rows = scorecards.rows(card)
    if question.format == "json":
        return paged(rows, question)
    cut = rows[_page(question)]
    return Answer(plain(scorecards.csv_text(cut)).encode(), CSV, len(rows))


def obstacles(reading: Reading, question: questions.Obstacles) -> Answer:
    """As `obstacles --format json` prints it."""
    viewer, region = reading.viewer, question.region or reading.viewer.home_region
    explanation = explain(
        reading.home, viewer.scope, question.indicator, question.period, region, question.against, question.as_of
    )
    return whole_object(explanation.as_dict())


def indicators(reading: Reading, question: Listed) -> Answer:
    """As `indicators --json` prints it."""
    with reading.workspace(question.as_of) as workspace:
        return paged(catalogue.indicators(workspace.indicators), question)


def regions(reading: Reading, question: Listed) -> Answer:
    """As `regions --json` prints it."""
    with reading.workspace(question.as_of) as workspace:
        return paged(places.regions(workspace.home, workspace.scope), question)


def coverage(reading: Reading, question: questions.AtEntry) -> Answer:
    """As `coverage --json` prints it."""
    with reading.workspace(question.as_of) as workspace:
        return whole_object(places.coverage(workspace, workspace.today))


def freshness(reading: Reading, question: questions.AtEntry) -> Answer:
    """As `freshness --json` prints it."""
    with reading.workspace(question.as_of) as workspace:
        return whole_object(places.freshness(workspace))


def follow_ups_list(reading: Reading, question: Listed) -> Answer:
    """As `follow-up list --json` prints it."""
    listed = follow_ups.listed(reading.home, reading.viewer.scope, question.as_of)
    return paged(follow_up_list.follow_ups(listed), question)


def cells(reading: Reading, question: questions.Cells) -> Answer:
    """The cells of a stream in the regions of the viewer, as a data package holds them."""
    first, last = Period(question.since or FIRST).first_day, Period(question.until or LAST).last_day
    with reading.workspace(question.as_of) as workspace, tempfile.TemporaryDirectory(prefix="capaian-") as scratch:
        run, folder = workspace.connection, Path(scratch)
        hidden = {f"cells_{stream}" for stream in OF_PERSONS}
        tables = [table for table in data_package_tables.cell_tables(run) if table.startswith("cells_")]
        streams = [table.removeprefix("cells_") for table in tables if table not in hidden]
        if question.stream not in streams:
            raise SetupError(error_text("option_unknown", option="stream", known=" | ".join(streams)))
        (folder / "data").mkdir()
        table = f"cells_{question.stream}"
        sql = data_package_tables.cells_sql(table, within(workspace.scope))
        data_package_tables.write_table(run, folder, {"first": first, "last": last}, table, sql)
        body = (folder / "data" / f"{table}.{question.format}").read_bytes()
    return Answer(body, PARQUET if question.format == "parquet" else CSV)


def whole_object(value: object) -> Answer:
    """An answer that is one object."""
    return Answer(json_line.written(value).encode())


def paged(rows: Sequence[Any], question: Listed) -> Answer:
    """A list, or the page of it that was asked for."""
    return Answer(json_line.written(list(rows[_page(question)])).encode(), JSON, len(rows))


def _page(question: Listed) -> slice:
    end = None if question.limit is None else question.offset + question.limit
    return slice(question.offset, end)


def answer(reading: Reading, name: str, question: Question) -> Answer:
    """The answer of the route of that name."""
    return ANSWERS[name][1](reading, question)


ANSWERS: dict[str, tuple[type[Question], Callable[[Reading, Any], Answer]]] = {
    "score": (questions.Score, score),
    "obstacles": (questions.Obstacles, obstacles),
    "indicators": (Listed, indicators),
    "follow-ups": (Listed, follow_ups_list),
    "coverage": (questions.AtEntry, coverage),
    "regions": (Listed, regions),
    "freshness": (questions.AtEntry, freshness),
    "cells": (questions.Cells, cells),
}
"""Route below `/api/v1/` → what may be asked there, and how it is answered."""
