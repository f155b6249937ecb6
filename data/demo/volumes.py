"""How many applications each service of each region receives in each month, and on which of its days."""

import numpy as np

from data.demo import assumptions
from data.demo.events import active
from data.demo.scenario import Setting
from data.demo.working_time import Floats, Ints
from data.errors import SetupError, error_text


def attendance(setting: Setting) -> Floats:
    """[calendar, day]: how many come, 1 on a Wednesday with usual hours, 0 on days off."""
    time = setting.worktime
    weekday = time.weekdays()
    span = np.where(time.working, time.closes - time.opens, 0).astype(float)
    share = np.zeros_like(span)
    for number in range(7):
        of_day = span[:, weekday == number]
        usual = np.array([np.median(row[row > 0]) if (row > 0).any() else np.inf for row in of_day])
        share[:, weekday == number] = np.minimum(1.0, of_day / usual[:, None])
    return np.asarray(share**assumptions.SHORT_HOURS_POWER * np.array(assumptions.WEEKDAYS)[weekday])


def month_attendance(setting: Setting, month: int, daily: Floats) -> Floats:
    """[region, agency, day of the month]: `attendance` by whose calendar holds; none before the MPP's start."""
    first, after = setting.month_days(month)
    weights = daily[setting.calendar_of, first:after]
    return np.asarray(weights * (np.arange(first, after) >= setting.starts[:, None])[:, None, :])


def counts(setting: Setting, records: int, daily: Floats, rng: np.random.Generator) -> Ints:
    """[month, region, service] applications received; they add up to `records` exactly."""
    regions = [assumptions.REGIONS.get(code, assumptions.OTHER_REGION) for code in setting.regions]
    level = np.array([region.yearly for region in regions])
    shares = _shares(setting)
    expected = np.zeros((len(setting.months), *shares.shape))
    for month, code in enumerate(setting.months):
        calendar_month = int(code[5:])
        days = month_attendance(setting, month, daily).sum(axis=2)[:, setting.agency_of]
        age = np.maximum(0, setting.month_days(month)[0] - setting.starts) / 30.0
        filling = np.where(setting.starts > 0, np.minimum(1.0, 0.35 + 0.12 * age), 1.0)
        size = level * filling * assumptions.GROWTH_A_YEAR ** (month / 12) * assumptions.SEASON[calendar_month - 1]
        size = size * rng.lognormal(0.0, 0.04, len(size))
        expected[month] = size[:, None] * shares * days * _agency_season(setting, calendar_month)
    for event in assumptions.EVENTS:
        expected *= np.where(active(event, setting), event.volume, 1.0)
    if not expected.any():
        raise SetupError(error_text("demo_no_work"))
    drawn = rng.multinomial(records, (expected / expected.sum()).ravel())
    return drawn.reshape(expected.shape).astype(np.int64)


def _shares(setting: Setting) -> Floats:
    """[region, service]: its part of the region's applications."""
    agency_codes = np.array(setting.agencies)[setting.agency_of]
    weight = np.array([assumptions.SERVICE_WEIGHTS.get(code, 1.0) for code in setting.services])
    agency_share = np.array([assumptions.AGENCY_SHARES.get(code, 1.0) for code in setting.agencies])
    within = weight / np.bincount(setting.agency_of, weights=weight)[setting.agency_of]
    shares = np.tile(agency_share[setting.agency_of] * within, (len(setting.regions), 1))
    for (region, code), factor in assumptions.LOCAL_WEIGHTS.items():
        if region in setting.regions:
            here = (np.array(setting.services) == code) | (agency_codes == code)
            shares[setting.regions.index(region)] *= np.where(here, factor, 1.0)
    for row, region in enumerate(setting.regions):
        absent = assumptions.REGIONS.get(region, assumptions.OTHER_REGION).absent_agencies
        shares[row] *= ~np.isin(agency_codes, absent) & (setting.standards[row] >= 0)
    return np.asarray(shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-9))


def _agency_season(setting: Setting, calendar_month: int) -> Floats:
    """[service]: how much busier its agency is in that month of the year."""
    none: tuple[tuple[int, ...], float] = ((), 1.0)
    seasons = [assumptions.AGENCY_SEASON.get(code, none) for code in setting.agencies]
    factor = np.array([factor if calendar_month in months else 1.0 for months, factor in seasons])
    return np.asarray(factor[setting.agency_of])
