"""A form acts on what was chosen and on nothing else, whatever others have done since the page was drawn.

| chosen                     | meanwhile             | sent         |
|----------------------------|-----------------------|--------------|
| nothing                    |                       | is refused   |
| one of two                 | that one is taken back| is refused, the other one stands |
| one of two                 | another one comes     | takes the chosen one back |
"""

from datetime import date

import pytest

from access.identity.scope import EVERYTHING
from data.ledger import entries
from metrics.acts import annotations, declarations, deviations
from metrics.acts.annotations import Annotation
from metrics.acts.declarations import Declaration
from metrics.acts.deviations import Deviation
from metrics.change_control import locks
from pages.components.runtime.errors import plain
from text.words import say

WHO, WHY = "petugas", "Keliru."
OCTOBER = {"periode": "2026-10"}
REFUSED = plain(say("fault.nothing_chosen"))


class Uploads:
    role = "analyst"
    page, key, reason, send = ("upload", {}), "undo_seq_0", "undo_reason_0", "upload.undo_button"

    def add(self, home, nth):
        home.transactions(f"complete_at | decided_at | n\n2026-10-0{nth} | 2026-10-09 | {nth}")

    def take_back(self, home, seq):
        entries.undo(home.home, seq, WHO, WHY)

    def standing(self, home):
        return [entry.seq for entry in entries.standing(entries.entries(home.home))]


class Notes:
    role = "governor"
    page = ("indicator", {"indikator": "on_time_rate", **OCTOBER})
    key, reason, send = "withdrawal_seq_0", None, "indicator_page.withdraw_send"

    def add(self, home, nth):
        annotations.annotate(home.home, EVERYTHING, WHO, Annotation("2026-10", "Loket baru."))

    def take_back(self, home, seq):
        annotations.withdraw(home.home, EVERYTHING, WHO, seq, WHY)

    def standing(self, home):
        return [one.seq for one in annotations.listed(home.home, EVERYTHING)]


class Deviations:
    role = "governor"
    page, key, reason, send = (
        ("target", {"wilayah": "11.71", **OCTOBER}),
        "deviation_withdraw_seq_0",
        None,
        "deviation.withdraw",
    )

    def add(self, home, nth):
        draft = Deviation("on_time_rate", "11.71", f"2026-0{nth}", date(2026, 12, 31), "Banjir.", f"SK {nth}")
        deviations.accept(home.home, EVERYTHING, WHO, draft)

    def take_back(self, home, seq):
        deviations.withdraw(home.home, EVERYTHING, WHO, seq, WHY)

    def standing(self, home):
        return [one.seq for one in deviations.in_force(entries.entries(home.home), date(2026, 11, 1))]


class Declared:
    role = "analyst"
    page, key, reason, send = (
        ("coverage", {"wilayah": "11.05"}),
        "declaration_close_seq_0",
        "declaration_close_reason_0",
        "coverage.close_send",
    )

    def add(self, home, nth):
        draft = Declaration("11.05", "H01", "SK 1", date(2026, 10, nth), "Gedung belum ada.")
        declarations.declare(home.home, EVERYTHING, WHO, draft)

    def take_back(self, home, seq):
        declarations.close(home.home, EVERYTHING, WHO, seq, WHY)

    def standing(self, home):
        return [one.seq for one in declarations.listed(home.home, EVERYTHING) if one.closed_on is None]


class Locked:
    role = "administrator"
    page, key, reason, send = ("administration", {}), "unlock_seq_0", "unlock_reason_0", "admin.unlock_send"

    def add(self, home, nth):
        locks.lock(home.home, EVERYTHING, WHO, f"2026-0{nth}", None, "BA-1")

    def take_back(self, home, seq):
        locks.unlock(home.home, EVERYTHING, WHO, seq, WHY)

    def standing(self, home):
        return [one.seq for one in locks.listed(home.home, EVERYTHING)]


@pytest.fixture(params=[Uploads(), Notes(), Deviations(), Declared(), Locked()], ids=lambda kind: type(kind).__name__)
def kind(request):
    return request.param


@pytest.fixture
def office(home, kind):
    home.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}')
    home.transactions("complete_at | decided_at | n\n2026-10-05 | 2026-10-20 | 3")
    for nth in (1, 2):
        kind.add(home, nth)
    return home


def drawn(at_home, office, kind):
    name, address = kind.page
    return at_home(office.home.root, name, role=kind.role, **address)


def sent(at, kind):
    [form] = [one for one in at.expander if any(box.key == kind.key for box in one.selectbox)]
    (form.text_input(key=kind.reason) if kind.reason else form.text_input[0]).set_value(WHY)
    [button] = [one for one in form.button if one.label == say(kind.send)]
    return button.click().run()


def test_nothing_is_chosen_beforehand(at_home, office, kind):
    before = kind.standing(office)
    at = sent(drawn(at_home, office, kind), kind)
    assert [error.value for error in at.error] == [REFUSED] and kind.standing(office) == before


def test_what_is_gone_since_is_not_replaced_by_another(at_home, office, kind):
    *_, other, gone = kind.standing(office)
    at = drawn(at_home, office, kind)
    at.selectbox(key=kind.key).select(gone)
    kind.take_back(office, gone)
    before = kind.standing(office)
    at = sent(at, kind)
    assert other in before and kind.standing(office) == before
    assert [error.value for error in at.error] == [REFUSED]


def test_what_comes_since_changes_nothing_of_the_choice(at_home, office, kind):
    *_, other, wanted = kind.standing(office)
    at = drawn(at_home, office, kind)
    at.selectbox(key=kind.key).select(wanted)
    kind.add(office, 3)
    at = sent(at, kind)
    assert not at.error and not at.exception
    after = kind.standing(office)
    assert wanted not in after and other in after
