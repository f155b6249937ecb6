"""targets check and targets set: every fault by line, then what changes; the ledger says who set it."""

import json

import pytest

from tests.cli.conftest import terminal

FIRST = 'on_time_rate:\n  - {from: "2020-01", value: 80, decree: SK 1}\n'
NEXT = FIRST + '  - {from: "2090-01", value: 90, decree: SK 2}\n'


@pytest.fixture
def file(tmp_path):
    """Writes a version of the targets and gives its path."""

    def write(text):
        path = tmp_path / "baru.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_a_version_is_checked_set_and_told_by_the_ledger(office, file):
    done = terminal(office, "targets", "set", file(FIRST), "--by", "Bagian Organisasi")
    assert (done.code, done.err) == (0, "")
    assert "Target ditetapkan dan dicatat sebagai entri" in done.out

    checked = terminal(office, "targets", "check", file(NEXT))
    assert checked.code == 0
    line = "Selesai tepat waktu, Keseluruhan, sejak Januari 2090: target 80 % → 90 % (SK 2)"
    assert checked.out == f"{line}\nbaru.yaml: dapat ditetapkan.\n"

    told = terminal(office, "targets", "set", file(NEXT), "--by", "Bappeda", "--json").told
    assert (told["faults"], told["statuses"], told["period"]) == ([], [], None)
    entry = terminal(office, "log", "--json").told[-1]
    assert (entry["seq"], entry["kind"], entry["who"]) == (told["seq"], "targets", "Bappeda")
    assert entry["what"]["changes"] == told["changes"]
    assert (office / "targets.yaml").read_text(encoding="utf-8") == NEXT
    assert "sama dengan versi yang berlaku" in terminal(office, "targets", "set", file(NEXT)).refused(1)
    assert terminal(office, "verify").code == 0


def test_a_wrong_version_is_refused_with_all_its_faults_and_nothing_changes(office, file):
    terminal(office, "targets", "set", file(FIRST))
    wrong = file(FIRST.replace("80", "800") + "nix: []\n")
    for command in ("check", "set"):
        answer = terminal(office, "targets", command, wrong)
        assert answer.refused(1).startswith("baru.yaml: 2 hal perlu diperbaiki. Yang pertama: targets.yaml, baris 2")
        assert [line[:21] for line in answer.out.splitlines()] == ["targets.yaml, baris 2", "targets.yaml, baris 3"]
        assert len(json.loads(terminal(office, "targets", command, wrong, "--json").out)["faults"]) == 2
    assert (office / "targets.yaml").read_text(encoding="utf-8") == FIRST


def test_what_is_over_is_not_rewritten_without_a_reason(office, file):
    terminal(office, "targets", "set", file(FIRST))
    changed = FIRST.replace("80", "50")
    assert "sudah berlaku" in terminal(office, "targets", "set", file(changed)).refused(1)
    corrected = changed.replace("SK 1", "SK 1, correction: salah ketik")
    assert terminal(office, "targets", "set", file(corrected)).code == 0


def test_a_file_that_is_not_there_is_wrong_use(office, tmp_path):
    assert "berkas tidak dapat dibuka" in terminal(office, "targets", "check", tmp_path / "tidak-ada.yaml").refused(2)
