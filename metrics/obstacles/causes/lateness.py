"""Late cases behind a figure: for indicators that count what was on time, and for quantiles of processing time."""

from collections.abc import Mapping

import pandas as pd

from metrics.catalogue.indicators import Indicator
from metrics.cells.query import Slice
from metrics.figures import figures
from metrics.obstacles.input.tables import Gatherer

ALL_ON_TIME = "sum(n) filter (where on_time)"
TIMES = ("working_days", "working_minutes")


def counts_on_time(indicator: Indicator) -> bool:
    """Whether the figure is the share decided on time, so that the rest of its denominator is late."""
    return (indicator.numerator or {}).get("completions") == ALL_ON_TIME and indicator.denominator is not None


def is_time_taken(indicator: Indicator) -> bool:
    """Whether the figure is a quantile of the time that decisions took."""
    quantile = indicator.quantile
    return quantile is not None and quantile.stream == "completions" and quantile.value in TIMES


def by_code(gatherer: Gatherer, leaves: pd.DataFrame) -> pd.DataFrame:
    """obstacle_code ("-" unrecorded), late_cases, excess_working_days (past due, of what was decided)."""
    if counts_on_time(gatherer.indicator):
        cases = leaves.assign(late_cases=leaves["n"] - leaves["x"]).groupby("obstacle_code")["late_cases"].sum()
        days = gatherer.late_days().set_index("obstacle_code")["days"]
        by_cause = cases[cases > 0].to_frame().join(days.rename("excess_working_days"))
    else:
        values = _late_values(gatherer)
        late = values.assign(excess_working_days=values["n"] * values["late_days"])
        by_cause = late.groupby("obstacle_code")[["n", "excess_working_days"]].sum().rename(columns={"n": "late_cases"})
    return by_cause.reset_index()


def share_without(x: float, n: float, cases: float) -> float:
    """The share in percent had those cases been on time."""
    return 100 * (x + cases) / n


def quantiles_without(gatherer: Gatherer) -> Mapping[str, float]:
    """Obstacle code → the quantile had its late cases taken no longer than they were due; of days only."""
    quantile = gatherer.indicator.quantile
    assert quantile is not None
    if quantile.value != "working_days":
        return {}
    counts = gatherer.reader.counts(Slice((gatherer.now,), gatherer.region, None), gatherer.indicator)
    as_it_is = pd.Series(counts.cases, index=counts.values)
    quantiles = {}
    for code, rows in _late_values(gatherer).groupby("obstacle_code"):
        in_time = (rows["value"] - rows["late_days"]).clip(lower=0)
        moved = as_it_is.sub(rows.groupby("value")["n"].sum(), fill_value=0)
        moved = moved.add(rows["n"].groupby(in_time).sum(), fill_value=0).sort_index()
        pairs = [(int(str(value).split(".")[0]), int(n)) for value, n in moved.items() if n > 0]
        quantiles[str(code)] = figures.weighted_quantile(pairs, quantile.exactly)
    return quantiles


def _late_values(gatherer: Gatherer) -> pd.DataFrame:
    """obstacle_code, value, late_days, n as numbers; a case outside the calendar is past due by no known days."""
    quantile = gatherer.indicator.quantile
    assert quantile is not None
    values = gatherer.late_values(quantile.value, quantile.where)
    values = values[values["value"] != "-"]
    days = pd.to_numeric(values["late_days"], errors="coerce").fillna(0)
    return values.assign(value=values["value"].astype(int), late_days=days)
