"""Every route by every kind of token: what is open, what is refused, and how it is said."""

import io
import json

import jsonschema
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from access.sessions import api_tokens, store
from access.sessions.audit_log import read
from access.web.rate_limit import RateLimit
from api import openapi
from api.answers import ANSWERS
from tests.api.conftest import OTHER, OWN, Program
from tests.depth import examples

QUERY = {"obstacles": "?indicator=on_time_rate", "cells": "?stream=completions&format=csv"}
ROUTES = [f"{name}{QUERY.get(name, '')}" for name in ANSWERS]
EVERYBODY = [("governor", None), ("regent", OWN), ("analyst", None), ("analyst", OWN), ("auditor", None)]
EVERYBODY += [("administrator", None)]
DOCUMENT = openapi.document()


def error(answer, status, key):
    """The error of an answer, which has just these parts."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/json" and "location" not in answer.headers
    assert list(answer.json()) == ["error"] and list(answer.json()["error"]) == ["key", "message", "remedy"]
    assert all(answer.json()["error"].values()) and answer.json()["error"]["key"] == key, answer.text
    return answer.json()["error"]


@pytest.fixture(scope="module")
def programs(office):
    return {(role, region): office.program(role, region) for role, region in EVERYBODY}


@pytest.mark.parametrize("route", [*ROUTES, "uploads", "openapi.json", "tidak-ada", ""])
def test_without_a_token_that_holds_nothing_is_told_not_even_which_addresses_there_are(office, route):
    lost = office.program("governor")
    api_tokens.revoke(office.home.root, lost.token.split("_")[1])
    late = office.program("governor")
    store.of(office.home.root).changed("update api_tokens set until = 0 where id = ?", (late.token.split("_")[1],))
    for program, key in ((office.stranger(), "missing"), (lost, "revoked"), (late, "expired")):
        for method in ("GET", "POST", "OPTIONS"):
            answer = program.ask(route, method)
            assert error(answer, 401, f"token_{key}") and answer.headers["www-authenticate"] == "Bearer"
    for forged in ("x", lost.token[:-1], "capaian_1_2", "capaian_" + "0" * 5000):
        error(Program(office.client, forged).ask(route), 401, "token_wrong")
    session = office.client.get(f"/api/v1/{route}", headers={"Cookie": "capaian=x", "Authorization": "Basic eDp4"})
    error(session, 401, "token_missing")


@pytest.mark.parametrize("route", ROUTES)
def test_every_role_reads_and_nobody_reads_another_region(programs, route):
    """The matrix: a token of one region sees the codes of no other, whatever it asks for."""
    mark = "&" if "?" in route else "?"
    for (role, region), program in programs.items():
        answer = program.ask(route)
        assert answer.status_code == 200, (role, answer.text)
        if region is not None:
            assert OTHER not in answer.text, (role, route)
        if route.startswith(("score", "obstacles")):
            other = program.ask(f"{route}{mark}region={OTHER}")
            assert other.status_code == (200 if region is None else 403), role
            if region is not None:
                assert error(other, 403, "region_not_readable")["message"].count(".") >= 1
    if not route.startswith(("score", "obstacles", "indicators", "follow-ups")):
        assert OTHER in programs["governor", None].ask(route).text, "the search would find it"


def test_a_token_narrowed_to_a_region_sees_that_region_only(office):
    people_token = api_tokens.add(office.home.root, "governor", 1, OWN)
    program = Program(office.client, people_token)
    assert {row["member"] for row in program.ask("score?by=region").json()} == {OWN}
    error(program.ask(f"score?region={OTHER}"), 403, "region_not_readable")
    assert error(program.ask("obstacles?indicator=on_time_rate&region=11"), 403, "province_not_readable")


WRONG = {
    "score?period=2025-13": "period_refused",
    "score?region=11.99": "region_unknown",
    "score?indicator=tepat": "indicator_unknown",
    "score?by=kecamatan": "option_unknown",
    "score?as_of=9999": "as_of_ahead",
    "score?as_of=tujuh": "parameter_refused",
    "score?warna=biru": "parameter_unknown",
    "score?period=2025&period=2026": "parameter_twice",
    "score?format=xml": "parameter_refused",
    "score?limit=0": "parameter_refused",
    "score?period=" + "9" * 200: "parameter_refused",
    "obstacles": "parameter_missing",
    "obstacles?indicator=on_time_rate&against=raja": "parameter_refused",
    "cells?stream=responses": "option_unknown",
    "cells?stream=completions;drop": "option_unknown",
    "cells?stream=completions&since=4705-08": "parameter_refused",
    "cells?stream=completions&until=2090-01": "parameter_refused",
    "openapi.json?x=1": "parameter_unknown",
}


@pytest.mark.parametrize("path", WRONG)
def test_a_wrong_question_is_400_with_key_place_and_remedy(governor, path):
    told_id = error(governor.ask(path), 400, WRONG[path])
    told_en = error(governor.ask(path, headers={"Accept-Language": "en-GB"}), 400, WRONG[path])
    assert told_id["message"] != told_en["message"] and "9" * 200 not in told_id["message"]


def test_another_address_or_method_is_told_and_never_redirected(office, governor):
    for path in ("tidak-ada", "score/", "", "score%2f.."):
        assert "score" in error(governor.ask(path), 404, "address_unknown")["remedy"]
    assert error(governor.ask("score", "POST"), 405, "method")
    assert governor.ask("score", "DELETE").headers["allow"] == "GET, HEAD"
    error(governor.ask("uploads"), 405, "method")
    answer = office.client.get("/api/v2/score", headers={"Authorization": f"Bearer {governor.token}"})
    error(answer, 404, "address_unknown")


def test_no_answer_lets_another_origin_read_it(governor):
    for method in ("GET", "OPTIONS"):
        answer = governor.ask("score", method, headers={"Origin": "https://lain.example"})
        assert not [name for name in answer.headers if name.startswith("access-control")]


def test_an_answer_is_asked_again_by_its_etag_until_the_ledger_changes(office, governor):
    first = governor.ask("score?period=2026-01")
    tag = first.headers["etag"]
    assert tag.startswith(f'"{first.headers["capaian-as-of"]}-')
    again = governor.ask("score?period=2026-01", headers={"If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    others = [governor.ask("score?period=2026-02"), office.program("regent", OWN).ask("score?period=2026-01")]
    assert tag not in [answer.headers["etag"] for answer in others]
    reference = office.home.root / "targets.yaml"
    reference.write_text('on_time_rate:\n  - {from: "2020-01", value: 12, decree: "SK"}\n', encoding="utf-8")
    try:
        changed = governor.ask("score?period=2026-01", headers={"If-None-Match": tag})
        assert changed.status_code == 200 and changed.content != first.content
    finally:
        reference.unlink()


def test_a_list_comes_in_pages_that_add_up(governor):
    every, pages, path = governor.ask("score?by=region").json(), [], "score?by=region&limit=300"
    while path:
        answer = governor.ask(path)
        assert answer.headers["x-total-count"] == str(len(every))
        pages += answer.json()
        link = answer.headers.get("link")
        path = link and link[link.index("v1/") + 3 : link.index(">")]
    assert pages == every and len(every) > 300


def test_cells_are_the_same_as_parquet_and_csv_within_the_months_asked_for_and_are_noted(office, programs):
    governor, regent = programs["governor", None], programs["regent", OWN]
    asked = "cells?stream=completions&since=2025-03&until=2025-05"
    packed = pd.read_parquet(io.BytesIO(governor.ask(asked).content))
    text = pd.read_csv(io.BytesIO(governor.ask(f"{asked}&format=csv").content), dtype={"region_code": str})
    assert len(packed) == len(text) > 0 and packed["records"].sum() == text["records"].sum()
    assert {str(month)[:7] for month in packed["month"]} == {"2025-03", "2025-04", "2025-05"}
    own = pd.read_parquet(io.BytesIO(regent.ask(asked).content))
    assert set(own["region_code"]) == {OWN} and len(own) < len(packed)
    assert [noted.what for noted in read(office.home.root, 1)] == ["export"]


def test_who_asks_too_often_is_told_when_to_come_again(office, monkeypatch):
    monkeypatch.setattr(office.api, "limit", RateLimit(per_client=2, overall=100, seconds=60))
    monkeypatch.setattr(office.api, "failures", RateLimit(per_client=1, overall=100, seconds=60))
    eager, other = office.program("governor"), office.program("auditor")
    assert [eager.ask("openapi.json").status_code for _ in range(3)] == [200, 200, 429]
    answer = eager.ask("openapi.json")
    assert error(answer, 429, "wait") and 0 < int(answer.headers["retry-after"]) <= 60
    assert other.ask("openapi.json").status_code == 200
    error(office.stranger().ask("score"), 401, "token_missing")
    error(office.stranger().ask("score"), 429, "wait")


def test_what_is_wrong_with_the_home_stays_on_the_log(office, governor, capsys):
    broken = office.home.root / "targets.yaml"
    broken.write_text("rusak: [", encoding="utf-8")
    try:
        answer = governor.ask("score?period=2026-01")
    finally:
        broken.unlink()
    error(answer, 503, "closed")
    assert "targets.yaml" not in answer.text and str(office.home.root) not in answer.text
    assert "targets.yaml" in capsys.readouterr().err


def test_what_was_not_foreseen_has_a_number_that_the_log_explains(office, governor, monkeypatch, capsys):
    monkeypatch.setitem(ANSWERS, "regions", (ANSWERS["regions"][0], lambda *_: 1 / 0))
    answer = governor.ask("regions?limit=7")
    number = error(answer, 500, "unexpected")["message"].split()[-1].strip(".")
    logged = capsys.readouterr().err
    assert number in logged and "ZeroDivisionError" in logged and "ZeroDivision" not in answer.text


# The contract


def schema(route, status="200", media="application/json"):
    """The schema of an answer, with the definitions it refers to."""
    method = "post" if route == "uploads" else "get"
    found = DOCUMENT["paths"][f"/{route}"][method]["responses"][status]["content"][media]["schema"]
    return {**found, "components": DOCUMENT["components"]}


def test_the_document_is_sent_and_describes_every_route(governor):
    document = governor.ask("openapi.json").json()
    assert document == json.loads(openapi.written())
    assert set(document["paths"]) == {f"/{name}" for name in (*ANSWERS, "uploads", "openapi.json")}
    for name, (model, _) in ANSWERS.items():
        named = [parameter["name"] for parameter in document["paths"][f"/{name}"]["get"]["parameters"]]
        assert named == list(model.model_fields)


def texts():
    return st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


def values(schema):
    """Something that fits a parameter's schema, or nearly."""
    kinds = [part.get("type") for part in schema.get("anyOf", [schema])]
    fitting = st.sampled_from(["2026-01", "2025", OWN, OTHER, "on_time_rate", "completions", "region", "11"])
    listed = st.sampled_from([str(value) for value in schema.get("enum", ["json"])])
    numbers = st.integers(-2, 60).map(str)
    return st.one_of(fitting, texts(), numbers) if "integer" not in kinds else st.one_of(numbers, listed)


@st.composite
def requests(draw):
    """A route and parameters of it, some left out, some of others."""
    route = draw(st.sampled_from(list(ANSWERS)))
    described = DOCUMENT["paths"][f"/{route}"]["get"]["parameters"]
    chosen = draw(st.lists(st.sampled_from(described), unique_by=lambda parameter: parameter["name"], max_size=3))
    parameters = {parameter["name"]: draw(values(parameter["schema"])) for parameter in chosen}
    return route, parameters | (draw(st.dictionaries(texts(), texts(), max_size=1)) if draw(st.booleans()) else {})


@settings(max_examples=examples(24, 2000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(requests())
def test_every_answer_keeps_to_the_document(programs, asked):
    """Whatever is asked: a status of the document, an answer of its schema, no server's fault, no other region."""
    route, parameters = asked
    for who in (("governor", None), ("regent", OWN)):
        answer = programs[who].ask(route, params=parameters)
        status = str(answer.status_code)
        assert status in DOCUMENT["paths"][f"/{route}"]["get"]["responses"] and status < "500", answer.text
        if answer.headers["content-type"] == "application/json":
            jsonschema.validate(answer.json(), schema(route, status))
        if who[1] is not None and status == "200":
            assert OTHER not in answer.text
