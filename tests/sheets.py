"""Sheets of months compared: all that is said in them, and numbers that lines are drawn with nearly."""

import math
from collections.abc import Iterator
from dataclasses import fields

from metrics.judgement.row import Row
from metrics.scorecard.monthly_cube import Sheet


def differences(one: Sheet, other: Sheet) -> list[object]:
    """Where two sheets do not say the same; sums of another order may differ in their last digits."""
    found: list[object] = list(one.rows.keys() ^ other.rows.keys())
    for key in one.rows.keys() & other.rows.keys():
        for indicator, row in one.rows[key].items():
            found += [(*key, indicator, *each) for each in _of_rows(row, other.rows[key][indicator])]
    fields_ = [field.name for field in fields(Sheet) if field.compare and field.name != "rows"]
    return found + [name for name in fields_ if getattr(one, name) != getattr(other, name)]


def _of_rows(one: Row, other: Row) -> Iterator[tuple[object, ...]]:
    for name in (*Row.names(), "level.most"):
        pair = [
            each.level and each.level.most if name == "level.most" else getattr(each, name) for each in (one, other)
        ]
        if pair[0] != pair[1]:
            yield name, *pair
    for near in (
        (one.autocorrelation, other.autocorrelation),
        [(each.level and each.level.sway) or 0.0 for each in (one, other)],
    ):
        if not math.isclose(*near, rel_tol=1e-9, abs_tol=1e-9):
            yield near
