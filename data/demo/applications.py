"""What becomes of applications: complete when, decided when and how, returned, paused, late and why."""

import numpy as np
import pandas as pd

from data.demo import assumptions
from data.demo.scenario import Setting
from data.demo.working_time import DAY, NEVER, Bools, Floats, Ints

DONE, REFUSED, WITHDRAWN, WITHDRAWN_UNDATED = range(4)
MOST_EXCESS_MINUTES = 200


def follow(
    setting: Setting, cases: pd.DataFrame, on_time: Floats, slowness: Floats, rng: np.random.Generator
) -> pd.DataFrame:
    """`arrivals.draw`'s rows with, all int64 or bool: complete, decided (moments; NEVER when it stays open), outcome
    (DONE ...), returns, pause (working days), due (day of an explicit promise, else -1), late (of its standard),
    long (in time, but close to it). `on_time`, `slowness`: [region, service] of this month.
    """
    region, service = cases["region"].to_numpy(), cases["service"].to_numpy()
    calendar = setting.calendar_of[region, setting.agency_of[service]]
    standard, quick = setting.standards[region, service], setting.in_minutes[region, service]
    returns, complete = _completion(setting, cases, calendar, quick, rng)
    pause = np.where(~quick & (rng.random(len(cases)) < 0.09), rng.integers(1, 7, len(cases)), 0)
    late = rng.random(len(cases)) > on_time[region, service]
    length = _length(standard, quick, late, on_time[region, service], slowness[region, service], rng)
    minutes = np.minimum(length, standard + MOST_EXCESS_MINUTES)
    by_minutes = setting.worktime.later(calendar, complete // DAY, complete % DAY, minutes)
    by_days = _on_day(setting, calendar, complete, length + pause, rng)
    forgotten = ~quick & (rng.random(len(cases)) < 0.003)
    promised = ~quick & (rng.random(len(cases)) < 0.01)
    promise = setting.worktime.after(calendar, complete // DAY, standard + pause + 2)
    return cases.assign(
        complete=complete,
        decided=np.where(forgotten, NEVER, np.where(quick, by_minutes, by_days)),
        outcome=_outcomes(setting, service, quick, rng),
        returns=returns,
        pause=pause,
        due=np.where(promised, promise, -1),
        late=late | forgotten,
        long=~late & ~quick & (standard >= 5) & (length >= assumptions.LONG_SHARE * standard),
    )


def _completion(
    setting: Setting, cases: pd.DataFrame, calendar: Ints, quick: Bools, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Returns to the applicant, and the moment the file is complete: always while the office is open."""
    time = setting.worktime
    received = cases["received"].to_numpy()
    day, minute = received // DAY, received % DAY
    at_once = quick | (cases["channel"] == assumptions.SELF).to_numpy()
    returns = np.where(~at_once & (rng.random(len(cases)) < 0.16), 1 + (rng.random(len(cases)) < 0.2), 0)
    opens, closes = time.opens[calendar, day], time.closes[calendar, day]
    online = (cases["channel"] == assumptions.ONLINE).to_numpy() & ~at_once
    in_hours = time.working[calendar, day] & (minute >= opens) & (minute <= closes - 60)
    same_day = received + np.where(online, rng.integers(5, 60, len(cases)), 0)
    early = time.working[calendar, day] & (minute < opens)
    wait_days = np.where(returns > 0, returns * rng.integers(1, 5, len(cases)), np.where(early, 0, 1))
    next_day = time.after(calendar, day, wait_days)
    next_opens = time.opens[calendar, next_day]
    hours = time.closes[calendar, next_day] - next_opens
    later = next_day * DAY + next_opens + ((0.05 + 0.5 * rng.random(len(cases))) * hours).astype(np.int64)
    now = (returns == 0) & (at_once | ~online | in_hours)
    return returns, np.where(now, same_day, later)


def _length(
    standard: Ints, quick: Bools, late: Bools, on_time: Floats, slowness: Floats, rng: np.random.Generator
) -> Ints:
    """Net days or minutes to the decision: within the standard, or over it by a tail that grows with it."""
    luck = rng.random(len(standard))
    within = np.floor((standard + np.where(quick, 0, 1)) * luck**on_time) + np.where(quick, 1, 0)
    excess = 1 + rng.exponential(np.where(quick, 0.7 * standard, 1.2 + standard / 5) * slowness)
    return np.where(late, standard + excess, np.minimum(within, standard)).astype(np.int64)


def _on_day(setting: Setting, calendar: Ints, complete: Ints, days: Ints, rng: np.random.Generator) -> Ints:
    """A moment of the working day that many days after, or of the rest of the same day."""
    day = setting.worktime.after(calendar, complete // DAY, days)
    opens, closes = setting.worktime.opens[calendar, day], setting.worktime.closes[calendar, day]
    earliest = np.where(days == 0, complete % DAY, opens + 20)
    return day * DAY + earliest + (rng.random(len(day)) * np.maximum(0, closes - earliest)).astype(np.int64)


def _outcomes(setting: Setting, service: Ints, quick: Bools, rng: np.random.Generator) -> Ints:
    permit = np.isin(setting.kinds, "perizinan")[service]
    refused = np.where(permit & ~quick, 0.07, np.where(quick, 0.01, 0.03))
    withdrawn = np.where(quick, 0.003, 0.015)
    luck, dated = rng.random(len(service)), rng.random(len(service)) < 0.7
    given_up = np.where(dated, WITHDRAWN, WITHDRAWN_UNDATED)
    return np.select([luck < refused, luck < refused + withdrawn], [np.full_like(service, REFUSED), given_up], DONE)
