"""From strict YAML to a pydantic model; what does not fit becomes one line with file, line, finding and remedy."""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints, ValidationError
from pydantic_core import ErrorDetails

from data.errors import ErrorText, SetupError, error_text
from data.settings import yaml_reader

Model = TypeVar("Model", bound=BaseModel)

_FINDINGS = {
    "missing": "part_missing",
    "extra_forbidden": "part_unknown",
    "string_too_short": "part_blank",
    "string_type": "part_no_text",
    "string_pattern_mismatch": "part_form",
    "int_type": "part_no_whole",
    "int_parsing": "part_no_whole",
    "int_from_float": "part_no_whole",
    "float_type": "part_no_number",
    "float_parsing": "part_no_number",
    "bool_type": "part_no_truth",
    "bool_parsing": "part_no_truth",
    "list_type": "part_no_list",
    "tuple_type": "part_no_list",
    "dict_type": "part_no_pairs",
    "model_type": "part_no_pairs",
    "model_attributes_type": "part_no_pairs",
}
"""What pydantic calls an error → the key of what is told."""


class Strict(BaseModel):
    """Base of every model read from YAML: frozen, and unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    try:
        return datetime.strptime(str(value), "%Y-%m-%d").date()
    except ValueError:
        raise ValueError(error_text("day_unreadable")) from None


Day = Annotated[date, BeforeValidator(_day)]
"""A calendar day written 2026-03-19, quoted or not; a number or a time of day is refused."""

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is not empty; a number, true/false or date that was meant as text is refused."""


def parse(path: Path, model: type[Model]) -> Model:
    """The YAML file as that model; the first thing that does not fit is a SetupError."""
    content = yaml_reader.load(path)
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise refusal(path, error.errors()[0]) from error


def refusal(path: Path, error: ErrorDetails) -> SetupError:
    """One pydantic error in the user's words: 'targets.yaml, baris 12, bagian decree: belum ditulis. Tambahkan.'"""
    spot = tuple(part for part in error["loc"] if part != "[key]")
    part = ".".join(map(str, spot)) or error_text("part_top")
    return at(path, spot, error_text("part", part=part, finding=_finding(error)))


def at(path: Path, spot: tuple[str | int, ...], finding: str | ErrorText) -> SetupError:
    """A finding ('bagian x: … Perbaiki.') at a key path; a path the file lacks has the line of its nearest parent."""
    known = yaml_reader.lines(path)
    while spot not in known:
        spot = spot[:-1]
    return SetupError(error_text("at_part", file=path.name, line=known[spot], finding=finding))


def _alternatives(expected: str) -> str | ErrorText:
    """Pydantic joins what it expects in English."""
    first, either, last = expected.rpartition(" or ")
    return error_text("or", first=first, last=last) if either else expected


def _finding(error: ErrorDetails) -> str | ErrorText:
    context: Mapping[str, object] = error.get("ctx") or {}
    if error["type"] == "value_error":
        why = context["error"]
        return why.args[0] if isinstance(why, ValueError) and isinstance(why.args[0], ErrorText) else str(why)
    if error["type"] in ("literal_error", "enum"):
        return error_text("choice_unknown", choices=_alternatives(str(context["expected"])))
    if error["type"] in ("less_than", "greater_than"):
        return error_text(f"part_{error['type']}", **context)
    return error_text(_FINDINGS.get(error["type"], "part_unusable"))
