"""The example files, month by month, as offices would have sent them."""

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.demo import applications as journeys
from data.demo import (
    arrivals,
    assumptions,
    complaints,
    entered_figures,
    events,
    obstacle_codes,
    registers,
    scenario,
    survey_answers,
    volumes,
)
from data.demo import text_columns as cells
from data.demo.working_time import DAY, NEVER, Floats, Ints
from data.errors import SetupError, error_text
from data.home import Home
from data.settings.tables import PLAN_COLUMNS as PLAN_COLUMNS


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
    seed: int


def files(home: Home, records: int, seed: int, today: date) -> Iterator[DemoFile]:
    """Transactions, then surveys, of each of the 36 whole months before `today`, in time order.

    After the last month of a quarter, and of the window, come its complaints; after that of a year, and of the
    window, the figures from documents. There are no empty files.
    `records` is the number of different applications over all files; those that close in a later month are sent
    again, as are complaints, and all other rows come on top. The same arguments and reference files give the same
    cells.
    Raises SetupError for negative numbers or a home without a working MPP.
    """
    if records < 0 or seed < 0:
        raise SetupError(error_text("demo_negative"))
    scene = scenario.load(home, today)
    plan = _plan(scene, records, seed)
    moments = cells.Moments(scene)
    made = (_of_cases(scene, plan, moments), _of_complaints(scene, plan, moments), _of_documents(scene, plan))
    for _, file in heapq.merge(*made, key=lambda one: one[0]):
        yield file


Made = Iterator[tuple[int, DemoFile]]
"""Files of some kinds with their month, in time order."""


def _of_cases(scene: scenario.Setting, plan: Plan, moments: cells.Moments) -> Made:
    applications, responses = (np.zeros(len(scene.regions), dtype=np.int64) for _ in range(2))
    waiting = pd.DataFrame()
    for month, code in enumerate(scene.months):
        rng = np.random.default_rng([plan.seed, month])
        if code.endswith("-01"):
            applications[:], responses[:] = 0, 0
        new = _received(scene, plan, month, rng)
        new = new.assign(year=int(code[:4]), number=_serial(applications, new))
        sent, waiting = _send(waiting, new, scene.month_days(month)[1] * DAY)
        if len(sent):
            rows = registers.text(scene, sent, month, moments)
            yield month, DemoFile("transactions", f"contoh-transaksi-{code}.csv", rows)
        respondents = survey_answers.draw(scene, sent, month, rng)
        respondents = respondents.assign(number=_serial(responses, respondents))
        if len(respondents):
            rows = survey_answers.text(scene, respondents, int(code[:4]), moments, rng)
            yield month, DemoFile("surveys", f"contoh-survei-{code}.csv", rows)


def _of_complaints(scene: scenario.Setting, plan: Plan, moments: cells.Moments) -> Made:
    given = np.zeros(len(scene.regions), dtype=np.int64)
    waiting, quarter = pd.DataFrame(), []
    for month, code in enumerate(scene.months):
        if code.endswith("-01"):
            given[:] = 0
        new = complaints.draw(scene, plan.counts[month], month, _others(plan, month, 1))
        quarter.append(new.assign(year=int(code[:4]), number=_serial(given, new)))
        if code[5:] in ("03", "06", "09", "12") or code == scene.months[-1]:
            new = pd.concat(quarter, ignore_index=True)
            sent, waiting = _send(waiting, new, scene.month_days(month)[1] * DAY)
            quarter = []
            if len(sent):
                rows = complaints.text(scene, sent, month, moments)
                yield month, DemoFile("complaints", f"contoh-pengaduan-{code}.csv", rows)


def _of_documents(scene: scenario.Setting, plan: Plan) -> Made:
    for month, code in enumerate(scene.months):
        if code.endswith("-12") or code == scene.months[-1]:
            rows = entered_figures.text(scene, plan.counts, month, _others(plan, month, 2))
            if len(rows):
                yield month, DemoFile("figures", f"contoh-angka-{code}.csv", rows)


def reference_files(home: Home, today: date) -> dict[str, str]:
    """Reference files of the example home by name: the flood of December 2025 as force majeure, and a service plan.

    A region plans every service of the agencies it has, and of some that it still lacks.
    """
    first, last = f"{assumptions.FLOOD.first}-01", f"{assumptions.FLOOD.last}-31"
    decree = "contoh: bukan keputusan sungguhan (banjir Desember 2025)"
    rows = [f"{region},{first},{last},{decree}" for region in assumptions.FLOOD.regions]
    floods = "\n".join(["region_code,from,to,decree", *rows, ""])
    return {"force_majeure.csv": floods, "service_plan.csv": _service_plan(scenario.load(home, today))}


def _service_plan(scene: scenario.Setting) -> str:
    lines = [",".join(PLAN_COLUMNS)]
    for region in scene.regions:
        absent = set(assumptions.REGIONS.get(region, assumptions.OTHER_REGION).absent_agencies) - set(
            assumptions.ABSENT_PLANNED
        )
        for service, agency in zip(scene.services, scene.agency_of, strict=True):
            if scene.agencies[agency] not in absent:
                lines.append(f"{region},{service},{scene.months[0]}-01,,contoh: bukan keputusan sungguhan")
    return "\n".join([*lines, ""])


def _plan(scene: scenario.Setting, records: int, seed: int) -> Plan:
    rng = np.random.default_rng([seed, len(scene.months)])
    daily = volumes.attendance(scene)
    counts = volumes.counts(scene, records, daily, rng)
    return Plan(daily, counts, events.on_time_shares(scene, rng), events.slownesses(scene), seed)


def _others(plan: Plan, month: int, of: int = 0) -> np.random.Generator:
    """Chance of its own for what came to the example later, so that all else stays as it was."""
    return np.random.default_rng([plan.seed, month, 1 + of])


def _received(scene: scenario.Setting, plan: Plan, month: int, rng: np.random.Generator) -> pd.DataFrame:
    """The month's new applications with all that will become of them, by region and moment of receipt."""
    days = volumes.month_attendance(scene, month, plan.daily)
    arrived = arrivals.draw(scene, month, plan.counts[month], days, plan.slowness[month], rng)
    arrived = arrived.sort_values(["region", "received"], kind="stable", ignore_index=True)
    cases = journeys.follow(scene, arrived, plan.on_time[month], plan.slowness[month], rng)
    return cases.assign(cause=obstacle_codes.draw(scene, cases, month, rng), scale=_scales(scene, arrived, plan, month))


def _scales(scene: scenario.Setting, arrived: pd.DataFrame, plan: Plan, month: int) -> Ints:
    """Position in `beliefs.SCALES` of the business that applies for a licence; -1 for all other services."""
    licence = np.isin(scene.kinds, "perizinan")[arrived["service"].to_numpy()]
    drawn = _others(plan, month).choice(len(assumptions.SCALES), len(arrived), p=assumptions.SCALE_SHARES)
    return np.where(licence, drawn, -1)


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
