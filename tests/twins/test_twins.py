"""Every figure of every indicator, against its plain twin, on offices made up at random."""

import math
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.home import Home
from metrics.catalogue import indicators
from metrics.periods import Period
from metrics.survey.index import UNSUR
from tests.depth import examples
from tests.twins import twin_figures
from tests.twins.offices import Office, Offices, Question, acts, offices, questions
from tests.twins.twin_figures import Figure


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    with offices(tmp_path_factory.mktemp("office")) as found:
        yield found


def same(one: Figure, other: Figure) -> bool:
    """Whole numbers exactly, quotients but for the last binary digits; nothing is not zero."""
    return all(
        a is b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-12))
        for a, b in zip(one, other, strict=True)
    )


def differences(office: Office, question: Question) -> list[str]:
    """Where the home and the twin disagree: missing rows, and figures that are not the same."""
    rows = {(row.indicator, row.period, row.member): row for row in office.score(question).rows}
    twin = dict(twin_figures.expected(office.held(), Period(question.period), question.region, question.by))
    found = [f"{key}: in one only" for key in rows.keys() ^ twin.keys()]
    for key in rows.keys() & twin.keys():
        figure = rows[key].numerator, rows[key].denominator, rows[key].actual
        if not same(figure, twin[key]):
            found.append(f"{key}: {figure}, but its twin has {twin[key]}")
    return found


@settings(max_examples=examples(5, deep=100), derandomize=True)
@given(history=acts, asked=st.lists(questions, min_size=2, max_size=2))
def test_every_figure_equals_that_of_its_plain_twin(made: Offices, history, asked):
    office = made.new()
    for act in history:
        office.does(act)
    for question in (Question("2026-03", None, None), Question("2026-Q1", None, "region"), *asked):
        assert not differences(office, question), question


def test_every_indicator_has_a_twin():
    twins = [*twin_figures.INDICATORS, *(f"unsur_{unsur}" for unsur in UNSUR), *twin_figures.ENTERED]
    twins += ["mpp_operating", "population_served_share", "reporting_on_time_rate", *twin_figures.OF_ACTS]
    assert Counter(twins) == Counter(indicators.load(Home(Path("nowhere"))).keys())
