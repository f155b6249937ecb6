"""A note on a chart: written, and taken back by who may write it; both stay in the ledger."""

import pytest

from access.identity.scope import EVERYTHING
from data.ledger import entries
from metrics.acts import annotations
from metrics.acts.annotations import Annotation
from pages.components.runtime.errors import plain
from text.words import say

OCTOBER = {"periode": "2026-10", "indikator": "on_time_rate"}
WITHDRAW = "indicator_page.withdraw"


@pytest.fixture
def noted(home):
    """A region with figures, a note on it and one on the whole province."""
    home.transactions("""
      complete_at | decided_at | n
      2026-09-07  | 2026-09-08 | 3
      2026-10-05  | 2026-10-20 | 3
    """)
    of_region = Annotation("2026-10", "Loket baru.", region="11.71")
    of_province = Annotation("2026-10", "PP 28/2025.")
    for note in (of_region, of_province):
        annotations.annotate(home.home, EVERYTHING, "petugas", note)
    return home


def forms(at, language="id"):
    return [one for one in at.expander if one.label == say(WITHDRAW, language)]


def withdraw(at, reason, text="Loket baru."):
    [form] = forms(at)
    [shown] = [option for option in form.selectbox[0].options if text in option]
    form.selectbox[0].select(shown)
    form.text_input[0].set_value(reason)
    [button] = form.button
    return button.click().run()


def options(form):
    """The notes to choose from, without the number of their entry."""
    return [option.partition(" · ")[2] for option in form.selectbox[0].options]


def texts(home):
    return [note.text for note in annotations.listed(home.home, EVERYTHING)]


def test_a_note_is_taken_back_with_a_reason(at_home, noted):
    at = at_home(noted.home.root, "indicator", **OCTOBER)
    [form] = forms(at)
    assert options(form) == ["Oktober 2026: Loket baru.", "Oktober 2026: PP 28/2025."]
    at = withdraw(at, "Salah bulan.")
    assert not at.exception and texts(noted) == ["PP 28/2025."]
    newest = entries.entries(noted.home)[-1]
    assert (newest.kind, newest.who, newest.what["reason"]) == ("withdrawal", "governor", "Salah bulan.")


def test_without_a_reason_it_stays_and_the_form_says_so(at_home, noted):
    at = withdraw(at_home(noted.home.root, "indicator", **OCTOBER), " ")
    assert texts(noted) == ["Loket baru.", "PP 28/2025."]
    assert [error.value for error in at.error] == [plain("Isian alasan: kosong. Isi dahulu.")]


def test_an_english_reader_is_refused_in_english(at_home, noted):
    at = at_home(noted.home.root, "indicator", "en", **OCTOBER)
    [form] = forms(at, "en")
    form.selectbox[0].select(form.selectbox[0].options[0])
    at = form.button[0].click().run()
    assert [error.value for error in at.error] == [plain("Field reason: blank. Fill it in first.")]


def test_a_region_takes_back_only_its_own(at_home, noted):
    own = at_home(noted.home.root, "indicator", role="regent", scope=("11.71",), wilayah="11.71", **OCTOBER)
    assert options(forms(own)[0]) == ["Oktober 2026: Loket baru."]
    other = at_home(noted.home.root, "indicator", role="regent", scope=("11.74",), wilayah="11.74", **OCTOBER)
    assert forms(other) == []


def test_who_may_not_annotate_has_no_form(at_home, noted):
    assert forms(at_home(noted.home.root, "indicator", role="auditor", **OCTOBER)) == []


def test_without_notes_there_is_nothing_to_take_back(at_home, noted):
    for note in annotations.listed(noted.home, EVERYTHING):
        annotations.withdraw(noted.home, EVERYTHING, "petugas", note.seq, "Keliru.")
    assert forms(at_home(noted.home.root, "indicator", **OCTOBER)) == []
