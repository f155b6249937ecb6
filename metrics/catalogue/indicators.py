"""The indicators: one YAML entry each (`metrics/indicators.yaml`, and the home's own `indicators.yaml` beside it)."""

import functools
import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from data.errors import ErrorText, SetupError, error_text
from data.home import Home
from data.schema import sql_expression
from data.settings import yaml_reader
from data.settings.yaml_models import Day, Strict, Text, at, refusal

SHIPPED = Path(__file__).resolve().parents[1] / "indicators.yaml"
RUNNING = ("coverage", "milestone_waits")
"""Streams whose months count one thing that goes on; of them the newest counts."""
STREAMS_DIR = Path(__file__).resolve().parents[1] / "streams"

OPERATING = "mpp_operating"
"""The one indicator that the product itself knows by name: how many regions have an MPP, known without any record."""

Better = Literal["higher", "lower"]
Unit = Literal["percent", "index", "score", "points", "days", "calendar_days", "months", "minutes", "rupiah", "count"]
Stream = Annotated[str, StringConstraints(pattern="^[a-z_]+$")]
Terms = Mapping[Stream, str]
"""Stream → SQL aggregate over its rows; the terms of several streams add up."""


def _both(words: Mapping[str, str]) -> Mapping[str, str]:
    if set(words) != {"id", "en"}:
        raise ValueError(error_text("indicator_languages"))
    return words


Words = Annotated[Mapping[Literal["id", "en"], Text], AfterValidator(_both)]


def _word(id_: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]*", id_):
        raise ValueError(error_text("indicator_id"))
    return id_


class Quantile(Strict):
    """A quantile of a whole number over a stream's rows, linearly interpolated (`percentile_cont`)."""

    stream: Stream
    value: str
    where: str = "true"
    of: float = Field(gt=0, lt=1)

    @property
    def exactly(self) -> Fraction:
        """`of` as it is written: 0.9 is no binary number."""
        return Fraction(str(self.of))


class Spread(Strict):
    """A whole number per row of a stream, whose distribution gives an index its interval."""

    stream: Stream
    value: str


class Formula(Strict):
    """`times` × the mean of those indicators' actuals that exist."""

    times: float
    mean_of: tuple[str, ...] = Field(min_length=1)


class Definition(Strict):
    """One indicator as it is written."""

    name: Words
    why_it_matters: Words
    demand: Literal["cepat", "efektif", "efisien", "responsif", "mudah", "elektronik", "mandiri", "lengkap", "terukur"]
    unit: Unit
    better: Better
    consolidation: Literal["weighted", "sum", "last", "pooled"]
    numerator: Terms | None = None
    denominator: Terms | None = None
    squares: Terms | None = None
    known: Terms | None = None
    """Conditions of the rows by which something is known of the numerator: where none holds it is null, not 0.

    Rows of its own streams decide; where there are none, those of other streams tell whether it is 0.
    """
    untold: Terms | None = None
    """Of a share, conditions of the rows that say nothing of it: where no other does, it is not known."""
    times: Literal["days_of_period"] | None = None
    quantile: Quantile | None = None
    formula: Formula | None = None
    entered: Literal[True] | None = None
    bounds: tuple[float, float] | None = None
    """The least and the greatest value it can have, where its unit does not say so."""
    spread: Spread | None = None
    interval: Literal["none"] | None = None
    minimum_n: int | None = Field(None, ge=2)
    legal_basis: Text
    owner: Text
    reviewed_on: Day
    next_review: Day

    @model_validator(mode="after")
    def _one_way_to_count(self) -> Self:
        ways = [way for way in ("numerator", "quantile", "formula", "entered") if getattr(self, way) is not None]
        if len(ways) != 1:
            raise ValueError(error_text("indicator_ways"))
        if self.numerator is not None and (self.denominator is None) != (self.unit == "count"):
            raise ValueError(error_text("indicator_denominator"))
        if self.known is not None and self.numerator is None:
            raise ValueError(error_text("indicator_known"))
        if self.untold is not None and self.denominator is None:
            raise ValueError(error_text("indicator_untold"))
        if self.times is not None and self.denominator is None:
            raise ValueError(error_text("indicator_times"))
        if self.entered and (self.unit == "count" or self.consolidation not in ("last", "weighted")):
            raise ValueError(error_text("indicator_entered"))
        if self.next_review < self.reviewed_on:
            raise ValueError(error_text("indicator_review"))
        return self


class Indicator(Definition):
    """A definition with its id."""

    id: Annotated[str, AfterValidator(_word)]
    file: Path = SHIPPED
    """Where the entry stands."""

    @property
    def is_count(self) -> bool:
        """Counts add up and never inherit a target."""
        return self.unit == "count"

    @property
    def is_running(self) -> bool:
        """Its months count what goes on, so that they have no control limits and nothing is said of a change."""
        return not self.streams.isdisjoint(RUNNING)

    @property
    def factor(self) -> int:
        """From numerator over denominator to the indicator's own unit."""
        return 100 if self.unit == "percent" else 1

    def measures(self) -> Iterator[tuple[str, str, str]]:
        """Stream, column of its cells, and SQL aggregate of every sum this indicator needs."""
        for part in ("numerator", "denominator", "squares"):
            for stream, sql in (getattr(self, part) or {}).items():
                yield stream, f"{self.id}__{part}", sql
        for stream, condition in (self.known or {}).items():
            column = "known" if stream in (self.numerator or {}) else "none_known"
            yield stream, f"{self.id}__{column}", f"count(*) filter (where {condition})"
        for stream, condition in (self.untold or {}).items():
            yield stream, f"{self.id}__untold", f"count(*) filter (where {condition})"

    def expressions(self) -> Iterator[str]:
        """All SQL that is written in it."""
        for part in ("numerator", "denominator", "squares", "known", "untold"):
            yield from (getattr(self, part) or {}).values()
        if self.quantile:
            yield from (self.quantile.value, self.quantile.where)
        if self.spread:
            yield self.spread.value

    def distribution(self) -> tuple[str, str, str] | None:
        """Stream, whole-number SQL, and condition of the values whose counts this indicator needs."""
        if self.quantile:
            return self.quantile.stream, self.quantile.value, self.quantile.where
        return (self.spread.stream, self.spread.value, "true") if self.spread else None

    @functools.cached_property
    def streams(self) -> frozenset[str]:
        """Every stream this indicator reads itself."""
        counted = self.distribution()
        parts = (self.numerator, self.denominator, self.squares)
        return frozenset({stream for part in parts for stream in part or ()} | ({counted[0]} if counted else set()))


def load(home: Home) -> dict[str, Indicator]:
    """Every indicator by id, the home's own ones last; the first thing wrong is a SetupError with its place."""
    known = _read(SHIPPED)
    own = home.own("indicators.yaml")
    if own is not None:
        known |= _read(own)
    for path in (SHIPPED, own):
        if path is not None:
            _check_references(path, known)
    for indicator in known.values() if own is not None else ():
        if indicator.file == own:
            _check_sql(indicator)
    return known


def _check_sql(indicator: Indicator) -> None:
    """SetupError for SQL of an office that is more than an expression of listed functions."""
    for sql in indicator.expressions():
        if (finding := sql_expression.fault(sql)) is not None:
            raise fault(indicator, finding)


def _read(path: Path) -> dict[str, Indicator]:
    content: Any = yaml_reader.load(path)
    if not isinstance(content, dict):
        raise SetupError(error_text("at_line", file=path.name, line=1, finding=error_text("indicator_none")))
    entries = {}
    for key, written in content.items():
        try:
            entries[key] = Indicator.model_validate(_entry(key, written, path))
        except ValidationError as error:
            first = error.errors()[0]
            raise refusal(path, {**first, "loc": (key, *first["loc"])}) from error
    return entries


def fault(indicator: Indicator, finding: ErrorText) -> SetupError:
    """A finding about one entry, with the file and line it stands in."""
    return at(indicator.file, (indicator.id,), error_text("part", part=indicator.id, finding=finding))


def _entry(key: object, written: Any, path: Path) -> Any:
    """What pydantic is to parse: the entry with its id and file, or whatever else was written."""
    return {**written, "id": key, "file": path} if isinstance(written, dict) else written


def _check_references(path: Path, indicators: Mapping[str, Indicator]) -> None:
    known = {stream.stem for stream in STREAMS_DIR.glob("*.sql")}
    for key in yaml_reader.load(path):  # type: ignore[attr-defined]  # a mapping, as _read has found
        indicator = indicators[key]
        for stream in (indicator.streams | set(indicator.known or ()) | set(indicator.untold or ())) - known:
            raise fault(indicator, error_text("stream_unknown", stream=stream, known=", ".join(sorted(known))))
        for part in indicator.formula.mean_of if indicator.formula else ():
            if part not in indicators:
                raise _formula_fault(path, key, error_text("formula_part_missing", indicator=part))
        if key in parts_of(key, indicators):
            raise _formula_fault(path, key, error_text("formula_circular"))


def _formula_fault(path: Path, key: str, finding: ErrorText) -> SetupError:
    return at(path, (key, "formula"), error_text("part", part=f"{key}.formula", finding=finding))


def parts_of(id_: str, known: Mapping[str, Indicator], above: tuple[str, ...] = ()) -> list[str]:
    """Every indicator that an indicator's formula rests on, however deep, each after its own parts.

    In a circle the indicator stands among its own parts.
    """
    parts: dict[str, None] = {}
    formula = known[id_].formula
    for part in formula.mean_of if formula else ():
        if part not in (*above, id_):
            parts |= dict.fromkeys(parts_of(part, known, (*above, id_)))
        parts[part] = None
    return list(parts)
