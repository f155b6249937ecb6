"""Worlds with a past, by all four comparators: python -m bench.obstacles.outside [--seeds 100] [--jobs 2]."""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pandas as pd

from bench.obstacles import judge, riskloc, rivals, run, series, shapes
from bench.obstacles.plant import Table
from bench.obstacles.rivals import Where
from bench.obstacles.series import Series
from metrics.obstacles.search import comparison as comparisons
from metrics.obstacles.search import search
from metrics.obstacles.search.comparison import Comparison
from metrics.obstacles.search.leaves import DIMENSIONS
from metrics.periods import Period, months_between

JUDGING_FROM = 20_000
"""Seeds from here on were never looked at while the search was changed."""
RIVALS = {"adtributor": rivals.adtributor, "riskloc": riskloc.riskloc, "pareto": rivals.pareto}


def ours(asked: Series) -> list[Where]:
    """The product's search, as `explain` calls it."""
    return [dict(one.where) for one in search.slices(comparison(asked), 1.0, redraws=0)]


def comparison(asked: Series) -> Comparison:
    """The question as the product puts it."""
    keys = [name for name in DIMENSIONS if name in asked.now]
    allowed = 1 - asked.target / 100 if asked.against == "target" else None
    months = asked.months.drop(columns="weekday")
    months = months.groupby([c for c in months if c not in ("n", "bad")], observed=True, as_index=False).sum()
    return Comparison(Period(series.LAST), asked.against, asked.now, asked.then, months, keys, allowed)


def one_seed(
    shape: str, scenario: str, beside: bool, seed: int
) -> list[tuple[str, str, str, int, float, float, bool, str, float]]:
    """Method, scenario, comparator, seed, first, f1, anything, verdict and months off of one question."""
    asked = series.drawn(scenario, seed, shapes.SHAPES[shape])
    table = Table(asked.now, asked.then, None, asked.truths, scenario)
    own = ours(asked)
    verdict = "" if asked.then is None else run.verdict_of(asked.now, asked.then, asked.months, bool(own))
    since = _months_off(asked, own)
    methods = {"search": own}
    if beside:
        methods |= {name: search(asked.now, asked.then) for name, search in RIVALS.items()}
    scores = {name: judge.scored(table, found) for name, found in methods.items()}
    return [
        (n, scenario, asked.against, seed, float(s.first), s.f1, s.anything, verdict, since) for n, s in scores.items()
    ]


def _months_off(asked: Series, own: list[Where]) -> float:
    """How many months the strongest slice's beginning is off; NaN where it is not named (a drift has no one month)."""
    if not own or asked.since is None or asked.scenario == "drift":
        return np.nan
    month = comparisons.since(comparison(asked), own[0])
    return np.nan if month is None else float(len(months_between(*sorted((month, asked.since)))) - 1)


def rows(shape: str, scenarios: Sequence[str], seeds: Sequence[int], jobs: int, beside: bool) -> pd.DataFrame:
    """One row per question and method."""
    found = []
    with ProcessPoolExecutor(jobs) as pool:
        for scenario in scenarios:
            asked = partial(one_seed, shape, scenario, beside)
            found += [row for part in pool.map(asked, seeds, chunksize=4) for row in part]
    columns = ["method", "scenario", "against", "seed", "first", "f1", "anything", "verdict", "since"]
    return pd.DataFrame(found, columns=columns)


def table(long: pd.DataFrame) -> pd.DataFrame:
    """Per scenario, comparator and method: first and f1 where something is planted, false_alarm where nothing is."""
    planted = long["scenario"].isin(list(series.PLANTED))
    shown = long.assign(
        first=np.where(planted, long["first"], np.nan),
        f1=np.where(planted, long["f1"], np.nan),
        false_alarm=np.where(planted, np.nan, long["anything"].astype(float)),
    )
    return shown.groupby(["scenario", "against", "method"], sort=False)[["first", "f1", "false_alarm"]].mean().unstack()


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--shape", default="past_judging", choices=list(shapes.SHAPES))
    asked.add_argument("--seeds", type=int, default=100)
    asked.add_argument("--scenarios", default=",".join(series.SCENARIOS))
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--first", type=int, help=f"the first seed; 0 for tuning, {JUDGING_FROM} for judging")
    asked.add_argument("--alone", action="store_true", help="without Adtributor, RiskLoc and Pareto")
    asked.add_argument("--save", help="a CSV of every question")
    given = asked.parse_args()
    first = given.first if given.first is not None else JUDGING_FROM if given.shape == "past_judging" else 0
    started = time.monotonic()
    long = rows(given.shape, given.scenarios.split(","), range(first, first + given.seeds), given.jobs, not given.alone)
    if given.save:
        long.to_csv(given.save, index=False)
    shown = table(long)
    print(shown.map(lambda value: "" if np.isnan(value) else f"{100 * value:5.1f}").to_string())
    planted = long[(long["method"] == "search") & long["scenario"].isin(list(series.PLANTED))]
    quiet = long[(long["method"] == "search") & ~long["scenario"].isin(list(series.PLANTED))]
    print(f"first {100 * planted['first'].mean():.1f}, f1 {100 * planted['f1'].mean():.1f},", end=" ")
    mixture = long[(long["method"] == "search") & (long["scenario"] == "mixture")]
    print(f"mix {100 * (mixture['verdict'] == 'mix').mean():.1f}, since off {planted['since'].mean():.2f},", end=" ")
    print(f"false alarms {100 * quiet['anything'].mean():.2f}; {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
