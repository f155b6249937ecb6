"""The API in this process, on one home of demo data for all its tests, and the terminal on the same."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

import app
from access.sessions import api_tokens
from api.endpoint import Api
from data.home import Home
from tests import demo_home
from tests.access import people

OWN, OTHER = "11.71", "11.05"


@dataclass
class Program:
    """A program with a token, or without one."""

    client: TestClient
    token: str | None = None
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, path, method="GET", **more):
        """One request below /api/v1/; never follows a redirect, for there is none."""
        headers = {**self.headers, **more.pop("headers", {})}
        if self.token is not None:
            headers["Authorization"] = f"Bearer {self.token}"
        return self.client.request(method, f"/api/v1/{path}", headers=headers, follow_redirects=False, **more)


@dataclass(frozen=True)
class Office:
    """A home, its API, and programs of its accounts."""

    home: Home
    api: Api
    client: TestClient

    def program(self, role, region=None, rights=("read",), **more):
        """A program of an account of that role, with a new token."""
        name = people.account(self.home.root, role, region)
        return Program(self.client, api_tokens.add(self.home.root, name, 1, rights=rights), **more)

    def stranger(self):
        """A program without a token."""
        return Program(self.client)


def opened(root: Path) -> Office:
    """The API on a home, without limits on how often it is asked."""
    home = Home(root)
    api = app.api(home)
    for limit in (api.limit, api.failures):
        limit.per_client = limit.overall = 1_000_000
    return Office(home, api, TestClient(Starlette(routes=api.routes()), raise_server_exceptions=False))


@pytest.fixture(scope="package")
def office(tmp_path_factory) -> Iterator[Office]:
    """A home of demo data."""
    root = tmp_path_factory.mktemp("api") / "home"
    demo_home.fill(root)
    return opened(root)


@pytest.fixture(scope="package")
def governor(office) -> Program:
    """Who sees everything and may load nothing."""
    return office.program("governor")
