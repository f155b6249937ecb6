"""The months behind the marks hold the very figures of the scorecard."""

import math
from datetime import date, timedelta
from functools import partial
from random import Random

import numpy as np
import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import RefusedError
from metrics.catalogue import indicators
from metrics.cells import build
from metrics.cells.query import Slice
from metrics.figures import figures as actuals
from metrics.judgement import monthly_series
from metrics.periods import Period, months_between
from metrics.scorecard import score as scorecards
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


ONE_REGION = Scope(frozenset({"11.71"}))


@pytest.mark.parametrize("scope", [EVERYTHING, ONE_REGION], ids=["all", "one region"])
@pytest.mark.parametrize(
    ("periods", "region", "by", "is_cut"),
    [
        (("2026-05",), None, None, True),
        (("2026-05",), "11.71", None, True),
        (("2026-03", "2026-09"), None, "month", True),
        (("2026-03", "2026-09"), None, "region", True),
        (("2026-03", "2026-09"), "11.71", "region", True),
        (("2026-05",), "11.04", None, True),  # a region that sent nothing
        (("2026-05",), None, "service", False),
        (("2026-Q2",), None, None, False),
        (("2026-09", "2026-10"), None, None, False),  # beyond what was read
    ],
)
def test_what_was_read_ahead_answers_as_the_cells_themselves(office, scope, periods, region, by, is_cut):
    known = indicators.load(office)
    slice_ = Slice(tuple(map(Period, periods)), region, by)
    wanted = [indicator for indicator in known.values() if indicator.numerator is not None]
    counted = [indicator for indicator in known.values() if indicator.distribution()]
    with Workspace(office, scope) as workspace:
        plain = workspace.reader
        ahead = plain.with_ahead(
            plain.ahead_of([*map(Period, months_between("2026-02", "2026-09"))], list(known.values()))
        )
        assert ahead._ahead.has(slice_) is is_cut
        if region not in (None, "11.71") and scope is ONE_REGION:
            for reader in (plain, ahead):
                with pytest.raises(RefusedError):
                    reader.sums(slice_, wanted)
                with pytest.raises(RefusedError):
                    reader.counts(slice_, counted[0])
            return
        assert summed(ahead.sums(slice_, wanted)) == summed(plain.sums(slice_, wanted))
        for indicator in counted:
            cut, read = (dict(reader.counts(slice_, indicator).pairs()) for reader in (ahead, plain))
            assert cut == read


@pytest.mark.parametrize("scope", [EVERYTHING, ONE_REGION], ids=["all", "one region"])
@pytest.mark.parametrize(("by", "beside"), [(None, "11.71"), (None, "11.04"), ("leaf", "11.71"), ("region", "11.71")])
@pytest.mark.parametrize("period", ["2026-05", "2026-Q2", "r12:2026-09"])
def test_the_others_of_a_place_are_cut_as_they_are_read(office, scope, by, beside, period):
    known = indicators.load(office)
    slice_ = Slice((Period(period),), None, by, rest_of=beside)
    wanted = [indicator for indicator in known.values() if indicator.numerator is not None]
    counted = [indicator for indicator in known.values() if indicator.distribution()]
    with Workspace(office, scope) as workspace:
        plain = workspace.reader
        ahead = plain.with_ahead(plain.ahead_of([Period(period)], list(known.values())))
        assert ahead._ahead.has(slice_)
        if not scope.sees(beside):
            with pytest.raises(RefusedError):
                ahead.sums(slice_, wanted)
            return
        assert summed(ahead.sums(slice_, wanted)) == summed(plain.sums(slice_, wanted))
        for indicator in counted:
            cut, read = (dict(reader.counts(slice_, indicator).pairs()) for reader in (ahead, plain))
            assert cut == read


def summed(columns):
    """(period, member) → its sums by name, without those of streams that have nothing there."""
    names = [name for name in columns if name not in ("period", "member")]
    rows = zip(columns["period"], columns["member"], *(columns[name] for name in names), strict=True)
    found = {
        (period, member): {name: value for name, value in zip(names, values, strict=True) if not math.isnan(value)}
        for period, member, *values in rows
    }
    return {key: sums for key, sums in found.items() if sums}


def test_a_part_of_an_indicator_is_not_cut_from_the_sums_of_its_whole(office):
    """Both are named alike; the part has a denominator of one stream only."""
    known = indicators.load(office)
    whole = known["on_time_rate_with_open"]
    part = whole.model_copy(update={"numerator": {}, "denominator": {"backlog": whole.denominator["backlog"]}})
    slice_ = Slice((Period("2026-05"),), None, None)
    with Workspace(office, EVERYTHING) as workspace:
        reader = workspace.reader
        ahead = reader.with_ahead(reader.ahead_of([Period("2026-05")], list(known.values())))
        assert ahead.sums(slice_, [part]) == workspace.reader.sums(slice_, [part])
        assert ahead.sums(slice_, [part]) != ahead.sums(slice_, [whole])


@pytest.mark.parametrize("scope", [EVERYTHING, ONE_REGION], ids=["all", "one region"])
@pytest.mark.parametrize("region", [*REGIONS, "11.04"])  # the last one sent nothing
@pytest.mark.parametrize("period", ["2026-05", "2026-Q2"])
def test_the_services_of_a_region_are_cut_as_they_are_read(office, scope, region, period):
    with Workspace(office, EVERYTHING) as workspace:
        known = workspace.indicators
        ahead = workspace.reader.parts_ahead_of(Period(period), None, "service", list(known.values()))
        assert ahead.has(Slice((Period(period),), region, "service"))

    def ask(source):
        opened = partial(Workspace, ahead=source)
        return scorecards.score(office, scope, period, region, None, "service", marked=False, opened=opened)

    if not scope.sees(region):
        with pytest.raises(RefusedError):
            ask(lambda: ahead)
        return
    cut = ask(lambda: ahead)
    assert cut == ask(None)
    assert len(cut.rows) > 100 or region == "11.04"


def test_services_read_ahead_answer_without_the_warehouse(office, monkeypatch):
    with Workspace(office, EVERYTHING) as workspace:
        shares = [workspace.indicators["on_time_rate"], workspace.indicators["digital_share"]]
        ahead, facts = workspace.reader.parts_ahead_of(Period("2026-05"), None, "service", shares), workspace.facts
    monkeypatch.setattr(build, "opened", lambda *_: pytest.fail("the warehouse was opened"))
    asked = (office, EVERYTHING, "2026-05", "11.71", ("on_time_rate", "digital_share"), "service")
    opening = partial(Workspace, ahead=lambda: ahead, facts=lambda: facts)
    assert len(scorecards.score(*asked, marked=False, opened=opening).rows) > 3


@pytest.mark.parametrize(
    ("periods", "region", "by", "is_read"),
    [
        (("2026-05",), "11.71", "service", True),
        (("2026-05",), "11.71", "agency", False),
        (("2026-06",), "11.71", "service", False),
        (("2026-05", "2026-06"), "11.71", "service", False),
        (("2026-05",), None, "service", False),
        (("2026-05",), "11.99", "service", False),
    ],
)
def test_only_what_was_read_of_services_is_cut(office, periods, region, by, is_read):
    with Workspace(office, EVERYTHING) as workspace:
        ahead = workspace.reader.parts_ahead_of(Period("2026-05"), None, "service", [])
    assert ahead.has(Slice(tuple(map(Period, periods)), region, by)) is is_read


# A recap that says nothing of what is late is no month without late files: it is no point of the chart.
SAID = """
  month   | received | completed | open | open_overdue
  2026-06 | 4        | 3         | 1    | 1
  2026-07 | 4        | 3         | 1    |
  2026-08 | 4        | 2         | 2    | 1
  2026-09 | 4        | 4         | 0    | 0
  2026-10 | 4        | 3         | 1    |
"""


@pytest.mark.parametrize("period", ["2026-10", "2026-09..2026-10", "2026-07..2026-10", "2026-06..2026-10"])
def test_a_month_of_which_nothing_is_known_is_no_point_whatever_months_are_asked_beside_it(tmp_path, period):
    with opened(tmp_path / "home") as home:
        home.recap(SAID)
        rows = home.score(period, region="11.71", indicators=["overdue_backlog", "received"], by="month").rows
    points = {(row.indicator, row.period): (row.actual, row.points) for row in rows}
    assert points["overdue_backlog", "2026-10"] == (None, 0) and points["received", "2026-10"] == (4, 5)
    if period < "2026-10":
        assert points["overdue_backlog", "2026-09"] == (0, 3)
