"""Rights that others change while a page stays open: the reader is told once, and what was sent was not done.

| meanwhile                                        | the reader        |
|--------------------------------------------------|-------------------|
| role, region or page is taken away, account shut | is told           |
| the account whose eyes are borrowed is changed   | is told           |
| the home begins to ask for a second code         | is told           |
| the reader borrows eyes, or gives them back      | is not told       |
| the reader changes the language                  | is not told       |
| the reader signs out, another one signs in       | is not told       |
| the reader changes the own role                  | is not told again |
"""

import pytest

from access.identity import accounts
from access.sessions import sessions
from data.home import Home
from data.ledger import entries
from tests.access import people
from tests.pages.test_account import submit
from tests.pages.test_ringkasan import html
from text.words import say

TOLD = [say("access.rights_changed")]
OTHER = "regent-11.71"


def told(at):
    return [warning.value for warning in at.warning]


def sends(at):
    """Send an obstacle, where the form is still there to be sent."""
    at.text_input(key="declaration_document_0").set_value("SK 1")
    at.text_area(key="declaration_text_0").set_value("Gedung belum ada.")
    return submit(at, say("coverage.declare_send"))


def borrowed(at, key=OTHER):
    return at.selectbox(key="view_as").select(key).run()


@pytest.mark.parametrize(
    "taken",
    [
        pytest.param(lambda root: accounts.set_role(root, "analyst", "auditor", None), id="role"),
        pytest.param(lambda root: accounts.set_role(root, "analyst", "analyst", "11.71"), id="region"),
        pytest.param(lambda root: accounts.set_disabled(root, "analyst", True), id="account"),
        pytest.param(lambda root: (root / "home.yaml").write_text("second_factor: [analyst]\n"), id="second factor"),
    ],
)
def test_what_was_taken_away_is_said_once_and_nothing_was_done(visit, tmp_path, taken):
    at = visit(by="analyst", page="cakupan", wilayah="11.11")
    assert told(at.run()) == []
    taken(tmp_path)
    at = sends(at)
    assert told(at) == TOLD and entries.head_seq(Home(tmp_path)) == 0 and not at.exception
    at = at.run()
    assert told(at) == TOLD * ("Sesi Anda sudah berakhir" in html(at))


def test_a_page_that_is_no_longer_open_says_why(visit, tmp_path):
    people.account(tmp_path, "administrator", name="kedua")
    at = visit(by="administrator", page="kelola")
    accounts.set_role(tmp_path, "administrator", "auditor", None)
    at.text_input(key="account_new_name_0").input("ani")
    at = submit(at, say("admin.create_send"))
    assert told(at) == TOLD and say("access.no_right") in html(at)
    assert accounts.load(tmp_path).find("ani") is None


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param(lambda root: accounts.set_role(root, OTHER, "regent", "11.05"), id="another region"),
        pytest.param(lambda root: accounts.set_disabled(root, OTHER, True), id="shut"),
    ],
)
def test_borrowed_eyes_that_others_change_are_said(visit, tmp_path, changed):
    people.account(tmp_path, "regent", "11.71")
    at = borrowed(visit(by="administrator"))
    assert told(at.run()) == []
    changed(tmp_path)
    assert told(at.run()) == TOLD and told(at.run()) == []


def test_what_the_reader_does_is_no_such_change(visit, tmp_path):
    people.account(tmp_path, "regent", "11.71")
    at = visit(by="administrator")
    assert told(borrowed(at)) == told(borrowed(at, "")) == []
    at.query_params["bahasa"] = "en"
    assert told(at.run()) == []
    at.user = {"session": people.signed_in(tmp_path, "analyst")}
    assert told(at.run()) == [], "another reader"
    sessions.end(tmp_path, at.user["session"])
    at = at.run()
    assert told(at) == [] and say("access.over", "en") in html(at)


def test_the_own_role_changed_by_the_own_act_was_done(visit, tmp_path):
    people.account(tmp_path, "administrator", name="kedua")
    at = visit(by="administrator", page="kelola")
    at = at.selectbox(key="account_changed_name_0").select("administrator").run()
    at.selectbox(key="account_of_administrator_role_0").select("auditor")
    at = submit(at, say("admin.role_send"))
    assert accounts.load(tmp_path).find("administrator")[1].role == "auditor"
    assert told(at) == [] and say("access.no_right") in html(at)
