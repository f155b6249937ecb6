"""The one place of the obstacle analysis that asks the reader: a table for each question, as its module wants it."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.cells.reader import Reader
from metrics.obstacles.input.terms import COLUMNS, Measure, Parts
from metrics.periods import Period, plus_months

DIMENSIONS = ("region", "service", "agency", "channel")
FINE = ("region_code", "service_code", "agency_code", "channel", "authority", "kind", "weekday", "obstacle_code")
"""The columns of a leaf; a stream that lacks the last two tells "-" there."""
DATED = ("completions", "backlog")
"""Streams whose rows carry an obstacle code and the day they began on."""
SERVED = ("completions", "backlog", "recap_backlog", "receipts", "responses", "complaints", "first_responses", "visits")
"""Streams whose rows are cases that a slice can be made of."""
HISTORY = 60
"""Months of a figure's series."""
SLICE_HISTORY = 25
"""Months before now that tell how slices move: two seasons, and the month beside the second."""
EVER = Period("1900-01..2099-12")
STAGE_SUMS = {
    "n": "sum(n)",
    "waiting": "sum(waiting_days)",
    "returned": "sum(n) filter (where entries > 1)",
    "handed_over": "sum(n) filter (where handovers > 0)",
}
"""What is summed per stage, holder, on_time and working_days of the stream `stages`."""


@dataclass(frozen=True)
class Gatherer:
    """What is read for one question: the indicator's measure, now, then (None: nothing to compare with), the region.

    `rest_of_province` compares with everybody else in the same period instead of with another period.
    """

    reader: Reader
    measure: Measure
    now: Period
    then: Period | None
    region: str | None
    rest_of_province: bool = False

    @property
    def indicator(self) -> Indicator:
        """What is explained."""
        return self.measure.indicator

    def parts(self, by: str | None) -> list[Parts]:
        """One frame a term, split by one of DIMENSIONS (None: the whole, member "")."""
        if self.rest_of_province:
            pairs = list(zip(self._now(self._slice(by)), self._rest(by), strict=True))
        else:
            periods = (self.now,) if self.then is None else (self.now, self.then)
            sides = self._sides(Slice(periods, self.region, by))
            then = "" if self.then is None else self.then.code
            pairs = [(side[self.now.code], side.get(then, side[self.now.code].iloc[:0])) for side in sides]
        terms = zip(pairs, self.measure.terms, strict=True)
        return [Parts(_beside(now, before), term.weight) for (now, before), term in terms]

    def _slice(self, by: str | None, rest: bool = False) -> Slice:
        """Of now the cells of the region, or of all others together."""
        return Slice((self.now,), None, by, rest_of=self.region) if rest else Slice((self.now,), self.region, by)

    def _rest(self, by: str | None) -> list[pd.DataFrame]:
        """Per term what all others together have now; by region they stand under the one region's name."""
        if by != "region":
            return self._now(self._slice(by, rest=True))
        return [table.set_axis([str(self.region)] * len(table)) for table in self._now(self._slice(None, rest=True))]

    def _now(self, slice_: Slice) -> list[pd.DataFrame]:
        return [side[self.now.code] for side in self._sides(slice_)]

    def _sides(self, slice_: Slice) -> list[dict[str, pd.DataFrame]]:
        """Per term and period code a frame by member: x and n."""
        periods = slice_.periods
        indicators = [term.indicator for term in self.measure.terms]
        sums = pd.DataFrame(self.reader.sums(slice_, indicators))
        tables = [_ratio(sums, indicator) for indicator in indicators]
        return [{p.code: t[t["period"] == p.code].set_index("member")[["x", "n"]] for p in periods} for t in tables]

    def distributions(self, by: str | None, compared: bool = False) -> dict[str, dict[int, int]]:
        """Member → value → cases of a quantile, now or of what it is compared with."""
        if not compared:
            return self._distributions(self._slice(by))
        if self.rest_of_province:
            return self._distributions(self._slice(by, rest=True))
        return {} if self.then is None else self._distributions(Slice((self.then,), self.region, by))

    def _distributions(self, slice_: Slice) -> dict[str, dict[int, int]]:
        return {member: dict(pairs) for (_, member), pairs in self.reader.counts(slice_, self.indicator).pairs()}

    def leaves(self, periods: Sequence[Period]) -> pd.DataFrame:
        """The finest table: period, FINE, x, n; of one term only."""
        return self._leaves(FINE, Slice(tuple(periods), self.region, "leaf"))

    def monthly(self) -> pd.DataFrame:
        """The same of each month before now, without weekday and code: how slices move by themselves.

        Of a now longer than a month its own months follow.
        """
        months = [plus_months(self.now.first_month, -back) for back in range(SLICE_HISTORY, 0, -1)]
        months += self.now.months if len(self.now.months) > 1 else ()
        slice_ = Slice(tuple(map(Period, months)), self.region, "leaf")
        terms = {"x": self.indicator.numerator or {}, "n": self.indicator.denominator or {}}
        frames = []
        for stream in dict.fromkeys((*terms["x"], *terms["n"])):
            columns = {"x": f"{self.indicator.id}__numerator", "n": f"{self.indicator.id}__denominator"}
            sums = {name: f"coalesce(sum({columns[name]}), 0)" if stream in terms[name] else "0.0" for name in terms}
            frames.append(self.reader.leaves(stream, FINE[:-2], sums, slice_))
        cells = pd.concat(frames)
        if len(frames) > 1:
            cells = cells.groupby(["period", *FINE[:-2]], as_index=False).sum()
        return cells[(cells["n"] != 0) | (cells["x"] != 0)]

    def rest_leaves(self) -> pd.DataFrame:
        """The same of all others together in this period, without region."""
        return self._leaves([name for name in FINE if name != "region_code"], self._slice(None, rest=True))

    def _leaves(self, fine: Sequence[str], slice_: Slice) -> pd.DataFrame:
        frames = []
        terms = {"x": self.indicator.numerator or {}, "n": self.indicator.denominator or {}}
        for stream in dict.fromkeys((*terms["x"], *terms["n"])):
            known = fine if stream in DATED else [name for name in fine if name not in FINE[-2:]]
            sums = {name: side.get(stream, "sum(0)") for name, side in terms.items()}
            frames.append(self.reader.grouped(stream, known, sums, slice_))
        leaves = pd.concat(frames).fillna({**dict.fromkeys(fine, "-"), "x": 0.0, "n": 0.0})
        for name in set(fine) - set(leaves):
            leaves[name] = "-"
        return leaves if len(frames) == 1 else leaves.groupby(["period", *fine], as_index=False).sum()

    def late_days(self) -> pd.DataFrame:
        """Working days past due of what was decided late: obstacle_code, days."""
        rows = self.reader.grouped("late", ("obstacle_code",), {"days": "sum(late_days)"}, self._slice(None))
        return rows[["obstacle_code", "days"]]

    def late_values(self, value: str, where: str) -> pd.DataFrame:
        """Of a quantile's late cases: obstacle_code, value, late_days, n."""
        keys = ("obstacle_code", value, "late_days")
        rows = self.reader.grouped("late", keys, {"n": "sum(n)"}, self._slice(None), where)
        return rows.rename(columns={value: "value"})

    def stages(self, now: Period, then: Period | None) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The steps of what was decided now and then, as `stages.explained` wants them."""
        dimensions = ("stage", "holder", "on_time", "working_days")
        periods = (now,) if then is None else (now, then)
        rows = self.reader.grouped("stages", dimensions, STAGE_SUMS, Slice(periods, self.region, None)).fillna(0.0)
        rows = rows.assign(working_days=pd.to_numeric(rows["working_days"]))
        return rows[rows["period"] == now.code], rows[rows["period"] == (then.code if then else "")]

    def open_holders(self) -> pd.DataFrame:
        """Who holds the cases that are open now: stage, holder, cases, overdue."""
        sums = {"cases": "sum(n)", "overdue": "sum(n) filter (where overdue)"}
        standing = self.reader.grouped("open_stages", ("stage", "holder"), sums, Slice((EVER,), self.region, None))
        return standing.fillna(0.0).drop(columns="period").sort_values("cases", ascending=False, ignore_index=True)


def months_up_to(period: Period) -> list[str]:
    """The months a series is drawn over, oldest first."""
    return [plus_months(period.last_month, -back) for back in range(HISTORY - 1, -1, -1)]


def _ratio(sums: pd.DataFrame, indicator: Indicator) -> pd.DataFrame:
    x, n = f"{indicator.id}__numerator", f"{indicator.id}__denominator"
    ratio = sums[["period", "member"]].assign(x=sums.get(x, 0.0), n=sums.get(n, 0.0))
    return ratio.fillna({"x": 0.0, "n": 0.0})


def _beside(now: pd.DataFrame, before: pd.DataFrame) -> pd.DataFrame:
    joined = pd.concat([now.add_suffix("1"), before.add_suffix("0")], axis=1).fillna(0.0).astype(float)
    return joined[(joined[COLUMNS] != 0).any(axis=1)].sort_index()
