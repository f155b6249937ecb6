"""What the API sends is what the terminal prints, byte for byte; `make api-equal QUESTIONS=1000` asks many more."""

import io
import os
import random
from contextlib import redirect_stdout
from urllib.parse import urlencode

import pytest

import cli
from metrics.catalogue import indicators
from tests.access import people
from tests.api.conftest import OWN

QUESTIONS, SEED = int(os.environ.get("QUESTIONS", "8")), int(os.environ.get("SEED", "1"))


@pytest.fixture
def printed(office, monkeypatch):
    """What a command prints, as an account of that name sees it."""

    def run(*arguments):
        monkeypatch.setenv("CAPAIAN_HOME", str(office.home.root))
        with redirect_stdout(io.StringIO()) as stream:
            assert cli.main(list(map(str, arguments))) == 0, arguments
        return stream.getvalue().encode()

    return run


def questions(office, chance):
    """Route and parameters of one question, as both doors take them."""
    ids = list(indicators.load(office.home))
    months = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]
    month = chance.choice(months[12:-1])
    period = chance.choice([month, month, month, f"r12:{month}", f"ytd:{month}", "2025-Q3", "2025", None])
    parameters = {"period": period, "region": chance.choice([None, "11", OWN])}
    if chance.random() < 0.15:
        name = chance.choice(["on_time_rate", "median_processing_days", "digital_share"])
        return "obstacles", {**parameters, "region": OWN, "period": month, "indicator": [name]}
    parameters["by"] = chance.choice([None, None, "region", "service", "channel", "agency"])
    parameters["indicator"] = chance.choice([[], [], [chance.choice(ids)], chance.sample(ids, 3)])
    parameters["format"] = chance.choice(["json", "json", "csv"])
    if chance.random() < 0.05:
        parameters["as_of"] = chance.randrange(3, 8)
    return "score", {name: value for name, value in parameters.items() if value not in (None, [])}


def options(parameters):
    """The same parameters as options of a command."""
    return [
        part
        for name, value in parameters.items()
        for each in (value if isinstance(value, list) else [value])
        for part in (f"--{name.replace('_', '-')}", each)
    ]


def test_no_answer_differs_from_the_terminal(office, printed):
    chance = random.Random(SEED)
    doors = [(None, office.program("governor"))]
    doors += [(people.account(office.home.root, "regent", OWN), office.program("regent", OWN))]
    for _ in range(QUESTIONS):
        route, parameters = questions(office, chance)
        name, program = chance.choice(doors)
        answer = program.ask(f"{route}?{urlencode(parameters, doseq=True)}")
        seen = [] if name is None else ["--as", name]
        arguments = [route, *options({"format": "json", **parameters}), *seen]
        assert (answer.status_code, answer.content) == (200, printed(*arguments)), (parameters, name)


@pytest.mark.parametrize("route", ["indicators", "regions", "coverage", "freshness", "follow-ups"])
def test_a_list_is_that_of_the_terminal(office, governor, printed, route):
    command = ["follow-up", "list"] if route == "follow-ups" else [route]
    if route == "follow-ups":
        words = ("--fact", "Naik.", "--cause", "Antre.", "--action", "Tambah loket.", "--owner", "DPMPTSP")
        asked = ("--indicator", "on_time_rate", "--period", "2026-01", "--deadline", "2027-12-31", "--region", OWN)
        printed("follow-up", "add", *asked, *words)
    for name, program in ((None, governor), ("regent-11.71", office.program("regent", OWN))):
        eyes = ["--as", name] if name and route != "indicators" else []
        answer = program.ask(route)
        assert (answer.status_code, answer.content) == (200, printed(*command, "--json", *eyes))
