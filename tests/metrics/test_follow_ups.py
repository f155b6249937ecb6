"""Follow-ups, annotations and declared obstacles: what they ask for, what they refuse, and what the ledger keeps."""

from dataclasses import replace
from datetime import date

import pytest

from access.identity.scope import EVERYTHING, Scope
from data.errors import CapaianError, RefusedError
from data.ledger import entries
from metrics.acts import annotations, declarations, follow_up_acts, follow_ups
from metrics.acts.annotations import Annotation
from metrics.acts.declarations import Declaration
from metrics.acts.follow_up_acts import Draft
from metrics.acts.follow_ups import Remark

BANDA_ACEH = Scope(frozenset({"11.71"}))
DRAFT = Draft(
    indicator="on_time_rate",
    period="2026-10",
    fact="105 berkas terlambat.",
    cause="Menunggu rekomendasi teknis.",
    action="Menetapkan batas waktu rekomendasi tiga hari.",
    owner="Kepala DPMPTSP",
    deadline="2026-12-31",
    region="11.71",
    obstacle_code="H04",
)
DECLARED = Declaration("11.09", "H13", "600/12/2026", date(2026, 3, 31), "Gedung belum tersedia.")
PERSONAL = ("Hubungi 0812-3456-7890", "NIK 1171014505900001", "Ibu Fatimah", "surel a.b@contoh.id")


def test_a_follow_up_goes_from_proposal_to_done_and_every_step_stays_in_the_ledger(home):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", DRAFT)
    follow_up_acts.change(home.home, BANDA_ACEH, "analyst", made.seq, status="in_progress", remark="Rapat diadakan.")
    follow_up_acts.change(home.home, BANDA_ACEH, "regent", made.seq, sign_off=True)
    done = follow_up_acts.change(
        home.home, BANDA_ACEH, "analyst", made.seq, status="done", link="https://contoh.id/sk", file=("sk.pdf", b"1")
    )
    assert (done.status, done.was_on_schedule()) == ("done", True) and done.controllable in ("yes", "partly", "no")
    assert [(said.who, said.is_sign_off) for said in done.remarks] == [("analyst", False), ("regent", True)]
    assert [proof.name for proof in done.evidence] == ["https://contoh.id/sk", "sk.pdf"]
    assert follow_ups.listed(home.home, EVERYTHING) == [done]
    assert follow_ups.listed(home.home, EVERYTHING, as_of=made.seq) == [made]
    kinds = [entry.kind for entry in entries.entries(home.home)]
    assert kinds == ["follow_up", *["follow_up_change"] * 3]


def test_evidence_is_kept_as_a_fingerprint_only_and_a_path_in_its_name_leads_nowhere(home):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", DRAFT)
    changed = follow_up_acts.change(home.home, EVERYTHING, "regent", made.seq, file=("../../etc/sk.pdf", b"isi"))
    [proof] = changed.evidence
    assert (proof.name, len(proof.sha256)) == ("sk.pdf", 64)
    assert not list(home.home.root.rglob("sk.pdf"))


def test_a_follow_up_is_overdue_after_its_deadline_until_it_is_closed(home):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", replace(DRAFT, deadline="2026-11-15"))
    assert follow_ups.overdue([made], date(2026, 11, 16)) == [made]
    assert follow_ups.overdue([made], date(2026, 11, 15)) == []
    closed = follow_up_acts.change(home.home, EVERYTHING, "regent", made.seq, status="cancelled", remark="Diganti.")
    assert follow_ups.overdue([closed], date(2026, 11, 16)) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("indicator", "nonsense"),
        ("period", "Oktober"),
        ("region", "11.99"),
        ("obstacle_code", "H98"),
        ("deadline", "31/12/2026"),
        ("deadline", "2026-02-30"),
        ("owner", " "),
        ("fact", "x" * 2001),
        ("where", {"weekday": "1"}),
        ("where", {"service_code": "' or true"}),
        *(("cause", text) for text in PERSONAL),
    ],
)
def test_what_is_wrong_in_a_proposal_is_one_line_and_nothing_is_written(home, field, value):
    with pytest.raises(RefusedError, match=r"^Isian") as refused:
        follow_up_acts.propose(home.home, EVERYTHING, "regent", replace(DRAFT, **{field: value}))
    assert not str(value).strip() or str(value) not in str(refused.value)
    assert entries.head_seq(home.home) == 0


def test_nobody_acts_on_or_sees_another_region(home):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", replace(DRAFT, region="11.05"))
    whole = follow_up_acts.propose(home.home, EVERYTHING, "governor", replace(DRAFT, region=None))
    assert follow_ups.listed(home.home, BANDA_ACEH) == []
    for seq in (made.seq, whole.seq, 99):
        with pytest.raises(RefusedError, match="tidak ada"):
            follow_up_acts.change(home.home, BANDA_ACEH, "regent", seq, status="done")
    with pytest.raises(RefusedError, match="di luar hak"):
        follow_up_acts.propose(home.home, BANDA_ACEH, "regent", replace(DRAFT, region="11.05"))
    with pytest.raises(RefusedError, match="di luar hak"):
        declarations.declare(home.home, BANDA_ACEH, "regent", DECLARED)
    with pytest.raises(RefusedError, match="di luar hak"):
        annotations.annotate(home.home, BANDA_ACEH, "regent", Annotation("2026-03", "Aturan baru."))


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"status": "finished"},
        {"deadline": "2027-01-31"},
        {"link": "javascript:alert(1)"},
        {"remark": PERSONAL[0]},
        {"file": ("foto Ibu Fatimah.pdf", b"1")},
    ],
)
def test_a_change_that_says_nothing_or_too_much_is_refused(home, asked):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", DRAFT)
    with pytest.raises(CapaianError):
        follow_up_acts.change(home.home, EVERYTHING, "regent", made.seq, **asked)
    assert entries.head_seq(home.home) == made.seq


def test_a_new_deadline_needs_its_reason(home):
    made = follow_up_acts.propose(home.home, EVERYTHING, "regent", DRAFT)
    changed = follow_up_acts.change(home.home, EVERYTHING, "r", made.seq, deadline="2027-01-31", remark="Menunggu SK.")
    assert changed.deadline == date(2027, 1, 31)
    assert [(said.who, said.text) for said in changed.remarks] == [("r", "Menunggu SK.")]
    assert isinstance(changed.remarks[0], Remark)


def test_an_annotation_shows_for_its_region_and_a_general_one_for_all(home):
    flood = annotations.annotate(home.home, EVERYTHING, "a", Annotation("2025-12", "Banjir.", region="11.74"))
    rule = annotations.annotate(home.home, EVERYTHING, "a", Annotation("2025-06", "PP 28/2025.", rebase=True))
    one = annotations.annotate(home.home, EVERYTHING, "a", Annotation("2026-01", "Loket baru.", "received", "11.71"))
    assert annotations.listed(home.home, EVERYTHING) == [rule, flood, one]
    assert annotations.listed(home.home, BANDA_ACEH) == [rule, one]
    assert annotations.listed(home.home, BANDA_ACEH, "on_time_rate") == [rule]
    annotations.withdraw(home.home, EVERYTHING, "a", flood.seq, "Salah bulan.")
    assert annotations.listed(home.home, EVERYTHING) == [rule, one]
    with pytest.raises(RefusedError):
        annotations.withdraw(home.home, BANDA_ACEH, "a", rule.seq, "Bukan haknya.")


@pytest.mark.parametrize("month", ["2026-Q1", "Maret", "2026-13"])
def test_an_annotation_is_of_one_month(home, month):
    with pytest.raises(RefusedError, match=r"^Isian bulan"):
        annotations.annotate(home.home, EVERYTHING, "a", Annotation(month, "Banjir."))


def test_a_declared_obstacle_stands_until_it_is_closed_with_a_reason(home):
    made = declarations.declare(home.home, EVERYTHING, "regent", DECLARED)
    assert declarations.listed(home.home, Scope(frozenset({"11.09"}))) == [made]
    assert declarations.listed(home.home, BANDA_ACEH) == []
    assert not made.held_on(date(2026, 3, 30)) and made.held_on(date(2026, 3, 31))
    declarations.close(home.home, EVERYTHING, "regent", made.seq, "Gedung sudah ada.")
    [closed] = declarations.listed(home.home, EVERYTHING)
    assert (closed.closed_on, closed.closed_because) == (date(2026, 11, 16), "Gedung sudah ada.")
    assert closed.held_on(date(2026, 11, 15)) and not closed.held_on(date(2026, 11, 16))
    with pytest.raises(RefusedError):
        declarations.close(home.home, EVERYTHING, "regent", made.seq, "Lagi.")
    assert declarations.listed(home.home, EVERYTHING, as_of=made.seq) == [made], "the ledger keeps how it stood"


@pytest.mark.parametrize(
    "wrong",
    [
        {"region": "11.99"},
        {"code": "H98"},
        {"indicator": "nonsense"},
        {"agency": "XXX"},
        {"service": "XXX"},
        {"on": date(2026, 11, 17)},
        {"document": ""},
        {"text": PERSONAL[2]},
    ],
)
def test_what_is_wrong_in_a_declaration_is_one_line_and_nothing_is_written(home, wrong):
    with pytest.raises(RefusedError, match=r"^Isian"):
        declarations.declare(home.home, EVERYTHING, "regent", replace(DECLARED, **wrong))
    assert entries.head_seq(home.home) == 0
