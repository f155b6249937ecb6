"""The written form of the calendar: `calendar.yaml`, its layers, and what they may say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, model_validator

from data.errors import ErrorText, error_text
from data.home import Home
from data.settings import tables
from data.settings.places import places
from data.settings.yaml_models import Day, Strict, Text, at, parse

FILE = "calendar.yaml"
NATIONAL = "national"
CLOSED = (0, 0)

Opening = tuple[int, int]
"""Opening and closing time in minutes after midnight; CLOSED on a day off."""


def _opening(value: object) -> Opening:
    if value == "tutup":
        return CLOSED
    match = re.fullmatch(r"(\d\d)[.:](\d\d) ?[-–] ?(\d\d)[.:](\d\d)", str(value), re.ASCII)
    if match is None:
        raise ValueError(error_text("hours_unreadable"))
    opens_h, opens_m, closes_h, closes_m = map(int, match.groups())
    opens, closes = opens_h * 60 + opens_m, closes_h * 60 + closes_m
    if opens_m > 59 or closes_m > 59 or not opens < closes <= 1440:
        raise ValueError(error_text("hours_impossible"))
    return opens, closes


OpeningText = Annotated[Opening, BeforeValidator(_opening)]


class Span(Strict):
    """Days from–to, both included."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Span":
        if self.last < self.first:
            raise ValueError(error_text("to_before_from"))
        return self


class Ramadan(Span):
    """One Ramadan, from its isbat date to the day before Idul Fitri; an estimate until the isbat."""

    decree: Text
    estimate: bool = False


class Week(Span):
    """Opening hours by weekday while they are in force; a weekday that is not named keeps the hours from above."""

    first: Day = Field(default=date.min, alias="from")
    last: Day = Field(default=date.max, alias="to")
    decree: Text
    monday: OpeningText | None = None
    tuesday: OpeningText | None = None
    wednesday: OpeningText | None = None
    thursday: OpeningText | None = None
    friday: OpeningText | None = None
    saturday: OpeningText | None = None
    sunday: OpeningText | None = None

    @property
    def by_weekday(self) -> tuple[Opening | None, ...]:
        """Monday first."""
        return self.monday, self.tuesday, self.wednesday, self.thursday, self.friday, self.saturday, self.sunday


class DaysOff(Span):
    """Additional days off; one day when `to` is left out."""

    name: Text | None = None
    decree: Text

    @model_validator(mode="before")
    @classmethod
    def _one_day(cls, written: object) -> object:
        return {"to": written["from"]} | written if isinstance(written, dict) and "from" in written else written


class WorkingDay(Strict):
    """A day worked although it would be off; on a weekend it has the hours of Monday unless it names its own."""

    day: Day = Field(alias="date")
    hours: OpeningText | None = None
    decree: Text


class Layer(Strict):
    """What one office adds to the calendar above it."""

    hours: tuple[Week, ...] = ()
    ramadan_hours: tuple[Week, ...] = ()
    days_off: tuple[DaysOff, ...] = ()
    working_days: tuple[WorkingDay, ...] = ()


class CalendarFile(Strict):
    """The whole of `calendar.yaml`; layers by "national", code of a place, or "code/agency"."""

    range: Span
    ramadan: tuple[Ramadan, ...]
    layers: dict[str, Layer]


@dataclass(frozen=True)
class Chain:
    """The layers of one calendar from the top down, and the file they stand in."""

    path: Path
    ramadan: tuple[Ramadan, ...]
    layers: dict[str, Layer]


def read(home: Home) -> CalendarFile:
    """The home's calendar, checked against its regions and agencies; SetupError names the line."""
    path = home.reference(FILE)
    file = parse(path, CalendarFile)
    if NATIONAL not in file.layers:
        raise at(path, ("layers",), _part("layers", error_text("layer_missing", layer=NATIONAL)))
    known = _known_codes(home)
    for code, layer in file.layers.items():
        if code not in known and home.own("reference", FILE) is not None:
            raise at(path, ("layers", code), _part(f"layers.{code}", error_text("layer_unknown")))
        for spot, finding in _misplaced(layer, file.range):
            raise at(path, ("layers", code, *spot), _part(f"layers.{code}.{spot[0]}", finding))
    return file.model_copy(update={"layers": {code: layer for code, layer in file.layers.items() if code in known}})


def _part(part: str, finding: ErrorText) -> ErrorText:
    return error_text("part", part=part, finding=finding)


def chains(home: Home, file: CalendarFile) -> dict[str, Chain]:
    """Each calendar with its layers: the root's first, then one for every place or agency that has a layer."""
    tree = places(home)
    chain_of: dict[str, Chain] = {}
    for code in (tree.root, *sorted(file.layers.keys() - {NATIONAL, tree.root})):
        above = dict.fromkeys((NATIONAL, *reversed(tree.path(code.split("/")[0])), code))
        layers = {name: file.layers[name] for name in above if name in file.layers}
        chain_of[code] = Chain(home.reference(FILE), file.ramadan, layers)
    return chain_of


def _known_codes(home: Home) -> set[str]:
    codes = places(home).codes
    agencies = tables.agencies(home)["code"]
    own = {f"{code}/{agency}" for code in codes for agency in agencies}
    return {NATIONAL, *codes} | own


def _misplaced(layer: Layer, span: Span) -> Iterator[tuple[tuple[str, int], ErrorText]]:
    """Entries that cannot take effect, or that contradict one another, with what to do about it."""
    off = [(entry.first, entry.last) for entry in layer.days_off]
    worked = [entry.day for entry in layer.working_days]
    for index, (first, last) in enumerate(off):
        if first < span.first or last > span.last:
            yield ("days_off", index), error_text("outside_range")
    for index, day in enumerate(worked):
        if not span.first <= day <= span.last:
            yield ("working_days", index), error_text("outside_range")
        if day in worked[:index]:
            yield ("working_days", index), error_text("day_twice")
        if any(first <= day <= last for first, last in off):
            yield ("working_days", index), error_text("day_off_too")
