"""The table: python -m bench.obstacles.run [--shape judging] [--seeds 500] [--scenarios one,two] [--jobs 2]."""

import argparse
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial

import numpy as np
import pandas as pd

from bench.obstacles import judge, plant, rivals, shapes, stage_plant
from bench.obstacles.rivals import Where
from metrics.obstacles.causes import stages
from metrics.obstacles.decomposition import decompose, verdict
from metrics.obstacles.input.terms import Parts
from metrics.obstacles.search import comparison
from metrics.obstacles.search.comparison import Comparison
from metrics.obstacles.search.leaves import DIMENSIONS
from metrics.periods import Period

GOALS = {"first": 0.95, "f1": 0.90, "false_alarm": 0.02, "mix_named": 0.95}
PLANTED = ("one", "two", "three", "small_region", "target_one", "target_two", "target_three", "slow_stage")


def ours(table: plant.Table) -> list[Where]:
    """The product's search, as `explain` calls it; of the months before only those of the season are known."""
    months = None
    if table.season is not None and table.then is not None:
        sides = zip((*table.season, table.then), ("2025-06", "2025-05", "2026-05"), strict=True)
        months = pd.concat([side.assign(period=month) for side, month in sides])
    against = "target" if table.then is None else "previous"
    asked = Comparison(Period("2026-06"), against, table.now, table.then, months, DIMENSIONS)
    return [one.where for one in comparison.candidates_of(asked)]


def verdict_of(now: pd.DataFrame, then: pd.DataFrame, months: pd.DataFrame | None, has_slices: bool) -> str:
    """Rate or mix, as `explain` says it."""
    sides = [t.groupby("service_code", observed=True)[["n", "bad"]].sum() for t in (now, then)]
    joined = sides[0].join(sides[1], how="outer", lsuffix="1", rsuffix="0").fillna(0.0)
    good = {f"x{i}": joined[f"n{i}"] - joined[f"bad{i}"] for i in "10"}
    parts = Parts(joined.assign(**good)[["x1", "n1", "x0", "n0"]], 100.0)
    chance = verdict.noise_of_shares(parts.frame)
    spread = (0.0, 0.0) if months is None else verdict.noise_of_months(months)
    noise = max(chance[0], spread[0]), max(chance[1], spread[1])
    return verdict.of_change(*decompose.rate_and_mix([parts]), noise, has_slices=has_slices)


def one_seed(shape: str, scenario: str, seed: int) -> list[tuple[str, str, float, float, float, str]]:
    """Method, scenario, first, f1, anything, verdict of one table."""
    table = plant.drawn(scenario, seed, shapes.SHAPES[shape])
    own = ours(table)
    named = verdict_of(table.now, table.then, None, bool(own)) if scenario == "mix" and table.then is not None else ""
    methods = {
        "search": own,
        "adtributor": rivals.adtributor(table.now, table.then),
        "pareto": rivals.pareto(table.now, table.then),
    }
    scores = {name: judge.scored(table, found) for name, found in methods.items()}
    return [(name, scenario, s.first, s.f1, s.anything, named) for name, s in scores.items()]


def one_stage_seed(shape: str, seed: int) -> list[tuple[str, str, float, float, float, str]]:
    """The same rows for the slow stage, beside naming the stage that takes longest."""
    now, then, slow = stage_plant.drawn(seed, shapes.SHAPES[shape])
    found = stages.explained(now, then)
    longest = max(found, key=lambda stage: stage.working_days)
    named = {"search": found[0].stage == slow, "longest": longest.stage == slow}
    return [(name, "slow_stage", hit, float(hit), 1.0, "") for name, hit in named.items()]


def table(shape: str, scenarios: Sequence[str], seeds: Sequence[int], jobs: int) -> pd.DataFrame:
    """One row per scenario and method: first, f1, false_alarm (where nothing is planted), mix_named."""
    rows = []
    for scenario in scenarios:
        if scenario == "slow_stage":
            found = [one_stage_seed(shape, seed) for seed in seeds]
        elif jobs == 1:
            found = [one_seed(shape, scenario, seed) for seed in seeds]
        else:
            with ProcessPoolExecutor(jobs) as pool:
                found = list(pool.map(partial(one_seed, shape, scenario), seeds, chunksize=8))
        rows += [row for part in found for row in part]
    long = pd.DataFrame(rows, columns=["method", "scenario", "first", "f1", "anything", "verdict"])
    long["planted"] = long["scenario"].isin(PLANTED)
    long["false_alarm"] = np.where(long["planted"], np.nan, long["anything"].astype(float))
    long["mix_named"] = np.where(long["scenario"] == "mix", (long["verdict"] == "mix").astype(float), np.nan)
    for name in ("first", "f1"):
        long[name] = np.where(long["planted"], long[name].astype(float), np.nan)
    columns = ["first", "f1", "false_alarm", "mix_named"]
    return long.groupby(["scenario", "method"], sort=False)[columns].mean()


def main() -> None:
    """Print the table and whether the goals are reached."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--shape", default="judging", choices=list(shapes.SHAPES))
    asked.add_argument("--seeds", type=int, default=500)
    asked.add_argument("--scenarios", default=",".join((*plant.SCENARIOS, "slow_stage")))
    asked.add_argument("--jobs", type=int, default=2)
    asked.add_argument("--first", type=int, help="the first seed; 0 for tuning, 10000 for judging")
    given = asked.parse_args()
    first = given.first if given.first is not None else shapes.JUDGING_FROM if given.shape == "judging" else 0
    started = time.monotonic()
    found = table(given.shape, given.scenarios.split(","), range(first, first + given.seeds), given.jobs)
    print(found.map(lambda value: "" if np.isnan(value) else f"{100 * value:5.1f}").to_string())
    own = found.xs("search", level="method")
    print("\nsearch:", {name: round(100 * float(own[name].mean()), 2) for name in GOALS if own[name].notna().any()})
    print("goals: ", {name: 100 * goal for name, goal in GOALS.items()})
    print(f"{given.shape}, {given.seeds} seeds from {first}, {time.monotonic() - started:.0f} s")


if __name__ == "__main__":
    main()
