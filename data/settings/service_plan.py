"""Which services each region planned for its MPP (service_plan.csv): what completeness is counted against."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from data.errors import told
from data.settings.csv_reader import Row

Span = tuple[date, date]

COLUMNS = ("region_code", "service_code", "planned_from", "planned_to", "decree")


def plan_records(rows: Sequence[Row], services: Collection[str]) -> list[dict[str, object]]:
    """One record per row: region_code, service_code, planned_from, planned_to (days, inclusive; date.max when open).

    An unknown service, a span that ends before it begins, or two spans of a service that overlap is a SetupError.
    """
    spans: dict[tuple[str, str], list[Span]] = defaultdict(list)
    return [_record(row, services, spans) for row in rows]


def _record(row: Row, services: Collection[str], spans: dict[tuple[str, str], list[Span]]) -> dict[str, object]:
    region, service = row.text("region_code"), row.text("service_code")
    first, last = row.day("planned_from"), row.day_or_blank("planned_to") or date.max
    row.text("decree")
    if service not in services:
        raise row.wrong("service_code", told("plan_service"))
    if last < first:
        raise row.wrong("planned_to", told("before_other", other="planned_from"))
    if any(first <= until and last >= since for since, until in spans[region, service]):
        raise row.wrong("planned_from", told("plan_overlaps"))
    spans[region, service].append((first, last))
    return {"region_code": region, "service_code": service, "planned_from": first, "planned_to": last}
