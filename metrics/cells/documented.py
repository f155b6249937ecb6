"""What documents say of an indicator that is computed from records: shown beside our figure, and never in its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data import sql_files
from metrics.catalogue.indicators import Indicator
from metrics.cells.reader import Reader
from metrics.periods import Period


@dataclass(frozen=True)
class Documented:
    """A figure of a document, in the indicator's own unit."""

    period: str
    actual: float
    document_no: str


def of(reader: Reader, indicator: Indicator, period: Period, region: str | None) -> Sequence[Documented]:
    """The figures of documents whose period ends in the one asked for, the newest first; of the province where None."""
    asked: dict[str, object] = {"indicator": indicator.id, "first": period.first_day, "last": period.last_day}
    frame = reader.by_region(sql_files.read(Path(__file__).with_suffix(".sql")), {**asked, "region": region})
    rows: Any = frame.astype(object).where(frame.notna(), None).itertuples()
    figures = ((row, _actual(row, indicator)) for row in rows)
    return tuple(Documented(row.period, actual, row.document_no) for row, actual in figures if actual is not None)


def _actual(row: Any, indicator: Indicator) -> float | None:
    if row.value is not None:
        return float(row.value)
    return indicator.factor * row.numerator / row.denominator if row.denominator else None
