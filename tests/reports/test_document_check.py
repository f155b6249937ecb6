"""The open page `/periksa`: one word on a number and the first digits of a fingerprint, and nothing else."""

import shutil

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import app
from access.web.document_check import DocumentCheck
from access.web.rate_limit import RateLimit
from access.web.sign_in import Words
from data.home import Home
from data.ledger import entries
from reports.lifecycle import standing
from tests.reports.offices import issued
from text.words import say

WORD = {state: say(f"access.check_{state}") for state in ("genuine", "superseded", "unknown")}


def page(home, most=1000):
    limit = RateLimit(per_client=most, overall=1000, seconds=60.0)
    check = DocumentCheck(Words(say), lambda number, digits: app.document_state(home, number, digits), limit)
    return TestClient(Starlette(routes=check.routes()))


@pytest.fixture(scope="module")
def papers(records, folder):
    """What the ledger says of two issues of one workbook and of another document."""
    options = {"document": "berita-acara", "format": "xlsx", "region": "11.06"}
    issues = [issued(records, folder, **options) for _ in range(2)] + [issued(records, folder, document="berita-acara")]
    by_file = {entry.what.get("file"): dict(entry.what) for entry in entries.entries(records)}
    return [by_file[path.name] for path in issues]


def test_genuine_superseded_and_unknown(records, papers):
    first, second, other = papers
    assert [standing.standing(records, what["number"], what["figures_sha256"][:8]) for what in papers] == [
        "superseded",
        "genuine",
        "genuine",
    ]
    assert standing.standing(records, other["number"], other["sha256"]) == "genuine", "the hash of its file will do"
    for number, digits in (
        (first["number"], second["figures_sha256"]),
        (first["number"], f"{first['sha256']}0"),
        (first["number"], ""),
        ("MPP-2026-99999", first["sha256"]),
        ("", first["sha256"]),
    ):
        assert standing.standing(records, number, digits) == "unknown"


@pytest.mark.parametrize("ask", ["get", "post"])
def test_the_page_says_one_word_and_gives_nothing_away(records, papers, ask):
    asked = page(records)

    def answer(number, digits):
        sent = {"nomor": number, "sidik": digits}
        return asked.get("/periksa", params=sent) if ask == "get" else asked.post("/periksa", data=sent)

    first, second, _ = papers
    for what, state in ((first, "superseded"), (second, "genuine")):
        digits = what["figures_sha256"]
        shown = answer(f" {what['number'].lower()} ", f"{digits[:4].upper()} {digits[4:8]}")
        assert shown.status_code == 200 and WORD[state] in shown.text
        assert not any(word in shown.text for other, word in WORD.items() if other != state)
        assert not any(str(what[name]) in shown.text for name in ("file", "period", "number", "sha256"))
    wrong, absent = answer(first["number"], "0" * 8), answer("MPP-2026-99999", "0" * 8)
    assert wrong.text == absent.text and WORD["unknown"] in wrong.text


@pytest.mark.parametrize(
    ("number", "digits"),
    [("MPP-2026-00001", ""), ("", "0" * 8), ("MPP-2026-00001", "0" * 7), ("x", "g" * 8), ("x", "0" * 65),
     ("x" * 999, "0" * 8), ("<script>", "<b>"), ("x", "٠" * 8)],
)  # fmt: skip
def test_what_is_not_typed_as_printed_is_told_how(records, number, digits):
    shown = page(records).post("/periksa", data={"nomor": number, "sidik": digits})
    assert shown.status_code == 400 and "sedikitnya 8 digit" in shown.text and "<script>" not in shown.text


def test_the_form_is_open_needs_no_script_and_speaks_both_languages(records):
    shown = page(records).get("/periksa?bahasa=en")
    assert shown.status_code == 200 and 'name="nomor"' in shown.text and 'name="sidik"' in shown.text
    assert "Check a document" in shown.text and "<script" not in shown.text and 'role="alert"' not in shown.text


def test_questions_are_limited_and_the_empty_form_is_not(records):
    asked = page(records, most=3)
    codes = [asked.post("/periksa", data={"nomor": "x", "sidik": "0" * 8}).status_code for _ in range(4)]
    assert codes == [200, 200, 200, 429]
    refused = asked.get("/periksa", params={"nomor": "x", "sidik": "0" * 8})
    assert refused.status_code == 429 and 0 < int(refused.headers["retry-after"]) <= 60
    assert asked.get("/periksa").status_code == 200


def test_the_limit_counts_a_client_and_all_of_them():
    now = [0.0]
    limit = RateLimit(per_client=2, overall=3, seconds=10.0, clock=lambda: now[0])
    assert [limit.seconds_to_wait("a") for _ in range(3)] == [0, 0, 10]
    assert [limit.seconds_to_wait("b") for _ in range(2)] == [0, 10]
    now[0] = 9.0
    assert limit.seconds_to_wait("c") == 1.0
    now[0] = 10.0
    assert [limit.seconds_to_wait(client) for client in "aaabb"] == [0, 0, 10, 0, 10]


def test_a_ledger_that_cannot_be_read_says_nothing_of_documents(records, papers, tmp_path):
    broken = Home(tmp_path / "rusak")
    shutil.copytree(records.ledger_dir, broken.ledger_dir)
    (min(broken.ledger_dir.iterdir()) / "entry.json").write_bytes(b"{")
    shown = page(broken).post("/periksa", data={"nomor": papers[0]["number"], "sidik": "0" * 8})
    assert shown.status_code == 503 and not any(word in shown.text for word in WORD.values())
