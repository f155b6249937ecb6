"""Signing off on the page of documents: each sees the state, and only the form of his own next act."""

import re

import pytest

from access.identity import roles
from access.identity.scope import EVERYTHING
from access.identity.viewer import Viewer
from data.ledger import entries
from metrics.change_control import sign_off
from tests.pages.test_ringkasan import html
from text.words import say

OCTOBER = {"periode": "2026-10"}
COMPARE = "angka berubah sejak itu; bandingkan"


@pytest.fixture
def office(home):
    home.transactions("""
      complete_at | decided_at | n
      2026-10-05  | 2026-10-20 | 3
    """)
    return home


def buttons(at):
    acts = ("propose", "sign", "take_back", "revoke")
    return {button.label for button in at.button} & {say(f"sign_off.{act}") for act in acts}


def act(at, name, text):
    at.text_input(key=f"sign_off_{name}_text_0").set_value(text)
    [button] = [button for button in at.button if button.label == say(f"sign_off.{name}")]
    return button.click().run()


def test_from_proposal_to_signature_and_back(at_home, office):
    root, own = office.home.root, {"wilayah": "11.71", **OCTOBER}
    regent = {"role": "regent", "scope": ("11.71",)}
    waiting = at_home(root, "documents", **regent, **own)
    assert buttons(waiting) == set() and say("sign_off.awaits") in html(waiting)
    assert say("sign_off.awaits") not in html(at_home(root, "documents", role="auditor", **own))
    analyst = at_home(root, "documents", role="analyst", **own)
    assert buttons(analyst) == {say("sign_off.propose")}
    assert "<h1>Oktober 2026, Kota Banda Aceh: angkanya belum disahkan; belum ada dokumen terbit</h1>" in html(analyst)
    assert not act(analyst, "propose", "lengkap").exception
    assert buttons(at_home(root, "documents", role="governor", **own)) == {say("sign_off.take_back")}
    at = at_home(root, "documents", **regent, **own)
    assert buttons(at) == {say("sign_off.sign"), say("sign_off.take_back")}
    at = act(at, "sign", " ")
    assert len(at.error) == 1 and entries.entries(office.home)[-1].kind == "period_proposal"
    act(at, "sign", "BA-7/2026")
    newest = entries.entries(office.home)[-1]
    assert (newest.kind, newest.what["role"], newest.what["document"]) == ("lock", "regent", "BA-7/2026")
    at = at_home(root, "documents", **regent, **own)
    assert buttons(at) == {say("sign_off.revoke")} and COMPARE not in html(at)
    assert "Kota Banda Aceh: angkanya sudah disahkan" in html(at)
    office.transactions("""
      application_no | complete_at | decided_at | n
      A-9            | 2026-10-05  | 2026-10-06 | 1
    """)
    at = at_home(root, "documents", **regent, **own)
    assert "Kota Banda Aceh: angkanya berubah sejak diusulkan atau disahkan" in html(at)
    table = html(at).partition(COMPARE)[2]
    assert re.search(r">Layanan selesai<.*?>3<.*?>4<", table), "what it was, and is"
    act(at, "revoke", "salah berkas")
    assert entries.entries(office.home)[-1].kind == "unlock"


def test_who_does_not_answer_for_a_place_or_only_checks_has_no_form(at_home, office):
    sign_off.propose(office.home, EVERYTHING, "analis", "2026-10", None, "lengkap")
    assert say("sign_off.sign") in buttons(at_home(office.home.root, "documents", **OCTOBER))
    assert buttons(at_home(office.home.root, "documents", role="auditor", **OCTOBER)) == set()
    viewer = Viewer("gubernur", roles.GOVERNOR, None, "id")
    sign_off.sign(office.home, viewer, "gubernur", "2026-10", None, "BA-1")
    regent = at_home(office.home.root, "documents", role="regent", scope=("11.71",), wilayah="11.71", **OCTOBER)
    assert buttons(regent) == set(), "the province's signature is not a regent's to take back"
