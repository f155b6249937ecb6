"""The goals in `targets.yaml`: dated values, per region where set (rules.md §4)."""

import math
import re
from collections.abc import Mapping, Set
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from data import reference_tables, strict_yaml
from data.errors import SetupError
from data.home import Home
from data.yaml_models import Strict, Text, at, refusal
from metrics.achievement import Range, Target
from metrics.indicators import Indicator
from metrics.periods import Period


def _number(value: object) -> object:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError("bukan bilangan. Tulis seperti 90 atau 87.5.")
    return value


def _month(value: str) -> str:
    if not re.fullmatch(r"(19|20)\d{2}-(0[1-9]|1[0-2])", value, re.ASCII):
        raise ValueError('bulan tidak dapat dibaca. Tulis dalam tanda kutip seperti "2026-01".')
    return value


Number = Annotated[int | float, BeforeValidator(_number)]


class Goal(Strict):
    """What is aimed at from a month on, until the next goal of the same indicator."""

    from_month: Annotated[Text, AfterValidator(_month)] = Field(alias="from")
    value: Number | None = None
    range: tuple[Number, Number] | None = None
    regions: Mapping[str, Number] = Field(default_factory=dict)
    decree: Text

    @model_validator(mode="after")
    def _one_value(self) -> Self:
        if self.value is not None and self.range is not None:
            raise ValueError("tulis value atau range, bukan keduanya.")
        if self.value is None and self.range is None and not self.regions:
            raise ValueError("belum ada nilai. Tulis value, range, atau regions.")
        if self.range is not None and self.range[0] > self.range[1]:
            raise ValueError("batas bawah range melebihi batas atasnya. Tukar keduanya.")
        return self

    @property
    def numbers(self) -> tuple[float, ...]:
        """Every value and bound that is written."""
        own = () if self.value is None else (self.value,)
        return (*own, *(self.range or ()), *self.regions.values())

    @property
    def whole(self) -> Target | None:
        """The goal of the province."""
        return Range(*self.range) if self.range is not None else self.value


WITHIN = {"percent": (0, 200), "index": (25, 100), "score": (1, 4)}
"""What a goal may be in each unit; the others may be any number from 0."""

Goals = Mapping[str, tuple[Goal, ...]]
"""Indicator id → its goals, oldest first."""


def load(home: Home, indicators: Mapping[str, Indicator]) -> Goals:
    """Parse the home's `targets.yaml`; the first thing wrong is a SetupError that names line, finding and remedy."""
    path = home.targets
    content: Any = strict_yaml.load(path)
    if not isinstance(content, dict):
        raise SetupError(f"{path.name}, baris 1: belum ada target. Tulis satu bagian untuk setiap indikator.")
    regions = set(reference_tables.regions(home)["code"])
    for key in content:
        if key not in indicators:
            raise at(path, (key,), f"bagian {key}: indikator tidak dikenal. Periksa ejaannya.")
    return {key: _goals(path, indicators[key], written, regions) for key, written in content.items()}


def _goals(path: Path, indicator: Indicator, written: object, regions: Set[str]) -> tuple[Goal, ...]:
    """One indicator's goals, oldest first."""
    key = indicator.id
    if not isinstance(written, list):
        raise at(path, (key,), f"bagian {key}: harus berupa daftar (tiap butir diawali tanda -). Perbaiki.")
    goals: dict[str, Goal] = {}
    for i, told in enumerate(written):
        try:
            goal = Goal.model_validate(told)
        except ValidationError as error:
            first = error.errors()[0]
            raise refusal(path, {**first, "loc": (key, i, *first["loc"])}) from error
        if goal.from_month in goals:
            raise at(path, (key, i), f"bagian {key}: dua target mulai {goal.from_month}. Sisakan satu.")
        for region in goal.regions.keys() - regions:
            raise at(path, (key, i, "regions"), f"bagian {key}: wilayah {region} tidak dikenal. Periksa kodenya.")
        low, high = WITHIN.get(indicator.unit, (0, math.inf))
        if not all(low <= number <= high for number in goal.numbers):
            raise at(path, (key, i), f"bagian {key}: nilai di luar {low} sampai {high}. Periksa satuannya.")
        goals[goal.from_month] = goal
    return tuple(goals[month] for month in sorted(goals))


def in_force(goals: Goals, indicator: Indicator, period: Period, region: str | None) -> Target | None:
    """The goal on the period's last day; of a region when one is named, else of the province.

    Regions inherit the province's goal except for counts; the monthly goals of a count that adds up are added up.
    """
    if indicator.id not in goals:
        return None
    if indicator.is_count and indicator.consolidation == "sum":
        monthly = [_on(goals, indicator, month, region) for month in period.months]
        if any(not isinstance(goal, int | float) for goal in monthly):
            return monthly[0] if len(monthly) == 1 else None
        return sum(goal for goal in monthly if isinstance(goal, int | float))
    return _on(goals, indicator, period.last_month, region)


def _on(goals: Goals, indicator: Indicator, month: str, region: str | None) -> Target | None:
    for goal in reversed(goals.get(indicator.id, ())):
        if goal.from_month > month:
            continue
        if region is not None and region in goal.regions:
            return goal.regions[region]
        if goal.whole is not None:
            return None if region is not None and indicator.is_count else goal.whole
    return None
