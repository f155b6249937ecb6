"""The months behind the marks hold the very figures of the scorecard."""

import math
from datetime import date, timedelta
from random import Random

import numpy as np
import pytest

from access.identity.scope import EVERYTHING
from metrics.catalogue import indicators
from metrics.cells.query import Slice
from metrics.figures import figures as actuals
from metrics.judgement import monthly_series
from metrics.periods import Period, months_between
from metrics.scorecard.workspace import Workspace
from tests.spec.drawn import opened

REGIONS = ("11.71", "11.73", "11.01")


def applications(random):
    """Some 300 applications of ten months, with a standard in days, in minutes, or none."""
    yield "region_code | standard | channel | complete_at | decided_at | status | returns"
    for _ in range(300):
        start = date(2026, random.randint(1, 10), random.randint(1, 25))
        standard, channel = random.choice(("3 days", "30 minutes", "none")), random.choice(("langsung", "mandiri", ""))
        end = start + timedelta(days=random.randint(0, 12))
        closed = random.choice(((f"{end} 15:00", "selesai"), (f"{end} 15:00", "ditolak"), ("", "proses")))
        cells = (random.choice(REGIONS), standard, channel, f"{start} 09:00", *closed, random.choice(("", "0", "2")))
        yield " | ".join(cells)


def answers(random):
    """Some 60 respondents, who leave a question out now and then."""
    unsur = ("persyaratan", "prosedur", "waktu", "sarana")
    yield " | ".join(("region_code", "service_code", "answered_on", *unsur))
    for _ in range(60):
        day = f"2026-{random.randint(1, 10):02}-10"
        scores = random.choices(("1", "2", "3", "4", ""), k=len(unsur) - 1)
        yield " | ".join((random.choice(REGIONS), "3-HARI", day, *scores, "4"))


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A home of applications and answers made up by a seed."""
    with opened(tmp_path_factory.mktemp("office") / "home") as home:
        home.services("code | standard\n30-MENIT | 30 minutes\nTANPA | none")
        home.transactions("\n".join(applications(Random(7))))
        home.surveys("\n".join(answers(Random(7))))
        yield home.home


@pytest.mark.parametrize("by", [None, "region", "service"])
def test_every_actual_of_every_month_and_member_is_that_of_the_scorecard(office, by):
    known = indicators.load(office)
    wanted = actuals.with_parts(tuple(known.values()), known)
    months = months_between("2026-01", "2026-11")
    slice_ = Slice(tuple(map(Period, months)), None, by)
    with Workspace(office, EVERYTHING) as workspace:
        reader = workspace.reader
        members = reader.members(slice_) if by else [""]
        members = members[1:] if by else members  # one is left out: what is not asked for has no place
        fast, slow = (
            monthly_series.actuals(reader, slice_, wanted, members),
            actuals.figures(reader, slice_, wanted, ()),
        )
    some = 0
    for id_, figures in slow.items():
        for row, member in enumerate(members):
            for column, month in enumerate(months):
                figure = figures.get((month, member), actuals.UNKNOWN)
                one, other = fast[id_].actuals[row, column], figure.actual
                behind = figure.values if figure.denominator is None else figure.denominator
                if behind is not None:
                    assert fast[id_].cases[row, column] == behind, (id_, member, month)
                some += other is not None
                unknown = monthly_series.NOTHING_KNOWN if figure == actuals.NOTHING_KNOWN else math.nan
                assert other is not None or np.array_equal(one, unknown, equal_nan=True), (id_, member, month)
                assert other is None or math.isclose(one, other, rel_tol=1e-12), (
                    id_,
                    member,
                    month,
                )
    assert some > 300
