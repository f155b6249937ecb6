"""Paths: a target that moves from one value to a later one, straight or in steps, and what it is in each month."""

import math
import re
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from data.errors import ErrorText, error_text
from data.settings.yaml_models import Strict, Text

LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
"""Calendar units and how many months they have; they begin in January."""
MONTH_PATTERN = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(error_text("target_number"))
    return value


def _month(value: str) -> str:
    if not re.fullmatch(MONTH_PATTERN.strip("^$"), value, re.ASCII):
        raise ValueError(error_text("target_month"))
    return value


Number = Annotated[int | float, BeforeValidator(_number), WithJsonSchema({"type": "number"})]
Month = Annotated[Text, AfterValidator(_month), WithJsonSchema({"type": "string", "pattern": MONTH_PATTERN})]
"""A calendar month written "2026-01"."""


class Path(Strict):
    """The way from a goal's value to a later one, which then holds until the next goal."""

    to: Number = Field(description="Nilai yang dituju, dalam satuan indikator.")
    by: Month = Field(description="Bulan saat nilai itu tercapai; sejak itu nilainya tetap.")
    shape: Literal["straight", "steps"] = Field(
        "straight", description="straight: bergeser sama besar setiap bulan; steps: naik bertangga."
    )
    every: Literal["quarter", "half", "year"] | None = Field(
        None, description="Panjang satu anak tangga pada shape steps: triwulan (bawaan), semester, atau tahun kalender."
    )

    @property
    def unit(self) -> str:
        """The calendar unit within which the target stays the same."""
        return "month" if self.shape == "straight" else self.every or "quarter"

    def fault(self, first: str) -> ErrorText | None:
        """What is wrong with a path that starts in `first`; None when nothing is."""
        if self.every is not None and self.shape == "straight":
            return error_text("target_every")
        if self.by <= first:
            return error_text("target_by_early", by=self.by, first=first)
        if block(self.by, self.unit) == block(first, self.unit):
            return error_text("target_by_same_step", by=self.by, first=first)
        return None


def on_path(start: float, first: str, path: Path, month: str) -> float:
    """The target of a month, from `first` on: equal moves from `start` to `path.to`, one each unit of the calendar.

    Exact in decimals, so that half of the way from 80 to 95 is 87.5 and a figure of 87.5 reaches it.
    """
    if month >= path.by:
        return path.to
    begun = block(first, path.unit)
    done, all_ = block(month, path.unit) - begun, block(path.by, path.unit) - begun
    if done == 0:
        return start
    low, high = Fraction(str(start)), Fraction(str(path.to))
    return float(low + (high - low) * done / all_)


def block(month: str, unit: str) -> int:
    """The running number of the calendar unit that a month lies in."""
    return (int(month[:4]) * 12 + int(month[5:]) - 1) // LENGTHS[unit]


def begins(month: str, unit: str) -> bool:
    """Whether a unit of the calendar begins with that month."""
    return (int(month[5:]) - 1) % LENGTHS[unit] == 0
