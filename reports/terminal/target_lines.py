"""Targets in words, for screen and terminal: what is aimed at, what a version changes, and the index of several."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.home import Home
from data.settings import tables
from data.settings.target_diff import Change
from metrics.catalogue import indicators as catalogue
from metrics.catalogue.indicators import Indicator
from metrics.change_control.target_revision import StatusChange
from metrics.scorecard.composite_index import Composite
from metrics.targets.achievement import scale_86_2017
from text import formats
from text.words import Language, say


@dataclass(frozen=True)
class Names:
    """What the codes of a home are called; a code that is not known (any more) stands for itself."""

    indicators: Mapping[str, Indicator]
    regions: Mapping[str, str]
    services: Mapping[str, str]

    @classmethod
    def of(cls, home: Home) -> "Names":
        """Those of the home as it is now."""
        regions, services = tables.regions(home), tables.services(home)
        named = (dict(zip(table["code"], table["name"], strict=True)) for table in (regions, services))
        return cls(catalogue.load(home), *named)

    def indicator(self, id_: str, language: Language) -> str:
        """The name of an indicator."""
        return self.indicators[id_].name[language] if id_ in self.indicators else id_

    def place(self, region: str | None, service: str | None, language: Language) -> str:
        """The name of a region or a service; of neither, the whole."""
        if service is not None:
            return self.services.get(service, service)
        return say("target.whole", language) if region is None else self.regions.get(region, region)

    def unit(self, id_: str) -> str:
        """The unit of an indicator."""
        return self.indicators[id_].unit if id_ in self.indicators else ""


def aim(written: Any, unit: str, language: Language) -> str:
    """What is aimed at, as it is written in the file: a value, bounds, a path, an end, or nothing."""
    if written is None:
        return say("target.none", language)
    if isinstance(written, list | tuple):
        return formats.short_goal((written[0], written[1]), unit, language)
    if not isinstance(written, Mapping):
        return formats.short_goal(written, unit, language)
    if written.get("ends"):
        return say("target.ends", language)
    path = written.get("path")
    if path is None:
        return aim(written.get("value", written.get("range")), unit, language)
    values = {"start": formats.short_goal(written["value"], unit, language)}
    values |= {"end": formats.short_goal(path["to"], unit, language), "month": formats.month(path["by"], language)}
    if path.get("shape") != "steps":
        return say("target.path_straight", language, **values)
    return say(
        "target.path_steps", language, **values, unit=say(f"target.unit_{path.get('every', 'quarter')}", language)
    )


def part(change: Change, which: Any, names: Names, language: Language) -> str:
    """The old or new side of a change in words."""
    unit, known = names.unit(change.indicator), names.indicators.get(change.indicator)
    if which is None and change.about == "target" and (change.region or change.service) and known:
        return say("target.ends" if known.is_count else "target.inherits", language)
    if change.about == "target":
        return aim(which, unit, language)
    if which is None:
        return say("target.none", language)
    if change.about == "reference":
        return f"{formats.short_goal(which['value'], unit, language)} ({which['source']})"
    return formats.number(which, language, 2, 0) if change.about == "weight" else str(which)


def remark(change: Change, language: Language) -> str:
    """What must be said beside a change of a month that is over; else nothing."""
    if change.rewrites:
        return say("target.change_past", language)
    return say("target.change_corrected", language, reason=change.correction) if change.correction else ""


def since(change: Change, language: Language) -> str:
    """The goal's first month, with what it is set for when that is no month."""
    month = formats.month(change.since, language)
    return month if change.per == "month" else f"{month}, {say(f'target.per_{change.per}', language)}"


def line(change: Change, names: Names, language: Language = "id") -> str:
    """A change in one line."""
    text = say(
        "target.change",
        language,
        indicator=names.indicator(change.indicator, language),
        place=names.place(change.region, change.service, language),
        month=since(change, language),
        about=say(f"target.about_{change.about}", language),
        old=part(change, change.old, names, language),
        new=part(change, change.new, names, language),
        decree=change.decree or say("target.none", language),
    )
    said = remark(change, language)
    return f"{text}; {said}" if said else text


def member(change: StatusChange, names: Names, language: Language) -> str:
    """Whose status it is."""
    code = change.after.member
    return names.place(code if change.by == "region" else None, code if change.by == "service" else None, language)


def status_line(change: StatusChange, names: Names, language: Language = "id") -> str:
    """A change of status in one line."""
    return say(
        "target.status_line",
        language,
        period=formats.period(change.after.period, language),
        member=member(change, names, language),
        indicator=names.indicator(change.after.indicator, language),
        before=say(f"status.{change.before.status}", language),
        after=say(f"status.{change.after.status}", language),
    )


def composite(index: Composite, known: Mapping[str, Indicator], language: Language) -> str:
    """The index in one sentence that names every target missed."""
    if index.value is None or index.level is None:
        return say("composite.none", language)
    names = ", ".join(known[id_].name[language] for id_ in index.missed)
    values = {"value": _index(index.value, index.level, language), "judged": index.judged}
    values["level"] = say(f"composite.level_{index.level}", language)
    if not index.missed:
        return say("composite.line", language, **values)
    return say("composite.line_missed", language, **values, count=len(index.missed), names=names)


def _index(value: float, level: str, language: Language) -> str:
    """One decimal, or two where one would read as another level: 90,98 is no 91,0."""
    digits = 1 if scale_86_2017(float(formats.rounded(value, 1))) == level else 2
    return formats.number(value, language, digits)
