"""A file sent by a program: the same receipt as the terminal's, once and for all, and nothing of another region."""

import hashlib
import json
import shutil

import jsonschema
import pytest

from access.sessions.audit_log import read
from api import openapi
from data.ledger import entries
from tests.api import conftest
from tests.api.conftest import OTHER, OWN
from tests.api.test_api_reading import error
from tests.cli.conftest import terminal

HEAD = "nomor_permohonan;kode_wilayah;kode_layanan;waktu_diajukan;waktu_selesai;status\n"
ROW = "{number};{region};DKC-01;2026-10-05 09:00;2026-10-06 10:00;selesai\n"
KIND = "uploads?kind=transactions&file=oktober.csv"


def rows(*listed):
    return (HEAD + "".join(ROW.format(number=number, region=region) for number, region in listed)).encode()


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    return conftest.opened(tmp_path_factory.mktemp("sent") / "home")


@pytest.fixture(scope="module")
def analyst(office):
    return office.program("analyst", rights=("read", "load"))


@pytest.fixture(scope="module")
def bound(office):
    return office.program("analyst", OWN, rights=("load",))


def test_the_receipt_is_that_of_the_terminal_and_the_same_bytes_again_change_nothing(office, analyst, tmp_path):
    sent = rows(("A-1", OWN), ("A-2", OTHER), ("A-3", "11.99"))
    (tmp_path / "oktober.csv").write_bytes(sent)
    printed = terminal(
        office.home.root, "load", tmp_path / "oktober.csv", "--kind", "transactions", "--json", "--dry-run"
    )
    tried = analyst.ask(f"{KIND}&dry_run=true", "POST", content=sent)
    assert (tried.status_code, tried.text) == (200, printed.out)
    assert entries.head_seq(office.home) == 0, "trying stores nothing"
    stored = analyst.ask(KIND, "POST", content=sent)
    receipt = stored.json()
    assert stored.status_code == 201 and receipt["sha256"] == hashlib.sha256(sent).hexdigest()
    assert {**receipt, "seq": None} == tried.json() and receipt["problems"][0]["rule"] == "region_unknown"
    again = analyst.ask(KIND, "POST", content=sent)
    assert (again.status_code, again.json(), entries.head_seq(office.home)) == (200, receipt, receipt["seq"])
    assert analyst.ask("score?period=2026-10&indicator=completed").json()[0]["actual"] == 2
    assert [noted.what for noted in read(office.home.root, 1)] == ["api_load"]
    assert entries.entries(office.home)[-1].who == "analyst"
    other_kind = analyst.ask(KIND.replace("transactions", "surveys"), "POST", content=sent)
    assert other_kind.status_code == 422 and other_kind.json()["problems"][0]["rule"] == "already_loaded"
    for answer in (tried, stored, again, other_kind):
        described = openapi.document()
        content = described["paths"]["/uploads"]["post"]["responses"][str(answer.status_code)]["content"]
        schema = {**content["application/json"]["schema"], "components": described["components"]}
        jsonschema.validate(answer.json(), schema)


def test_a_file_that_is_refused_whole_says_why_and_stores_nothing(office, analyst):
    before = entries.head_seq(office.home)
    for sent, rule in ((rows(("B-1", "11.99")), "region_unknown"), (b"\x00\x01", None), (b"a;b\n1;2\n", None)):
        answer = analyst.ask(KIND, "POST", content=sent)
        assert answer.status_code == 422 and answer.json()["seq"] is None and answer.json()["problems"]
        assert rule is None or answer.json()["problems"][0]["rule"] == rule
    assert entries.head_seq(office.home) == before


def test_a_program_of_one_region_loads_that_region_only(office, bound):
    before = entries.head_seq(office.home)
    error(bound.ask(f"{KIND}&region={OTHER}", "POST", content=rows(("C-1", OTHER))), 403, "region_not_readable")
    refused = bound.ask(KIND, "POST", content=rows(("C-1", OTHER)))
    assert (refused.status_code, refused.json()["problems"][0]["rule"]) == (422, "region_not_yours")
    assert entries.head_seq(office.home) == before
    stored = bound.ask(KIND, "POST", content=rows(("C-2", OWN)))
    assert stored.status_code == 201 and entries.entries(office.home)[-1].what["region"] == OWN


def test_what_another_has_loaded_is_not_told_to_a_program_of_one_region(office, analyst, bound):
    sent = rows(("D-1", OTHER))
    assert analyst.ask(KIND, "POST", content=sent).status_code == 201
    answer = bound.ask(KIND, "POST", content=sent)
    assert answer.status_code == 422 and answer.json()["rows_read"] == 0


WRONG = {
    "uploads?kind=transactions": (400, "parameter_missing"),
    "uploads?kind=transactions&file=../x.csv": (400, "parameter_refused"),
    "uploads?kind=transactions&file=..": (400, "parameter_refused"),
    "uploads?kind=raja&file=x.csv": (400, "kind_unknown"),
    f"{KIND}&region=11.99": (400, "region_option"),
    f"{KIND}&profile=tidak-ada": (400, "profile_missing"),
    f"{KIND}&profile=targets.yaml": (400, "profile_missing"),
    f"{KIND}&period=kapan": (400, "period_option"),
    f"{KIND}&dry_run=mungkin": (400, "parameter_refused"),
    f"{KIND}&who=kepala": (400, "parameter_unknown"),
}


@pytest.mark.parametrize("path", WRONG)
def test_what_is_sent_wrongly_is_told_by_its_parameter(office, analyst, path):
    before = entries.head_seq(office.home)
    shutil.copy("targets.yaml", office.home.root / "targets.yaml")
    error(analyst.ask(path, "POST", content=rows(("E-1", OWN))), *WRONG[path])
    assert entries.head_seq(office.home) == before


def test_who_may_not_load_sends_nothing(office):
    sent = rows(("F-1", OWN))
    for role, region in (("governor", None), ("regent", OWN), ("auditor", None), ("analyst", None)):
        error(office.program(role, region).ask(KIND, "POST", content=sent), 403, "no_right")
    assert not [entry for entry in entries.entries(office.home) if "F-1" in json.dumps(dict(entry.what))]


def test_size_is_asked_before_a_byte_is_read(office, analyst, monkeypatch):
    monkeypatch.setattr(office.api, "largest", 100)
    error(analyst.ask(KIND, "POST", content=b"x" * 101), 413, "too_large")
    error(analyst.ask(KIND, "POST", content=iter([b"x"])), 411, "length_missing")
    error(analyst.ask(KIND, "POST", content=b""), 400, "body_missing")
