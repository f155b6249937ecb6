"""Two homes in one process, asked in turn: neither is ever answered with the other's figures, and both keep theirs."""

import threading

import pytest

from access.identity import roles
from access.identity.viewer import Viewer
from data.home import Home
from pages.components.runtime import figures, lookups, run
from tests.cli.conftest import terminal
from tests.pages.test_ringkasan import html
from tests.spec.drawn import opened

GOVERNOR = Viewer("", roles.GOVERNOR, None, "id")
TURNS = ("punctual", "late", "punctual", "late")
ON_TIME = {"punctual": 100.0, "late": 25.0}


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """One office in which 4 of 4 are decided on time, and one in which 1 of 4 is; the target is 90 %."""
    folder = tmp_path_factory.mktemp("homes")
    with opened(folder / "punctual") as punctual, opened(folder / "late") as late:
        for office, table in (
            (punctual, "2026-10-05 09:00 | 2026-10-06 10:00 | 4"),
            (late, "2026-10-05 09:00 | 2026-10-06 10:00 | 1\n2026-10-05 09:00 | 2026-10-28 10:00 | 3"),
        ):
            office.targets('on_time_rate:\n  - {from: "2026-01", value: 90, decree: SK 1}\n')
            office.transactions(f"received_at | decided_at | n\n{table}")
        yield {"punctual": punctual.home, "late": late.home}


def on_time(home: Home) -> float | None:
    with run.showing(home):
        [row] = figures.card(GOVERNOR, period="2026-10", indicators=("on_time_rate",)).rows
    return row.actual


def test_figures_asked_in_turn_are_each_homes_own(homes):
    assert [on_time(homes[name]) for name in TURNS] == [ON_TIME[name] for name in TURNS]


def test_what_was_worked_out_for_one_home_stays_while_another_is_shown(homes):
    with run.showing(homes["punctual"]):
        first = figures.declared(GOVERNOR), lookups.indicators()
    on_time(homes["late"])
    with run.showing(homes["punctual"]):
        again = figures.declared(GOVERNOR), lookups.indicators()
    assert first[0] is again[0] and first[1] is again[1]


def test_two_visitors_at_once_see_each_their_own_home(homes):
    begun, seen = threading.Barrier(2), dict[str, list[float | None]]()

    def visit(name: str) -> None:
        begun.wait()
        seen[name] = [on_time(homes[name]) for _ in range(5)]

    visitors = [threading.Thread(target=visit, args=(name,)) for name in homes]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert seen == {name: [actual] * 5 for name, actual in ON_TIME.items()}


def test_pages_drawn_in_turn_show_each_homes_own_headline(homes, at_home):
    told = {"punctual": "1 dari 1 daerah pelapor menyelesaikan", "late": "0 dari 1 daerah pelapor menyelesaikan"}
    for name in TURNS:
        at = at_home(homes[name].root, "overview", periode="2026-10")
        assert not at.exception
        assert told[name] in html(at)


def test_commands_in_turn_answer_of_the_home_the_door_names(homes):
    for name in TURNS:
        [row] = terminal(homes[name].root, "score", "--indicator", "on_time_rate", "--format", "json").told
        assert row["actual"] == ON_TIME[name]


def test_without_a_home_nothing_is_answered():
    with pytest.raises(LookupError):
        run.home()
