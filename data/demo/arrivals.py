"""How applications arrive: by which channel, on which day, at which minute, after which wait."""

import numpy as np
import pandas as pd

from data.demo import assumptions
from data.demo.scenario import Setting
from data.demo.working_time import DAY, Bools, Floats, Ints

LAST_TICKET_MINUTES = 25
"""Counters give no ticket later than this before they close."""


def draw(
    setting: Setting, month: int, counts: Ints, days: Floats, slowness: Floats, rng: np.random.Generator
) -> pd.DataFrame:
    """One row per application received in the month.

    `counts` and `slowness` are [region, service], `days` is `volumes.month_attendance`. Columns, all int64: region,
    service (positions), channel (`beliefs.CHANNELS`), ticket, called (moments, -1 when there is none), received.
    """
    region_of, service_of = np.nonzero(counts)
    times = counts[region_of, service_of]
    region, service = np.repeat(region_of, times), np.repeat(service_of, times)
    agency = setting.agency_of[service]
    calendar = setting.calendar_of[region, agency]
    channel = _channels(setting, month, region, service, rng)
    first, after = setting.month_days(month)
    day = first + _pick(days.reshape(-1, after - first), region * len(setting.agencies) + agency, rng)
    minute = _minutes(setting, calendar, day, rng)
    ticketed = (channel == assumptions.DESK) & (rng.random(len(day)) < 0.93)
    wait = _waits(setting, region, minute, rng) * slowness[region, service]
    latest_call = setting.worktime.closes[calendar, day] - 6
    called = np.minimum(minute + wait.astype(np.int64), latest_call)
    received = np.where(ticketed, called + rng.integers(1, 5, len(day)), minute)
    online = (channel == assumptions.ONLINE) & ~setting.in_minutes[region, service]
    day, received = _at_any_hour(online, np.maximum(first, setting.starts[region]), after, day, received, rng)
    return pd.DataFrame(
        {
            "region": region,
            "service": service,
            "channel": channel,
            "ticket": np.where(ticketed, day * DAY + minute, -1),
            "called": np.where(ticketed, day * DAY + called, -1),
            "received": day * DAY + received,
        }
    )


def _pick(weights: Floats, row: Ints, rng: np.random.Generator) -> Ints:
    """For each given row of `weights`, a column drawn by its weights; rows without any weight are never asked for."""
    total = weights.sum(axis=1, keepdims=True)
    steps = np.minimum(1.0, np.cumsum(weights / np.where(total > 0, total, 1.0), axis=1))
    flat = (steps + np.arange(len(steps))[:, None]).ravel()
    place = np.searchsorted(flat, row + rng.random(len(row)) * 0.999999, side="right")
    return np.asarray(place - row * weights.shape[1], dtype=np.int64)


def _channels(setting: Setting, month: int, region: Ints, service: Ints, rng: np.random.Generator) -> Ints:
    return _pick(_channel_weights(setting, month).reshape(-1, 4), region * len(setting.services) + service, rng)


def _channel_weights(setting: Setting, month: int) -> Floats:
    """[region, service, channel]"""
    position = month / max(1, len(setting.months) - 1)
    digital = np.array([assumptions.REGIONS.get(code, assumptions.OTHER_REGION).digital for code in setting.regions])
    machine = np.isin(setting.services, assumptions.MACHINE_SERVICES)
    mobile = np.isin(np.array(setting.agencies)[setting.agency_of], assumptions.MOBILE_AGENCIES)
    short = setting.in_minutes & (setting.standards <= assumptions.SHORT_MINUTES)
    kind = np.select([machine & setting.in_minutes, short, setting.in_minutes], [3, 1, 2], 0)
    names = ("days", "short", "minutes", "machine")
    weights = np.array([assumptions.CHANNEL_WEIGHTS[name] for name in names])[kind]
    weights = weights * np.exp(np.array(assumptions.CHANNEL_GROWTH) * position)
    weights[..., assumptions.ONLINE : assumptions.SELF + 1] *= digital[:, None, None]
    weights[..., assumptions.MOBILE] *= mobile
    return np.asarray(weights)


def _minutes(setting: Setting, calendar: Ints, day: Ints, rng: np.random.Generator) -> Ints:
    """Minutes of the day between opening and last ticket, by the day's rush."""
    opens = setting.worktime.opens[calendar, day]
    last = np.maximum(setting.worktime.closes[calendar, day] - LAST_TICKET_MINUTES, opens + 1)
    minute = opens.copy()
    friday = setting.worktime.weekdays()[day] == 4
    for here, rush in ((friday, assumptions.RUSH_FRIDAY), (~friday, assumptions.RUSH)):
        flow = np.concatenate([[0.0], np.cumsum(_rush(rush, np.arange(DAY)))])
        low, high = flow[opens[here]], flow[last[here]]
        minute[here] = np.searchsorted(flow, low + rng.random(len(low)) * (high - low), side="right") - 1
    return np.clip(minute, opens, last - 1)


def _rush(points: tuple[tuple[int, float], ...], minute: Ints) -> Floats:
    at, flow = np.array(points).T
    return np.asarray(np.interp(minute, at, flow))


def _waits(setting: Setting, region: Ints, minute: Ints, rng: np.random.Generator) -> Floats:
    """Minutes between ticket and call: the region's mean, longer in the rush of the morning."""
    mean = np.array([assumptions.REGIONS.get(code, assumptions.OTHER_REGION).wait_minutes for code in setting.regions])
    rush = _rush(assumptions.RUSH, minute) / 1.3
    return np.asarray(rng.gamma(2.0, 0.5, len(minute)) * mean[region] * rush)


def _at_any_hour(
    online: Bools, first: Ints, after: int, day: Ints, minute: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """Three in ten online applications come in the evening, one in ten on any day and hour of the month."""
    luck = rng.random(len(day))
    evening, anytime = online & (luck < 0.3), online & (luck >= 0.9)
    day = np.where(anytime, first + (rng.random(len(day)) * (after - first)).astype(np.int64), day)
    minute = np.where(evening, 1020 + rng.integers(0, 340, len(day)), minute)
    return day, np.where(anytime, 360 + rng.integers(0, 960, len(day)), minute)
