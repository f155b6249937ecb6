"""The plain twin of the calendar: the rules read aloud, one day after the other."""

import csv
from datetime import date, datetime, time, timedelta

from data.home import SHIPPED

FIRST, LAST = date(2021, 1, 1), date(2027, 12, 31)
RAMADAN = ((date(2025, 3, 1), date(2025, 3, 30)), (date(2026, 2, 19), date(2026, 3, 20)))
ONE_DAY = timedelta(days=1)

LAYERS = """
  "11.73":
    days_off:
      - {from: 2026-03-05, to: 2026-03-06, decree: Perwal 1}
    hours:
      - {from: 2026-04-01, monday: 08.30-14.00, decree: Perwal 2}
  "11.71/DKC":
    working_days:
      - {date: 2026-03-07, hours: 08.00-12.00, decree: SK Kadis}
"""
"""What the home of the twins adds to the shipped calendar; `opening` says the same in plain words."""


def holidays() -> set[date]:
    """National holidays and joint leave, as they are shipped."""
    with (SHIPPED / "reference" / "holidays.csv").open(encoding="utf-8", newline="") as stream:
        return {date.fromisoformat(row["date"]) for row in csv.DictReader(stream)}


HOLIDAYS = holidays()


def opening(day: date, region: str, agency: str) -> tuple[time, time] | None:
    """From when to when an agency in a region is open on a day, None on a day off."""
    if region == "11.71" and agency == "DKC" and day == date(2026, 3, 7):
        return time(8), time(12)
    if day in (date(2024, 6, 22), date(2024, 6, 29)):
        return time(7, 30), time(16)
    if day.weekday() >= 5 or day in HOLIDAYS or day in (date(2024, 6, 19), date(2024, 6, 20)):
        return None
    if region == "11.73" and date(2026, 3, 5) <= day <= date(2026, 3, 6):
        return None
    friday = day.weekday() == 4
    if any(first <= day <= last for first, last in RAMADAN):
        return time(8), time(16) if friday else time(15)
    if region == "11.73" and day >= date(2026, 4, 1) and day.weekday() == 0:
        return time(8, 30), time(14)
    return time(7, 30), time(16, 30) if friday else time(16)


def in_calendar(*days: date) -> bool:
    return all(FIRST <= day <= LAST for day in days)


def working_days(first: date, last: date, region: str, agency: str) -> int | None:
    """How many days after the first, up to the last, are worked; None outside the calendar."""
    if not in_calendar(first, last):
        return None
    counted = 0
    while first < last:
        first += ONE_DAY
        if opening(first, region, agency):
            counted += 1
    return counted


def working_day_after(day: date, number: int, region: str, agency: str) -> date | None:
    """The day on which that many working days have passed; None outside the calendar."""
    if not in_calendar(day):
        return None
    while number > 0:
        day += ONE_DAY
        if not in_calendar(day):
            return None
        if opening(day, region, agency):
            number -= 1
    return day


def working_minutes(start: datetime, end: datetime, region: str, agency: str) -> int | None:
    """How many minutes the agency is open between two moments; an end at 00:00 is the close of that day."""
    if not in_calendar(start.date(), end.date()):
        return None
    if end.time() == time(0):
        end = end.replace(hour=23, minute=59)
    minutes = timedelta()
    day = start.date()
    while day <= end.date():
        hours = opening(day, region, agency)
        if hours:
            opens, closes = (datetime.combine(day, hour) for hour in hours)
            minutes += max(min(closes, end) - max(opens, start), timedelta())
        day += ONE_DAY
    return int(minutes.total_seconds()) // 60
