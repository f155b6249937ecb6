"""A form that acts: what is refused stays typed, also in the other language; what was done stands in it no more.

The table has a row for every form; a form without one, or a field of it that would stay, makes the tests fail.
"""

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Multiselect, Selectbox

from access.identity import accounts
from access.identity.scope import EVERYTHING
from access.sessions import api_tokens, sessions
from data.errors import RefusedError, error_text
from data.ledger import entries
from data.settings import home_config
from metrics.acts import annotations, declarations, deviations, follow_up_acts
from metrics.acts.annotations import Annotation
from metrics.acts.declarations import Declaration
from metrics.acts.deviations import Deviation
from metrics.change_control import locks
from pages.components.runtime import authorisation
from pages.components.runtime.errors import plain
from tests import patience
from tests.access import people
from tests.metrics.test_follow_ups import DRAFT
from text.words import say

PAGES = Path(__file__).parents[2] / "pages"
WHO = "petugas"
OCTOBER = {"periode": "2026-10"}
FIELDS = ("text_input", "text_area", "number_input", "date_input", "checkbox", "selectbox", "multiselect")
REFUSED, UNOFFERED = "fault.changed_since_seen", "fault.nothing_chosen"


@dataclass(frozen=True)
class Form:
    """Where a form stands, who has it, and what is typed into it."""

    place: str
    """Module and function that hand its act over."""
    role: str
    page: str
    typed: Callable[..., Mapping[str, object]]
    """What a home is given first; then field → what is typed."""
    send: tuple[str, ...]
    """The buttons that are pressed for it, one after another."""
    address: Mapping[str, str] = field(default_factory=dict)
    over: Mapping[str, object] = field(default_factory=dict)
    """Pickers outside the form that say what it is about."""
    stands: bool = False
    """Whether it is filled with what is in force, which afterwards is what was sent."""
    also: str = ""
    """What the address adds to the name of its fields."""


def account(home):
    accounts.add(home.home.root, WHO, "analyst", "11.05", None)
    return {"role": "regent", "region": "11.71"}


def session(home):
    return {"keys": [sessions.key_of(people.token_of(home.home.root, people.account(home.home.root, "analyst")))]}


def token(home):
    people.account(home.home.root, "analyst")
    return {"account": people.account(home.home.root, "regent", "11.05"), "days": 30}


def made_token(home):
    people.account(home.home.root, "analyst")
    api_tokens.add(home.home.root, "analyst", 30, by=WHO)
    [made] = api_tokens.listed(home.home.root)
    return {"id": made.id}


def locked(home):
    locks.lock(home.home, EVERYTHING, WHO, "2026-09", None, "BA-1")
    return {"seq": entries.head_seq(home.home), "reason": "Keliru."}


def noted(home):
    annotations.annotate(home.home, EVERYTHING, WHO, Annotation("2026-10", "Loket baru."))
    return {"seq": entries.head_seq(home.home), "reason": "Keliru."}


def declared(home):
    declarations.declare(home.home, EVERYTHING, WHO, Declaration("11.05", "H01", "SK 1", date(2026, 10, 1), "Gedung."))
    return {"seq": entries.head_seq(home.home), "reason": "Keliru."}


def accepted(home):
    deviation = Deviation("on_time_rate", "11.71", "2026-10", date(2026, 12, 31), "Banjir.", "SK 1")
    deviations.accept(home.home, EVERYTHING, WHO, deviation)
    return {"seq": entries.head_seq(home.home), "reason": "Surut."}


def followed_up(home):
    follow_up_acts.propose(home.home, EVERYTHING, WHO, DRAFT)
    return {"status": "in_progress", "deadline": date(2027, 1, 31), "remark": "Rapat.", "link": "https://contoh.id/a"}


def uploaded(home):
    return {"seq": entries.head_seq(home.home), "reason": "Berkas keliru."}


NEW = {"name": "Cut Nyak", "role": "regent", "region": "11.71", "password": "kopi gayo pagi"}
NEW |= {"password_again": NEW["password"]}
HOLIDAY = {"day": date(2026, 11, 3), "name": "Hari contoh", "category": "cuti_bersama", "decree": "SKB 3 Menteri"}
SETTINGS = {"name": "MPP Contoh", "lines": "DINAS CONTOH", "codes": ["auditor"], "errors": "refuse_file"}
NOTE = {"month_2026-10": "2026-09", "text": "Loket baru.", "every": True, "rebase": True}
STEP = {"region": "11.05", "step": "lokasi", "happened": "2026-09-01", "document": "SK 1", "document_on": "2026-09-01"}
DECLARED = {"region": "11.06", "code": "H13", "document": "SK 2", "on": date(2026, 10, 2), "text": "Gedung belum ada."}
ACCEPTED = {"since": "2026-09", "until": date(2026, 12, 31), "reason": "Banjir.", "document": "SK 1"}
PROPOSED = {"region": "11.71", "obstacle": "H04", "channel": "elektronik", "period": "2026-10", "fact": "105 berkas."}
PROPOSED |= {"cause": "Gangguan.", "action": "Jaringan.", "owner": "Kepala", "deadline": date(2026, 12, 31)}
FORMS = {
    "account_new": Form(
        "account_list._create", "administrator", "administration", lambda _: NEW, ("admin.create_send",)
    ),
    "account_of_petugas": Form(
        "account_list._perform",
        "administrator",
        "administration",
        account,
        ("admin.role_send",),
        over={"account_changed_name_0": WHO},
        stands=True,
    ),
    "sessions_accounts": Form(
        "session_list._end", "administrator", "administration", session, ("account.session_end",)
    ),
    "token": Form("token_form._make", "administrator", "administration", token, ("admin.token_send",)),
    "token_revoke": Form(
        "token_form._revoke", "administrator", "administration", made_token, ("admin.token_revoke_send",)
    ),
    "holiday": Form("calendar_form._act", "administrator", "administration", lambda _: HOLIDAY, ("admin.holiday_set",)),
    "lock": Form(
        "lock_form._lock",
        "administrator",
        "administration",
        lambda _: {"period": "2026-10", "region": "11.71", "document": "BA-2"},
        ("admin.lock_send",),
    ),
    "unlock": Form("lock_form._unlock", "administrator", "administration", locked, ("admin.unlock_send",)),
    "settings": Form(
        "settings_form.draw",
        "administrator",
        "administration",
        lambda _: SETTINGS,
        ("admin.settings_save",),
        stands=True,
    ),
    "document": Form(
        "issued_file.make",
        "governor",
        "documents",
        lambda _: {"document": "capaian", "format": "csv", "language": "both"},
        ("document_page.issue",),
        OCTOBER,
    ),
    "sign_off_propose": Form(
        "sign_off_form._form",
        "analyst",
        "documents",
        lambda _: {"text": "lengkap"},
        ("sign_off.propose",),
        {"wilayah": "11.71", **OCTOBER},
    ),
    "annotation": Form(
        "annotation_form._annotate", "governor", "indicator", lambda _: NOTE, ("follow_up.save",), OCTOBER
    ),
    "withdrawal": Form(
        "annotation_form._withdraw", "governor", "indicator", noted, ("indicator_page.withdraw_send",), OCTOBER
    ),
    "confirmation": Form(
        "confirmation_form.draw",
        "governor",
        "coverage",
        lambda _: {"document": "100/7/2026", "on": date(2026, 10, 1)},
        ("coverage.confirm_send",),
        {"wilayah": "11.07"},
    ),
    "declaration": Form(
        "declaration_form._declare",
        "analyst",
        "coverage",
        lambda _: DECLARED,
        ("coverage.declare_send",),
        {"wilayah": "11.05"},
    ),
    "declaration_close": Form(
        "declaration_form._close",
        "analyst",
        "coverage",
        declared,
        ("coverage.close_send",),
        {"wilayah": "11.05"},
    ),
    "milestone": Form(
        "milestone_form._preview",
        "analyst",
        "coverage",
        lambda _: STEP,
        ("coverage.form_check", "coverage.form_send"),
    ),
    "follow_up": Form(
        "follow_up_forms._do", "governor", "follow_ups", lambda _: PROPOSED, ("follow_up.send",), also="____"
    ),
    "follow_up_5": Form(
        "follow_up_forms._do",
        "governor",
        "follow_ups",
        followed_up,
        ("follow_up.save",),
        {"tindak": "5"},
        stands=True,
    ),
    "deviation": Form(
        "deviation_form._accept",
        "governor",
        "target",
        lambda _: ACCEPTED,
        ("deviation.accept",),
        {"wilayah": "11.71", **OCTOBER},
    ),
    "deviation_withdraw": Form(
        "deviation_form._withdraw",
        "governor",
        "target",
        accepted,
        ("deviation.withdraw",),
        {"wilayah": "11.71", **OCTOBER},
    ),
    "undo": Form("undo.draw", "analyst", "upload", uploaded, ("upload.undo_button",)),
}
ELSEWHERE = {
    "password_form.draw": "a secret is gone from its fields as soon as it is sent (test_account.py)",
    "second_factor_form._enrol": "a secret is gone from its fields as soon as it is sent (test_account.py)",
    "revision_form._preview": "one file, weighed as soon as it is there (test_target.py, test_as_seen.py)",
    "upload._save": "one file, tried as soon as it is there (test_unggah.py, test_as_seen.py)",
    "save_profile.draw": "a name of what is chosen for a file (test_unggah.py)",
}
"""Acts without a row, and why."""
UNTURNED = ("calendar_form: calendar_year", "password_form: name", "second_factor_form: second_factor_password")
UNTURNED += ("second_factor_form: second_factor_code", "document_check: document_in_hand")
"""Fields beside acts that need no key of their form: what is looked at, and secrets."""


def script(name: str, role: str) -> None:
    """One page in the language of the address; it runs by itself, so it imports all it needs."""
    import importlib

    import streamlit as st

    from access.identity.viewer import Viewer
    from data import home as homes
    from pages.components.runtime import errors, run

    language = st.query_params.get("bahasa", "id")
    with run.showing(homes.from_environment()), errors.shown(language):
        importlib.import_module(f"pages.{name}").render(Viewer(role, role, None, language))


@pytest.fixture
def office(home, monkeypatch):
    home.targets('on_time_rate:\n  - {from: "2024-01", value: 90, decree: "SK 1"}')
    home.transactions("complete_at | decided_at | n\n2026-09-07 | 2026-09-08 | 3\n2026-10-05 | 2026-10-20 | 3")
    monkeypatch.setenv("CAPAIAN_HOME", str(home.home.root))
    return home


@pytest.fixture(params=FORMS)
def name(request):
    return request.param


def opened(form: Form) -> AppTest:
    at = AppTest.from_function(script, default_timeout=patience.SECONDS, kwargs={"name": form.page, "role": form.role})
    for key, value in form.address.items():
        at.query_params[key] = value
    at.run()
    for key, value in form.over.items():
        box(at, key).set_value(value)
        at.run()
    return at


def boxes(at: AppTest, name: str) -> dict[str, object]:
    """Key → field, of those of a form."""
    drawn = (one for kind in FIELDS for one in at.get(kind) if one.key)
    longer = tuple(f"{other}_" for other in FORMS if other.startswith(f"{name}_"))
    return {one.key: one for one in drawn if one.key.startswith(f"{name}_") and not one.key.startswith(longer)}


def box(at: AppTest, key: str):
    return next(one for kind in FIELDS for one in at.get(kind) if one.key == key)


def values(at: AppTest, name: str, turn: int) -> dict[str, object]:
    """Field → value, where its form has done so many acts."""
    return {
        key.removeprefix(f"{name}_").removesuffix(f"_{turn}"): drawn.value
        for key, drawn in boxes(at, name).items()
        if key.endswith(f"_{turn}")
    }


def press(at: AppTest, labels: tuple[str, ...], language: str = "id") -> AppTest:
    for label in labels:
        shown = [button for button in at.button if button.label == say(label, language)]
        if shown:
            shown[0].click().run()
    return at


def state(home):
    root = home.home.root
    known = accounts.load(root)
    return (
        entries.head_seq(home.home),
        home_config.settings(home.home),
        known.accounts,
        [(token.id, token.state(0)) for token in api_tokens.listed(root)],
        [one.key for one in sessions.listed(root, known.sessions, None)],
    )


def refuse(*_):
    raise RefusedError(error_text("changed_since_seen"))


def test_what_is_refused_stays_in_either_language_and_what_was_done_does_not(office, name, monkeypatch):
    form = FORMS[name]
    typed = {f"{key}{form.also}": value for key, value in form.typed(office).items()}
    at = opened(form)
    first, before = values(at, name, 0), state(office)
    for key, value in typed.items():
        box(at, f"{name}_{key}_0").set_value(value)
    with monkeypatch.context() as refusing:
        refusing.setattr(authorisation, "require", refuse)
        at = press(at, form.send)
    assert [error.value for error in at.error] == [plain(say(REFUSED))] and state(office) == before
    assert values(at, name, 0) == {**first, **typed}

    at.query_params["bahasa"] = "en"
    at.run()
    assert values(at, name, 0) == {**first, **typed}, "in the other language"

    at = press(at, form.send, "en")
    assert not at.exception and [error.value for error in at.error] == [] and state(office) != before
    assert values(at, name, 0) == {}, "a field that was sent has another key"
    after = values(at, name, 1)
    expected = {**first, **typed} if form.stands else first
    assert {key: value for key, value in after.items() if key not in ("remark", "link")} == {
        key: expected[key] for key in after if key not in ("remark", "link")
    }
    assert not any(after.get(key) for key in ("remark", "link"))


def send(drawn, *labels: str) -> None:
    """Let a picker be sent with what a browser says."""

    def said(self):
        message = type(self)._ordinary.fget(self)
        if isinstance(self, Multiselect):
            del message.string_array_value.data[:]
            message.string_array_value.data.extend(labels)
        else:
            message.string_value = labels[0]
        return message

    kind = type(drawn)
    drawn.__class__ = type(kind.__name__, (kind,), {"_ordinary": kind._widget_state, "_widget_state": property(said)})


def test_what_no_picker_offers_is_refused_and_the_page_stands(office, name):
    form = FORMS[name]
    typed = {f"{key}{form.also}": value for key, value in form.typed(office).items()}
    at = opened(form)
    before = state(office)
    pickers = [key for key, drawn in boxes(at, name).items() if isinstance(drawn, Selectbox | Multiselect)]
    for picker in pickers:
        for key, value in typed.items():
            box(at, f"{name}_{key}_0").set_value(value)
        send(box(at, picker), "11.99")
        at = press(at, form.send[:1])
        assert [error.value for error in at.error] == [plain(say(UNOFFERED))], picker
        assert not at.exception and state(office) == before and set(boxes(at, name)) >= set(pickers)


@pytest.mark.parametrize(
    ("name", "picker", "option", "labels", "result"),
    [
        pytest.param(
            "account_new",
            "role",
            "governor",
            ["Gubernur"],
            lambda home: accounts.load(home.home.root).find("Cut Nyak")[1].role,
            id="one",
        ),
        pytest.param(
            "settings",
            "codes",
            ("analyst",),
            ["Analis"],
            lambda home: home_config.settings(home.home).second_factor,
            id="several",
        ),
    ],
)
def test_what_was_picked_in_one_language_is_sent_in_the_other(office, name, picker, option, labels, result):
    """As a browser does it: what is picked in a form is sent by its label, and only with the form."""
    form = FORMS[name]
    typed = form.typed(office) | ({"region": ""} if name == "account_new" else {})
    at = opened(form)
    at.query_params["bahasa"] = "en"
    at.run()
    for key, value in typed.items():
        box(at, f"{name}_{key}_0").set_value(value)
    assert labels[0] not in box(at, f"{name}_{picker}_0").options, "else there is nothing to be seen"
    send(box(at, f"{name}_{picker}_0"), *labels)
    at = press(at, form.send, "en")
    assert [error.value for error in at.error] == [] and result(office) == option


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(PAGES.rglob("*.py"))}


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    """Calls of an attribute: `acts.perform(…)`, `st.text_input(…)`."""
    yield from (n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute))


def performs(function: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Attribute) and ast.unparse(node) == "acts.perform" for node in ast.walk(function))


def test_every_form_that_acts_has_its_row():
    places = {
        f"{path.stem}.{function.name}"
        for path, tree in trees().items()
        if path.stem != "acts"
        for function in tree.body
        if isinstance(function, ast.FunctionDef) and performs(function)
    }
    assert places == {form.place for form in FORMS.values()} | set(ELSEWHERE)


def unturned() -> Iterator[str]:
    """Fields in modules that act whose key is not of a form: module and key."""
    for path, tree in trees().items():
        text = ast.unparse(tree)
        if path.stem in ("acts", "picker") or not re.search(r"acts\.(perform|attempt|field)", text):
            continue
        for call in calls(tree):
            key = next((ast.unparse(word.value) for word in call.keywords if word.arg == "key"), "none")
            is_turned = key.startswith(("acts.field(", "_key(")) or (key == "key" and "key = acts.field(" in text)
            if call.func.attr in {*FIELDS, "file_uploader"} and not is_turned:
                yield f"{path.stem}: {key.strip(chr(39))}"


def test_every_field_beside_an_act_has_the_key_of_its_form():
    assert sorted(unturned()) == sorted(UNTURNED)


def test_what_folds_a_form_stays_open_in_the_other_language():
    """It has a key, else it is known by its words; a browser shuts what it does not know."""
    shut = [
        f"{path.stem}:{call.lineno}"
        for path, tree in trees().items()
        if re.search(r"acts\.perform", ast.unparse(tree)) and path.stem != "authorisation"
        for call in calls(tree)
        if call.func.attr == "expander" and not any(word.arg == "key" for word in call.keywords)
    ]
    assert shut == []
