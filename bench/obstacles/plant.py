"""What is planted, so that it is known what ought to be found."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.obstacles import world as worlds
from bench.obstacles.shapes import Shape
from bench.obstacles.world import CODES, World

Bools = npt.NDArray[np.bool_]
FEWEST, LEAST_OVER, LARGEST = 60.0, 25.0, 0.35
"""A planted slice has so many cases, so many of them more late than usual, and at most that part of all cases."""
CLEAR = 6.0
"""And it stands out from chance by so many standard errors: among some ten thousand combinations chance alone reaches
four, and a slice that no table of this size can show is no test of a search."""
CUBOIDS = (
    ("region_code",), ("service_code",), ("agency_code",), ("channel",), ("weekday",), ("kind",), ("authority",),
    ("region_code", "service_code"), ("region_code", "agency_code"), ("region_code", "channel"),
    ("region_code", "weekday"), ("agency_code", "channel"), ("service_code", "channel"), ("region_code", "authority"),
    ("region_code", "kind"), ("region_code", "agency_code", "channel"), ("region_code", "service_code", "weekday"),
)  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """One planted slice: its members, with obstacle_code where only that code rose."""

    where: dict[str, str]


@dataclass(frozen=True)
class Table:
    """One table to explain; `season` are the same two months of the year before. `mode` is change or target."""

    now: pd.DataFrame
    then: pd.DataFrame | None
    season: tuple[pd.DataFrame, pd.DataFrame] | None
    truths: tuple[Truth, ...]
    scenario: str


SCENARIOS = (
    "one", "two", "three", "small_region", "target_one", "target_two", "target_three",
    "nothing", "small_nothing", "target_nothing", "season", "mix",
)  # fmt: skip


def drawn(scenario: str, seed: int, shape: Shape) -> Table:
    """The table of a scenario and seed, always the same."""
    rng = np.random.default_rng([seed, SCENARIOS.index(scenario)])
    number = {"one": 1, "two": 2, "three": 3, "region": 1}.get(scenario.rsplit("_", 1)[-1], 0)
    against_target = scenario.startswith("target")
    while True:
        world = worlds.drawn(shape, rng, 0.25 if against_target else 1.0, scenario.startswith("small"))
        planted = _planted(world, shape, rng, number, (0.25, 0.5) if against_target else (0.08, 0.35))
        if planted is not None:
            break
    if scenario == "mix":
        return _mix(world, shape, rng)
    if scenario == "season":
        return _season(world, shape, rng)
    shift, extra = _moves(world, planted)
    now = worlds.month(world, rng, _wobble(world, shape, rng) + shift, extra)
    then = None if against_target else worlds.month(world, rng, _wobble(world, shape, rng), [])
    return Table(now, then, None, tuple(Truth(where) for where, _, _, _ in planted), scenario)


_Planted = list[tuple[dict[str, str], Bools, int, float]]
"""Members, leaves, code (-1: all), and odds ratio or chance."""


def _planted(
    world: World, shape: Shape, rng: np.random.Generator, number: int, chances: tuple[float, float]
) -> _Planted | None:
    """So many disjoint slices; None when this world has no room for them."""
    found: _Planted = []
    for _ in range(60):
        if len(found) == number:
            return found
        one = _one(world, shape, rng, chances)
        if one is not None and not any((one[1] & other[1]).any() for other in found):
            found.append(one)
    return found if len(found) == number else None


def _one(
    world: World, shape: Shape, rng: np.random.Generator, chances: tuple[float, float]
) -> tuple[dict[str, str], Bools, int, float] | None:
    names = CUBOIDS[int(rng.integers(len(CUBOIDS)))]
    if any(world.leaves[name].nunique() < 2 for name in names):
        return None
    row = world.leaves.iloc[int(rng.choice(len(world.cases), p=world.cases / world.cases.sum()))]
    where = {name: str(row[name]) for name in names}
    mask = (world.leaves[list(names)] == pd.Series(where)).all(axis=1).to_numpy()
    cases, usual = world.cases[mask], world.late(np.zeros(len(mask)))[mask]
    if rng.random() < 0.4:
        code, size = int(rng.integers(len(CODES))), float(rng.uniform(*chances))
        over = float((cases * (1 - usual)).sum() * size)
        before = float((cases * usual * (world.causes / world.causes.sum(axis=1, keepdims=True))[mask, code]).sum())
        where = where | {"obstacle_code": CODES[code]}
    else:
        code, size = -1, float(rng.uniform(*shape.odds))
        over = float((cases * (world.late(np.full(len(mask), np.log(size)))[mask] - usual)).sum())
        before = float((cases * usual).sum())
    fits = cases.sum() >= FEWEST and over >= LEAST_OVER and cases.sum() <= LARGEST * world.cases.sum()
    fits = fits and over >= CLEAR * (over + 2 * before) ** 0.5
    return (where, mask, code, size) if fits else None


def _moves(world: World, planted: _Planted) -> tuple[worlds.Floats, list[tuple[Bools, int, float]]]:
    shift = np.zeros(len(world.cases))
    for _, mask, code, size in planted:
        if code < 0:
            shift += np.where(mask, np.log(size), 0.0)
    return shift, [(mask, code, size) for _, mask, code, size in planted if code >= 0]


def _wobble(world: World, shape: Shape, rng: np.random.Generator) -> worlds.Floats:
    """What moves from month to month by itself."""
    pair = pd.factorize(world.leaves["region_code"] + world.leaves["service_code"])[0]
    region = pd.factorize(world.leaves["region_code"])[0]
    of_pair, of_region = rng.normal(0, shape.wobble, pair.max() + 1), rng.normal(0, shape.region_wobble, 99)
    return np.asarray(of_pair[pair] + of_region[region])


def _season(world: World, shape: Shape, rng: np.random.Generator) -> Table:
    """In both years some agencies get busier and later in this month: nothing that anyone need put right."""
    agencies = world.leaves["agency_code"].unique()
    busy = world.leaves["agency_code"].isin(rng.choice(agencies, 2, replace=False)).to_numpy()
    volume, shift = np.where(busy, rng.uniform(1.3, 2.0), 1.0), np.where(busy, np.log(rng.uniform(1.5, 3.0)), 0.0)
    months = [
        worlds.month(world, rng, _wobble(world, shape, rng) + shift * peak, [], np.where(peak, volume, 1.0) * year)
        for year in (1.0, 0.95)
        for peak in (1, 0)
    ]
    return Table(months[0], months[1], (months[2], months[3]), (), "season")


def _mix(world: World, shape: Shape, rng: np.random.Generator) -> Table:
    """The services that are late more often anyway are asked for more; none gets worse."""
    service = pd.factorize(world.leaves["service_code"])[0]
    late = world.late(np.zeros(len(service)))
    mean = np.bincount(service, late * world.cases) / np.bincount(service, world.cases)
    rank = mean.argsort().argsort() / max(len(mean) - 1, 1)
    volume = np.exp(rng.uniform(1.2, 2.4) * (rank - 0.5))[service]
    volume *= world.cases.sum() / (world.cases * volume).sum()
    then = worlds.month(world, rng, _wobble(world, shape, rng), [])
    now = worlds.month(world, rng, _wobble(world, shape, rng), [], volume)
    return Table(now, then, None, (), "mix")
