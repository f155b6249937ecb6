"""When and where a planted event holds, and how punctual each service of each region is in a month."""

import numpy as np

from data.demo import assumptions
from data.demo.scenario import Setting
from data.demo.working_time import Bools, Floats

LONG_STANDARD_DAYS = 10


def active(event: assumptions.Event, setting: Setting) -> Bools:
    """[month, region, service]: whether the event holds there."""
    first, last = (_month(setting, month) for month in (event.first, event.last))
    months = np.array([first <= month <= last for month in setting.months])
    regions = np.array([region in event.regions for region in setting.regions])
    services = np.array([code.startswith(event.services) for code in setting.services])
    return np.asarray(months[:, None, None] & regions[None, :, None] & services[None, None, :])


def on_time_shares(setting: Setting, rng: np.random.Generator) -> Floats:
    """[month, region, service]: the share on time that is planted (a case's month of receipt counts)."""
    regions = [assumptions.REGIONS.get(code, assumptions.OTHER_REGION) for code in setting.regions]
    position = np.linspace(0.0, 1.0, len(setting.months))[:, None]
    first = np.array([region.on_time_first for region in regions])
    last = np.array([region.on_time_last for region in regions])
    level = first + (last - first) * position
    log_odds = np.log(level / (1 - level)) + rng.normal(0.0, 0.12, level.shape)
    days = np.where(setting.standards >= LONG_STANDARD_DAYS, -0.55, -0.20)
    service = np.where(setting.in_minutes, 0.15, days) + rng.normal(0.0, 0.15, setting.standards.shape)
    total = log_odds[:, :, None] + service[None, :, :]
    for event in assumptions.EVENTS:
        total = total + np.where(active(event, setting), np.log(event.odds), 0.0)
    return np.asarray(1 / (1 + np.exp(-total)))


def slownesses(setting: Setting) -> Floats:
    """[month, region, service]: what multiplies waits and the excess of late cases."""
    total = np.ones((len(setting.months), *setting.standards.shape))
    for event in assumptions.EVENTS:
        total = total * np.where(active(event, setting), event.slowness, 1.0)
    return total


def _month(setting: Setting, month: str | int) -> str:
    """The month an event names; one counted back from the end may lie outside a shorter window."""
    return month if isinstance(month, str) else setting.months[max(month, -len(setting.months))]
