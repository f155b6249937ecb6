"""Worlds with a past: months that vary by themselves, seasons, drifts, tiny groups, failures that others hide."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.obstacles import world as worlds
from bench.obstacles.plant import Truth
from bench.obstacles.shapes import Shape
from bench.obstacles.world import CODES, World
from metrics.periods import plus_months

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

LAST = "2026-06"
COMPARATORS = ("target", "previous", "last_year", "province")
PLANTED = {
    "agency_everywhere": ("agency_code",),
    "channel_in_region": ("region_code", "channel"),
    "service_in_region": ("region_code", "service_code"),
    "drift": ("agency_code",),
    "offset": ("agency_code",),
}
QUIET = ("quiet", "spread", "season_months", "tiny_groups", "mixture")
SCENARIOS = (*PLANTED, *QUIET)
OF_KIND = {
    "drift": ("target", "last_year"),
    "season_months": ("previous", "last_year"),
    "mixture": ("previous", "last_year"),
}
"""Comparators that mean something for a scenario; the others have all four."""
FEWEST, LEAST_OVER, LARGEST, CLEAR = 60.0, 25.0, 0.35, 6.0
"""As in `plant`: cases of a planted slice, those over the usual, its largest part of all, and its standard errors."""
STEPS = 4.0
"""A planted slice also stands out from its own months by so many of their standard deviations."""
DAMPING = 0.5
"""How a level's share of the months' spread is drawn: all move together, and by region, agency, service in a region."""


@dataclass(frozen=True)
class Series:
    """A question with its past. `months` are the asked one's leaves by month, oldest first, without codes, up to the
    month before `now`; `rest` is the rest of the province now; `since` the month in which the planted cause began.
    """

    against: str
    now: pd.DataFrame
    then: pd.DataFrame | None
    months: pd.DataFrame
    target: float
    truths: tuple[Truth, ...]
    scenario: str
    since: str | None


@dataclass(frozen=True)
class _Past:
    """What a scenario does to each month (row) and leaf (column): points added to the share late, and volume."""

    points: Floats
    volume: Floats


@dataclass(frozen=True)
class _Asked:
    """What is asked, of which region (only against the province), and what was planted there since when."""

    scenario: str
    against: str
    region: str
    truths: tuple[Truth, ...]
    since: str | None


def drawn(scenario: str, seed: int, shape: Shape) -> Series:
    """The question of a scenario and seed, always the same."""
    rng = np.random.default_rng([seed, 7, SCENARIOS.index(scenario)])
    kinds = OF_KIND.get(scenario, COMPARATORS)
    against = kinds[seed % len(kinds)]
    number = int(rng.integers(26, 37)) if against == "last_year" else int(rng.integers(14, 37))
    while True:
        world = _world(scenario, shape, rng)
        spread = float(rng.uniform(0.0, 0.01) if scenario == "quiet" else rng.uniform(0.01, 0.03))
        past = _Past(_wander(world, number, spread, rng), _growth(world, number, rng))
        if scenario in QUIET:
            asked = _Asked(scenario, against, _large_region(world, rng), (), None)
            return _tables(world, _quiet(scenario, world, past, rng), asked, rng)
        planted = _planted(scenario, world, past, against, spread, rng)
        if planted is not None:
            asked, changed = planted
            return _tables(world, changed, asked, rng)


def _world(scenario: str, shape: Shape, rng: np.random.Generator) -> World:
    """In a world of tiny groups each service of a region decides 5 to 30 cases a month."""
    world = worlds.drawn(shape, rng, 1.0 if scenario == "mixture" else float(rng.uniform(0.2, 0.6)))
    if scenario != "tiny_groups":
        return world
    pair = pd.factorize(world.leaves["region_code"] + world.leaves["service_code"])[0]
    size = rng.uniform(5, 30, pair.max() + 1) / np.maximum(np.bincount(pair, world.cases), 1e-9)
    few = rng.random(pair.max() + 1) < min(1.0, 60 / (pair.max() + 1))
    cases = world.cases * size[pair]
    kept = few[pair]
    leaves = world.leaves[kept].reset_index(drop=True)
    return World(leaves, cases[kept], world.log_odds[kept], world.causes[kept], world.recorded)


def _group(world: World, *names: str) -> npt.NDArray[np.int64]:
    """Each leaf's number among the combinations of these dimensions."""
    return np.asarray(world.leaves.groupby(list(names), sort=False).ngroup(), np.int64)


def _wander(world: World, number: int, spread: float, rng: np.random.Generator) -> Floats:
    """Points by which months move by themselves: together, by region, by agency, and by service in a region."""
    points = np.zeros((number, len(world.cases)))
    points += rng.normal(0, DAMPING * spread, (number, 1))
    for names in (("region_code",), ("agency_code",), ("region_code", "service_code")):
        group = _group(world, *names)
        points += rng.normal(0, DAMPING * spread, (number, group.max() + 1))[:, group]
    return points


def _growth(world: World, number: int, rng: np.random.Generator) -> Floats:
    """Every service grows or shrinks a little, and each month has its own size."""
    service = _group(world, "service_code")
    slope = rng.normal(0, 0.005, service.max() + 1)[service]
    month = rng.lognormal(0, 0.06, (number, 1))
    return np.asarray(month * np.exp(slope * (np.arange(number) - number + 1)[:, None]))


def _planted(
    scenario: str, world: World, past: _Past, against: str, spread: float, rng: np.random.Generator
) -> tuple[_Asked, _Past] | None:
    """The question about a planted slice, and the changed past; None where there is no room."""
    names = PLANTED[scenario]
    row = world.leaves.iloc[int(rng.choice(len(world.cases), p=world.cases / world.cases.sum()))]
    own = world.leaves["region_code"].to_numpy() == (row["region_code"] if against == "province" else "")
    if against == "province":
        names = tuple(dict.fromkeys(("region_code", *names)))
    where = {name: str(row[name]) for name in names}
    mask = (world.leaves[list(names)] == pd.Series(where)).all(axis=1).to_numpy()
    number, usual = len(past.points), world.late(np.zeros(len(mask)))
    size = float(rng.uniform(0.12, 0.45))
    lasted = 1 if against == "previous" else int(rng.integers(1, 7))
    onset = number - lasted
    rise = np.where(np.arange(number) >= onset, 1.0, 0.0)
    if scenario == "drift":
        lasted = int(rng.integers(4, 10))
        onset = number - lasted
        rise = np.clip((np.arange(number) - onset + 1) / lasted, 0.0, 1.0)
    cases, over = float(world.cases[mask].sum()), float((world.cases * size * mask).sum())
    before = float((world.cases * usual * mask).sum())
    all_cases = float(world.cases[own].sum()) if against == "province" else float(world.cases.sum())
    fits = cases >= FEWEST and over >= LEAST_OVER and cases <= LARGEST * all_cases
    fits = fits and over >= CLEAR * (over + 2 * before) ** 0.5 and size >= STEPS * spread
    if not fits:
        return None
    points = past.points + rise[:, None] * size * mask
    if scenario == "offset":
        others = ~mask & (own if against == "province" else True)
        gained = min(1.2 * over / max(float((world.cases * usual * others).sum()), 1e-9), 0.75)
        points = points - rise[:, None] * gained * usual * others
    told = {name: member for name, member in where.items() if against != "province" or name != "region_code"}
    since = plus_months(LAST, onset - number + 1)
    asked = _Asked(scenario, against, str(row["region_code"]), (Truth(told),), since)
    return asked, replace(past, points=points)


def _quiet(scenario: str, world: World, past: _Past, rng: np.random.Generator) -> _Past:
    number = len(past.points)
    if scenario == "mixture":
        service = _group(world, "service_code")
        late = world.late(np.zeros(len(service)))
        mean = np.bincount(service, late * world.cases) / np.bincount(service, world.cases)
        rank = mean.argsort().argsort() / max(len(mean) - 1, 1)
        moved = np.exp(rng.uniform(1.2, 2.4) * (rank - 0.5))[service]
        moved *= world.cases.sum() / (world.cases * moved).sum()
        volume = past.volume.copy()
        volume[-1] *= moved
        return replace(past, volume=volume)
    if scenario == "season_months":
        return _season(world, past, number, rng)
    return past


def _season(world: World, past: _Past, number: int, rng: np.random.Generator) -> _Past:
    """One to three months of every year some agencies are busier and later, never twice by the same; now is in them.

    The season comes up to a third of a month earlier every year, as the lunar year does.
    """
    agencies = world.leaves["agency_code"].unique()
    chosen = rng.choice(agencies, min(int(rng.integers(1, 4)), len(agencies)), replace=False)
    busy = world.leaves["agency_code"].isin(chosen).to_numpy()
    length, size = int(rng.integers(1, 4)), float(rng.uniform(0.08, 0.3))
    begins, moves = number - 1 - int(rng.integers(0, length)), float(rng.choice([0.0, 0.36]))
    points, volume = past.points.copy(), past.volume.copy()
    for year in range(4):
        start = begins - 12 * year + moves * year
        strength = float(rng.lognormal(0, 0.2))
        for month in range(number):
            inside = max(min(month + 1, start + length) - max(month, start), 0.0)
            points[month] += size * strength * inside * busy
            volume[month] *= np.where(busy, 1 + 0.4 * inside, 1.0)
    return _Past(points, volume)


def _tables(world: World, past: _Past, asked: _Asked, rng: np.random.Generator) -> Series:
    """The tables that the product would read for the question."""
    number, against = len(past.points), asked.against
    late = np.clip(world.late(np.zeros(len(world.cases))) + past.points, 0.002, 0.98)
    cases = [rng.poisson(world.cases * volume) for volume in past.volume]
    bad = [rng.binomial(n, chance) for n, chance in zip(cases, late, strict=True)]
    now = _coded(world, cases[-1], bad[-1], rng)
    months, then = _uncoded(world, np.array(cases[:-1]), np.array(bad[:-1])), None
    if against in ("previous", "last_year"):
        back = number - (2 if against == "previous" else 13)
        then = _coded(world, cases[back], bad[back], rng)
    if against == "province":
        then = now[now["region_code"] != asked.region].drop(columns="region_code")
        now, months = (
            table[table["region_code"] == asked.region].drop(columns="region_code") for table in (now, months)
        )
    target = 100 * (1 - now["bad"].sum() / now["n"].sum())
    target += -1.5 if asked.scenario == "offset" else rng.uniform(1, 8) if asked.truths else rng.uniform(-1, 1)
    target = float(np.clip(target, 1.0, 99.5))
    return Series(against, now, then, months, target, asked.truths, asked.scenario, asked.since)


def _uncoded(world: World, cases: Floats, bad: Floats) -> pd.DataFrame:
    """The months before now, oldest first, of leaves that have any cases."""
    month, leaf = np.nonzero(cases)
    names = [plus_months(LAST, place - len(cases)) for place in range(len(cases))]
    found = world.leaves.astype("category").iloc[leaf].reset_index(drop=True)
    return found.assign(period=np.array(names)[month], n=cases[month, leaf], bad=bad[month, leaf])


def _large_region(world: World, rng: np.random.Generator) -> str:
    """One of the larger half of the regions."""
    sizes = pd.Series(world.cases).groupby(world.leaves["region_code"]).sum().sort_values(ascending=False)
    return str(sizes.index[int(rng.integers(max(len(sizes) // 2, 1)))])


def _coded(
    world: World, n: npt.NDArray[np.int64], bad: npt.NDArray[np.int64], rng: np.random.Generator
) -> pd.DataFrame:
    """The month as the product reads it, with the codes that are written beside late cases."""
    counts = rng.multinomial(bad, world.causes / world.causes.sum(axis=1, keepdims=True))
    written = rng.binomial(counts, world.recorded)
    tables = [world.leaves.assign(obstacle_code="-", n=n - written.sum(axis=1), bad=bad - written.sum(axis=1))]
    for place, code in enumerate(CODES):
        some = written[:, place] > 0
        tables.append(world.leaves[some].assign(obstacle_code=code, n=written[some, place], bad=written[some, place]))
    found = pd.concat(tables, ignore_index=True)
    return found[found["n"] > 0].reset_index(drop=True)
