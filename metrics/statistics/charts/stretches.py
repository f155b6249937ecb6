"""The months of many series, and the segment of each that a period is judged on, in arrays.

Arrays are [series, period] or [series, period, months back], 0 the latest point.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Number = TypeVar("Number", np.float64, np.int64)

LOOKED_BACK = 120
"""Months looked back on at most: limits of ten years ago say nothing of today."""


@dataclass(frozen=True)
class Series:
    """Monthly values [series, month], NaN where a month is no point; `firsts` and `lasts` are columns, [period].

    `cases` are those behind each value (NaN: not known), `rho` the indicator's autocorrelation at each period's end;
    `rebased` names the columns, by series, in or after which a recorded change starts a new segment.
    """

    values: Floats
    cases: Floats
    firsts: Ints
    lasts: Ints
    rho: Floats
    rebased: Mapping[int, Collection[int]]


@dataclass(frozen=True)
class Stretches:
    """The points of each series moved together, and where the latest segment of each period starts and ends.

    It starts LOOKED_BACK months before the period's end at the earliest, however many months stand before it.
    """

    values: Floats
    cases: Floats
    months: Ints
    start: Ints
    end: Ints
    has_own: Bools
    rho: Floats

    @property
    def points(self) -> Ints:
        """How many points the segment has."""
        return self.end - self.start

    @staticmethod
    def of(series: Series) -> "Stretches":
        """The stretches that the periods are judged on."""
        present = ~np.isnan(series.values)
        order = np.argsort(~present, axis=1, kind="stable")
        upto = np.concatenate([np.zeros((len(present), 1), np.int64), np.cumsum(present, axis=1)], axis=1)
        longest = max(int(upto[:, -1].max(initial=0)), 1)
        order = order[:, :longest]
        values = np.take_along_axis(np.nan_to_num(series.values), order, axis=1)
        cases = np.take_along_axis(series.cases, order, axis=1)
        end, before = upto[:, series.lasts + 1], upto[:, series.firsts]
        begins = np.zeros((len(values), longest), np.int64)
        for row, columns in series.rebased.items():
            for column in columns:
                if (place := upto[row, column]) < longest:  # a change after the last point begins nothing yet
                    begins[row, place] = place
        begins = np.maximum.accumulate(begins, axis=1)
        start = np.where(end > 0, at(begins, end - 1), 0)
        start = np.maximum(start, upto[:, np.maximum(series.lasts + 1 - LOOKED_BACK, 0)])
        return Stretches(values, cases, order.astype(np.int64), start, end, end > before, series.rho)

    def inside(self, skipped: int = 0) -> Bools:
        """[series, period, point]: the points of the latest segment without its first few."""
        place = np.arange(self.values.shape[1])
        points: Bools = (place >= self.start[..., None] + skipped) & (place < self.end[..., None])
        return points

    def total(self, values: Floats) -> Floats:
        """[series, period]: the sum over the latest segment of a value of each point."""
        upto = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
        total: Floats = at(upto, self.end) - at(upto, self.start)
        return total

    def back(self, values: npt.NDArray[Number], number: int) -> npt.NDArray[Number]:
        """[series, period, back]: the latest points, any value where there are not so many."""
        place = self.end[..., None] - 1 - np.arange(number)
        flat = at(values, place.reshape(len(values), -1))
        return flat.reshape(place.shape)


def at(values: npt.NDArray[Number], places: Ints) -> npt.NDArray[Number]:
    """The value of each series at a place of its own; the first where the place lies before it."""
    return np.take_along_axis(values, np.clip(places, 0, values.shape[1] - 1), axis=1)
