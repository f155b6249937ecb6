"""Figures that no record tells, as offices write them in letters: assessments, staffed counters, systems, costs."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from data.demo import assumptions
from data.demo.scenario import Setting
from data.demo.working_time import Ints

HEADERS = (
    "kode_indikator", "kode_wilayah", "periode", "nilai", "pembilang", "penyebut", "nomor_dokumen", "tanggal_dokumen",
)  # fmt: skip
Line = tuple[str, str, str, str, str, str]
"""Indicator, region, period, value, numerator, denominator."""


def text(setting: Setting, counts: Ints, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """The year's figures up to that month, its last or the window's: one row each, with a plainly artificial number.

    `counts` are the applications received, [month, region, service]. Scores of a year come with its December.
    """
    year = setting.months[month][:4]
    months = [place for place in range(month + 1) if setting.months[place].startswith(year)]
    lines = [*_of_months(setting, counts, months, rng)]
    if lines and setting.months[month].endswith("-12"):
        lines += _of_the_year(setting, counts, month, year, rng)
    number = f"CONTOH/ANGKA/{year}"
    return pd.DataFrame([(*line, number, "") for line in lines], columns=list(HEADERS))


def _of_months(setting: Setting, counts: Ints, months: list[int], rng: np.random.Generator) -> Iterator[Line]:
    for place in months:
        code = setting.months[place]
        for at in np.flatnonzero(counts[place].sum(axis=1)):
            region = setting.regions[at]
            days = len(setting.agencies) * 20
            staffed = int(days * (0.90 + 0.09 * rng.random()))
            minutes = 20 * 480
            running = int(minutes * (0.965 + 0.034 * rng.random()))
            served = int(counts[place, at].sum())
            cost = served * int(rng.integers(38_000, 62_000))
            yield "staffed_counter_share", region, code, "", str(staffed), str(days)
            yield "system_availability", region, code, "", str(running), str(minutes)
            yield "cost_per_service", region, code, "", str(cost), str(served)


def _of_the_year(setting: Setting, counts: Ints, month: int, year: str, rng: np.random.Generator) -> Iterator[Line]:
    before = int(setting.months[-1][:4]) - int(year)  # 1 for the newest whole year
    for region, values in _ipp(setting).items():
        yield "ipp_index", region, year, f"{values[max(-before, -len(values))]:.2f}".replace(".", ","), "", ""
    for at in np.flatnonzero(counts[month].sum(axis=1)):
        score = f"{rng.uniform(79, 95):.2f}".replace(".", ",")
        services = len(setting.services)
        published = int(services * rng.uniform(0.55, 0.95))
        yield "ombudsman_score", setting.regions[at], year, score, "", ""
        yield "sippn_share", setting.regions[at], year, "", str(published), str(services)


def _ipp(setting: Setting) -> dict[str, tuple[float, ...]]:
    """By code, of the province and its regions."""
    codes = (setting.regions[0][:2], *setting.regions)
    return {code: assumptions.IPP.get(code, assumptions.OTHER_IPP) for code in codes}
