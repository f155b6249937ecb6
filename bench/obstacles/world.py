"""A made-up month of service: who decides how much, how often late, and with which obstacles; no person, no place."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bench.obstacles.shapes import Shape

Floats = npt.NDArray[np.float64]
CODES = tuple(f"H{number:02}" for number in range(1, 13))
WEEKDAYS = (0.24, 0.21, 0.20, 0.19, 0.16)
AUTHORITIES = ("daerah", "pusat", "bumn", "bumd")


@dataclass(frozen=True)
class World:
    """One row per leaf: its dimensions (`leaves`), expected cases a month, log-odds of being late, and the chance of
    each obstacle code among its late cases; and how likely a code is written down.
    """

    leaves: pd.DataFrame
    cases: Floats
    log_odds: Floats
    causes: Floats
    recorded: float

    def late(self, shift: Floats) -> Floats:
        """The chance of being late with the log-odds moved."""
        return np.asarray(1 / (1 + np.exp(-(self.log_odds + shift))))


def drawn(shape: Shape, rng: np.random.Generator, level: float = 1.0, only_region: bool = False) -> World:
    """A world of that shape; `level` scales how far regions and services differ, `only_region` leaves one small one."""
    services = _services(shape, rng)
    regions = 1 if only_region else int(rng.integers(*shape.regions, endpoint=True))
    region_size, service_size = (rng.lognormal(0, shape.unevenness, n) for n in (regions, len(services)))
    grid = [np.arange(n) for n in (regions, len(services), 4, 5)]
    region, service, channel, weekday = (axis.ravel() for axis in np.meshgrid(*grid, indexing="ij"))
    there = rng.random((regions, len(services))) < 0.85
    channels = rng.dirichlet(40 * np.array(shape.channels), len(services))
    weight = region_size[region] * service_size[service] * channels[service, channel] * np.array(WEEKDAYS)[weekday]
    weight = weight * there[region, service]
    total = rng.uniform(400, 1500) if only_region else rng.uniform(*shape.cases)
    base = rng.uniform(*shape.late)
    odds = np.log(base / (1 - base)) + level * (
        rng.normal(0, shape.region_spread, regions)[region]
        + rng.normal(0, shape.service_spread, len(services))[service]
        + rng.normal(0, 0.15, 4)[channel]
        + rng.normal(0, 0.05, 5)[weekday]
    )
    frame = services.iloc[service].reset_index(drop=True)
    frame["region_code"] = [f"11.{number + 1:02}" for number in region]
    frame["channel"] = np.array(("langsung", "elektronik", "mandiri", "bergerak"))[channel]
    frame["weekday"] = (weekday + 1).astype(str)
    by_kind = {kind: rng.dirichlet(np.full(len(CODES), 0.8)) for kind in ("perizinan", *AUTHORITIES)}
    kinds = np.where(frame["kind"] == "perizinan", "perizinan", frame["authority"])
    causes = np.array([by_kind[kind] for kind in kinds])
    kept = weight > 0
    return World(
        frame[kept].reset_index(drop=True), total * weight[kept] / weight.sum(), odds[kept], causes[kept],
        float(rng.uniform(*shape.recorded)),
    )  # fmt: skip


def _services(shape: Shape, rng: np.random.Generator) -> pd.DataFrame:
    rows = []
    for number in range(int(rng.integers(*shape.agencies, endpoint=True))):
        authority = AUTHORITIES[min(int(rng.exponential(1.0)), 3)]
        for place in range(int(rng.integers(*shape.services, endpoint=True))):
            kind = "perizinan" if number == 0 or rng.random() < 0.05 else "nonperizinan"
            code = f"A{number:02}"
            rows.append((f"{code}-{place:02}", code, "daerah" if number == 0 else authority, kind))
    return pd.DataFrame(rows, columns=["service_code", "agency_code", "authority", "kind"])


def month(
    world: World,
    rng: np.random.Generator,
    shift: Floats,
    extra: list[tuple[npt.NDArray[np.bool_], int, float]],
    volume: Floats | float = 1.0,
) -> pd.DataFrame:
    """One month's table: the leaf's dimensions, obstacle_code ("-" where none is written), n and bad.

    `extra`: cases (of leaves) that would be on time become late with one code, with that chance.
    """
    n = rng.poisson(world.cases * volume)
    late = rng.binomial(n, world.late(shift))
    counts = rng.multinomial(late, world.causes / world.causes.sum(axis=1, keepdims=True))
    for mask, code, chance in extra:
        more = rng.binomial(np.where(mask, n - counts.sum(axis=1), 0), chance)
        counts[:, code] += more
    written = rng.binomial(counts, world.recorded)
    tables = [world.leaves.assign(obstacle_code="-", n=n, bad=(counts - written).sum(axis=1))]
    tables += [world.leaves.assign(obstacle_code=code, n=0, bad=written[:, i]) for i, code in enumerate(CODES)]
    found = pd.concat(tables, ignore_index=True)
    found["n"] += np.where(found["obstacle_code"] != "-", found["bad"], 0)
    at_dash = found["obstacle_code"] == "-"
    found.loc[at_dash, "n"] -= written.sum(axis=1)
    return found[found["n"] > 0].reset_index(drop=True)
