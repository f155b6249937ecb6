"""What the example rests on: the window, who reports, which services there are, and when they are open."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.calendar import days
from data.demo.working_time import Bools, Ints, WorkTime, build
from data.errors import SetupError, error_text
from data.home import Home
from data.settings import mpp_milestones, tables

MONTHS = 36
USUAL_DAYS = 5
"""The standard of a service that has none."""


@dataclass(frozen=True)
class Setting:
    """The reference tables as arrays; a region, service or agency is its position in the tuple of codes."""

    months: tuple[str, ...]
    """"YYYY-MM", oldest first."""
    regions: tuple[str, ...]
    starts: Ints
    """Day of the start of each region's MPP (worktime's count; 0 when it is older than the window)."""
    services: tuple[str, ...]
    kinds: tuple[str, ...]
    """Of each service: perizinan, or the authority (daerah, pusat, bumn, ...)."""
    fees: Ints
    """Rupiah; -1 when not known."""
    agencies: tuple[str, ...]
    agency_of: Ints
    standards: Ints
    """[region, service] in days or minutes, at the window's end; -1 where the region does not have the service."""
    in_minutes: Bools
    """[region, service]"""
    calendar_of: Ints
    """[region, agency]"""
    worktime: WorkTime
    causes: tuple[str, ...]

    def month_days(self, month: int) -> tuple[int, int]:
        """First day of a month of the window, and of the month after it."""
        first = np.datetime64(self.months[month], "M")
        return self.worktime.day(first), self.worktime.day(first + 1)


def load(home: Home, today: date) -> Setting:
    """The setting of the 36 whole months before `today`. Raises SetupError when no MPP works in them."""
    newest = np.datetime64(today, "M")
    months = tuple(str(month) for month in np.arange(newest - MONTHS, newest))
    first_day = date.fromisoformat(f"{months[0]}-01")
    worktime = build(days.days(home), first_day, today + timedelta(days=400))
    starts = _starts(mpp_milestones.mpp_status(home), first_day, today)
    if not starts:
        raise SetupError(error_text("demo_no_mpp", first=months[0], last=months[-1]))
    catalogue = tables.services(home)
    now = catalogue[(catalogue["valid_from"] <= today) & (catalogue["valid_to"] >= today)]
    services = now.drop_duplicates("code").sort_values("code")
    agencies = tuple(sorted(set(services["agency_code"])))
    standards, in_minutes = _standards(now, tuple(starts), tuple(services["code"]))
    return Setting(
        months=months,
        regions=tuple(starts),
        starts=np.array([worktime.day(start) for start in starts.values()], dtype=np.int64),
        services=tuple(services["code"]),
        kinds=tuple(services["authority"].where(services["kind"] != "perizinan", "perizinan")),
        fees=services["fee_idr"].fillna(-1).to_numpy(np.int64),
        agencies=agencies,
        agency_of=np.array([agencies.index(code) for code in services["agency_code"]], dtype=np.int64),
        standards=standards,
        in_minutes=in_minutes,
        calendar_of=_calendars(days.use(home), tuple(starts), agencies, worktime.codes),
        worktime=worktime,
        causes=tuple(tables.obstacles(home)["code"]),
    )


def _starts(status: pd.DataFrame, first_day: date, today: date) -> dict[str, np.datetime64]:
    """Regions whose MPP works before this month, by code, with the start or the window's first day when later."""
    starts: dict[str, np.datetime64] = {}
    first, this_month = np.datetime64(first_day, "D"), np.datetime64(today, "M").astype("datetime64[D]")
    for row in status.sort_values("code").itertuples():
        opened = str(row.soft_launch or "") or str(row.inaugurated_by_minister or "")
        start = max(np.datetime64(opened).astype("datetime64[D]"), first) if opened else first
        if row.status == "operasi" and start < this_month:
            starts[str(row.code)] = start
    return starts


def _standards(now: pd.DataFrame, regions: tuple[str, ...], services: tuple[str, ...]) -> tuple[Ints, Bools]:
    standards = np.full((len(regions), len(services)), -1, dtype=np.int64)
    in_minutes = np.zeros_like(standards, dtype=bool)
    versions = now.sort_values("region_code", kind="stable")  # the general one first, then a region's own
    amounts = versions["standard"].fillna(USUAL_DAYS).to_numpy(np.int64)
    minutes = (versions["standard_unit"] == "minutes").to_numpy(bool)
    for number, (region, code) in enumerate(zip(versions["region_code"], versions["code"], strict=True)):
        if region in ("", *regions):
            rows = regions.index(region) if region else slice(None)
            standards[rows, services.index(code)] = amounts[number]
            in_minutes[rows, services.index(code)] = minutes[number]
    return standards, in_minutes


def _calendars(use: pd.DataFrame, regions: tuple[str, ...], agencies: tuple[str, ...], codes: tuple[str, ...]) -> Ints:
    held = {(row.region_code, row.agency_code): codes.index(str(row.calendar_code)) for row in use.itertuples()}
    return np.array([[held[region, agency] for agency in agencies] for region in regions], dtype=np.int64)
