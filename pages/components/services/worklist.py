"""Services as a worklist: those that miss most cases first, searched, filtered and sorted; figures with their cases."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from metrics.judgement.row import Row
from metrics.monitoring.region_matrix import cases_short
from pages.components.html.markup import Markup, join, stacked, tag
from pages.components.html.sections import AT_ONCE, paged
from pages.components.html.status_mark import icon, interval_mark
from pages.components.layout import first_paint
from pages.components.layout.filters import Scope
from pages.components.runtime import address, lookups
from reports.words import mark_words
from text import formats
from text.signs import tone
from text.words import Language, say

LEAD, BETTER = "on_time_rate", "higher"
SHOWN = ("missed", "others", "all")
ALL = "semua"
COLUMNS = ("service", "on_time", "goal", "short", "received", "median", "status")
DOUBTFUL = "cannot_tell"
Rows = Mapping[str, Row]


@dataclass(frozen=True)
class Service:
    """One service: its name, agency and standard in words, its rows by indicator, and how many cases it lacks."""

    code: str
    name: str
    agency: str
    standard: str | None
    rows: Rows

    @property
    def rate(self) -> Row | None:
        return self.rows.get(LEAD)

    @property
    def is_missed(self) -> bool:
        return self.rate is not None and self.rate.is_missed

    @property
    def may_be_chance(self) -> bool:
        """Whether so few cases may miss the target by chance."""
        return self.rate is not None and self.is_missed and self.rate.confidence == DOUBTFUL

    @property
    def short(self) -> int:
        """Whole cases, as they are told: below one there is no order."""
        return math.ceil(formats.rounded(cases_short(self.rate, BETTER), 9)) if self.rate else 0

    def value(self, indicator: str) -> float:
        """The figure to sort by; a missing one as 0."""
        row = self.rows.get(indicator)
        return float(row.actual) if row is not None and row.actual is not None else 0.0


@dataclass(frozen=True)
class Filter:
    """A picker over the table: its name among the texts, its key in the address, its options and where it stands."""

    name: str
    key: str
    options: Sequence[str]
    chosen: str
    named: Callable[[str], str]


ORDERS: Mapping[str, Callable[[Service], tuple[object, ...]]] = {
    "kurang": lambda service: (not service.is_missed, -service.short, -service.value("received")),
    "persen": lambda service: (service.rate is None, service.value(LEAD), -service.value("received")),
    "masuk": lambda service: (-service.value("received"),),
    "nama": lambda service: (service.name.casefold(),),
}
"""How the list can be sorted; the first is by cases short, so that no share of a few cases leads it."""


def services(by_service: Mapping[str, Rows], language: Language) -> list[Service]:
    """Every service with a figure, by its code."""
    standards, agencies = lookups.standards(), lookups.agencies()
    return [
        Service(
            code,
            lookups.named("service_code", code, language),
            agencies.get(code, ""),
            standards.get(code, {}).get(language),
            rows,
        )
        for code, rows in sorted(by_service.items())
    ]


def matching(listed: Sequence[Service], text: str, agency: str, shown: str, order: str) -> list[Service]:
    """Those whose name or agency holds the text, of one agency (or ALL), missed or others (or all), sorted."""
    words = text.casefold().split()
    left = [
        service
        for service in listed
        if agency in (ALL, service.agency)
        and (shown == "all" or service.is_missed == (shown == "missed"))
        and all(word in f"{service.name} {service.code} {service.agency}".casefold() for word in words)
    ]
    return sorted(left, key=ORDERS[order])


def draw(listed: Sequence[Service], scope: Scope) -> None:
    """The filters, and the table of what they leave."""
    language = scope.language
    st.html(_title(language))
    filters = _filters(listed, language)
    with st.container(key="worklist", horizontal=True, gap="small"):
        address.write("cari", say("service_page.search", language))
        for by in filters:
            address.pick(by.key, say(f"service_page.{by.name}", language), by.options, by.chosen, by.named)
    left = _left(listed, filters)
    st.html(_below(paged(left, "service_rows", language), scope))


def first_markup(listed: Sequence[Service], scope: Scope) -> Markup:
    """The same as HTML, as an address without filters has it; without its table where that has several pages."""
    language = scope.language
    filters = _filters(listed, language)
    pickers = [first_paint.picker(by.named(by.chosen), by.key) for by in filters]
    left = _left(listed, filters)
    table = _below(left, scope) if len(left) <= AT_ONCE else None
    field = first_paint.field(say("service_page.search", language))
    return join(_title(language), first_paint.row(field, *pickers), tag("div", table))


def _title(language: Language) -> Markup:
    return tag("section", tag("h2", say("service_page.each", language)), lang=language)


def _left(listed: Sequence[Service], filters: Sequence[Filter]) -> list[Service]:
    return matching(listed, address.requested("cari") or "", *(by.chosen for by in filters))


def _below(shown: Sequence[Service], scope: Scope) -> Markup:
    """The table of what the filters leave, or that they leave nothing."""
    language = scope.language
    if not shown:
        return tag("p", say("service_page.none_found", language), class_="aside", lang=language)
    table = _table([_line(service, scope) for service in shown], language)
    note = tag("p", say("service_page.short_note", language), class_="caption", lang=language)
    return join(stacked(table, say("service_page.each", language)), note)


def _filters(listed: Sequence[Service], language: Language) -> tuple[Filter, Filter, Filter]:
    """Agency, which of them, and order; all of it in the address."""
    missed = sum(service.is_missed for service in listed)
    agencies = [ALL, *sorted({service.agency for service in listed if service.agency})]
    counts = {"missed": missed, "others": len(listed) - missed, "all": len(listed)}

    def of_agency(code: str) -> str:
        return say("service_page.agency_all", language) if code == ALL else lookups.named("agency_code", code, language)

    def which(name: str) -> str:
        return say(f"service_page.show_{name}", language, count=formats.number(counts[name], language))

    def in_order(name: str) -> str:
        return say(f"service_page.order_{name}", language)

    return (
        Filter("agency", "instansi", agencies, address.checked("instansi", agencies, ALL), of_agency),
        Filter("show", "tampil", SHOWN, address.checked("tampil", SHOWN, "missed" if missed else "all"), which),
        Filter("order", "urut", list(ORDERS), address.checked("urut", list(ORDERS), "kurang"), in_order),
    )


def _table(lines: Sequence[Markup], language: Language) -> Markup:
    head = tag("tr", *(tag("th", say(f"service_page.{name}", language), scope="col") for name in COLUMNS))
    return tag("table", tag("thead", head), tag("tbody", *lines), class_="plain worklist", lang=language)


def _line(service: Service, scope: Scope) -> Markup:
    language = scope.language
    way = tag("a", service.name, href=_cases(service.code, scope), target="_self")
    under = [lookups.named("agency_code", service.agency, language)] if service.agency else []
    if service.standard:
        under.append(say("service_page.standard_of", language, standard=service.standard))
    name = tag("th", way, tag("small", " · ".join(under), class_="remark"), scope="row")
    short = formats.at_least(service.short, language) if service.is_missed else say("value.missing", language)
    cells: dict[str, object] = {
        "on_time": _share(service.rate, language),
        "goal": _drawn(service.rate),
        "short": tag("b", short, class_="missed" if service.is_missed else "quiet"),
        "received": _figure(service.rows.get("received"), "count", language),
        "median": _median(service, language),
        "status": _status(service.rate, language),
    }
    shown = [
        tag("td", cell, data_label=say(f"service_page.{key}", language), class_=key) for key, cell in cells.items()
    ]
    return tag("tr", name, *shown)


def _share(rate: Row | None, language: Language) -> Markup | str:
    """The share, and of how many: `▼ 82,1 %` over `69 dari 84`."""
    if rate is None:
        return say("value.missing", language)
    shown = formats.short(rate.actual, "percent", language, apart_from=rate.target_unmet)
    parts: list[Markup] = [tag("b", icon(rate.status), " ", shown, class_=tone(rate.status))]
    if rate.numerator is not None and rate.n is not None:
        counts = {"part": formats.number(rate.numerator, language), "all": formats.number(rate.n, language)}
        parts.append(tag("small", say("changes.of", language, **counts), class_="remark"))
    return join(*parts)


def _drawn(rate: Row | None) -> Markup | None:
    """The share as a bar from 0 to 100, the target as an upright tick through it; pale where it may be chance."""
    if rate is None or rate.actual is None:
        return None
    pale = " unsure" if rate.is_missed and rate.confidence == DOUBTFUL else ""
    parts = [tag("span", class_=f"bar {tone(rate.status)}{pale}", style=f"width:{rate.actual:.1f}%")]
    if isinstance(rate.target, int | float):
        parts.append(tag("span", class_="tick", style=f"left:{rate.target:.1f}%"))
    return tag("span", *parts, class_="share", aria_hidden="true")


def _median(service: Service, language: Language) -> str:
    for indicator, unit in (("median_processing_days", "days"), ("median_processing_minutes", "minutes")):
        if indicator in service.rows:
            return _figure(service.rows[indicator], unit, language)
    return say("value.missing", language)


def _figure(row: Row | None, unit: str, language: Language) -> str:
    """A figure with the number of cases it rests on."""
    if row is None:
        return say("value.missing", language)
    shown = formats.quantity(row.actual, unit, language, apart_from=row.target_unmet)
    return formats.with_cases(shown, row.n, language)


def _status(rate: Row | None, language: Language) -> Markup | str:
    if rate is None:
        return say("value.missing", language)
    shown, sure = interval_mark(rate, "percent", language), mark_words.confidence(rate, language)
    return join(shown, tag("small", sure, class_="remark")) if sure else shown


def _cases(code: str, scope: Scope) -> str:
    """The way to the service's late cases."""
    place = scope.region or lookups.province()
    return address.to("hambatan", indikator=LEAD, periode=scope.period, wilayah=place, layanan=code) + address.CASES
