"""Search knows what its reader may see, and nothing else."""

import json
from urllib.parse import parse_qs

import pytest

from access.identity import roles
from tests.access.conftest import OTHER, OWN


def found(visitor, language: str = "id") -> list[dict[str, str]]:
    answer = visitor.ask("GET", f"/cari.json?bahasa={language}")
    assert answer.status == 200 and answer.headers["cache-control"] == "no-store"
    return json.loads(answer.body)


def pages_of(listed) -> set[str]:
    return {one["page"] for one in listed if not one["query"]}


@pytest.mark.parametrize(("role", "region"), [("governor", None), ("regent", OWN), ("auditor", None), ("analyst", OWN)])
def test_pages_are_those_the_role_may_open(served, role, region):
    listed = found(served.as_(role, region))
    first, *others = roles.PAGES
    expected = {f"/{page}" for page in others if roles.may(role, page)} | ({"/"} if roles.may(role, first) else set())
    assert pages_of(listed) == expected


def test_a_regent_finds_no_other_region_and_no_service_only_others_have(served):
    governor, regent = (found(served.as_(role, region)) for role, region in (("governor", None), ("regent", OWN)))
    regions = [parse_qs(one["query"])["wilayah"] for one in regent if "wilayah=" in one["query"]]
    assert regions == [[OWN]]
    assert any(OTHER in one["query"] for one in governor) and not any(OTHER in one["query"] for one in regent)
    services = {one["name"] for one in regent if one["page"] == "/layanan" and one["query"]}
    assert services and services <= {one["name"] for one in governor}


def test_names_are_in_the_language_asked_for(served):
    governor = served.as_("governor")
    assert {one["kind"] for one in found(governor, "en")} >= {"page", "region", "service", "indicator"}
    assert "Overview" in {one["name"] for one in found(governor, "en")}
    assert "Ringkasan" in {one["name"] for one in found(governor, "xx")}


def test_nobody_without_a_session_searches(served):
    answer = served.stranger().ask("GET", "/cari.json")
    assert answer.status in (303, 401) and b"wilayah" not in answer.body.lower()
