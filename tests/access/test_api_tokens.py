"""Tokens of programs: made once, known by a hash, never more than their account, over at once when revoked."""

import json
import time

import pytest

import cli
from access.identity import accounts
from access.identity.errors import AccessError
from access.sessions import api_tokens, audit_log, store
from tests.access import people

DAY = api_tokens.DAY_SECONDS


@pytest.fixture
def root(tmp_path):
    for role, region in (("regent", "11.71"), ("analyst", None), ("governor", None)):
        people.account(tmp_path, role, region)
    return tmp_path


@pytest.fixture
def run(capsys, monkeypatch, root):
    def ran(*arguments):
        monkeypatch.setenv("CAPAIAN_HOME", str(root))
        code = cli.main(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return ran


def refusal(root, text):
    with pytest.raises(AccessError) as refused:
        api_tokens.bearer(root, text)
    return refused.value.key


def test_the_secret_is_printed_once_and_only_its_hash_stays(run, root):
    code, out, err = run("token", "add", "analyst", "--days", "30", "--right", "read", "--right", "load")
    assert code == 0 and out.startswith("capaian_") and err.count("\n") == 1
    secret = out.strip().split("_", 2)[2]
    assert all(secret.encode() not in path.read_bytes() for path in root.iterdir() if path.is_file())
    [row] = json.loads(run("token", "list", "--json")[1])
    assert (row["account"], row["rights"], row["state"], row["used_at"] is None) == (
        "analyst", ["read", "load"], "active", False,
    )  # fmt: skip
    assert secret not in run("token", "list")[1]


@pytest.mark.parametrize(
    ("account", "more", "place"),
    [("regent-11.71", (), "11.71"), ("analyst", ("--region", "11.05"), "11.05"), ("governor", (), "Seluruh Aceh")],
)
def test_what_is_said_of_a_new_token_is_the_place_it_sees(run, account, more, place):
    assert f", {place}, " in run("token", "add", account, "--days", "1", *more)[2]


def test_a_revoked_token_is_over_at_once_and_all_of_it_is_logged(run, root):
    text = run("token", "add", "governor", "--days", "1")[1].strip()
    id_ = text.split("_")[1]
    assert api_tokens.bearer(root, text).viewer.role == "governor"
    assert run("token", "revoke", id_)[0] == 0
    assert refusal(root, text) == "token_revoked"
    assert [(noted.what, noted.who, noted.detail) for noted in audit_log.read(root)] == [
        ("token_revoke", "governor", id_),
        ("token_add", "governor", id_),
    ]
    assert "dicabut" in run("token", "list")[1]


WRONG = {
    ("nobody", "--days", "3"): (1, "tidak ada"),
    ("governor", "--days", "0"): (2, "1 sampai 366 hari"),
    ("governor", "--days", "367"): (2, "1 sampai 366 hari"),
    ("governor", "--days", "3", "--right", "load"): (2, "tidak boleh memuat"),
    ("governor", "--days", "3", "--right", "semua"): (2, "hak tidak dikenal"),
    ("governor", "--days", "3", "--region", "11.99"): (2, "11.99"),
    ("regent-11.71", "--days", "3", "--region", "11.05"): (2, "hanya melihat 11.71"),
    ("governor",): (2, "--days"),
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_a_token_that_does_not_fit_is_refused_in_one_line(run, root, arguments):
    code, out, err = run("token", "add", *arguments)
    assert (code, out, err.count("\n")) == (WRONG[arguments][0], "", 1) and WRONG[arguments][1] in err
    assert api_tokens.listed(root) == []


def test_who_only_lists_leaves_nothing_behind(run, root):
    before = sorted(root.iterdir())
    assert run("token", "list", "--json")[:2] == (0, "[]\n")
    assert sorted(root.iterdir()) == before
    assert run("token", "revoke", "00000000")[0] == 2


def test_what_is_no_token_of_ours_is_wrong_and_does_not_say_why(root):
    text = api_tokens.add(root, "governor", 1)
    _, id_, secret = text.split("_", 2)
    for forged in ("", "x", text[:-1], f"{text}x", f"lain_{id_}_{secret}", f"capaian_00000000_{secret}", f"_{id_}_"):
        assert refusal(root, forged) == "token_wrong", forged
    assert api_tokens.bearer(root, text).token.id == id_


def test_an_expired_token_is_told_so_to_who_holds_its_secret_only(root):
    text = api_tokens.add(root, "governor", 1)
    store.of(root).changed("update api_tokens set until = ?", (time.time() - 1,))
    assert refusal(root, text) == "token_expired"
    assert refusal(root, f"{text[:-2]}xx") == "token_wrong"


def test_a_token_is_what_its_account_is_now_and_never_more(root):
    narrow = api_tokens.add(root, "analyst", 1, "11.05", ("read", "load"))
    plain = api_tokens.add(root, "analyst", 1)
    assert api_tokens.bearer(root, narrow).viewer.region_scope == ("11.05",)
    assert (api_tokens.bearer(root, plain).viewer.region_scope, api_tokens.bearer(root, plain).may("load")) == (None, 0)
    assert api_tokens.bearer(root, narrow).may("load")

    def changed(**update):
        text = (root / accounts.FILE).read_text()
        known = accounts.yaml.safe_load(text)
        known["accounts"]["analyst"] |= update
        accounts._write(root / accounts.FILE, accounts.yaml.safe_dump(known))

    changed(region="11.71")
    assert refusal(root, narrow) == "token_revoked"
    assert api_tokens.bearer(root, plain).viewer.region_scope == ("11.71",)
    changed(region="11.05", role="regent")
    assert not api_tokens.bearer(root, narrow).may("load"), "a regent may not load, whatever the token says"
    accounts.set_disabled(root, "analyst", True)
    assert refusal(root, narrow) == refusal(root, plain) == "token_revoked"
