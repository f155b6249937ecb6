"""Accounts on the terminal, and figures through another's eyes."""

import io
import json

import pytest

import cli
from access.identity import accounts, roles
from access.sessions import audit_log
from data.home import Home
from data.ledger import entries
from tests.access import people
from tests.access.conftest import OTHER, OTHER_ROWS, OWN, OWN_ROWS


@pytest.fixture
def run(capsys, monkeypatch):
    """Run a command on a home with something on stdin; returns exit code, stdout, stderr."""

    def ran(root, *arguments, stdin=""):
        monkeypatch.setenv("CAPAIAN_HOME", str(root))
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        code = cli.main(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    return ran


@pytest.fixture
def root(tmp_path):
    """A home in which passwords are cheap."""
    path = tmp_path / accounts.FILE
    path.touch(0o600)
    path.write_text(people.CHEAP, encoding="utf-8")
    return tmp_path


def test_an_account_is_made_listed_shut_and_opened(run, root):
    assert (
        run(root, "user", "add", "Cut", "--role", "regent", "--region", OWN, "--password-stdin", stdin="kopi gayo\n")[0]
        == 0
    )
    assert json.loads(run(root, "user", "list", "--json")[1]) == [
        {"name": "Cut", "role": "regent", "region": OWN, "disabled": False}
    ]
    assert run(root, "user", "disable", "cut")[0] == 0
    assert "(dimatikan)" in run(root, "user", "list")[1]
    assert run(root, "user", "enable", "CUT")[0] == 0
    before = accounts.load(root).find("Cut")[1].password
    assert run(root, "user", "password", "Cut", "--password-stdin", stdin="kopi lain lagi\n")[0] == 0
    assert accounts.load(root).find("Cut")[1].password not in (before, None)
    assert (root / accounts.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("arguments", "stdin", "code", "told"),
    [
        (("--role", "raja"), "kopi gayo", 2, "Peran tidak dikenal"),
        (("--role", "regent"), "kopi gayo", 2, "perlu wilayah"),
        (("--role", "governor", "--region", OWN), "kopi gayo", 2, "Hapus --region"),
        (("--role", "regent", "--region", "11.99"), "kopi gayo", 2, "wilayah tidak dikenal"),
        (("--role", "governor"), "kopi", 1, "Sandi harus"),
        (("--role", "governor"), "", 1, "Sandi harus"),
    ],
)
def test_what_does_not_fit_is_told_in_one_line_and_leaves_no_account(run, root, arguments, stdin, code, told):
    got = run(root, "user", "add", "ani", *arguments, "--password-stdin", stdin=stdin)
    assert got[0] == code and told in got[2] and got[2].count("\n") == 1
    assert accounts.load(root).accounts == {}


def test_a_password_is_never_an_argument_and_never_asked_of_a_pipe(run, root):
    assert run(root, "user", "add", "ani", "--role", "governor", "--password", "kopi gayo")[0] == 2
    code, _, told = run(root, "user", "add", "ani", "--role", "governor")
    assert code == 2 and "--password-stdin" in told


def test_an_account_without_a_password_comes_only_through_the_provider(run, root):
    assert run(root, "user", "add", "ani", "--role", "governor", "--without-password")[0] == 0
    assert accounts.load(root).find("ani")[1].password is None


def test_a_second_factor_is_reset_for_somebody_by_name(run, root):
    people.account(root, "auditor", name="Cut")
    code, _, refusal = run(root, "user", "reset-second-factor", "Cut")
    assert code == 1 and "tidak memakai kode kedua" in refusal
    accounts.set_second_factor(root, "Cut", accounts.SecondFactor(secret="A" * 32, recovery=["x"]))
    assert "A" * 32 not in run(root, "user", "list", "--json")[1]
    code, out, _ = run(root, "user", "reset-second-factor", "cut", "--by", "petugas")
    assert code == 0 and "dihapus" in out and accounts.load(root).find("Cut")[1].second_factor is None
    assert (audit_log.read(root)[0].what, audit_log.read(root)[0].who) == ("factor_reset", "petugas")


def test_an_accounts_file_that_others_can_read_is_refused_with_the_remedy(run, root):
    (root / accounts.FILE).chmod(0o644)
    for command in (("user", "list"), ("serve",), ("score", "--as", "ani")):
        code, _, told = run(root, *command)
        assert code == 2 and "chmod 600" in told and told.count("\n") == 1


def test_the_terminal_answers_as_somebody_would_see_it(run, served):
    who = people.account(served.root, "regent", OWN)
    asked = ("score", "--period", "2026-10", "--indicator", "received", "--format", "json")
    [own] = json.loads(run(served.root, *asked, "--as", who)[1])
    assert (own["member"], own["actual"]) == (OWN, OWN_ROWS)
    assert [
        row["member"]
        for row in json.loads(run(served.root, *asked, "--as", who, "--by", "region", "--region", "11")[1])
    ] == [OWN]
    [whole] = json.loads(run(served.root, *asked, "--as", who, "--region", "11")[1])
    assert whole["actual"] == OWN_ROWS + OTHER_ROWS  # the province as a benchmark
    code, out, told = run(served.root, *asked, "--as", who, "--region", OTHER)
    assert code == 1 and out == "" and str(OTHER_ROWS) not in told
    assert run(served.root, *asked, "--as", "tidak-ada")[0] == 2


ACTS_OF_COVERAGE = {
    ("declare", "--code", "H13", "--document", "1/2026", "--date", "2026-03-02", "--text", "Gedung belum ada."): {
        "regent",
        "analyst",
    },
    ("confirm-coverage", "--document", "2/2026", "--date", "2026-03-02"): {"governor", "administrator"},
}


@pytest.mark.parametrize("act", ACTS_OF_COVERAGE, ids=lambda act: act[0])
@pytest.mark.parametrize("role", roles.ROLES)
def test_acts_of_coverage_are_open_to_those_of_the_table_and_to_a_regent_only_for_the_own_region(
    run, served, role, act
):
    who = people.account(served.root, role, OWN if role == "regent" else None)
    before = len(entries.entries(Home(served.root)))
    for region in (OTHER, OWN):
        allowed = role in ACTS_OF_COVERAGE[act] and (role != "regent" or region == OWN)
        code, _, told = run(served.root, *act, "--region", region, "--as", who)
        assert (code, told == "") == (0 if allowed else 1, allowed), told
        before += allowed
        assert len(entries.entries(Home(served.root))) == before, "a refused act leaves nothing"


@pytest.mark.parametrize("role", roles.ROLES)
def test_an_annotation_is_withdrawn_by_those_of_the_table_and_by_a_regent_only_in_the_own_region(run, served, role):
    who = people.account(served.root, role, OWN if role == "regent" else None)
    note = ("annotate", "--month", "2026-10", "--text", "Banjir.")
    for region in (OTHER, OWN):
        assert run(served.root, *note, "--region", region)[0] == 0
        seq = entries.head_seq(Home(served.root))
        allowed = role in {"governor", "regent", "analyst"} and (role != "regent" or region == OWN)
        code, _, told = run(served.root, "withdraw-annotation", str(seq), "--reason", "Salah bulan.", "--as", who)
        assert (code, told == "") == (0 if allowed else 1, allowed), told
        assert entries.head_seq(Home(served.root)) == seq + allowed, "a refused act leaves nothing"
        assert allowed or run(served.root, "withdraw-annotation", str(seq), "--reason", "Salah bulan.")[0] == 0
        again = run(served.root, "withdraw-annotation", str(seq), "--reason", "Lagi.")
        assert again[0] == 1 and again[2].startswith(f"Catatan {seq}: tidak ada.")
