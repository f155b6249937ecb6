"""The scales that name a value (`metrics/scales.yaml`): levels by lower bounds, for printed intervals leave gaps."""

import functools
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Self, TypeAlias

from pydantic import Field, model_validator

from data.errors import error_text
from data.settings.yaml_models import Strict, Text, parse

FILE = Path(__file__).resolve().parents[1] / "scales.yaml"
Scale: TypeAlias = Sequence[tuple[Decimal, str]]


class Level(Strict):
    """One level and the lowest value that reaches it."""

    lowest: float = Field(alias="from")
    level: Text


class Written(Strict):
    """A scale as it is written, highest level first."""

    source: Text
    levels: tuple[Level, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _falling(self) -> Self:
        if any(above.lowest <= below.lowest for above, below in pairwise(self.levels)):
            raise ValueError(error_text("scale_order"))
        return self


class ScalesFile(Strict):
    """The whole file."""

    permendagri_86_2017: Written
    skm_14_2017: Written


@functools.cache
def named(name: str) -> Scale:
    """A scale by its name: (lowest value, level), highest first."""
    written: Written = getattr(parse(FILE, ScalesFile), name)
    return tuple((Decimal(repr(level.lowest)), level.level) for level in written.levels)


def level(value: float, scale: Scale) -> str:
    """The key of the highest lower bound reached by the value, rounded half up to 2 decimals; else the last key.

    Read by lower bounds because the printed intervals leave gaps (75 to 76, 76.60 to 76.61).
    """
    rounded = round_half_up(value, 2)
    return next((key for bound, key in scale if rounded >= bound), scale[-1][1])


def round_half_up(value: float, digits: int) -> Decimal:
    """The number as written in its shortest form, rounded with halves away from 0: 64.995 gives 65.00."""
    # From repr, because 64.995 in binary is a little less and would give 64.99; plus 0 turns -0.00 into 0.00.
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0
