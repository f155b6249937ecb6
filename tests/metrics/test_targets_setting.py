"""A new version of the targets: what is over stays as it was, and the ledger says who changed what, and when."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from access.identity.scope import EVERYTHING
from data import clock
from data.errors import RefusedError
from data.home import Home
from data.ledger import entries, setting_versions, verify
from data.settings.target_diff import between
from metrics.change_control.target_revision import LARGEST, establish, weigh
from metrics.scorecard.score import score
from reports.terminal import target_lines
from reports.terminal.target_lines import Names
from tests.data.uploads import on_disk

FIRST = """\
on_time_rate:
  - {from: "2026-01", value: 80, decree: SK 1}
received:
  - {from: "2026-01", value: 2, decree: SK 1}
"""
TEN = """
  complete_at | decided_at | n
  2026-10-05  | 2026-10-06 | 9
  2026-10-05  | 2026-10-30 | 1
"""


@pytest.fixture
def office(home):
    """A home whose ledger holds the first version and no records; today is 16 November 2026."""
    home.targets(FIRST)
    setting_versions.register(home.home, "petugas")
    return home.home


@pytest.fixture
def busy_office(home):
    """A home with ten applications of October, loaded under the first version."""
    home.targets(FIRST)
    home.transactions(TEN)
    return home.home


def said(text: str) -> bytes:
    return text.encode()


def faults(office, text: str) -> list[str]:
    return [str(fault) for fault in weigh(office, said(text), judged=False).faults]


def with_more(goal: str) -> str:
    """The first version with another goal of on_time_rate."""
    return FIRST.replace("received:", f"  - {{{goal}}}\nreceived:")


NEW = with_more('from: "2026-11", value: 95, decree: SK 2')


def test_a_version_may_add_targets_from_this_month_on(office):
    found = weigh(office, said(NEW), judged=False)
    assert found.faults == ()
    [change] = found.changes
    assert (change.indicator, change.since, change.old, change.new, change.decree) == (
        "on_time_rate", "2026-11", 80, 95, "SK 2",
    )  # fmt: skip
    assert (change.act, change.past, change.rewrites) == ("added", False, False)


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (FIRST.replace("value: 80", "value: 85"), 2, "target mulai 2026-01 sudah berlaku"),
        (FIRST.replace("value: 80", "value: 80, weight: 2"), 2, "sudah berlaku"),
        (FIRST.replace("value: 80, decree: SK 1", "value: 80, decree: SK 9"), 2, "sudah berlaku"),
        (FIRST.replace("value: 80", 'value: 80, regions: {"11.71": 70}'), 2, "sudah berlaku"),
        (FIRST.replace("value: 80", 'value: 80, path: {to: 95, by: "2026-12"}'), 2, "sudah berlaku"),
        (FIRST + '  - {from: "2026-10", value: 3, decree: SK 3}\n', 5, "mengubah bulan yang sudah berakhir"),
        (FIRST + "completed:\n" + '  - {from: "2025-01", value: 3, decree: SK 3}\n', 6, "mengubah bulan"),
        (FIRST.split("received")[0], 1, "Tulis kembali butirnya"),
        (FIRST.replace('from: "2026-01", value: 80', 'from: "2026-12", value: 80'), 1, "Tulis kembali butirnya"),
    ],
)
def test_a_change_of_what_is_over_is_refused_with_its_line(office, text, line, told):
    [fault] = faults(office, text)
    assert fault.startswith(f"targets.yaml, baris {line}, bagian ")
    assert told in fault
    with pytest.raises(RefusedError, match="sudah berakhir"):
        establish(office, said(text), "petugas")


def test_a_correction_says_why_and_the_reason_counts_once(office):
    corrected = FIRST.replace("value: 80, decree: SK 1", "value: 85, decree: SK 1, correction: salah ketik")
    found = weigh(office, said(corrected), judged=False)
    assert found.faults == ()
    [change] = found.changes
    assert (change.past, change.correction, change.rewrites) == (True, "salah ketik", False)
    establish(office, said(corrected), "petugas")
    again = corrected.replace("value: 85", "value: 50")
    assert "tulis alasan yang baru" in faults(office, again)[0]
    assert faults(office, again.replace("salah ketik", "putusan banding")) == []


def test_nothing_is_over_before_the_first_version_is_in_the_ledger(home):
    home.targets(FIRST)
    assert faults(home.home, FIRST.replace("value: 80", "value: 85")) == []


def test_a_target_ends_with_an_item_of_its_own(office):
    establish(office, said(with_more('from: "2026-12", ends: true, decree: SK 4')), "petugas")
    asked = [score(office, EVERYTHING, period, None, ["on_time_rate"]) for period in ("2026-10", "2026-12")]
    assert [card.rows[0].target for card in asked] == [80, None]


def test_the_preview_tells_which_statuses_of_the_newest_period_change(busy_office):
    text = FIRST.replace("value: 80, decree: SK 1", "value: 95, decree: SK 1, correction: naik")
    found = weigh(busy_office, said(text))
    told = [(one.by, one.after.member, one.before.status, one.after.status) for one in found.statuses]
    assert found.period == "2026-10"
    assert told == [("", "11", "achieved", "missed"), ("region", "11.71", "achieved", "missed")]
    lines = [target_lines.status_line(one, Names.of(busy_office)) for one in found.statuses]
    assert lines[1] == "Oktober 2026, Kota Banda Aceh, Selesai tepat waktu: tercapai → belum tercapai"


def test_a_look_leaves_the_home_as_it_was(busy_office):
    before = on_disk(busy_office.ledger_dir), busy_office.targets.read_bytes()
    weigh(busy_office, said(NEW))
    weigh(busy_office, said("on_time_rate: ["))
    assert (on_disk(busy_office.ledger_dir), busy_office.targets.read_bytes()) == before


def test_setting_writes_the_file_and_an_entry_with_who_when_and_what(office):
    entry = establish(office, said(NEW), " Bagian Organisasi ")
    assert office.targets.read_bytes() == said(NEW)
    assert (entry.kind, entry.who, entry.when[:10]) == ("targets", "Bagian Organisasi", "2026-11-16")
    [told] = json.loads((entry.folder / "entry.json").read_text(encoding="utf-8"))["what"]["changes"]
    assert {name: told[name] for name in ("indicator", "since", "region", "old", "new", "decree")} == {
        "indicator": "on_time_rate", "since": "2026-11", "region": None, "old": 80, "new": 95, "decree": "SK 2",
    }  # fmt: skip
    assert verify.first_broken(office) is None
    assert setting_versions.changed(office) == []
    assert [row.target for row in score(office, EVERYTHING, "2026-11", None, ["on_time_rate"]).rows] == [95]
    as_of = score(office, EVERYTHING, "2026-11", None, ["on_time_rate"], as_of=entry.seq - 1).rows
    assert [row.target for row in as_of] == [80]


def test_the_same_version_again_changes_nothing(office):
    before = entries.head_seq(office)
    with pytest.raises(RefusedError, match="sama dengan versi yang berlaku"):
        establish(office, said(FIRST), "petugas")
    assert entries.head_seq(office) == before


def test_without_a_name_nothing_is_set(office):
    with pytest.raises(RefusedError, match="nama kosong"):
        establish(office, said(NEW), " ")
    assert office.targets.read_text(encoding="utf-8") == FIRST


def test_when_the_ledger_cannot_be_written_the_file_stays_as_it_was(office, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Exception, match="No space left"):
        establish(office, said(NEW), "petugas")
    assert office.targets.read_text(encoding="utf-8") == FIRST


def test_a_first_version_can_be_set_before_there_is_a_single_record(home):
    (home.home.root / "targets.yaml").unlink()
    entry = establish(home.home, said(FIRST), "petugas")
    assert entry.kind == "targets" and len(entry.what["changes"]) == 2
    assert home.home.targets.read_bytes() == said(FIRST)


def test_a_file_that_is_far_too_large_is_not_even_read(office):
    assert "terlalu besar" in faults(office, "#" * (LARGEST + 1))[0]


def test_all_faults_are_told_not_only_the_first(office):
    told = faults(office, FIRST.replace("value: 80", "value: 800").replace("value: 2", "value: no"))
    assert [fault.split(",")[1] for fault in told] == [" baris 2", " baris 4"]


def test_a_version_written_by_hand_enters_with_the_next_load_and_what_it_rewrites_is_marked(home):
    home.targets(FIRST)
    home.transactions(TEN)
    home.targets(FIRST.replace("value: 80", "value: 50"))
    home.transactions(TEN.replace("2026-10-30", "2026-10-29"))
    told = [entry.what["changes"] for entry in setting_versions.target_versions(home.home)]
    assert len(told) == 2 and len(told[0]) == 2
    [change] = told[1]
    assert (change["old"], change["new"], change["past"], change["correction"]) == (80, 50, True, None)


def test_the_clock_decides_what_is_over(office, monkeypatch):
    text = FIRST + '  - {from: "2026-11", value: 3, decree: SK 3}\n'
    assert faults(office, text) == []
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 1, 0, 0, tzinfo=clock.WIB))
    assert len(faults(office, text)) == 1


# --- what differs, in words -------------------------------------------------------------------------------------------

OLD = {
    "on_time_rate": [
        {"from": "2025-01", "value": 80, "regions": {"11.71": 85}, "decree": "SK 1"},
        {"from": "2026-01", "value": 90, "owner": "A", "decree": "SK 2"},
    ],
    "received": [{"from": "2026-01", "value": 10, "decree": "SK 3"}],
}


def words(old, new, language="id"):
    home = Home(Path("nowhere"))
    return [target_lines.line(change, Names.of(home), language) for change in between(old, new, "2026-11")]


def test_what_differs_is_told_in_words():
    new = {
        "on_time_rate": [
            {"from": "2025-01", "value": 80.0, "regions": {"11.71": 85}, "decree": "SK 1", "correction": "x"},
            {"from": "2026-01", "range": [85, 95], "owner": "B", "regions": {"11.72": 91}, "decree": "SK 2"},
            {"from": "2027-01", "value": 90, "path": {"to": 95, "by": "2027-12"}, "decree": "SK 4"},
        ],
        "completed": [{"from": "2027-01", "value": 1200, "per": "year", "decree": "SK 4"}],
    }
    late = "; mengubah bulan yang sudah berakhir tanpa alasan"
    assert words(OLD, new) == [
        f"Selesai tepat waktu, Keseluruhan, sejak Januari 2026: target 90 % → 85–95 % (SK 2){late}",
        f"Selesai tepat waktu, Keseluruhan, sejak Januari 2026: penanggung jawab A → B (SK 2){late}",
        f"Selesai tepat waktu, Kota Sabang, sejak Januari 2026: target mengikuti keseluruhan → 91 % (SK 2){late}",
        "Selesai tepat waktu, Keseluruhan, sejak Januari 2027: target 90 % → 90 %, lurus setiap bulan ke "
        "95 % pada Desember 2027 (SK 4)",
        "Layanan selesai, Keseluruhan, sejak Januari 2027, per tahun: target belum ada → 1.200 (SK 4)",
        f"Permohonan masuk, Keseluruhan, sejak Januari 2026: target 10 → belum ada (SK 3){late}",
    ]


def test_the_same_content_differs_in_nothing_and_the_way_back_swaps_old_and_new():
    assert between(OLD, OLD, "2026-11") == ()
    new = json.loads(json.dumps(OLD))
    new["on_time_rate"][1]["value"] = 70
    new["received"][0]["services"] = {"PTS-05": 3}
    there, back = between(OLD, new, None), between(new, OLD, None)
    assert {(c.indicator, c.service, c.old, c.new) for c in there} == {
        (c.indicator, c.service, c.new, c.old) for c in back
    }


@pytest.mark.parametrize("content", [None, [], "x", {"a": 1}, {"a": [1, {"value": 3}]}])
def test_a_version_that_is_no_list_of_goals_has_none(content):
    assert between(content, content, "2026-11") == ()
    assert all(change.act == "removed" for change in between(OLD, content, "2026-11"))
