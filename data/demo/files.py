"""The example files, month by month, as offices would have sent them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.demo import answers, arrivals, beliefs, causes, cells, events, journeys, registers, setting, volumes
from data.demo.worktime import DAY, NEVER, Floats, Ints
from data.errors import SetupError
from data.home import Home


@dataclass(frozen=True)
class DemoFile:
    """One file: its kind of upload, its name, and its cells (text, Indonesian headers, blanks as '')."""

    kind: str
    name: str
    cells: pd.DataFrame


@dataclass(frozen=True)
class Plan:
    """What is settled for all months before the first file is written; arrays begin with the month."""

    daily: Floats
    """[calendar, day] `volumes.attendance`"""
    counts: Ints
    on_time: Floats
    slowness: Floats
    """[month, region, service], as these."""


def files(home: Home, records: int, seed: int, today: date) -> Iterator[DemoFile]:
    """Transactions, then surveys, of each of the 36 whole months before `today`, in time order; no empty ones.

    `records` is the number of different applications over all files; those that close in a later month are sent
    again, and survey rows come on top. The same arguments and reference files give the same cells.
    Raises SetupError for negative numbers or a home without a working MPP.
    """
    if records < 0 or seed < 0:
        raise SetupError("demo: jumlah catatan atau angka awal negatif. Tulis --records dan --seed dari 0 ke atas.")
    scene = setting.load(home, today)
    plan = _plan(scene, records, seed)
    moments = cells.Moments(scene)
    applications, responses = (np.zeros(len(scene.regions), dtype=np.int64) for _ in range(2))
    waiting = pd.DataFrame()
    for month, code in enumerate(scene.months):
        rng = np.random.default_rng([seed, month])
        if code.endswith("-01"):
            applications[:], responses[:] = 0, 0
        new = _received(scene, plan, month, rng)
        new = new.assign(year=int(code[:4]), number=_serial(applications, new))
        sent, waiting = _send(waiting, new, scene.month_days(month)[1] * DAY)
        if len(sent):
            yield DemoFile("transactions", f"contoh-transaksi-{code}.csv", registers.text(scene, sent, month, moments))
        respondents = answers.draw(scene, sent, month, rng)
        respondents = respondents.assign(number=_serial(responses, respondents))
        if len(respondents):
            rows = answers.text(scene, respondents, int(code[:4]), moments, rng)
            yield DemoFile("surveys", f"contoh-survei-{code}.csv", rows)


def reference_files() -> dict[str, str]:
    """Reference files of the example home by name: the flood of December 2025 as force majeure."""
    first, last = f"{beliefs.FLOOD.first}-01", f"{beliefs.FLOOD.last}-31"
    decree = "contoh: bukan keputusan sungguhan (banjir Desember 2025)"
    rows = [f"{region},{first},{last},{decree}" for region in beliefs.FLOOD.regions]
    return {"force_majeure.csv": "\n".join(["region_code,from,to,decree", *rows, ""])}


def _plan(scene: setting.Setting, records: int, seed: int) -> Plan:
    rng = np.random.default_rng([seed, len(scene.months)])
    daily = volumes.attendance(scene)
    counts = volumes.counts(scene, records, daily, rng)
    return Plan(daily, counts, events.on_time_shares(scene, rng), events.slownesses(scene))


def _received(scene: setting.Setting, plan: Plan, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """The month's new applications with all that will become of them, by region and moment of receipt."""
    days = volumes.month_attendance(scene, month, plan.daily)
    arrived = arrivals.draw(scene, month, plan.counts[month], days, plan.slowness[month], rng)
    arrived = arrived.sort_values(["region", "received"], kind="stable", ignore_index=True)
    cases = journeys.follow(scene, arrived, plan.on_time[month], plan.slowness[month], rng)
    return cases.assign(cause=causes.draw(scene, cases, month, rng))


def _send(waiting: pd.DataFrame, new: pd.DataFrame, end: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """What the month's file holds (those waiting that close, and all new ones), and what waits for a later file."""
    everything = pd.concat([waiting, new], ignore_index=True)
    decided = everything["decided"].to_numpy()
    is_new = np.arange(len(everything)) >= len(waiting)
    return everything[is_new | (decided < end)], everything[(decided >= end) & (decided < NEVER)]


def _serial(given: Ints, rows: pd.DataFrame) -> Ints:
    """The next numbers of each region for rows ordered by region; `given` (the last number given) moves on."""
    region = rows["region"].to_numpy()
    size = np.bincount(region, minlength=len(given))
    numbers = given[region] + 1 + np.arange(len(rows)) - (np.cumsum(size) - size)[region]
    given += size
    return np.asarray(numbers, dtype=np.int64)
