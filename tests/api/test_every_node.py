"""The matrix of the API: every route, by every right of a token, of every role, at the nodes of the tree: no leak."""

import itertools

import pytest

from access.identity import roles
from access.sessions import api_tokens
from data.settings import tables
from tests.access import people
from tests.api.conftest import Program
from tests.api.test_api_reading import ROUTES, error
from tests.depth import DEEP

RIGHTS = [("read",), ("load",), ("read", "load")]
OF_FIGURES = tuple(route for route in ROUTES if route.startswith(("score", "obstacles")))
FEW = ("11.71", "11.05", "11.06")


@pytest.fixture(scope="module")
def nodes(office):
    """Every region of the home by TEST_DEEP, three of them every day."""
    return tables.region_codes(office.home) if DEEP else list(FEW)


def codes_in(answer, nodes):
    """The regions that an answer speaks of."""
    return {code for code in nodes if f'"{code}"' in answer.text or f",{code}," in answer.text}


def bearer(office, role, node, rights):
    """A program of an account of that node, or by a token narrowed to it where the role is one of the whole."""
    name = people.account(office.home.root, role, node if role == roles.REGENT else None)
    return Program(office.client, api_tokens.add(office.home.root, name, 1, node, rights))


@pytest.mark.parametrize("role", roles.ROLES)
def test_a_token_of_a_node_sees_that_node_only(office, nodes, role):
    counted = 0
    for node, rights in itertools.product(nodes, RIGHTS):
        if "load" in rights and not roles.may(role, "load"):
            continue
        program = bearer(office, role, node, rights)
        for route in ROUTES:
            answer = program.ask(route)
            counted += 1
            if "read" not in rights:
                error(answer, 403, "no_right")
                continue
            assert answer.status_code == 200, (role, node, answer.text)
            assert codes_in(answer, nodes) <= {node}, (role, node, route)
        for route, other in itertools.product(OF_FIGURES, [code for code in nodes if code != node]):
            mark = "&" if "?" in route else "?"
            answer = program.ask(f"{route}{mark}region={other}")
            counted += 1
            error(answer, 403, "no_right" if "read" not in rights else "region_not_readable")
        if "load" not in rights:
            error(program.ask("uploads?kind=transactions&file=x.csv", "POST", content=b"x"), 403, "no_right")
    assert counted >= len(nodes) * len(ROUTES)


def test_the_search_would_find_a_leak(office, nodes, governor):
    assert codes_in(governor.ask("score?by=region"), nodes) == set(nodes)
    assert codes_in(governor.ask("cells?stream=completions&format=csv"), nodes)
