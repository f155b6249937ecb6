"""The ledger's page, the access log, and when one-click roles are offered."""

import pytest
import streamlit as st

from access.identity import roles
from access.identity.viewer import Viewer
from access.sessions import audit_log
from data.errors import RefusedError
from data.home import Home
from data.ledger import entries
from data.schema import kinds
from pages.components.runtime import authorisation, figures, run
from pages.components.upload.trial import Dropped, UploadRequest, store
from tests.access.conftest import OTHER, OTHER_ROWS, OWN, OWN_ROWS, applications


def test_the_ledger_lists_who_did_what_and_opens_an_entry(served):
    newest = entries.entries(Home(served.root))[-1]
    with served.as_("auditor").talk() as conversation:
        shown = conversation.run("buku-besar", f"entri={newest.seq}")
    assert "sumber-banda-aceh.csv" in shown and f"?entri={newest.seq - 1}" in shown
    assert newest.sha256 in shown and newest.who in shown


def test_the_access_log_holds_who_came_and_who_was_refused_and_no_name_without_an_account(served):
    served.stranger().sign_in("nama asing", "tebakan salah")
    noted = audit_log.read(served.root)
    assert {"refused", "sign_in"} >= {noted[0].what} and noted[0].who is None
    assert "nama asing" not in (served.root / audit_log.FILE).read_text(encoding="utf-8")


def test_the_access_log_turns_over(tmp_path, monkeypatch):
    monkeypatch.setattr(audit_log, "LARGEST_BYTES", 2_000)
    for n in range(150):
        audit_log.note(tmp_path, "sign_in", f"akun-{n}")
    files = sorted(path.name for path in tmp_path.glob("access.log*"))
    assert files == ["access.log"] + [f"access.log.{n}" for n in range(1, audit_log.KEPT + 1)]
    assert all(path.stat().st_size <= 2_000 for path in tmp_path.glob("access.log*"))
    assert [noted.who for noted in audit_log.read(tmp_path, 3)] == ["akun-149", "akun-148", "akun-147"]


@pytest.mark.parametrize(
    ("role", "region", "act", "where", "is_open"),
    [
        ("analyst", None, "load", None, True),
        ("analyst", OWN, "load", OWN, True),
        ("analyst", OWN, "load", None, False),  # a file without a region could hold any
        ("analyst", OWN, "load", OTHER, False),
        ("analyst", OWN, "undo", OTHER, False),
        ("governor", None, "load", None, False),
        ("administrator", None, "undo", OWN, False),
        ("raja", None, "load", None, False),
    ],
)
def test_an_act_asks_again_whatever_the_browser_sent(tmp_path, role, region, act, where, is_open):
    viewer = Viewer("x", role, region and (region,), "id")
    with run.showing(Home(tmp_path)):
        if is_open:
            authorisation.require(viewer, act, where)
            return
        with pytest.raises(RefusedError):
            authorisation.require(viewer, act, where)
        assert audit_log.read(tmp_path)[0].detail == act


FORMS = {
    "own_account": {"governor", "regent", "analyst", "auditor", "administrator"},
    "accounts": {"administrator"},
    "settings": {"administrator"},
    "lock_period": {"administrator"},
    "set_calendar": {"administrator"},
    "reproduce": {"auditor", "administrator"},
}
"""Act behind a form of Akun saya, Pengelolaan, or a document in hand → who may send it."""


@pytest.mark.parametrize("act", FORMS)
@pytest.mark.parametrize("how", ["itself", "borrowed eyes", "before codes"])
def test_a_form_is_taken_of_nobody_else(tmp_path, act, how):
    changes = {"itself": {}, "borrowed eyes": {"viewed_by": "administrator"}, "before codes": {"must_enrol": True}}[how]
    taken = set()
    with run.showing(Home(tmp_path)):
        for role in roles.ROLES:
            try:
                authorisation.require(Viewer(role, role, None, "id", **changes), act)
            except RefusedError:
                continue
            taken.add(role)
    assert taken == (FORMS[act] if how == "itself" or (how, act) == ("before codes", "own_account") else set())


def test_a_file_of_a_bound_analyst_brings_no_rows_of_another_region(tmp_path):
    asked = UploadRequest(kinds.kind("transactions"), OWN, who="analis")
    header = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan"
    rows = f"A-1;{OWN};DKC-01;2026-10-05 09:00\nA-2;{OTHER};DKC-01;2026-10-05 09:00\n"
    [receipt] = store(Home(tmp_path), asked, [Dropped("x.csv", f"{header}\n{rows}".encode())], lambda *_: None)
    assert (receipt.rows_accepted, receipt.rows_rejected) == (1, 1)


def test_borrowed_eyes_count_what_they_see(served):
    st.cache_data.clear()
    regent = Viewer("x", "regent", (OWN,), "id", viewed_by="administrator")
    with run.showing(Home(served.root)):
        assert figures.records_in_sight(regent) == (OWN_ROWS, OWN_ROWS + OTHER_ROWS)


def test_one_click_roles_are_offered_only_while_the_home_holds_demo_data_alone(tmp_path):
    home = Home(tmp_path / "home")
    assert authorisation.demo_roles(home) == ()  # an empty home
    applications(home.root, OWN, OWN_ROWS, "contoh.csv", demo=True)
    assert {role.role for role in authorisation.demo_roles(home)} >= {"governor", "regent", "analyst"}
    applications(home.root, OTHER, 1, "nyata.csv")
    assert authorisation.demo_roles(home) == ()
    [*_, real] = entries.standing(entries.entries(home))
    entries.undo(home, real.seq, "petugas", "salah berkas")
    assert authorisation.demo_roles(home) == ()  # real data were there once
