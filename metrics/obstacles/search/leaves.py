"""The finest cells of two periods side by side, as arrays: what the slice search adds up in every direction."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

UNRECORDED = "-"
OF_SERVICE = ("service_code", "agency_code", "authority", "kind")
DIMENSIONS = (*OF_SERVICE, "region_code", "channel", "weekday")
CODE = "obstacle_code"
PRIOR = 20.0
"""Cases by which a region's rate in a service is drawn to what region and service have elsewhere."""


@dataclass(frozen=True)
class Leaves:
    """One place per combination of DIMENSIONS: cases n and those gone wrong k, now (1) and then (0).

    `codes[d]` is each leaf's member of a dimension, `members[d]` their names; `usual` is the share gone wrong that its
    region, service, channel and weekday had then (now, when there is no past): only its differences matter. `k1_of`,
    `k0_of` are (leaf, code) counts by `causes`, empty without codes, and `written1`, `written0` the shares of cases
    gone wrong that carry any code in that region.
    """

    members: dict[str, list[str]]
    codes: dict[str, Ints]
    n1: Floats
    k1: Floats
    n0: Floats
    k0: Floats
    usual: Floats
    causes: tuple[str, ...]
    k1_of: Floats
    k0_of: Floats
    written1: Floats
    written0: Floats

    @property
    def has_past(self) -> bool:
        """Whether there is anything to compare with."""
        return bool(self.n0.sum())

    def without(self, some: npt.NDArray[np.bool_]) -> "Leaves":
        """The same leaves, with no case in some of them."""
        there = ~some
        counts = {name: getattr(self, name) * there for name in ("n1", "k1", "n0", "k0")}
        by_cause = {name: getattr(self, name) * there[:, None] for name in ("k1_of", "k0_of")}
        return replace(self, **counts, **by_cause)


def of(now: pd.DataFrame, then: pd.DataFrame | None, dimensions: Sequence[str] = DIMENSIONS) -> Leaves:
    """From tables with a column per dimension, optionally obstacle_code, and n and bad (cases gone wrong).

    A dimension that is absent or has one member only is left out: it can set nothing apart.
    """
    tables = [now] if then is None else [now, then]
    keys = [name for name in dimensions if name in now]
    coded = {name: _coded([table[name] for table in tables]) for name in keys}
    length = sum(map(len, tables))
    leaf = _numbered([codes for codes, _ in coded.values()], [len(names) for _, names in coded.values()], length)
    _, first, leaf = np.unique(leaf, return_index=True, return_inverse=True)
    members = {name: names for name, (_, names) in coded.items() if len(names) > 1}
    codes = {name: coded[name][0][first] for name in members}
    ends = np.cumsum([0, *(len(table) for table in tables)])
    at = [leaf[a:b] for a, b in itertools.pairwise(ends)]
    size = len(first)
    n1, k1 = (_added(at[0], now, column, size) for column in ("n", "bad"))
    n0, k0 = np.zeros(size), np.zeros(size)
    if then is not None:
        n0, k0 = (_added(at[1], then, column, size) for column in ("n", "bad"))
    rates = usual(codes, {name: len(m) for name, m in members.items()}, *((n0, k0) if n0.sum() else (n1, k1)))
    causes, by_cause = _by_cause(tables, at, size)
    written = [_written(counts, causes, codes.get("region_code", np.zeros(size, np.int64))) for counts in by_cause]
    named = [i for i, cause in enumerate(causes) if cause != UNRECORDED]
    k1_of = by_cause[0][:, named]
    k0_of = by_cause[1][:, named] if then is not None else np.zeros_like(k1_of)
    written0 = written[1] if then is not None else written[0]
    of_causes = tuple(causes[i] for i in named)
    return Leaves(members, codes, n1, k1, n0, k0, rates, of_causes, k1_of, k0_of, written[0], written0)


def _coded(columns: Sequence[pd.Series]) -> tuple[Ints, list[str]]:
    """The columns one behind the other as places in the sorted list of the members that occur."""
    sides = [column.astype("category").cat for column in columns]
    every = pd.Index(sorted({str(member) for side in sides for member in side.categories}))
    places = [every.get_indexer(side.categories.astype(str))[side.codes.to_numpy()] for side in sides]
    there, codes = np.unique(np.concatenate(places), return_inverse=True)
    return codes.astype(np.int64), [str(member) for member in every[there]]


def _added(leaf: Ints, table: pd.DataFrame, column: str, size: int) -> Floats:
    return np.bincount(leaf, table[column].to_numpy(float), size).astype(np.float64)


def _numbered(codes: Sequence[Ints], sizes: Sequence[int], length: int) -> Ints:
    """One number per combination."""
    number = np.zeros(length, np.int64)
    for code, size in zip(codes, sizes, strict=True):
        number = number * size + code
    return number


def usual(codes: dict[str, Ints], sizes: dict[str, int], n: Floats, k: Floats) -> Floats:
    """Multiplicative main effects by a few rounds of proportional fitting, then region x service shrunk to them."""
    rate = np.full(len(n), (k.sum() + 0.5) / (n.sum() + 1.0))
    for _ in range(4):
        for name in ("service_code", "region_code", "channel", "weekday"):
            if name in codes:
                seen = np.bincount(codes[name], k, sizes[name]) + 1.0
                expected = np.bincount(codes[name], n * rate, sizes[name]) + 1.0
                rate = rate * (seen / expected)[codes[name]]
    pair = [name for name in ("region_code", "service_code") if name in codes]
    group = _numbered([codes[name] for name in pair], [sizes[name] for name in pair], len(n))
    strength = PRIOR * (rate.mean() if len(rate) else 0.0) + 1e-9
    ratio = (np.bincount(group, k) + strength) / (np.bincount(group, n * rate) + strength)
    return np.asarray(np.clip(rate * ratio[group], 1e-6, 0.999))


def _by_cause(tables: Sequence[pd.DataFrame], at: Sequence[Ints], size: int) -> tuple[list[str], list[Floats]]:
    """Cases gone wrong by leaf and code, one matrix a table."""
    if CODE not in tables[0]:
        return [], [np.zeros((size, 0)) for _ in tables]
    codes, names = _coded([table[CODE] for table in tables])
    parts, start = [], 0
    for table, leaf in zip(tables, at, strict=True):
        own = codes[start : start + len(table)]
        flat = np.bincount(leaf * len(names) + own, table["bad"].to_numpy(float), size * len(names))
        parts.append(flat.reshape(size, len(names)).astype(np.float64))
        start += len(table)
    return names, parts


def _written(counts: Floats, causes: Sequence[str], region: Ints) -> Floats:
    """The share of cases gone wrong that carry a code, by region, drawn by PRIOR cases to that of all."""
    if not causes:
        return np.ones(len(counts))
    recorded = counts.sum(axis=1) - (counts[:, causes.index(UNRECORDED)] if UNRECORDED in causes else 0.0)
    overall = (recorded.sum() + 1.0) / (counts.sum() + 1.0)
    shares = (np.bincount(region, recorded) + PRIOR * overall) / (np.bincount(region, counts.sum(axis=1)) + PRIOR)
    return np.asarray(np.clip(shares[region], 0.01, 1.0))
