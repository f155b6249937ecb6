"""What may be asked: one model a route, whose fields are the parameters, named as the options of the terminal.

The OpenAPI document is made from these models, so what is described is what is taken.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from api.errors import ApiError
from data.errors import error_text
from metrics.obstacles.explanation import Against
from metrics.scorecard import request

LARGEST_PAGE = 1000
LONGEST = 100
"""Signs of a parameter."""
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
Month = Annotated[str, StringConstraints(pattern=r"^(199\d|20[0-8]\d)-(0[1-9]|1[0-2])$")]
"""A month of the years that periods know."""
FileName = Annotated[str, StringConstraints(pattern=r"^[^./\\\x00-\x1f][^/\\\x00-\x1f]{0,199}$")]
"""No path, and no hidden file."""
Model = TypeVar("Model", bound="Question")


class Question(BaseModel):
    """No parameter at all."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AtEntry(Question):
    """A question that can be answered as the ledger stood."""

    as_of: int | None = Field(None, ge=0, le=99_999_999, description="Number of the ledger's entry to answer as of.")


class Listed(AtEntry):
    """A question whose answer is a list, which may be cut into pages."""

    limit: int | None = Field(None, ge=1, le=LARGEST_PAGE, description="At most so many rows; all without it.")
    offset: int = Field(0, ge=0, description="How many rows to leave out before the first.")


class Score(Listed):
    """As `score`."""

    period: Text | None = Field(None, description="2026-10, 2026-Q3, 2026-S1, 2026, 2024-01..2026-10, ytd:, r12:")
    region: Text | None = Field(None, description="Code of a region; the whole within the token's scope without it.")
    indicator: tuple[Text, ...] = Field((), description="May be repeated; all without it.")
    by: Text | None = Field(None, description=" | ".join(request.BY))
    format: Literal["json", "csv"] = "json"


class Obstacles(AtEntry):
    """As `obstacles`."""

    indicator: Text
    period: Text | None = None
    region: Text | None = None
    against: Against = "target"


class Cells(AtEntry):
    """The cells of one stream."""

    stream: Text = Field(description="Name of a stream, such as completions; a wrong one is answered with all.")
    since: Month | None = Field(None, description="First month.")
    until: Month | None = Field(None, description="Last month.")
    format: Literal["parquet", "csv"] = "parquet"


class Upload(Question):
    """As `load`; the file itself is the body of the request."""

    file: FileName = Field(description="Name of the file.")
    kind: Text
    profile: Annotated[str, StringConstraints(pattern=r"^[\w .-]{1,80}$")] | None = Field(
        None, description="Name of an import profile."
    )
    region: Text | None = None
    period: Text | None = None
    sheet: Text | None = None
    dry_run: bool = False


def read(model: type[Model], parameters: Sequence[tuple[str, str]]) -> Model:
    """The question that an address asks; ApiError 400 names the parameter that is wrong, and not its value."""
    values: dict[str, Any] = {}
    for name, value in parameters:
        field = name.replace("-", "_")
        if field not in model.model_fields:
            known = ", ".join(model.model_fields) or "-"
            raise ApiError(400, error_text("api.parameter_unknown", known=known))
        if field == "indicator" and model is Score:
            values[field] = (*values.get(field, ()), value)
        elif field in values:
            raise ApiError(400, error_text("api.parameter_twice", parameter=field))
        else:
            values[field] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        flaw = error.errors(include_url=False, include_input=False)[0]
        key = "api.parameter_missing" if flaw["type"] == "missing" else "api.parameter_refused"
        raise ApiError(400, error_text(key, parameter=flaw["loc"][0])) from error
