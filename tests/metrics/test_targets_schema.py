"""targets.schema.json is what the program reads: editors and program refuse the same."""

import json

import jsonschema
import pytest

from data.home import PROJECT
from data.settings import yaml_reader
from metrics.targets import json_schema

SCHEMA = json.loads(json_schema.text())


def test_the_schema_in_the_repository_is_that_of_the_models():
    written = json_schema.FILE.read_text(encoding="utf-8")
    assert written == json_schema.text(), f"targets.schema.json is out of date: {json_schema.COMMAND}"


def test_the_shipped_file_names_it_in_its_first_line_and_fits_it():
    path = PROJECT / "targets.yaml"
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema={json_schema.FILE.name}"
    jsonschema.validate(yaml_reader.load(path), SCHEMA)


GOAL = {"from": "2026-01", "value": 90, "decree": "SK"}


@pytest.mark.parametrize(
    "more",
    [
        {"path": {"to": 95, "by": "2026-12"}},
        {"path": {"to": 95, "by": "2026-12", "shape": "steps", "every": "quarter"}},
        {"regions": {"11.71": 95, "11.72": [80, 90], "11.73": {"value": 80, "path": {"to": 90, "by": "2026-12"}}}},
        {"services": {"PTS-05": 90}, "per": "year", "weight": 0.5, "owner": "A", "approver": "B", "correction": "C"},
        {"reference": {"value": 92, "source": "RPJMN"}},
    ],
)
def test_what_can_be_written_fits(more):
    jsonschema.validate({"on_time_rate": [GOAL | more]}, SCHEMA)


@pytest.mark.parametrize(
    "content",
    [
        [],
        {"On time": []},
        {"on_time_rate": 90},
        {"on_time_rate": [{"from": "2026-01", "value": 90}]},
        {"on_time_rate": [GOAL | {"value": "90"}]},
        {"on_time_rate": [GOAL | {"from": "2026"}]},
        {"on_time_rate": [GOAL | {"range": [1]}]},
        {"on_time_rate": [GOAL | {"nilai": 1}]},
        {"on_time_rate": [GOAL | {"weight": -1}]},
        {"on_time_rate": [GOAL | {"owner": None}]},
        {"on_time_rate": [GOAL | {"path": {"to": 95, "by": "2026-12", "shape": "curved"}}]},
    ],
)
def test_what_cannot_does_not(content):
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, SCHEMA)
