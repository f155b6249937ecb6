"""What the search is compared with: a Pareto by one dimension, and Adtributor."""

import numpy as np
import pandas as pd

DIMENSIONS = ("region_code", "service_code", "agency_code", "channel", "authority", "kind", "weekday")
Where = dict[str, str]


def _changes(now: pd.DataFrame, then: pd.DataFrame | None, name: str) -> pd.DataFrame:
    """Per member: bad now (real), and what would be expected at its own share then (no past: at the overall share)."""
    one = now.groupby(name)[["n", "bad"]].sum()
    if then is None:
        expected = one["n"] * one["bad"].sum() / one["n"].sum()
    else:
        before = then.groupby(name)[["n", "bad"]].sum().reindex(one.index).fillna(0)
        overall = then["bad"].sum() / then["n"].sum()
        expected = one["n"] * (before["bad"] + overall) / (before["n"] + 1)
    return pd.DataFrame({"real": one["bad"], "expected": expected})


def pareto(now: pd.DataFrame, then: pd.DataFrame | None, most: float = 0.8) -> list[Where]:
    """The one dimension whose fewest members make 80 % of what is more than expected, and those members."""
    best: list[Where] = []
    fewest = 2.0
    for name in (name for name in DIMENSIONS if name in now):
        table = _changes(now, then, name)
        over = (table["real"] - table["expected"]).clip(lower=0).sort_values(ascending=False)
        if over.sum() < 0.01 * table["real"].sum():
            continue
        number = int((over.cumsum() >= most * over.sum()).to_numpy().argmax()) + 1
        if number / len(over) < fewest:
            best, fewest = [{name: str(member)} for member in over.index[:number]], number / len(over)
    return best


def adtributor(now: pd.DataFrame, then: pd.DataFrame | None, explained: float = 0.67, each: float = 0.1) -> list[Where]:
    """Adtributor (Bhagwan et al., NSDI 2014): per dimension the members of most surprise (Jensen-Shannon) that explain
    at least `each` of the change and together `explained`; the dimension of the highest surprise.
    """
    best: tuple[float, list[Where]] = (0.0, [])
    for name in (name for name in DIMENSIONS if name in now):
        table = _changes(now, then, name)
        real, expected = table["real"].to_numpy(float), table["expected"].to_numpy(float)
        change = real.sum() - expected.sum()
        if then is None:
            change = np.abs(real - expected).sum() / 2
        if change <= 0.02 * real.sum():
            continue
        p, q = expected / expected.sum(), real / real.sum()
        middle = (p + q) / 2
        with np.errstate(divide="ignore", invalid="ignore"):
            surprise = np.nan_to_num(p * np.log(p / middle)) / 2 + np.nan_to_num(q * np.log(q / middle)) / 2
        power = (real - expected) / change
        chosen, reached = [], 0.0
        for place in np.argsort(-surprise):
            if power[place] > each:
                chosen.append(int(place))
                reached += power[place]
            if reached > explained:
                break
        if reached > explained and surprise[chosen].sum() > best[0]:
            best = float(surprise[chosen].sum()), [{name: str(table.index[place])} for place in chosen]
    return best[1]
