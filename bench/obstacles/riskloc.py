"""What RiskLoc (Kalander 2022) does, in short: leaves are parted into usual and anomalous by how far they are from
what was expected, and the combination is taken in which the anomalous outweigh the usual, layer by layer.
"""

import itertools

import numpy as np
import pandas as pd

from bench.obstacles.rivals import Where

FINE = ("region_code", "service_code", "agency_code", "channel", "authority", "kind")
RISK, EXPLAINED, MOST, DEEPEST = 0.5, 0.15, 5, 2
"""Least risk score, least part of the change, most slices, most dimensions."""


def riskloc(now: pd.DataFrame, then: pd.DataFrame | None) -> list[Where]:
    """The combinations, strongest first."""
    names = [name for name in FINE if name in now]
    leaves = now.groupby(names, observed=True, as_index=False)[["n", "bad"]].sum()
    leaves["expected"] = _expected(leaves, then, names)
    score = 2 * (leaves["bad"] - leaves["expected"]) / (leaves["bad"] + leaves["expected"] + 1e-9)
    cut = float(np.quantile(-score[score < 0], 0.9)) if (score < 0).any() else 0.0
    leaves = leaves.assign(anomalous=score > min(cut, 1.9), weight=np.abs(score - cut))
    change = float((leaves["bad"] - leaves["expected"]).clip(lower=0.0).sum())
    found: list[Where] = []
    while len(found) < MOST and change > 0:
        best = _best(leaves, names, change)
        if best is None:
            break
        found.append(best)
        inside = np.logical_and.reduce([(leaves[name] == member).to_numpy() for name, member in best.items()])
        leaves = leaves[~inside]
    return found


def _expected(leaves: pd.DataFrame, then: pd.DataFrame | None, names: list[str]) -> np.ndarray:
    """At the leaf's share then, drawn by 20 cases to that of all (no past: that of all now)."""
    side = leaves if then is None else then
    overall = side["bad"].sum() / side["n"].sum()
    if then is None:
        return (leaves["n"] * overall).to_numpy(float)
    before = then.astype(dict.fromkeys(names, str)).groupby(names)[["n", "bad"]].sum()
    joined = leaves.astype(dict.fromkeys(names, str)).join(before, on=names, rsuffix="0").fillna(0.0)
    share = (joined["bad0"] + 20 * overall) / (joined["n0"] + 20)
    return (leaves["n"] * share).to_numpy(float)


def _best(leaves: pd.DataFrame, names: list[str], change: float) -> Where | None:
    """Of the first layer that has one: the combination of most risk."""
    heavy = leaves.assign(
        anomaly=leaves["weight"] * leaves["anomalous"],
        usual=leaves["weight"] * ~leaves["anomalous"],
        over=leaves["bad"] - leaves["expected"],
    )
    for size in range(1, DEEPEST + 1):
        best: tuple[float, Where] = (RISK, {})
        for keys in itertools.combinations(names, size):
            sums = heavy.groupby(list(keys), observed=True)[["anomaly", "usual", "over"]].sum()
            sums = sums[sums["over"] >= EXPLAINED * change]
            risk = sums["anomaly"] / (sums["anomaly"] + sums["usual"] + 1.0)
            if len(risk) and float(risk.max()) > best[0]:
                members = risk.idxmax()
                told = members if isinstance(members, tuple) else (members,)
                best = float(risk.max()), {name: str(member) for name, member in zip(keys, told, strict=True)}
        if best[1]:
            return best[1]
    return None
