"""Accepted deviations on the page of targets: everybody sees them, the governor accepts and takes back."""

from datetime import date

import pytest

from access.identity.scope import EVERYTHING
from data.ledger import entries
from metrics.acts import deviations
from metrics.acts.deviations import Deviation
from text.words import say

OCTOBER = {"periode": "2026-10", "wilayah": "11.71"}


@pytest.fixture
def office(home):
    home.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}')
    home.transactions("""
      complete_at | decided_at | n
      2026-10-05  | 2026-10-20 | 3
    """)
    return home


def forms(at):
    labels = {say("deviation.accept"), say("deviation.withdraw")}
    return {one.label: one for one in at.expander if one.label in labels}


def shown(at):
    return " ".join(str(one.proto.body) for one in at.get("html"))


def test_the_governor_accepts_and_takes_back(at_home, office):
    at = at_home(office.home.root, "target", **OCTOBER)
    assert say("deviation.none") in shown(at)
    form = forms(at)[say("deviation.accept")]
    reason, document = form.text_input
    since = form.selectbox[1]
    assert since.value == "2026-10" and "Oktober 2026" in since.options
    reason.set_value("Banjir.")
    document.set_value("SK 12/2026")
    form.date_input[0].set_value(date(2026, 12, 31))
    assert not form.button[0].click().run().exception
    newest = entries.entries(office.home)[-1]
    assert (newest.kind, newest.what["region"], newest.what["until"]) == (deviations.KIND, "11.71", "2026-12-31")
    at = at_home(office.home.root, "target", **OCTOBER)
    assert "Banjir." in shown(at) and "31 Desember 2026" in shown(at)
    sheet = shown(at_home(office.home.root, "indicator", indikator="on_time_rate", **OCTOBER))
    assert "diterima sampai 31 Desember 2026 (SK 12/2026): Banjir. Targetnya tetap belum tercapai." in sheet
    form = forms(at)[say("deviation.withdraw")]
    form.selectbox[0].select(entries.entries(office.home)[-1].seq)
    form.text_input[0].set_value("surut")
    form.button[0].click().run()
    assert entries.entries(office.home)[-1].what["reason"] == "surut"


@pytest.mark.parametrize("role", ["regent", "analyst", "auditor", "administrator"])
def test_others_see_it_and_have_no_form(at_home, office, role):
    draft = Deviation("on_time_rate", "11.71", "2026-10", date(2026, 12, 31), "Banjir.", "SK 12/2026")
    deviations.accept(office.home, EVERYTHING, "gubernur", draft)
    scope = ("11.71",) if role == "regent" else None
    at = at_home(office.home.root, "target", role=role, scope=scope, **OCTOBER)
    assert forms(at) == {} and "Banjir." in shown(at)
