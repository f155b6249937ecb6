"""Columns of text from arrays of numbers: tables of all possible texts, taken by position (-1 is a blank cell)."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from pandas.api.extensions import ExtensionArray

from data.demo.scenario import Setting
from data.demo.working_time import DAY, Bools, Ints


def strings(values: Sequence[str]) -> ExtensionArray:
    """A column of text."""
    return pd.array(list(values), dtype="str")


def chosen(table: ExtensionArray, position: Ints, known: Bools | None = None) -> ExtensionArray:
    """The texts at these positions; blank at -1 and where not known."""
    where = position if known is None else np.where(known, position, -1)
    return table.take(where, allow_fill=True, fill_value="")


def integers(number: Ints, known: Bools) -> ExtensionArray:
    """Small whole numbers from 0; blank where not known."""
    largest = int(number.max(initial=0))
    return chosen(strings([str(value) for value in range(largest + 1)]), number, known)


def numbers(setting: Setting, prefix: str, region: Ints, year: int | Ints, number: Ints) -> ExtensionArray:
    """Plainly artificial and unique in a region: CONTOH-1171-2026-000123."""
    first, last = int(setting.months[0][:4]), int(setting.months[-1][:4])
    codes = [code.replace(".", "") for code in setting.regions]
    table = strings([f"{prefix}-{code}-{of}-" for code in codes for of in range(first, last + 1)])
    serial = pd.Series(number).astype("str").str.zfill(6).array
    return chosen(table, region * (last - first + 1) + year - first) + serial  # type: ignore[operator, no-any-return]


class Moments:
    """Moments and days as text, from a table of all days and one of all minutes of a day."""

    def __init__(self, setting: Setting) -> None:
        days = np.arange(setting.worktime.cum.shape[1]) + setting.worktime.first_day
        self._days = strings(days.astype(str).tolist())
        self._minutes = strings([f" {minute // 60:02d}:{minute % 60:02d}" for minute in range(DAY)])

    def text(self, moment: Ints, known: Bools | None = None) -> ExtensionArray:
        """YYYY-MM-DD HH:MM; blank where not known."""
        day, minute = np.divmod(moment, DAY)
        return chosen(self._days, day, known) + chosen(self._minutes, minute, known)  # type: ignore[operator, no-any-return]

    def days(self, day: Ints, known: Bools | None = None) -> ExtensionArray:
        """YYYY-MM-DD; blank where not known."""
        return chosen(self._days, day, known)
