"""Signing a period off on the terminal: what is printed, and who may."""

import pytest

from tests.cli.conftest import terminal
from tests.data import uploads

JULY = """
  nomor_permohonan | kode_wilayah | kode_layanan | waktu_diajukan   | waktu_selesai
  A-1              | 11.71        | DKC-01       | 2025-07-07 09:00 | 2025-07-08 10:00
"""


@pytest.fixture
def home(office, tmp_path):
    """A home with one application of July 2025, and the period signed."""
    file = uploads.write(tmp_path / "juli.csv", JULY)
    assert terminal(office, "load", file, "--kind", "transactions").code == 0
    locked = terminal(office, "lock", "--period", "2025-07", "--document", "BA-1/2025", "--by", "sekretaris")
    assert (locked.code, locked.out) == (0, "Kunci 5: 2025-07, semua daerah.\n")
    return office


def test_a_signed_period_is_listed_restated_and_opened_again(home, tmp_path):
    [lock] = terminal(home, "locks", "--json").told
    assert {name: lock[name] for name in ("seq", "period", "region", "who", "document")} == {
        "seq": 5, "period": "2025-07", "region": None, "who": "sekretaris", "document": "BA-1/2025",
    }  # fmt: skip
    late = uploads.write(tmp_path / "susulan.csv", JULY.replace("A-1", "A-2").replace("07-08 10", "07-24 10"))
    terminal(home, "load", late, "--kind", "transactions")
    told = [one for one in terminal(home, "restatements", "--json").told if one["indicator"] == "on_time_rate"]
    assert [(one["member"], one["signed_actual"], one["actual"]) for one in told] == [
        ("11", 100, 50),
        ("11.71", 100, 50),
    ]
    assert [since["reason"] for since in told[0]["since"]] == ["susulan.csv"]
    [line] = [line for line in terminal(home, "restatements").out.splitlines() if "11.71, Selesai tepat waktu:" in line]
    assert "(1 dari 1) menjadi 50,00" in line and line.endswith("(1 dari 2) (entri 6: susulan.csv)")
    assert terminal(home, "unlock", 5, "--reason", "susulan").code == 0
    assert terminal(home, "restatements", "--json").told == []


def test_what_cannot_be_signed_is_refused_in_one_line(home):
    asked = ("lock", "--period", "2025-07", "--document", "BA-2/2025")
    assert "sudah dikunci" in terminal(home, *asked).refused(1)


def test_on_the_terminal_too_a_proposal_is_signed_that_was_looked_at(home):
    assert terminal(home, "unlock", 5, "--reason", "susulan").code == 0
    period = ("--period", "2025-07")
    for note in ("lengkap", "lengkap sekali"):
        assert terminal(home, "sign-off", "propose", *period, "--note", note).code == 0
    seen = terminal(home, "sign-off", "show", *period, "--json").told["seq"]
    asked = ("sign-off", "sign", *period, "--document", "BA-2/2025", "--proposal")
    assert f"--proposal {seen}" in terminal(home, *asked, seen - 1).refused(1)
    assert terminal(home, *asked, seen).code == 0
