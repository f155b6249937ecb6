"""The example files, month by month, as offices would have sent them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.demo import answers, arrivals, beliefs, causes, cells, events, journeys, registers, setting, volumes
from data.demo.worktime import DAY, NEVER, Ints
from data.errors import SetupError
from data.home import Home


@dataclass(frozen=True)
class DemoFile:
    """One file: its kind of upload, its name, and its cells (text, Indonesian headers, blanks as '')."""

    kind: str
    name: str
    cells: pd.DataFrame


def files(home: Home, records: int, seed: int, today: date) -> Iterator[DemoFile]:
    """Transactions, then surveys, of each of the 36 whole months before `today`, in time order; no empty ones.

    `records` is the number of different applications over all files; those that close in a later month are sent
    again, and survey rows come on top. The same arguments and reference files give the same cells.
    Raises SetupError for negative numbers or a home without a working MPP.
    """
    if records < 0 or seed < 0:
        raise SetupError("demo: jumlah catatan atau angka awal negatif. Tulis --records dan --seed dari 0 ke atas.")
    scene = setting.load(home, today)
    daily = volumes.attendance(scene)
    plan = np.random.default_rng([seed, len(scene.months)])
    counts = volumes.counts(scene, records, daily, plan)
    on_time, slowness = events.on_time_shares(scene, plan), events.slownesses(scene)
    moments = cells.Moments(scene)
    applications, responses = (np.zeros(len(scene.regions), dtype=np.int64) for _ in range(2))
    waiting: list[pd.DataFrame] = []
    for month, code in enumerate(scene.months):
        rng = np.random.default_rng([seed, month])
        year, end = int(code[:4]), scene.month_days(month)[1] * DAY
        if code.endswith("-01"):
            applications[:], responses[:] = 0, 0
        days = volumes.month_attendance(scene, month, daily)
        received = arrivals.draw(scene, month, counts[month], days, slowness[month], rng)
        received = received.sort_values(["region", "received"], kind="stable", ignore_index=True)
        new = journeys.follow(scene, received, on_time[month], slowness[month], rng)
        new = new.assign(cause=causes.draw(scene, new, month, rng), year=year, number=_serial(applications, new))
        open_before = pd.concat(waiting) if waiting else new.iloc[:0]
        closing = open_before["decided"] < end
        sent = pd.concat([open_before[closing], new], ignore_index=True)
        waiting = [open_before[~closing], new[(new["decided"] >= end) & (new["decided"] < NEVER)]]
        respondents = answers.draw(scene, sent, month, rng)
        respondents = respondents.assign(number=_serial(responses, respondents))
        if len(sent):
            yield DemoFile("transactions", f"contoh-transaksi-{code}.csv", registers.text(scene, sent, month, moments))
        if len(respondents):
            rows = answers.text(scene, respondents, year, moments, rng)
            yield DemoFile("surveys", f"contoh-survei-{code}.csv", rows)


def reference_files() -> dict[str, str]:
    """Reference files of the example home by name: the flood of December 2025 as force majeure."""
    first, last = f"{beliefs.FLOOD.first}-01", f"{beliefs.FLOOD.last}-31"
    decree = "contoh: bukan keputusan sungguhan (banjir Desember 2025)"
    rows = [f"{region},{first},{last},{decree}" for region in beliefs.FLOOD.regions]
    return {"force_majeure.csv": "\n".join(["region_code,from,to,decree", *rows, ""])}


def _serial(given: Ints, rows: pd.DataFrame) -> Ints:
    """The next numbers of each region for rows ordered by region; `given` (the last number given) moves on."""
    region = rows["region"].to_numpy()
    size = np.bincount(region, minlength=len(given))
    numbers = given[region] + 1 + np.arange(len(rows)) - (np.cumsum(size) - size)[region]
    given += size
    return np.asarray(numbers, dtype=np.int64)
