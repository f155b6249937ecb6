"""The shapes of answers, for the OpenAPI document; a test holds every answer to them."""

from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, create_model

from metrics.judgement.row import Row

Number = int | float
Both = dict[Literal["id", "en"], Any]


class Shape(BaseModel):
    """An object with exactly these fields."""

    model_config = ConfigDict(extra="forbid")


def _row() -> type[Shape]:
    """A row of a scorecard, field by field from the row itself."""
    hints = get_type_hints(Row)
    fields: dict[str, Any] = {name: (hints[name], ...) for name in Row.names()}
    return create_model("ScorecardRow", __base__=Shape, **fields)


ScorecardRow = _row()


class Explanation(Shape):
    """One figure taken apart."""

    indicator: str
    period: str
    member: str
    actual: Number | None
    target: Number | tuple[Number, Number] | None
    gap_cases: Number | None
    verdict: Literal["rate", "mix", "both", "nothing_notable"]
    rate_effect: Number | None
    mix_effect: Number | None
    where: dict[str, list[dict[str, Any]]]
    slices: list[dict[str, Any]]
    reasons: list[dict[str, Any]]
    stages: list[dict[str, Any]]
    since: str | None
    forecast: dict[str, Any]
    sentences: dict[Literal["id", "en"], list[str]]
    as_of: int
    n: Number | None
    reference: Number | None
    reference_n: Number | None


class IndicatorEntry(Shape):
    """One indicator."""

    indicator: str
    name: Both
    why_it_matters: Both
    demand: str
    unit: str
    better: Literal["higher", "lower"]
    consolidation: str
    minimum_n: int | None
    legal_basis: str
    owner: str


class RegionEntry(Shape):
    """One place below the root, and the one it lies in."""

    region: str
    parent: str | None
    name: str
    type: str
    capital: str | None
    lat: float | None
    lon: float | None
    population: int | None


class Step(Shape):
    """A milestone of a region."""

    milestone: str
    planned_on: str | None
    happened_on: str | None
    source: Literal["upload", "news"]
    counts: bool


class Path(Shape):
    """Where a region stands."""

    region: str
    population: int
    state: Literal["operating", "planned", "without", "unknown"]
    stage: str | None
    since: str | None
    told_by: str
    disputed: bool
    steps: list[Step]


class Coverage(Shape):
    """The spread of MPPs."""

    on: str
    regions: dict[str, int]
    population: dict[str, int]
    served_share: float | None
    paths: list[Path]
    as_of: int


class RegionFreshness(Shape):
    """How complete the data of a place are, and the one it lies in."""

    region: str
    parent: str | None
    complete_through: str | None


class Freshness(Shape):
    """How complete data are."""

    as_of: int
    targets_version: str
    demo: bool
    complete_through: str | None
    reported: int
    ever_reported: int
    regions: list[RegionFreshness]


class Remark(Shape):
    """What was said of a follow-up."""

    who: str
    when: str
    text: str
    is_sign_off: bool


class Evidence(Shape):
    """A link, or the name of a file."""

    name: str
    sha256: str | None


class FollowUpEntry(Shape):
    """One follow-up."""

    seq: int
    indicator: str
    region: str | None
    where: dict[str, str]
    period: str
    fact: str
    cause: str
    action: str
    owner: str
    deadline: str
    obstacle_code: str | None
    controllable: str | None
    opened_by: str
    opened_at: str
    status: Literal["not_started", "in_progress", "done", "cancelled"]
    done_on: str | None
    evidence: list[Evidence]
    remarks: list[Remark]
    passed: str | None


class Finding(Shape):
    """What was found in a file."""

    row: int | None
    column: str | None
    rule: str
    severity: Literal["error", "warning"]
    message: str


class Receipt(Shape):
    """What became of a file."""

    seq: int | None
    kind: str
    file: str
    sha256: str
    rows_read: int
    rows_accepted: int
    rows_rejected: int
    problems: list[Finding]


class ErrorBody(Shape):
    """Key, place with finding, and remedy."""

    key: str
    message: str
    remedy: str


class Error(Shape):
    """Every answer that is none."""

    error: ErrorBody


ANSWERS: dict[str, Any] = {
    "score": list[ScorecardRow],  # type: ignore[valid-type]  # made of the row's own fields
    "obstacles": Explanation,
    "indicators": list[IndicatorEntry],
    "follow-ups": list[FollowUpEntry],
    "coverage": Coverage,
    "regions": list[RegionEntry],
    "freshness": Freshness,
}
"""Route → the type of its JSON answer; cells are no JSON."""
