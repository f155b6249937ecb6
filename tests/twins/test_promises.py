"""What holds for any records: parts add up, order does not matter, nothing is lost by undoing,
rebuilding or waiting.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.ledger import entries
from metrics.cells import build
from metrics.judgement.row import Row
from tests.depth import examples
from tests.twins.offices import File, Offices, Question, acts, application_files, later, number, offices, others
from tests.twins.twin_figures import ENTERED
from tests.twins.twin_records import REGIONS, Cells

EVERYTHING = (
    Question("2026-02..2026-04", None, "region,month"),
    Question("2026-Q1", None, "service"),
    Question("2026-Q1", "11.71", "channel", marked=True),
)
few = settings(max_examples=examples(2, deep=30), derandomize=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory):
    with offices(tmp_path_factory.mktemp("office")) as found:
        yield found


def totals(rows: Sequence[Row]) -> dict[str, tuple[float, float]]:
    """The numerators and denominators of every indicator that has them, added up."""
    found: dict[str, tuple[float, float]] = defaultdict(lambda: (0, 0))
    for row in rows:
        top, bottom = found[row.indicator]
        found[row.indicator] = (top + (row.numerator or 0), bottom + (row.denominator or 0))
    return dict(found)


@few
@given(history=acts, period=st.sampled_from(("2026-03", "2026-Q1")), region=st.sampled_from((None, "11.71")))
def test_parts_add_up_to_their_whole_and_months_to_their_period_but_for_the_stock(
    made: Offices, history, period, region
):
    office = made.new()
    for act in history:
        office.does(act)
    whole = totals(office.score(Question(period, region, None)).rows)
    # Some belong to no agency, service or channel, and their '-' is no part that records know; neither is a service
    # of which the period has no record. A stock and a state are those of the last month.
    states = {id_ for id_ in whole if id_.startswith("service_completeness")} | {"active_services", "agencies_present"}
    stocks = {"on_time_rate_with_open", "overdue_backlog", "overdue_backlog_share", "disposition_days"}
    of_the_whole = {"mpp_operating", "population_served_share", "reporting_on_time_rate", *ENTERED}
    apart = dict.fromkeys(("agency", "service", "channel"), of_the_whole | states)
    apart |= {
        "region": {"population_served_share", *ENTERED},
        "month": {"mpp_operating", "population_served_share", *ENTERED} | states | stocks,
    }
    for by, left_out in apart.items():
        parts = totals(office.score(Question(period, region, by)).rows)
        counted = whole.keys() - left_out
        assert {id_: parts.get(id_, (0, 0)) for id_ in counted} == {id_: whole[id_] for id_ in counted}


@few
@given(files=st.lists(st.one_of(application_files(), others), min_size=2, max_size=3), order=st.randoms())
def test_the_order_of_independent_files_does_not_matter(made: Offices, files, order):
    def cards(in_order: Sequence[File]) -> list[Row]:
        office = made.new()
        morning = office.now
        for file in in_order:
            office.send(file)
            office.now = morning  # all on one day: a moment still to come is refused, and a late report is late
        return office.score_all(EVERYTHING)

    apart = [replace(file, rows=_apart(file.rows, place)) for place, file in enumerate(files)]
    shuffled = order.sample(apart, len(apart))
    assert cards(apart) == cards(shuffled)


def _apart(rows: Sequence[Cells], place: int) -> list[Cells]:
    """The rows with numbers that only their own file uses; those of a recap, which have none, with its own region."""
    found = []
    for row in rows:
        names = [name for name in row if name.startswith("nomor_")]
        found.append(row | ({name: f"{place}-{row[name]}" for name in names} or {"kode_wilayah": REGIONS[place]}))
    return list({number(row): row for row in found}.values())


@few
@given(history=acts, wrong=st.one_of(application_files(), others), then=st.lists(later, max_size=1))
def test_an_undo_restores_every_figure_and_a_rebuild_gives_what_was_brought_up_to_date(
    made: Offices, history, wrong, then
):
    office = made.new()
    for act in history:
        office.does(act)
        build.catch_up(office.home)
    before = office.score_all(EVERYTHING)
    seq = office.send(wrong)
    build.catch_up(office.home)
    if seq is not None:
        office.undo(seq)
    assert office.score_all(EVERYTHING) == before
    for act in then:
        office.does(act)
    step_by_step = office.score_all(EVERYTHING)
    build.rebuild(office.home)
    assert office.score_all(EVERYTHING) == step_by_step


@few
@given(history=acts, place=st.integers(0, 9))
def test_an_old_state_is_answered_as_it_was(made: Offices, history, place):
    office = made.new()
    states = []
    for act in history:
        office.does(act)
        states.append((entries.head_seq(office.home), office.score(EVERYTHING[0]).rows))
    seq, rows = states[place % len(states)]
    assert office.score(EVERYTHING[0], as_of=seq).rows == rows
