"""Differencing: what comes back from 24 monthly releases and their revisions, while the ledger goes on between them.

The attacker keeps every release, knows the exact cases behind the whole and behind every region that is told, and takes
for unchanged whatever is told alike. A figure of few people comes back when a release leaves only one number for it, or
when two releases differ in a place, or in all places that are hidden, by fewer than five cases.
"""

import itertools
import os
from collections import defaultdict

import numpy as np
import pytest
from scipy.optimize import linprog

from access.identity.scope import EVERYTHING
from channels.publication import basis, figures, files
from channels.publication.basis import NOBODY
from channels.publication.figures import COUNTS, Published
from channels.publication.register import Register
from data.home import Home
from data.intake import load as loading
from data.ledger import entries
from metrics.cells import build
from metrics.periods import plus_months
from metrics.scorecard.workspace import Workspace
from tests import demo_home

HEADER = "nomor_permohonan,kode_wilayah,kode_layanan,waktu_diajukan,waktu_selesai,status\n"
REGIONS = ("11.71", "11.06", "11.05", "11.73", "11.74")
HAPPENED = ("three late", "thirty late", "two corrected", "undo", "thirty corrected", "undo")
WHOLE = "11"

pytestmark = pytest.mark.skipif(
    "TEST_RELEASES" not in os.environ, reason="make test-releases: 36 releases, a linear program each cell"
)


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    root = tmp_path_factory.mktemp("releases") / "home"
    demo_home.fill(root)
    return root


class Ledger:
    """A home in which things go on happening to months that were released."""

    def __init__(self, root, folder):
        self.home, self.folder, self.numbers = Home(root), folder, itertools.count(1)
        self.last = None

    def happen(self, what, region, month):
        """One of HAPPENED: rows that come late, are corrected to have been decided late, or are taken back."""
        if what == "undo":
            entries.undo(self.home, entries.entries(self.home)[-1].seq, "test", "test")
        elif what.endswith("late"):
            self.last = (next(self.numbers), region, month)
            self._load(*self.last, 3 if what.startswith("three") else 30, "02")
        else:
            self._load(*self.last, 2 if what.startswith("two") else 30, "20")
        build.catch_up(self.home)

    def _load(self, series, region, month, count, day):
        rows = [f"AUDIT-{series}-{i},{region},DKC-01,{month}-01,{month}-{day},selesai\n" for i in range(count)]
        path = self.folder / f"{next(self.numbers)}.csv"
        path.write_text(HEADER + "".join(rows), encoding="utf-8")
        receipt = loading.load(self.home, loading.request(self.home, path, "transactions"))
        assert receipt.rows_accepted == count, receipt.problems

    def publish(self, month, before):
        """The release of a month, and the register after it."""
        with Workspace(self.home, EVERYTHING) as workspace:
            release = figures.release(workspace, month, before.published)
            return before.numbered(release, files.figures(release), workspace.today)


@pytest.fixture(scope="module")
def releases(template, tmp_path_factory):
    """24 monthly releases, after every second of which something happens to an earlier month and it is revised."""
    ledger = Ledger(template, tmp_path_factory.mktemp("files"))
    with Workspace(ledger.home, EVERYTHING) as workspace:
        newest = workspace.reporting.complete_through(None, workspace.today)
    register, published = Register(Published()), []
    for place in range(24):
        month = plus_months(newest, place - 23)
        release, register = ledger.publish(month, register)
        published.append(release)
        if place % 2:
            what = HAPPENED[place // 2 % len(HAPPENED)]
            ledger.happen(what, REGIONS[place // 2 % len(REGIONS)], plus_months(month, -(place // 2 % 3)))
            release, register = ledger.publish(month, register)
            published.append(release)
    return published, register


def test_nothing_of_few_people_comes_back(releases):
    published, register = releases
    by_month = by_key(published)
    alone = {}
    for key, states in by_month.items():
        for cells, bases in states:
            if bases[WHOLE] != NOBODY:
                alone[key, fingerprint(cells)] = recovered(cells, bases[WHOLE].n)
    hidden, back = sum(tried for tried, _ in alone.values()), sum(found for _, found in alone.values())
    pairs = [pair for states in by_month.values() for pair in itertools.combinations(states, 2)]
    changed = [pair for pair in pairs if fingerprint(pair[0][0]) != fingerprint(pair[1][0])]
    few = [found for pair in changed for found in of_few(*pair)]
    revisions = sum("-r" in entry.name for entry in register.entries)
    print(f"releases {len(published)}, revisions {revisions}; hidden cells attacked {hidden}, recovered {back}")
    print(f"pairs of states {len(changed)}, differences of few people {len(few)}")
    assert hidden > 100 and revisions > 3 and len(changed) > 50
    assert (back, few) == (0, [])


def test_counts_tell_no_difference_of_few(releases):
    """Counts of the whole are rounded to fives: what lies between two of them is never surely one to four."""
    published, _ = releases
    states = defaultdict(list)
    for release in published:
        for (id_, _, month), figure in release.figures.items():
            if id_ in COUNTS and figure.actual is not None:
                states[id_, month].append((figure.actual, release.bases[id_, WHOLE, month].n))
    pairs = [pair for counted in states.values() for pair in itertools.combinations(counted, 2)]
    assert all(actual % 5 == 0 for counted in states.values() for actual, _ in counted)
    assert not [pair for pair in pairs if 0 < abs(pair[0][1] - pair[1][1]) < 5]
    print(f"pairs of counts {len(pairs)}, moved {sum(one != other for one, other in pairs)}")


def test_what_is_hidden_stays_hidden_and_small_is_never_told(releases):
    hidden = frozenset()
    for release in releases[0]:
        assert hidden & set(release.figures) <= release.hidden
        hidden |= release.hidden
        for cell, behind in release.bases.items():
            assert not basis.is_few(behind.n) or cell in release.hidden or cell[0] in COUNTS
        twins = {cell[1:] for cell in release.hidden if cell[0] == "on_time_rate"}
        assert twins == {cell[1:] for cell in release.hidden if cell[0] == "on_time_rate_with_open"}


def test_the_attack_finds_what_is_not_protected(template, tmp_path, monkeypatch):
    """Were every change told at once, two late cases would come back: the audit can fail."""
    monkeypatch.setattr(basis, "later", lambda row, _: basis.of_row(row))
    ledger, register = Ledger(template, tmp_path), Register(Published())
    with Workspace(ledger.home, EVERYTHING) as workspace:
        newest = workspace.reporting.complete_through(None, workspace.today)
    first, register = ledger.publish(newest, register)
    ledger.happen("three late", "11.71", newest)
    second, _ = ledger.publish(newest, register)
    assert [found for states in by_key([first, second]).values() for found in of_few(*states)]


def by_key(published):
    """Indicator and month → every state in which it was told: figures by member, and what they rest on."""
    states_of = defaultdict(list)
    for release in published:
        shares = {id_ for id_ in release.targeted if release.indicators[id_].unit == "percent"}
        states = defaultdict(lambda: ({}, defaultdict(lambda: NOBODY)))
        for (id_, member, month), figure in release.figures.items():
            if id_ in shares:
                cells, bases = states[id_, month]
                if figure.is_hidden or figure.actual is not None:
                    cells[member] = figure
                bases[member] = release.bases.get((id_, member, month), NOBODY)
        for key, state in states.items():
            if WHOLE in state[0]:
                states_of[key].append(state)
    return states_of


def fingerprint(cells):
    """What is public of an indicator's month."""
    return tuple(sorted((member, figure.actual, figure.is_hidden) for member, figure in cells.items()))


def of_few(one, other):
    """Places whose cases differ by one to four between two states; the hidden ones are known together only."""
    known = {
        member
        for member in set(one[1]) | set(other[1])
        if not any(member in cells and cells[member].is_hidden for cells, _ in (one, other))
    }
    change = {member: np.subtract(other[1][member], one[1][member]) for member in set(one[1]) | set(other[1])}
    if WHOLE not in known:
        rest = np.zeros(2)
    else:
        rest = change[WHOLE] - sum((change[member] for member in known - {WHOLE}), np.zeros(2))
    few = [member for member in known - {WHOLE} if 0 < np.abs(change[member]).max() < 5]
    return few + (["hidden"] if 0 < np.abs(rest).max() < 5 else [])


def recovered(cells, total):
    """How many hidden cells of one indicator and month were attacked, and how many came back."""
    members = [member for member in cells if member != WHOLE]
    hidden = [member for member in members if cells[member].is_hidden]
    if not hidden:
        return 0, 0
    size = len(members)
    above, limits = [], []
    for place, member in enumerate(members):
        low, high = (0.0, 1.0) if cells[member].is_hidden else share(cells[member].actual)
        for sign, bound in ((1, -high), (-1, low)):
            line = np.zeros(2 * size)
            line[place], line[size + place] = bound, sign
            above.append(line)
            limits.append(0.0)
    if not cells[WHOLE].is_hidden:
        low, high = share(cells[WHOLE].actual)
        for sign, bound in ((1, high * total), (-1, -low * total)):
            line = np.zeros(2 * size)
            line[size:] = sign
            above.append(line)
            limits.append(bound)
    sums = np.zeros((1, 2 * size))
    sums[0, :size] = 1
    known = {"A_ub": np.array(above), "b_ub": limits, "A_eq": sums, "b_eq": [total]}
    bounds = [(1, None)] * size + [(0, None)] * size
    back = 0
    for member in hidden:
        for place in (members.index(member), size + members.index(member)):
            aim = np.zeros(2 * size)
            aim[place] = 1
            ends = [linprog(sign * aim, bounds=bounds, **known) for sign in (1, -1)]
            if all(end.success for end in ends):
                low, high = np.ceil(ends[0].fun - 1e-6), np.floor(-ends[1].fun + 1e-6)
                back += bool(high <= low)
    return len(hidden), back


def share(actual):
    """The shares that are written as this percentage with one decimal."""
    return max(0.0, (actual - 0.05) / 100), (actual + 0.05) / 100
