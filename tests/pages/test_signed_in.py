"""The bar on top of every page: who is signed in, the way out, and borrowed eyes."""

import pytest

from access.sessions import audit_log
from tests.access import people
from tests.pages.test_ringkasan import html

BANNER = "Anda melihat sebagai"


@pytest.mark.parametrize(
    ("by", "of", "told"),
    [
        ("governor", None, "governor · Gubernur · Seluruh Aceh"),
        ("regent", "11.71", "regent-11.71 · Bupati/wali kota · Kota Banda Aceh"),
    ],
)
def test_the_bar_says_who_is_signed_in_and_signs_out_in_one_click(visit, by, of, told):
    shown = html(visit(by=by, of=of))
    assert told in shown
    assert '<form action="/keluar" method="post" target="_self"><button type="submit">Keluar</button></form>' in shown


def test_without_a_session_nothing_is_drawn_but_a_word(visit):
    at = visit()
    at.user = {}
    shown = html(at.run())
    assert "Sesi Anda sudah berakhir" in shown and "Gubernur" not in shown


def test_an_administrator_borrows_eyes_is_told_so_and_comes_back(visit, tmp_path):
    people.account(tmp_path, "regent", "11.71")
    at = visit(by="administrator")
    assert BANNER not in html(at)
    at = at.selectbox(key="view_as").select("regent-11.71").run()
    shown = html(at)
    assert f"{BANNER} regent-11.71 · Bupati/wali kota · Kota Banda Aceh. Semua tindakan dimatikan." in shown
    assert (audit_log.read(tmp_path)[0].what, audit_log.read(tmp_path)[0].who) == ("view_as", "administrator")
    at = at.selectbox(key="view_as").select("").run()
    assert BANNER not in html(at) and "administrator · Administrator" in html(at)


@pytest.mark.parametrize("by", ["governor", "auditor", "analyst"])
def test_nobody_else_borrows_eyes_even_with_the_state_forged(visit, tmp_path, by):
    people.account(tmp_path, "regent", "11.71")
    at = visit(by=by)
    assert not [box for box in at.selectbox if box.key == "view_as"]
    at.session_state["seen_as"] = "regent-11.71"
    assert BANNER not in html(at.run())
